"""The kinds of values that a column of an article can hold, or a column of a row listed in it.

A value is what stands in a stored content: JSON's own types. A kind reads it from a row and puts it into one,
says it in words, and knows how a form posts it.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Generic, TypedDict, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model, TextChoices
from django.utils.translation import gettext as _

from common.differences import lines_of
from common.fields import DayField
from common.html import clean_html, html_to_text
from common.text import tidy_text
from photos.models import Photo

V = TypeVar("V")


class Named(TypedDict):
    """A reference to a row, with the name it had: to be read even when the row is gone."""

    id: int
    name: str


class Pictured(TypedDict):
    """A reference to a picture of the library; the digest (SHA-256, hexadecimal) tells which file it was."""

    id: int
    digest: str


def by_key(value: Any) -> Any:
    """A value as hash and comparison count it: a reference by its key alone, however deep it stands.

    That an organization was renamed meanwhile is no change of the text.
    """
    if isinstance(value, Mapping):
        if value.keys() == {"id", "name"}:
            return value["id"]
        return {key: by_key(item) for key, item in value.items()}
    return [by_key(item) for item in value] if isinstance(value, list) else value


def reference_to(row: Model | None) -> Named | None:
    return None if row is None else {"id": row.pk, "name": str(row)}


def key_of(text: str) -> int | None:
    """The key that a form posted; ``None`` for none, and for what is no key."""
    return int(text) if text.isdecimal() and len(text) < 19 else None


def find(model: type[Model], key: int | None) -> Any:
    """The row of a key, ``None`` when it is gone by now."""
    return None if key is None else model._default_manager.filter(pk=key).first()


@dataclass(frozen=True)
class Kind(ABC, Generic[V]):
    """``empty`` is what an article has that never got a value: the default of the model's field."""

    empty: V
    # Whether a form that has the field posts it even when it is empty.
    leaves_trace = True

    def read(self, row: Model, name: str) -> V:
        value: V = getattr(row, name)
        return value

    def put(self, row: Model, name: str, value: V) -> None:
        setattr(row, name, value)

    def is_missing(self, row: Model, name: str) -> bool:
        """Whether a row of a list cannot stand, because what this column must name is gone."""
        return False

    def lines(self, value: V) -> list[str]:
        """For reading, a line a paragraph; none for nothing."""
        return [] if value is None else str(value).splitlines()

    def brief(self, value: V) -> str:
        """For reading in one cell of a form."""
        return "" if value is None else str(value)

    @abstractmethod
    def typed(self, text: str) -> V:
        """The value that the form would save for a posted text. Raises nothing: what is wrong stays as typed."""

    def mark(self, text: str) -> str:
        """A posted text as rows of a list are told apart by it: the same for every way to write a value."""
        return text

    def to_form(self, row: Model, name: str) -> str:
        """The stored value as a form would post it."""
        value = row.serializable_value(name)
        return "" if value is None else str(value)


@dataclass(frozen=True)
class Text(Kind[str]):
    empty: str = ""

    def typed(self, text: str) -> str:
        return tidy_text(text)


@dataclass(frozen=True)
class RichText(Kind[str]):
    """Clean HTML."""

    empty: str = ""

    def lines(self, value: str) -> list[str]:
        return lines_of(value)

    def brief(self, value: str) -> str:
        return html_to_text(value)

    def typed(self, text: str) -> str:
        return tidy_text(clean_html(text))


@dataclass(frozen=True)
class Choice(Kind[str]):
    """A code out of ``choices``; one that exists no longer is shown as it is."""

    choices: type[TextChoices]

    def lines(self, value: str) -> list[str]:
        return [self.brief(value)] if value else []

    def brief(self, value: str) -> str:
        return str(self.choices(value).label) if value in self.choices.values else value

    def typed(self, text: str) -> str:
        return text


@dataclass(frozen=True)
class Flag(Kind[bool]):
    empty: bool = False
    leaves_trace = False

    def lines(self, value: bool) -> list[str]:
        return [self.brief(value)]

    def brief(self, value: bool) -> str:
        return _("yes") if value else _("no")

    def typed(self, text: str) -> bool:
        return bool(text)

    def to_form(self, row: Model, name: str) -> str:
        return "on" if getattr(row, name) else ""


@dataclass(frozen=True)
class Number(Kind[int | str]):
    """A whole number; a posted one that is none stays as it was typed."""

    empty: int | str = 0

    def typed(self, text: str) -> int | str:
        return int(text) if text.isdecimal() else text


@dataclass(frozen=True)
class Amount(Kind[str]):
    """A decimal number with two places."""

    empty: str = ""

    def read(self, row: Model, name: str) -> str:
        return f"{getattr(row, name):.2f}"

    def typed(self, text: str) -> str:
        return f"{Decimal(text):.2f}" if text.replace(".", "", 1).isdecimal() else text


@dataclass(frozen=True)
class Day(Kind[str | None]):
    """A date as ``2026-03-12``."""

    empty: str | None = None

    def read(self, row: Model, name: str) -> str | None:
        date = getattr(row, name)
        return None if date is None else str(date.isoformat())

    def typed(self, text: str) -> str | None:
        try:
            date = DayField(required=False).clean(text)
        except ValidationError:
            return text
        return None if date is None else str(date.isoformat())

    def mark(self, text: str) -> str:
        return self.typed(text) or ""


@dataclass(frozen=True)
class Reference(Kind[Named | None]):
    """A row of ``model``. Where it is ``required``, a row of a list goes with the row that it names."""

    empty: None = None
    model: type[Model] = Model
    required: bool = False

    def read(self, row: Model, name: str) -> Named | None:
        return reference_to(getattr(row, name))

    def put(self, row: Model, name: str, value: Named | None) -> None:
        setattr(row, name, find(self.model, value and value["id"]))

    def is_missing(self, row: Model, name: str) -> bool:
        return self.required and row.serializable_value(name) is None

    def lines(self, value: Named | None) -> list[str]:
        return [value["name"]] if value else []

    def brief(self, value: Named | None) -> str:
        return value["name"] if value else ""

    def typed(self, text: str) -> Named | None:
        return reference_to(find(self.model, key_of(text)))


@dataclass(frozen=True)
class Picture(Kind[Pictured | None]):
    """A picture of the library; without it the row that shows it goes."""

    empty: None = None

    def read(self, row: Model, name: str) -> Pictured | None:
        return self._reference_to(getattr(row, name))

    def put(self, row: Model, name: str, value: Pictured | None) -> None:
        setattr(row, name, find(Photo, value and value["id"]))

    def is_missing(self, row: Model, name: str) -> bool:
        return row.serializable_value(name) is None

    def lines(self, value: Pictured | None) -> list[str]:
        return [self.brief(value)] if value else []

    def brief(self, value: Pictured | None) -> str:
        return _("Picture %(number)s") % {"number": value["id"]} if value else ""

    def typed(self, text: str) -> Pictured | None:
        return self._reference_to(find(Photo, key_of(text)))

    def _reference_to(self, photo: Photo | None) -> Pictured | None:
        return None if photo is None else {"id": photo.pk, "digest": photo.digest}
