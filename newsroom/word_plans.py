"""A Word file as the same plan as a pasted page: credits, source, organizations are read by the same reader.

Every block of the text is a line for the reader of pages; what became of the line decides what of the block stays.
"""

import re
from dataclasses import replace
from html import escape, unescape
from typing import Any

from django.utils.translation import gettext as _

from articles.models import Column
from common.html import html_to_text
from newsroom.importing import Register
from newsroom.pages import Page, parse_page
from newsroom.plans import PagePlan, PlannedArticle, Text
from newsroom.word_documents import WordDocument

# What the reader takes out of the text because it stands elsewhere then; everything else stays.
_TAKEN = {
    "dateline",
    "credit",
    "page-credit",
    "source",
    "original-title",
    "mark",
    "separator",
    "page-header",
    "jump",
}
_HEADLINE = {"kicker", "title", "subtitle", "column", "subcolumn"}
# Of a file that is one article by itself, the reader's doubts about where articles begin say nothing.
_WORTH_TELLING = {
    "names-run-together", "names-unsplit", "role-missing", "photo-missing", "date-missing", "jump",
    "organization-ambiguous",
}  # fmt: skip
_TAG = re.compile(r"<(/?)(\w+)[^>]*>")
_TOKEN = re.compile(r"<[^>]*>|&\w+;|&#\w+;|.", re.DOTALL)
_VOID = ("br", "hr", "img")
_PLAIN = re.compile(r"<p>((?:(?!<br).)*)</p>", re.DOTALL)
_FIGURE = re.compile(r"<figure>word-picture:\d+</figure>")


def plan_of(document: WordDocument, register: Register) -> tuple[PagePlan, list[str]]:
    """The plan with its one article, pictures as ``<figure>word-picture:n</figure>``; and remarks for the editor."""
    blocks = top_level(document.body)
    head = [f"# {document.title}", *([f"——{document.subtitle}"] if document.subtitle else [])]
    lines = [*head, *(_line(block) for block in blocks)]
    page = parse_page("\n\n".join(lines), known=register.known)
    article = _article(page)
    article.title, article.subtitle = document.title, document.subtitle or article.subtitle
    taken: list[str] = []
    for number, block in enumerate(blocks, len(head)):
        article.texts += _kept(block, _uses(page, 2 * number + 1), taken)
    remarks = [
        warning["message"]
        for warning in article.warnings
        if warning["code"] in _WORTH_TELLING
        and not (warning["code"] == "photo-missing" and document.pictures)
    ]
    if taken:
        words = "".join(f"“{words}”" for words in taken)
        remarks.append(
            _("Taken out of the text, because it stands in fields of its own now: %(words)s.")
            % {"words": words}
        )
    if article.column and not Column.objects.filter(name=article.column, parent=None).exists():
        remarks.append(
            _("The column “%(name)s” does not exist here; it was left out.") % {"name": article.column}
        )
        article.column = article.subcolumn = ""
    article.subcolumn = ""
    return PagePlan([article]), remarks


def _article(page: Page) -> PlannedArticle:
    """The first article, with the names of all: a Word file is one article, whatever its short lines look like."""
    if not page.articles:
        return PlannedArticle()
    found = [PlannedArticle.from_parsed(article) for article in page.articles]
    names = ("credits", "organizations", "unknown_organizations", "people", "events", "warnings")
    together: dict[str, Any] = {name: _together(found, name) for name in names}
    first = replace(found[0], texts=[], **together)
    for article in found[1:]:
        first.source = first.source or article.source
        first.original_title = first.original_title or article.original_title
        first.is_reprint = first.is_reprint or article.is_reprint
    return first


def _together(articles: list[PlannedArticle], name: str) -> list[Any]:
    """What the articles have in one of their lists, each once."""
    values = [value for article in articles for value in getattr(article, name)]
    return [value for at, value in enumerate(values) if value not in values[:at]]


def _line(block: str) -> str:
    """What the reader sees of a block: one line. Lists, tables and headings can't be taken for headlines."""
    if _FIGURE.fullmatch(block):
        return "![]()"
    text = " ".join(html_to_text(block).split("\n")).replace("\t", " ")
    return text if _PLAIN.fullmatch(block) else f"{text.rstrip('。')}。"


Use = tuple[int, int, str]


def _uses(page: Page, line: int) -> list[Use]:
    """What became of the stretches of a line: start, end, and ``kept`` or why not."""
    uses = []
    for use in page.uses_by_line().get(line, []):
        is_headline = use.use in _HEADLINE and use.article == 0
        taken = use.code if use.use == "left_out" and use.code in _TAKEN else ""
        uses.append((use.start, use.end, "headline" if is_headline else taken or "kept"))
    return uses


def _kept(block: str, uses: list[Use], taken: list[str]) -> list[Text]:
    """The block, or what the reader left of it."""
    text = html_to_text(block)
    plain = _PLAIN.fullmatch(block)
    if plain is None or all(why == "kept" for _start, _end, why in uses):
        kind = "heading" if block.startswith("<h") else "text"
        return [Text(html_to_text(_FIGURE.sub("", block)), kind, block)]
    taken += [
        text[start:end] for start, end, why in uses if why not in ("kept", "headline", "mark", "separator")
    ]
    kept = [(start, end) for start, end, why in uses if why == "kept"]
    if not kept:
        return []
    html = "".join(cut(plain[1], start, end) for start, end in kept)
    return [Text("".join(text[start:end] for start, end in kept), "text", f"<p>{html}</p>")]


def cut(html: str, start: int, end: int) -> str:
    """The characters from start to end of inline HTML, within their tags.

    >>> cut("本报讯<strong>（何来）昨</strong>天", 7, 9)
    '<strong>昨</strong>天'
    """
    kept, at, opened = "", 0, 0
    open_tags: list[str] = []
    for token in _TOKEN.findall(html):
        tag = _TAG.fullmatch(token)
        if tag and tag[1]:
            if open_tags:
                open_tags.pop()
            if opened > len(open_tags):
                kept += token
                opened -= 1
        elif tag and tag[2] not in _VOID:
            open_tags.append(token)
        elif tag:
            kept += token if start <= at < end else ""
        else:
            if start <= at < end:
                kept += "".join(open_tags[opened:]) + token
                opened = len(open_tags)
            at += len(unescape(token))
    return kept + "".join(f"</{_name(token)}>" for token in reversed(open_tags[:opened]))


def _name(token: str) -> str:
    found = _TAG.fullmatch(token)
    return found[2] if found else ""


def top_level(html: str) -> list[str]:
    """The blocks of a clean rich text; loose text between them is a paragraph."""
    blocks: list[str] = []
    start = depth = 0
    for found in _TAG.finditer(html):
        if depth == 0 and not found[1] and found.start() > start:
            blocks.append(html[start : found.start()])
            start = found.start()
        if found[2] in _VOID:
            continue
        depth += -1 if found[1] else 1
        if depth == 0:
            blocks.append(html[start : found.end()])
            start = found.end()
    blocks.append(html[start:])
    return [
        block.strip()
        if block.strip().startswith("<")
        else f"<p>{escape(unescape(block.strip()), quote=False)}</p>"
        for block in blocks
        if block.strip()
    ]
