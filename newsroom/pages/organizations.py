"""Organizations in a text: registered names, and unknown ones by the way such names are built."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .model import FoundOrganization, KnownOrganization
from .vocabulary import AREA_ENDINGS, GENERIC, LEADING, NAME_VERBS, SOFT, STOPS
from .words import Word, cut, is_word

_BUREAUS = (
    "人力资源和社会保障|人力社保|人力资源社会保障|人社|教育|公安|民政|司法|财政|税务|卫生健康|住房和城乡建设|住建|交通运输|交通|文化和旅游|文旅|体育|统计|审计|市场监督管理|市场监管|应急管理"
    "|生态环境|水务|水利|园林绿化|城市管理|邮政管理|邮政|医疗保障|医保|商务|科技|农业农村|退役军人事务|规划和自然资源|国资|发展改革|民族宗教|铁路|地铁运营|供电|工业和信息化|环卫|机关事务管理"
)
_CENTRES = (
    "服务|活动|管理|培训|指导|援助|研究|文化|体育|交流|救助|调解|仲裁|创新|帮扶|疾病预防控制|疾控"
    "|融媒体|急救|运营|配送|体检|养老|维权|托育|救援|党群服务|会展|实训|鉴定|检测|检验|康复|评价|调度"
)
_SUFFIX = re.compile(
    r"总工会|工会联合会|工会工作委员会|工会委员会|工会|工匠学院|创新工作室|工作室|联盟|工人文化宫|文化宫|驿站|配送站|供电所|养护站|救援站|消防站|"
    rf"(?:{_CENTRES})(?:中心|总站)|卫生服务站|服务站|基金会|促进会|研究会|联合会|志愿者协会|协会|商会|学会|红十字会|妇女联合会|妇联|工商联|残联|"
    r"有限责任公司|股份有限公司|集团有限公司|有限公司|分公司|子公司|集团公司|公司|集团|合作社|研究院|研究所|设计院|律师事务所|事务所|"
    r"大学|学院|学校|中学|小学|幼儿园|党校|医院|卫生院|银行|支行|出版社|报社|电视台|图书馆|博物馆|体育馆|"
    rf"人民政府|街道办事处|办事处|(?:{_BUREAUS})(?:委员会|局|厅|委)|教委|卫健委|国资委|发改委|管理委员会|管委会|居民委员会|居委会|村委会|仲裁委员会|仲裁院|委员会|人民法院|法院|检察院|派出所|交警支队|支队|大队|总队|"
    r"机务段|车务段|工务段|项目部|社区"
)
_QUOTED = re.compile(r"[“「『]([^“”「」『』]{3,20})[”」』]")
_QUOTED_SUFFIX = re.compile(r"(?:联盟|学院|驿站|工作室|服务中心|联合会|协会|基金会)\Z")
_CLAUSE = re.compile(
    r"[^，。；：！？、“”‘’《》「」『』…—\s|/,;:!?()（）\[\]【】<>]+(?:（[一-鿿]{2,4}）(?:集团|股份|有限|控股)[^，。；：！？、“”‘’《》「」『』…—\s|/,;:!?()（）\[\]【】<>]*)?"
)
_AREA = re.compile(
    r"[一-鿿]{1,6}(?:省|自治区|市|区|县|州|旗|盟|镇|乡|街道|地区|开发区|新区|自治州|园区|村|社区)\Z"
)
_GLUED = "由据在从向与和及为对到把将让被经至于给受请该各赴往按除并又还即当"
_HARD_TAGS = ("p", "c", "u", "r", "y", "x", "q", "e", "o", "w")
_NOT_AFTER = re.compile(r"[法史生路派网业卡债]|员会|主义|章程|经费|化|学院路|长(?=[说在为是])")
_HALF = re.compile(
    r"(?:区|市|省|县|镇|乡|街道|地区|公司|集团|村|开发区|园区|学院|学校|医院|局|厂|县级|行业|企业)\Z"
)
LONGEST_NAME = 34  # characters


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    organization: KnownOrganization


class KnownNames:
    """An index of the registered organizations' names; build it once for many pages."""

    def __init__(self, organizations: Sequence[KnownOrganization] = ()) -> None:
        self._by_start: dict[str, list[_Entry]] = {}
        by_name: dict[str, list[_Entry]] = {}
        for organization in organizations:
            for name in dict.fromkeys((organization.full_name, *organization.names)):
                if len(name) > 1:
                    by_name.setdefault(name, []).append(_Entry(name, organization))
        self._entries = by_name
        for name in by_name:
            self._by_start.setdefault(name[:2], []).append(_Entry(name, by_name[name][0].organization))
        for entries in self._by_start.values():
            entries.sort(key=lambda entry: -len(entry.name))

    def __bool__(self) -> bool:
        return bool(self._entries)

    def spans(self, text: str) -> list[tuple[int, int, str]]:
        """The longest names in the text, from left to right, not overlapping."""
        if not self._by_start:
            return []
        found, at, starts = [], 0, self._by_start
        while at < len(text) - 1:
            entries = starts.get(text[at : at + 2])
            hit = next((e.name for e in entries if text.startswith(e.name, at)), None) if entries else None
            if hit:
                found.append((at, at + len(hit), hit))
                at += len(hit)
            else:
                at += 1
        return found

    def resolve(self, name: str, text: str, before: str) -> tuple[str | None, bool]:
        """The full name behind a name in this text, and whether it is ambiguous.

        A name counts in its district: where several organizations share it, the district that the text names
        decides, the nearest one before the name first.
        """
        choices = [entry.organization for entry in self._entries.get(name, ())]
        full = [c for c in choices if c.full_name == name]
        if full:
            return full[0].full_name, False
        inside = [c for c in choices if not c.district or _stem(c.district) in name]
        if (
            len(choices) == 1
            and inside
            and not _HALF.search(re.sub(r"总工会\Z|总\Z|工会\Z", "", name)[-2:] if len(name) <= 5 else "")
        ):
            return choices[0].full_name, False
        scored = sorted(
            ((before.rfind(_stem(c.district)), c) for c in choices if c.district), key=lambda pair: -pair[0]
        )
        if scored and scored[0][0] >= 0:
            return scored[0][1].full_name, False
        named = [c for c in choices if c.district and _stem(c.district) in text]
        if len(named) == 1:
            return named[0].full_name, False
        if len(choices) == 1 and len(name) > 5:
            return choices[0].full_name, False
        return None, len(choices) > 1


