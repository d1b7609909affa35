"""Discovery by search engines, browsers and phones: sitemaps, robots.txt, OpenSearch, the web manifest.

All are the same bytes for everybody and name addresses under ``SITE_URL``, whatever host was asked.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connections, models, router
from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Greatest
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from articles.models import (
    Article,
    Column,
    Correction,
    Edition,
    Section,
    Shelf,
    Shelved,
    Topic,
)
from articles.shelves import FILE_KEYS, files_with_last_change
from common.compiled import NOW, Compiled, Given, Together
from common.linked_data import absolute
from common.reversing import addresses
from common.text import without_controls
from events.models import Event
from organizations.models import Organization, Person

# The protocol allows 50,000 addresses a file; smaller ones are made quickly and fetched again only when they change.
# A file holds a range of keys (``FILE_KEYS``), so an article never changes files, and no count finds a file.
NEWS_DAYS = 2  # a news sitemap holds the articles of two days, and at most 1,000
NEWS_MOST = 1000
_FILES_OF_EVENTS = """
    SELECT number FROM generate_series(0, (SELECT (max(id) - 1) / %s FROM events_event)) AS files (number)
    WHERE EXISTS (SHOWN) ORDER BY number
"""


# The rows of a file: as one statement each, in which thousands of rows travel as one text.
_START, _BEHIND = Given("start", models.BigIntegerField()), Given("behind", models.BigIntegerField())


def _articles_of_file() -> QuerySet[Any, Any]:
    corrections = Correction.objects.filter(article=OuterRef("article")).order_by("-corrected_at")
    # Pinning changes no text; a correction does.
    changed_at = Greatest("at", Subquery(corrections.values("corrected_at")[:1]))
    of_file = Shelved.objects.published(NOW).filter(
        kind=Shelf.FILE, key=Given("file", models.BigIntegerField())
    )
    return of_file.annotate(changed_at=changed_at).values_list("article", "changed_at")


def _pages() -> dict[str, QuerySet[Any, Any]]:
    """Under the names of their pages: what stands in the address, and the last change where it is known."""
    return {
        "organizations:organization": Organization.objects.active()
        .order_by("pk")
        .values_list("slug", "updated_at"),
        "people:person": Person.objects.shown().order_by("pk").values_list("pk", "updated_at"),
        "articles:section": Section.objects.values_list("slug", _UNKNOWN),
        "articles:column": Column.objects.values_list("slug", _UNKNOWN),
        "articles:topic": Topic.objects.values_list("slug", _UNKNOWN),
        "articles:edition": Edition.objects.published(NOW).values_list("date", _UNKNOWN),
    }


def _news() -> QuerySet[Any, Any]:
    fresh = Article.objects.published(NOW).filter(published_at__gte=Given("since", models.DateTimeField()))
    return fresh.newest_first().values_list("pk", "title", "published_at")


_UNKNOWN = Value(None, output_field=models.DateTimeField())
_ARTICLES = Together(lambda: {"rows": _articles_of_file()})
_EVENTS = Together(
    lambda: {
        "rows": Event.objects.published(NOW)
        .filter(pk__gt=_START, pk__lte=_BEHIND)
        .order_by()
        .values_list("pk", "updated_at")
    }
)
_PAGES = Together(_pages)
_NEWS = Together(lambda: {"rows": _news()[:NEWS_MOST]})
_IS_NEWS = Compiled(lambda: _news()[:1])


class Entry(NamedTuple):
    """A ``<url>`` or ``<sitemap>``: its full address."""

    address: str


def _xml(
    request: HttpRequest, template: str, context: dict[str, Any], kind: str = "application/xml"
) -> HttpResponse:
    return render(request, template, context, content_type=f"{kind}; charset=utf-8")


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """``/sitemap.xml``: the files of addresses."""
    first = [Entry(absolute(reverse("sitemap_pages")))]
    if _IS_NEWS.ask(**_news_times()):
        first.append(Entry(absolute(reverse("sitemap_news"))))
    articles = ((number + 1, changed_at) for number, changed_at in files_with_last_change(timezone.now()))
    events = ((number + 1, None) for number in _files_of_events())
    lines = [_lines("sitemap_articles", articles, "sitemap"), _lines("sitemap_events", events, "sitemap")]
    return _xml(request, "portal/sitemap_index.xml", {"entries": first, "lines": lines})


def _files_of_events() -> list[int]:
    """The files that hold an event, from 0. One query: each range of keys is asked for one event."""
    first, behind = RawSQL("files.number * %s", [FILE_KEYS]), RawSQL("(files.number + 1) * %s", [FILE_KEYS])
    shown = Event.objects.published().filter(pk__gt=first, pk__lte=behind).order_by().values("pk")[:1]
    statement, values = shown.query.sql_with_params()
    with connections[router.db_for_read(Event)].cursor() as cursor:
        cursor.execute(_FILES_OF_EVENTS.replace("SHOWN", statement), [FILE_KEYS, *values])
        return [number for (number,) in cursor.fetchall()]


@require_safe
def sitemap_events(request: HttpRequest, number: int) -> HttpResponse:
    """The events with keys from ``(number - 1) * FILE_KEYS + 1`` on."""
    return _file(request, number, _EVENTS, "events:event")


@require_safe
def sitemap_articles(request: HttpRequest, number: int) -> HttpResponse:
    """The articles with keys from ``(number - 1) * FILE_KEYS + 1`` on."""
    return _file(request, number, _ARTICLES, "articles:article")


def _file(request: HttpRequest, number: int, of_file: Together, view: str) -> HttpResponse:
    if not 1 <= number <= 2**31 // FILE_KEYS:
        raise Http404
    start = (number - 1) * FILE_KEYS
    shown = of_file.ask(file=number - 1, start=start, behind=start + FILE_KEYS, now=timezone.now())["rows"]
    if not shown:
        raise Http404
    return _xml(request, "portal/sitemap_articles.xml", {"lines": _lines(view, sorted(shown))})


def _lines(
    view: str, rows: Iterable[tuple[Any, dt.datetime | None]], tag: str = "url", *, sample: str = "0"
) -> SafeString:
    """A line for each row, with the key or the name in its address and its last change.

    Thousands of lines: the address is worked out once, for a ``sample``, and they are written without a template.
    """
    zone = timezone.get_current_timezone()
    before, after = absolute(reverse(view, args=[sample])).rsplit(sample, 1)

    def line(key: int | str | dt.date, changed_at: dt.datetime | None) -> str:
        changed = f"<lastmod>{changed_at.astimezone(zone).isoformat()}</lastmod>" if changed_at else ""
        return f"<{tag}><loc>{before}{key if isinstance(key, int) else escape(key)}{after}</loc>{changed}</{tag}>"

    return SafeString("\n".join(line(*row) for row in rows))


@require_safe
def sitemap_pages(request: HttpRequest) -> HttpResponse:
    """Everything that is neither an article nor an event: lists, organizations, people, issues."""
    names = (
        "portal:home", "articles:news", "articles:archive", "articles:editions", "organizations:directory",
        "organizations:stations", "people:people", "events:upcoming",
    )  # fmt: skip
    found = _PAGES.ask(now=timezone.now())
    editions = found.pop("articles:edition")
    lines = [_lines(view, rows) for view, rows in found.items()]
    lines.append(_lines("articles:edition", editions, sample=f"{dt.date.min}"))
    return _xml(
        request,
        "portal/sitemap.xml",
        {"entries": [Entry(absolute(reverse(name))) for name in names], "lines": lines},
    )


@require_safe
def sitemap_news(request: HttpRequest) -> HttpResponse:
    """The newest articles with their headlines, for news search; 404 without any: a sitemap holds at least one."""
    articles = _NEWS.ask(**_news_times())["rows"]
    if not articles:
        raise Http404
    return _xml(request, "portal/sitemap_news.xml", {"lines": _news_lines(articles)})


def _news_times() -> dict[str, dt.datetime]:
    now = timezone.now()
    return {"now": now, "since": now - dt.timedelta(days=NEWS_DAYS)}


def _news_lines(articles: Iterable[tuple[int, str, dt.datetime]]) -> SafeString:
    """As ``_lines``, without a template: there may be a thousand."""
    zone, address = timezone.get_current_timezone(), addresses("articles:article")
    publication = (
        f"<news:publication><news:name>{escape(settings.SITE['name'])}</news:name>"
        "<news:language>zh-cn</news:language></news:publication>"
    )
    return SafeString(
        "\n".join(
            f"<url><loc>{absolute(address(key))}</loc><news:news>{publication}"
            f"<news:publication_date>{at.astimezone(zone).isoformat()}</news:publication_date>"
            f"<news:title>{escape(without_controls(title))}</news:title></news:news></url>"
            for key, title, at in articles
        )
    )


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Keep out of the desk, previews and search results; everything else is meant to be found."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /en/admin/",
        "Disallow: /preview/",
        "Disallow: /en/preview/",
        "Disallow: /search/",
        "Disallow: /en/search/",
        "",
        f"Sitemap: {absolute(reverse('sitemap'))}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def opensearch(request: HttpRequest) -> HttpResponse:
    """The search as browsers can add it to theirs (OpenSearch 1.1)."""
    return _xml(request, "portal/opensearch.xml", {}, "application/opensearchdescription+xml")


@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """The web app manifest: name, icons and colours on a phone's home screen."""
    data = {
        "name": settings.SITE["name"],
        "short_name": settings.SITE["name"][:12],
        "description": settings.SITE["description"],
        "lang": "zh-Hans",
        "start_url": "/",
        "scope": "/",
        "display": "minimal-ui",
        "background_color": "#FBF8F3",
        "theme_color": "#FBF8F3",
        "icons": [
            {"src": static(f"img/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
            for size in (192, 512)
        ],
    }
    return JsonResponse(
        data, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False}
    )
