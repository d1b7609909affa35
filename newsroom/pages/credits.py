"""Credit strings: role words before and behind names, and which names they mean."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .model import Credit
from .person_names import is_surely_name, read_names

LONGEST = 160  # characters; a longer stretch is no credit

_NOUNS = {
    "摄影记者": "photographer",
    "实习记者": "intern",
    "见习生": "intern",
    "实习生": "intern",
    "记者": "reporter",
    "评论员": "reporter",
    "撰稿人": "reporter",
    "撰稿": "reporter",
    "作者": "reporter",
    "文字": "reporter",
    "通讯员": "correspondent",
    "通讯 员": "correspondent",
    "责任编辑": "editor",
    "本版编辑": "editor",
    "本版责编": "editor",
    "本期编辑": "editor",
    "版面编辑": "editor",
    "值班编辑": "editor",
    "执行编辑": "editor",
    "网络编辑": "editor",
    "编辑": "editor",
    "责编": "editor",
    "编校": "editor",
    "视觉编辑": "layout",
    "美术编辑": "layout",
    "版面设计": "layout",
    "本版设计": "layout",
    "版式设计": "layout",
    "视觉设计": "layout",
    "本版美编": "layout",
    "版式": "layout",
    "美编": "layout",
    "排版": "layout",
    "组版": "layout",
    "制版": "layout",
    "设计": "layout",
    "本版校对": "proofreader",
    "责任校对": "proofreader",
    "值班校对": "proofreader",
    "校对": "proofreader",
    "校检": "proofreader",
    "责校": "proofreader",
    "检校": "proofreader",
    # Names behind these are people of the review, not authors: they have no role of their own here.
    "审核": "",
    "审校": "",
    "审签": "",
    "审读": "",
    "初审": "",
    "复审": "",
    "终审": "",
    "监制": "",
    "主编": "",
    "总编辑": "",
    "总编": "",
    "统筹": "",
    "策划": "",
    "值班主任": "",
    "值班领导": "",
    "值班编委": "",
    "视频剪辑": "",
    "剪辑": "",
    "配音": "",
    "海报": "",
    "制作": "",
    "制图": "illustrator",
    "绘图": "illustrator",
    "插图": "illustrator",
    "漫画": "illustrator",
}
_PAGE_ROLES = frozenset({"layout", "proofreader"})
_OWN = "本报|本刊|本网|本台|本版"
_MEDIA = (
    r"[一-鿿]{1,8}(?:报|网|社|台|在线|客户端|新闻|融媒体中心|记者站)(?:[-—－–·][一-鿿]{2,6}(?:报|网|社))?"
)
_KIND = r"(?:(?:全媒体|融媒体|融媒|新媒体|首席|特约|特派|资深|高级|见习|驻[一-鿿]{1,4}?)(?!员|报道))*"
_ROLE = (
    rf"(?:(?:{_OWN})|(?<![一-鿿]){_MEDIA})?{_KIND}"
    rf"(?:{'|'.join(sorted(map(re.escape, _NOUNS), key=len, reverse=True))})"
)
# Words that follow the names or, with a slash or colon, stand before them.
_MARKERS = {
    "摄影报道": "both",
    "摄影/报道": "both",
    "图文报道": "both",
    "文/摄影": "both",
    "文并摄": "both",
    "文/摄": "both",
    "文/图": "both",
    "图/文": "both",
    "图文": "both",
    "文图": "both",
    "摄影": "photo",
    "摄像": "photo",
    "供图": "photo",
    "图片": "photo",
    "摄": "photo",
    "供稿": "supply",
    "整理": "text",
    "撰文": "text",
    "图": "photo",
    "文": "text",
    "报道": "text",
}
_ITEM = re.compile(
    rf"(?P<role>{_ROLE})\s*[:：/／]?"
    r"|(?P<marker>摄影\s?[/／]?\s?报道|图文报道|文\s?[/／]\s?摄影|文并摄|文\s?[/／、]\s?[图摄]|图\s?[/／、]\s?文"
    r"|(?<![一-鿿])(?:图文|文图)(?![一-鿿])|摄影(?![一-鿿])|摄像(?![一-鿿])|供图(?![一-鿿])|(?<![一-鿿])图片(?=\s?[:：/／])"
    r"|(?:报道|供稿|整理|撰文)(?![一-鿿])|(?<![一-鿿])[文图摄](?![一-鿿])|(?<=[一-鿿])摄(?![一-鿿]))(?P<joint>\s*[:：/／]?)"
)
_ORGANIZATION = re.compile(
    r"[一-鿿·（）()]{2,24}(?:总工会|工会|联合会|公司|集团|协会|中心|学校|学院|大学|医院|委员会|管委会|办事处|社区|融媒体|报社|电视台|宣传部|基金会|办公室|局|厂|处|站|团委)\Z"
)
_LABELLED = re.compile(r"(?:图文|文图|文字|摄影|撰文)\s?[:：|｜丨]\s?[一-鿿]{2,3}\Z")
# Pictures that nobody signs: 图｜受访者提供.
_UNNAMED = re.compile(
    r"(?:图片?|摄影|照片|供图|资料)\s*[｜|/／:：丨]\s*(?:均?由)?(?:受访者|受访单位|被采访者|采访对象|本人|企业|主办方|网络|资料)(?:本人)?(?:提供|供图|图片?)?"
)
_EDGES = " \t　■□●◆▲△○◇▌★☆◎*（）()[]【】〔〕。，,、;；|｜/／:：—-\u200b\ufeff"


@dataclass(slots=True)
class CreditReading:
    """What a credit string says. `markers`: both, photo, text; `roles`: the roles of its role words."""

    credits: list[Credit] = field(default_factory=list)
    run_together: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    unsplit: list[str] = field(default_factory=list)
    roles: set[str] = field(default_factory=set)
    markers: set[str] = field(default_factory=set)
    role_missing: bool = False

    @property
    def of_page(self) -> bool:
        """Whether these are the people who made the page, not an article."""
        return bool(self.roles & _PAGE_ROLES) and not self.roles & {"reporter", "correspondent", "intern"}

    @property
    def only_editors(self) -> bool:
        return bool(self.roles) and self.roles <= {"editor", "layout", "proofreader", ""}


@dataclass(slots=True)
class _Group:
    """Names that share their role words."""

    role: str | None
    names: list[str]
    marker: str = ""
    leads: bool = False  # the marker stands before the names: 摄影/记者 张三


def read_credits(text: str, *, bare: bool = False) -> CreditReading | None:
    """Read a stretch that should be nothing but credits; None if anything else stands in it.

    With `bare`, names without any role word are taken as well, as reporters, with `role_missing` set.
    """
    text = _UNNAMED.sub(" ", text).strip(_EDGES)
    if not text or len(text) > LONGEST:
        return None
    reading = CreditReading()
    groups = _groups(text, reading)
    if groups is None:
        return None
    if not reading.roles and not reading.markers:
        names = [name for group in groups for name in group.names]
        if not bare or not names or len(names) > 3 or not all(is_surely_name(name) for name in names):
            return None
        reading.role_missing = True
    elif any(group.role is None and not group.marker for group in groups):
        # Names in front of the first role word: a reporter's in brackets at the end, else something else.
        if not bare or not all(is_surely_name(n) for g in groups if g.role is None for n in g.names):
            return None
        reading.role_missing = True
    elif (
        not reading.roles
        and not _LABELLED.match(text)
        and not all(_may_sign(name) for group in groups for name in group.names)
    ):
        return None
    _assign(groups, reading)
    return reading


def _groups(text: str, reading: CreditReading) -> list[_Group] | None:
    """Cut the stretch at its role words and markers."""
    groups: list[_Group] = []
    current = _Group(None, [])
    at = 0
    before_names: str | None = None  # a marker that stands before its names: 文/张三 图/李四
    items = list(_ITEM.finditer(text))
    markers_lead = _markers_lead(items, text)
    for item in [*items, None]:
        chunk = text[at : item.start() if item else len(text)]
        if not _add_names(chunk, current, reading):
            return None
        if item is None:
            break
        at = item.end()
        if item["role"]:
            _close(groups, current)
            role = _role_of(item["role"])
            reading.roles.add(role)
            current = _Group(role, [], before_names or "", leads=bool(before_names))
            continue
        kind = _marker_of(item["marker"])
        reading.markers.add(kind)
        if markers_lead or _leads(items, item, text):
            _close(groups, current)
            before_names = kind
            current = _Group(None, [], kind, leads=True)
        elif kind == "both":
            _close(groups, current)
            for group in groups:
                group.marker = group.marker or "both"
            current = _Group(None, [])
        else:
            current.marker = kind
            group = _Group(current.role, [])
            _close(groups, current)
            current = group
    _close(groups, current)
    return groups


def _add_names(chunk: str, group: _Group, reading: CreditReading) -> bool:
    chunk = chunk.strip(_EDGES)
    if _ORGANIZATION.match(chunk):
        group.names.append(chunk)
        return True
    names = read_names(chunk)
    if names is None:
        return False
    group.names.extend(names.names)
    for token in names.run_together:
        reading.run_together.append((token, names.names))
    reading.unsplit.extend(names.unsplit)
    return True


def _close(groups: list[_Group], group: _Group) -> None:
    if group.names:
        groups.append(group)


def _markers_lead(items: list[re.Match[str]], text: str) -> bool:
    """Whether the first marker stands before every name, as in 文/张三 图/李四."""
    for item in items:
        if item["marker"]:
            head = _ITEM.sub("", text[: item.start()]).strip(_EDGES)
            rest = text[item.end() :].strip(_EDGES)
            return not head and bool(rest)
    return False


def _leads(items: list[re.Match[str]], item: re.Match[str], text: str) -> bool:
    """Whether a marker behind other names stands before its own: 摄影 B, 图片：B, 摄/B."""
    index = items.index(item)
    end = items[index + 1].start() if index + 1 < len(items) else len(text)
    if not text[item.end() : end].strip(_EDGES):
        return False
    before = text[: item.start()].rstrip()
    joined = item["joint"].strip() and not before.endswith(("/", "／"))
    return bool(joined) or item["marker"] == "摄影"


def _may_sign(name: str) -> bool:
    return is_surely_name(name) or bool(_ORGANIZATION.match(name))


def _role_of(word: str) -> str:
    for noun in sorted(_NOUNS, key=len, reverse=True):
        if word.endswith(noun):
            return _NOUNS[noun]
    return ""


def _marker_of(word: str) -> str:
    word = re.sub(r"\s+", "", word.rstrip(" :：/／")).replace("／", "/").replace("、", "/")
    return _MARKERS.get(word, "photo")


def _assign(groups: list[_Group], reading: CreditReading) -> None:
    """Give every name its roles. 摄 adds the pictures to the role a name has; 文 A 摄 B divides the work."""
    divided = "text" in reading.markers and "photo" in reading.markers
    for group in groups:
        own = group.role
        if group.marker == "photo":
            roles = ["photographer"] if divided or group.leads or own is None else [own, "photographer"]
        elif group.marker == "supply":
            roles = [own or "correspondent"]
        elif group.marker == "both":
            roles = [own or "reporter", "photographer"]
        else:
            roles = [own if own is not None else "reporter"]
        for role in dict.fromkeys(roles):
            if role:
                reading.credits.extend(Credit(role, name) for name in group.names)
    reading.credits = list(dict.fromkeys(reading.credits))