def _stem(district: str) -> str:
    return district[:-1] if len(district) > 2 and district[-1] in "区县市" else district


@dataclass(slots=True)
class _Candidate:
    name: str
    start: int
    end: int
    known: bool = False
    proper: bool = True
    half: bool = False


def find_organizations(texts: Sequence[str], known: KnownNames) -> tuple[list[FoundOrganization], list[str]]:
    """The organizations of an article, in order of appearance, and the names that are ambiguous."""
    whole = "\n".join(texts)
    candidates = _longest(
        _known_candidates(whole, known) + _built_candidates(whole) + _quoted_candidates(whole), known, whole
    )
    names = _merge_short_forms([c for c in candidates if c.known or (c.proper and not c.half)])
    found: list[FoundOrganization] = []
    ambiguous: list[str] = []
    seen: set[str] = set()
    for candidate in names:
        match, unclear = (
            known.resolve(candidate.name, whole, whole[: candidate.start])
            if candidate.known
            else (None, False)
        )
        if candidate.known and match is None:
            if unclear and candidate.name not in ambiguous:
                ambiguous.append(candidate.name)
            elif not unclear:
                continue
        key = match or candidate.name
        if key in seen:
            continue
        seen.update((key, candidate.name))
        found.append(FoundOrganization(candidate.name, match))
    return found, ambiguous


def _known_candidates(text: str, known: KnownNames) -> list[_Candidate]:
    return [_Candidate(name, start, end, known=True) for start, end, name in known.spans(text)]


def _quoted_candidates(text: str) -> list[_Candidate]:
    """A whole quotation that ends like an organization is one: “工会驿站联盟”."""
    found = []
    for match in _QUOTED.finditer(text):
        name = match[1]
        if len(name) >= 5 and _QUOTED_SUFFIX.search(name) and not re.search(r"[，。；、！？]", name):
            found.append(_Candidate(name, match.start(1), match.end(1)))
    return found


def _built_candidates(text: str) -> list[_Candidate]:
    found: list[_Candidate] = []
    for clause in _CLAUSE.finditer(text):
        words_text = clause[0]
        endings = list(_SUFFIX.finditer(words_text))
        if not endings or len(words_text) > 2000:
            continue
        words = cut(words_text)
        ends = {word.end for word in words}
        for ending in endings:
            if ending.end() not in ends or _NOT_AFTER.match(words_text, ending.end()):
                continue
            candidate = _walk_left(words_text, words, ending.start(), ending.end())
            if candidate:
                candidate.start += clause.start()
                candidate.end += clause.start()
                found.append(candidate)
    return found


