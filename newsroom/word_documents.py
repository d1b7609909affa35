"""A Word file as an article: title, clean text, pictures with their captions. No database.

Word's own looks (fonts, colours, spacing, its classes) stay behind: what counts is what a paragraph is.
"""

import io
import re
from dataclasses import dataclass, field
from hashlib import sha256
from html import escape
from pathlib import PurePath

import mammoth
from django.utils.translation import gettext as _

from common.html import clean_html, html_to_text
from common.text import SENTENCE_END, tidy_line
from newsroom.sources import SourceError, check_word_file

MOST_BYTES = 60 * 1024 * 1024
MOST_PICTURES = 200  # shown in one file, each time counted
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


@dataclass(frozen=True)
class WordPicture:
    """A picture of the file: its bytes, and what the file says of it."""

    content: bytes
    alt_text: str = ""
    caption: str = ""


@dataclass
class WordDocument:
    """What a Word file holds. In ``body`` picture n stands as ``<figure>word-picture:n</figure>``."""

    title: str
    subtitle: str = ""
    body: str = ""
    pictures: list[WordPicture] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def read_document(data: bytes, name: str) -> WordDocument:
    """Read a .docx file. Raises ``SourceError`` with a message for the uploader."""
    check_word_file(data, name, most_bytes=MOST_BYTES)
    images: list[tuple[bytes, str]] = []
    kept: dict[bytes, bytes] = {}  # a picture that is shown a hundred times is held in memory once

    def keep(image: "mammoth.images.Image") -> dict[str, str]:
        if len(images) == MOST_PICTURES:
            raise SourceError("docx-many-pictures")
        with image.open() as stream:
            content = stream.read()
        images.append((kept.setdefault(sha256(content).digest(), content), image.alt_text or ""))
        return {"src": PICTURE % (len(images) - 1)}

    try:
        html = mammoth.convert_to_html(
            io.BytesIO(data),
            style_map=_STYLES,
            convert_image=mammoth.images.img_element(keep),
            include_embedded_style_map=False,
        ).value
    except SourceError:
        raise
    except Exception as error:  # mammoth raises whatever its readers raise on damaged parts
        raise SourceError("docx-damaged") from error
    document = WordDocument(title="")
    html = _take_pictures(html, images, document)
    html = _take_title(html, document)
    document.body = _with_places(clean_html(_headings(html)))
    if not document.title:
        document.title = tidy_line(PurePath(name).stem)[:200]
        document.remarks.append(_("No headline was found in the file; its name was taken instead."))
    return document


def _take_pictures(html: str, images: list[tuple[bytes, str]], document: WordDocument) -> str:
    """Give every picture a paragraph of its own, and take the caption that stands under it."""
    # A picture inside a paragraph of text moves behind that paragraph.
    html = re.sub(r"<(p|h[1-6])((?: class=\"\w+\")?)>(.*?)</\1>", _picture_apart, html, flags=re.DOTALL)
    captions: dict[int, str] = {}

    def caption_under(found: re.Match[str]) -> str:
        number, kind, text = int(found[1]), found[2], tidy_line(html_to_text(found[3]))
        if (
            number in captions
            or not text
            or not (kind == "caption" or (len(text) <= 80 and _CAPTION.search(text)))
        ):
            return found[0]
        captions[number] = text[:300]
        return f"<p>{PICTURE % number}</p>"

    html = re.sub(
        r'<p>word-picture:(\d+)</p>\s*<p(?: class="(\w+)")?>(.*?)</p>', caption_under, html, flags=re.DOTALL
    )
    document.pictures = [
        WordPicture(content, tidy_line(alt)[:300], captions.get(number, ""))
        for number, (content, alt) in enumerate(images)
    ]
    return html


def _picture_apart(found: re.Match[str]) -> str:
    numbers = _IMAGE.findall(found[3])
    if not numbers:
        return found[0]
    text = _IMAGE.sub("", found[3]).strip()
    marks = "".join(f"<p>{PICTURE % int(number)}</p>" for number in numbers)
    return (f"<{found[1]}{found[2]}>{text}</{found[1]}>" if html_to_text(text).strip() else "") + marks


def _take_title(html: str, document: WordDocument) -> str:
    """The headline: what is styled as a title, else the first heading, else a short first line without a stop."""
    blocks = list(_BLOCK.finditer(html))
    styled = next((block for block in blocks if block[2] == "title"), None)
    first = next((block for block in blocks if html_to_text(block[3]).strip()), None)
    heading = first if first and first[1] == "h1" else None
    plain = first if first and _is_short_line(html_to_text(first[3])) else None
    title = styled or heading or plain
    if title is None:
        return html
    document.title = tidy_line(html_to_text(title[3]))[:200]
    before, after = html[: title.start()], html[title.end() :]
    following = _BLOCK.match(after.lstrip())
    if following:
        text = tidy_line(html_to_text(following[3]))
        if following[2] == "subtitle" or (text.startswith("——") and len(text) <= 60):
            document.subtitle = text.lstrip("—").strip()[:200]
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
