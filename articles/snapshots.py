"""Whole snapshots of an article: taken at every save, pointed to by reviews, put back by restoring.

The content of an article is a plain dictionary (``content_of``) that holds everything readers see, names
beside the keys, so that it can be compared, hashed and shown even when a row it names is gone.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import models, transaction
from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone
from taggit.models import TaggedItem

from articles.models import Article, ArticleOrganization, ArticlePhoto, Credit, Figure, Snapshot
from organizations.models import Person

TEXTS = (
    "kicker", "title", "subtitle", "summary", "body", "genre", "is_reprint", "source_name", "source_url",
    "original_title", "correction_note",
)  # fmt: skip
PLACES = ("section", "column", "edition_page", "organization")
# What somebody writes, as against where the newsroom puts it: whoever changes one of these is an author.
WORDS = (*(name for name in TEXTS if name != "genre"), "credits", "photos", "figures")


# What belongs to an article besides its own columns, fetched anew each time: an instance may hold older rows.
RELATED = (
    Prefetch("credits", Credit.objects.select_related("contributor"), to_attr="content_credits"),
    Prefetch(
        "organization_entries", ArticleOrganization.objects.select_related("organization"),
        to_attr="content_organizations",
    ),
    Prefetch("people", Person.objects.order_by("pk"), to_attr="content_people"),
    Prefetch("tagged_items", TaggedItem.objects.select_related("tag"), to_attr="content_tags"),
    Prefetch("photo_entries", ArticlePhoto.objects.select_related("photo"), to_attr="content_photos"),
    Prefetch("figures", Figure.objects.select_related("organization"), to_attr="content_figures"),
)  # fmt: skip


def content_of(article: Article) -> dict[str, Any]:
    """Everything of an article that is text: see the module. Values are JSON's own types; lists are in order."""
    return contents_of([article])[0]


def contents_of(articles: Sequence[Article]) -> list[dict[str, Any]]:
    """The contents of many articles, in as many queries as that of one."""
    prefetch_related_objects(articles, *RELATED)
    contents = [_content_of_fetched(article) for article in articles]
    for article in articles:
        for related in RELATED:
            delattr(article, str(related.to_attr))
    return contents


def _content_of_fetched(article: Any) -> dict[str, Any]:
    content: dict[str, Any] = {name: getattr(article, name) for name in TEXTS}
    for name in PLACES:
        content[name] = _reference(getattr(article, name))
    content["page_position"] = article.page_position
    content["credits"] = [
        {"contributor": _reference(credit.contributor), "role": credit.role}
        for credit in article.content_credits
    ]
    content["organizations"] = [
        {"organization": _reference(entry.organization), "role": entry.role}
        for entry in article.content_organizations
    ]
    content["people"] = [_reference(person) for person in article.content_people]
    content["tags"] = sorted(item.tag.name for item in article.content_tags)
    content["photos"] = [
        {
            "photo": {"id": entry.photo_id, "digest": entry.photo.digest},
            "is_lead": entry.is_lead,
            "caption": entry.caption,
            "alt_text": entry.alt_text,
            "credit": entry.credit,
        }
        for entry in article.content_photos
    ]
    content["figures"] = [
        {
            "label": figure.label,
            "value": f"{figure.value:.2f}",
            "unit": figure.unit,
            "date": figure.date and figure.date.isoformat(),
            "organization": _reference(figure.organization),
            "is_approximate": figure.is_approximate,
            "state": figure.state,
        }
        for figure in article.content_figures
    ]
    return content


def _reference(row: models.Model | None) -> dict[str, Any] | None:
    return None if row is None else {"id": row.pk, "name": str(row)}