def _walk_left(text: str, words: list[Word], ending: int, end: int) -> _Candidate | None:
    """From the ending of a name leftwards, word by word, to where it begins."""
    place = next(n for n, word in enumerate(words) if word.end > ending)
    first = place if words[place].start < ending else place
    start = min(words[first].start, ending)
    inner: list[Word] = [words[first]] if words[first].start < ending else []
    area = bool(inner) and bool(_AREA.match(words[first].text[: ending - words[first].start]))
    index = first - 1
    while index >= 0 and end - words[index].start <= LONGEST_NAME:
        word = words[index]
        if not _belongs(word, inner, area):
            bridge = _bridge(words, index)
            if bridge is None or area:
                break
            inner[:0] = words[bridge : index + 1]
            start, index, area = words[bridge].start, bridge - 1, True
            continue
        inner.insert(0, word)
        start = word.start
        area = _is_area(word)
        index -= 1
    start += _glued(text[start:end], inner)
    name = text[start:end]
    if len(name) < 4 or start >= ending:
        return None
    core = text[start:ending]
    return _Candidate(name, start, end, proper=_is_proper(core, inner), half=_is_half(core))


def _is_area(word: Word) -> bool:
    return word.tag == "ns" or (len(word.text) > 1 and bool(_AREA.match(word.text)))


def _belongs(word: Word, inner: list[Word], area: bool) -> bool:
    """Whether the word goes on with the name to its right."""
    text, tag = word.text, word.tag
    if text in STOPS or tag.startswith(_HARD_TAGS) and not re.match(r"第[一二三四五六七八九十\d]+", text):
        return False
    if area:
        return _is_area(word) or text in LEADING
    proper = any(w.text not in GENERIC and w.text not in SOFT for w in inner)
    if text in SOFT:
        return not proper
    if tag.startswith(("t", "d", "m", "f")):
        return bool(re.match(r"第[一二三四五六七八九十\d]+|[东西南北]", text))
    if tag in ("v", "vd", "vi"):
        return text in GENERIC or (len(text) == 2 and not proper and _is_name_verb(text))
    return True


def _is_name_verb(text: str) -> bool:
    return text in NAME_VERBS


def _bridge(words: list[Word], index: int) -> int | None:
    """The place of an area some words to the left, if only rare words lie between: 北京|乐|予|慈善基金会."""
    taken = 0
    while index >= 0 and taken < 4:
        word = words[index]
        if _is_area(word) and taken:
            return index
        if (
            word.text in STOPS
            or word.tag.startswith(("p", "c", "u", "r", "x", "m", "q", "t"))
            or len(word.text) > 3
        ):
            return None
        taken += len(word.text)
        index -= 1
    return None


def _glued(name: str, inner: list[Word]) -> int:
    """Characters at the beginning that the segmenter glued to a word it does not know: 由云川."""
    if inner and name[0] in _GLUED and len(inner[0].text) > 2 and not is_word(inner[0].text):
        return 1
    return 0


def _is_proper(core: str, inner: list[Word]) -> bool:
    """Whether the part before the ending names something: not 企业工会, not 户外劳动者驿站."""
    if any(_is_area(w) or w.tag.startswith(("nr", "nz", "nt", "eng")) for w in inner if len(w.text) > 1):
        return True
    return any(w.text not in GENERIC and len(w.text) > 1 for w in inner) or (
        len(core) >= 3 and sum(1 for w in inner if len(w.text) == 1 and w.text not in GENERIC) >= 2
    )


def _is_half(core: str) -> bool:
    """Whether a name begins in the middle, as 区总工会 does."""
    return len(core) <= 2 and bool(_HALF.search(core)) or core in AREA_ENDINGS


def _longest(candidates: list[_Candidate], known: KnownNames, text: str) -> list[_Candidate]:
    """One candidate a place: the longest, but a registered name rather than one with a word glued on."""
    result: list[_Candidate] = []
    for candidate in sorted(candidates, key=lambda c: (c.start, -c.end, not c.known)):
        clash = next((r for r in reversed(result[-4:]) if candidate.start < r.end), None)
        if clash is None:
            result.append(candidate)
        elif (
            candidate.known
            and not clash.known
            and candidate.end == clash.end
            and not _qualified(clash.name, candidate.name)
            or candidate.end > clash.end
            and candidate.start == clash.start
            or not clash.proper
            and candidate.end >= clash.end
        ):
            result[result.index(clash)] = candidate
    return result


def _qualified(longer: str, shorter: str) -> bool:
    """Whether the longer name puts an area before the shorter: another organization, or its full form."""
    head = longer[: len(longer) - len(shorter)]
    return bool(head) and all(_is_area(word) for word in cut(head))


def _merge_short_forms(candidates: list[_Candidate]) -> list[_Candidate]:
    """A short form is dropped where a longer name of the article ends with it."""
    names = {c.name for c in candidates}
    result = []
    for candidate in candidates:
        longer = [n for n in names if len(n) > len(candidate.name) and n.endswith(candidate.name)]
        if longer and not candidate.known:
            continue
        result.append(candidate)
    return result
