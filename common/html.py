"""Rich text: what may stand in it, and how it becomes plain text. The only cleaner of the house."""

import re
from html import escape, unescape

import nh3

from common.addresses import at_this_site, pictures_at_this_site, with_scheme
from common.pasted import without_hidden
from common.text import without_controls

TAGS = {
    "p", "br", "h2", "h3", "h4", "strong", "em", "u", "s", "sub", "sup", "blockquote", "ul", "ol", "li", "a",
    "figure", "figcaption", "img", "table", "thead", "tbody", "tfoot", "tr", "th", "td", "caption", "hr",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "title", "id"},
    "li": {"id"},
    "p": {"id"},
    "img": {"src", "srcset", "sizes", "alt", "width", "height", "data-photo", "loading"},
    "figure": {"data-photo"},
    "th": {"colspan", "rowspan", "scope"},
    "td": {"colspan", "rowspan"},
    "ol": {"start", "type"},
}
# Classes by which an editor sets a paragraph; nothing that Word or a web page brings along.
CLASSES = {"p": {"sign", "verse", "question"}, "figure": {"wide", "portrait"}}
_BLOCK_END = re.compile(
    r"</(?:p|h[2-4]|li|blockquote|figcaption|tr|caption|div|pre)>|<br ?/?>|<hr ?/?>", re.IGNORECASE
)
_CELL_END = re.compile(r"</t[dh]>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_LINK = re.compile(r'<a\s[^>]*?href="([^"]*)"')
# What a note and its sign are called, so that they lead to one another; other names are not taken over.
_NOTE = re.compile(r"(?:foot|end)note(?:-ref)?-\d{1,4}")
_LINK_INSIDE = re.compile(r'<a\b[^>]*?href="#([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_EMPTY_PARAGRAPH = re.compile(r"<p>(?:\s|&nbsp;|\u3000|<br ?/?>)*</p>")
_PICTURE_OF_NOWHERE = re.compile(r"<img\b(?![^>]*\bsrc(?:set)?=)[^>]*>")
_EMPTY_FIGURE = re.compile(r"<figure\b[^>]*>\s*</figure>")
# Two blanks before a paragraph are how one indents on paper; the site indents by its own means. Verses keep theirs.
_BLANK = r"(?:[\s\u00a0\u2002-\u200a\u3000]|&nbsp;)+"
_INDENT = re.compile(
    r'(<(?:p(?! class="verse")|h[2-4]|li|t[dh]|figcaption|blockquote|br)\b[^>]*>)'
    rf"((?:{_BLANK}|<(?:strong|em|u|s|a)\b[^>]*>)+)(?=\S)"
)
_BLANKS_OUTSIDE_TAGS = re.compile(rf"{_BLANK}(?![^<]*>)")
_LINK_TO_NOWHERE = re.compile(r"<a\b(?![^>]*\b(?:href|id)=)[^>]*>(.*?)</a>", re.DOTALL)
# Word and web pages: levels that the site does not have, and names for the same thing. A text with a first level,
# which here is the headline's, has all of its levels one lower.
_RENAMED = {"h5": "h4", "h6": "h4", "b": "strong", "i": "em", "del": "s", "strike": "s"}
_LOWERED = {**_RENAMED, "h1": "h2", "h2": "h3", "h3": "h4"}
_FIRST_LEVEL = re.compile(r"<h1(?=[\s>/])", re.IGNORECASE)
_RENAMED_TAG = re.compile(rf"<(/?)({'|'.join(_LOWERED)})(?=[\s>/])", re.IGNORECASE)


def clean_html(html: str) -> str:
    """The same rich text with nothing in it but what the site's pages may show.

    What is hidden, comments of Word, scripts, styles, event handlers, foreign classes, ``javascript:`` addresses,
    control characters, empty paragraphs and the blanks before a paragraph go; the text of an unknown element stays.
    Pictures are kept only where a browser would fetch them from this site, links only where they lead somewhere.
    Cleaning what is clean changes nothing.
    """
    html = without_hidden(without_controls(html))
    names = _LOWERED if _FIRST_LEVEL.search(html) else _RENAMED
    html = _RENAMED_TAG.sub(lambda found: f"<{found[1]}{names.get(found[2].lower(), found[2])}", html)
    html = nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        allowed_classes=CLASSES,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener",
        attribute_filter=_filter_attribute,
        clean_content_tags={"script", "style", "title", "template", "rt", "rp"},
    )
    html = html.replace(' class=""', "")  # none of its classes may stand there
    html = _PICTURE_OF_NOWHERE.sub("", html)
    html = _INDENT.sub(lambda found: found[1] + _BLANKS_OUTSIDE_TAGS.sub("", found[2]), html)
    html = _LINK_TO_NOWHERE.sub(r"\1", _EMPTY_FIGURE.sub("", html))
    return _without_dead_links(_EMPTY_PARAGRAPH.sub("", html)).strip()


def _without_dead_links(html: str) -> str:
    """Links to a place in the text that is not there become text."""
    if 'href="#' not in html:
        return html
    return _LINK_INSIDE.sub(lambda found: found[0] if f'id="{found[1]}"' in html else found[2], html)


def _filter_attribute(tag: str, name: str, value: str) -> str | None:
    if name == "src":
        return at_this_site(value)
    if name == "srcset":
        return pictures_at_this_site(value)
    if name == "href":
        return with_scheme(value)
    if (name == "data-photo" and not value.isdigit()) or (name == "id" and not _NOTE.fullmatch(value)):
        return None
    return value


def paragraphs_to_html(paragraphs: list[str]) -> str:
    """Plain paragraphs as rich text; everything in them is text, nothing is markup."""
    return "".join(
        f"<p>{escape(paragraph, quote=False)}</p>" for paragraph in paragraphs if paragraph.strip()
    )


def links_in(html: str) -> list[str]:
    """The addresses to which clean rich text links, each once, in their order."""
    return list(dict.fromkeys(unescape(found) for found in _LINK.findall(html)))


def html_to_text(html: str) -> str:
    """The text of rich text, a line a block; the cells of a table row are parted by tabs."""
    text = _BLOCK_END.sub("\n", _CELL_END.sub("\t", html.replace("\n", " ")))
    lines = (unescape(_TAG.sub("", line)).strip(" \u00a0") for line in text.split("\n"))
    return "\n".join(line.rstrip("\t") for line in lines if line.strip())
