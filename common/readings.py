"""How names are read where that differs from the same characters in a text: surnames, places, rare characters.

Only what a dictionary of words reads otherwise stands here. Surnames: 现代汉语词典, entries marked 姓. Places: the
readings that the place-name offices publish. One reading for one name: where people of one surname differ, the usual
one; who reads their name otherwise writes it into their row.
"""

import re

from common.radicals import without_radicals

# A figure after each syllable is its tone.
_SURNAMES = """
单 shan4  解 xie4  仇 qiu2  曾 zeng1  翟 zhai2  区 ou1  查 zha1  任 ren2  盖 ge3  朴 piao2  召 shao4  缪 miao4
员 yun4  葛 ge3  覃 qin2  种 chong2  折 she2  牟 mu4  卜 bu3  那 na1  阚 kan4  华 hua4  燕 yan1  繁 po2
秘 bi4  洗 xian3  黑 he4  句 gou1  过 guo1  哈 ha3  乐 yue4  乜 nie4  隗 wei3  相 xiang4  能 nai4  佴 nai4
祭 zhai4  藏 zang1  便 pian2  纪 ji3  干 gan1  占 zhan1  都 du1  於 yu1  蔚 yu4  不 fou1  宰父 zai3 fu3
"""
_PLACE_READINGS = """
长治 chang2 zhi4  单县 shan4 xian4  洪洞 hong2 tong2  六合区 lu4 he2 qu1  朝阳 chao2 yang2  天台 tian1 tai1
浚县 xun4 xian4  涡阳 guo1 yang2  漯河 luo4 he2  会稽 kuai4 ji1  大栅栏 da4 shi2 lan4  繁峙 fan2 shi4
长垣 chang2 yuan2  珲春 hun2 chun1  马家堡 ma3 jia1 pu4  宕昌 tan4 chang1  筠连 jun1 lian2  荥经 ying2 jing1
获鹿 huai4 lu4  任泽 ren2 ze2  沌口 zhuan4 kou3  氾水 si4 shui3  穆棱 mu4 ling2  长宁 chang2 ning2
长阳 chang2 yang2  长葛 chang2 ge3  长海 chang2 hai3  长岭 chang2 ling3  长泰 chang2 tai4  长武 chang2 wu3
长岛 chang2 dao3  长清 chang2 qing1  解州 xie4 zhou1  长丰县 chang2 feng1 xian4  长顺县 chang2 shun4 xian4
长洲 chang2 zhou1  长白 chang2 bai2  长辛店 chang2 xin1 dian4  华阴 hua4 yin1  华州 hua4 zhou1
任城 ren2 cheng2  余干 yu2 gan1  乐陵 lao4 ling2  万柏林 wan4 bai3 lin2  什刹海 shi2 cha4 hai3
什邡 shi2 fang1  伽师 jia1 shi1  栎阳 yue4 yang2  都 du1  甸 dian4
"""
# 长 at the head of a name: long, but for an elder, a county of old and what grows.
_LONG = "^长(?![子者老辈孙官势])"
# Beyond the basic plane, and in no dictionary of readings: the character of which each is another form.
_OTHER_FORMS = str.maketrans(
    {"𠮷": "吉", "𡈽": "土", "𡨴": "寧", "𣱝": "氭", "𨓜": "逸", "𢌛": "延", "𢖽": "志", "𦙼": "骴"}
)


def _table(text: str) -> dict[str, str]:
    entries = re.findall(r"([^\s\da-z]+)((?: [a-z]+\d)+)", text)
    return {name: reading.strip() for name, reading in entries}


SURNAMES = _table(_SURNAMES)
PLACE_NAMES = _table(_PLACE_READINGS)
_PLACE_NAME = re.compile("|".join([*sorted(PLACE_NAMES, key=len, reverse=True), _LONG]))


def known_readings(text: str, *, is_person: bool = False) -> list[tuple[str, str]]:
    """The text in pieces, each with its reading (``"shan4 xian4"``), or an empty one where a dictionary is to say.

    Of a person the surname is known, of anything else the places in it.

    >>> known_readings("单青山", is_person=True)
    [('单', 'shan4'), ('青山', '')]
    """
    text = without_radicals(text).translate(_OTHER_FORMS)
    if is_person:
        surname = next((text[:length] for length in (2, 1) if text[:length] in SURNAMES), "")
        pieces = [(surname, SURNAMES[surname])] if surname else []
        return [*pieces, (text[len(surname) :], "")]
    pieces, end = [], 0
    for found in _PLACE_NAME.finditer(text):
        pieces += [(text[end : found.start()], ""), (found[0], PLACE_NAMES.get(found[0], "chang2"))]
        end = found.end()
    return [piece for piece in [*pieces, (text[end:], "")] if piece[0]]