def hash_of(content: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical JSON, as 64 hexadecimal digits.

    A reference counts by its key alone: that an organization was renamed meanwhile is no change of the text.
    A signature counts by its name too: it is printed as part of the text.
    """
    names = [entry["contributor"]["name"] for entry in content["credits"]]
    hashed = {**_without_names(content), "signatures": names}
    canonical = json.dumps(hashed, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _without_names(value: Any) -> Any:
    if isinstance(value, Mapping):
        if value.keys() == {"id", "name"}:
            return value["id"]
        return {key: _without_names(item) for key, item in value.items()}
    return [_without_names(item) for item in value] if isinstance(value, list) else value


def words_of(content: Mapping[str, Any]) -> dict[str, Any]:
    """The part of a content that somebody wrote."""
    return {name: content.get(name) for name in WORDS}


@transaction.atomic
def take(article: Article, *, by: Any, note: str = "") -> Snapshot:
    """Keep the article as it stands now, and count its version up. The same content is not kept twice in a row."""
    Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    content = content_of(article)
    text_hash = hash_of(content)
    latest = article.snapshots.order_by("-number").first()
    if latest and latest.text_hash == text_hash:
        article.version = latest.number
        return latest
    snapshot = Snapshot.objects.create(
        article=article,
        number=latest.number + 1 if latest else 1,
        data=content,
        text_hash=text_hash,
        saved_by=by,
        saved_at=timezone.now(),
        note=note,
        changes_words=latest is None or words_of(latest.data) != words_of(content),
    )
    article.version = snapshot.number
    Article.objects.filter(pk=article.pk).update(version=snapshot.number)
    return snapshot


@transaction.atomic
def take_first(articles: Sequence[Article], *, by: Any, note: str = "") -> list[Snapshot]:
    """The first versions of articles that were made just now, together; of many pages each would cost ten queries."""
    contents = contents_of(articles)
    taken = Snapshot.objects.bulk_create(
        Snapshot(
            article=article,
            number=1,
            data=content,
            text_hash=hash_of(content),
            saved_by=by,
            saved_at=timezone.now(),
            note=note,
            changes_words=True,
        )  # fmt: skip
        for article, content in zip(articles, contents, strict=True)
    )
    for article in articles:
        article.version = 1
    Article.objects.filter(pk__in=[article.pk for article in articles]).update(version=1)
    return taken


@transaction.atomic
def put_back(article: Article, content: Mapping[str, Any]) -> None:
    """Make an article hold a snapshot's content again. Rows that are gone by now are left out.

    Changes texts, places and everything that belongs to the article; never its status, times or author.
    """
    for name in TEXTS:
        setattr(article, name, content[name])
    for name in PLACES:
        model = Article._meta.get_field(name).related_model
        setattr(article, name, _find(model, content[name]))
    article.page_position = content["page_position"]
    article.save()
    article.credits.all().delete()
    article.organization_entries.all().delete()
    article.photo_entries.all().delete()
    article.figures.all().delete()
    _put_back_rows(article, content)
    article.tags.set(content["tags"])
    people = [entry["id"] for entry in content["people"]]
    article.people.set(article.people.model._default_manager.filter(pk__in=people))


def _put_back_rows(article: Article, content: Mapping[str, Any]) -> None:
    Credit.objects.bulk_create(
        Credit(article=article, contributor=contributor, role=entry["role"], position=position)
        for position, entry in enumerate(content["credits"])
        if (contributor := _find(Credit._meta.get_field("contributor").related_model, entry["contributor"]))
    )
    ArticleOrganization.objects.bulk_create(
        ArticleOrganization(article=article, organization=organization, role=entry["role"], position=position)
        for position, entry in enumerate(content["organizations"])
        if (
            organization := _find(
                ArticleOrganization._meta.get_field("organization").related_model, entry["organization"]
            )
        )
    )
    ArticlePhoto.objects.bulk_create(
        ArticlePhoto(
            article=article,
            photo=photo,
            position=position,
            is_lead=entry["is_lead"],
            caption=entry["caption"],
            alt_text=entry["alt_text"],
            credit=entry["credit"],
        )  # fmt: skip
        for position, entry in enumerate(content["photos"])
        if (photo := _find(ArticlePhoto._meta.get_field("photo").related_model, entry["photo"]))
    )
    Figure.objects.bulk_create(
        Figure(
            article=article,
            label=entry["label"],
            value=entry["value"],
            unit=entry["unit"],
            date=entry["date"],
            organization=_find(Figure._meta.get_field("organization").related_model, entry["organization"]),
            is_approximate=entry["is_approximate"],
            state=entry["state"],
            position=position,
        )  # fmt: skip
        for position, entry in enumerate(content["figures"])
    )


def _find(model: Any, reference: Mapping[str, Any] | None) -> Any:
    return None if reference is None else model._default_manager.filter(pk=reference["id"]).first()
