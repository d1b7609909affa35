"""Articles by the day on which they appeared: years, months, days."""

import datetime as dt

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Shelf, Shelved
from articles.shelves import ShelfOf, midnight, shelf_page
from common.dates import first_and_next, month_weeks


def _period(year: int, month: int | None = None) -> tuple[dt.date, dt.date]:
    try:
        return first_and_next(year, month)
    except ValueError:
        raise Http404(_("There is no such month. Choose one in the archive.")) from None


def _crumbs(*parts: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Archive"), reverse("articles:archive")), *parts]


def index(request: HttpRequest) -> HttpResponse:
    """All years, with their months and how much appeared in each."""
    years: dict[int, dict[int, int]] = {}
    for year, month, total in ShelfOf().months_with_totals():
        years.setdefault(year, {})[month] = total
    rows = [
        (year, sum(months.values()), [(month, months.get(month, 0)) for month in range(1, 13)])
        for year, months in years.items()
    ]
    return render(request, "articles/archive_index.html", {"years": rows, "crumbs": [(_("Archive"), "")]})


def year(request: HttpRequest, year: int) -> HttpResponse:
    shelf = ShelfOf(days=_period(year))
    counts = {month: total for _year, month, total in shelf.months_with_totals()}
    if not counts:
        raise Http404(_("Nothing appeared in that year."))
    context = {
        "year": year,
        "months": [(month, counts.get(month, 0)) for month in range(1, 13)],
        "page": shelf_page(request, shelf),
        "crumbs": _crumbs((_year_name(year), "")),
    }
    return render(request, "articles/archive_year.html", context)


def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """A calendar of the month with what appeared on each day, and the articles."""
    first, end = _period(year, month)
    shelf = ShelfOf(days=(first, end))
    counts = shelf.days_with_totals()
    if not counts:
        raise Http404(_("Nothing appeared in that month."))
    context = {
        "first": first,
        "weeks": [
            [(day, counts.get(day, 0), day.month == month) for day in week]
            for week in month_weeks(year, month)
        ],
        "page": shelf_page(request, shelf),
        **_around(first, end),
        "crumbs": _crumbs(
            (_year_name(year), reverse("articles:archive_year", args=[year])), (_month_name(month), "")
        ),
    }
    return render(request, "articles/archive_month.html", context)


def day(request: HttpRequest, year: int, month: int, day: int) -> HttpResponse:
    try:
        date = dt.date(year, month, day)
    except ValueError:
        raise Http404(_("There is no such day. Choose one in the archive.")) from None
    page = shelf_page(request, ShelfOf(days=(date, date + dt.timedelta(days=1))))
    if not page.total:
        raise Http404(_("Nothing appeared on that day."))
    context = {
        "date": date,
        "page": page,
        **_around(date, date + dt.timedelta(days=1)),
        "crumbs": _crumbs(
            (_year_name(year), reverse("articles:archive_year", args=[year])),
            (_month_name(month), reverse("articles:archive_month", args=[year, month])),
            (_day_name(day), ""),
        ),
    }
    return render(request, "articles/archive_day.html", context)


def _around(first: dt.date, end: dt.date) -> dict[str, dt.date | None]:
    """The nearest days before and after a period on which something appeared."""
    public = Shelved.objects.published().filter(kind=Shelf.ALL, key=0)
    before = public.filter(at__lt=midnight(first)).newest_first()
    after = public.filter(at__gte=midnight(end)).order_by("at", "article")
    days = [rows.values_list("at", flat=True).first() for rows in (before, after)]
    previous, following = (timezone.localtime(at).date() if at else None for at in days)
    return {"previous": previous, "next": following}


def _year_name(year: int) -> str:
    return _("Year %(year)s") % {"year": year}


def _month_name(month: int) -> str:
    return _("Month %(month)s") % {"month": month}


def _day_name(day: int) -> str:
    return _("Day %(day)s") % {"day": day}
