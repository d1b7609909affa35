"""Rows for tests: each function makes one valid row, and takes what the test cares about."""

import datetime as dt
import hashlib
import io
import itertools
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image

from accounts.models import User
from articles import snapshots
from articles.models import Article, Column, Contributor, Credit, Edition, EditionPage, Section, Status, Topic
from events.models import Event, EventKind
from organizations.models import Kind, Organization, Person
from photos.models import Photo

_numbers = itertools.count(1)


def make_organization(name: str = "", **values: Any) -> Organization:
    values.setdefault("kind", Kind.DISTRICT)
    return Organization.objects.create(name=name or f"第{next(_numbers)}区总工会", **values)


def make_person(name: str = "梁会芬", **values: Any) -> Person:
    return Person.objects.create(name=name, **values)


def make_user(username: str = "", *, roles: tuple[str, ...] = (), **values: Any) -> User:
    from django.contrib.auth.models import Group

    values.setdefault("is_staff", True)
    user = User.objects.create_user(
        username or f"user{next(_numbers)}", password="correct horse battery", **values
    )
    user.groups.set(Group.objects.filter(name__in=roles))
    return user


def make_section(name: str = "", **values: Any) -> Section:
    return Section.objects.create(name=name or f"频道{next(_numbers)}", **values)


def make_column(name: str = "", **values: Any) -> Column:
    return Column.objects.create(name=name or f"专栏{next(_numbers)}", **values)


def make_topic(name: str = "", **values: Any) -> Topic:
    return Topic.objects.create(name=name or f"专题{next(_numbers)}", **values)


def make_contributor(name: str = "", **values: Any) -> Contributor:
    return Contributor.objects.create(name=name or f"作者{next(_numbers)}", **values)


def make_page(date: dt.date = dt.date(2026, 3, 12), number: int = 3, name: str = "工会") -> EditionPage:
    edition, _created = Edition.objects.get_or_create(date=date)
    return EditionPage.objects.create(edition=edition, number=number, name=name)


def make_article(title: str = "", *, credits: tuple[tuple[str, str], ...] = (), **values: Any) -> Article:
    """A draft; ``credits`` as ``(role, name)``. For a published one see ``make_published``."""
    values.setdefault("body", "<p>职工夜校开课了。</p>")
    article = Article.objects.create(title=title or f"稿件{next(_numbers)}", **values)
    for position, (role, name) in enumerate(credits):
        contributor, _created = Contributor.objects.get_or_create(name=name, organization=None)
        Credit.objects.create(article=article, contributor=contributor, role=role, position=position)
    return article


def make_published(title: str = "", *, published_at: dt.datetime | None = None, **values: Any) -> Article:
    """A published article, without the reviews that led there; with its snapshot."""
    article = make_article(
        title,
        status=Status.PUBLISHED,
        published_at=published_at or timezone.now() - dt.timedelta(hours=1),
        **values,
    )
    snapshots.take(article, by=values.get("author"))
    return article


def make_event(title: str = "", **values: Any) -> Event:
    """A published event tomorrow, two hours long; a draft with ``published_at=None``."""
    starts_at = values.pop("starts_at", timezone.now() + dt.timedelta(days=1))
    values.setdefault("kind", EventKind.TRAINING)
    values.setdefault("ends_at", starts_at + dt.timedelta(hours=2))
    values.setdefault("published_at", timezone.now() - dt.timedelta(days=7))
    values.setdefault("stage", Status.PUBLISHED if values["published_at"] else Status.DRAFT)
    return Event.objects.create(title=title or f"活动{next(_numbers)}", starts_at=starts_at, **values)


def picture_bytes(width: int = 64, height: int = 48, format: str = "PNG", colour: str = "#a81c17") -> bytes:
    """A real picture file."""
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(buffer, format)
    return buffer.getvalue()


def make_photo(**values: Any) -> Photo:
    """A picture of the library with its smallest renditions only, without the work of an upload."""
    number = next(_numbers)
    values.setdefault("widths", [480])
    photo = Photo(
        width=960, height=640, original=f"originals/{number}.png", original_name=f"{number}.png",
        digest=hashlib.sha256(str(number).encode()).hexdigest(), **values,
    )  # fmt: skip
    for format in ("avif", "webp", "jpeg"):
        for width in photo.widths:
            default_storage.save(
                photo.rendition_name(format, width), ContentFile(picture_bytes(format="PNG"))
            )
    photo.save()
    return photo
