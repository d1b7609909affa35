"""That what readers see is a demonstration: said on every page and in every feed while it is loaded."""

from django.core.cache import caches
from django.db import DatabaseError
from django.utils.translation import gettext as _

from pagecache.changes import changes

KEY = "portal.demo.notice.loaded"


def loaded() -> bool:
    """Whether the demonstration is there, looked up once after each change; not while the database is away."""
    cache = caches["process"]
    generation = changes.generation()  # before it is looked up: what changes after it is not missed
    known: tuple[int | None, bool] | None = cache.get(KEY)
    if known is not None and generation is not None and known[0] == generation:
        return known[1]
    if changes.is_away:
        return known is not None and known[1]  # nobody waits for what cannot answer
    from portal.readers.shared import shared

    try:
        found = shared().is_demonstration
    except DatabaseError:
        return False  # nothing of it is shown either
    cache.set(KEY, (generation, found), None)
    return found


def forget() -> None:
    """Look anew at the next question, in this process."""
    caches["process"].delete(KEY)


def notice() -> str:
    """One sentence in the language of the request, or nothing."""
    if not loaded():
        return ""
    return _(
        "A demonstration: the unions bear real names; the people, events and figures told of are invented."
    )
