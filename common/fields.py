"""Form fields that read what people write: days, times and web addresses from a Chinese keyboard."""

import datetime as dt
from typing import Any

from django import forms
from django.contrib.postgres.forms import SimpleArrayField
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.written import narrow, read_address, read_date, read_dates, read_time

NOT_A_DAY = _("This is not a date. Write it as 2026-03-12.")
NOT_A_TIME = _("This is not a time. Write it as 09:30.")
NOT_DAYS = _("Write whole dates with commas between them: 2026-10-01, 2026-10-08.")


class DayField(forms.DateField):
    """A day."""

    default_error_messages = {"invalid": NOT_A_DAY}

    def to_python(self, value: Any) -> dt.date | None:
        day = read_date(value) if isinstance(value, str) else None
        return super().to_python(value) if day is None else day


class TimeOfDayField(forms.TimeField):
    """A time of day; 24:00 is for a field that knows the day too."""

    default_error_messages = {"invalid": NOT_A_TIME}

    def to_python(self, value: Any) -> dt.time | None:
        read = read_time(value) if isinstance(value, str) else None
        return read[0] if read and not read[1] else super().to_python(value)


class MomentField(forms.SplitDateTimeField):
    """A day and a time in two inputs; 24:00 is midnight at the end of that day."""

    default_error_messages = {"invalid_date": NOT_A_DAY, "invalid_time": NOT_A_TIME}

    def clean(self, value: Any) -> Any:
        if isinstance(value, list | tuple) and len(value) == 2:
            value = _as_asked_for(*value)
        return super().clean(value)


def _as_asked_for(day: Any, time: Any) -> list[Any]:
    """What two inputs of Django's take; what cannot be read stays as it was typed, for the message."""
    date = read_date(day) if isinstance(day, str) else None
    read = read_time(time) if isinstance(time, str) else None
    if read and date:
        date += dt.timedelta(days=read[1])
    return [date.isoformat() if date else day, f"{read[0]:%H:%M}" if read else time]


class MomentInOneField(forms.DateTimeField):
    """A day and a time in one input, as browsers send it or as somebody types it."""

    default_error_messages = {"invalid": _("Write the time like 2026-03-12 09:30.")}

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            day, _parting, time = narrow(value).replace("T", " ", 1).partition(" ")
            date, read = read_date(day), read_time(time)
            if date and read:
                value = dt.datetime.combine(date + dt.timedelta(days=read[1]), read[0])
        return super().to_python(value)


class DaysField(SimpleArrayField):
    """Several days with commas, semicolons or blanks between them."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(day.isoformat() for day in value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:  # a list, where the class above, one for texts, gives a text
        if not isinstance(value, str):
            return super().to_python(value)
        days = read_dates(value)
        if days is None:
            raise ValidationError(NOT_DAYS, code="invalid")
        return days


class AddressField(forms.URLField):
    """A web address; one that begins with a host is meant with ``https``."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"assume_scheme": "https", **options})

    def to_python(self, value: Any) -> Any:
        return super().to_python(read_address(value) if isinstance(value, str) else value)
