"""What belongs to one article: its organizations, its pictures, its key figures."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article


class ArticleOrganizationRole(models.TextChoices):
    SUBJECT = "subject", _("Subject")
    ORGANIZER = "organizer", _("Organizer")
    PARTNER = "partner", _("Partner")
    MENTIONED = "mentioned", _("Mentioned")


class ArticleOrganization(models.Model):
    """What an organization has to do with an article."""

    article = models.ForeignKey(
        Article, verbose_name=_("article"), on_delete=models.CASCADE, related_name="organization_entries"
    )
    organization = models.ForeignKey(
        "organizations.Organization", verbose_name=_("organization"), on_delete=models.PROTECT,
        related_name="article_entries",
    )  # fmt: skip
    role = models.CharField(
        _("role"), max_length=10, choices=ArticleOrganizationRole, default=ArticleOrganizationRole.SUBJECT
    )
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("organization of an article")
        verbose_name_plural = _("organizations of an article")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "organization"],
                name="article_organization_once",
                violation_error_message=_(
                    "The article is tied to this organization already: change its role there."
                ),
            )
        ]

    def __str__(self) -> str:
        return str(self.organization)


class ArticlePhoto(models.Model):
    """A picture in an article, in order; one may lead."""

    article = models.ForeignKey(
        Article, verbose_name=_("article"), on_delete=models.CASCADE, related_name="photo_entries"
    )
    photo = models.ForeignKey(
        "photos.Photo", verbose_name=_("photo"), on_delete=models.PROTECT, related_name="article_entries"
    )
    position = models.PositiveIntegerField(_("position"), default=0)
    is_lead = models.BooleanField(_("lead picture"), default=False)
    # Copied from the library when the picture comes in: a passed text must not change with the library.
    caption = models.CharField(_("caption"), max_length=300, blank=True)
    alt_text = models.CharField(
        _("alternative text"), max_length=300, blank=True,
        help_text=_("What the picture shows, for readers who cannot see it."),
    )  # fmt: skip
    credit = models.CharField(_("picture credit"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("photo of an article")
        verbose_name_plural = _("photos of an article")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "photo"],
                name="article_photo_once",
                violation_error_message=_("The article holds this picture already."),
            ),
            models.UniqueConstraint(
                fields=["article"],
                condition=Q(is_lead=True),
                name="article_one_lead_photo",
                violation_error_message=_(
                    "Only one picture can lead: take the mark from the other one first."
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(self.photo)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding:
            self.take_from_library()
        super().save(*args, **kwargs)

    def take_from_library(self) -> None:
        """Fill what is empty with what the library says of the picture."""
        for name in ("caption", "alt_text", "credit"):
            setattr(self, name, getattr(self, name) or getattr(self.photo, name))


class FigureState(models.TextChoices):
    DONE = "done", _("Reached")
    PLANNED = "planned", _("Planned")


class Bound(models.TextChoices):
    """On which side of the figure the true one lies."""

    OVER = "over", _("More than (余)")
    UNDER = "under", _("Nearly (近)")


class Figure(models.Model):
    """A key figure that an article reports, so that it can be shown, added up and compared over the years."""

    article = models.ForeignKey(
        Article, verbose_name=_("article"), on_delete=models.CASCADE, related_name="figures"
    )
    label = models.CharField(_("what is counted"), max_length=50, help_text=_("For example: 培训职工."))
    value = models.DecimalField(_("value"), max_digits=15, decimal_places=2)
    unit = models.CharField(_("unit"), max_length=20, blank=True, help_text=_("For example: 人次."))
    date = models.DateField(_("as of"), null=True, blank=True)
    organization = models.ForeignKey(
        "organizations.Organization", verbose_name=_("organization"), null=True, blank=True,
        on_delete=models.PROTECT, related_name="figures",
    )  # fmt: skip
    is_approximate = models.BooleanField(_("approximate"), default=False)
    bound = models.CharField(_("more or fewer"), max_length=5, choices=Bound, blank=True)
    state = models.CharField(
        _("reached or planned"), max_length=10, choices=FigureState, default=FigureState.DONE
    )
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("key figure")
        verbose_name_plural = _("key figures")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "label", "date"],
                name="figure_once",
                nulls_distinct=False,
                violation_error_message=_("The article reports this figure for this date already."),
            ),
            models.CheckConstraint(
                condition=Q(is_approximate=False) | Q(bound=""),
                name="figure_one_approximation",
                violation_error_message=_(
                    "A figure takes one word: about, more than or nearly. Choose one of them."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.value.normalize():f}{self.unit}"

    @property
    def around(self) -> tuple[str, str]:
        """The words before and after the value, in the language of the page: ``("近", "")``, ``("", "余")``."""
        return approximation(is_approximate=self.is_approximate, bound=self.bound)


def approximation(*, is_approximate: bool, bound: str) -> tuple[str, str]:
    """What stands before and after a figure that is not exact; each language has its own order."""
    if bound == Bound.OVER:
        said = gettext("more than %(value)s")
    elif bound == Bound.UNDER:
        said = gettext("nearly %(value)s")
    else:
        said = gettext("about %(value)s") if is_approximate else "%(value)s"
    before, _value, after = said.partition("%(value)s")
    return before.strip(), after.strip()
