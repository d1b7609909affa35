"""The plan of an import: the articles of a page as an editor may still change them. No database."""

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from common.html import paragraphs_to_html
from common.text import fold
from newsroom.pages import Article, Page

# Kinds of paragraph and the mark with which an editor writes them, at the beginning of a paragraph.
MARKS = {"heading": "###", "verse": ">", "signature": "~"}
_CLASSES = {"verse": "verse", "signature": "sign"}
# What two copies of an article are compared by, beside their texts.
_COMPARED = ("kicker", "title", "subtitle", "column", "subcolumn", "source", "original_title", "credits")
Item = TypeVar("Item")


@dataclass(frozen=True)
class Text:
    """A paragraph and its kind: ``text``, ``heading``, ``verse``, ``signature`` (others count as ``text``)."""

    text: str
    kind: str = "text"
    html: str = ""  # the paragraph as it is stored, where it is more than its characters


@dataclass
class PlannedArticle:
    """One article of the plan. Strings are empty and lists are short where the page says nothing."""

    title: str = ""
    kicker: str = ""
    subtitle: str = ""
    column: str = ""
    subcolumn: str = ""
    genre: str = "news"
    is_reprint: bool = False
    source: str = ""
    original_title: str = ""
    credits: list[tuple[str, str]] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    organizations: list[str] = field(default_factory=list)
    unknown_organizations: list[str] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    events: list[str] = field(default_factory=list)
    photos: list[tuple[int, str]] = field(
        default_factory=list
    )  # keys in the library and captions; the first leads
    warnings: list[dict[str, Any]] = field(default_factory=list)
    lines: tuple[int, int] = (0, 0)
    is_skipped: bool = False

    @classmethod
    def from_parsed(cls, article: Article) -> "PlannedArticle":
        """From an article of ``newsroom.pages``."""
        return cls(
            title=article.title,
            kicker=article.kicker,
            subtitle=article.subtitle,
            column=article.column or "",
            subcolumn=article.subcolumn or "",
            genre=article.genre,
            is_reprint=article.is_reprint,
            source=article.source,
            original_title=article.original_title,
            credits=[(credit.role, credit.name) for credit in article.credits],
            texts=[Text(paragraph.text, paragraph.kind) for paragraph in article.paragraphs],
            organizations=[found.match for found in article.organizations if found.match],
            unknown_organizations=[found.name for found in article.organizations if not found.match],
            people=list(article.people),
            events=list(article.events),
            warnings=[warning.as_dict() for warning in article.warnings],
            lines=article.lines,
        )

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> "PlannedArticle":
        article = cls(**values)
        article.credits = [(role, name) for role, name in values.get("credits", [])]
        article.texts = [Text(**text) for text in values.get("texts", [])]
        article.lines = tuple(values.get("lines", (0, 0)))
        article.photos = [(key, caption) for key, caption in values.get("photos", [])]
        return article

    def as_dict(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return asdict(self)

    @property
    def body_html(self) -> str:
        return "".join(_paragraph_html(text) for text in self.texts)

    @property
    def body_source(self) -> str:
        """The text as an editor changes it: paragraphs parted by an empty line, kinds by their marks."""
        return "\n\n".join(f"{MARKS.get(text.kind, '')} {text.text}".strip() for text in self.texts)

    @property
    def title_key(self) -> str:
        """What makes two headlines the same in spite of blanks and widths."""
        return fold(self.title)[:400]

    @property
    def body_digest(self) -> str:
        """SHA-256 of the folded text: the same copy, however it was broken into lines, has the same."""
        return hashlib.sha256(fold("".join(text.text for text in self.texts)).encode()).hexdigest()


def differences(then: PlannedArticle, now: PlannedArticle) -> list[str]:
    """The names of the fields in which two copies differ by more than blanks and widths; ``body`` for their texts."""
    names = [name for name in _COMPARED if _folded(getattr(then, name)) != _folded(getattr(now, name))]
    return names if then.body_digest == now.body_digest else [*names, "body"]


def _folded(value: Any) -> Any:
    return fold(value) if isinstance(value, str) else [(role, fold(name)) for role, name in value]


def _paragraph_html(text: Text) -> str:
    if text.html:
        return text.html
    html = paragraphs_to_html([text.text])
    if text.kind == "heading":
        return html.replace("<p>", "<h3>", 1).replace("</p>", "</h3>", 1)
    return html.replace("<p>", f'<p class="{_CLASSES[text.kind]}">', 1) if text.kind in _CLASSES else html


def read_body(source: str) -> list[Text]:
    """The inverse of ``body_source``.

    >>> read_body("开课了。\\n\\n### 进园区")
    [Text(text='开课了。', kind='text'), Text(text='进园区', kind='heading')]
    """
    texts = []
    for block in source.replace("\r\n", "\n").replace("\r", "\n").split("\n\n"):
        line = _join_lines(block.split("\n"))
        kind = next((kind for kind, mark in MARKS.items() if line.startswith(mark)), "text")
        line = line.removeprefix(MARKS.get(kind, "")).strip()
        if line:
            texts.append(Text(line, kind))
    return texts


def _join_lines(lines: Sequence[str]) -> str:
    """Broken lines as one: Chinese closes up, Latin words keep a blank between them."""
    joined = ""
    for line in filter(None, (line.strip() for line in lines)):
        blank = " " if joined and joined[-1].isascii() and line[0].isascii() else ""
        joined += blank + line
    return joined


def split(articles: Sequence[PlannedArticle], position: int, paragraph: int) -> list[PlannedArticle]:
    """Cut an article before a paragraph (from 1): that paragraph becomes the headline of a second article."""
    article = articles[position]
    if not 1 <= paragraph < len(article.texts):
        raise ValueError("There is no such paragraph to split at.")
    head, rest = article.texts[:paragraph], article.texts[paragraph + 1 :]
    title = article.texts[paragraph].text
    words = title + "".join(text.text for text in rest)
    first = replace(article, texts=head)
    second = replace(
        article,
        title=title,
        kicker="",
        subtitle="",
        original_title="",
        texts=rest,
        # Source and credits go with both, since the text no longer says whose they are; other names where they stand.
        credits=list(article.credits),
        organizations=_named_in(article.organizations, words),
        unknown_organizations=_named_in(article.unknown_organizations, words),
        people=_named_in(article.people, words),
        events=_named_in(article.events, words),
        photos=[],
        warnings=[
            _told(
                "split-names",
                _("Source and credits were kept for both parts: take away what belongs to the other."),
            )
        ]
        if article.credits or article.source
        else [],
        is_skipped=False,
    )
    return [*articles[:position], first, second, *articles[position + 1 :]]


def _named_in(names: Sequence[str], words: str) -> list[str]:
    return [name for name in names if name in words]


def merge_with_previous(articles: Sequence[PlannedArticle], position: int) -> list[PlannedArticle]:
    """Add an article to the one before it: its headline becomes a sub-heading, its names, pictures and source are kept.

    Where both have a source, the first one's stands and the other is named in a warning.
    """
    if not 1 <= position < len(articles):
        raise ValueError("There is no article before this one.")
    previous, article = articles[position - 1], articles[position]
    kicker = [Text(article.kicker)] if article.kicker else []
    heading = [Text(article.title, "heading")] if article.title else []
    subtitle = [Text(article.subtitle)] if article.subtitle else []
    warnings = [*previous.warnings, *article.warnings]
    if article.source and previous.source and article.source != previous.source:
        message = _(
            "The added article names another source, “%(source)s”: say in the text what comes from there."
        )
        warnings.append(_told("two-sources", message % {"source": article.source}))
    merged = replace(
        previous,
        texts=[*previous.texts, *kicker, *heading, *subtitle, *article.texts],
        source=previous.source or article.source,
        is_reprint=previous.is_reprint or article.is_reprint,
        original_title=previous.original_title or article.original_title,
        credits=_together(previous.credits, article.credits),
        organizations=_together(previous.organizations, article.organizations),
        unknown_organizations=_together(previous.unknown_organizations, article.unknown_organizations),
        people=_together(previous.people, article.people),
        events=_together(previous.events, article.events),
        photos=_together(previous.photos, article.photos),
        warnings=warnings,
        lines=(min(previous.lines[0], article.lines[0]), max(previous.lines[1], article.lines[1])),
    )
    return [*articles[: position - 1], merged, *articles[position + 1 :]]


def _together(first: Sequence[Item], second: Sequence[Item]) -> list[Item]:
    return list(dict.fromkeys([*first, *second]))


def _told(code: str, message: str) -> dict[str, Any]:
    """A warning that changing the plan gives rise to, beside those of the reader of pages."""
    return {"code": code, "message": message, "line": None}


def move(articles: Sequence[PlannedArticle], position: int, step: int) -> list[PlannedArticle]:
    """Move an article up (``step`` -1) or down (1) by one position; at the end nothing happens."""
    moved = list(articles)
    target = position + step
    if 0 <= target < len(moved):
        moved[position], moved[target] = moved[target], moved[position]
    return moved


@dataclass
class PagePlan:
    """A page as it is about to be brought in."""

    articles: list[PlannedArticle] = field(default_factory=list)
    date: dt.date | None = None
    number: int | None = None
    name: str = ""
    credits: list[tuple[str, str]] = field(default_factory=list)

    @classmethod
    def from_parsed(cls, page: Page) -> "PagePlan":
        """From a page of ``newsroom.pages``."""
        return cls(
            articles=[PlannedArticle.from_parsed(article) for article in page.articles],
            date=page.date,
            number=page.number,
            name=page.name,
            credits=[(credit.role, credit.name) for credit in page.credits],
        )
