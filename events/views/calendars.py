"""The month on one sheet, and the calendars to take along."""

import datetime as dt
import hashlib

from django.conf import settings
from django.db.models import Count, DateTimeField, F, Q, Window
from django.db.models.functions import Greatest, RowNumber, TruncDate
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common.linked_data import breadcrumbs
from common.paging import paginate_bounded
from events import calendars, filters
from events.clock import KEPT
from events.coming import Coming
from events.grid import MOST_A_DAY, SheetDate, lasts_long, month_sheet
from events.lists import dates_on_sheet, in_calendars
from events.models import Event, EventQuerySet, Occurrence
from events.views.pages import subscription_address

# The months for which a sheet is drawn: no calendar of ours reaches further, and robots get no endless one.
FIRST_YEAR, LAST_YEAR = 1949, 2099
# A subscribed calendar holds at most so many: what comes next, and as much of the latest as there is room for. Whoever
# wants more of a long list subscribes to a part of it; a file with everything would take a second to write and no
# phone would take it.
MOST = 200
DATES_A_PAGE = 50
SHOWN_OF_A_DATE = (
    "starts_at", "ends_at", "event__title", "event__title_words", "event__status", "event__is_all_day",
    "event__recurrence", "event__place",
)  # fmt: skip


@require_safe
def this_month(request: HttpRequest) -> HttpResponse:
    """Leads to the sheet of the current month."""
    today = timezone.localdate()
    return HttpResponseRedirect(reverse("events:month", args=[today.year, today.month]))


@require_safe
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """The sheet of a month. 404 for a month that no calendar has."""
    if not (1 <= month <= 12 and FIRST_YEAR <= year <= LAST_YEAR):
        raise Http404(_("There is no such month in the calendar."))
    wanted = filters.read_filter(request)
    first = dt.date(year, month, 1)
    following = (first + dt.timedelta(days=31)).replace(day=1)
    previous = (first - dt.timedelta(days=1)).replace(day=1)
    start, end = first - dt.timedelta(days=6), following + dt.timedelta(days=6)
    keys, left_out = _places_on_sheet(wanted, _midnight(start), _midnight(end))
    dates = dates_on_sheet(keys)
    today = timezone.localdate()
    weeks = month_sheet(
        year, month, dates, today=today, language=get_language() or "zh-hans", left_out=left_out
    )
    crumbs = [(_("Events"), reverse("events:upcoming")), (_("Month calendar"), "")]
    context = {
        "first": first,
        "previous": previous if previous.year >= FIRST_YEAR else None,
        "following": following if following.year <= LAST_YEAR else None,
        "weeks": weeks,
        "running": [date for date in dates if lasts_long(date) and _touches(date, first, following)],
        "weekdays": [day.date for day in weeks[0]],
        "is_empty": not any(day.entries for week in weeks for day in week if day.is_in_month),
        "today": today,
        "wanted": wanted,
        "choices": filters.choices(),
        "feed": subscription_address(reverse("events:calendar_ics")),
        "crumbs": crumbs,
        "linked_data": [breadcrumbs(crumbs)],
    }
    return render(request, "events/month.html", context)


def _places_on_sheet(
    wanted: filters.EventFilter, start: dt.datetime, end: dt.datetime
) -> tuple[list[int], dict[dt.date, int]]:
    """The keys of the dates that a sheet has room for, and how many it has none for, by day.

    Of the dates within one day the first of each day, of those over several days all. The dates are counted and put
    in order by themselves, without their events: of a month with thousands only the lines that are shown are read.
    """
    dates = Occurrence.objects.touching(start, end)
    if wanted.is_set:
        dates = dates.filter(event__in=wanted.apply(Event.objects.published()))
    else:
        dates = dates.exclude(event__in=Event.objects.hidden())
    # An end at midnight still belongs to the day before.
    last = Greatest(F("starts_at"), F("ends_at") - dt.timedelta(microseconds=1), output_field=DateTimeField())
    by_day = [F("day"), F("last")]
    rows = (
        dates.annotate(day=TruncDate("starts_at"), last=TruncDate(last))
        .annotate(
            place=Window(RowNumber(), partition_by=by_day, order_by=["starts_at", "event_id"]),
            total=Window(Count("*"), partition_by=by_day),
        )
        .filter(Q(place__lte=MOST_A_DAY) | ~Q(day=F("last")))
        .values_list("pk", "day", "last", "total")
    )
    keys, left_out = [], {}
    for key, day, last_day, total in rows:
        keys.append(key)
        if day == last_day and total > MOST_A_DAY:
            left_out[day] = total - MOST_A_DAY
    return keys, left_out


