"""The content of the front page: the editors' arrangement, or a default one.

First the keys of all wanted articles are found, block by block, so that none appears twice; then all of them
are read at once. A block that has nothing to show is left out.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, ArticleQuerySet, Column, Genre, Section, Shelf, Topic, published_q
from events.coming import Coming
from events.models import Event
from events.models.event import last_day
from organizations.models import Kind, Organization
from portal.models import BlockKind, BlockWidth, FrontPage, FrontPageBlock

HEADLINES = 7
SECONDS = 2
TOP = 1 + SECONDS + HEADLINES
SECTIONS = 6
STRIP = 3
NOTICES = (Genre.NOTICE, Genre.PUBLIC_NOTICE)


class ComingEvent(NamedTuple):
    """An event with the date of it that runs or comes next."""

    event: Event
    starts_at: dt.datetime
    last_day: dt.date
    is_running: bool


@dataclass
class Block:
    """A block with what it shows; ``kind`` chooses the template's part."""

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


def front_page(arrangement: FrontPage | None) -> Front:
    """The front page as readers see it now. Only what is published is ever on it."""
    used: list[int] = []
    top = _top(arrangement)
    used += top
    blocks = []
    for wanted in _wanted(arrangement):
        block = _fill(wanted, used)
        if block is not None:
            used += block.keys
            blocks.append(block)
    rows = {row.pk: row for row in Article.objects.published().for_lists().filter(pk__in=used)}
    for block in blocks:
        block.articles = [rows[key] for key in block.keys if key in rows]
    shown = [rows[key] for key in top if key in rows]
    lead = _lead(shown, chosen=arrangement is not None and arrangement.leads.exists())
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


def _top(arrangement: FrontPage | None) -> list[int]:
    """The keys for the head of the page: the editors' choice, filled up with what is pinned and newest."""
    public = Article.objects.published()
    chosen: list[int] = []
    if arrangement is not None:
        chosen = list(
            arrangement.leads.filter(published_q(prefix="article__")).values_list("article_id", flat=True)
        )
    news = public.fresh().exclude(pk__in=chosen).exclude(genre__in=NOTICES).newest_first()
    # Asked for apart, both come from an index; in one order together they would be sorted, all of them.
    pinned = list(news.filter(pinned_until__gt=timezone.now()).values_list("pk", flat=True)[:TOP])
    newest = list(news.exclude(pk__in=pinned).values_list("pk", flat=True)[:TOP])
    return [*chosen, *pinned, *newest][: max(TOP, len(chosen))]


def _lead(shown: list[Article], *, chosen: bool) -> Article | None:
    """The editors' first; left alone, the first of the newest that has a picture."""
    if not shown or chosen:
        return shown[0] if shown else None
    return next((article for article in shown if article.lead_photo), shown[0])


def _wanted(arrangement: FrontPage | None) -> list[FrontPageBlock]:
    if arrangement is not None:
        blocks = list(arrangement.blocks.select_related("section", "column__parent", "topic__banner"))
        if blocks:
            return blocks
    sections = list(Section.objects.filter(in_navigation=True))
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


def _fill(wanted: FrontPageBlock, used: list[int]) -> Block | None:
    """The block with what it shows, or nothing when there is nothing to show."""
    block = FILLERS[BlockKind(wanted.kind)](wanted, Article.objects.published().fresh().exclude(pk__in=used))
    if block is None or not (block.keys or block.entries):
        return None
    block.heading = wanted.heading or block.heading
    return block


def _keys(rows: ArticleQuerySet, count: int) -> list[int]:
    return list(rows.newest_first().values_list("pk", flat=True)[:count])


def _section(wanted: FrontPageBlock, public: ArticleQuerySet) -> Block | None:
    section = wanted.section
    if section is None:
        return None
    keys = _keys(public.filter(section=section), wanted.count)
    return Block(wanted.kind, wanted.width, section.name, section.get_absolute_url(), keys=keys)


def _column(wanted: FrontPageBlock, public: ArticleQuerySet) -> Block | None:
    column = wanted.column
    if column is None:
        return None
    above = column.parent
    return Block(
        wanted.kind, wanted.width, above.name if above else column.name, column.get_absolute_url(),
        sub=column.name if above else "", keys=_keys(public.on_shelf(Shelf.COLUMN, column.pk), wanted.count),
    )  # fmt: skip


