"""Structured data and telephone numbers in templates."""

from typing import Any

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from common.html import clean_html, html_to_text, paragraphs_to_html
from common.linked_data import as_script_text
from common.telephones import link_telephones
from common.text import shorten
from common.written import Telephone, read_telephones

register = template.Library()


@register.filter
def linked_data(data: dict[str, Any]) -> SafeString:
    """The text of a ``<script type="application/ld+json">``."""
    return as_script_text(data)


@register.filter
def telephones(text: str) -> list[Telephone]:
    """A text with telephone numbers in pieces, each with the address that dials its number, if it holds one."""
    return read_telephones(text)


@register.filter
def rich(text: str) -> SafeString:
    """Rich text of the database for a page: cleaned here once more, since not every writer passes a form.

    Text without any markup becomes paragraphs.
    """
    if "<" not in text:
        text = paragraphs_to_html(text.splitlines())
    return _with_telephones(clean_html(text))


@register.filter
def callable_text(text: str) -> SafeString:
    """Plain text, escaped, in which every telephone number can be called."""
    return _with_telephones(escape(text))


def _with_telephones(clean: str) -> SafeString:
    """What was cleaned or escaped, in which nothing acts, and links that dial."""
    return mark_safe(link_telephones(str(clean)))  # noqa: S308 - only what is clean is given


@register.filter
def plain(text: str) -> str:
    """The beginning of rich text as one plain line, for descriptions."""
    return shorten(html_to_text(clean_html(text)), 120)
