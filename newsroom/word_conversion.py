"""From the bytes of a Word file to plain data: done in a process of its own (``common.apart``), never in the server.

Word's own looks (fonts, colours, spacing, its classes) stay behind: what counts is what a paragraph is. Neither Django
nor the database is known here.
"""

import io
import re
from hashlib import sha256
from html import escape
from typing import Any, BinaryIO

import mammoth

from common.apart.answer import Keep
from common.html import clean_html, html_to_text
from common.text import SENTENCE_END, tidy_line
from newsroom import word_files
from newsroom.source_errors import SourceError

MOST_PICTURES = 200  # shown in one file, each time counted
MOST_PIXELS = 300_000_000  # of its different pictures together: as many as are decoded in a minute or two
MOST_CHARACTERS = 1_000_000  # of text with its marks
_STYLES = """
p[style-name='Title'] => h1.title:fresh
p[style-name='标题'] => h1.title:fresh
p[style-name='Subtitle'] => p.subtitle:fresh
p[style-name='副标题'] => p.subtitle:fresh
p[style-name='Caption'] => p.caption:fresh
p[style-name='caption'] => p.caption:fresh
p[style-name='题注'] => p.caption:fresh
p[style-name='标题 1'] => h1:fresh
p[style-name='标题 2'] => h2:fresh
p[style-name='标题 3'] => h3:fresh
p[style-name='标题 4'] => h4:fresh
"""
_BLOCK = re.compile(r"<(p|h[1-6])(?: class=\"(\w+)\")?>(.*?)</\1>", re.DOTALL)
_IMAGE = re.compile(r'<img\b[^>]*?src="word-picture:(\d+)"[^>]*?/?>')
_ALL_BOLD = re.compile(r"^(?:<strong>((?:(?!</?strong>).)*)</strong>\s*)+$", re.DOTALL)
_CLOSING = SENTENCE_END + "；：，、”》）"
# A line under a picture: what it shows, or who took it.
_CAPTION = re.compile(r"^(?:图[为一二三四五六七八九十\d：:]|[▲△▼↑])|(?:摄|摄影报道|供图)[）)。]?$")
PICTURE = "word-picture:%d"


def work(source: BinaryIO, orders: dict[str, Any], keep: Keep) -> dict[str, Any]:
    """``orders``: ``suffix`` of the file's name, ``otherwise`` (the code for what is no Word file), ``wanted``.

    Answers ``{"text": …}`` for the wanted ``text``; for a ``document`` its title, subtitle, body and pictures, whose
    files are kept; ``{"refused": code}`` for what cannot be read.
    """
    data = io.BytesIO(source.read())
    try:
        if orders["suffix"] != ".docx":
            raise SourceError(
                "docx-named-otherwise" if word_files.is_word_file(data) else orders["otherwise"]
            )
        word_files.check_package(data)
        return {"text": word_files.text(data)} if orders["wanted"] == "text" else document(data, keep)
    except SourceError as error:
        return {"refused": error.code}


def document(data: BinaryIO, keep: Keep) -> dict[str, Any]:
    """The parts of an article. In ``body`` picture n stands as ``<figure>word-picture:n</figure>``."""
    html, pictures = _convert(data, keep)
    if len(html) > MOST_CHARACTERS:
        raise SourceError("docx-too-long")
    html = _take_captions(html, pictures)
    told: dict[str, Any] = {"title": "", "subtitle": "", "pictures": pictures}
    html = _take_title(html, told)
    return told | {"body": _with_places(clean_html(_headings(html)))}


