"""Which articles: the words in which all pages, feeds and desk screens ask for them."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import ExpressionWrapper, F, FilteredRelation, Prefetch, Q, Value
from django.db.models.functions import Left
from django.utils import timezone

from articles.models.shelves import Shelf, Shelved
from articles.models.status import CLOSED, IN_REVIEW, WRITING, Status, published_q, scheduled_q
from articles.models.tag import TaggedArticle
from common.compiled import Moment, as_expression

if TYPE_CHECKING:
    from articles.models.article import Article  # noqa: F401 - named in annotations only


# Behind a star, since the checker knows no relation that is annotated.
LEAD: tuple[str, ...] = ("lead_entry__photo",)


def shown_tags() -> models.QuerySet[TaggedArticle]:
    """What ``Article.shown_tags`` asks for, of all articles."""
    return TaggedArticle.objects.select_related("tag__shown_under").order_by("tag__name")


def shown_tags_prefetch() -> "Prefetch[str]":
    """The same, of many articles in one query."""
    return Prefetch("tagged_items", shown_tags())


class ArticleQuerySet(models.QuerySet["Article"]):
    def published(self, now: Moment | None = None) -> "ArticleQuerySet":
        """What readers may see now, by status and clock."""
        return self.filter(published_q(now))

    def with_an_answer(self, now: Moment | None = None) -> "ArticleQuerySet":
        """Those whose address has something to say to readers: published, or taken down and not published again."""
        taken_down = models.Q(withdrawn_at__isnull=False) & ~models.Q(status=Status.PUBLISHED)
        return self.filter(published_q(now) | taken_down)

    def scheduled(self, now: Moment | None = None) -> "ArticleQuerySet":
        return self.filter(scheduled_q(now))

    def planned(self, now: Moment | None = None) -> "ArticleQuerySet":
        """What has passed or is published, for a time that is still ahead."""
        now = now or timezone.now()
        return self.filter(Q(status=Status.APPROVED, published_at__gt=now) | scheduled_q(now))

    def on_the_way(self) -> "ArticleQuerySet":
        """What was sent in and readers have not met yet: in review, passed, or published for a time ahead."""
        return self.filter(Q(status__in=[*IN_REVIEW, Status.APPROVED]) | scheduled_q())

    def drafts(self) -> "ArticleQuerySet":
        return self.filter(status=Status.DRAFT)

    def returned(self) -> "ArticleQuerySet":
        return self.filter(status=Status.RETURNED)

    def expired(self, now: Moment | None = None) -> "ArticleQuerySet":
        return self.filter(status=Status.PUBLISHED, expires_at__lte=now or timezone.now())

    def in_writing(self) -> "ArticleQuerySet":
        return self.filter(status__in=WRITING)

    def in_review(self) -> "ArticleQuerySet":
        return self.filter(status__in=IN_REVIEW)

    def with_status(self, *statuses: str) -> "ArticleQuerySet":
        return self.filter(status__in=statuses)

    def working_copies(self) -> "ArticleQuerySet":
        return self.filter(working_copy_of__isnull=False)

    def open_working_copies(self) -> "ArticleQuerySet":
        return self.working_copies().exclude(status__in=CLOSED)

    def newest_first(self) -> "ArticleQuerySet":
        return self.order_by("-published_at", "-id")

    def pinned(self, now: Moment | None = None) -> "ArticleQuerySet":
        """Those whose pin lasts."""
        return self.filter(pinned_until__gt=now or timezone.now())

    def fresh(self, now: Moment | None = None) -> "ArticleQuerySet":
        """Those within the limit of freshness of their section, if it has one, and what is pinned."""
        now = now or timezone.now()
        kept_for = ExpressionWrapper(
            F("section__freshness_days") * Value(dt.timedelta(days=1)), output_field=models.DurationField()
        )
        no_limit = Q(section__isnull=True) | Q(section__freshness_days=0)
        return self.filter(
            no_limit | Q(published_at__gte=as_expression(now) - kept_for) | Q(pinned_until__gt=now)
        )

    def fresh_parts(self, limits: Sequence[tuple[int | None, int]], now: Moment) -> "list[ArticleQuerySet]":
        """The same as ``fresh()``, in parts that an index finds each: some of them may share an article.

        ``limits``: of each section its key and how many days its news stay fresh, 0 for ever; ``None`` is no section.
        """
        by_days: dict[int, list[int]] = {}
        for section, days in limits:
            if section is not None and days:
                by_days.setdefault(days, []).append(section)
        parts = [
            self.filter(
                section__in=sections, published_at__gte=as_expression(now) - Value(dt.timedelta(days=days))
            )
            for days, sections in by_days.items()
        ]
        parts += [self.filter(section=section) for section, days in limits if section is None or not days]
        return [*parts, self.filter(pinned_until__gt=now)]

    def on_shelf(self, kind: Shelf, key: int) -> "ArticleQuerySet":
        """Those that stand in a list of readers, however they came there."""
        return self.filter(pk__in=Shelved.objects.filter(kind=kind, key=key).values("article"))

    def for_lists(self) -> "ArticleQuerySet":
        """With what a list item shows, in one query: section, column, lead picture."""
        lead = FilteredRelation("photo_entries", condition=Q(photo_entries__is_lead=True))
        return (
            self.annotate(lead_entry=lead, beginning=Left("body_text", 120))
            .select_related("section", "column__parent", *LEAD)
            .defer("body", "body_text")
        )

    def for_reading(self) -> "ArticleQuerySet":
        """With what the page of one article says of its place; the rest of it comes by ``articles.reading``."""
        return self.select_related("section", "column__parent", "edition_page__edition", "replaced_by")

    def originals(self) -> "ArticleQuerySet":
        """No working copies: those have no address of their own."""
        return self.filter(working_copy_of__isnull=True)
