"""That what readers see is a demonstration: said on every page and in every feed while it is loaded."""

from django.core.cache import caches
from django.db import DatabaseError
from django.utils.translation import gettext as _

KEY = "portal.demo.notice.loaded"
SECONDS = 5  # after a loading or a removal, another process may still say what was true before


def loaded() -> bool:
    """Whether the demonstration is there, looked up every few seconds; not while the database is away."""
    cache = caches["process"]
    known = cache.get(KEY)
    if known is None:
        from portal.models import Demonstration

        try:
            known = Demonstration.objects.current() is not None
        except DatabaseError:
            known = False  # nothing of it is shown either
        cache.set(KEY, known, SECONDS)
    return bool(known)


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
