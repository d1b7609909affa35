"""What the forms of the desk do is told to those who write it down, and what they delete to those who keep it.

Both stand in apps further right, which say so here.
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import Model
from django.http import HttpRequest

from common.choosing import Row
from common.generic import ModelAdmin

if TYPE_CHECKING:
    from django.contrib.admin.models import LogEntry

# What is told of rows that the desk added, changed or deleted: the request, one of these words, the rows, and
# Django's log entries of them.
Recorder = Callable[[HttpRequest, str, Iterable[Model], Iterable["LogEntry"]], None]
_recorders: list[Recorder] = []


def add_recorder(recorder: Recorder) -> None:
    """Let an app further right write down what the forms of the desk do."""
    if recorder not in _recorders:
        _recorders.append(recorder)


# What keeps a row with all that goes along before the desk deletes it, so that it can be brought back: the request, the
# row, and the key of the union that it belongs to.
Keeper = Callable[[HttpRequest, Model, int | None], None]
_keepers: list[Keeper] = []


def add_keeper(keeper: Keeper) -> None:
    """Let an app further right keep what the desk deletes."""
    if keeper not in _keepers:
        _keepers.append(keeper)


class Recorded(ModelAdmin[Row]):
    """For admins: what their forms do is told to the recorders, beside Django's own history of each row."""

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return self._hand_on(request, "added", [obj], super().log_addition(request, obj, message))

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return self._hand_on(request, "changed", [obj], super().log_change(request, obj, message))

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        return self._hand_on(request, "deleted", list(queryset), super().log_deletions(request, queryset))

    def _hand_on(self, request: HttpRequest, code: str, rows: list[Any], entries: Any) -> Any:
        listed = entries if isinstance(entries, list) else [entries]
        for recorder in _recorders:
            recorder(request, code, rows, [entry for entry in listed if entry is not None])
        return entries


def keep(request: HttpRequest, row: Model, owner: int | None) -> None:
    """To be called in the transaction that deletes a row of the desk."""
    for keeper in _keepers:
        keeper(request, row, owner)
