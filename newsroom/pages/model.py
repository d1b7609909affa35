"""The parser's result: a page, its articles, what was left out, and warnings."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any

from .messages import reason_text, warning_text
from .text import Run

ROLES = (
    "reporter",
    "correspondent",
    "photographer",
    "illustrator",
    "intern",
    "editor",
    "proofreader",
    "layout",
)
GENRES = (
    "news",
    "feature",
    "profile",
    "photo",
    "commentary",
    "experience",
    "roundup",
    "notice",
    "public_notice",
    "policy",
)


@dataclass(frozen=True, slots=True)
class KnownOrganization:
    """A registered organization: its full name, every name it goes by, and its district.

    `names` may hold short names and aliases; `district` (such as 朝阳区, or empty) says where they count.
    """

    full_name: str
    names: tuple[str, ...] = ()
    district: str = ""


@dataclass(frozen=True, slots=True)
class Credit:
    """A name in a role (one of ROLES)."""

    role: str
    name: str

    def as_dict(self) -> dict[str, str]:
        return {"role": self.role, "name": self.name}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body. `kind`: text, heading (小标题), verse, caption or signature."""

    run: Run
    kind: str = "text"

    @property
    def text(self) -> str:
        return self.run.text

    @property
    def lines(self) -> tuple[int, int]:
        return self.run.first_line, self.run.last_line


@dataclass(frozen=True, slots=True)
class PageWarning:
    """A place where the editor must decide: a stable code, the line, and words for the message."""

    code: str
    line: int
    values: tuple[tuple[str, str], ...] = ()

    @property
    def message(self) -> str:
        """The sentence for the screen, in the language of the moment."""
        return warning_text(self.code, dict(self.values))

    def as_dict(self) -> dict[str, Any]:
        return {"code": self.code, "message": self.message, "line": self.line}


@dataclass(frozen=True, slots=True)
class FoundOrganization:
    """An organization named in an article; `match` is the full name of a known one, or None."""

    name: str
    match: str | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Source text that is no field of an article. `code` is the stable name of the reason."""

    run: Run
    code: str

    @property
    def text(self) -> str:
        return self.run.text

    @property
    def lines(self) -> tuple[int, int]:
        return self.run.first_line, self.run.last_line

    @property
    def reason(self) -> str:
        return reason_text(self.code)

    def as_dict(self) -> dict[str, Any]:
        return {"lines": list(self.lines), "text": self.text, "reason": self.reason}


@dataclass(slots=True)
class Article:
    """One article as the page gives it; what the page does not say is empty."""

    title: str = ""
    kicker: str = ""
    subtitle: str = ""
    column: str | None = None
    subcolumn: str | None = None
    genre: str = "news"
    is_reprint: bool = False
    source: str = ""
    original_title: str = ""
    credits: list[Credit] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    organizations: list[FoundOrganization] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    events: list[str] = field(default_factory=list)
    warnings: list[PageWarning] = field(default_factory=list)
    lines: tuple[int, int] = (0, 0)

    @property
    def texts(self) -> list[str]:
        """The paragraphs as plain text."""
        return [paragraph.text for paragraph in self.paragraphs]

    def as_dict(self) -> dict[str, Any]:
        return {
            "lines": list(self.lines),
            "kicker": self.kicker,
            "title": self.title,
            "subtitle": self.subtitle,
            "column": self.column,
            "subcolumn": self.subcolumn,
            "genre": self.genre,
            "is_reprint": self.is_reprint,
            "source": self.source,
            "original_title": self.original_title,
            "credits": [credit.as_dict() for credit in self.credits],
            "paragraphs": self.texts,
            "organizations": [{"name": o.name, "match": o.match} for o in self.organizations],
            "people": [{"name": name} for name in self.people],
            "events": [{"name": name} for name in self.events],
            "warnings": [warning.as_dict() for warning in self.warnings],
        }


@dataclass(frozen=True, slots=True)
class LineUse:
    """What a stretch of a source line became.

    `start` and `end` are offsets in the line (0-based, end excluded). `use` is one of kicker, title,
    subtitle, column, subcolumn, paragraph or left_out; `article` and `paragraph` are 0-based positions,
    None where there is none; `code` is the reason of what was left out.
    """

    line: int
    start: int
    end: int
    use: str
    article: int | None = None
    paragraph: int | None = None
    code: str = ""


@dataclass(slots=True)
class Page:
    """A parsed page. `uses` tells, in the order of the source, what every stretch of it became."""

    date: datetime.date | None = None
    number: int | None = None
    name: str = ""
    articles: list[Article] = field(default_factory=list)
    credits: list[Credit] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    warnings: list[PageWarning] = field(default_factory=list)
    uses: list[LineUse] = field(default_factory=list)

    def uses_by_line(self) -> dict[int, list[LineUse]]:
        """The stretches of each source line (1-based), in order; blank lines are missing."""
        result: dict[int, list[LineUse]] = {}
        for use in self.uses:
            result.setdefault(use.line, []).append(use)
        return result

    def as_dict(self, *, file: str = "") -> dict[str, Any]:
        """The page as plain values for JSON."""
        return {
            "file": file,
            "date": self.date.isoformat() if self.date else None,
            "page": {"number": self.number, "name": self.name},
            "articles": [article.as_dict() for article in self.articles],
            "page_credits": [credit.as_dict() for credit in self.credits],
            "left_out": [part.as_dict() for part in self.left_out],
            "warnings": [warning.as_dict() for warning in self.warnings],
        }
