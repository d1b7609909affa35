"""The content of the front page: the editors' arrangement, or a default one.

How it is arranged is kept until something changes (``Plan``). Each time the page is made, one statement finds the keys
of the articles that each block may show, of which every block takes those that none before it has; then all of them are
read at once. A block that has nothing to show is left out.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, ArticleQuerySet, Genre, Section, Shelf, Topic, published_q
from common.compiled import NOW, Compiled, Given, OneOf, Together
from events.coming import Coming
from events.models import Event
from events.models.event import last_day
from organizations.models import Kind, Organization
from portal.models import BlockKind, BlockWidth, FrontPage, FrontPageBlock, FrontPageLead
from portal.readers.shared import shared

HEADLINES = 7
SECONDS = 2
TOP = 1 + SECONDS + HEADLINES
SECTIONS = 6
STRIP = 3
FRONT_PAGE = Given("front_page", models.BigIntegerField())
NOTICES = (Genre.NOTICE, Genre.PUBLIC_NOTICE)


class ComingEvent(NamedTuple):
    """An event with the date of it that runs or comes next."""

    event: Event
    starts_at: dt.datetime
    last_day: dt.date
    is_running: bool


@dataclass(eq=False)
class Block:
    """A block with what it shows; ``kind`` chooses the template's part.

    One with ``entries`` shows the same until a change, and counts by itself where it is rendered once (``kept_part``).
    """

    kind: str
    width: str
    heading: str
    url: str = ""
    sub: str = ""
    keys: list[int] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)
    entries: Sequence[Any] = ()
    topic: Topic | None = None
    large_picture: bool = True

    @property
    def is_same(self) -> bool:
        return bool(self.entries)

    @cached_property
    def first(self) -> Article | None:
        """The article that heads the block: the newest with a picture, if there is one."""
        if self.kind == BlockKind.NOTICES or self.width == BlockWidth.SIDE:
            return None
        return next((article for article in self.articles if article.lead_photo), None)

    @property
    def others(self) -> list[Article]:
        return [article for article in self.articles if article is not self.first]


@dataclass
class Front:
    """The page: the lead (none on an empty portal), two below it, the headlines, and the blocks by position."""

    lead: Article | None
    seconds: list[Article]
    headlines: list[Article]
    side: list[Block]
    rows: list[list[Block]]  # below: a row is one wide block, or blocks of a third each

    @property
    def is_empty(self) -> bool:
        return self.lead is None and not self.side and not self.rows


@dataclass
class Prepared:
    """A block before it is filled: what does not change until a change, and the kinds of articles to choose from."""

    wanted: FrontPageBlock
    heading: str
    url: str = ""
    sub: str = ""
    topic: Topic | None = None
    same: Block | None = None  # of a block without articles: all of it
    articles: Sequence[ArticleQuerySet] = ()

    @property
    def place(self) -> tuple[str, int | None]:
        """Of two sections at most one shows an article."""
        return self.wanted.kind, self.wanted.section_id

    def may_share(self, other: "Prepared") -> bool:
        """Whether an article can be in both."""
        both_sections = self.wanted.kind == other.wanted.kind == BlockKind.SECTION
        return bool(self.articles and other.articles) and not (both_sections and self.place != other.place)


@dataclass
class Plan:
    """The arrangement, and the one statement that finds the keys for all of it."""

    has_leads: bool
    blocks: list[Prepared]
    candidates: Together


# What is asked for the arrangement, whatever it is.
ARRANGED = Together(
    lambda: {
        "blocks": FrontPageBlock.objects.filter(front_page=FRONT_PAGE).select_related(
            "section", "column__parent", "topic__banner"
        ),
        "leads": FrontPageLead.objects.filter(front_page=FRONT_PAGE).values_list("pk"),
        "districts": Organization.objects.active()
        .filter(kind=Kind.DISTRICT)
        .order_by("position", "sort_key")
        .defer("hours", "description"),
    }
)


def plan_of(arrangement: FrontPage | None) -> Plan:
    """How the page is arranged, by the editors or by itself; holds until something that readers see changes."""
    public = Article.objects.published(NOW)
    arranged = ARRANGED.ask(front_page=arrangement.pk if arrangement else 0)
    leads = len(arranged["leads"])
    districts = arranged["districts"]
    blocks = [
        block
        for wanted in arranged["blocks"] or _by_itself()
        if (block := _prepared(wanted, public, districts))
    ]
    limits = [(None, 0), *((section.pk, section.freshness_days) for section in shared().sections)]
    top = TOP + leads

    def candidates() -> dict[str, QuerySet[Any, Any]]:
        found: dict[str, QuerySet[Any, Any]] = {}

        def add(name: str, rows: ArticleQuerySet, count: int, section: Section | None = None) -> None:
            own = [limit for limit in limits if section is None or limit[0] == section.pk]
            for part, fresh in enumerate(rows.fresh_parts(own, NOW)):
                found[f"{name}.{part}"] = fresh.newest_first().values_list("pk", "published_at")[:count]

        news = public.exclude(genre__in=NOTICES)
        add("newest", news, top + TOP)
        found["pinned"] = news.pinned(NOW).newest_first().values_list("pk")[:top]
        if arrangement is not None:
            chosen = arrangement.leads.filter(published_q(NOW, prefix="article__"))
            found["chosen"] = chosen.values_list("article_id")
        for number, block in enumerate(blocks):
            # None is shown twice: as many more as may be shown before, so that enough remain.
            before = top + sum(other.wanted.count for other in blocks[:number] if block.may_share(other))
            for kind, rows in enumerate(block.articles):
                section = block.wanted.section if block.wanted.kind == BlockKind.SECTION else None
                add(f"{number}.{kind}", rows, before + 2 * block.wanted.count, section)
        return found

    return Plan(leads > 0, blocks, Together(candidates))


def _newest(found: dict[str, list[Any]], name: str) -> list[int]:
    """The keys that the parts under a name hold, the newest first, each once."""
    rows = {row for part, rows in found.items() if part.startswith(f"{name}.") for row in rows}
    return [key for key, _at in sorted(rows, key=lambda row: (row[1], row[0]), reverse=True)]


# All that is shown, as it is in lists.
SHOWN = Compiled(
    lambda: (
        Article.objects.published(NOW)
        .for_lists()
        .filter(OneOf(F("pk"), Given("keys", ArrayField(models.BigIntegerField()))))
    )
)


def front_page(plan: Plan) -> Front:
    """The front page as readers see it now, in two queries. Only what is published is ever on it."""
    now = timezone.now()
    found = plan.candidates.ask(now=now)
    top = _top(found)
    used = list(top)
    blocks = []
    for number, prepared in enumerate(plan.blocks):
        block = prepared.same or _fill(prepared, number, found, used)
        if block is not None:
            used += block.keys
            blocks.append(block)
    rows = {row.pk: row for row in SHOWN.ask(keys=used, now=now)} if used else {}
    for block in blocks:
        block.articles = [rows[key] for key in block.keys if key in rows]
        if block.kind == BlockKind.NOTICES and block.articles and block.articles[0].section:
            block.url = block.articles[0].section.get_absolute_url()
    shown = [rows[key] for key in top if key in rows]
    lead = _lead(shown, chosen=plan.has_leads)
    rest = [article for article in shown if article is not lead]
    # Two more stand below the lead: those with a picture, else the next ones.
    seconds = sorted(rest, key=lambda article: article.lead_photo is None)[:SECONDS]
    return Front(
        lead=lead,
        seconds=seconds,
        headlines=[article for article in rest if article not in seconds],
        side=[block for block in blocks if block.width == BlockWidth.SIDE],
        rows=_rows([block for block in blocks if block.width != BlockWidth.SIDE]),
    )


def _top(found: dict[str, list[Any]]) -> list[int]:
    """The keys for the head of the page: the editors' choice, filled up with what is pinned and newest."""
    chosen: list[int] = found.get("chosen", [])
    return list(dict.fromkeys([*chosen, *found["pinned"], *_newest(found, "newest")]))[
        : max(TOP, len(chosen))
    ]


