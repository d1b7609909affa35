"""Loading the demonstration: all of it in one transaction, into an empty portal, once."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone

from accounts.models import User
from articles.models import (
    Article,
    Column,
    Contributor,
    Edition,
    EditionPage,
    Section,
    Tag,
    Topic,
    TopicGroup,
)
from events.models import Event, Programme
from newsroom.models import PageImport
from organizations.models import Organization, Person
from photos.models import Photo
from portal.demo import desk, events, notice, paper, pictures, reference_data, stories
from portal.demo.clock import Clock
from portal.demo.content import DemoContent
from portal.models import Demonstration, FrontPage

CONTENT = (Article, Organization, Person, Event, Photo, Section)
# What stands for itself; all other rows belong to one of these and go with it.
KINDS: tuple[type[Model], ...] = (
    Article, PageImport, Event, Programme, FrontPage, Topic, TopicGroup, EditionPage, Edition, Column, Section, Tag,
    Person, Contributor, User, Organization, Photo,
)  # fmt: skip
COUNTED = (Organization, Person, Article, Edition, Section, Column, Topic, Programme, Event, Photo)

Progress = Callable[[int, int], object]


class NotEmptyError(Exception):
    """The portal holds content that is not the demonstration's."""


@dataclass(frozen=True)
class Loaded:
    """What a loading came to: the number of rows by model, and whether they were there before."""

    counts: dict[str, int]
    was_there: bool


def is_loaded() -> bool:
    """Whether the demonstration was loaded and not taken out; in a portal of before, its accounts are the mark."""
    known = Demonstration.objects.first()
    return known.removed_at is None if known else User.objects.filter(username__in=desk.USERNAMES).exists()


def load(progress: Progress = lambda done, of: None) -> Loaded:
    """Load the demonstration into an empty portal; where it was loaded before, nothing is added or changed.

    Of two loadings at once, the second waits and then finds the first's. Raises ``NotEmptyError`` where there is other
    content.
    """
    content = DemoContent(Clock(timezone.now()))
    try:
        with transaction.atomic():
            _wait_for_others()
            if is_loaded():
                return Loaded(_counts(), was_there=True)
            if any(model._default_manager.exists() for model in CONTENT):
                raise NotEmptyError
            before = _keys()
            pictures.load_pictures(content, progress)
            reference_data.load_organizations(content)
            reference_data.load_accounts(content)
            reference_data.load_people(content)
            reference_data.load_sections(content)
            events.load_events(content)
            paper.load_pages(content)
            stories.load_articles(content)
            desk.arrange_front_page(content)
            paper.load_scans(content)
            made = {kind: sorted(keys - before[kind]) for kind, keys in _keys().items()}
            Demonstration.objects.create(rows=made)
    except BaseException:
        pictures.drop_files(list(content.photos.values()))
        raise
    notice.forget()
    return Loaded(_counts(), was_there=False)


def _wait_for_others() -> None:
    """Pictures have fixed keys: a second loading that fails would take the files of the first away."""
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {Demonstration._meta.db_table} IN EXCLUSIVE MODE")


def _keys() -> dict[str, set[int]]:
    return {
        model._meta.label_lower: set(model._default_manager.values_list("pk", flat=True)) for model in KINDS
    }


def _counts() -> dict[str, int]:
    return {str(model._meta.verbose_name_plural): model._default_manager.count() for model in COUNTED}
