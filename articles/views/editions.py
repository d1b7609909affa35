"""The printed paper: a calendar of issues, one issue, one page of it."""

import datetime as dt

from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, Edition, EditionPage
from common.dates import month_weeks


def index(request: HttpRequest) -> HttpResponse:
    """The latest issue, and a year of issues as calendars, the newest month first; ``?year=`` for older ones."""
    issues = Edition.objects.readable()
    years = [day.year for day in issues.dates("date", "year", order="DESC")]
    wanted = request.GET.get("year", "")
    if wanted and (not wanted.isascii() or not wanted.isdigit() or int(wanted[:9]) not in years):
        raise Http404(_("No issue of that year can be read here."))
    year = int(wanted) if wanted else (years[0] if years else timezone.localdate().year)
    by_date = {issue.date: issue for issue in issues.filter(date__year=year)}
    months = sorted({date.month for date in by_date}, reverse=True)
    calendars = [
        (
            dt.date(year, month, 1),
            [[(day, by_date.get(day) if day.month == month else None, day.month == month) for day in week]
             for week in month_weeks(year, month)],
        )
        for month in months
    ]  # fmt: skip
    latest = issues.prefetch_related(_pages()).first()
    context = {
        "latest": latest,
        "year": year,
        "years": years,
        "calendars": calendars,
        "crumbs": [(_("Read the paper"), "")],
    }
    return render(request, "articles/edition_list.html", context)


def edition(request: HttpRequest, date: dt.date) -> HttpResponse:
    """All pages of one issue with their articles."""
    issue = get_object_or_404(Edition.objects.readable().prefetch_related(_pages()), date=date)
    context = {
        "issue": issue,
        "pages": [page for page in issue.pages.all() if _can_be_read(page)],
        **_neighbouring_issues(issue),
        "crumbs": [(_("Read the paper"), reverse("articles:editions")), (issue.date.isoformat(), "")],
    }
    return render(request, "articles/edition_detail.html", context)


def page(request: HttpRequest, date: dt.date, number: int) -> HttpResponse:
    """One page: its articles in their order, its picture or PDF, the pages and issues around it."""
    issue = get_object_or_404(Edition.objects.readable().prefetch_related(_pages()), date=date)
    pages = [page for page in issue.pages.all() if _can_be_read(page)]
    index = next((index for index, page in enumerate(pages) if page.number == number), None)
    if index is None:
        raise Http404(_("This issue has no such page."))
    context = {
        "issue": issue,
        "paper_page": pages[index],
        "pages": pages,
        "previous_page": pages[index - 1] if index else None,
        "next_page": pages[index + 1] if index + 1 < len(pages) else None,
        **_neighbouring_issues(issue),
        "crumbs": [
            (_("Read the paper"), reverse("articles:editions")),
            (issue.date.isoformat(), issue.get_absolute_url()),
            (pages[index].label, ""),
        ],
    }
    return render(request, "articles/edition_page.html", context)


def _pages() -> "Prefetch[str]":
    """Pages with what readers may see of them, in the order of print."""
    articles = Article.objects.published().for_lists().order_by("page_position", "published_at", "pk")
    pages = EditionPage.objects.select_related("scan", "edition").prefetch_related(
        Prefetch("articles", queryset=articles, to_attr="shown"), "credits__contributor"
    )
    return Prefetch("pages", queryset=pages)


def _can_be_read(page: EditionPage) -> bool:
    """Whether a page of ``_pages()`` has anything for readers: articles, its picture or its PDF."""
    return bool(vars(page)["shown"] or page.scan_id or page.pdf)


def _neighbouring_issues(issue: Edition) -> dict[str, Edition | None]:
    issues = Edition.objects.readable()
    return {
        "previous_issue": issues.filter(date__lt=issue.date).order_by("-date").first(),
        "next_issue": issues.filter(date__gt=issue.date).order_by("date").first(),
    }
