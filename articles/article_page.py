"""What the page of one article shows. The preview at the desk shows a draft with the same context."""

import datetime as dt
from collections import Counter
from typing import Any

from django.db.models import Q

from articles import charts
from articles.content import RICH_TEXTS
from articles.linked_data import article_data
from articles.models import (
    Article,
    ArticleOrganizationRole,
    ArticlePhoto,
    ArticleQuerySet,
    Decision,
    Figure,
    Genre,
)
from articles.rendering import render_body
from common.linked_data import breadcrumbs
from organizations.models import Kind

RELATED = 6
# With fewer than these, articles on the same subjects fill up; of so many of the newest the nearest are taken.
ENOUGH = 4
NEWEST_TAGGED = 90
# Half of all articles have to do with these: to share one of them says nothing.
EVERYWHERE = (Kind.NATIONAL, Kind.PROVINCE)


def article_context(article: Article) -> dict[str, Any]:
    """Everything that ``articles/article_detail.html`` needs; ``article`` comes from ``for_reading()``."""
    entries = list(article.photo_entries.all())
    body, shown = render_body(article.body)
    lead = next((entry for entry in entries if entry.is_lead), None)
    gallery = _gallery(article, entries, lead, shown)
    events = list(article.events.published().order_by("starts_at", "id"))
    figures = list(article.figures.all())
    newer, older = _neighbours(article)
    crumbs = _crumbs(article)
    corrections = list(article.corrections.all())
    return {
        "article": article,
        "section": article.section,
        "body": body,
        "lead": None if lead in gallery or (lead and lead.photo_id in shown) else lead,
        "share_photo": lead.photo if lead else None,
        "gallery": gallery,
        "figures": latest_figures(figures),
        "charts": charts.charts_for(figures, article),
        "organizations": [entry.organization for entry in article.organization_entries.all()],
        "people": [person for person in article.people.all() if person.is_shown],
        "events": events,
        "tags": article.shown_tags,
        "corrections": corrections,
        "related": related_articles(article, events),
        "newer": newer,
        "older": older,
        "crumbs": crumbs,
        "linked_data": [
            article_data(article, lead, corrections),
            breadcrumbs([*crumbs, (article.title, "")]),
        ],
    }


def _gallery(
    article: Article, entries: list[ArticlePhoto], lead: ArticlePhoto | None, shown: set[int]
) -> list[ArticlePhoto]:
    """All pictures of a picture story in order; of other articles those that stand nowhere else."""
    rest = [entry for entry in entries if entry.photo_id not in shown]
    if article.genre != Genre.PHOTO:
        return [entry for entry in rest if entry is not lead]
    return rest if len(rest) > 1 else []


def latest_figures(figures: list[Figure]) -> list[Figure]:
    """Of figures with the same label and unit the latest; earlier ones are in the chart."""
    latest: dict[tuple[str, str], Figure] = {}
    for figure in figures:
        known = latest.get((figure.label, figure.unit))
        if known is None or (figure.date or dt.date.min) > (known.date or dt.date.min):
            latest[figure.label, figure.unit] = figure
    return list(latest.values())


def _crumbs(article: Article) -> list[tuple[str, str]]:
    crumbs = []
    if article.section:
        crumbs.append((article.section.name, article.section.get_absolute_url()))
    if article.column and article.column.parent:
        crumbs.append((article.column.parent.name, article.column.parent.get_absolute_url()))
    if article.column:
        crumbs.append((article.column.name, article.column.get_absolute_url()))
    return crumbs


def related_articles(article: Article, events: list[Any]) -> list[Article]:
    """Public articles on the same event, of the same people, organizations, column; few: with the same tags.

    Never merely the newest: an article that shares nothing has none.
    """
    public = Article.objects.published().exclude(pk=article.pk).newest_first()
    subjects = [
        entry.organization_id
        for entry in article.organization_entries.all()
        if entry.role != ArticleOrganizationRole.MENTIONED and entry.organization.kind not in EVERYWHERE
    ]
    people = [person.pk for person in article.people.all()]
    wanted: list[int] = []
    steps = (
        (events, Q(pk__in=Article.events.through.objects.filter(event__in=events).values("article_id"))),
        (people, Q(pk__in=Article.people.through.objects.filter(person__in=people).values("article_id"))),
        (subjects, Q(organization_entries__organization__in=subjects)),
        (article.column_id, Q(column=article.column_id)),
    )
    for has, condition in steps:
        if has:
            rows = public.filter(condition).exclude(pk__in=wanted).values_list("pk", flat=True)
            # An organization may be there twice, in two roles of two rows: keep the first of each.
            wanted += list(dict.fromkeys(rows[: 2 * RELATED]))
    if len(wanted) < ENOUGH:
        wanted += _with_the_same_tags(article, public.exclude(pk__in=wanted), ENOUGH - len(wanted))
    wanted = wanted[:RELATED]
    by_key = {row.pk: row for row in Article.objects.for_lists().filter(pk__in=wanted)} if wanted else {}
    return [by_key[key] for key in wanted if key in by_key]


def _with_the_same_tags(article: Article, public: ArticleQuerySet, count: int) -> list[int]:
    """Those that share the most tags, the newer first."""
    tags = article.shown_tags
    if not tags:
        return []
    # A row for each shared tag.
    under = Q(tags__in=tags) | Q(tags__shown_under__in=tags)
    shared = Counter(public.filter(under).values_list("pk", flat=True)[:NEWEST_TAGGED])
    return [key for key, _number in shared.most_common(count)]


def _neighbours(article: Article) -> tuple[Article | None, Article | None]:
    """The next newer and the next older public article of the same column."""
    if article.column_id is None or article.published_at is None:
        return None, None
    others = Article.objects.published().filter(column=article.column_id).only("pk", "title", "title_words")
    at, key = article.published_at, article.pk
    newer = others.filter(Q(published_at__gt=at) | Q(published_at=at, pk__gt=key)).order_by(
        "published_at", "pk"
    )
    older = others.filter(Q(published_at__lt=at) | Q(published_at=at, pk__lt=key)).newest_first()
    return newer.first(), older.first()


def withdrawn_text(article: Article) -> dict[str, Any] | None:
    """The text as it was when it was withdrawn: what was written since has passed no review."""
    record = article.records.filter(decision=Decision.WITHDRAWN).select_related("snapshot").last()
    if record is None or record.snapshot is None:
        return None
    data = record.snapshot.data
    return {"content": data, "rich_texts": {part.name: render_body(part.of(data))[0] for part in RICH_TEXTS}}
