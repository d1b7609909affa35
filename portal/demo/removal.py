"""Taking the demonstration out: all that its loading made, but nothing that the editors' own work stands on."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.db.models import CASCADE, SET_NULL, ForeignKey, Model, Q
from django.utils import timezone

from accounts.models import AuditEntry, User
from articles.models import Article, EditingMark, EditionPage, Notice, Snapshot, Viewing
from events.models import Event
from newsroom import bin
from newsroom.models import BinEntry, ImportedArticle
from photos.models import Photo
from portal.demo import desk, notice
from portal.demo.loading import KINDS
from portal.demo.pictures import drop_files
from portal.models import Demonstration, FrontPageLead

Rows = dict[type[Model], set[int]]

Reference = ForeignKey[Any, Any]

# Rows that tie nothing: what they name may go, and they go with it.
LOOSE = {FrontPageLead, Event.articles.through, ImportedArticle, Notice, EditingMark, Viewing}


class NothingToRemoveError(Exception):
    """No demonstration is loaded, or its loading did not note what it made."""


@dataclass(frozen=True)
class Removed:
    """How many rows were taken out, and what stays, by the name of its kind in the plural."""

    counts: dict[str, int]
    kept: dict[str, list[str]]


def remove() -> Removed:
    """Take out what the loading made, in one transaction; then the files of its pictures. Evidence of the reviews
    of invented stories goes with them, which is refused to everybody else.

    What somebody else's row refers to stays and is theirs from now on: a union in whose name they wrote, a section
    that they filled, a story that they wrote anew. Accounts that stay are switched off. Raises
    ``NothingToRemoveError``.
    """
    with transaction.atomic():
        loaded = Demonstration.objects.select_for_update().filter(removed_at=None).first()
        if loaded is None or not any(model._meta.label_lower in loaded.rows for model in KINDS):
            raise NothingToRemoveError
        rows = {model: _still_there(model, loaded.rows) for model in KINDS}
        made = {model: set(keys) for model, keys in rows.items()}
        _leave_what_others_wrote(rows)
        while _leave_what_others_need(rows):
            pass
        pictures = list(Photo.objects.filter(pk__in=rows[Photo]))
        pages = EditionPage.objects.filter(pk__in=rows[EditionPage]).exclude(pdf="")
        prints = [str(page.pdf) for page in pages]
        kept = _names_of_kept(made, rows)
        User.objects.filter(pk__in=made[User] - rows[User]).update(is_active=False)
        _delete(rows)
        loaded.removed_at = timezone.now()
        loaded.save(update_fields=["removed_at"])
        transaction.on_commit(lambda: drop_files(pictures, prints), robust=True)
    for kind, keys in loaded.rows.items():  # what was deleted at the desk is not to come back either
        bin.throw_away(BinEntry.objects.filter(kind=kind, row_key__in=[str(key) for key in keys]))
    notice.forget()
    counts = {str(model._meta.verbose_name_plural): len(keys) for model, keys in rows.items() if keys}
    return Removed(counts, kept)


def _still_there(model: type[Model], noted: dict[str, list[int]]) -> set[int]:
    keys = noted.get(model._meta.label_lower, [])
    return set(model._default_manager.filter(pk__in=keys).values_list("pk", flat=True))


def _leave_what_others_wrote(rows: Rows) -> None:
    """Stories of the demonstration into which an account of one's own has written; and pictures in own texts."""
    own = ~Q(saved_by__username__in=desk.USERNAMES) & Q(saved_by__isnull=False)
    rows[Article] -= set(Snapshot.objects.filter(own).values_list("article", flat=True))
    texts = Article.objects.exclude(pk__in=rows[Article]).filter(body_photos__overlap=sorted(rows[Photo]))
    for keys in texts.values_list("body_photos", flat=True):
        rows[Photo] -= set(keys)


def _leave_what_others_need(rows: Rows) -> bool:
    """Take out of ``rows`` what a row refers to that stays; whether there was any. Repeated until there is none."""
    left = False
    for model in KINDS:
        needed = {key for field in _references_to(model) for key in _needed(model, field, rows)}
        left = left or bool(needed & rows[model])
        rows[model] -= needed
    return left


def _needed(model: type[Model], field: Reference, rows: Rows) -> set[int]:
    """The keys in ``rows[model]`` to which rows refer, by one foreign key, that stay and hold them."""
    holder = field.model
    referring = holder._base_manager.filter(**{f"{field.name}__in": rows[model]})
    if holder in rows:
        referring = referring.exclude(pk__in=rows[holder])
    elif holder in LOOSE or model is Article or _belongs(field):
        return set()
    else:
        # A row of a list goes with what it belongs to: it holds one end when another stays.
        stays = Q(pk__in=[])
        for end in _other_ends(field):
            keys = rows[end.related_model]
            stays |= Q(**{f"{end.name}__isnull": False}) & ~Q(**{f"{end.name}__in": keys})
        referring = referring.filter(stays)
    return set(referring.values_list(field.attname, flat=True))


def _other_ends(field: Reference) -> list[Reference]:
    """The other foreign keys of a row between two things that stand for themselves."""
    return [end for end in _foreign_keys(field.model) if end is not field and end.related_model in KINDS]


def _belongs(field: Reference) -> bool:
    """Whether this end is the one whose list the row is in: the row goes with it, and the other end is protected."""
    others = _other_ends(field)
    return field.remote_field.on_delete is CASCADE and any(
        end.remote_field.on_delete is not CASCADE for end in others
    )


def _names_of_kept(made: Rows, rows: Rows) -> dict[str, list[str]]:
    kept = {model: model._default_manager.filter(pk__in=made[model] - rows[model]) for model in KINDS}
    return {
        str(model._meta.verbose_name_plural): [str(row) for row in kept[model].order_by("pk")]
        for model in KINDS
        if kept[model]
    }


def _delete(rows: Rows) -> None:
    """Delete them with all that belongs to them. Foreign keys are checked at the end, so no order is needed."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with checks outstanding cannot be altered
        cursor.execute("ALTER TABLE articles_reviewrecord DISABLE TRIGGER articles_reviewrecord_final")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for model, keys in rows.items():
            _delete_with_lists(model, keys)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE articles_reviewrecord ENABLE ALWAYS TRIGGER articles_reviewrecord_final")


def _delete_with_lists(model: type[Model], keys: set[int]) -> None:
    if not keys:
        return
    for field in _references_to(model):
        if field.model in KINDS:
            continue  # is in the rows itself
        referring = field.model._base_manager.filter(**{f"{field.name}__in": keys})
        if field.remote_field.on_delete is SET_NULL:
            referring.update(**{field.name: None})
        else:
            _delete_with_lists(field.model, set(referring.values_list("pk", flat=True)))
    doomed = model._base_manager.filter(pk__in=keys)
    doomed._raw_delete(doomed.db)


@cache
def _foreign_keys(model: type[Model]) -> tuple[Reference, ...]:
    return tuple(field for field in model._meta.concrete_fields if isinstance(field, ForeignKey))


@cache
def _references_to(model: type[Model]) -> tuple[Reference, ...]:
    """The foreign keys of the whole site to a model; not those of the log of the desk, which names who is gone."""
    return tuple(
        field
        for holder in apps.get_models(include_auto_created=True)
        if holder is not AuditEntry
        for field in _foreign_keys(holder)
        if field.related_model is model
    )
