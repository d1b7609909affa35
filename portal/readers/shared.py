"""What all readers' pages show alike of the database, asked for in one statement after each change.

It comes along with the question until when the clock changes nothing (``pagecache.kept``).
"""

import datetime as dt
from typing import Any, NamedTuple, cast

from django.db.models import QuerySet

from articles.models import Column, Edition, Section, Topic
from common.compiled import NOW, Together
from pagecache.kept import kept
from portal.models import Demonstration
from portal.web.clock import moments, nearest

# More of them are nowhere shown beside something else.
MOST_LISTINGS = 12


class Shared(NamedTuple):
    """``sections`` all in their order; ``edition`` the latest issue of the paper that has something to read; open
    ``columns`` and running ``topics`` that have something to read, the first of them; the demonstration is loaded.
    """

    sections: list[Section]
    edition: Edition | None
    columns: list[Column]
    topics: list[Topic]
    is_demonstration: bool


def _parts() -> dict[str, QuerySet[Any, Any]]:
    return {
        **moments(),
        "sections": Section.objects.all(),
        "editions": Edition.objects.readable(NOW)[:1],
        "columns": Column.objects.with_published(NOW).filter(parent=None, is_closed=False)[:MOST_LISTINGS],
        "topics": Topic.objects.with_published(NOW)
        .filter(is_archived=False)
        .select_related("banner")[:MOST_LISTINGS],
        "demonstrations": Demonstration.objects.loaded().values_list("pk"),
    }


_TOGETHER = Together(_parts)


def beginning(now: float) -> tuple[float, Shared]:
    """Until when the clock changes nothing, and what is shared until then; seconds since the epoch. One query."""
    at = dt.datetime.fromtimestamp(now, dt.UTC)
    found = _TOGETHER.ask(now=at)
    return nearest(found, at), Shared(
        found["sections"],
        next(iter(found["editions"]), None),
        found["columns"],
        found["topics"],
        bool(found["demonstrations"]),
    )


def shared() -> Shared:
    """As of this moment."""
    return cast("Shared", kept.shared())
