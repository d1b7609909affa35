"""Pinyin of Chinese text: slugs for addresses and keys for sorting (PostgreSQL sorts Chinese by code point)."""

import json
import os
import re
from functools import cache, lru_cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

from django.utils.text import slugify

_ENTRY = re.compile(r'"([^"]+)":\s*(\[[^:]*\])')


@cache
def _pypinyin() -> ModuleType:
    """pypinyin, loaded when pinyin is first asked for: its dictionaries take 22 MB, and most pages need none.

    As it comes they take 54: it copies them, though nobody here adds words, and holds a list and a text of its own
    for each syllable of 47,000 phrases. Here phrases share them.
    """
    os.environ.update(PYPINYIN_NO_DICT_COPY="1", PYPINYIN_NO_PHRASES="1")
    pypinyin = import_module("pypinyin")
    pypinyin.load_phrases_dict(phrases(Path(str(pypinyin.__file__)).with_name("phrases_dict.json")))
    return pypinyin


def phrases(file: Path) -> dict[str, list[list[str]]]:
    """Phrases with the readings of each character, read one by one: all at once would take what sharing saves."""
    shared: dict[tuple[str, ...], list[str]] = {}
    found: dict[str, list[list[str]]] = {}
    for entry in _ENTRY.finditer(file.read_text(encoding="utf-8")):
        syllables = [tuple(readings) for readings in json.loads(entry[2])]
        found[entry[1]] = [shared.setdefault(readings, list(readings)) for readings in syllables]
    return found


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
