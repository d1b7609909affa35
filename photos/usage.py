"""Where a picture is used. Apps further right that use pictures in ways no foreign key shows add a finder."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import ForeignKey, ForeignObject, Model

from photos.models import Photo

Finder = Callable[[Photo], Iterable[Model]]
_finders: list[Finder] = []


def add_finder(finder: Finder) -> None:
    """Let ``finder`` report rows that use a picture, for example in the figures of a text."""
    if finder not in _finders:
        _finders.append(finder)


def users_of(photo: Photo) -> list[Model]:
    """The rows that use a picture, each once: articles, events, people … A link table counts as what it links."""
    found: dict[tuple[type[Model], object], Model] = {}
    for relation in Photo._meta.related_objects:
        if relation.many_to_many:
            continue  # its link table is a relation of its own
        owner = _owner_field(relation.related_model, relation.field)
        rows = relation.related_model._default_manager.filter(**{relation.field.name: photo})
        if owner:
            rows = rows.select_related(owner)
        for row in rows:
            user = getattr(row, owner) if owner else row
            found[type(user), user.pk] = user
    for finder in _finders:
        for user in finder(photo):
            found[type(user), user.pk] = user
    return list(found.values())


def _owner_field(model: type[Model], photo_field: "ForeignObject[Any, Any]") -> str | None:
    """For a link table (a row with a position and one other foreign key): the key of what it links."""
    keys = [field for field in model._meta.fields if isinstance(field, ForeignKey) and field != photo_field]
    is_link = any(field.name == "position" for field in model._meta.fields)
    return keys[0].name if is_link and len(keys) == 1 else None
