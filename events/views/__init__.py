"""Readers' pages of events. They show only what is published, and are the same for everybody."""

from events.views.calendars import calendar_ics, calendar_response, day, event_ics, month, this_month
from events.views.pages import event, past, programme, programmes, subscription_address, upcoming

__all__ = [
    "calendar_ics",
    "calendar_response",
    "day",
    "event",
    "event_ics",
    "month",
    "past",
    "programme",
    "programmes",
    "subscription_address",
    "this_month",
    "upcoming",
]