def _topic(wanted: FrontPageBlock, public: ArticleQuerySet) -> Block | None:
    topic = wanted.topic
    if topic is None:
        return None
    rows = public.filter(topic_entries__group__topic=topic).distinct()
    keys = _keys(rows, wanted.count)
    return Block(wanted.kind, wanted.width, topic.name, topic.get_absolute_url(), keys=keys, topic=topic)


def _pictures(wanted: FrontPageBlock, public: ArticleQuerySet) -> Block | None:
    """Picture stories, then others that have a picture; a strip of one or two would be no strip."""
    pictured = public.filter(photo_entries__is_lead=True)
    keys = _keys(pictured.filter(genre=Genre.PHOTO), wanted.count)
    if len(keys) < wanted.count:
        keys += _keys(pictured.exclude(pk__in=keys), wanted.count - len(keys))
    return Block(wanted.kind, wanted.width, _("In pictures"), keys=keys) if len(keys) >= STRIP else None


def _notices(wanted: FrontPageBlock, public: ArticleQuerySet) -> Block:
    keys = _keys(public.filter(genre__in=NOTICES), wanted.count)
    section = Section.objects.filter(articles__in=keys[:1]).first()
    url = section.get_absolute_url() if section else ""
    return Block(wanted.kind, wanted.width, _("Notices"), url, keys=keys)


def _events(wanted: FrontPageBlock, public: ArticleQuerySet) -> Block:
    """What begins next; what runs already stands behind it, were its beginning weeks ago."""
    now, today = timezone.now(), timezone.localdate()
    rows = []
    for event in Coming(Event.objects.published(), now).first(4 * wanted.count):
        starts_at, ends_at = event.next_date()
        last = last_day(starts_at, ends_at)
        rows.append(ComingEvent(event, starts_at, last, is_running=starts_at < now and last > today))
    rows = sorted(rows, key=lambda row: row.is_running)[: wanted.count]
    return Block(wanted.kind, wanted.width, _("Events"), reverse("events:upcoming"), entries=rows)


def _listings(wanted: FrontPageBlock, public: ArticleQuerySet) -> Block:
    """Topics that run, then open columns: what has something to read."""
    topics = list(
        Topic.objects.with_published().filter(is_archived=False).select_related("banner")[: wanted.count]
    )
    columns = Column.objects.with_published().filter(parent=None, is_closed=False)
    entries: list[Any] = [*topics, *columns[: max(0, wanted.count - len(topics))]]
    return Block(
        wanted.kind, wanted.width, _("Columns and topics"), reverse("articles:columns"), entries=entries
    )


def _organizations(wanted: FrontPageBlock, public: ArticleQuerySet) -> Block:
    rows = list(Organization.objects.active().filter(kind=Kind.DISTRICT).order_by("position", "sort_key"))
    return Block(
        wanted.kind, wanted.width, _("Organizations"), reverse("organizations:directory"), entries=rows
    )


FILLERS = {
    BlockKind.SECTION: _section,
    BlockKind.COLUMN: _column,
    BlockKind.TOPIC: _topic,
    BlockKind.PICTURES: _pictures,
    BlockKind.NOTICES: _notices,
    BlockKind.EVENTS: _events,
    BlockKind.PLACES: _listings,
    BlockKind.ORGANIZATIONS: _organizations,
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
        for block in row:
            block.large_picture = all(other.first for other in row)
    return rows


# --- what the desk does with arrangements ------------------------------------------------------------
@transaction.atomic
def put_live(arrangement: FrontPage) -> None:
    """Readers see this arrangement from now on; the one before stays as a draft."""
    FrontPage.objects.select_for_update().filter(is_live=True).exclude(pk=arrangement.pk).update(
        is_live=False
    )
    arrangement.is_live = True
    arrangement.save(update_fields=["is_live", "updated_at"])


@transaction.atomic
def take_down(arrangement: FrontPage) -> None:
    """Back to the portal's own arrangement."""
    arrangement.is_live = False
    arrangement.save(update_fields=["is_live", "updated_at"])


@transaction.atomic
def copy_of(arrangement: FrontPage) -> FrontPage:
    """A draft with the same stories and blocks, to be changed without readers seeing it."""
    copy = FrontPage.objects.create(name=_("%(name)s (copy)") % {"name": arrangement.name[:40]})
    for related in (arrangement.leads.all(), arrangement.blocks.all()):
        for row in related:
            row.pk, row.front_page = None, copy
            row._state.adding = True
            row.save()
    return copy
