"""Which pictures the public may fetch: those that something public shows at this moment.

The name of a picture's file cannot be guessed, but whoever was told it once keeps it. So a picture is handed out
while a published article, a public event or the like shows it, and no longer. The apps to the right say what shows
a picture. A process remembers an answer for two seconds, so that many readers of one page cost one question a
picture, and a withdrawal is two seconds away.
"""

import time
import uuid
from collections.abc import Callable
from functools import reduce
from operator import or_

from django.db.models import Exists, Model, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat

from photos.models import Photo

# Given ``OuterRef("pk")`` of a picture, the rows by which the public sees it.
Showing = Callable[[OuterRef], QuerySet[Model]]

REMEMBERED_FOR = 2.0  # seconds


class Exposure:
    """What shows pictures to the public, and the answers of the last moment. One a process: ``exposure``."""

    MOST_REMEMBERED = 20_000

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._by_index: list[Showing] = []
        self._by_reading: list[Showing] = []
        self._answers: dict[uuid.UUID, tuple[float, bool]] = {}

    def add(self, showing: Showing, *, by_reading: bool = False) -> None:
        """Let an app say what shows a picture. ``by_reading``: no index helps, so it is asked last."""
        (self._by_reading if by_reading else self._by_index).append(showing)

    def is_public(self, key: uuid.UUID) -> bool:
        """Whether something public shows the picture with this key; an unknown key is public nowhere."""
        asked_at, answer = self._answers.get(key, (float("-inf"), False))
        now = self._clock()
        if now - asked_at < REMEMBERED_FOR:
            return answer
        answer = self._ask(key)
        if len(self._answers) >= self.MOST_REMEMBERED:
            self._answers.clear()
        self._answers[key] = now, answer
        return answer

    def forget(self) -> None:
        self._answers.clear()

    def _ask(self, key: uuid.UUID) -> bool:
        return any(
            Photo.objects.filter(key=key).filter(_any_of(showings)).exists()
            for showings in (self._by_index, self._by_reading)
            if showings
        )


def _any_of(showings: list[Showing]) -> Q:
    return reduce(or_, (Q(Exists(showing(OuterRef("pk")))) for showing in showings))


def figure_of(photo: OuterRef) -> Concat:
    """The mark by which a rich text names a picture of the library: ``data-photo="7"``."""
    return Concat(Value('data-photo="'), Cast(photo, TextField()), Value('"'), output_field=TextField())


exposure = Exposure()
