"""Names of people in credits: padded, separated or run together."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .text import CHINESE

# The surnames of some 95 % of the population (ministry's yearly name report, first ranks).
COMMON_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢"
    "姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施"
    "文牛樊葛邢安洪赖丘竺阎郦逄訾矫郗荀恽雒茆戢庾缑齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷"
    "盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷"
    "晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐"
    "冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索"
    "宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾"
    "戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由閆蕭葉趙"
)
# Surnames that are also ordinary words or common in given names: they split a name only when nothing else does.
FREQUENT = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢"
    "姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔汤施樊葛邢齐乔伍"
    "庞颜倪庄聂章鲁岳翟殷詹耿焦俞柳祝符阮柯纪童凌毕裴霍涂苗骆靳柴鲍喻祁蒲滕饶牟穆卓缪褚娄窦戚岑宫费晏瞿佟臧闵邬"
)
COMPOUND_SURNAMES = frozenset(
    [
        "欧阳",
        "上官",
        "司马",
        "诸葛",
        "皇甫",
        "尉迟",
        "公孙",
        "慕容",
        "令狐",
        "司徒",
        "端木",
        "东方",
        "西门",
        "南宫",
        "夏侯",
        "长孙",
        "宇文",
        "轩辕",
        "独孤",
        "呼延",
        "闻人",
        "申屠",
        "太史",
        "淳于",
        "单于",
        "公冶",
        "濮阳",
        "赫连",
        "澹台",
        "宗政",
        "钟离",
        "鲜于",
        "闾丘",
        "司空",
        "东郭",
        "百里",
        "拓跋",
        "完颜",
        "纳兰",
        "欧陽",
    ]
)
MOST_RUN_TOGETHER = 12  # characters of names in one token; a longer one is a sentence
_CHINESE = re.compile(rf"[{CHINESE}]+\Z")
_LATIN_NAME = re.compile(r"[A-Z][A-Za-z.'’ -]{0,29}\Z")
_IN_SENTENCES = re.compile(r"[的了在是从会为到把被将与和及]|获悉|介绍|表示")
_SPLIT = re.compile(r"[\s、，,/／;；&＆|｜]+")
_LATIN_PAIR = re.compile(r"\b([A-Z][a-z.’']+) (?=[A-Z][a-z])")
_PADDED = re.compile(rf"(?<![{CHINESE}·])([{CHINESE}])\s+([{CHINESE}])(?![{CHINESE}·])")


@dataclass(frozen=True, slots=True)
class Names:
    """Names read from one stretch; `run_together` and `unsplit` hold what was or could not be split."""

    names: tuple[str, ...]
    run_together: tuple[str, ...] = ()
    unsplit: tuple[str, ...] = ()


def begins_with_surname(text: str) -> bool:
    """Whether the text begins like a Chinese name."""
    return text[:1] in COMMON_SURNAMES or text[:2] in COMPOUND_SURNAMES


def is_name(text: str) -> bool:
    """Whether the text has the shape of one name; the surname is not looked at."""
    if "·" in text:
        parts = text.split("·")
        return len(text) <= 24 and all(part and _CHINESE.match(part) for part in parts)
    return bool((2 <= len(text) <= 4 and _CHINESE.match(text)) or _LATIN_NAME.match(text))


def is_surely_name(text: str) -> bool:
    """Whether the text is a name even where no role word says so."""
    if not is_name(text) or text.isascii():
        return False
    return "·" in text or (begins_with_surname(text) and (len(text) <= 3 or text[:2] in COMPOUND_SURNAMES))


def read_names(text: str) -> Names | None:
    """The names in a stretch that should hold nothing else, or None if something else stands in it."""
    text = text.strip(" \t　:：").replace("•", "·").replace("・", "·")
    if not text:
        return Names(())
    names: list[str] = []
    run_together: list[str] = []
    unsplit: list[str] = []
    for token in _tokens(text):
        if len(token) > MOST_RUN_TOGETHER:
            return None
        if len(token) > 3 and _CHINESE.match(token):
            parts = split_run_together(token)
            if len(parts) > 1:
                run_together.append(token)
            elif len(token) > 4 and (token[0] not in FREQUENT or _IN_SENTENCES.search(token)):
                return None
            elif len(token) > 4 or token[:2] not in COMPOUND_SURNAMES:
                unsplit.append(token)
            names.extend(parts)
        elif is_name(token):
            names.append(token)
        else:
            return None
    if not names:
        return None
    return Names(tuple(names), tuple(run_together), tuple(unsplit))


def _tokens(text: str) -> list[str]:
    """Cut at the separators; two single characters in a row are one padded name."""
    tokens: list[str] = []
    single = ""
    for token in _SPLIT.split(_LATIN_PAIR.sub(r"\1_", text)):
        token = token.replace("_", " ")
        if len(token) == 1 and _CHINESE.match(token):
            if single:
                tokens.append(single + token)
                single = ""
            else:
                single = token
        elif token:
            tokens.extend([single, token] if single else [token])
            single = ""
    if single:
        tokens.append(single)
    return tokens


def split_run_together(token: str) -> list[str]:
    """Cut names written without a separator, where the surnames allow one way only.

    A frequent surname counts more than a rare one: `林晓舟苏禾` is 林晓舟 and 苏禾. With two ways or none the
    token comes back whole.
    """
    if len(token) == 4 and token[:2] in COMPOUND_SURNAMES:
        return [token]
    for surnames in (FREQUENT, COMMON_SURNAMES):
        ways = _ways(token, surnames)
        if len(ways) == 1:
            return ways[0]
        if ways:
            fewest = min(len(way) for way in ways)
            short = [way for way in ways if len(way) == fewest]
            return short[0] if len(short) == 1 and len(token) >= 6 else [token]
    return [token]


def _ways(token: str, surnames: frozenset[str]) -> list[list[str]]:
    """All ways to cut a token into names of a known surname with one or two more characters."""
    if not token:
        return [[]]
    found: list[list[str]] = []
    compound = token[:2] in COMPOUND_SURNAMES
    for size in (2, 3, 4):
        head = token[:size]
        if len(head) < size:
            break
        if (compound and size >= 3) or (size <= 3 and head[0] in surnames):
            found.extend([head, *rest] for rest in _ways(token[size:], surnames))
    return found


def join_padded(text: str) -> str:
    """Close the gap in padded names of two characters: `王 磊` becomes `王磊`."""
    return _PADDED.sub(r"\1\2", text)
