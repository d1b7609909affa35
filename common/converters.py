"""Parts of addresses that are dates. A date that does not exist is an unknown address."""

import datetime as dt

from django.urls import register_converter


class IsoDate:
    """``2026-11-21``."""

    regex = "[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> dt.date:
        return dt.date.fromisoformat(value)

    def to_url(self, value: dt.date | str) -> str:
        return value if isinstance(value, str) else value.isoformat()


class Year:
    regex = "[0-9]{4}"

    def to_python(self, value: str) -> int:
        if not 1900 <= int(value) <= 2200:
            raise ValueError
        return int(value)

    def to_url(self, value: int) -> str:
        return f"{int(value):04}"


class TwoDigits:
    """A month or a day: ``03``; ``3`` is understood too."""

    regex = "[0-9]{1,2}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return f"{int(value):02}"


class Word:
    """Any text without a slash: a tag may be Chinese. PostgreSQL knows no NUL, so no row has one."""

    regex = "[^/\\x00]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


def register() -> None:
    register_converter(IsoDate, "date")
    register_converter(Year, "yyyy")
    register_converter(TwoDigits, "mm")
    register_converter(Word, "word")
