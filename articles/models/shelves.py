"""Shelves: of every list that readers turn the pages of, what stands in it, in order and counted.

``Shelved`` names the articles of each shelf, ``ShelfCount`` how many of them there are in each day or month. Triggers
keep both, in the transaction of whatever changes articles (migration ``0019_shelves``); nothing else writes them. So
a page of a list is found without counting the list, and without reading the pages before it.
"""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from common.compiled import Given, Moment


class Shelf(models.IntegerChoices):
    """What kinds of lists there are; a shelf is a kind and the key of the row whose list it is (0 for ``ALL``)."""

    ALL = 0
    SECTION = 1
    COLUMN = 2  # a column's with those of its sub-columns
    TAG = 3  # the tag under which readers meet an article, were it by another that was merged into this
    ORGANIZATION = 4
    CONTRIBUTOR = 5
    PERSON = 6
    FILE = 7  # of the sitemap, which holds a range of keys


class ShelvedQuerySet(models.QuerySet["Shelved"]):
    def published(self, now: Moment | None = None) -> "ShelvedQuerySet":
        """What readers see at a moment: ``published_q`` of the articles that stand here."""
        now = now or timezone.now()
        return self.filter(Q(until=None) | Q(until__gt=now), at__lte=now)

    def shown_on(
        self, kind: int | Given, key: int | Given, first: Moment, end: Moment, now: Moment
    ) -> "ShelvedQuerySet":
        """What readers see of a shelf at a moment and appeared between two others, the newest first."""
        return self.published(now).filter(kind=kind, key=key, at__gte=first, at__lt=end).newest_first()

    def newest_first(self) -> "ShelvedQuerySet":
        return self.order_by("-at", "-article")


class Shelved(models.Model):
    """That an article stands on a shelf: as long as it is stored as published, from ``at`` on and until ``until``."""

    pk = models.CompositePrimaryKey("article", "kind", "key")
    article = models.BigIntegerField()
    kind = models.SmallIntegerField(choices=Shelf)
    key = models.BigIntegerField()
    at = models.DateTimeField()
    until = models.DateTimeField(null=True)

    objects = ShelvedQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index("kind", "key", "at", "article", include=["until"], name="shelved_in_order"),
            models.Index("kind", "key", "until", name="shelved_until", condition=Q(until__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.key}: {self.article}"


class ShelfCount(models.Model):
    """How many articles without an end stand on a shelf, of one day (of all articles) or one month (of the others).

    Those with an end are few while it is ahead, and counted when they are asked for.
    """

    pk = models.CompositePrimaryKey("kind", "key", "period")
    kind = models.SmallIntegerField(choices=Shelf)
    key = models.BigIntegerField()
    period = models.DateField()  # the day, or the first of the month, in the zone of the site
    total = models.IntegerField()

    class Meta:
        default_permissions = ()
        # Those that a trigger takes away, since nothing stands there any more.
        indexes = [models.Index(fields=["kind"], name="shelfcount_empty", condition=Q(total=0))]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.key}, {self.period}: {self.total}"
