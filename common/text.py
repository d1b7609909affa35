"""Plain text: tidying, measuring and shortening. No database, no Django models."""

import re
import unicodedata

from common.radicals import without_radicals

# Everything that is not shown and would make two equal-looking texts differ.
_INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060\ufeff\u00ad]")
# Joiners are part of a character between signs of an emoji (👷‍♀️) and between letters of scripts that are written
# joined: Arabic, those of India and South-East Asia, Mongolian. Anywhere else they are invisible litter.
_JOINING = "\u0600-\u1cff\u2190-\u2bff\ufe0f\U0001f000-\U0001faff"
_STRAY_JOINER = re.compile(f"(?<![{_JOINING}])[\u200c\u200d]|[\u200c\u200d](?![{_JOINING}])")
# What neither HTML nor XML may hold: controls other than tab and line breaks, and code points that are no characters.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
# How programs end a line: Word's manual break is U+000B.
_LINE_END = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_BLANKS = re.compile(r"[ \t\u00a0\u3000]+")
SENTENCE_END = "。！？…"
_INNER_QUOTES = str.maketrans("“”", "‘’")


def gettext_noop(text: str) -> str:
    """Marks a text to be translated later, where Django is not loaded."""
    return text


def tidy_line(text: str) -> str:
    """One line as it should be stored: nothing invisible, characters for radicals, single blanks, none at the ends."""
    return _BLANKS.sub(" ", tidy_text(text).replace("\n", " ")).strip()


def tidy_text(text: str) -> str:
    """A text of several lines as it should be stored: nothing invisible, characters for radicals, ``\\n`` for ends."""
    text = _STRAY_JOINER.sub("", _INVISIBLE.sub("", _LINE_END.sub("\n", text)))
    return without_radicals(_CONTROL.sub("", text)).strip()


def without_controls(text: str) -> str:
    """The text without what would break a page or a feed that holds it."""
    return _CONTROL.sub("", text)


def fold(text: str) -> str:
    """The form in which two spellings of one name are the same: NFKC, lower case, without blanks."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", tidy_text(text))).casefold()


def count_characters(text: str) -> int:
    """How long a Chinese text is: every visible character counts, blanks do not."""
    return sum(map(len, text.split()))


def reading_minutes(characters: int) -> int:
    """Estimated reading time in whole minutes, at least 1: 400 Chinese characters a minute, a calm adult pace."""
    return max(1, round(characters / 400))


def within_quotes(text: str) -> str:
    """A text that will stand in “ ”: its own marks become the inner ones (GB/T 15834, 4.8.3.4).

    >>> within_quotes("“昌平工匠杯”决赛")
    '‘昌平工匠杯’决赛'
    """
    return text.translate(_INNER_QUOTES)


def shorten(text: str, length: int) -> str:
    """The beginning of a text, at most ``length`` characters, cut after a whole sentence where one ends late enough.

    >>> shorten("今天开课。明天考试，后天放假。", 8)
    '今天开课。'
    """
    text = tidy_line(text)
    if len(text) <= length:
        return text
    head = text[: length - 1]
    end = max(head.rfind(mark) for mark in SENTENCE_END)
    return head[: end + 1] if end >= length // 2 else head.rstrip("，、；：“‘（《") + "…"
