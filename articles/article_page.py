"""What the page of one article shows. The preview at the desk shows a draft with the same context."""

import datetime as dt
from typing import Any

from articles import charts
from articles.content import RICH_TEXTS
from articles.linked_data import article_data
from articles.models import (
    Article,
    ArticlePhoto,
    Decision,
    Figure,
    Genre,
)
from articles.reading import fetch_belongings, related_articles
from articles.rendering import render_body
from common.linked_data import breadcrumbs


def article_context(article: Article) -> dict[str, Any]:
    """Everything that ``articles/article_detail.html`` needs; ``article`` comes from ``for_reading()``."""
    belongings = fetch_belongings(article)
    entries = list(article.photo_entries.all())
    body, shown = render_body(article.body, belongings["photos in the text"])
    lead = next((entry for entry in entries if entry.is_lead), None)
    gallery = _gallery(article, entries, lead, shown)
    figures = list(article.figures.all())
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
        "charts": charts.charts_for(figures, belongings["other figures"], article),
        "organizations": [entry.organization for entry in article.organization_entries.all()],
        "people": [person for person in article.people.all() if person.is_shown],
        "events": belongings["events"],
        "tags": article.shown_tags,
        "corrections": corrections,
        "related": related_articles(article, belongings),
        "newer": next(iter(belongings["newer"]), None),
        "older": next(iter(belongings["older"]), None),
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


def withdrawn_text(article: Article) -> dict[str, Any] | None:
    """The text as it was when it was withdrawn: what was written since has passed no review."""
    record = article.records.filter(decision=Decision.WITHDRAWN).select_related("snapshot").last()
    if record is None or record.snapshot is None:
        return None
    data = record.snapshot.data
    return {"content": data, "rich_texts": {part.name: render_body(part.of(data))[0] for part in RICH_TEXTS}}
