"""What there is and how it hangs together, row by row; the same lot gives the same rows."""

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

from articles.models import Genre, Status, WithdrawalKind
from articles.models.contributor import CreditRole
from articles.models.parts import ArticleOrganizationRole
from common.words import with_breaks
from events.models import EventKind, EventStatus
from portal.volume.sentences import Texts

YEARS = 10  # over which the articles are spread, the newest of them a few minutes old
SHORTEST, LONGEST = 300, 1500  # characters of a text
CLOSED_TO_READERS = 50  # one article of so many is scheduled, expired or withdrawn, in turn
DRAFTS = 500  # one of so many is a draft
RECURRING = 30  # one event of so many recurs weekly
CHANGED = 50  # one event of so many is cancelled or postponed
DATES = 8  # of an event that recurs
_WORDS = 20  # of a hundred articles so many stand in a column

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Keys:
    """The primary keys of what articles and events point to."""

    sections: list[int]
    columns: list[int]
    organizations: list[int]
    people: list[int]
    contributors: list[int]
    photos: list[int]
    tags: list[int]


@dataclass
class ArticleRows:
    """Rows of one batch, a list a table; the columns are those that ``filling`` names in this order."""

    articles: list[Row] = field(default_factory=list)
    credits: list[Row] = field(default_factory=list)
    organizations: list[Row] = field(default_factory=list)
    people: list[Row] = field(default_factory=list)
    photos: list[Row] = field(default_factory=list)
    tags: list[Row] = field(default_factory=list)


@dataclass
class EventRows:
    events: list[Row] = field(default_factory=list)
    organizations: list[Row] = field(default_factory=list)
    occurrences: list[Row] = field(default_factory=list)


def article_rows(numbers: range, of: int, now: dt.datetime, keys: Keys, lot: Random) -> ArticleRows:
    """The articles with these numbers, of so many; ``now`` is the moment that all times count from, aware."""
    rows, texts = ArticleRows(), Texts(lot)
    apart = dt.timedelta(days=365 * YEARS) / of
    for number in numbers:
        key = number + 1
        _add_article(rows, key, now - apart * (of - number) * 0.999, now, keys, texts)
        _add_parts(rows, key, keys, lot)
    return rows


def _add_article(
    rows: ArticleRows, key: int, written_at: dt.datetime, now: dt.datetime, keys: Keys, texts: Texts
) -> None:
    lot = texts.lot
    title = texts.title()
    paragraphs = texts.paragraphs(lot.randint(SHORTEST, LONGEST - 100))
    state = _state(key, written_at, now, lot)
    rows.articles.append((
        key, title, with_breaks(title)[:500], paragraphs[0][:80] if lot.random() < 0.3 else "",
        "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs), "\n".join(paragraphs),
        lot.choice(GENRES), _early(keys.sections, lot, 2),
        lot.choice(keys.columns) if lot.random() * 100 < _WORDS else None,
        _early(keys.organizations, lot, 2), *state, written_at, written_at,
    ))  # fmt: skip


GENRES = (*[Genre.NEWS] * 6, Genre.FEATURE, Genre.PROFILE, Genre.COMMENTARY, Genre.NOTICE)


def _state(key: int, written_at: dt.datetime, now: dt.datetime, lot: Random) -> Row:
    """Status, publication, expiry, withdrawal: its time, kind and notice."""
    if key % DRAFTS == 0:
        return (Status.DRAFT, None, None, None, "", "")
    if key % CLOSED_TO_READERS:
        return (Status.PUBLISHED, written_at, None, None, "", "")
    turn = key // CLOSED_TO_READERS % 3
    if turn == 0:
        return (Status.PUBLISHED, now + dt.timedelta(hours=lot.randint(1, 1440)), None, None, "", "")
    end = written_at + (now - written_at) * lot.uniform(0.1, 0.9)
    if turn == 1:
        return (Status.PUBLISHED, written_at, end, None, "", "")
    return (Status.WITHDRAWN, written_at, None, end, WithdrawalKind.GONE, "稿件内容有误，已撤下。")


def _add_parts(rows: ArticleRows, key: int, keys: Keys, lot: Random) -> None:
    for position, contributor in enumerate(lot.sample(keys.contributors, 1 + (lot.random() < 0.4))):
        role = CreditRole.CORRESPONDENT if position else CreditRole.REPORTER
        rows.credits.append((key, contributor, role, position))
    for position, organization in enumerate({_early(keys.organizations, lot, 2) for _one in range(2)}):
        rows.organizations.append((key, organization, ArticleOrganizationRole.SUBJECT, position))
    if lot.random() < 0.1:
        rows.people.append((key, lot.choice(keys.people)))
    if lot.random() < 0.4:
        rows.photos.append((key, lot.choice(keys.photos), 0, True))
    rows.tags += [(key, tag) for tag in {_early(keys.tags, lot, 4) for _one in range(lot.randint(1, 5))}]


def _early(keys: list[int], lot: Random, steep: int) -> int:
    """One of the keys: the first far more often than the last, as with tags, sections and unions in life."""
    return keys[int(lot.random() ** steep * len(keys))]


def event_rows(numbers: range, of: int, now: dt.datetime, keys: Keys, lot: Random) -> EventRows:
    """The events with these numbers, of so many: over the years before ``now``, and one of ten still to come."""
    rows, texts = EventRows(), Texts(lot)
    begin = now - dt.timedelta(days=365 * YEARS)
    for number in numbers:
        key = number + 1
        ahead = number % 10 == 0
        starts_at = (
            now + dt.timedelta(hours=lot.randint(1, 1440))
            if ahead
            else begin + dt.timedelta(days=365 * YEARS) * (number / of)
        ).replace(minute=0, second=0, microsecond=0)
        length = dt.timedelta(hours=lot.randint(1, 4))
        dates = list(_dates(key, starts_at, length))
        weekly = f"FREQ=WEEKLY;COUNT={DATES}" if len(dates) > 1 else ""
        changed = lot.choice((EventStatus.CANCELLED, EventStatus.POSTPONED))
        title = texts.title()
        rows.events.append((
            key, title, lot.choice(EventKind.values), starts_at, starts_at + length, weekly, dates[-1][1],
            "区职工服务中心", "".join(f"<p>{text}</p>" for text in texts.paragraphs(150)),
            changed if key % CHANGED == 0 else EventStatus.SCHEDULED,
            min(starts_at - dt.timedelta(days=20), now), _early(keys.organizations, lot, 2),
            uuid.UUID(int=lot.getrandbits(128), version=4), with_breaks(title)[:500], Status.PUBLISHED,
        ))  # fmt: skip
        rows.organizations.append((key, _early(keys.organizations, lot, 2)))
        rows.occurrences += [(key, *date) for date in dates]
    return rows


def _dates(key: int, start: dt.datetime, length: dt.timedelta) -> Iterator[tuple[dt.datetime, dt.datetime]]:
    for week in range(DATES if key % RECURRING == 0 else 1):
        begin = start + dt.timedelta(weeks=week)
        yield begin, begin + length
