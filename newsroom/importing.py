"""From a plan to drafts: one transaction a page, safe to repeat.

Copy that was brought in before is recognized by its text or by its headline in the same place of the same issue.
Such an article is never made again and never touched: what is different is shown, and the editor decides.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.db.models import CharField, QuerySet
from django.utils.translation import gettext as _

from articles import snapshots
from articles.models import (
    Article,
    ArticleOrganization,
    ArticleOrganizationRole,
    ArticlePhoto,
    Column,
    Contributor,
    Credit,
    Edition,
    EditionPage,
    Genre,
    PageCredit,
)
from events.models import Event
from newsroom.models import ImportedArticle, ImportState, PageImport
from newsroom.pages import KnownNames, KnownOrganization
from newsroom.plans import PagePlan, PlannedArticle, differences
from organizations.models import Organization, Person
from photos.models import Photo

if TYPE_CHECKING:
    from accounts.models import User

# Of two imports that run at once the second waits, and then finds what the first has made.
_LOCK = 4_830_001
NEW, SAME, CHANGED = "new", "same", "changed"


class ImportProblem(Exception):
    """A plan that cannot become drafts: ``problems`` pairs the index of an article (or ``None``) with a sentence."""

    def __init__(self, problems: list[tuple[int | None, str]]) -> None:
        super().__init__("\n".join(sentence for _position, sentence in problems))
        self.problems = problems


@dataclass(frozen=True)
class Recognition:
    """Whether an article of a plan is known: ``new``, ``same`` or ``changed``; ``known`` is how it came in before."""

    state: str
    known: ImportedArticle | None = None

    @property
    def article(self) -> Article | None:
        return self.known.article if self.known else None


@dataclass(frozen=True)
class Outcome:
    """What an import did: the drafts it made, in order, and for each article of the plan what it was."""

    drafts: list[Article]
    recognitions: list[Recognition]
    page_import: PageImport | None = None

    def count(self, state: str) -> int:
        return sum(1 for recognition in self.recognitions if recognition.state == state)


class Register:
    """The organizations that the parser should know, read once: a long import asks thousands of times."""

    def __init__(self, rows: Iterable[Organization] | None = None) -> None:
        if rows is None:
            rows = Organization.objects.active().prefetch_related("aliases")
        self.by_name: dict[str, Organization] = {}
        known = []
        for row in rows:
            self.by_name.setdefault(row.name, row)
            names = [row.short_name, *(alias.name for alias in row.aliases.all())]
            known.append(KnownOrganization(row.name, tuple(name for name in names if name), row.district))
        self.known = KnownNames(known)

    @classmethod
    def empty(cls) -> "Register":
        return cls(())


def digest_of(source: str) -> str:
    return hashlib.sha256(source.encode()).hexdigest()


def recognize(plan: PagePlan, within: QuerySet[Article] | None = None) -> list[Recognition]:
    """For every article of the plan, whether it came in before. Two queries for a page.

    ``within``: only what became these articles counts, by its text alone: where no issue is known, two articles of
    one headline are two articles. One that was deleted is none of them.
    """
    by_body: dict[str, ImportedArticle] = {}
    by_title: dict[str, ImportedArticle] = {}
    rows = ImportedArticle.objects.select_related("article", "page_import").order_by("-id")
    if within is not None:
        rows = rows.filter(article__in=within)
    for row in rows.filter(body_digest__in=[article.body_digest for article in plan.articles]):
        by_body[row.body_digest] = row
    titles = [article.title_key for article in plan.articles]
    for row in rows.filter(title_key__in=titles, date=plan.date, page_number=plan.number):
        by_title[row.title_key] = row
    found = []
    for article in plan.articles:
        known = by_body.get(article.body_digest) if any(text.text for text in article.texts) else None
        known = known or (by_title.get(article.title_key) if within is None else None)
        if known is None:
            found.append(Recognition(NEW))
        else:
            is_same = not differences(PlannedArticle.from_dict(known.content), article)
            found.append(Recognition(SAME if is_same else CHANGED, known))
    return found


def problems_of(plan: PagePlan) -> list[tuple[int | None, str]]:
    """Why a plan cannot become drafts; empty when it can."""
    problems: list[tuple[int | None, str]] = []
    kept = [(position, article) for position, article in enumerate(plan.articles) if not article.is_skipped]
    if not kept:
        problems.append((None, _("No article was found, or all are skipped: there is nothing to bring in.")))
    if plan.number is not None and not 1 <= plan.number <= 200:
        problems.append((None, _("The page number must lie between 1 and 200.")))
    for position, article in kept:
        problems += [(position, sentence) for sentence in _problems_of_article(article)]
    return problems


_COLUMNS = {field.name: field for field in Article._meta.concrete_fields if isinstance(field, CharField)}


def _problems_of_article(article: PlannedArticle) -> list[str]:
    problems = []
    if not article.title.strip():
        problems.append(_("An article has no headline: write one, or skip the article."))
    for name in ("kicker", "title", "subtitle", "original_title"):
        field, length = _COLUMNS[name], len(getattr(article, name))
        if field.max_length is not None and length > field.max_length:
            problems.append(
                _(
                    "“%(field)s” has %(length)d characters; at most %(most)d fit. Shorten it, or split the article."
                )
                % {"field": field.verbose_name, "length": length, "most": field.max_length}
            )
    if len(article.source) > 100:
        problems.append(_("The name of the source is longer than 100 characters: shorten it."))
    if article.genre not in Genre.values:
        problems.append(
            _("The genre “%(genre)s” is not known: choose one from the list.") % {"genre": article.genre}
        )
    for name in (article.column, article.subcolumn):
        if len(name) > 50:
            problems.append(
                _("The name of a column has at most 50 characters: shorten “%(name)s”.") % {"name": name}
            )
    for _role, name in article.credits:
        if len(name) > 50:
            problems.append(_("A name has at most 50 characters: shorten “%(name)s”.") % {"name": name})
    return problems


def bring_in(
    plan: PagePlan,
    *,
    by: "User | None",
    source: str,
    file_name: str = "",
    organization: Organization | None = None,
    register: Register | None = None,
    page_import: PageImport | None = None,
    within: QuerySet[Article] | None = None,
    note: str = "",
) -> Outcome:
    """Make drafts of the new articles of a plan, all or none. Raises ``ImportProblem``.

    ``organization`` is the union that the drafts belong to, that of the account by default. ``within``: as for
    ``recognize``. ``note``: what the first versions are called.
    """
    problems = problems_of(plan)
    if problems:
        raise ImportProblem(problems)
    organization = organization or (by.organization if by else None)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        recognitions = recognize(plan, within)
        wanted = [
            (position, article)
            for position, (article, recognition) in enumerate(zip(plan.articles, recognitions, strict=True))
            if recognition.state == NEW and not article.is_skipped
        ]
        page = _edition_page(plan) if wanted else None
        record = page_import or PageImport(source=source, file_name=file_name[-200:], created_by=by)
        if wanted or page_import:
            record.digest = digest_of(source)
            record.date, record.page_number, record.page_name = plan.date, plan.number, plan.name[:50]
            record.state, record.edition_page = ImportState.DONE, page or record.edition_page
            record.save()
        writer = _DraftWriter(by, organization, page, register or Register())
        drafts = [writer.write(article, position) for position, article in wanted]
        writer.finish(note or _("Brought in from a page"))
        _remember(record, drafts, [article for _position, article in wanted], plan)
    return Outcome(drafts, recognitions, record if record.pk else None)


def _edition_page(plan: PagePlan) -> EditionPage | None:
    """The page of the issue, with its credits; ``None`` where date or number is not known."""
    if plan.date is None or plan.number is None:
        return None
    edition, _created = Edition.objects.get_or_create(date=plan.date)
    page, created = EditionPage.objects.get_or_create(
        edition=edition, number=plan.number, defaults={"name": plan.name[:50]}
    )
    if not page.name and plan.name:
        page.name = plan.name[:50]
        page.save(update_fields=["name"])
    if created or not page.credits.exists():
        PageCredit.objects.bulk_create(
            PageCredit(page=page, contributor=contributor_named(name), role=role, position=position)
            for position, (role, name) in enumerate(dict.fromkeys(plan.credits))
        )
    return page


def _remember(
    record: PageImport, drafts: Sequence[Article], articles: Sequence[PlannedArticle], plan: PagePlan
) -> None:
    ImportedArticle.objects.bulk_create(
        ImportedArticle(
            page_import=record,
            article=draft,
            date=plan.date,
            page_number=plan.number,
            title_key=article.title_key,
            body_digest=article.body_digest,
            content=article.as_dict(),
        )  # fmt: skip
        for draft, article in zip(drafts, articles, strict=True)
    )


def contributor_named(name: str) -> Contributor:
    """The contributor of a name: the only one there is, else the one without an organization, made if need be."""
    found = list(Contributor.objects.filter(name=name)[:2])
    if len(found) == 1:
        return found[0]
    return Contributor.objects.get_or_create(name=name, organization=None)[0]


class _DraftWriter:
    """Writes the drafts of one page; the rows that belong to them are collected and inserted together at the end."""

    def __init__(
        self,
        by: "User | None",
        organization: Organization | None,
        page: EditionPage | None,
        register: Register,
    ) -> None:
        self.by, self.organization, self.page, self.register = by, organization, page, register
        self.drafts: list[Article] = []
        self.credit_rows: list[Credit] = []
        self.organization_rows: list[ArticleOrganization] = []
        self.photo_rows: list[ArticlePhoto] = []
        self.contributors: dict[str, Contributor] = {}
        self.columns: dict[tuple[str, str], Column] = {}

    def write(self, planned: PlannedArticle, position: int) -> Article:
        """Make the article's own row; what belongs to it waits for ``finish``."""
        article = Article(
            kicker=planned.kicker, title=planned.title, subtitle=planned.subtitle, body=planned.body_html,
            genre=planned.genre, column=self._column(planned), is_reprint=planned.is_reprint,
            source_name=planned.source, original_title=planned.original_title, edition_page=self.page,
            page_position=position + 1, organization=self.organization, author=self.by,
        )  # fmt: skip
        article.clean()
        article.save()
        self.drafts.append(article)
        self.credit_rows += [
            Credit(article=article, contributor=self._contributor(name), role=role, position=number)
            for number, (role, name) in enumerate(dict.fromkeys(planned.credits))
        ]
        self.organization_rows += self._organizations(article, planned)
        kept = self._still_there(planned)
        self.photo_rows += [
            ArticlePhoto(article=article, photo_id=key, position=number, is_lead=number == 0, caption=caption)
            for number, (key, caption) in enumerate(kept)
        ]
        people = self._people(planned.people)
        if people:
            article.people.set(people)
        if planned.events:
            for event in Event.objects.filter(title__in=[name.strip("“”") for name in planned.events]):
                event.articles.add(article)
        return article

    def _still_there(self, planned: PlannedArticle) -> list[tuple[int, str]]:
        """The pictures of an article but for those that were taken out of the library since it was planned."""
        if not planned.photos:
            return []
        known = set(
            Photo.objects.filter(pk__in=[key for key, _caption in planned.photos]).values_list(
                "pk", flat=True
            )
        )
        return [(key, caption) for key, caption in planned.photos if key in known]

    def finish(self, note: str) -> None:
        """Store what belongs to the drafts, and their first versions."""
        Credit.objects.bulk_create(self.credit_rows)
        ArticleOrganization.objects.bulk_create(self.organization_rows)
        ArticlePhoto.objects.bulk_create(self.photo_rows)
        if self.drafts:
            snapshots.take_first(self.drafts, by=self.by, note=note)

    def _contributor(self, name: str) -> Contributor:
        if name not in self.contributors:
            self.contributors[name] = contributor_named(name)
        return self.contributors[name]

    def _column(self, planned: PlannedArticle) -> Column | None:
        if not planned.column:
            return None
        key = (planned.column, planned.subcolumn)
        if key not in self.columns:
            column, _created = Column.objects.get_or_create(name=planned.column, parent=None)
            if planned.subcolumn:
                column, _created = Column.objects.get_or_create(name=planned.subcolumn, parent=column)
            self.columns[key] = column
        return self.columns[key]

    def _organizations(self, article: Article, planned: PlannedArticle) -> list[ArticleOrganization]:
        """The known organizations: those that the headline names, or else the first, are the subject."""
        rows = [
            self.register.by_name[name] for name in planned.organizations if name in self.register.by_name
        ]
        heading = article.title + article.kicker
        in_heading = {
            row.pk for row in rows if row.name in heading or (row.short_name and row.short_name in heading)
        }
        subjects = in_heading or {row.pk for row in rows[:1]}
        role = ArticleOrganizationRole
        return [
            ArticleOrganization(
                article=article,
                organization=row,
                position=number,
                role=role.SUBJECT if row.pk in subjects else role.MENTIONED,
            )  # fmt: skip
            for number, row in enumerate(dict.fromkeys(rows))
        ]

    def _people(self, names: Sequence[str]) -> list[Person]:
        """Known people of these names; a name that two people bear is left to the editor."""
        found: dict[str, list[Person]] = {}
        for person in Person.objects.filter(name__in=names) if names else ():
            found.setdefault(person.name, []).append(person)
        return [people[0] for people in found.values() if len(people) == 1]


def dates_in_the_future(dates: Iterable[dt.date | None], today: dt.date) -> list[dt.date]:
    """Dates of issue more than a week ahead: a slip of the finger rather than a paper."""
    return [date for date in dates if date and date > today + dt.timedelta(days=7)]
