"""Template filters that format single values: dates, numbers, lists of names."""

import datetime as dt
import re
from typing import Any

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from common.dates import End, chinese_date, chinese_weekday, end_of, lunar_day
from common.reversing import address
from common.text import within_quotes, without_controls

register = template.Library()
register.simple_tag(
    address
)  # {% address "articles:tag" tag.slug %}: as {% url %}, for what a page names often
_CHARACTERS = re.compile("[\u4e00-\u9fff]")
_MARKS = re.compile(r"[\s，。、：；！？…—]+")


def _local_day(value: dt.datetime | dt.date) -> dt.date:
    return timezone.localtime(value).date() if isinstance(value, dt.datetime) else value


def _is_chinese() -> bool:
    return (get_language() or "").startswith("zh")


@register.filter
def day(value: dt.datetime | dt.date | None) -> str:
    """``11月21日`` this year, ``2025-11-21`` before; in English ``21 November``. Times count in the site's zone."""
    if value is None:
        return ""
    date = _local_day(value)
    today = timezone.localdate()
    if _is_chinese():
        return chinese_date(date, today)
    return date_format(date, "j F") if date.year == today.year else date.isoformat()


@register.filter
def as_end(moment: dt.datetime) -> End:
    """A deadline as it is said: ``.day`` and ``.clock``, midnight as 24:00 of the day before."""
    return end_of(moment)


@register.filter
def full_day(value: dt.datetime | dt.date | None) -> str:
    """``2026年11月21日``; in English ``21 November 2026``."""
    if value is None:
        return ""
    date = _local_day(value)
    if _is_chinese():
        return f"{date.year}年{date.month}月{date.day}日"
    return date_format(date, "j F Y")


@register.filter
def full_time(value: dt.datetime | None) -> str:
    """``2026年11月21日 09:30``."""
    return f"{full_day(value)} {timezone.localtime(value):%H:%M}" if value else ""


@register.filter
def clock(value: dt.datetime | None) -> str:
    """``09:30``, in the site's zone."""
    return f"{timezone.localtime(value):%H:%M}" if value else ""


@register.filter
def weekday(value: dt.datetime | dt.date | None) -> str:
    """``星期六``; in English ``Saturday``."""
    if value is None:
        return ""
    date = _local_day(value)
    return chinese_weekday(date) if _is_chinese() else date_format(date, "l")


@register.filter
def lunar(value: dt.datetime | dt.date | None) -> str:
    """``十月十三``."""
    return lunar_day(_local_day(value)) if value else ""


@register.filter
def machine(value: dt.datetime | dt.date | None) -> str:
    """For ``<time datetime>``: ISO 8601, a time with its zone."""
    if isinstance(value, dt.datetime):
        return timezone.localtime(value).isoformat(timespec="minutes")
    return value.isoformat() if value else ""


@register.filter
def legible(text: str) -> str:
    """A text for XML: without the characters that it cannot hold, each of which would cost the whole file."""
    return without_controls(text)


@register.filter
def number(value: Any) -> str:
    """A figure as print sets it: ``4300``, ``97.5``; whole ten thousands as ``30万``, else thin spaces from 10 000 on.

    In English ``300,000``.
    """
    text = f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value}"
    whole, dot, rest = text.partition(".")
    if len(whole.lstrip("-")) <= 4:
        return text
    if not _is_chinese():
        return f"{int(whole):,}{dot}{rest}"
    if not rest and int(whole) % 10_000 == 0:
        return f"{int(whole) // 10_000}万"
    return f"{int(whole):,}".replace(",", "\u2009") + dot + rest


@register.filter
def joined(values: Any) -> str:
    """Names in a row, parted as the language does it: ``林晓舟、苏禾``."""
    return gettext(", ").join(str(value) for value in values)


@register.filter
def weekday_short(value: dt.date) -> str:
    """``六``; in English ``Sat``."""
    return chinese_weekday(value)[-1] if _is_chinese() else date_format(value, "D")


@register.filter
def month_name(value: dt.date) -> str:
    """``2026年11月``; in English ``November 2026``."""
    return f"{value.year}年{value.month}月" if _is_chinese() else date_format(value, "F Y")


@register.filter
def month_short(value: dt.datetime | dt.date) -> str:
    """``11月``; in English ``Nov``."""
    date = _local_day(value)
    return f"{date.month}月" if _is_chinese() else date_format(date, "M")


@register.filter
def day_number(value: dt.datetime | dt.date) -> int:
    """The day of the month, in the site's zone."""
    return _local_day(value).day


@register.filter
def by_clause(headline: str) -> str:
    """The class for a headline that may break after its marks only: when each clause fits a line of a phone.

    ``首都工匠学院：四级台阶，人人有课上`` then never breaks as ``四`` / ``级台阶``.
    """
    clauses = [clause for clause in _MARKS.split(headline) if clause]
    return "by-clause" if len(clauses) > 1 and max(map(len, clauses)) <= 9 else ""


@register.filter
def in_chinese(text: str) -> SafeString:
    """The attribute ``lang`` for a text of the database on a page in another language: where it has characters."""
    is_marked = _CHARACTERS.search(str(text)) and not _is_chinese()
    return mark_safe(' lang="zh-Hans"') if is_marked else mark_safe("")


@register.filter
def quotable(value: object) -> str:
    """The name of something, to be put between “ ”: ``‘昌平工匠杯’决赛``."""
    return within_quotes(str(value))
