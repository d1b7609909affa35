"""Whose move it is with events: those that wait for somebody, as querysets."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from articles.models import Status
from articles.models.article import IN_REVIEW
from events.actions import levels
from events.models import Event, EventDecision, EventQuerySet, EventRecord

if TYPE_CHECKING:
    from accounts.models import User


def waiting_for(user: "User") -> EventQuerySet:
    """Events whose next level the account can pass now, the longest waiting first. The rules of ``events.actions``."""
    if not user.works_on_others:
        return Event.objects.none()
    stages = [state for state, roles in levels() if user.has_role(*roles)]
    if settings.REVIEW_BY_AUTHOR:
        stages = list(IN_REVIEW)
    elif user.has_role(*levels()[-1][1]):  # stages that the setting no longer knows wait for the last level
        stages += [stage for stage in IN_REVIEW if stage not in dict(levels())]
    found = _own_unions(Event.objects.filter(stage__in=stages), user)
    if len(levels()) > 1 and not settings.REVIEW_BY_AUTHOR:
        found = _without_own(found, user)
    return found.order_by("updated_at", "pk")


def returned_to(user: "User") -> EventQuerySet:
    """What the account handed in and got back, with ``return_reason``, ``returned_by`` and ``returned_at``."""
    last = EventRecord.objects.filter(event=OuterRef("pk"), decision=EventDecision.RETURNED).order_by(
        "-at", "-pk"
    )
    handed_in = EventRecord.objects.filter(event=OuterRef("pk"), user=user, decision=EventDecision.SUBMITTED)
    return (
        _own_unions(Event.objects.filter(stage=Status.RETURNED), user)
        .filter(Exists(handed_in))
        .annotate(
            return_reason=Subquery(last.values("comment")[:1]),
            returned_by=Subquery(last.values("user_name")[:1]),
            returned_at=Subquery(last.values("at")[:1]),
        )
        .order_by("-returned_at", "-pk")
    )


def _own_unions(events: EventQuerySet, user: "User") -> EventQuerySet:
    return events if user.grant is None else events.filter(organization__in=user.grant)


def _without_own(events: EventQuerySet, user: "User") -> EventQuerySet:
    """Without those that the account handed in, changed or passed in the review that runs."""
    records = EventRecord.objects.filter(event=OuterRef("pk"))
    begun = records.filter(decision=EventDecision.SUBMITTED).order_by("-at", "-pk").values("pk")[:1]
    own = records.filter(user=user, pk__gte=OuterRef("begun_at"))
    return events.annotate(begun_at=Coalesce(Subquery(begun), 0)).exclude(Q(Exists(own)))
