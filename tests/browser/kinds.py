"""One address of every kind of readers' page, taken from what a portal holds.

Asked inside the portal: ``manage.py shell -c "from tests.browser.kinds import say; say()"``.
"""

import json
from collections.abc import Callable
from urllib.parse import quote

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils import timezone

from articles.models import Article, Column, Contributor, Edition, EditionPage, Genre, Section, Tag, Topic
from articles.models.status import WithdrawalKind
from events.models import Event, EventStatus, Programme
from organizations.models import Kind, Organization, Person

FIXED = {
    "home": "/",
    "home in English": "/en/",
    "all news": "/articles/",
    "list of columns": "/columns/",
    "list of topics": "/topics/",
    "archive": "/archive/",
    "directory as a tree": "/organizations/",
    "directory, filtered": "/organizations/?kind=district",
    "stations": "/stations/",
    "people": "/people/",
    "events to come": "/events/",
    "events of the past": "/events/past/",
    "programmes": "/events/programmes/",
    "editions": "/editions/",
    "search, empty": "/search/",
    "search with hits": "/search/?q=" + quote("工会"),
    "search without hits": "/search/?q=" + quote("无此词语甲乙丙"),
    "unknown page": "/articles/nothing/",
    "unknown address": "/nowhere/laomo/",
}


BELOW = ("news", "events", "units", "stations", "people")
MORE = (
    "article in English",
    "archive of a year",
    "archive of a month",
    "archive of a day",
    *(f"organization's {part}" for part in BELOW),
)


def names() -> tuple[str, ...]:
    """The kinds, in the order of ``addresses``."""
    return (*FIXED, *_articles(), *_places(), *_organizations(), *_events(), *MORE)


def addresses() -> dict[str, str]:
    """A word for the kind, and the address of one page of it. A kind of which there is nothing is left out."""
    wanted: dict[str, Callable[[], object]] = _articles() | _places() | _organizations() | _events()
    found = {kind: find() for kind, find in wanted.items()}
    return FIXED | {kind: _address(row) for kind, row in found.items() if row is not None} | _more(found)


def say() -> None:
    print(json.dumps(addresses()))


def _address(row: object) -> str:
    return row if isinstance(row, str) else row.get_absolute_url()  # type: ignore[attr-defined]


def _more(found: dict[str, object]) -> dict[str, str]:
    """Pages below or beside those found."""
    article, union = found["article: feature"], found["organization: district"]
    if not isinstance(article, Article) or not isinstance(union, Organization):
        return {}
    day = timezone.localtime(article.published_at)
    paths = (
        "/en" + article.get_absolute_url(),
        *(f"/archive/{day:{form}}/" for form in ("%Y", "%Y/%m", "%Y/%m/%d")),
        *(f"{union.get_absolute_url()}{part}/" for part in BELOW),
    )
    return dict(zip(MORE, paths, strict=True))


def _articles() -> dict[str, Callable[[], object]]:
    public = Article.objects.published().newest_first()

    def of_genre(genre: str) -> Callable[[], object]:
        return lambda: (
            public.filter(genre=genre).annotate(weight=Count("photo_entries")).order_by("-weight").first()
        )

    withdrawn = Article.objects.originals().filter(published_at__isnull=False)
    return {
        **{f"article: {genre.value.replace('_', ' ')}": of_genre(genre) for genre in Genre},
        "article with figures": lambda: public.annotate(n=Count("figures")).order_by("-n").first(),
        "article without a picture": lambda: public.filter(photo_entries__isnull=True).first(),
        "article corrected": lambda: public.filter(corrections__isnull=False).first(),
        "article reprinted": lambda: public.filter(is_reprint=True).first(),
        "article kept with a notice": lambda: withdrawn.filter(withdrawal_kind=WithdrawalKind.KEPT).first(),
        "article withdrawn": lambda: withdrawn.filter(withdrawal_kind=WithdrawalKind.GONE).first(),
    }


def _places() -> dict[str, Callable[[], object]]:
    public = Article.objects.published()

    def fullest(rows: "QuerySet[Article]") -> Callable[[], object]:
        return lambda: rows.annotate(n=Count("articles")).order_by("-n").first()

    def tag() -> object:
        row = Tag.objects.annotate(n=Count("items")).order_by("-n").first()
        return f"/tags/{quote(row.slug)}/" if row else None

    shown = EditionPage.objects.filter(Exists(public.filter(edition_page=OuterRef("pk")))).order_by(
        "-edition__date"
    )
    return {
        "section": fullest(Section.objects.all()),
        "column": fullest(Column.objects.filter(parent=None)),
        "sub-column": fullest(Column.objects.exclude(parent=None)),
        "topic": lambda: Topic.objects.filter(is_archived=False).first(),
        "topic, archived": lambda: Topic.objects.filter(is_archived=True).first(),
        "tag": tag,
        "contributor": lambda: Contributor.objects.annotate(n=Count("credits")).order_by("-n").first(),
        "edition": lambda: Edition.objects.readable().first(),
        "page of an edition": lambda: shown.first(),
        "page with a scan": lambda: shown.exclude(scan=None).first(),
    }


def _organizations() -> dict[str, Callable[[], object]]:
    def of_kind(kind: str) -> Callable[[], object]:
        rows = Organization.objects.filter(kind=kind)
        return lambda: rows.annotate(n=Count("article_entries")).order_by("-n").first()

    kinds = (Kind.NATIONAL, Kind.PROVINCE, Kind.DISTRICT, Kind.SUBDISTRICT, Kind.STATION, Kind.CRAFT_COLLEGE)
    return {
        **{f"organization: {kind.value.replace('_', ' ')}": of_kind(kind) for kind in kinds},
        "person": lambda: Person.objects.shown().exclude(portrait=None).first(),
    }


def _events() -> dict[str, Callable[[], object]]:
    def plain() -> object:
        rows = Event.objects.filter(status=EventStatus.SCHEDULED, recurrence="")
        return rows.exclude(sign_up_url="").order_by("-starts_at").first()

    return {
        "month": lambda: f"/events/{timezone.localdate():%Y/%m}/",
        "day": lambda: f"/events/{timezone.localdate():%Y/%m/%d}/",
        "event": plain,
        "event, over": lambda: Event.objects.filter(articles__isnull=False).order_by("starts_at").first(),
        "event, cancelled": lambda: Event.objects.filter(status=EventStatus.CANCELLED).first(),
        "event, postponed": lambda: Event.objects.filter(status=EventStatus.POSTPONED).first(),
        "event, recurring": lambda: Event.objects.exclude(recurrence="").first(),
        "programme": lambda: Programme.objects.first(),
    }
