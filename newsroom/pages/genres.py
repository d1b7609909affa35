"""The genre of an article, told by clear marks only; everything else is news."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .model import Paragraph

_PUBLIC_NOTICE = re.compile(r"公示(?:名单|公告|期)?\Z|公示[（(]|名单(?:的)?公示|\A公示[:：]")
_NOTICE = re.compile(
    r"(?:通知|公告|通告|启事|声明|告知书|通知书|招募令|征集令|招聘简章|征稿启事|温馨提示)(?:[（(][^（）()]{1,20}[)）])?\Z|\A(?:通知|公告|启事|通告)\s?[|｜:：]"
)
_NOTICE_COLUMN = re.compile(r"(?:通知公告|公告|通知|通告|启事|公告栏|公告通知)\Z")
_POLICY = re.compile(r"政策(?:解读|问答|解答|速递)|解读\Z|政策.{0,4}看懂|一图读懂")
_COMMENTARY = re.compile(
    r"评论|时评|社评|短评|快评|锐评|漫评|微评|热评|述评|社论|今日谈|杂谈|漫谈|言论|观点|论坛|三言两语|有话说|大家谈|众议|一家之言|笔谈|评论员"
)
_PROFILE = re.compile(
    r"人物|风采录?\Z|群英谱|劳模(?:故事|风采|风范)|工匠(?:故事|风采)|榜样|身边的(?:劳模|工匠)|最美(?:职工|劳动者|工人|人物|一线)|点赞台|先锋谱|英模"
)
_FEATURE = re.compile(r"特写|通讯\Z|纪实|纪事|深度|特别报道|特稿|专题报道|调查|侧记")
_FEATURE_SUBTITLE = re.compile(r"(?:侧记|纪实|纪事|特写|见闻|观察|调查|探访|扫描|走笔|纪略)\Z")
# ——记蜀州省五一劳动奖章获得者、服务员南飞雁
_PROFILE_SUBTITLE = re.compile(
    r"记(?!者|录|忆).{0,30}(?:获得者|劳动模范|劳模|先进工作者|工匠|标兵|模范|能手|道德模范|三八红旗手)"
)
_ORDER = re.compile(r"\A关于.{2,60}的(?:决定|通报|意见|批复|公告|函)\Z")
_ROUNDUP = re.compile(r"综述\Z|综述[:：]|回眸|巡礼\Z|盘点\Z")
_EXPERIENCE = re.compile(r"经验|创新案例|典型案例|案例|他山之石")
_PICTURE_STORY = re.compile(r"图为|图[①-⑩一二三]|上图|左图|右图|下图|摄影报道")
SHORT_STORY = 400  # characters of a picture story at most


def genre_of(
    *,
    title: str,
    kicker: str,
    subtitle: str,
    column: str | None,
    subcolumn: str | None,
    inherited: bool,
    paragraphs: Sequence[Paragraph],
    picture_credits: int,
    only_pictures: bool,
) -> str:
    """One of the genre codes. `inherited`: the column may not be meant for this article."""
    columns = " ".join(name for name in (column, subcolumn) if name) if not inherited else ""
    texts = [p for p in paragraphs if p.kind in ("text", "caption")]
    if _PUBLIC_NOTICE.search(title):
        return "public_notice"
    if (
        _NOTICE.search(title)
        or _ORDER.match(title)
        or any(_NOTICE_COLUMN.search(name) for name in columns.split())
    ):
        return "notice"
    if _is_picture_story(texts, picture_credits, only_pictures):
        return "photo"
    for genre, pattern in (
        ("policy", _POLICY),
        ("experience", _EXPERIENCE),
        ("commentary", _COMMENTARY),
        ("profile", _PROFILE),
        ("feature", _FEATURE),
        ("roundup", _ROUNDUP),
    ):
        if columns and any(pattern.search(name) for name in columns.split()):
            return genre
    if _POLICY.search(title) or _POLICY.search(kicker):
        return "policy"
    if re.search(r"\A(?:短评|社论|时评|评论员文章|本报评论员|述评)|本报评论员", kicker + "\n" + title):
        return "commentary"
    if any(_ROUNDUP.search(part) for part in (title, kicker, subtitle)):
        return "roundup"
    if _PROFILE_SUBTITLE.match(subtitle):
        return "profile"
    if _FEATURE_SUBTITLE.search(subtitle):
        return "feature"
    return "news"


def _is_picture_story(texts: Sequence[Paragraph], picture_credits: int, only_pictures: bool) -> bool:
    """A single short paragraph about a picture; `only_pictures`: nobody signs but the photographer.

    Several pictures under one headline are one too, each short text with a credit of its own.
    """
    if len(texts) == 1 and texts[0].kind == "caption":
        return True
    if 1 < len(texts) <= min(picture_credits, 6):
        return all(len(paragraph.text) <= SHORT_STORY // 2 for paragraph in texts)
    if len(texts) != 1 or len(texts[0].text) > SHORT_STORY:
        return False
    if only_pictures and len(texts[0].text) <= 200:
        return True
    return picture_credits > 0 or bool(_PICTURE_STORY.search(texts[0].text))
