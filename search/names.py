"""Names: completed while somebody types, found by pinyin and initials, and offered where a query has a slip."""

import datetime as dt
import re
from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.db.models.functions import Length, Reverse
from django.utils import timezone

from common.folding import folded, with_usual_words
from common.pinyin import spoken
from search.models import Name

MOST_OFFERED = 3
MOST_MEANT = 20  # names looked at, of which some may be of what readers do not see
LONGEST = 30  # characters of a name that is completed or mended
LEAST_LETTERS = 2  # of pinyin; one letter begins everything
LEAST_INITIALS = 3


def shown(now: dt.datetime | None = None) -> "QuerySet[Name]":
    """Names of what readers may see now."""
    now = now or timezone.now()
    return Name.objects.filter(document__shown_from__lte=now).filter(
        Q(document__shown_until=None) | Q(document__shown_until__gt=now)
    )


def completed(typed: str, most: int = 8) -> list[tuple[str, str, int]]:
    """Names that begin so, in characters, in pinyin or by the initials of their syllables, the shortest first.

    Each with kind and key of what is called so; whether readers find anything there is asked by whoever shows them.
    """
    form = folded(with_usual_words(typed)).replace(" ", "")[:LONGEST]
    if not form:
        return []
    begins = Q(form__startswith=form)
    letters = form.replace("'", "")
    if re.fullmatch(f"[a-z]{{{LEAST_LETTERS},}}", letters):
        begins |= Q(pinyin__startswith=letters) | Q(initials__startswith=letters)
    rows = shown().filter(begins).annotate(size=Length("text")).order_by("size", "form", "pk")
    return list(rows.values_list("text", "document__kind", "document__key")[:most])


def spelled(letters: str, most: int = 10) -> list[str]:
    """Forms that are read so, whole: ``gongjiang`` 工匠, ``cpqzgh`` 昌平区总工会; by initials from three letters on."""
    letters = letters.replace("'", "")
    alike = Q(pinyin=letters) | (Q(initials=letters) if len(letters) >= LEAST_INITIALS else Q())
    return list(shown().filter(alike).order_by("form").values_list("form", flat=True).distinct()[:most])


def also_called(forms: Iterable[str]) -> dict[str, list[str]]:
    """Of each form that is a name, the other names of the same: 全总 of 中华全国总工会, and the other way round."""
    wanted = set(forms)
    rows = shown().filter(document__names__form__in=wanted, document__names__is_part=False, is_part=False)
    found: dict[str, list[str]] = {}
    for name, other in rows.values_list("document__names__form", "form").distinct():
        if name != other and name in wanted:
            found.setdefault(name, []).append(other)
    return found


def called(forms: Iterable[str]) -> list[tuple[str, int]]:
    """Kind and key of what bears exactly one of these names: what a query means before all that only mentions it."""
    rows = shown().filter(form__in=list(forms), is_part=False).order_by("document__kind", "document__key")
    return list(dict.fromkeys(rows.values_list("document__kind", "document__key")[:20]))


def meant(typed: str) -> list[tuple[str, str, int]]:
    """Names that somebody may have meant who typed this: spoken alike, or one character otherwise, too much or missing.

    Each with kind and key of what is called so; whether readers find anything there is asked by whoever shows them.
    They are offered, and never looked for instead. Nothing where what was typed is a name.
    """
    form = folded(with_usual_words(typed)).replace(" ", "")
    if not 2 <= len(form) <= LONGEST or shown().filter(form=form).exists():
        return []
    alike = Q(pinyin=spoken(form)) if spoken(form) else Q(pk=None)
    one_off = Q()
    if len(form) >= 3:
        for place in range(len(form)):
            one_off |= _with_any(form[:place], form[place + 1 :])
            one_off |= Q(form=form[:place] + form[place + 1 :])
        for place in range(len(form) + 1):
            one_off |= _with_any(form[:place], form[place:])
    every = shown().annotate(backwards=Reverse("form"), size=Length("form"))
    found = [every.filter(alike), *([every.filter(one_off)] if one_off else [])]
    return [
        row
        for rows in found
        for row in rows.order_by("form", "pk").values_list("text", "document__kind", "document__key")[
            :MOST_MEANT
        ]
    ]


def _with_any(before: str, after: str) -> Q:
    """Forms with any one character between these two parts; an index is read by the longer of them.

    No regular expression says so: of those PostgreSQL's indexes know a beginning in Latin letters alone.
    """
    both = Q(form__startswith=before, form__endswith=after, size=len(before) + 1 + len(after))
    return both & Q(backwards__startswith=after[::-1]) if len(after) > len(before) else both
