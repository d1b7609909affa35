"""Addresses of rows by the name of their page: what Django's ``reverse`` says, without working it out for each row."""

import re
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import quote

from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse
from django.utils.translation import get_language

_PLAIN = re.compile(r"[-\w]+")  # what every converter of the portal takes
# Stands in for a row's key or name while the address around it is worked out.
_KEY, _NAME = 9_876_543_210_987, f"z-{9_876_543_210_987}-z"


def address(name: str, argument: int | str | None = None) -> str:
    """``reverse(name, args=[argument])``, in the language of the request; without an argument, of a page without one.

    >>> address("articles:article", 7)
    '/articles/7/'
    """
    if argument is None:
        return _around(name, get_language(), get_script_prefix(), get_urlconf(), None)[0]
    text = str(argument)
    if not _PLAIN.fullmatch(text):
        return reverse(name, args=[argument])  # it knows what to do with it
    mark = _KEY if isinstance(argument, int) else _NAME
    try:
        before, after = _around(name, get_language(), get_script_prefix(), get_urlconf(), mark)
    except NoReverseMatch:
        return reverse(name, args=[argument])  # a year, a month: not any number is one
    return before + (text if text.isascii() else quote(text)) + after


def addresses(name: str) -> Callable[[int], str]:
    """What ``address(name, key)`` says of many keys, in the language of this moment."""
    before, after = _around(name, get_language(), get_script_prefix(), get_urlconf(), _KEY)
    return lambda key: f"{before}{key}{after}"


@lru_cache(maxsize=1000)
def _around(
    name: str, _language: str | None, _prefix: str, urlconf: str | None, mark: int | str | None
) -> tuple[str, str]:
    if mark is None:
        return reverse(name, urlconf=urlconf), ""
    before, _mark, after = reverse(name, urlconf=urlconf, args=[mark]).partition(str(mark))
    return before, after
