"""The search page: one list of everything that readers may see, narrowed and sorted, with the passages that answer."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from articles.models import Article, Column, Genre, Section, Shelf, Shelved, Tag, Topic
from common.client_address import client_address
from common.html import html_to_text
from common.pace import Pace
from common.paging import PAGE_SIZE, Page, page_number, refuse_beyond
from common.text import tidy_line
from events.models import Event, Programme
from organizations.models import Organization, Person
from portal.readers.search_counts import Filter, Option, among, options
from portal.web.errors import too_often
from search import finding, index, names, passages, queries
from search.finding import Hits, Narrowed
from search.queries import MOST_CHARACTERS, Query

ANCIENT = dt.date(1900, 1, 1)
PACE = Pace(burst=60)  # searches
OF_SUGGESTIONS = 0.2  # of a search, which they cost


@dataclass(frozen=True, slots=True)
class Kind:
    """What readers know as one kind of result, with the ``kinds`` of documents that it consists of."""

    label: Any
    kinds: tuple[str, ...]


KINDS = {
    "article": Kind(gettext_lazy("Articles"), ("article",)),
    "organization": Kind(gettext_lazy("Organizations"), ("organization",)),
    "station": Kind(gettext_lazy("Stations"), ("station",)),
    "person": Kind(gettext_lazy("People"), ("person",)),
    "event": Kind(gettext_lazy("Events"), ("event", "programme")),
    "list": Kind(gettext_lazy("Sections and tags"), ("section", "column", "topic", "tag")),
}
LABELS = {
    "article": gettext_lazy("Article"),
    "organization": gettext_lazy("Organization"),
    "station": gettext_lazy("Station"),
    "person": gettext_lazy("Person"),
    "event": gettext_lazy("Event"),
    "programme": gettext_lazy("Programme"),
    "section": gettext_lazy("Section"),
    "column": gettext_lazy("Column"),
    "topic": gettext_lazy("Topic"),
    "tag": gettext_lazy("Tag"),
}
SORTS = ("relevance", "date")


def _tags() -> Any:
    filled = Shelved.objects.published().filter(kind=Shelf.TAG).values("key")
    return Tag.objects.filter(shown_under=None, pk__in=filled)


# Of these the documents say too little: whether readers find anything there is told by other rows and by the clock.
BY_OTHERS = ("column", "topic", "tag")
# The rows that readers may see now, and of each what a passage is taken from.
ROWS: dict[str, Callable[[], Any]] = {
    "article": lambda: Article.objects.published().select_related("section", "column"),
    "organization": Organization.objects.active,
    "station": lambda: Organization.objects.active().stations(),
    "person": lambda: Person.objects.shown().select_related("organization"),
    "event": lambda: Event.objects.published().for_lists(),
    "programme": Programme.objects.all,
    "section": Section.objects.all,
    "column": Column.objects.with_published,
    "topic": Topic.objects.with_published,
    "tag": _tags,
}
TEXTS: dict[str, Callable[[Any], list[str]]] = {
    "article": lambda row: [row.summary, row.body_text],
    "organization": lambda row: [row.services, html_to_text(row.description)],
    "station": lambda row: [row.services, html_to_text(row.description)],
    "person": lambda row: [html_to_text(row.biography)],
    "event": lambda row: [html_to_text(row.description), row.audience],
    "programme": lambda row: [html_to_text(row.description)],
    "topic": lambda row: [row.lead],
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One result: the row of its kind, with title and passage marked."""

    kind: str
    row: Any
    title: SafeString
    passage: SafeString

    @property
    def document(self) -> tuple[str, int]:
        """Kind and key."""
        return self.kind, self.row.pk

    @property
    def label(self) -> str:
        return str(LABELS[self.kind])

    @property
    def address(self) -> str:
        return (
            reverse("articles:tag", args=[self.row.slug])
            if self.kind == "tag"
            else str(self.row.get_absolute_url())
        )


