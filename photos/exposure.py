"""Which pictures the public may fetch: those that something public shows at this moment.

The name of a picture's file cannot be guessed, but whoever was told it once keeps it. So a picture is handed out
while a published article, a public event or the like shows it, and no longer. The apps to the right say what shows
a picture. A process keeps an index of those that were asked for lately and of the newest ones, until something that
readers see changes (``pagecache.changes``) or ends by the clock; so the pictures of a page cost no question each, and a
withdrawal holds at once.
"""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from django.db.models import Exists, Model, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from pagecache.changes import changes
from photos.models import Photo

# Given ``OuterRef("pk")`` of a picture, the rows by which the public sees it.
Showing = Callable[[OuterRef], QuerySet[Model]]
# The next moment after the one given at which something ends by the clock; None where nothing does.
Ending = Callable[[dt.datetime], dt.datetime | None]


@dataclass
class _Index:
    """Keys of pictures that are public, as they were found after ``generation`` was read; good until ``until``."""

    generation: int
    until: dt.datetime
    by_index: set[uuid.UUID] = field(default_factory=set)
    by_reading: set[uuid.UUID] = field(default_factory=set)


class Exposure:
    """What shows pictures to the public, and the index of this process. One a process: ``exposure``."""

    KEPT_FOR = dt.timedelta(minutes=1)  # should a line to the database die without a word
    NEWEST = 1000
    MOST_KEPT = 5000

    def __init__(self, generation: Callable[[], int | None], clock: Callable[[], dt.datetime]) -> None:
        """``generation``: another number after each change, or None when changes cannot be told."""
        self._generation, self._clock = generation, clock
        self._showing: list[Showing] = []
        self._showing_by_reading: list[Showing] = []
        self._endings: list[Ending] = []
        self._index: _Index | None = None

    def add(self, showing: Showing, *, by_reading: bool = False) -> None:
        """Let an app say what shows a picture. ``by_reading``: no index of the database helps, so it is asked last."""
        (self._showing_by_reading if by_reading else self._showing).append(showing)

    def add_ending(self, ending: Ending) -> None:
        """Let an app say when the next of what it shows ends."""
        self._endings.append(ending)

    def is_public(self, key: uuid.UUID) -> bool:
        """Whether something public shows the picture with this key; an unknown key is public nowhere."""
        generation = self._generation()  # before anything is asked: what changes after it is not missed
        if generation is None:
            return bool(_found([key], self._showing) or _found([key], self._showing_by_reading))
        index = self._index
        if index is None or index.generation != generation or self._clock() >= index.until:
            index = self._index = self._made(generation, index)
        if key in index.by_index or key in index.by_reading:
            return True
        return self._ask(key, index)

    def _made(self, generation: int, before: _Index | None) -> _Index:
        """The newest pictures, and those of the index before, asked for anew and all at once."""
        now = self._clock()
        ends = [end for ending in self._endings if (end := ending(now)) is not None]
        index = _Index(generation, min([now + self.KEPT_FOR, *ends]))
        newest = Photo.objects.order_by("-pk").values("pk")[: self.NEWEST]
        index.by_index = _found(before.by_index if before else (), self._showing, Q(pk__in=newest))
        if before and before.by_reading:
            index.by_reading = _found(before.by_reading, self._showing_by_reading)
        return index

    def _ask(self, key: uuid.UUID, index: _Index) -> bool:
        for showings, kept in (
            (self._showing, index.by_index),
            (self._showing_by_reading, index.by_reading),
        ):
            if _found([key], showings):
                if len(kept) < self.MOST_KEPT:
                    kept.add(key)
                return True
        return False


def _found(keys: Iterable[uuid.UUID], showings: list[Showing], others: Q | None = None) -> set[uuid.UUID]:
    """Those of the pictures that one of the showings shows."""
    if not showings:
        return set()
    wanted = Q(key__in=list(keys))
    shown = reduce(or_, (Q(Exists(showing(OuterRef("pk")))) for showing in showings))
    photos = Photo.objects.filter(wanted | others if others else wanted).filter(shown)
    return set(photos.order_by().values_list("key", flat=True))


def figure_of(photo: OuterRef) -> Concat:
    """The mark by which a rich text names a picture of the library: ``data-photo="7"``."""
    return Concat(Value('data-photo="'), Cast(photo, TextField()), Value('"'), output_field=TextField())


exposure = Exposure(changes.generation, timezone.now)