@require_safe
def day(request: HttpRequest, year: int, month: int, day: int) -> HttpResponse:
    """All events of one day, page by page: where the sheet of the month has no room for them."""
    try:
        date = dt.date(year, month, day)
    except ValueError:
        date = dt.date.min
    if not FIRST_YEAR <= date.year <= LAST_YEAR:
        raise Http404(_("There is no such day in the calendar."))
    wanted = filters.read_filter(request)
    dates = (
        Occurrence.objects.touching(_midnight(date), _midnight(date + dt.timedelta(days=1)))
        .filter(event__in=wanted.apply(Event.objects.published()))
        .select_related("event")
        .only(*SHOWN_OF_A_DATE)
        .order_by("starts_at", "event_id")
    )
    crumbs = [
        (_("Events"), reverse("events:upcoming")),
        (_("Month calendar"), reverse("events:month", args=[year, month])),
        (date.isoformat(), ""),
    ]
    context = {
        "date": date,
        "page": paginate_bounded(request, dates, keep=wanted.query_string, size=DATES_A_PAGE),
        "today": timezone.localdate(),
        "wanted": wanted,
        "choices": filters.choices(),
        "crumbs": crumbs,
        "linked_data": [breadcrumbs(crumbs)],
    }
    return render(request, "events/day.html", context)


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time.min, timezone.get_default_timezone())


def _touches(date: SheetDate, first: dt.date, following: dt.date) -> bool:
    return date.starts_at < _midnight(following) and date.ends_at > _midnight(first)


@require_safe
def calendar_ics(request: HttpRequest) -> HttpResponse:
    """All public events to subscribe to, or those of a filter."""
    wanted = filters.read_filter(request)
    name = " · ".join([_("Events of the unions"), *wanted.labels])
    return calendar_response(
        request, wanted.apply(Event.objects.published()), name, reverse("events:upcoming")
    )


@require_safe
def event_ics(request: HttpRequest, pk: int) -> HttpResponse:
    """One event to take over into a calendar; a cancelled one is taken out of it again."""
    event = get_object_or_404(Event.objects.published(), pk=pk)
    response = HttpResponse(calendars.calendar_file([event]), content_type=calendars.CONTENT_TYPE)
    response["Content-Disposition"] = f'inline; filename="event-{event.pk}.ics"'
    return response


def calendar_response(
    request: HttpRequest, events: EventQuerySet, name: str, page: str, *, few: bool = False
) -> HttpResponse:
    """A calendar to subscribe to; "not modified" to whoever has these very bytes already.

    ``page`` is the path of the page that shows the same events; for ``few`` see ``Coming``.
    """
    now = timezone.now()
    keys = Coming(events, now, few=few).keys(MOST)
    latest = events.past(now).filter(last_ends_at__gt=now - KEPT)
    # With a column that no index holds: of a few events the planner then goes by those, and reads no index of all.
    keys += [key for key, _starts_at in latest.values_list("pk", "starts_at")[: MOST - len(keys)]]
    content = calendars.calendar_file(in_calendars(keys), name=name, url=settings.SITE_URL + page)
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    response = HttpResponse(content, content_type=calendars.CONTENT_TYPE)
    response["ETag"] = etag
    response["Content-Disposition"] = 'inline; filename="events.ics"'
    return get_conditional_response(request, etag=etag, response=response) or response