def _convert(data: BinaryIO, keep: Keep) -> tuple[str, list[dict[str, Any]]]:
    """mammoth's HTML, and the pictures in their order: the number of the kept file, its description."""
    pictures: list[dict[str, Any]] = []
    files: dict[bytes, int] = {}  # a picture that is shown a hundred times is kept once
    pixels = 0

    def take(image: "mammoth.images.Image") -> dict[str, str]:
        nonlocal pixels
        if len(pictures) == MOST_PICTURES:
            raise SourceError("docx-many-pictures")
        with image.open() as stream:
            content = stream.read()
        digest = sha256(content).digest()
        if digest not in files:
            pixels += _pixels_of(content)
            if pixels > MOST_PIXELS:
                raise SourceError("docx-many-pixels")
            files[digest] = keep(content)
        alt_text = tidy_line(image.alt_text or "")[:300]
        pictures.append({"file": files[digest], "alt_text": alt_text, "caption": ""})
        return {"src": PICTURE % (len(pictures) - 1)}

    return word_files.convert(data, _STYLES, take), pictures


def _pixels_of(content: bytes) -> int:
    from photos.picture_files import pixels_of  # most Word files show none, and Pillow takes a while to load

    return pixels_of(content)


def _take_captions(html: str, pictures: list[dict[str, Any]]) -> str:
    """Give every picture a paragraph of its own, and take the caption that stands under it."""
    # A picture inside a paragraph of text moves behind that paragraph.
    html = re.sub(r"<(p|h[1-6])((?: class=\"\w+\")?)>(.*?)</\1>", _picture_apart, html, flags=re.DOTALL)

    def caption_under(found: re.Match[str]) -> str:
        picture, kind, text = pictures[int(found[1])], found[2], tidy_line(html_to_text(found[3]))
        if (
            picture["caption"]
            or not text
            or not (kind == "caption" or (len(text) <= 80 and _CAPTION.search(text)))
        ):
            return found[0]
        picture["caption"] = text[:300]
        return f"<p>{PICTURE % int(found[1])}</p>"

    return re.sub(
        r'<p>word-picture:(\d+)</p>\s*<p(?: class="(\w+)")?>(.*?)</p>', caption_under, html, flags=re.DOTALL
    )


def _picture_apart(found: re.Match[str]) -> str:
    numbers = _IMAGE.findall(found[3])
    if not numbers:
        return found[0]
    text = _IMAGE.sub("", found[3]).strip()
    marks = "".join(f"<p>{PICTURE % int(number)}</p>" for number in numbers)
    return (f"<{found[1]}{found[2]}>{text}</{found[1]}>" if html_to_text(text).strip() else "") + marks


def _take_title(html: str, told: dict[str, Any]) -> str:
    """The headline: what is styled as a title, else the first heading, else a short first line without a stop."""
    blocks = list(_BLOCK.finditer(html))
    styled = next((block for block in blocks if block[2] == "title"), None)
    first = next((block for block in blocks if html_to_text(block[3]).strip()), None)
    heading = first if first and first[1] == "h1" else None
    plain = first if first and _is_short_line(html_to_text(first[3])) else None
    title = styled or heading or plain
    if title is None:
        return html
    told["title"] = tidy_line(html_to_text(title[3]))[:200]
    before, after = html[: title.start()], html[title.end() :]
    following = _BLOCK.match(after.lstrip())
    if following:
        text = tidy_line(html_to_text(following[3]))
        if following[2] == "subtitle" or (text.startswith("——") and len(text) <= 60):
            told["subtitle"] = text.lstrip("—").strip()[:200]
            after = after.lstrip()[following.end() :]
    return before + after


def _is_short_line(text: str) -> bool:
    text = tidy_line(text)
    return 0 < len(text) <= 40 and text[-1] not in _CLOSING


def _headings(html: str) -> str:
    """A short line that is wholly bold is a sub-heading: so people write them who know no styles."""

    def heading(found: re.Match[str]) -> str:
        if found[1] == "p" and _ALL_BOLD.match(found[3].strip()) and _is_short_line(html_to_text(found[3])):
            return f"<h3>{escape(tidy_line(html_to_text(found[3])), quote=False)}</h3>"
        return found[0]

    return _BLOCK.sub(heading, html)


def _with_places(html: str) -> str:
    return re.sub(r"<p>(word-picture:\d+)</p>", r"<figure>\1</figure>", html)