@dataclass
class Asked:
    """What the address asks for; ``wrong`` is a sentence about what cannot be meant."""

    query: str
    kind: str = ""
    sort: str = "relevance"
    section: Section | None = None
    organization: Organization | None = None
    tag: Tag | None = None
    genre: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    wrong: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, request: HttpRequest) -> "Asked":
        """Parameters that nobody knows are none; days that cannot be read are said."""
        given = request.GET
        asked = cls(tidy_line(given.get("q", "")[: MOST_CHARACTERS * 100]))
        asked.kind = given.get("kind", "") if given.get("kind") in KINDS else ""
        asked.sort = given.get("sort", "") if given.get("sort") in SORTS else "relevance"
        asked.genre = given.get("genre", "") if given.get("genre") in Genre.values else ""
        slug = {
            name: value
            for name in ("section", "organization", "tag")
            if _is_slug(value := given.get(name, ""))
        }
        asked.section = Section.objects.filter(slug=slug["section"]).first() if "section" in slug else None
        if "organization" in slug:
            asked.organization = Organization.objects.active().filter(slug=slug["organization"]).first()
        asked.tag = _tags().filter(slug=slug["tag"]).first() if "tag" in slug else None
        asked.since, asked.until = (asked._day(given.get(name, "")) for name in ("from", "to"))
        if asked.since and asked.until and asked.since > asked.until:
            asked.since, asked.until = asked.until, asked.since
        return asked

    def _day(self, text: str) -> dt.date | None:
        text = text.strip()[:20]
        if not text:
            return None
        try:
            day = dt.date.fromisoformat(text)
        except ValueError:
            self.wrong.append(_("“%(day)s” is no day: write it like 2026-03-12.") % {"day": text})
            return None
        return day if day >= ANCIENT else None

    @property
    def narrowed(self) -> Narrowed:
        marks = [f"genre:{self.genre}"] if self.genre else []
        for name, row in (("section", self.section), ("organization", self.organization), ("tag", self.tag)):
            marks += [f"{name}:{row.pk}"] if row is not None else []
        until = self.until + dt.timedelta(days=1) if self.until and self.until < dt.date.max else None
        return Narrowed(tuple(marks), _midnight(self.since), _midnight(until))

    @property
    def is_narrowed(self) -> bool:
        return self.narrowed != Narrowed()

    def parameters(self, **other: str) -> str:
        """The address of the same search with something else in it; what is empty stands in no address."""
        values = {
            "q": self.query, "kind": self.kind, "sort": "" if self.sort == "relevance" else self.sort,
            "section": self.section.slug if self.section else "",
            "organization": self.organization.slug if self.organization else "",
            "tag": self.tag.slug if self.tag else "", "genre": self.genre,
            "from": self.since.isoformat() if self.since else "", "to": self.until.isoformat() if self.until else "",
        } | other  # fmt: skip
        return urlencode({name: value for name, value in values.items() if value})


def _is_slug(text: str) -> bool:
    return bool(re.fullmatch(r"[-\w]{1,200}", text))


def _midnight(day: dt.date | None) -> dt.datetime | None:
    return timezone.make_aware(dt.datetime.combine(day, dt.time())) if day else None


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """``?q=`` with ``kind``, ``section``, ``organization``, ``tag``, ``genre``, ``from``, ``to`` and ``sort``."""
    asked = Asked.of(request)
    context: dict[str, Any] = {"query": asked.query, "asked": asked, "crumbs": [(_("Search"), "")]}
    if len(asked.query) > MOST_CHARACTERS:
        context |= {"query": "", "too_long": MOST_CHARACTERS}
        return render(request, "search/search.html", context, status=400)
    if asked.query:
        if seconds := _has_to_wait(request):
            return too_often(request, seconds)
        index.bring_up_to_date()
        query = queries.read(asked.query)
        hits = finding.find(query, asked.narrowed, asked.sort)
        if hits.has_more and asked.kind:
            _fill_up(hits, query, asked)
        context |= _results(request, asked, query, hits)
    return render(request, "search/search.html", context)


def _has_to_wait(request: HttpRequest, cost: float = 1) -> float:
    """For how many seconds this visitor gets nothing more from this worker."""
    return PACE.wait(client_address(request), settings.SEARCHES_A_SECOND, cost)


