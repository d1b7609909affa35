"""Dates, times, telephone numbers and web addresses as people write them, in Chinese and from a Chinese keyboard.

What cannot be read is ``None``: whoever asks says what would be taken.
"""

import datetime as dt
import re
import unicodedata
from typing import NamedTuple

from common.addresses import begins_with_host, with_colon_and_slashes

_YEAR, _MONTH = r"(\d{4})\s*[-./。·年－–—]\s*", r"(\d{1,2})\s*[-./。·月－–—]\s*"
_WEEKDAY = r"(?:\s*\(?\s*(?:星期|周|礼拜)[一二三四五六日天]\s*\)?)?"
_DAY = rf"(\d{{1,2}})\s*[日号]?{_WEEKDAY}"
_DATE = re.compile(f"{_YEAR}{_MONTH}{_DAY}")
_DATE_AFTER_ANOTHER = re.compile(rf"(?:{_MONTH})?(\d{{1,2}})\s*(?:[日号]{_WEEKDAY})?")
_TIME = re.compile(
    r"(?P<half>凌晨|清晨|早晨|早上|上午|早|中午|下午|傍晚|晚上|夜里|晚)?\s*(?P<hour>\d{1,2})\s*"
    r"(?:[:时点]\s*(?:(?P<minute>\d{1,2})\s*[分时点]?|(?P<part>半|整|一刻|三刻))?(?::\d{2})?)"
)
_AFTERNOON, _NIGHT = ("下午", "傍晚", "晚上", "夜里", "晚"), ("晚上", "夜里", "晚")
_PARTS = {"半": 30, "一刻": 15, "三刻": 45}
_BETWEEN_DATES = re.compile(r"[,，、;；\s]+|(?<=[\d日号)）])\s*[和及与]\s*")
# Figures in characters; 十 alone and within: 十二, 二十, 三十一. The parts of an hour (一刻) and days of the week stay.
_FIGURES = "〇一二三四五六七八九"
_WRITTEN_FIGURE = re.compile(r"(?<![期周拜])[〇零一二三四五六七八九十]+(?!刻)")
_CLOSING = "。，、；：！？）)】」』》〉>”’\"'.,;:!?"
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
    found = _DATE.fullmatch(_with_figures(narrow(text)))
    return _day(*map(int, found.groups())) if found else None


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _with_figures(text: str) -> str:
    """``二〇二六年十二月五日`` as ``2026年12月5日``.

    >>> _with_figures("二零二六年十月二十一日")
    '2026年10月21日'
    """

    def figures(found: re.Match[str]) -> str:
        written = found[0].replace("零", "〇")
        tens, ten, ones = written.partition("十")
        if not ten:
            return "".join(str(_FIGURES.index(sign)) for sign in written)
        if len(tens) > 1 or len(ones) > 1:
            return found[0]
        return f"{_FIGURES.index(tens) if tens else 1}{_FIGURES.index(ones) if ones else 0}"

    return _WRITTEN_FIGURE.sub(figures, text)


def read_dates(text: str) -> list[dt.date] | None:
    """Several days with commas, semicolons or blanks between them; ``None`` where one of them is none.

    Each once, in the order written. After one with its year the year and the month need not be said again.

    >>> [day.day for day in read_dates("2026-12-12；2026年12月19日、26日") or ()]
    [12, 19, 26]
    """
    days: list[dt.date] = []
    for part in filter(None, _BETWEEN_DATES.split(text.strip().rstrip("。."))):
        day = read_date(part) or (_read_after(days[-1], part) if days else None)
        if day is None:
            return None
        days.append(day)
    return list(dict.fromkeys(days))


def _read_after(before: dt.date, text: str) -> dt.date | None:
    found = _DATE_AFTER_ANOTHER.fullmatch(_with_figures(narrow(text)))
    if found is None:
        return None
    month, day = found.groups()
    return _day(before.year, int(month or before.month), int(day))


def read_time(text: str) -> tuple[dt.time, int] | None:
    """A time of day, and how many days later it is: 24:00 is midnight of the next day.

    ``09：00``, ``9点``, ``九点半``, ``下午3时20分``, ``晚12点``.

    >>> read_time("24:00")
    (datetime.time(0, 0), 1)
    """
    found = _TIME.fullmatch(_with_figures(narrow(text)))
    if found is None:
        return None
    hour, half = int(found["hour"]), found["half"]
    minute = int(found["minute"]) if found["minute"] else _PARTS.get(found["part"] or "", 0)
    if (half in _AFTERNOON and hour < 12) or (half == "中午" and hour < 3) or (half in _NIGHT and hour == 12):
        hour += 12
    if half == "凌晨" and hour == 12:
        hour = 0
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
    address = with_colon_and_slashes(address)
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
# 010-84551234-801: what follows a whole number after one more dash is its extension.
_DASH = r"[\-‐-―−－﹣]"
_WHOLE_AND_MORE = re.compile(
    rf"([（(]?0\d{{2,3}}[)）]?\s?{_DASH}?\s?\d{{3,4}}[\s.]?\d{{4}}|[48]00{_DASH}?\d{{3,4}}{_DASH}?\d{{3,4}}|1[3-9]\d{{9}})"
    rf"\s?{_DASH}\s?\d{{1,6}}(?!\d)"
)
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
        dialled = _WHOLE_AND_MORE.sub(r"\1", dialled)
        found = re.search(r"\+?\d{3,}", _WITHIN.sub("", dialled))
        pieces.append(Telephone(piece, f"tel:{found[0]}" if found else ""))
    return pieces
