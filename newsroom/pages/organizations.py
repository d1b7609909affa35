"""Organizations in a text: registered names, and unknown ones by the way such names are built."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .model import FoundOrganization, KnownOrganization
from .organization_names import built_names, is_area
from .word_segmenter import cut

# Offices of the nation that need no area before them.
_NATIONAL = re.compile(
    r"(?:人力资源和社会保障|工业和信息化|住房和城乡建设|交通运输|教育|民政|司法|财政|商务|应急管理|农业农村|文化和旅游)部(?![门长分署])"
    r"|国家(?:税务总局|卫生健康委员会|发展和改革委员会|矿山安全监察局|医疗保障局|市场监督管理总局)|国务院国资委|全国总工会|最高人民(?:法院|检察院)"
)
# A branch that stands right behind its parent belongs to its name: 中国人民银行|青河县支行.
_BRANCH = re.compile(r"(?:支行|分行|办事处|代办处|税务局|分公司|分局|代表处|[站段厂矿队]工会)\Z")
_PRAISE = re.compile(r"(?:示范|优秀|星级|[一-五]星|先进|标杆|品牌|最美|模范|十佳|特色|精品)性?")
_CAMPAIGN = re.compile(r"(?:主题|系列|公益|专项)?(?:活动|行动|项目|品牌|计划|工程|宣讲|讲座)")
_MANY = re.compile(r"[\d一二三四五六七八九十百两多几]+[家个处所座间]\Z")
_QUOTED = re.compile(r"[“「『]([^“”「」『』]{3,20})[”」』]")
_QUOTED_SUFFIX = re.compile(r"(?:联盟|学院|驿站|工作室|服务中心|联合会|协会|基金会)\Z")
# Short forms that every district has.
_ANYBODYS = re.compile(r"(?:区|市|省|县|镇|乡|街道|地区|公司|集团)?(?:总工会|工会|总)\Z")


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
        self._districts = {_stem(o.district) for o in organizations if o.district}

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
        decides, the nearest one before the name first. A name that could be anybody's (区总工会) needs one too.
        """
        choices = [entry.organization for entry in self._entries.get(name, ())]
        full = [c for c in choices if c.full_name == name]
        if full:
            return (full[0].full_name, False) if len(full) == 1 else (None, True)
        own = [c for c in choices if c.district and _stem(c.district) in name]
        if len(own) == 1:
            return own[0].full_name, False
        by_place = sorted((c for c in choices if c.district), key=lambda c: -before.rfind(_stem(c.district)))
        if by_place and _stem(by_place[0].district) in before:
            return by_place[0].full_name, False
        named = [c for c in by_place if _stem(c.district) in text]
        if len(named) == 1:
            return named[0].full_name, False
        if len(choices) == 1 and not _ANYBODYS.match(name):
            elsewhere = by_place and any(district in text for district in self._districts)
            return (None if elsewhere else choices[0].full_name), False
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


def find_organizations(texts: Sequence[str], known: KnownNames) -> tuple[list[FoundOrganization], list[str]]:
    """The organizations of an article, in order of appearance, and the names that are ambiguous."""
    whole = "\n".join(texts)
    built = _with_parents(_built_candidates(whole) + _national_candidates(whole))
    candidates = _longest(_known_candidates(whole, known) + built + _quoted_candidates(whole))
    found: list[FoundOrganization] = []
    ambiguous: list[str] = []
    seen: set[str] = set()
    for candidate in _without_short_forms(candidates):
        match = None
        if candidate.known:
            match, unclear = known.resolve(candidate.name, whole, whole[: candidate.start])
            if unclear:
                ambiguous += [candidate.name] if candidate.name not in ambiguous else []
            if match is None and (_ANYBODYS.match(candidate.name) or len(candidate.name) < 4):
                continue
        key = match or candidate.name
        if key not in seen:
            seen.update((key, candidate.name))
            found.append(FoundOrganization(candidate.name, match))
    return found, ambiguous


def _known_candidates(text: str, known: KnownNames) -> list[_Candidate]:
    return [_Candidate(name, start, end, known=True) for start, end, name in known.spans(text)]


def _built_candidates(text: str) -> list[_Candidate]:
    return [_Candidate(n.name, n.start, n.end, proper=n.proper and not n.half) for n in built_names(text)]


def _with_parents(candidates: list[_Candidate]) -> list[_Candidate]:
    """Branches that stand right behind their parent take its name in front of their own."""
    parents = {candidate.end: candidate for candidate in candidates if candidate.proper}
    for candidate in candidates:
        parent = parents.get(candidate.start)
        if parent and candidate.name.endswith("项目部"):
            candidate.proper = False  # the site of a company that is named itself
        elif parent and not candidate.known and _BRANCH.search(candidate.name):
            candidate.name = parent.name + candidate.name
            candidate.start, candidate.proper = parent.start, True
    return candidates


def _national_candidates(text: str) -> list[_Candidate]:
    """The nation's offices (人力资源和社会保障部), where they are not the end of another name."""
    found = []
    for match in _NATIONAL.finditer(text):
        if not re.match(r"(?![由与和及经向据从在被至到])[一-鿿]", text[match.start() - 1 : match.start()]):
            found.append(_Candidate(match[0], match.start(), match.end()))
    return found


def _quoted_candidates(text: str) -> list[_Candidate]:
    """A whole quotation that ends like an organization is one: “工会驿站联盟”."""
    found = []
    quoted = list(_QUOTED.finditer(text))
    kinds = {m[1] for m in quoted if _MANY.search(text[max(m.start() - 6, 0) : m.start()])}
    for match in quoted:
        name = match[1]
        campaign = _CAMPAIGN.match(text, match.end())
        if name in kinds or campaign or _PRAISE.match(name):
            continue  # 8家“技能大师驿站”, “示范性创新工作室”
        if len(name) >= 5 and _QUOTED_SUFFIX.search(name) and not re.search(r"[，。；、！？]", name):
            found.append(_Candidate(name, match.start(1), match.end(1)))
    return found


def _longest(candidates: list[_Candidate]) -> list[_Candidate]:
    """One candidate a place: the longest, but a registered name rather than one with a word glued on."""
    result: list[_Candidate] = []
    for candidate in sorted(candidates, key=lambda c: (c.start, -c.end, not c.known)):
        last = result[-1] if result else None
        if last is None or candidate.start >= last.end:
            result.append(candidate)
        elif _is_better(candidate, last):
            result[-1] = candidate
    return [c for c in result if c.known or c.proper]


def _is_better(new: _Candidate, old: _Candidate) -> bool:
    """Of two names that overlap, `old` begins first."""
    if not old.known and not old.proper:
        return new.end >= old.end
    if new.known and not old.known and new.end == old.end:
        return is_area(cut(new.name)[0]) and not _qualifies(old.name[: len(old.name) - len(new.name)])
    return new.end > old.end and new.start == old.start


def _qualifies(head: str) -> bool:
    """Whether what stands before a name is its area, and not a word glued on."""
    return bool(head) and all(is_area(word) for word in cut(head))


def _without_short_forms(candidates: list[_Candidate]) -> list[_Candidate]:
    """A short form is dropped where a longer name of the article holds it, but not at its beginning."""
    names = {c.name for c in candidates}
    return [c for c in candidates if c.known or not any(c.name in n[1:] for n in names)]
