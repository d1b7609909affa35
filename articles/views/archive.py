"""Articles by the day on which they appeared: years, months, days."""

import datetime as dt

from django.db.models import Count
from django.db.models.functions import ExtractMonth, ExtractYear, TruncDate
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, ArticleQuerySet
from common.dates import first_and_next, month_weeks
from common.paging import paginate


def _between(first: dt.date, end: dt.date) -> ArticleQuerySet:
    """Public articles from the first day on, before the day ``end``; days are those of the site's zone."""
    return Article.objects.published().filter(
        published_at__gte=_midnight(first), published_at__lt=_midnight(end)
    )


def _period(year: int, month: int | None = None) -> tuple[dt.date, dt.date]:
    try:
        return first_and_next(year, month)
    except ValueError:
        raise Http404(_("There is no such month. Choose one in the archive.")) from None


def _crumbs(*parts: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Archive"), reverse("articles:archive")), *parts]


def index(request: HttpRequest) -> HttpResponse:
    """All years, with their months and how much appeared in each."""
    counts = (
        Article.objects.published()
        .order_by()
        .annotate(y=ExtractYear("published_at"), m=ExtractMonth("published_at"))
        .values("y", "m")
        .annotate(total=Count("pk"))
        .order_by("-y", "m")
    )
    years: dict[int, dict[int, int]] = {}
    for row in counts:
        years.setdefault(row["y"], {})[row["m"]] = row["total"]
    rows = [
        (year, sum(months.values()), [(month, months.get(month, 0)) for month in range(1, 13)])
        for year, months in years.items()
    ]
    return render(request, "articles/archive_index.html", {"years": rows, "crumbs": [(_("Archive"), "")]})


def year(request: HttpRequest, year: int) -> HttpResponse:
    rows = _between(*_period(year))
    counts = dict(
        rows.order_by()
        .annotate(m=ExtractMonth("published_at"))
        .values("m")
        .annotate(total=Count("pk"))
        .values_list("m", "total")
    )
    if not counts:
        raise Http404(_("Nothing appeared in that year."))
    context = {
        "year": year,
        "months": [(month, counts.get(month, 0)) for month in range(1, 13)],
        "page": paginate(request, rows.for_lists().newest_first(), total=sum(counts.values())),
        "crumbs": _crumbs((_year_name(year), "")),
    }
    return render(request, "articles/archive_year.html", context)


def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """A calendar of the month with what appeared on each day, and the articles."""
    first, end = _period(year, month)
    rows = _between(first, end)
    counts = dict(
        rows.order_by()
        .annotate(d=TruncDate("published_at"))
        .values("d")
        .annotate(total=Count("pk"))
        .values_list("d", "total")
    )
    if not counts:
        raise Http404(_("Nothing appeared in that month."))
    context = {
        "first": first,
        "weeks": [
            [(day, counts.get(day, 0), day.month == month) for day in week]
            for week in month_weeks(year, month)
        ],
        "page": paginate(request, rows.for_lists().newest_first(), total=sum(counts.values())),
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
    rows = _between(date, date + dt.timedelta(days=1))
    page = paginate(request, rows.for_lists().newest_first())
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


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), timezone.get_default_timezone())


def _around(first: dt.date, end: dt.date) -> dict[str, dt.date | None]:
    """The nearest days before and after a period on which something appeared."""
    public = Article.objects.published()
    before = public.filter(published_at__lt=_midnight(first)).newest_first()
    after = public.filter(published_at__gte=_midnight(end)).order_by("published_at", "pk")
    days = [rows.values_list("published_at", flat=True).first() for rows in (before, after)]
    previous, following = (timezone.localtime(at).date() if at else None for at in days)
    return {"previous": previous, "next": following}


def _year_name(year: int) -> str:
    return _("Year %(year)s") % {"year": year}


def _month_name(month: int) -> str:
    return _("Month %(month)s") % {"month": month}


def _day_name(day: int) -> str:
    return _("Day %(day)s") % {"day": day}
