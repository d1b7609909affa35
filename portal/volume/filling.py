"""Fills an empty database with content in bulk: frame first, then articles and events in batches.

Each batch is one transaction, so an interrupted run goes on where it stopped.
"""

import datetime as dt
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from random import Random
from typing import Any

from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Max, Model
from django.utils import timezone
from PIL import Image

from articles.models import Article, Column, Contributor, Section, Shelved, Tag
from articles.models.contributor import Credit
from articles.models.parts import ArticleOrganization, ArticlePhoto
from articles.models.tag import TaggedArticle, key_of
from common.pinyin import sort_key
from events.models import Event, EventOrganization, Occurrence
from organizations.models import Kind, Organization, Person
from photos.models import Photo
from photos.uploading import store_photo
from portal.demo import notice
from portal.demo.loading import CONTENT
from portal.models import Demonstration
from portal.volume import rows
from portal.volume.rows import Keys, Row
from portal.volume.sentences import DISTRICTS, FIRMS, SUBJECTS, TRADES, Texts
from search import index
from search.models import Document
from search.sources import sources

BATCH = 5_000
# Triggers note what the search has to make anew; here all of it is made at the end.
_NOTHING_DUE = "TRUNCATE search_due"
MARK = "volume"  # under this name the row that says so keeps how much there is to be
PICTURES = 12
COLUMNS = ("一线手记", "班组日记", "工会问答", "匠心", "读者来信", "数说", "镜头", "一周")

Progress = Callable[[str, int, int], object]


class NotEmptyError(Exception):
    """The database holds content that was not made here."""


class OtherSizeError(Exception):
    """What was begun here has another size; the text is the number of its articles."""


