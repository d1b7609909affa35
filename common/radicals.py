"""Radicals that stand for characters: PDFs put ⼯ (U+2F2F) for 工, ⻓ (U+2ED3) for 长, and no search finds them.

Source of the table: Unicode 15.0, ``EquivalentUnifiedIdeograph.txt``, the blocks CJK Radicals Supplement and Kangxi
Radicals (U+2E80 to U+2FDF). NFKC knows the second block only. A few radicals have no equivalent and stay.
"""

import re

# First code point of a run, and the ideographs for it and those after it.
_RUNS = {
    0x2E81: "厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑𫜹忄心扌攵",
    0x2E9B: (
        "旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲"
        "讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟"
    ),
    0x2F00: (
        "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮"
        "山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿"
        "片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌"
        "舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音"
        "頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠"
    ),
}
_IDEOGRAPHS = {
    chr(first + offset): ideograph
    for first, ideographs in _RUNS.items()
    for offset, ideograph in enumerate(ideographs)
}
_RADICAL = re.compile("[\u2e80-\u2fdf]")


def without_radicals(text: str) -> str:
    """The text with the characters for which radicals stand.

    >>> without_radicals("总⼯会⺠主管理⻓城")
    '总工会民主管理长城'
    """
    return _RADICAL.sub(lambda found: _IDEOGRAPHS.get(found[0], found[0]), text)
