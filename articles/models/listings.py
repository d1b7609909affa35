"""Listings, the pages under which articles are listed: sections, columns with their sub-columns, topics."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.models.shelves import Shelf, Shelved
from common.compiled import Moment
from common.html import clean_html
from common.pinyin import pinyin_slug
from common.reversing import address
from common.words import marked, with_breaks

SLUG_HELP = _("Part of the page's address. Left empty, it is made from the name in pinyin.")


class Listing(models.Model):
    """What sections, columns and topics share: a name, an address, a description."""

    name = models.CharField(_("name"), max_length=50)
    slug = models.SlugField(
        _("address name"), max_length=80, unique=True, blank=True, help_text=SLUG_HELP,
        error_messages={"unique": _("This address name is taken: choose a different one.")},
    )  # fmt: skip
    description = models.TextField(_("description"), blank=True)
    position = models.PositiveIntegerField(_("position"), default=0, help_text=_("Small figures come first."))

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.slug:
            base = pinyin_slug(self.name, 70) or "page"
            self.slug, number = base, 2
            others = type(self)._default_manager.exclude(pk=self.pk)
            while others.filter(slug=self.slug).exists():
                self.slug, number = f"{base}-{number}", number + 1
        super().save(*args, **kwargs)


class Section(Listing):
    """A fixed entry of the navigation: 要闻, 基层动态 …"""

    in_navigation = models.BooleanField(_("in the navigation"), default=True)
    freshness_days = models.PositiveSmallIntegerField(
        _("must have news every … days"), default=14,
        help_text=_("Inspections count a news section as stale after 14 days, a notice section after 180."),
    )  # fmt: skip
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("owner"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="sections", help_text=_("Who keeps it fresh."),
    )  # fmt: skip

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["name"],
                name="section_name_once",
                violation_error_message=_("There is already a section of this name."),
            )
        ]

    def get_absolute_url(self) -> str:
        return address("articles:section", self.slug)


class ColumnQuerySet(models.QuerySet["Column"]):
    def with_published(self, now: Moment | None = None) -> "ColumnQuerySet":
        """Columns in which, or in a sub-column of which, readers can read something."""
        own = Shelved.objects.published(now).filter(kind=Shelf.COLUMN, key=models.OuterRef("pk"))
        return self.filter(models.Exists(own))


class Column(Listing):
    """A recurring heading that groups articles; a sub-column has a parent and no sub-columns of its own."""

    parent = models.ForeignKey(
        "self", verbose_name=_("column above"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="subcolumns", help_text=_("Only for a sub-column."),
    )  # fmt: skip
    freshness_days = models.PositiveSmallIntegerField(
        _("must have news every … days"),
        null=True,
        blank=True,
        help_text=_("Left empty, nobody is reminded."),
    )
    is_closed = models.BooleanField(
        _("closed"), default=False, help_text=_("Kept for readers, no longer offered.")
    )

    objects = ColumnQuerySet.as_manager()

    class Meta:
        verbose_name = _("column")
        verbose_name_plural = _("columns")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "name"],
                name="column_name_once",
                nulls_distinct=False,
                violation_error_message=_("There is already a column of this name in the same place."),
            ),
            models.CheckConstraint(
                condition=~Q(parent=F("id")),
                name="column_not_its_own_parent",
                violation_error_message=_("A column cannot stand below itself: choose another column above."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.parent.name} › {self.name}" if self.parent_id and self.parent else self.name

    def clean(self) -> None:
        if self.parent and self.parent.parent_id:
            raise ValidationError(
                {"parent": _("A sub-column has no sub-columns: choose a column of the first level.")}
            )
        if self.parent and self.pk and self.subcolumns.exists():
            raise ValidationError(
                {"parent": _("This column has sub-columns, so it cannot become one itself.")}
            )

    def get_absolute_url(self) -> str:
        return address("articles:column", self.slug)


class TopicQuerySet(models.QuerySet["Topic"]):
    def with_published(self, now: Moment | None = None) -> "TopicQuerySet":
        """Topics with at least one article that readers may see."""
        from articles.models.article import published_q

        shown = TopicEntry.objects.filter(
            published_q(now, prefix="article__"), group__topic=models.OuterRef("pk")
        )
        return self.filter(models.Exists(shown))


class Topic(Listing):
    """A landing page about one campaign: a banner, a lead and articles in groups."""

    banner = models.ForeignKey(
        "photos.Photo", verbose_name=_("banner"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="topics",
    )  # fmt: skip
    lead = models.TextField(_("lead"), blank=True)
    # The name with places at which a line may break; see ``Article.title_words``.
    name_words = models.CharField(max_length=150, blank=True, editable=False, default="")
    is_archived = models.BooleanField(
        _("archived"),
        default=False,
        help_text=_("The campaign is over: the page stays, with a note that says so."),
    )
    created_at = models.DateTimeField(_("made at"), auto_now_add=True)

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["is_archived", "position", "-created_at", "-id"]

    def clean(self) -> None:
        self.lead = clean_html(self.lead)

    def save(self, *args: Any, **kwargs: Any) -> None:
        fields = kwargs.get("update_fields")
        if fields is None or "name" in fields:
            self.name_words = with_breaks(self.name)[:150]
            kwargs["update_fields"] = fields if fields is None else {*fields, "name_words"}
        super().save(*args, **kwargs)

    @property
    def headline(self) -> SafeString:
        """The name for a page, with ``<wbr>`` between its words."""
        return marked(self.name, self.name_words)

    def get_absolute_url(self) -> str:
        return address("articles:topic", self.slug)


class TopicGroup(models.Model):
    """A heading on a topic's page."""

    topic = models.ForeignKey(Topic, verbose_name=_("topic"), on_delete=models.CASCADE, related_name="groups")
    name = models.CharField(_("name"), max_length=50)
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("group")
        verbose_name_plural = _("groups")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "name"],
                name="topic_group_once",
                violation_error_message=_("The topic has a group of this name already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.topic} › {self.name}"


class TopicEntry(models.Model):
    """An article in a group of a topic."""

    group = models.ForeignKey(
        TopicGroup, verbose_name=_("group"), on_delete=models.CASCADE, related_name="entries"
    )
    article = models.ForeignKey(
        "articles.Article", verbose_name=_("article"), on_delete=models.CASCADE, related_name="topic_entries"
    )
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("article of a topic")
        verbose_name_plural = _("articles of a topic")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "article"],
                name="topic_entry_once",
                violation_error_message=_("The article stands in this group already."),
            )
        ]

    def __str__(self) -> str:
        # The place, not the article: histories are read by more people than a draft.
        return str(self.group)
