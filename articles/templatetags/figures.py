"""Key figures in words."""

from typing import NamedTuple

from django import template

from articles.models import Figure
from common.templatetags.formats import number

register = template.Library()


class Said(NamedTuple):
    """A figure in the order in which it is said: ``近`` 50, 8000 ``余``, 30 ``余万``."""

    before: str
    number: str
    after: str

    def __str__(self) -> str:
        return "".join(self)


@register.filter
def said(figure: Figure) -> Said:
    """The value with the words of the text around it, in the language of the page."""
    before, after = figure.around
    shown = number(figure.value)
    if after and shown.endswith("万"):
        return Said(before, shown.removesuffix("万"), after + "万")
    return Said(before and before + _gap(before), shown, after)


def _gap(word: str) -> str:
    """A blank behind a word of letters; none behind a character."""
    return " " if word.isascii() else ""
