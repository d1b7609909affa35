"""What the newsroom's tools remember: the pages that were brought in and what became of them, and what was deleted."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from photos.models import Photo
from photos.usage import users_of


class ImportState(models.TextChoices):
    OPEN = "open", _("Being looked through")
    DONE = "done", _("Brought in")


class PageImportQuerySet(models.QuerySet["PageImport"]):
    def open(self) -> "PageImportQuerySet":
        return self.filter(state=ImportState.OPEN)


class PageImport(models.Model):
    """The text of a printed page that somebody brought in, with the plan that an editor may have changed.

    ``plan`` is a list of articles, each as ``newsroom.plans.PlannedArticle.as_dict()``.
    """

    KEPT_AS_IT_CAME = ("source",)  # what is marked in it is told by its characters' numbers

    source = models.TextField(_("source text"))
    file_name = models.CharField(_("file"), max_length=200, blank=True)
    digest = models.CharField(_("SHA-256 of the text"), max_length=64, db_index=True, editable=False)
    date = models.DateField(_("date of the issue"), null=True, blank=True)
    page_number = models.PositiveSmallIntegerField(_("page number"), null=True, blank=True)
    page_name = models.CharField(_("page name"), max_length=50, blank=True)
    plan = models.JSONField(_("plan"), default=dict, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=ImportState, default=ImportState.OPEN)
    edition_page = models.ForeignKey(
        "articles.EditionPage", verbose_name=_("edition page"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="imports",
    )  # fmt: skip
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("brought in by"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="page_imports",
    )  # fmt: skip
    created_at = models.DateTimeField(_("brought in at"), auto_now_add=True)

    objects = PageImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("imported page")
        verbose_name_plural = _("imported pages")
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        page = f" 第{self.page_number:02}版" if self.page_number else ""
        return f"{self.date.isoformat() if self.date else self.file_name or self.pk}{page}"

    def left_behind(self) -> list[Photo]:
        """The pictures that came into the library with this page and are used by nothing, nor meant by another page.

        They go when the page is given up. One query for each and each way of using pictures.
        """
        keys = set(self.plan.get("brought", []))
        for plan in (
            PageImport.objects.open().exclude(pk=self.pk).values_list("plan", flat=True) if keys else ()
        ):
            keys -= {
                key for article in plan.get("articles", []) for key, _caption in article.get("photos", [])
            }
        return [photo for photo in Photo.objects.filter(pk__in=keys).order_by("pk") if not users_of(photo)]


class ImportedArticle(models.Model):
    """That an article came from an imported page, and how its text read then.

    The two digests recognize the same copy when it is brought in again, whatever became of the article since.
    """

    page_import = models.ForeignKey(
        PageImport,
        verbose_name=_("imported page"),
        on_delete=models.CASCADE,
        related_name="imported_articles",
    )
    article = models.ForeignKey(
        "articles.Article",
        verbose_name=_("article"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="imports",
    )
    date = models.DateField(_("date of the issue"), null=True)
    page_number = models.PositiveSmallIntegerField(_("page number"), null=True)
    title_key = models.CharField(max_length=400, editable=False)
    body_digest = models.CharField(max_length=64, editable=False)
    content = models.JSONField(_("as it was brought in"))

    class Meta:
        verbose_name = _("imported article")
        verbose_name_plural = _("imported articles")
        ordering = ["page_import", "id"]
        indexes = [
            models.Index(fields=["body_digest"], name="imported_body"),
            models.Index(fields=["title_key", "date", "page_number"], name="imported_title"),
        ]

    def __str__(self) -> str:
        return str(self.content.get("title", ""))


KEPT_FOR = dt.timedelta(days=30)


class ToTheMicrosecond(DjangoJSONEncoder):
    """Times as they stand in the database; Django's own leaves out what a script of the browser could not hold."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if isinstance(o, dt.datetime) else super().default(o)


class BinEntryQuerySet(models.QuerySet["BinEntry"]):
    def restorable(self) -> "BinEntryQuerySet":
        return self.filter(deleted_at__gt=timezone.now() - KEPT_FOR)

    def over(self) -> "BinEntryQuerySet":
        return self.filter(deleted_at__lte=timezone.now() - KEPT_FOR)


class BinEntry(models.Model):
    """A row that was deleted at the desk, with all that went along. Written and read by ``newsroom.bin`` alone.

    ``rows`` are the rows as Django's serializer of Python objects writes them, in the order in which they can be
    stored again; ``emptied`` the references that were emptied: ``[model, key, field]``.
    """

    kind = models.CharField(_("kind of object"), max_length=100, editable=False)  # "articles.article"
    row_key = models.CharField(max_length=64, editable=False)
    name = models.CharField(_("object"), max_length=300, editable=False)
    # No foreign key: what lies in the bin must not keep a union from being deleted.
    organization_key = models.BigIntegerField(null=True, editable=False)
    rows = models.JSONField(editable=False, encoder=ToTheMicrosecond)
    emptied = models.JSONField(editable=False, default=list)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("deleted by"), null=True, editable=False, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    deleted_at = models.DateTimeField(_("deleted at"), default=timezone.now, editable=False)

    objects = BinEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("deleted item")
        verbose_name_plural = _("bin")
        ordering = ["-deleted_at", "-id"]
        indexes = [models.Index(fields=["deleted_at"], name="bin_deleted_at")]

    def __str__(self) -> str:
        return self.name

    @property
    def until(self) -> dt.datetime:
        """From then on it cannot be brought back."""
        return self.deleted_at + KEPT_FOR
