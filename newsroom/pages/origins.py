"""Where a reprint comes from: source lines, original headlines, meta lines of web pages."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MEDIUM = r"(?:《[^《》]{1,24}》|“[^“”]{1,24}”|[^\s，。；：:、|｜《》（）()]{2,24})"
_SOURCE = re.compile(
    rf"[（(【\[—\-■●▲◆□※*\s]*(?:本文|文章|稿件|消息|新闻|内容|信息|图文|图片)?(?:转自|转载自|摘自|选自|摘编自|编自|原载于?|原刊于?|来源|出处|据)\s?[:：|｜丨]?\s?"
    rf"(?P<medium>{_MEDIUM}(?:[、\s]{_MEDIUM}){{0,2}}?)\s?(?P<rest>(?:官网|微信公众号|公众号|客户端|网站)?\s?"
    r"(?:[（(]?\s?\d{4}[^）)]{1,24}[)）]?)?\s?(?:报道|消息|电|讯)?)\s?[)）】\]]*[。.]?\Z"
)
_PAPER_LINE = re.compile(
    r"(?:[（(【—\-■●◆\s]*)《(?P<medium>[^《》]{2,20})》\s?[（(,，]?\s?(?P<rest>\d{4}\s?[年./-][^。！？]{3,40}?)\s?[)）】]*\Z"
)
_ORIGINAL = re.compile(
    r"[（(【\[■●◆\s]*原(?:标题|题)\s?[:：为]\s?[《“]?(?P<title>.{2,80}?)[》”]?\s?[)）】\]]*\Z"
)
_TAIL = re.compile(
    rf"[（(](?:本文|文章|稿件|消息)?(?:转自|转载自|摘自|选自|原载于?|来源|据)\s?[:：]?\s?(?P<medium>{_MEDIUM})\s?(?:官网|微信公众号|公众号|客户端)?(?:\d{{4}}[^）)]{{1,24}})?\s?(?:报道|消息|电|讯)?\s?[)）]\s?[。.]?\s*\Z"
)
_TAIL_PLAIN = re.compile(
    r"(?:转自|转载自|摘自|选自|原载于?|来源[:：])\s?[:：]?\s?(?P<medium>《[^《》]{1,24}》|[^\s，。；：:、|｜《》（）()“”]{2,20})\s*\Z"
)
# A dateline that stands at the end: （本报滨江1月8日电）
_TAIL_DATELINE = re.compile(
    r"[（(](?P<paper>本报|本刊|本网|新华社|中新社|中工网|[一-鿿]{2,8}(?:报|社|网))[一-鿿]{0,8}(?:\d{1,2}月)?(?:\d{1,2}日)?(?:专电|电|讯)[)）]\s*\Z"
)
# Pictures of an agency or without a name, at the end of a caption.
_TAIL_PICTURE = re.compile(
    r"(?:(?P<agency>新华社|中新社)发|(?:本报)?资料(?:图片|照片|图)|视觉中国\s?供图|受访者\s?供图|[（(]?(?:本文|本报|文中|以上)?(?:图片|照片)均?由(?P<giver>[一-鿿]{2,24})提供[)）]?|(?P<donor>[一-鿿]{2,20})提供图片)"
    r"\s?(?:[（(](?P<names>[^（）()]{2,20})[)）])?\s*\Z"
)
_TAIL_ORIGINAL = re.compile(
    r"[（(]原(?:标题|题)\s?[:：]\s?[《“]?(?P<title>[^（）()]{2,80}?)[》”]?\s?[)）]\s*\Z"
)
_OPENING = re.compile(
    r"据《(?P<medium>[^《》]{2,20})》(?:\d{1,2}月\d{1,2}日)?(?:报道|消息|讯)|据(?P<agency>新华社|中新社|中工网|新华网|人民网|央视新闻)(?:[^，。]{0,16})(?:报道|消息|电|讯)"
)
_META_LABEL = re.compile(
    r"(发布时间|发布日期|时间|日期|稿件来源|文章来源|信息来源|来源|文章作者|作者|记者|责任编辑|编辑|浏览次数|浏览量|浏览|阅读量|阅读|点击数|点击量|点击|字号|字体|审核|供稿)\s?[:：]\s?"
)
_STAMP = re.compile(
    r"[\s　]*(?:19|20)\d{2}[年./-]\d{1,2}[月./-]\d{1,2}日?(?:\s?\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?.{0,12}\Z"
)
NOT_MEDIA = re.compile(
    r"\A(?:此|了解|悉|介绍|统计|统计显示|不完全统计|初步统计|通报|分析|估算|测算|预测|称|说|来源|互联网|网络)\Z"
)


@dataclass(frozen=True, slots=True)
class Origin:
    """What a line says about where a text comes from; `rest` may hold a date and a page."""

    source: str = ""
    original_title: str = ""
    rest: str = ""


def clean_medium(text: str) -> str:
    """The name of a medium without its marks."""
    return text.strip().strip("《》“”").strip()


def read_source_line(text: str) -> Origin | None:
    """A line that only names the source or the original headline."""
    if len(text) > 110:
        return None
    if match := _ORIGINAL.match(text):
        return Origin(original_title=match["title"].strip())
    if match := _PAPER_LINE.match(text):
        return Origin(source=match["medium"].strip(), rest=match["rest"])
    match = _SOURCE.match(text)
    if not match:
        return None
    medium = clean_medium(match["medium"])
    begins_as_report = text.lstrip("（(【—■●").startswith("据")
    if NOT_MEDIA.match(medium) or (begins_as_report and not re.search(r"报道|消息|电|讯|[）)]\s*\Z", text)):
        return None
    return Origin(source=medium, rest=match["rest"] or "")


def read_tail_source(text: str) -> tuple[int, Origin] | None:
    """A source named at the end of a paragraph, in brackets or behind the last sentence."""
    window = max(0, len(text) - 110)
    last = text[window:]
    if match := _TAIL_ORIGINAL.search(last):
        return window + match.start(), Origin(original_title=match["title"].strip())
    match = _TAIL.search(last)
    if match is None and (plain := _TAIL_PLAIN.search(last)):
        before = last[: plain.start()].rstrip()
        match = plain if before and before[-1] in "。！？”…）" else None
    if match is None or NOT_MEDIA.match(clean_medium(match["medium"])):
        return None
    return window + match.start(), Origin(source=clean_medium(match["medium"]))


def read_tail_dateline(text: str) -> tuple[int, str] | None:
    """A dateline at the end of a text: where it begins, and the paper it names unless it is our own."""
    match = _TAIL_DATELINE.search(text[-50:])
    if match is None:
        return None
    own = match["paper"].startswith("本")
    return max(0, len(text) - 50) + match.start(), "" if own else match["paper"]


def read_tail_picture(text: str) -> tuple[int, str, str] | None:
    """A picture's origin at the end of a caption: where it begins, the agency, and the credit in brackets."""
    last = text[-60:]
    match = _TAIL_PICTURE.search(last)
    if match is None or (match.start() and last[match.start() - 1] not in "。！？”…）) 　"):
        return None
    giver = match["giver"] or match["donor"] or ""
    credit = match["names"] or (f"供图：{giver}" if giver else "")
    return len(text) - len(last) + match.start(), match["agency"] or "", credit


