"""Organizations by the way such names are built: an ending (总工会, 驿站 …) and, leftwards, its words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from common.words import is_word

from .areas import cut_with_areas
from .organization_words import AREA_ENDINGS, GENERIC, LEADING, NAME_VERBS, SOFT, STOPS
from .word_segmenter import Word

_BUREAUS = (
    "人力资源和社会保障|人力社保|人力资源社会保障|人社|教育|公安|民政|司法|财政|税务|卫生健康|住房和城乡建设|住建|交通运输|交通|文化和旅游|文旅|体育|统计|审计|市场监督管理|市场监管|应急管理"
    "|生态环境|水务|水利|园林绿化|城市管理|邮政管理|邮政|医疗保障|医保|商务|科技|农业农村|退役军人事务|规划和自然资源|国资|发展改革|民族宗教|铁路|地铁运营|供电|工业和信息化|环卫|机关事务管理"
)
_CENTRES = (
    "服务|活动|管理|培训|指导|援助|联合调解|多元化解|化解|研究|文化|体育|交流|救助|调解|仲裁|创新|帮扶|疾病预防控制|疾控"
    "|融媒体|急救|运营|配送|体检|养老|维权|托育|救援|党群服务|会展|实训|鉴定|检测|检验|康复|评价|调度|权益维护|维护|权益保障|保障|发展|促进|监测|应急|孵化|转运|分拣|客户服务"
)
_SUFFIX = re.compile(
    r"总工会|工会联合会|工会工作委员会|工会委员会|工会工委|工会|工匠学院|创新工作室|工作室|联盟|工人文化宫|文化宫|驿站|配送站|供电所|养护站|救援站|消防站|"
    rf"(?:{_CENTRES})(?:中心|总站)|卫生服务站|服务站|基金会|促进会|研究会|联合会|志愿者协会|协会|互助会|(?<!协)商会|学会|红十字会|妇女联合会|妇联|工商联|残联|"
    r"有限责任公司|股份有限公司|集团有限公司|有限公司|分公司|子公司|集团公司|公司|集团|合作社|研究院|研究所|设计院|律师事务所|事务所|"
    r"大学|学院|学校|中学|小学|幼儿园|党校|医院|卫生院|银行|支行|分行|出版社|报社|电视台|图书馆|博物馆|体育馆|文化馆|科技馆|展览馆|纪念馆|少年宫|疗养院|福利院|敬老院|养老院|"
    rf"人民政府|街道办事处|办事处|代办处|(?:{_BUREAUS})(?:委员会|局|厅|委)|教委|卫健委|国资委|发改委|管理委员会|管委会|居民委员会|居委会|村委会|法律援助处|管理所|管理处|仲裁委员会|仲裁院|委员会|人民法院|法院|检察院|派出所|交警支队|支队|大队|总队|"
    r"机务段|车务段|工务段|项目部|社区"
)
_CLAUSE = re.compile(
    r"[^，。；：！？、“”‘’《》「」『』…—\s|/,;:!?()（）\[\]【】<>]+(?:（[一-鿿]{2,4}）(?=[一-鿿]{0,10}(?:集团|股份|有限|控股))[^，。；：！？、“”‘’《》「」『』…—\s|/,;:!?()（）\[\]【】<>]*)?"
)
_AREA = re.compile(
    r"[一-鿿]{1,6}(?:省|自治区|市|区|县|州|旗|盟|镇|乡|街道|地区|开发区|新区|自治州|园区|村|社区)\Z"
)
# Offices that every area has.
_OF_AREA = re.compile(
    r"(?:局|厅|教委|卫健委|国资委|发改委|法院|检察院|妇联|残联|工商联|办事处|派出所|人民政府|管委会|支队|大队|总队)\Z"
)
_OWN_AREA = re.compile(r"[一-鿿]{2,4}(?:省|市|区|县|州|旗|镇|乡|街道)")
_PARK = re.compile(r"(?:开发区|高新区|产业园|园区|示范区|街道|社区)\Z")
_STREET = re.compile(r"[一-鿿]{0,6}(?:街道|地区|镇|乡)\Z")
_IN_AREAS = frozenset("里上下中外内前后口店新旧大小老")
_CHINESE = re.compile(r"[\u3400-\u9fff]+\Z")
_BRANDED = re.compile(r"(?:公司|集团|管理中心|运营中心|(?<!总)工会)\Z")
_STATION = ("驿站", "配送站", "服务站")
_POINTERS = "所各该其此这那某我他她你"  # words that begin with one of these point, they name nothing
_NEVER_IN_NAMES = "从由据在被把将让"
_GLUED = "系由据在从向与和及为对到把将让被经至于给受请该各赴往按除并又还即当"
_HARD_TAGS = ("p", "c", "u", "r", "y", "x", "q", "e", "o", "w")
_ORDINAL = re.compile(r"第[一二三四五六七八九十\d]+|[东西南北]")
# An ending that goes on is another word: 大学生, 工会法, 学院路.
_NOT_ONE = re.compile(r"(?:\d|第|某|该|各|[一两三四五六七八九十几数多\d]+[家个所])\Z")
_NUMERALS = frozenset("一二三四五六七八九十")  # of numbered works: 北一机床, 四建公司
_PARTS = ("零部件", "零件")  # the segmenter counts them as numbers
_UNIT = re.compile(
    r"[一二三四五六七八九十]{1,2}[厂矿队井]\Z"
)  # whose works it is stands before it: 选煤|一厂
_WORKS = frozenset("局航冶建公")  # 中铁二十|局, 中建八|局
_GREAT_BRAND = re.compile(r"中建|中铁|中交|中冶|国网|中国")
_GOES_ON = re.compile(
    r"(?:大学|中学|小学)生|(?:学院|大学)[路派城]|工会[法网史路大]|银行[卡业]|公司[债法化]|(?:工会|协会|学会)会?员|工会(?:主义|章程|经费|工作者)|社区(?:卫生|服务|工作)|医院学|(?:文化|会展|体育|活动|服务)中心(?:项目|工地|站(?!长))"
)
# People named behind an organization, even where the segmenter takes both for one word: 工会主席.
_BEARER = re.compile(
    r"(?:副?主席|副?主任|干部|会员|委员|代表|负责人|组织|律师|医生|医护|教师|老师|学生|工程师|职工|员工|骑手|志愿|民警|护士|院长|校长|站长|经理)"
)
LONGEST_NAME = 34  # characters
LONGEST_CLAUSE = 2000  # characters; nobody writes a longer one without a comma


@dataclass(slots=True)
class BuiltName:
    """A name found by its build. `proper`: it names something; `half`: it begins in the middle (区总工会)."""

    name: str
    start: int
    end: int
    proper: bool
    half: bool


def built_names(text: str) -> list[BuiltName]:
    """All names in a text that are built like those of organizations, overlapping ones too."""
    found: list[BuiltName] = []
    for clause in _CLAUSE.finditer(text):
        words_text = clause[0]
        endings = list(_SUFFIX.finditer(words_text))
        if not endings or len(words_text) > LONGEST_CLAUSE:
            continue
        words = cut_with_areas(words_text)
        ends = {word.end for word in words}
        for ending in endings:
            cut_word = ending.end() not in ends and not _BEARER.match(words_text, ending.end())
            if cut_word or _GOES_ON.match(words_text, ending.start()):
                continue
            name = _walk_left(words_text, words, ending)
            nickname = (
                name and name.name == words_text and text[clause.start() - 1 : clause.start()] in ("“", "「")
            )
            slogan = name and words_text[name.start - 1 : name.start] == "·"  # “粽情端午·情暖驿站”
            if name and not nickname and not slogan:
                name.start += clause.start()
                name.end += clause.start()
                found.append(name)
    return found


def _walk_left(text: str, words: list[Word], ending: re.Match[str]) -> BuiltName | None:
    """From the ending of a name leftwards, word by word, to where it begins."""
    last = next(n for n, word in enumerate(words) if word.end > ending.start())
    inner: list[Word] = []
    index = last - 1
    area = False
    if words[last].start < ending.start():
        head = words[last].text[: ending.start() - words[last].start]
        inner, area = [Word(head, words[last].tag, words[last].start)], bool(_AREA.match(head))
    company = ending[0].endswith(("公司", "集团", "厂", "支行", "分行"))
    while index >= 0 and ending.end() - words[index].start <= LONGEST_NAME:
        word = words[index]
        if word.text == "）" and company and (opening := _before_bracket(words, index)) is not None:
            inner[:0] = words[opening : index + 1]
            break
        if _belongs(word, inner, area=area, company=company):
            inner.insert(0, word)
            area = is_area(word)
            index -= 1
            continue
        bridge = _noun_bridge(words, index, inner) if area else _bridge(words, index, company=company)
        if bridge is None and area and _BRANDED.search(ending[0]):
            bridge = _brand(words, index, inner)
        if bridge is None:
            break
        inner[:0] = words[bridge : index + 1]
        index, area = bridge - 1, True
    inner = _without_park(_from_brand(inner)) if company else inner
    if ending[0].endswith(_STATION):
        inner = _without_street(inner)
    if not inner:
        return None
    glued = _glued(inner)
    start = inner[0].start + glued
    if _NOT_ONE.search(text[:start]):
        return None  # 7号线项目部, 某劳务公司, 一家企业工会
    if _OF_AREA.search(ending[0]) and not _names_area(inner):
        return None  # an office without its area: 人社局, 广电旅游体育局
    half = _is_half(inner) or (glued > 0 and inner[0].text[1:] in AREA_ENDINGS)
    if ending.end() - start < 4 or start >= ending.start():
        return None
    return BuiltName(text[start : ending.end()], start, ending.end(), _is_proper(inner), half)


def is_area(word: Word) -> bool:
    """Whether a word is a place: 青禾区, 北京, 街道."""
    if word.text in AREA_ENDINGS:
        return True
    return (
        word.text not in GENERIC
        and word.text not in STOPS
        and (word.tag == "ns" or bool(_AREA.match(word.text)))
    )


def _belongs(word: Word, inner: list[Word], *, area: bool, company: bool) -> bool:
    """Whether the word goes on with the name to its right."""
    text, tag = word.text, word.tag
    if text in LEADING:
        return True
    if inner and inner[0].text in AREA_ENDINGS and (text in _IN_AREAS or tag == "x" and _CHINESE.match(text)):
        return True  # the area's own name: 和平|里|街道
    if text in STOPS or text[0] in _POINTERS or (tag.startswith(_HARD_TAGS) and not _ORDINAL.match(text)):
        return False
    if inner and inner[0].text in AREA_ENDINGS:
        return not text.endswith(("至", "到", "向", "给"))
    if area and company and text.endswith(("公司", "银行", "集团")):
        return True  # …有限公司|北京市|分公司
    if area:
        own = company and tag.startswith(("j", "nz", "nt", "eng")) and len(text) > 1
        return is_area(word) or (own and text not in GENERIC and text not in SOFT)
    proper = any(w.text not in GENERIC and w.text not in SOFT and not _UNIT.match(w.text) for w in inner)
    if text in SOFT:
        return not proper
    if tag.startswith(("t", "d", "m", "f")):
        works = company and bool(inner) and inner[0].text[0] in _WORKS and set(text) <= _NUMERALS
        return works or text in _PARTS or bool(_ORDINAL.match(text))
    if tag in ("v", "vd", "vi"):
        return text in GENERIC or (not proper and text in NAME_VERBS)
    return True


def _bridge(words: list[Word], index: int, *, company: bool) -> int | None:
    """The place of an area some words to the left, if only rare words lie between: 北京|乐|予|慈善基金会."""
    taken = 0
    while index >= 0 and taken < 4:
        word = words[index]
        if is_area(word) and taken:
            return index
        numeral = company and word.text in _NUMERALS
        strange = word.tag.startswith(("p", "c", "u", "r", "x", "m", "q", "t")) and not numeral
        if word.text in STOPS or strange or len(word.text) > 3:
            return None
        taken += len(word.text)
        index -= 1
    return None


def _noun_bridge(words: list[Word], index: int, inner: list[Word]) -> int | None:
    """An area some nouns to the left of another: 江州|铁路|公安处|江州|站派出所."""
    if inner[0].tag != "ns" or re.search(r"(?:[省市区县镇乡]|街道)\Z", inner[0].text):
        return None
    for place in range(index, max(index - 3, -1), -1):
        word = words[place]
        if word.tag == "ns":
            return place if place < index else None
        if word.tag != "n" or word.text in STOPS or word.text in SOFT:
            return None
    return None


def _before_bracket(words: list[Word], index: int) -> int | None:
    """Where a brand begins that stands before a place in brackets: 快捷送|（珠浦）|网络科技有限公司."""
    opening = index
    while opening >= 0 and words[opening].text != "（":
        opening -= 1
    first = opening
    while first > 0 and words[opening].start - words[first - 1].start <= 6:
        before = words[first - 1]
        if before.tag.startswith(("p", "c", "u", "r")) or (before.text in STOPS and len(before.text) > 1):
            break
        first -= 1
    return first if 0 <= first < opening and words[opening].start - words[first].start >= 2 else None


def _brand(words: list[Word], index: int, inner: list[Word]) -> int | None:
    """Up to three words of a brand before a region, if they reach the beginning: 京东|物流|华北区|工会."""
    if re.search(r"(?:[省市县镇乡]|街道|(?<![东南西北中])区)\Z", inner[0].text):
        return None
    first = index
    while first >= 0 and index - first < 4 and _is_brand_word(words[first]):
        first -= 1
    ended = first < 0 or words[first].text in STOPS or words[first].tag.startswith(("p", "c", "u", "v", "x"))
    return first + 1 if ended and first < index and index - first < 4 else None


def _is_brand_word(word: Word) -> bool:
    if word.text in STOPS or word.text in SOFT:
        return False
    return word.tag.startswith(("n", "j", "eng")) or word.tag == "vn" or word.text in NAME_VERBS | GENERIC


def _from_brand(inner: list[Word]) -> list[Word]:
    """A company's name begins with its brand, not with the district it works in: 通州区|中建二局…有限公司."""
    for place, word in enumerate(inner[1:], start=1):
        if _GREAT_BRAND.match(word.text) and all(is_area(w) for w in inner[:place]):
            return inner[place:]
    return inner


