"""From the bytes of a Word file to plain data: done in a process of its own (``common.apart``), never in the server.

Word's own looks (fonts, colours, spacing, its classes) stay behind: what counts is what a paragraph is. Neither Django
nor the database is known here.
"""

import io
import re
import zipfile
from hashlib import sha256
from html import escape
from typing import Any, BinaryIO

from common.apart.answer import Keep
from common.html import clean_html, html_to_text
from common.text import SENTENCE_END, tidy_line
from newsroom import word_files, word_text
from newsroom.source_errors import SourceError
from newsroom.word_losses import PICTURE_LOSSES
from newsroom.word_prepare import Prepared, prepare
from newsroom.word_runs import MARK
from newsroom.word_xml import solid

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
_MARK = re.compile("\ufdd0(\\d+)\ufdd1")
_UNDER_PICTURE = re.compile(rf'<p>{_MARK.pattern}</p>\s*<p(?: class="(\w+)")?>(.*?)</p>', re.DOTALL)
_FIGURE = re.compile(r"<figure>word-picture:\d+</figure>")
_WAY_BACK = re.compile(r'\s*<a href="#((?:foot|end)note-ref-\d+)">[^<]*</a>')
_NOTE_SIGN = re.compile(r'<a\b[^>]*href="#(?:foot|end)note-[^>]*>[^<]*</a>')
_ALL_BOLD = re.compile(r"^(?:<strong>((?:(?!</?strong>).)*)</strong>\s*)+$", re.DOTALL)
_CLOSING = SENTENCE_END + "；：，、”》）"
# A line under a picture: what it shows, or who took it.
_CAPTION = re.compile(r"^(?:图[为一二三四五六七八九十\d：:]|[▲△▼↑])|(?:摄|摄影报道|供图)[）)。]?$")
PICTURE = "word-picture:%d"


def work(source: BinaryIO, orders: dict[str, Any], keep: Keep) -> dict[str, Any]:
    """``orders``: ``suffix`` of the file's name, ``otherwise`` (the code for what is no Word file), ``wanted``.

    Answers ``{"text", "losses", "pictures"}`` for the wanted ``text``; for a ``document`` its title, subtitle, body,
    losses and pictures, whose files are kept; ``{"refused": code}`` for what cannot be read.
    """
    data = io.BytesIO(source.read())
    try:
        if orders["suffix"] != ".docx":
            raise SourceError(
                "docx-named-otherwise" if word_files.is_word_file(data) else orders["otherwise"]
            )
        word_files.check_package(data)
        return _read(data, orders["wanted"], keep)
    except SourceError as error:
        return {"refused": error.code}


def _read(data: BinaryIO, wanted: str, keep: Keep) -> dict[str, Any]:
    try:
        return text(data, keep) if wanted == "text" else document(data, keep)
    except (SourceError, MemoryError):
        raise
    except Exception as error:  # mammoth and the readers of parts raise whatever they meet in damaged ones
        raise SourceError("docx-damaged") from error


def document(data: BinaryIO, keep: Keep) -> dict[str, Any]:
    """The parts of an article. In ``body`` picture n stands as ``<figure>word-picture:n</figure>``."""
    prepared = prepare(data)
    html = word_files.convert(prepared, _STYLES)
    if len(html) > MOST_CHARACTERS:
        raise SourceError("docx-too-long")
    pictures = _keep_pictures(data, prepared, keep)
    shown = len(_MARK.findall(html))
    html = _take_captions(html, pictures)
    told: dict[str, Any] = {"title": "", "subtitle": "", "pictures": pictures}
    html = _tie_notes(_take_title(html, told))
    told["body"] = clean_html(_with_places(_headings(html)))
    words = [told["title"], told["subtitle"], "—" * told.pop("dashes", 0)]
    words += [picture["caption"] for picture in pictures]
    words.append(html_to_text(_without_note_signs(_FIGURE.sub("", told["body"]))))
    found = sum(map(solid, words))
    _compare(prepared, found, shown)
    return told | {"losses": prepared.losses.as_dict()}


