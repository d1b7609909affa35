"""Pinyin of Chinese text: slugs for addresses and keys for sorting (PostgreSQL sorts Chinese by code point)."""

import os
import re
import unicodedata
from functools import cache, lru_cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, cast

from django.utils.text import slugify

from common.pinyin_phrases import Phrases, entries
from common.readings import known_readings

# The marks above a vowel: first to fourth tone.
_TONES = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4"}


@cache
def _characters() -> ModuleType:
    """pypinyin with the readings of single characters alone."""
    os.environ.update(PYPINYIN_NO_DICT_COPY="1", PYPINYIN_NO_PHRASES="1")
    return import_module("pypinyin")


@cache
def _phrases() -> Phrases:
    """The phrases of pypinyin, loaded when a text is first read: most pages need none."""
    return Phrases(entries(Path(str(_characters().__file__)).with_name("phrases_dict.json")))


def _syllables(text: str, **options: Any) -> list[str]:
    """How a text is read; ``options`` as of ``pypinyin.lazy_pinyin``.

    pypinyin would hold all phrases in 22 MB, and copy them into 54. So the text is cut here as pypinyin would cut it,
    and pypinyin is told of the phrases that stand in it alone.
    """
    pypinyin = _characters()
    constants = import_module("pypinyin.constants")
    pieces: list[str] = []
    for run in import_module("pypinyin.seg.simpleseg").simple_seg(text):
        pieces += _phrases().cut(run) if constants.RE_HANS.match(run) else [run]
    constants.PHRASES_DICT.update(
        {piece: readings for piece in pieces if (readings := _phrases().readings(piece))}
    )
    return cast("list[str]", pypinyin.lazy_pinyin(pieces, **options))


def pinyin_slug(text: str, max_length: int = 80) -> str:
    """An ASCII slug: ``昌平区总工会`` → ``changping-qu-zong-gong-hui``; cut at a hyphen. Empty when nothing is left.

    Latin words and numbers stay as they are.
    """
    pieces = [
        re.sub(r"\d", "", known) or " ".join(_syllables(piece, errors=lambda run: [" " + run + " "]))
        for piece, known in known_readings(text)
    ]
    slug = slugify(" ".join(pieces))
    if len(slug) > max_length:
        slug = slug[: max_length + 1].rpartition("-")[0] or slug[:max_length]
    return slug.strip("-")


@lru_cache(maxsize=4096)
def sort_key(text: str, *, is_person: bool = False, reading: str = "") -> str:
    """A key under which names sort as in a Chinese dictionary: pinyin with its tone as a figure.

    A surname and a place are read as such (单 is shan4 in both, dan1 in a text). ``reading`` is what somebody has
    written of a name that is read otherwise: ``shàn qīng``, ``shan4 qing1`` or without tones; nothing else counts then.

    >>> sort_key("昌平") < sort_key("朝阳")
    True
    """
    if reading:
        return " ".join(_with_figure(syllable) for syllable in reading.split()).casefold()
    pieces = known_readings(text, is_person=is_person)
    return " ".join(known or _looked_up(piece) for piece, known in pieces if piece).casefold()


def spoken(text: str) -> str:
    """How the characters of a text are read one by one, the usual way and without tones: ``总公会`` zonggonghui.

    For what sounds alike, where a phrase that is read otherwise makes no difference; so readers' processes need no
    phrases.
    """
    return "".join(_characters().lazy_pinyin(text, errors="ignore"))


@lru_cache(maxsize=8192)
def readings(character: str) -> tuple[str, ...]:
    """The two commonest ways in which a character is read, without tones: ``长`` zhang, chang; none if none is known.

    Of a character alone, so that nobody needs phrases for it; of names ``sort_key`` knows more.
    """
    pypinyin = _characters()
    ((*found,),) = pypinyin.pinyin(
        character, style=pypinyin.Style.NORMAL, heteronym=True, errors="ignore"
    ) or [()]
    return tuple(found[:2])


def _looked_up(text: str) -> str:
    style = _characters().Style.TONE3
    return " ".join(_syllables(text, style=style, neutral_tone_with_five=True, errors=list))


def _with_figure(syllable: str) -> str:
    """``shàn`` as ``shan4``, ``lǜ`` as ``lv4``; one without any tone is left."""
    letters, tone = "", ""
    for letter in unicodedata.normalize("NFD", syllable.casefold()):
        if letter in _TONES:
            tone = _TONES[letter]
        elif letter == "\u0308":
            letters = letters[:-1] + "v"
        else:
            letters += letter
    return letters + tone
