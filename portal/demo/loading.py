"""Loading the demonstration: all of it in one transaction, into an empty portal, once."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from articles.models import Article, Column, Edition, Section, Topic
from events.models import Event, Programme
from organizations.models import Organization, Person
from photos.models import Photo
from portal.demo import desk, events, paper, pictures, reference_data, stories
from portal.demo.clock import Clock
from portal.demo.content import DemoContent

CONTENT = (Article, Organization, Person, Event, Photo, Section)
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
    """Whether the demonstration was loaded: its accounts stay the mark, whatever became of its content."""
    return User.objects.filter(username__in=desk.USERNAMES).exists()


def load(progress: Progress = lambda done, of: None) -> Loaded:
    """Load the demonstration into an empty portal; where it was loaded before, nothing is added or changed.

    Raises ``NotEmptyError`` where there is other content.
    """
    if is_loaded():
        return Loaded(_counts(), was_there=True)
    if any(model._default_manager.exists() for model in CONTENT):
        raise NotEmptyError
    content = DemoContent(Clock(timezone.now()))
    try:
        with transaction.atomic():
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
    except BaseException:
        pictures.drop_pictures(list(content.photos.values()))
        raise
    return Loaded(_counts(), was_there=False)


def _counts() -> dict[str, int]:
    return {str(model._meta.verbose_name_plural): model._default_manager.count() for model in COUNTED}