def text(data: BinaryIO, keep: Keep) -> dict[str, Any]:
    """The text as lines (``newsroom.word_text``); picture n stands as ``![](word-picture:n)``."""
    prepared = prepare(data, keep_struck=False)
    html = word_files.convert(prepared, word_text.STYLES)
    found = html_to_text(_MARK.sub("", _without_note_signs(html)))
    _compare(prepared, solid(found), len(_MARK.findall(html)))
    lines = word_text.text_of(html)
    pictures = _keep_pictures(data, prepared, keep)
    return {"text": lines, "losses": prepared.losses.as_dict(), "pictures": pictures}


def _compare(prepared: Prepared, characters: int, pictures: int) -> None:
    """What came out against what went in: whatever is the reason, a difference is told."""
    losses = prepared.losses
    if characters != prepared.characters:
        losses.add("characters", count=abs(prepared.characters - characters))
    told = sum(loss.count for kind, loss in losses.by_kind.items() if kind in PICTURE_LOSSES)
    if pictures + told < prepared.pictures_before or pictures != len(prepared.pictures):
        losses.add("pictures", count=abs(prepared.pictures_before - pictures - told) or 1)


def _without_note_signs(html: str) -> str:
    return _NOTE_SIGN.sub("", html)


def _keep_pictures(data: BinaryIO, prepared: Prepared, keep: Keep) -> list[dict[str, Any]]:
    """The pictures in their order: the number of the kept file, what its author wrote of it, what is cropped away."""
    if len(prepared.pictures) > MOST_PICTURES:
        raise SourceError("docx-many-pictures")
    files: dict[str, int] = {}  # a picture that is shown a hundred times is kept once
    digests: dict[bytes, int] = {}
    pixels = 0
    pictures = []
    with zipfile.ZipFile(data) as package:
        for shown in prepared.pictures:
            if shown.part not in files:
                content = package.read(shown.part)
                digest = sha256(content).digest()
                if digest not in digests:
                    pixels += _pixels_of(content)
                    if pixels > MOST_PIXELS:
                        raise SourceError("docx-many-pixels")
                    digests[digest] = keep(content)
                files[shown.part] = digests[digest]
            pictures.append(
                {
                    "file": files[shown.part],
                    "alt_text": tidy_line(shown.alt_text)[:300],
                    "caption": "",
                    "crop": shown.crop,
                }
            )
    return pictures


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
            or _MARK.search(text)
            or not (kind == "caption" or (len(text) <= 80 and _CAPTION.search(text)))
        ):
            return found[0]
        picture["caption"] = text[:300]
        return f"<p>{MARK % int(found[1])}</p>"

    return _UNDER_PICTURE.sub(caption_under, html)


def _picture_apart(found: re.Match[str]) -> str:
    numbers = _MARK.findall(found[3])
    if not numbers:
        return found[0]
    text = _MARK.sub("", found[3]).strip()
    marks = "".join(f"<p>{MARK % int(number)}</p>" for number in numbers)
    return (f"<{found[1]}{found[2]}>{text}</{found[1]}>" if html_to_text(text).strip() else "") + marks


def _tie_notes(html: str) -> str:
    """A note whose sign stood in the headline has no way back."""
    return _WAY_BACK.sub(lambda found: found[0] if f'id="{found[1]}"' in html else "", html)


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
    told["title"] = tidy_line(html_to_text(_without_note_signs(title[3])))[:200]
    before, after = html[: title.start()], html[title.end() :]
    following = _BLOCK.match(after.lstrip())
    if following:
        text = tidy_line(html_to_text(_without_note_signs(following[3])))
        if following[2] == "subtitle" or (text.startswith("——") and len(text) <= 60):
            dashes = len(text) - len(text.lstrip("—"))
            told["subtitle"], told["dashes"] = text[dashes:].strip()[:200], dashes
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
    """A picture in an item of a list stays there."""
    html = re.sub(rf"<p>{_MARK.pattern}</p>", _figure, html)
    return _MARK.sub(_figure, html)


def _figure(found: re.Match[str]) -> str:
    return f"<figure>{PICTURE % int(found[1])}</figure>"
