"""Pinyin of Chinese text: slugs for addresses and keys for sorting (PostgreSQL sorts Chinese by code point)."""

import os
from functools import cache, lru_cache
from importlib import import_module
from types import ModuleType

from django.utils.text import slugify


@cache
def _pypinyin() -> ModuleType:
    """pypinyin, loaded when pinyin is first asked for: its dictionaries take 45 MB, and most pages need none."""
    # Nobody adds words of their own to the dictionaries, so they need not be copied: 12 MB.
    os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "1")
    return import_module("pypinyin")


def pinyin_slug(text: str, max_length: int = 80) -> str:
    """An ASCII slug: ``昌平区总工会`` → ``changping-qu-zong-gong-hui``; cut at a hyphen. Empty when nothing is left.

    Latin words and numbers stay as they are.
    """
    slug = slugify(" ".join(_pypinyin().lazy_pinyin(text, errors=lambda run: [" " + run + " "])))
    if len(slug) > max_length:
        slug = slug[: max_length + 1].rpartition("-")[0] or slug[:max_length]
    return slug.strip("-")


@lru_cache(maxsize=4096)
def sort_key(text: str) -> str:
    """A key under which names sort as in a Chinese dictionary: pinyin with its tone as a figure, then the text.

    >>> sort_key("昌平") < sort_key("朝阳")
    True
    """
    pinyin = _pypinyin()
    syllables = pinyin.lazy_pinyin(text, style=pinyin.Style.TONE3, neutral_tone_with_five=True, errors=list)
    return " ".join(syllables).casefold()
