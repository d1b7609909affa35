"""Days of the week in words: ``周二、周四``, ``周一至周五``."""

from collections.abc import Iterable

from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import get_language, gettext

# Monday first, as ``date.weekday()`` counts.
SHORT = "一二三四五六日"


def weekday_name(day: int) -> str:
    """``周二``; in English ``Tue``. Monday is 0.

    >>> from django.utils import translation
    >>> with translation.override("zh-hans"): weekday_name(6)
    '周日'
    """
    is_chinese = (get_language() or "").startswith("zh")
    return f"周{SHORT[day]}" if is_chinese else str(WEEKDAYS_ABBR[day])


def weekdays_named(days: Iterable[int]) -> str:
    """Several days in a row as a range, from three on; the others one by one.

    >>> from django.utils import translation
    >>> with translation.override("zh-hans"): weekdays_named([0, 1, 2, 3, 4, 6])
    '周一至周五、周日'
    """
    runs: list[list[int]] = []
    for day in sorted(set(days)):
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    names = []
    for run in runs:
        if len(run) > 2:
            ends = {"first": weekday_name(run[0]), "last": weekday_name(run[-1])}
            names.append(gettext("%(first)s to %(last)s") % ends)
        else:
            names += [weekday_name(day) for day in run]
    return gettext(", ").join(names)