def _lead(shown: list[Article], *, chosen: bool) -> Article | None:
    """The editors' first; left alone, the first of the newest that has a picture."""
    if not shown or chosen:
        return shown[0] if shown else None
    return next((article for article in shown if article.lead_photo), shown[0])


def _by_itself() -> list[FrontPageBlock]:
    """The blocks where the editors have arranged none."""
    sections = [section for section in shared().sections if section.in_navigation]
    return [
        FrontPageBlock(kind=BlockKind.EVENTS, width=BlockWidth.SIDE, count=4),
        FrontPageBlock(kind=BlockKind.NOTICES, width=BlockWidth.SIDE, count=4),
        *(
            FrontPageBlock(kind=BlockKind.SECTION, section=section, count=4)
            for section in sections[: SECTIONS // 2]
        ),
        FrontPageBlock(kind=BlockKind.PICTURES, width=BlockWidth.WIDE, count=4),
        *(
            FrontPageBlock(kind=BlockKind.SECTION, section=section, count=4)
            for section in sections[SECTIONS // 2 : SECTIONS]
        ),
        FrontPageBlock(kind=BlockKind.PLACES, width=BlockWidth.WIDE, count=8),
        *(
            FrontPageBlock(kind=BlockKind.SECTION, section=section, count=4)
            for section in sections[SECTIONS : 2 * SECTIONS]
        ),
        FrontPageBlock(kind=BlockKind.ORGANIZATIONS, width=BlockWidth.WIDE, count=12),
    ]


def _fill(prepared: Prepared, number: int, found: dict[str, list[Any]], used: list[int]) -> Block | None:
    """The block with the articles that it shows, or nothing when there is nothing to show."""
    wanted, block = prepared.wanted, Block(
        prepared.wanted.kind, prepared.wanted.width, prepared.wanted.heading or prepared.heading,
        prepared.url, prepared.sub, topic=prepared.topic,
    )  # fmt: skip
    candidates = [key for kind in range(len(prepared.articles)) for key in _newest(found, f"{number}.{kind}")]
    block.keys = list(dict.fromkeys(key for key in candidates if key not in used))[: wanted.count]
    if wanted.kind == BlockKind.PICTURES and len(block.keys) < STRIP:
        return None  # a strip of one or two would be no strip
    return block if block.keys else None


def _same(wanted: FrontPageBlock, heading: str, url: str, entries: Sequence[Any]) -> Prepared | None:
    """A block without articles, if it has something to show."""
    if not entries:
        return None
    block = Block(wanted.kind, wanted.width, wanted.heading or heading, url, entries=entries)
    return Prepared(wanted, heading, same=block)


def _coming(count: int) -> list[ComingEvent]:
    """The events that begin next; what runs already stands behind them, were its beginning weeks ago."""
    now, today = timezone.now(), timezone.localdate()
    events = Coming(Event.objects.published(), now).first(4 * count)
    rows = []
    for event in events:
        starts_at, ends_at = event.next_date()
        last = last_day(starts_at, ends_at)
        rows.append(ComingEvent(event, starts_at, last, is_running=starts_at < now and last > today))
    return sorted(rows, key=lambda row: row.is_running)[:count]


def _section(wanted: FrontPageBlock, public: ArticleQuerySet) -> Prepared | None:
    section = wanted.section
    if section is None:
        return None
    return Prepared(
        wanted, section.name, section.get_absolute_url(), articles=[public.filter(section=section)]
    )


def _column(wanted: FrontPageBlock, public: ArticleQuerySet) -> Prepared | None:
    column = wanted.column
    if column is None:
        return None
    above = column.parent
    return Prepared(
        wanted, above.name if above else column.name, column.get_absolute_url(), column.name if above else "",
        articles=[public.on_shelf(Shelf.COLUMN, column.pk)],
    )  # fmt: skip


def _topic(wanted: FrontPageBlock, public: ArticleQuerySet) -> Prepared | None:
    topic = wanted.topic
    if topic is None:
        return None
    rows = public.filter(topic_entries__group__topic=topic).distinct()
    return Prepared(wanted, topic.name, topic.get_absolute_url(), topic=topic, articles=[rows])


def _pictures(wanted: FrontPageBlock, public: ArticleQuerySet) -> Prepared:
    """Picture stories, then others that have a picture."""
    pictured = public.filter(photo_entries__is_lead=True)
    return Prepared(wanted, _("In pictures"), articles=[pictured.filter(genre=Genre.PHOTO), pictured])


def _notices(wanted: FrontPageBlock, public: ArticleQuerySet) -> Prepared:
    """With the address of the section that the first of them is in."""
    return Prepared(wanted, _("Notices"), articles=[public.filter(genre__in=NOTICES)])


def _events(wanted: FrontPageBlock, public: ArticleQuerySet) -> Prepared | None:
    """What comes next, at each of its dates; the clock ends that with each beginning and each end."""
    return _same(wanted, _("Events"), reverse("events:upcoming"), _coming(wanted.count))


def _listings(wanted: FrontPageBlock, public: ArticleQuerySet) -> Prepared | None:
    """Topics that run, then open columns: what has something to read."""
    rows = shared()
    entries = [*rows.topics, *rows.columns][: wanted.count]
    return _same(wanted, _("Columns and topics"), reverse("articles:columns"), entries)


def _prepared(
    wanted: FrontPageBlock, public: ArticleQuerySet, districts: list[Organization]
) -> Prepared | None:
    if wanted.kind == BlockKind.ORGANIZATIONS:
        return _same(wanted, _("Organizations"), reverse("organizations:directory"), districts)
    return PREPARED[BlockKind(wanted.kind)](wanted, public)


PREPARED = {
    BlockKind.SECTION: _section,
    BlockKind.COLUMN: _column,
    BlockKind.TOPIC: _topic,
    BlockKind.PICTURES: _pictures,
    BlockKind.NOTICES: _notices,
    BlockKind.EVENTS: _events,
    BlockKind.PLACES: _listings,
}


def _rows(blocks: list[Block]) -> list[list[Block]]:
    """Blocks of a third stand together in threes; a wide one has a row to itself."""
    rows: list[list[Block]] = []
    for block in blocks:
        narrow = block.width == BlockWidth.THIRD
        if narrow and rows and rows[-1][0].width == BlockWidth.THIRD and len(rows[-1]) < 3:
            rows[-1].append(block)
        else:
            rows.append([block])
    for row in rows:
        # Beside blocks without one, a large picture would leave holes: it is then shown small.
        if not all(block.first for block in row):
            for block in row:
                block.large_picture = False
    return rows
