"""The printed paper: issues by date, and their pages."""

from django.core.validators import FileExtensionValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.contributor import AbstractCredit, Contributor, CreditRole, group_credits
from common.compiled import Moment, as_expression


class EditionQuerySet(models.QuerySet["Edition"]):
    def published(self, now: Moment | None = None) -> "EditionQuerySet":
        """Issues with at least one article that readers may see."""
        from articles.models.article import Article

        return self.filter(
            models.Exists(Article.objects.published(now).filter(edition_page__edition=models.OuterRef("pk")))
        )

    def readable(self, now: Moment | None = None) -> "EditionQuerySet":
        """Issues of today or earlier with something to read: tomorrow's paper is not shown today."""
        today = TruncDate(as_expression(now or timezone.now()))
        return self.published(now).filter(date__lte=today)


class Edition(models.Model):
    """One issue of the paper."""

    date = models.DateField(
        _("date"),
        unique=True,
        error_messages={"unique": _("There is already an issue of this date: open that one.")},
    )
    number = models.PositiveIntegerField(_("number of the issue"), null=True, blank=True, unique=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["-date"]

    def __str__(self) -> str:
        return self.date.isoformat()

    def get_absolute_url(self) -> str:
        return reverse("articles:edition", args=[self.date.isoformat()])


class EditionPage(models.Model):
    """One page of an issue: 第03版 工会."""

    edition = models.ForeignKey(
        Edition, verbose_name=_("edition"), on_delete=models.PROTECT, related_name="pages"
    )
    number = models.PositiveSmallIntegerField(_("page number"))
    name = models.CharField(_("page name"), max_length=50, blank=True)
    scan = models.ForeignKey(
        "photos.Photo", verbose_name=_("picture of the page"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="edition_pages",
    )  # fmt: skip
    pdf = models.FileField(
        _("PDF of the page"),
        upload_to="editions/%Y/",
        blank=True,
        validators=[FileExtensionValidator(["pdf"])],
    )
    contributors: "models.ManyToManyField[Contributor, PageCredit]" = models.ManyToManyField(
        Contributor, through="PageCredit", related_name="edition_pages"
    )

    class Meta:
        verbose_name = _("edition page")
        verbose_name_plural = _("edition pages")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "number"],
                name="edition_page_once",
                violation_error_message=_("This issue has a page of that number already."),
            ),
            models.CheckConstraint(
                condition=Q(number__range=(1, 200)),
                name="edition_page_number_plausible",
                violation_error_message=_("A page number lies between 1 and 200."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition} {self.label}"

    @property
    def label(self) -> str:
        """``第03版 工会``, as the paper prints it."""
        return f"第{self.number:02}版 {self.name}".strip()

    @property
    def credit_line(self) -> list[tuple[str, list[Contributor]]]:
        """Who made the page, by role."""
        return group_credits(self.credits.all(), tuple(CreditRole))

    def get_absolute_url(self) -> str:
        return reverse("articles:edition_page", args=[self.edition.date.isoformat(), self.number])


class PageCredit(AbstractCredit):
    """A signature under a whole page: 责任编辑, 版式, 校对."""

    page = models.ForeignKey(
        EditionPage, verbose_name=_("edition page"), on_delete=models.CASCADE, related_name="credits"
    )

    class Meta:
        verbose_name = _("credit of a page")
        verbose_name_plural = _("credits of a page")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["page", "contributor", "role"],
                name="page_credit_once",
                violation_error_message=_("This contributor is credited in this role already."),
            )
        ]