@dataclass(frozen=True)
class Sizes:
    """How much of each there is for a number of articles."""

    articles: int

    @property
    def events(self) -> int:
        return self.articles // 10

    @property
    def organizations(self) -> int:
        return 40 + min(self.articles // 200, 4960)

    @property
    def tags(self) -> int:
        return 50 + min(self.articles // 50, 20_000)

    @property
    def people(self) -> int:
        return 20 + min(self.articles // 500, 2000)


class Copied:
    """A table that rows are copied to: those columns are given, all others have the model's own defaults."""

    def __init__(self, model: type[Model], *given: str) -> None:
        blank = model()
        others = [field for field in model._meta.concrete_fields if not field.primary_key]
        others = [field for field in others if field.column not in given]
        names = ", ".join(f'"{name}"' for name in (*given, *(field.column for field in others)))
        self._statement = f'COPY "{model._meta.db_table}" ({names}) FROM STDIN'
        self._constant = tuple(
            field.get_db_prep_save(field.pre_save(blank, True), connection) for field in others
        )

    def write(self, given: Iterable[Row]) -> None:
        with connection.cursor() as cursor, cursor.copy(self._statement) as copy:
            for row in given:
                copy.write_row((*row, *self._constant))


def fill(
    articles: int,
    *,
    seed: int = 1,
    progress: Progress = lambda kind, done, of: None,
    with_search: bool = True,
) -> bool:
    """Make so many articles and what belongs to them; whether there was anything left to do.

    ``with_search``: at the end what the search finds of them, which takes longer than all else.

    Raises ``NotEmptyError`` where there is other content, and ``OtherSizeError`` where another number was begun.
    """
    sizes = Sizes(articles)
    now = _begin(sizes, seed)
    keys = _keys()
    written = [
        _in_batches(Article, sizes.articles, progress, lambda part: _write_articles(part, sizes, now, keys, seed)),
        _in_batches(Event, sizes.events, progress, lambda part: _write_events(part, sizes, now, keys, seed)),
    ]  # fmt: skip
    if any(written) or not Shelved.objects.exists():
        _finish()
    if with_search:
        written.append(_write_documents(progress))
    return any(written)


def _begin(sizes: Sizes, seed: int) -> dt.datetime:
    """The moment that all times count from: now, or that of the run that was interrupted."""
    with transaction.atomic():
        begun = Demonstration.objects.first()
        if begun is not None and MARK in begun.rows:
            if begun.rows[MARK]["articles"] != sizes.articles:
                raise OtherSizeError(str(begun.rows[MARK]["articles"]))
            return dt.datetime.fromisoformat(begun.rows[MARK]["now"])
        if begun is not None or any(model._default_manager.exists() for model in CONTENT):
            raise NotEmptyError
        now = timezone.now()
        _write_frame(sizes, Random(seed))
        Demonstration.objects.create(rows={MARK: {"articles": sizes.articles, "now": now.isoformat()}})
    notice.forget()
    return now


def _write_frame(sizes: Sizes, lot: Random) -> None:
    """What articles and events point to."""
    for position, name in enumerate(SUBJECTS[:12]):
        Section.objects.create(name=name, position=position)
    for position, name in enumerate(COLUMNS):
        Column.objects.create(name=name, position=position)
    _write_organizations(sizes.organizations, lot)
    unions, texts = list(Organization.objects.values_list("pk", flat=True)), Texts(lot)
    people = [Person(
        name=f"{texts.name()}{number}", organization_id=lot.choice(unions), trade=lot.choice(TRADES),
        consented_on=dt.date(2020, 1, 1), sort_key=f"{number:06}",
    ) for number in range(sizes.people)]  # fmt: skip
    Person.objects.bulk_create(people, BATCH)
    Contributor.objects.bulk_create(
        Contributor(name=f"{texts.name()}{number}", organization_id=lot.choice(unions))
        for number in range(200)
    )
    names = [f"{SUBJECTS[n % 20]}{DISTRICTS[n // 20 % 16]}{n // 320 or ''}" for n in range(sizes.tags)]
    Tag.objects.bulk_create(
        (Tag(name=name, slug=f"tag-{number}", key=key_of(name)) for number, name in enumerate(names)), BATCH
    )
    for number in range(PICTURES):
        _store_picture(number)


def _write_organizations(number: int, lot: Random) -> None:
    """A tree of four levels: a city, its districts, their subdistricts and parks, and all others below those."""
    made: list[Organization] = []

    def add(name: str, kind: str, parent: int | None, district: str) -> None:
        key = len(made) + 1
        place = (lot.uniform(39, 41), lot.uniform(115, 117)) if kind == Kind.STATION else (None, None)
        made.append(Organization(
            pk=key, name=name, kind=kind, parent_id=parent, district=district, slug=f"union-{key}",
            sort_key=sort_key(name), district_sort_key=sort_key(district), latitude=place[0], longitude=place[1],
        ))  # fmt: skip

    add("云川市总工会", Kind.CITY, None, "")
    for district in DISTRICTS:
        add(f"{district}区总工会", Kind.DISTRICT, 1, f"{district}区")
    middle = max(20, number // 16)
    while len(made) < number:
        key = len(made)
        if key < 17 + middle:
            at = key % 16
            add(f"{DISTRICTS[at]}第{key}街道总工会", Kind.SUBDISTRICT, at + 2, f"{DISTRICTS[at]}区")
        else:
            above = made[17 + int(lot.random() * middle)]
            kind = Kind.STATION if key % 5 == 0 else Kind.ENTERPRISE_UNION
            name = f"{above.district}{FIRMS[key % 14]}{key}" + ("驿站" if kind == Kind.STATION else "工会")
            add(name, kind, above.pk, above.district)
    Organization.objects.bulk_create(made, BATCH)


def _store_picture(number: int) -> Photo:
    shade = 30 + number * 15
    picture = Image.linear_gradient("L").resize((1200, 800))
    file = io.BytesIO()
    Image.merge("RGB", (picture, Image.new("L", picture.size, shade), picture)).save(file, "JPEG")
    file.seek(0)
    name = f"{number}.jpg"
    return store_photo(file, name=name, alt_text="渐变色块", credit="本站绘图", quick=True).photo


def _keys() -> Keys:
    def keys(model: type[Model]) -> list[int]:
        return list(model._default_manager.order_by("pk").values_list("pk", flat=True))

    return Keys(
        keys(Section), keys(Column), keys(Organization), keys(Person), keys(Contributor), keys(Photo), keys(Tag)
    )  # fmt: skip


def _in_batches(model: type[Model], of: int, progress: Progress, write: Callable[[range], None]) -> bool:
    """Write what is missing, a batch a transaction; whether anything was."""
    done: int = model._default_manager.aggregate(last=Max("pk"))["last"] or 0
    if done >= of:
        return False
    for start in range(done, of, BATCH):
        part = range(start, min(start + BATCH, of))
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL portal.shelving = 'off'")  # all are put on their shelves at the end
            write(part)
            cursor.execute(_NOTHING_DUE)
        progress(str(model._meta.verbose_name_plural), part.stop, of)
    return True


def _write_articles(part: range, sizes: Sizes, now: dt.datetime, keys: Keys, seed: int) -> None:
    made = rows.article_rows(part, sizes.articles, now, keys, Random(f"{seed} articles {part.start}"))
    through: Any = Article.people.through
    Copied(
        Article, "id", "title", "title_words", "summary", "body", "body_text", "genre", "section_id", "column_id",
        "organization_id", "status", "published_at", "expires_at", "withdrawn_at", "withdrawal_kind",
        "withdrawal_notice", "created_at", "updated_at",
    ).write(made.articles)  # fmt: skip
    Copied(Credit, "article_id", "contributor_id", "role", "position").write(made.credits)
    Copied(ArticleOrganization, "article_id", "organization_id", "role", "position").write(made.organizations)
    Copied(through, "article_id", "person_id").write(made.people)
    Copied(ArticlePhoto, "article_id", "photo_id", "position", "is_lead").write(made.photos)
    Copied(TaggedArticle, "content_object_id", "tag_id").write(made.tags)


def _write_events(part: range, sizes: Sizes, now: dt.datetime, keys: Keys, seed: int) -> None:
    made = rows.event_rows(part, sizes.events, now, keys, Random(f"{seed} events {part.start}"))
    Copied(
        Event, "id", "title", "kind", "starts_at", "ends_at", "recurrence", "last_ends_at", "place", "description",
        "status", "published_at", "organization_id", "uid", "title_words", "stage",
    ).write(made.events)  # fmt: skip
    Copied(EventOrganization, "event_id", "organization_id").write(made.organizations)
    Copied(Occurrence, "event_id", "starts_at", "ends_at").write(made.occurrences)


def _write_documents(progress: Progress) -> bool:
    """What the search finds, a kind after the other and each in the order of its keys; whether there was none of it."""
    is_new = not Document.objects.exists()
    with connection.cursor() as cursor:
        if is_new:
            cursor.execute(_NOTHING_DUE)
        for kind, source in sources().items():
            last = Document.objects.filter(kind=kind).aggregate(last=Max("key"))["last"] or 0
            number = sum(1 for _key in source.keys(last))
            index.rebuild(kind, last, partial(_tell, progress, f"search, {kind}", number))
        cursor.execute("ANALYZE search_document, search_name, search_due")
    return is_new


def _tell(progress: Progress, kind: str, of: int, _last: int, done: int) -> None:
    progress(kind, done, of)


def _finish() -> None:
    """New rows get keys behind these, and the planner knows what there is."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [Article, Event, Organization]):
            cursor.execute(statement)
        cursor.execute("SELECT articles_shelve_all()")
        cursor.execute("ANALYZE" if connection.in_atomic_block else "VACUUM ANALYZE")
