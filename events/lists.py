"""Events as lists show them: by their keys, in one statement that is compiled once."""

from collections.abc import Sequence

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F
from django.utils import timezone

from common.compiled import NOW, Compiled, Given, OneOf
from events.models import Event, EventQuerySet

KEYS = Given("keys", ArrayField(models.BigIntegerField()))


def _listed() -> EventQuerySet:
    rows = Event.objects.published(NOW).for_lists().defer("description", "programme__description")
    return rows.filter(OneOf(F("pk"), KEYS)).order_by()


_LISTED = Compiled(_listed)


def listed(keys: Sequence[int]) -> list[Event]:
    """Those of some events that readers see, in the order of the keys, with what a list item shows. One query."""
    by_key = {row.pk: row for row in _LISTED.ask(keys=list(keys), now=timezone.now())} if keys else {}
    return [by_key[key] for key in keys if key in by_key]