def _results(request: HttpRequest, asked: Asked, query: Query, hits: Hits) -> dict[str, Any]:
    holding_all = frozenset(hits.rows[: hits.whole])
    hits_shown = shown_rows(hits.rows)

    def counted(some: list[tuple[str, int]]) -> list[tuple[str, int]]:
        """What holds only some of the words is counted where there is nothing else."""
        return [row for row in some if row in holding_all] or some

    rows = [row for row in hits_shown if not asked.kind or row[0] in KINDS[asked.kind].kinds]
    number = page_number(request)
    # Whoever finds what was typed has made no slip.
    is_slip = number == 1 and (hits.left_out or hits.whole < finding.ENOUGH)
    meant = shown_names(names.meant(asked.query))[: names.MOST_OFFERED] if is_slip else []
    refuse_beyond(number, PAGE_SIZE, len(rows))
    shown = rows[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    forms = sorted(
        {form for word in [*query.words, *query.pieces] for form in word.forms}, key=len, reverse=True
    )
    entries = entries_of(shown, forms)
    page: Page[Any] = Page(entries, number, len(rows), PAGE_SIZE, f"{request.path}?{asked.parameters()}")
    # Of those that hold only some of the words the page says so, unless there are no others.
    answers = [entry for entry in entries if not holding_all or entry.document in holding_all]
    return {
        "page": page,
        "answers": answers,
        "near": entries[len(answers) :],
        "number": len(counted(rows)),
        "tabs": _tabs(asked, hits_shown, counted(hits_shown), hits.has_more),
        "all_address": asked.parameters(kind=""),
        "everything": urlencode({"q": asked.query}),
        "sorts": [(sort, label, asked.parameters(sort="" if sort == "relevance" else sort))
                  for sort, label in zip(SORTS, (_("Best first"), _("Latest first")), strict=True)],
        "has_more": hits.has_more,
        "left_out": hits.left_out,
        "is_nearest": hits.is_nearest,
        "meant": [(name, urlencode({"q": name})) for name in meant],
        "filters": _filters(asked, counted(rows)),
    }  # fmt: skip


def _tabs(
    asked: Asked, rows: Sequence[tuple[str, int]], counted: Sequence[tuple[str, int]], has_more: bool
) -> list[tuple[str, str, int, str]]:
    """Of each kind that was found its name, label, number and address; of one of which nothing is counted 0."""
    found, numbers = {kind for kind, _key in rows}, Counter(kind for kind, _key in counted)
    return [
        (name, str(kind.label), sum(numbers[each] for each in kind.kinds), asked.parameters(kind=name))
        for name, kind in KINDS.items()
        # Of what was not counted to its end there may be more of each kind.
        if found.intersection(kind.kinds) or has_more
    ]


def _fill_up(hits: Hits, query: Query, asked: Asked) -> None:
    """Of a kind that few of the first hits are of, what the others hide: it is looked for alone."""
    found = finding.find(query, replace(asked.narrowed, kinds=KINDS[asked.kind].kinds), asked.sort)
    hits.rows = list(dict.fromkeys([*hits.rows, *found.rows[: found.whole]]))
    hits.whole = len(hits.rows)


def _filters(asked: Asked, rows: Sequence[tuple[str, int]]) -> list[Filter]:
    """The ways to narrow these results further, without those that offer nothing."""
    offered = options(rows)
    chosen: dict[str, tuple[str, str]] = {
        name: (row.slug, row.name)
        for name, row in (
            ("section", asked.section),
            ("organization", asked.organization),
            ("tag", asked.tag),
        )
        if row is not None
    }
    if asked.genre:
        chosen["genre"] = (asked.genre, str(Genre(asked.genre).label))
    labels = {
        "section": _("Section"),
        "genre": _("Genre"),
        "organization": _("Organization"),
        "tag": _("Tag"),
    }
    found = []
    for name, label in labels.items():
        value, known_as = chosen.get(name, ("", ""))
        is_missing = bool(value) and all(option.value != value for option in offered[name])
        own = [Option(value, known_as, 0)] if is_missing else []
        if offered[name] or own:
            found.append(Filter(name, str(label), [*own, *offered[name]], value))
    return found


def shown_rows(rows: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """The rows without columns, topics and tags under which readers find nothing now."""
    wanted: dict[str, list[int]] = {kind: [] for kind in BY_OTHERS}
    for kind, key in rows:
        if kind in wanted:
            wanted[kind].append(key)
    shown = {
        (kind, key)
        for kind, keys in wanted.items()
        if keys
        for key in ROWS[kind]().filter(pk__in=among(keys)).values_list("pk", flat=True)
    }
    return [row for row in rows if row[0] not in wanted or row in shown]


def entries_of(rows: Sequence[tuple[str, int]], forms: Sequence[str]) -> list[Entry]:
    """The rows of these documents that readers may see now, in the same order."""
    wanted: dict[str, list[int]] = {}
    for kind, key in rows:
        wanted.setdefault(kind, []).append(key)
    found = {
        (kind, row.pk): row
        for kind, keys in wanted.items()
        if kind in ROWS
        for row in ROWS[kind]().filter(pk__in=keys)
    }
    entries: list[Entry] = []
    for kind, key in rows:
        row = found.get((kind, key))
        if row is not None:
            texts = TEXTS[kind](row) if kind in TEXTS else []
            entries.append(Entry(kind, row, passages.marked(str(row), forms), passages.passage(texts, forms)))
    return entries


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """``?q=``: names that begin so, for completing while somebody types."""
    if seconds := _has_to_wait(request, OF_SUGGESTIONS):
        return too_often(request, seconds)
    typed = tidy_line(request.GET.get("q", "")[:MOST_CHARACTERS])
    index.bring_up_to_date()
    return JsonResponse({"names": shown_names(names.completed(typed, 20))[:8]})


def shown_names(found: Iterable[tuple[str, str, int]]) -> list[str]:
    """Of completed names (text, kind, key) those of what readers find something under."""
    rows = list(found)
    known = {entry.document for entry in entries_of([(kind, key) for _text, kind, key in rows], [])}
    return list(dict.fromkeys(text for text, kind, key in rows if (kind, key) in known))
