"""The fields in which the desk chooses when an event takes place again, and what follows from them."""

import datetime as dt
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.fields import DayField, DaysField, MomentField
from common.weekdays import weekday_name
from common.written import read_dates
from events import recurrence
from events.weekly import Weekly, in_words, read_weekly

PICKED = ("repeats", "repeat_days", "repeat_interval", "repeat_count", "repeat_until")
# What this form judges itself, and what the model says of a rule.
JUDGED = {*PICKED, "recurrence", "exception_dates"}
FOLLOWS = {"recurrence", "exception_dates", "sign_up_deadline"}
WEEKLY, BY_RULE = "weekly", "rule"
# How many dates are listed; a course of a year fits.
LISTED_AT_MOST = 120


def _zone() -> dt.tzinfo:
    return timezone.get_default_timezone()


def _weekdays() -> list[tuple[int, str]]:
    return [(day, weekday_name(day)) for day in range(7)]


def picks_of(rule: str, starts_at: dt.datetime | None) -> dict[str, Any]:
    """What the fields show for a rule."""
    weekly = read_weekly(rule, starts_at, _zone()) if rule and starts_at else None
    if weekly is None:
        return {"repeats": BY_RULE if rule else "", "repeat_days": [], "repeat_interval": 1,
                "repeat_count": None, "repeat_until": None}  # fmt: skip
    return {"repeats": WEEKLY, "repeat_days": list(weekly.days), "repeat_interval": weekly.interval,
            "repeat_count": weekly.count, "repeat_until": weekly.until}  # fmt: skip