def _without_park(inner: list[Word]) -> list[Word]:
    """A company is not named after the park it sits in: 马鞍岭经济开发区|恒信电子科技股份有限公司."""
    for place in range(len(inner) - 1, 0, -1):
        if _PARK.search(inner[place].text) and _is_proper(inner[place + 1 :]) and inner[place + 1 :]:
            return inner[place + 1 :]
    return inner


def _without_street(inner: list[Word]) -> list[Word]:
    """A station's name goes without the street it stands in: 劲松街道|首城链家驿站."""
    for place in range(len(inner) - 1, -1, -1):
        if _STREET.match(inner[place].text) and _is_proper(inner[place + 1 :]):
            return inner[place + 1 :]
    return inner


def _glued(inner: list[Word]) -> int:
    """Characters at the beginning that the segmenter glued to a word it does not know: 由云川."""
    first = inner[0].text
    if len(first) == 2 and first[1] not in AREA_ENDINGS:
        return 1 if first[0] in _NEVER_IN_NAMES and not is_word(first) else 0
    return 1 if first[0] in _GLUED and len(first) > 1 and not is_word(first) else 0


def _is_proper(inner: list[Word]) -> bool:
    """Whether the part before the ending names something: not 企业工会, not 户外劳动者驿站."""
    if not inner:
        return False
    named = [w for w in inner if w.text not in GENERIC and w.text not in AREA_ENDINGS]
    if any(len(w.text) > 1 for w in named):
        return True
    return len(named) >= 2 or (
        inner[0].text not in GENERIC and bool(_OWN_AREA.match("".join(w.text for w in inner)))
    )


def _names_area(inner: list[Word]) -> bool:
    """Whether the name tells its area: 昌平区, not a mere 区."""
    told = any(is_area(word) and word.text not in AREA_ENDINGS for word in inner)
    return told or bool(_OWN_AREA.match("".join(word.text for word in inner)))


def _is_half(inner: list[Word]) -> bool:
    """Whether a name begins in the middle, as 区总工会 does."""
    return (
        inner[0].text in AREA_ENDINGS
        or bool(_UNIT.match(inner[0].text))
        or (len(inner) == 1 and inner[0].text in GENERIC)
    )
