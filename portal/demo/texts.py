"""The article files: a header of ``name: value`` lines, a line ``---``, then the text in a light markup."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from itertools import groupby
from pathlib import Path

ONCE = {
    "kicker", "title", "subtitle", "summary", "genre", "section", "column", "when", "edition", "source",
    "source_address", "original_title", "reprint", "topic", "state", "author", "comment", "expires", "pinned",
    "withdrawal", "correction",
}  # fmt: skip
ROLES = ("reporter", "correspondent", "photographer", "illustrator", "editor", "proofreader")
REPEATED = {*ROLES, "contributor", "organization", "people", "event", "figure", "photo", "tags"}
_STRONG = re.compile(r"\*\*(.+?)\*\*")
_MARKS = (
    ("## ", "h2"),
    ("### ", "h3"),
    ("- ", "ul"),
    ("> ", "blockquote"),
    ("~ ", "sign"),
    ("|", "table"),
    ("! ", "figure"),
)
_NUMBER = re.compile(r"\d+\. ")


@dataclass(frozen=True)
class ArticleFile:
    """An article as its file has it. ``slug`` is the file's name; ``many`` holds the names that may repeat."""

    slug: str
    one: dict[str, str]
    many: dict[str, list[str]]
    body: str

    def get(self, name: str) -> str:
        return self.one.get(name, "")

    def all(self, name: str) -> list[str]:
        return self.many.get(name, [])


def read_article(path: Path) -> ArticleFile:
    """Read one file. ``ValueError`` names the file and the line of a header that is not known."""
    header, _line, body = path.read_text(encoding="utf-8").partition("\n---\n")
    one: dict[str, str] = {}
    many: dict[str, list[str]] = {}
    for line in header.splitlines():
        name, _colon, value = line.partition(": ")
        if name in REPEATED:
            many.setdefault(name, []).append(value.strip())
        elif name in ONCE and name not in one:
            one[name] = value.strip()
        else:
            raise ValueError(f"{path.name}: {line!r} is not a header of an article.")
    return ArticleFile(path.stem, one, many, body.strip())


def read_articles(folder: Path) -> list[ArticleFile]:
    return [read_article(path) for path in sorted(folder.glob("*.txt"))]


def _no_figure(slug: str, caption: str) -> str:
    raise ValueError(f"There is no picture {slug!r} here.")


def to_html(markup: str, figure: Callable[[str, str], str] = _no_figure) -> str:
    """Rich text of the markup: headings ``##``, lists ``-`` and ``1.``, quotations ``>``, tables ``|``,
    signatures ``~``, ``**strong**``, pictures ``! slug | caption``; any other line is a paragraph.

    ``figure`` gives the rich text of a picture from its slug and caption.
    """
    lines = [line.strip() for line in markup.splitlines()]
    blocks = []
    for kind, group in groupby(lines, key=_kind):
        if kind == "figure":
            blocks += [figure(*line.removeprefix("! ").split(" | ")) for line in group]
        elif kind != "blank":
            blocks.append(_block(kind, list(group)))
    return "".join(blocks)


def _kind(line: str) -> str:
    if not line:
        return "blank"
    if _NUMBER.match(line):
        return "ol"
    return next((kind for mark, kind in _MARKS if line.startswith(mark)), "p")


def _block(kind: str, lines: list[str]) -> str:
    if kind == "table":
        return _table(lines)
    if kind == "ol":
        lines = [_NUMBER.sub("", line, count=1) for line in lines]
    else:
        mark = next((mark for mark, name in _MARKS if name == kind), "")
        lines = [line.removeprefix(mark) for line in lines]
    if kind in ("ul", "ol"):
        return f"<{kind}>" + "".join(f"<li>{_inline(line)}</li>" for line in lines) + f"</{kind}>"
    if kind == "blockquote":
        return "<blockquote>" + "".join(f"<p>{_inline(line)}</p>" for line in lines) + "</blockquote>"
    if kind == "sign":
        return "".join(f'<p class="sign">{_inline(line)}</p>' for line in lines)
    return "".join(f"<{kind}>{_inline(line)}</{kind}>" for line in lines)


def _table(lines: list[str]) -> str:
    head, *rows = ([cell.strip() for cell in line.strip("|").split("|")] for line in lines)
    heading = "".join(f'<th scope="col">{_inline(cell)}</th>' for cell in head)
    return f"<table><thead><tr>{heading}</tr></thead><tbody>{''.join(_rows(rows))}</tbody></table>"


def _rows(rows: list[list[str]]) -> Iterator[str]:
    for row in rows:
        yield "<tr>" + "".join(f"<td>{_inline(cell)}</td>" for cell in row) + "</tr>"


def _inline(text: str) -> str:
    return _STRONG.sub(r"<strong>\1</strong>", escape(text, quote=False))
