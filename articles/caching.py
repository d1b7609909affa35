"""How long a page of articles stays true: until the clock publishes, expires or unpins the next one."""

import datetime as dt

from django.db.models import Min, Q
from django.utils import timezone

from articles.models import Article, Status


def next_change(now: dt.datetime | None = None) -> dt.datetime | None:
    """The next moment after ``now`` at which the clock alone changes what readers see; ``None`` if there is none."""
    now = now or timezone.now()
    moments = Article.objects.with_status(Status.PUBLISHED).aggregate(
        *(
            Min(name, filter=Q(**{f"{name}__gt": now}))
            for name in ("published_at", "expires_at", "pinned_until")
        )
    )
    return min((moment for moment in moments.values() if moment is not None), default=None)


def seconds_until_next_change(most: int, now: dt.datetime | None = None) -> int:
    """For ``max-age``: how many whole seconds a page stays true, at most ``most``, at least 0."""
    now = now or timezone.now()
    moment = next_change(now)
    return most if moment is None else min(most, int((moment - now).total_seconds()))
