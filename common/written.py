"""Dates, times, telephone numbers and web addresses as people write them, in Chinese and from a Chinese keyboard.

What cannot be read is ``None``: whoever asks says what would be taken.
"""

import datetime as dt
import re
import unicodedata
from typing import NamedTuple

from common.addresses import begins_with_host

_DATE = re.compile(r"(\d{4})\s*(?:[-./。年－–—]\s*)(\d{1,2})\s*(?:[-./。月－–—]\s*)(\d{1,2})\s*[日号]?")
_TIME = re.compile(
    r"(?P<half>上午|早上|中午|下午|晚上)?\s*(?P<hour>\d{1,2})\s*"
    r"(?:[:时点]\s*(?:(?P<minute>\d{1,2})\s*分?|(?P<part>半|整|一刻|三刻))?(?::\d{2})?)"
)
_PARTS = {"半": 30, "一刻": 15, "三刻": 45}
_BETWEEN_DATES = re.compile(r"[,，、;；\s]+")
_CLOSING = "。，、；：！？）)】」』》〉”’\"'.,;:!?"
_OPENING = "“”‘’\"'<《「『"
_PAIRS = {")": "(", "）": "（"}


def narrow(text: str) -> str:
    """Full-width figures, letters and marks as their narrow twins, and nothing around them."""
    return unicodedata.normalize("NFKC", text).strip()


def read_date(text: str) -> dt.date | None:
    """A day: ``2026-12-05``, ``2026年12月5日``, ``2026.12.5``, ``2026/12/5``, wide figures too.

    >>> read_date("２０２６年１２月５日")
    datetime.date(2026, 12, 5)
    """
    found = _DATE.fullmatch(narrow(text))
    try:
        return dt.date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def read_dates(text: str) -> list[dt.date] | None:
    """Several days with commas, semicolons or blanks between them; ``None`` where one of them is none.

    >>> [day.day for day in read_dates("2026-12-12；2026年12月19日") or ()]
    [12, 19]
    """
    days = [read_date(part) for part in _BETWEEN_DATES.split(text.strip()) if part]
    known = [day for day in days if day is not None]
    return known if len(known) == len(days) else None


def read_time(text: str) -> tuple[dt.time, int] | None:
    """A time of day, and how many days later it is: 24:00 is midnight of the next day.

    ``09：00``, ``9点``, ``9点半``, ``下午3时20分``.

    >>> read_time("24:00")
    (datetime.time(0, 0), 1)
    """
    found = _TIME.fullmatch(narrow(text))
    if found is None:
        return None
    hour = int(found["hour"])
    minute = int(found["minute"]) if found["minute"] else _PARTS.get(found["part"] or "", 0)
    if found["half"] in ("下午", "晚上") and hour < 12:
        hour += 12
    if found["half"] == "中午" and hour < 3:
        hour += 12
    if (hour, minute) == (24, 0):
        return dt.time(0), 1
    return (dt.time(hour, minute), 0) if hour < 24 and minute < 60 else None


def read_address(text: str) -> str:
    """A web address as it was meant: narrow colon, slashes and points, ``https`` where none is said, no closing marks.

    What stands in brackets behind it (扫码) is no part of it; Chinese characters within stay.

    >>> read_address("https：//example.com/baoming。")
    'https://example.com/baoming'
    """
    text = text.strip().lstrip(_OPENING)
    start = re.match(r"[\uff01-\uff5e\u3002\u3000!-~]*", text)
    ascii_part = start.group() if start else ""
    address = _narrow_marks(ascii_part) + text[len(ascii_part) :]
    address = re.split(r"[（【]|\s", address, maxsplit=1)[0]
    while address and address[-1] in _CLOSING and not _is_balanced(address):
        address = address[:-1]
    return f"https://{address}" if begins_with_host(address) else address


def _narrow_marks(text: str) -> str:
    """Wide marks and letters; of full stops those between letters: one at the end is cut off later, as are brackets."""
    narrowed = re.sub(
        "[\uff01-\uff07\uff0a-\uff5e]", lambda wide: unicodedata.normalize("NFKC", wide[0]), text
    )
    return re.sub("。(?=[a-zA-Z0-9])", ".", narrowed)


def _is_balanced(address: str) -> bool:
    """Whether the last character closes a bracket that was opened within the address."""
    opening = _PAIRS.get(address[-1])
    return opening is not None and address.count(opening) >= address.count(address[-1])


_EXTENSION = re.compile(r"转|分机|ext", re.IGNORECASE)
_BETWEEN_NUMBERS = re.compile(r"(\s*(?:[、,，;；/／|\n]|\s或|或)\s*)")
# Everything that parts the figures of one number: dashes of all widths, dots, blanks, brackets.
_WITHIN = re.compile(r"[\s\-‐-―−－﹣~.·・•．()（）_]+")


class Telephone(NamedTuple):
    """A piece of a text with telephone numbers as it is shown, and the ``tel:`` address of the number in it, if any."""

    shown: str
    address: str


def read_telephones(text: str) -> list[Telephone]:
    """A text with telephone numbers in its pieces, which joined are the text again.

    Extensions and words around a number are shown and not dialled; fewer than three figures are no number.

    >>> [piece.address for piece in read_telephones("010－84551234 转 8、400·810·1234") if piece.address]
    ['tel:01084551234', 'tel:4008101234']
    """
    pieces = []
    for piece in filter(None, _BETWEEN_NUMBERS.split(text)):
        dialled = _EXTENSION.split(unicodedata.normalize("NFKC", piece), maxsplit=1)[0]
        found = re.search(r"\+?\d{3,}", _WITHIN.sub("", dialled))
        pieces.append(Telephone(piece, f"tel:{found[0]}" if found else ""))
    return pieces
