"""Every text of every model as it should be stored: one place, whatever field, form, import or command it came by.

A text without line breaks (``CharField``) is one tidy line; one with (``TextField``) keeps its lines. Neither holds
controls, which no page, feed or calendar may hold, nor what is not shown. Codes and what the house works out itself
are left alone.
"""

from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import CharField, Field, Model, TextField
from django.db.models.signals import pre_save

from common.text import tidy_line, tidy_text


def tidied(field: "Field[Any, Any]", value: Any) -> Any:
    """What a field stores for a value; of a field that holds no text for readers, the value itself."""
    if not isinstance(value, str) or not _holds_text(field):
        return value
    return tidy_text(value) if isinstance(field, TextField) else tidy_line(value)


def connect() -> None:
    """Tidy the rows of the house's own models before they are written."""
    pre_save.connect(_tidy_row, dispatch_uid="common.tidying")


def _tidy_row(sender: type[Model], instance: Model, raw: bool = False, **_options: Any) -> None:
    if raw:
        return
    for field in _text_fields(sender):
        value = instance.__dict__.get(field.attname)  # not what was deferred
        tidy = tidied(field, value)
        if tidy != value:
            setattr(instance, field.attname, tidy)


@cache
def _text_fields(model: type[Model]) -> "tuple[Field[Any, Any], ...]":
    """The fields that hold texts; of models of other packages, none."""
    if not (Path(settings.BASE_DIR) / model.__module__.partition(".")[0]).is_dir():
        return ()
    return tuple(field for field in model._meta.concrete_fields if _holds_text(field))


def _holds_text(field: "Field[Any, Any]") -> bool:
    """Not a choice among codes, not what is never edited but in one line, not what a model keeps as it came."""
    if field.choices or field.primary_key or field.name in getattr(field.model, "KEPT_AS_IT_CAME", ()):
        return False
    return isinstance(field, TextField) or (isinstance(field, CharField) and field.editable)