class RepeatFields(forms.Form):
    """Weekdays, interval and end beside a rule of RFC 5545: whichever was changed makes the other.

    Mixed into a form that has ``starts_at``, ``recurrence`` and ``exception_dates``.
    """

    repeats = forms.ChoiceField(
        label=gettext_lazy("repeats"), required=False,
        choices=[
            ("", gettext_lazy("It does not")),
            (WEEKLY, gettext_lazy("Weekly")),
            (BY_RULE, gettext_lazy("By the rule below")),
        ],
    )  # fmt: skip
    repeat_days = forms.TypedMultipleChoiceField(
        label=gettext_lazy("weekdays"), required=False, coerce=int, choices=_weekdays,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    repeat_interval = forms.IntegerField(
        label=gettext_lazy("every how many weeks"), required=False, min_value=1, max_value=52, initial=1,
        error_messages={
            "invalid": gettext_lazy("Write a whole number of weeks, from 1 to 52."),
            "min_value": gettext_lazy("Write a whole number of weeks, from 1 to 52."),
            "max_value": gettext_lazy("Write a whole number of weeks, from 1 to 52."),
        },
    )  # fmt: skip
    repeat_count = forms.IntegerField(
        label=gettext_lazy("how many times"), required=False, min_value=1, max_value=recurrence.MOST_DATES,
        help_text=gettext_lazy("The days that are taken out count too."),
        error_messages={
            "invalid": gettext_lazy("Write how many times as a whole number, 1 or more."),
            "min_value": gettext_lazy("Write how many times as a whole number, 1 or more."),
            "max_value": gettext_lazy("At most %(limit_value)d dates, within ten years: write a smaller number."),
        },
    )  # fmt: skip
    repeat_until = DayField(
        label=gettext_lazy("or until this day"), required=False,
        help_text=gettext_lazy("The last day on which it may take place; instead of how many times."),
        widget=forms.DateInput(attrs={"class": "vDateField", "size": 12}),
    )  # fmt: skip

    def add_error(self, field: str | None, error: Any) -> None:
        """While choices are refused, the model judges a rule that nobody chose: what it says of that is left out."""
        if field is None and hasattr(error, "error_dict") and JUDGED & set(self.errors):
            kept = {name: said for name, said in error.error_dict.items() if name not in FOLLOWS}
            if not kept:
                return
            error = ValidationError(kept)
        super().add_error(field, error)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("starts_at") and not set(PICKED) & set(self.errors):
            rule = self._settled(data)
            if rule is not None:
                data["recurrence"] = rule
                self._check(data, rule)
        return data

    def _settled(self, data: dict[str, Any]) -> str | None:
        """The rule that the form says, whichever of the two ways; ``None`` after a refusal."""
        typed = recurrence.tidy(data.get("recurrence") or "")
        was = recurrence.tidy(self.get_initial_for_field(self.fields["recurrence"], "recurrence") or "")
        picks = {name for name in PICKED if name in self.changed_data}
        if self.add_prefix("repeats") not in self.data or not picks:
            return typed
        kind = data["repeats"]
        if not kind and "repeats" not in picks and data.get("repeat_days"):
            kind = WEEKLY  # weekdays were chosen and the list above was passed over
        if kind == BY_RULE:
            if not typed:
                self.add_error(
                    "recurrence", _("Write the rule, or choose above that the event repeats weekly.")
                )
            return typed or None
        weekly = self._weekly(data) if kind == WEEKLY else None
        if kind == WEEKLY and weekly is None:
            return None
        picked = weekly.rule if weekly else ""
        if typed != was and read_weekly(typed, data["starts_at"], _zone()) != weekly:
            self.add_error(
                "recurrence",
                _("The rule says something else than what is chosen above: change only one of the two."),
            )
            return None
        return picked

    def _weekly(self, data: dict[str, Any]) -> Weekly | None:
        """What was chosen; ``None`` after the sentences on what is missing or does not fit."""
        first = timezone.localtime(data["starts_at"]).date()
        days, count, until = data.get("repeat_days") or [], data.get("repeat_count"), data.get("repeat_until")
        if not days:
            self.add_error("repeat_days", _("Choose at least one weekday."))
        elif first.weekday() not in days:
            self.add_error(
                "repeat_days",
                _(
                    "The event starts on %(day)s, %(weekday)s, which is not chosen: choose that weekday too, "
                    "or let the event start on one that is."
                )
                % {"day": first.isoformat(), "weekday": weekday_name(first.weekday())},
            )
        if count and until:
            self.add_error(
                "repeat_until",
                _("Give either how many times or the last day: clear one of the two."),
            )
        elif not count and not until:
            self.add_error("repeat_count", _("Say how many times it takes place, or until which day."))
        elif until and until < first:
            self.add_error(
                "repeat_until", _("The last day lies before the first one: correct one of the two.")
            )
        if set(PICKED) & set(self.errors):
            return None
        return Weekly(tuple(sorted(days)), data.get("repeat_interval") or 1, count, until)

    def _check(self, data: dict[str, Any], rule: str) -> None:
        """What is wrong with a chosen rule is said beside the choices, not at the rule that lies folded below."""
        weekly = read_weekly(rule, data["starts_at"], _zone())
        if weekly is None:
            return  # the model checks every rule, and says it at the rule
        try:
            recurrence.check(rule, data["starts_at"], data.get("exception_dates") or [], _zone())
        except recurrence.RuleError as error:
            fields = {
                recurrence.About.EXCEPTIONS: "exception_dates",
                recurrence.About.FIRST: "repeat_days",
                recurrence.About.END: "repeat_until" if weekly.until else "repeat_count",
            }
            self.add_error(fields.get(error.about, "repeats"), str(error))


class DatesForm(RepeatFields):
    """What the desk asks while somebody chooses: which dates would these be?"""

    starts_at = MomentField(error_messages={"required": gettext_lazy("Give the first date first.")})
    recurrence = forms.CharField(required=False)
    exception_dates = DaysField(forms.DateField(), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("recurrence") and data.get("starts_at") and not self.errors:
            try:
                recurrence.check(
                    data["recurrence"], data["starts_at"], data.get("exception_dates") or [], _zone()
                )
            except recurrence.RuleError as error:
                self.add_error("repeats", str(error))
        return data

    def told(self) -> "Told | None":
        """What is chosen as it stands, what is refused of it left aside."""
        rule, starts_at = self.cleaned_data.get("recurrence"), self.cleaned_data.get("starts_at")
        if not rule or not starts_at or {"repeat_days", "recurrence"} & set(self.errors):
            return None
        return told(rule, starts_at, read_dates(self["exception_dates"].data or "") or [])


class ListedDate(NamedTuple):
    day: dt.date
    weekday: str
    is_out: bool


class Told(NamedTuple):
    """A rule as it is shown: a sentence (empty for a rule that is not weekly) and its dates."""

    sentence: str
    dates: list[ListedDate]
    more: int
    held: int
    last: dt.date | None


def told(rule: str, starts_at: dt.datetime, exceptions: list[dt.date]) -> Told | None:
    """A rule in words and as a list of dates; ``None`` for one that gives none. ``held`` counts without exceptions."""
    try:
        days = [start.date() for start in recurrence.starts(rule, starts_at, _zone())]
    except recurrence.RuleError:
        return None
    taking_place = [day for day in days if day not in exceptions]
    return Told(
        in_words(rule, starts_at, exceptions),
        [ListedDate(day, weekday_name(day.weekday()), day in exceptions) for day in days[:LISTED_AT_MOST]],
        max(0, len(days) - LISTED_AT_MOST),
        len(taking_place),
        taking_place[-1] if taking_place else None,
    )
