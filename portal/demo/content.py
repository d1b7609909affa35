"""What the loaders share: the clock, the data files, and the rows that were made, by the names of the files."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from django.db import models

from accounts.models import User
from articles.models import Article, Column, EditionPage, Section, Topic, TopicGroup
from events.models import Event
from organizations.models import Organization, Person
from photos.models import Photo
from portal.demo.clock import Clock

FOLDER = Path(__file__).resolve().parent
CITY = "北京市总工会"
Row = TypeVar("Row", bound=models.Model)


@dataclass
class DemoContent:
    """The rows of one loading. Organizations and people by name, accounts by username, the rest by slug."""

    clock: Clock
    organizations: dict[str, Organization] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    accounts: dict[str, User] = field(default_factory=dict)
    correspondents: dict[str, str] = field(default_factory=dict)
    sections: dict[str, Section] = field(default_factory=dict)
    columns: dict[str, Column] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    groups: dict[tuple[str, str], TopicGroup] = field(default_factory=dict)
    photos: dict[str, Photo] = field(default_factory=dict)
    pages: dict[tuple[int, int], EditionPage] = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)
    articles: dict[str, Article] = field(default_factory=dict)


def read(name: str) -> dict[str, Any]:
    """A data file of this folder."""
    with (FOLDER / name).open("rb") as file:
        return tomllib.load(file)


def save(row: Row) -> Row:
    """Check a row as a form of the desk would, and save it."""
    row.full_clean(exclude={field.name for field in row._meta.fields if not field.editable})
    row.save()
    return row
