"""The bin: what the desk deletes is kept for thirty days with all that went along, and can be brought back as it was.

A row is written down whole instead of being marked as deleted, so no query of the portal has to know of the bin, and
what is deleted can neither be read nor keep anything else from going.
"""

from itertools import chain
from typing import Any

from django.apps import apps
from django.contrib.admin.utils import NestedObjects
from django.core import serializers
from django.core.serializers.base import DeserializationError
from django.db import IntegrityError, connection, router, transaction
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.requests import acting_user
from articles.models import Article
from articles.notices import tell_of_deletion
from newsroom.models import BinEntry, BinEntryQuerySet, PageImport
from photos.models import Photo
from photos.uploading import remove_files

# Accounts are switched off, not thrown away; and nothing of what opens them is to lie about.
NEVER_KEPT = ("accounts", "auth", "account", "mfa", "usersessions", "newsroom.binentry")


class NotRestored(Exception):
    """A row that cannot come back now; the text is a sentence for the person who tried."""


def keep_for_desk(request: HttpRequest, row: Model, owner: int | None) -> None:
    """What ``common.recorded`` calls before a row is deleted."""
    keep(row, by=acting_user(request), owner=owner)
    if isinstance(row, Article):
        tell_of_deletion(row, by=acting_user(request))
    empty()


def keep(row: Model, *, by: User, owner: int | None) -> BinEntry | None:
    """Write a row down with all that goes along, before it is deleted; ``None`` where that kind is never kept."""
    opts = row._meta
    if opts.app_label in NEVER_KEPT or opts.label_lower in NEVER_KEPT:
        return None
    collector = NestedObjects(using=router.db_for_write(type(row)), origin=row)
    collector.collect([row])
    collector.sort()  # what depends on others first; it is stored again the other way round
    rows = [instance for instances in reversed(collector.data.values()) for instance in instances]
    if isinstance(row, PageImport):
        rows += row.left_behind()
    updates: dict[Any, Any] = collector.field_updates
    emptied = [
        [field.model._meta.label_lower, instance.pk, field.name]
        for (field, value), found in updates.items()
        for instance in chain.from_iterable(found)
        if value is None
    ]
    author = getattr(row, "author", None)
    return BinEntry.objects.create(
        kind=opts.label_lower, row_key=str(row.pk), name=str(row)[:300], organization_key=owner, emptied=emptied,
        rows=serializers.serialize("python", rows), deleted_by=by,
        author=author if isinstance(author, User) else None,
    )  # fmt: skip


def restore(entry: BinEntry) -> Model:
    """Store everything of an entry again, under its own keys; the entry goes.

    Raises ``NotRestored``, and then nothing was changed.
    """
    with transaction.atomic():
        try:
            with transaction.atomic():
                for found in serializers.deserialize("python", entry.rows):
                    _store(found.object)
                with (
                    connection.cursor() as cursor
                ):  # a reference that leads nowhere is told here, not at the end
                    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                    cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        except IntegrityError as error:
            raise NotRestored(_why_not(entry, error)) from error
        except DeserializationError as error:
            raise NotRestored(
                _("“%(name)s” was deleted before the portal was changed, and cannot be brought back.")
                % {"name": entry.name}
            ) from error
        for label, key, field in entry.emptied:
            rows = apps.get_model(label)._base_manager.filter(pk=key, **{f"{field}__isnull": True})
            rows.update(**{field: entry.row_key})
        row: Model = apps.get_model(entry.kind)._base_manager.get(pk=entry.row_key)
        entry.delete()
    return row


def _store(row: Model) -> None:
    """As it was written down, times and derived columns too; a row that has the key by now is not overwritten."""
    row.save_base(raw=True, force_insert=True)


def _why_not(entry: BinEntry, error: IntegrityError) -> str:
    words = {"name": entry.name}
    if getattr(error.__cause__, "sqlstate", "") == "23503":  # foreign_key_violation
        return (
            _("“%(name)s” cannot be brought back: what it belonged to is gone. Bring that back first.")
            % words
        )
    return (
        _(
            "“%(name)s” cannot be brought back: its name or address is taken by something else. Change that first."
        )
        % words
    )


def empty() -> int:
    """Throw away for good what has lain its time; returns the number of entries."""
    return throw_away(BinEntry.objects.over())


def throw_away(entries: BinEntryQuerySet) -> int:
    """For good, with the files of pictures that lie in no library any more; returns the number of entries."""
    for entry in entries.filter(kind__in=(Photo._meta.label_lower, PageImport._meta.label_lower)):
        _remove_files(entry)
    number, _rows = entries.delete()
    return number


def _remove_files(entry: BinEntry) -> None:
    kept: Any = [row.object for row in serializers.deserialize("python", entry.rows, ignorenonexistent=True)]
    for photo in kept:
        if isinstance(photo, Photo) and not Photo.objects.filter(key=photo.key).exists():
            remove_files(photo)
