"""The rich text of an article as readers get it: pictures from the library in all their sizes, tables that scroll."""

import re
from collections.abc import Iterable
from html import unescape

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from common.telephones import link_telephones
from photos.models import Photo
from photos.templatetags.pictures import picture

_IMG = re.compile(r"<img\b[^>]*>")
_FIGURE = re.compile(r"<figure\b[^>]*>.*?</figure>", re.DOTALL)
_PHOTO = re.compile(r'data-photo="(\d+)"')
_ALT = re.compile(r'\balt="([^"]*)"')
_TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)


def photo_keys(html: str) -> set[int]:
    """The keys of the library's pictures that stand in a text."""
    return {int(key) for key in _PHOTO.findall(html)}


def render_body(html: str, fetched: Iterable[Photo] | None = None) -> tuple[SafeString, set[int]]:
    """The text for a page, and the keys of the pictures in it.

    One query if it has pictures that are not ``fetched`` already.

    ``html`` was cleaned when it was saved. A figure whose picture is no longer in the library is left out.
    """
    keys = photo_keys(html)
    if fetched is None and keys:
        fetched = Photo.objects.filter(pk__in=keys)
    photos = {photo.pk: photo for photo in fetched or () if photo.pk in keys}
    html = link_telephones(html)
    html = _FIGURE.sub(lambda found: _figure(found[0], photos), html)
    html = _TABLE.sub(_table, html)
    return mark_safe(html), set(photos)  # noqa: S308 - cleaned by common.html.clean_html on every save


def _figure(html: str, photos: dict[int, Photo]) -> str:
    found = _PHOTO.search(html)
    if found is None:
        return html
    photo = photos.get(int(found[1]))
    if photo is None:
        return ""
    image = _IMG.search(html)
    alt = _ALT.search(image[0]) if image else None
    shown = picture(
        photo,
        alt=unescape(alt[1]) if alt and alt[1] else photo.alt_text,
        sizes="(min-width: 1100px) 960px, (min-width: 740px) 650px, 100vw",
    )
    if image:
        return html.replace(image[0], shown, 1)
    return re.sub(r"(<figure\b[^>]*>)", lambda start: start[1] + shown, html, count=1)


def _table(found: re.Match[str]) -> str:
    """A wide table scrolls by itself, by keyboard too; the page never does."""
    label = escape(_("Table"))
    return f'<div class="table-scroll" role="region" tabindex="0" aria-label="{label}">{found[0]}</div>'