def read_opening_source(text: str) -> str:
    """The paper or agency after which a report begins (据《…》报道); the words stay in the text."""
    match = _OPENING.match(text)
    return (match["medium"] or match["agency"]) if match else ""


def read_meta_line(text: str) -> dict[str, str] | None:
    """The labelled values of a web page's line under the headline: time, source, author."""
    if len(text) > 200:
        return None
    labels = list(_META_LABEL.finditer(text))
    head = text[: labels[0].start()].strip(" |｜　") if labels else ""
    if not labels or (len(labels) < 2 and not head):
        return None
    if head and not re.fullmatch(
        r"(?:\d{4}[年./-]\d{1,2}[月./-]\d{1,2}日?\s?(?:\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?)", head
    ):
        return None
    values = {"时间": head} if head else {}
    for label, following in zip(labels, [*labels[1:], None], strict=True):
        values[label[1]] = text[label.end() : following.start() if following else len(text)].strip(
            " |｜　【】[]"
        )
    for name, value in list(values.items()):
        if name.endswith("来源") and (stamp := _STAMP.search(value)):
            values["时间"] = values.get("时间") or stamp[0].strip()
            values[name] = value[: stamp.start()].strip()
    known = {
        "时间",
        "日期",
        "发布时间",
        "发布日期",
        "来源",
        "稿件来源",
        "文章来源",
        "信息来源",
        "浏览",
        "浏览次数",
        "浏览量",
        "阅读",
        "阅读量",
        "点击",
        "点击数",
        "点击量",
    }
    if not known & values.keys() or any(len(value) > 40 for value in values.values()):
        return None
    return values
