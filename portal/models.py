"""The front page: how editors arrange it, at most one arrangement live, others drafts to be looked at first. And what
the demonstration brought in."""

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from articles.models import Article


class FrontPageQuerySet(models.QuerySet["FrontPage"]):
    def live(self) -> "FrontPage | None":
        """The arrangement that readers see, if the editors have made one."""
        return self.filter(is_live=True).first()


class FrontPage(models.Model):
    """An arrangement of the front page. Without a live one, the default arrangement is shown."""

    name = models.CharField(
        _("name"), max_length=50, help_text=_("For the desk only, for example: Spring Festival.")
    )
    is_live = models.BooleanField(_("live"), default=False, editable=False)
    updated_at = models.DateTimeField(_("changed at"), auto_now=True)
    articles: "models.ManyToManyField[Article, FrontPageLead]" = models.ManyToManyField(
        "articles.Article",
        through="FrontPageLead",
        related_name="front_pages",
        verbose_name=_("lead stories"),
    )

    objects = FrontPageQuerySet.as_manager()

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")
        ordering = ["-is_live", "-updated_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_live"],
                condition=Q(is_live=True),
                name="front_page_one_live",
                violation_error_message=_("Another front page is live: put this one live in its place."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class FrontPageLead(models.Model):
    """A story chosen for the head of the page: the first leads, the others follow beside it."""

    front_page = models.ForeignKey(
        FrontPage, verbose_name=_("front page"), on_delete=models.CASCADE, related_name="leads"
    )
    article = models.ForeignKey(
        "articles.Article",
        verbose_name=_("article"),
        on_delete=models.CASCADE,
        related_name="front_page_leads",
    )
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("lead story")
        verbose_name_plural = _("lead stories")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["front_page", "article"],
                name="front_page_lead_once",
                violation_error_message=_("The article leads on this front page already."),
            )
        ]

    def __str__(self) -> str:
        # The place, not the article: histories are read by more people than a draft.
        return str(self.front_page)


class BlockKind(models.TextChoices):
    SECTION = "section", _("Articles of a section")
    COLUMN = "column", _("Articles of a column")
    TOPIC = "topic", _("A topic with its articles")
    PICTURES = "pictures", _("Strip of picture stories")
    EVENTS = "events", _("Upcoming events")
    NOTICES = "notices", _("Notices")
    PLACES = "places", _("Columns and topics")
    ORGANIZATIONS = "organizations", _("Organizations by district")


class BlockWidth(models.TextChoices):
    SIDE = "side", _("Beside the lead story")
    THIRD = "third", _("A third of the width")
    WIDE = "wide", _("The whole width")


class FrontPageBlock(models.Model):
    """One block below or beside the lead. An empty block is not shown."""

    front_page = models.ForeignKey(
        FrontPage, verbose_name=_("front page"), on_delete=models.CASCADE, related_name="blocks"
    )
    kind = models.CharField(_("kind"), max_length=15, choices=BlockKind)
    width = models.CharField(
        _("slot on the page"), max_length=5, choices=BlockWidth, default=BlockWidth.THIRD
    )
    heading = models.CharField(
        _("heading"), max_length=30, blank=True, help_text=_("Left empty, it is called after what it shows.")
    )
    section = models.ForeignKey(
        "articles.Section", verbose_name=_("section"), null=True, blank=True, on_delete=models.CASCADE,
        related_name="+",
    )  # fmt: skip
    column = models.ForeignKey(
        "articles.Column", verbose_name=_("column"), null=True, blank=True, on_delete=models.CASCADE,
        related_name="+",
    )  # fmt: skip
    topic = models.ForeignKey(
        "articles.Topic", verbose_name=_("topic"), null=True, blank=True, on_delete=models.CASCADE,
        related_name="+",
    )  # fmt: skip
    count = models.PositiveSmallIntegerField(
        _("how many"), default=4, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("block")
        verbose_name_plural = _("blocks")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(kind="section", section__isnull=False) | ~Q(kind="section"))
                & (Q(kind="column", column__isnull=False) | ~Q(kind="column"))
                & (Q(kind="topic", topic__isnull=False) | ~Q(kind="topic")),
                name="front_page_block_names_its_place",
                violation_error_message=_("Choose the section, column or topic that this block shows."),
            ),
            models.CheckConstraint(
                condition=Q(count__range=(1, 12)),
                name="front_page_block_count",
                violation_error_message=_("A block shows between 1 and 12 entries."),
            ),
        ]

    def __str__(self) -> str:
        return self.heading or self.get_kind_display()

    def clean(self) -> None:
        if self.kind in ("section", "column", "topic") and getattr(self, f"{self.kind}_id", None) is None:
            raise ValidationError(
                {self.kind: _("Choose the section, column or topic that this block shows.")}
            )


class DemonstrationQuerySet(models.QuerySet["Demonstration"]):
    def loaded(self) -> "DemonstrationQuerySet":
        """The one that is loaded now, if any."""
        return self.filter(removed_at=None)

    def current(self) -> "Demonstration | None":
        """The one that is loaded now."""
        return self.loaded().first()


class Demonstration(models.Model):
    """A loading of the demonstration, and which rows it made, so that it can be taken out again.

    ``rows`` holds the primary keys by the label of their model (``articles.article``). Content made in bulk notes
    under ``volume`` how much of it there is to be; it is not taken out again.
    """

    loaded_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True)
    rows = models.JSONField(default=dict)

    objects = DemonstrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("demonstration")
        verbose_name_plural = _("demonstrations")

    def __str__(self) -> str:
        return f"{self.loaded_at:%Y-%m-%d}"


class FormerAddress(models.Model):
    """A name in an address that something had before: ``kind`` is the label of its model, ``key`` its primary key."""

    kind = models.CharField(max_length=50)
    slug = models.CharField(max_length=100)
    key = models.BigIntegerField()

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="former_address_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.slug}"
