from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.html import clean_html
from common.pinyin import sort_key
from common.reversing import address
from organizations.models.organization import Organization
from organizations.validation import validate_reading


class PersonQuerySet(models.QuerySet["Person"]):
    def shown(self) -> "PersonQuerySet":
        """Those who agreed to be shown: nobody else appears on any public page."""
        return self.filter(consented_on__isnull=False)

    def of_branch(self, organization: Organization) -> "PersonQuerySet":
        """Those who work in an organization or below it, and those who lead or teach in its studios and colleges."""
        key = organization.pk
        works = Q(organization=key) | Q(organization__above_keys__contains=[key])
        leads = Q(studio=key) | Q(studio__above_keys__contains=[key])
        return self.filter(works | leads)

    def by_name(self) -> "PersonQuerySet":
        return self.order_by("sort_key", "pk")

    def for_lists(self) -> "PersonQuerySet":
        """With what a list shows, in a constant number of queries: portrait, organization, honours."""
        return self.select_related("portrait", "organization").prefetch_related("honours")


class Person(models.Model):
    """A model worker, craftsman or mentor. Shown to readers only with the recorded consent."""

    name = models.CharField(pgettext_lazy("person", "name"), max_length=50)
    organization = models.ForeignKey(
        Organization, verbose_name=_("organization"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="people",
    )  # fmt: skip
    studio = models.ForeignKey(
        Organization, verbose_name=_("studio or college"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="members",
        help_text=_("The innovation studio or craft college that the person leads or teaches in."),
    )  # fmt: skip
    trade = models.CharField(
        _("trade"), max_length=100, blank=True, help_text=_("For example: 发动机装调工.")
    )
    biography = models.TextField(_("biography"), blank=True)
    portrait = models.ForeignKey(
        "photos.Photo", verbose_name=_("portrait"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="portraits",
    )  # fmt: skip
    consented_on = models.DateField(
        _("consent given on"), null=True, blank=True,
        help_text=_("The day on which the person agreed to be shown. Without it the person is on no public page."),
    )  # fmt: skip
    consent_note = models.CharField(
        _("where the consent is kept"),
        max_length=200,
        blank=True,
        help_text=_("For example: 纸质授权书, 宣教部档案 2026-12."),
    )
    reading = models.CharField(
        _("pinyin"), max_length=200, blank=True, validators=[validate_reading],
        help_text=_("Only where the name is read otherwise than one would think: shàn qīng shān."),
    )  # fmt: skip
    sort_key = models.CharField(max_length=400, editable=False, db_index=True)
    updated_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["sort_key", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "organization"],
                name="person_once_in_organization",
                nulls_distinct=False,
                violation_error_message=_(
                    "There is already a person of this name in the same organization. Open that one, "
                    "or add something to the name that tells them apart."
                ),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort_key = sort_key(self.name, is_person=True, reading=self.reading)[:400]
        fields = kwargs.get("update_fields")
        if fields and {"name", "reading"} & set(fields):
            kwargs["update_fields"] = {*fields, "sort_key"}
        super().save(*args, **kwargs)

    def clean(self) -> None:
        self.biography = clean_html(self.biography)

    def get_absolute_url(self) -> str:
        return address("people:person", self.pk)

    @property
    def is_shown(self) -> bool:
        return self.consented_on is not None


class HonourLevel(models.TextChoices):
    NATIONAL = "national", _("National")
    PROVINCE = "province", _("Province level")
    CITY = "city", _("City level")
    DISTRICT = "district", _("District level")
    ENTERPRISE = "enterprise", _("Enterprise level")


class Honour(models.Model):
    """A title such as 全国劳动模范, held by a person or by an organization, never by both."""

    title = models.CharField(_("title"), max_length=100)
    awarder = models.CharField(_("awarded by"), max_length=100, blank=True)
    level = models.CharField(_("level"), max_length=10, choices=HonourLevel)
    year = models.PositiveSmallIntegerField(_("year"))
    person = models.ForeignKey(
        Person,
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="honours",
    )
    organization = models.ForeignKey(
        Organization, verbose_name=_("organization"), null=True, blank=True, on_delete=models.CASCADE,
        related_name="honours",
    )  # fmt: skip

    title_sort_key = models.CharField(max_length=700, editable=False, default="")

    class Meta:
        verbose_name = _("honour")
        verbose_name_plural = _("honours")
        ordering = ["-year", "title", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=True, organization__isnull=False)
                | Q(person__isnull=False, organization__isnull=True),
                name="honour_has_one_holder",
                violation_error_message=_(
                    "An honour is held by one person or by one organization: fill in exactly one."
                ),
            ),
            models.UniqueConstraint(
                fields=["title", "year", "person", "organization"],
                name="honour_once",
                nulls_distinct=False,
                violation_error_message=_("This honour is recorded already."),
            ),
            models.CheckConstraint(
                condition=Q(year__range=(1949, 2200)),
                name="honour_year_plausible",
                violation_error_message=_("Give the year with four figures, 1949 or later."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}（{self.year}）"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.title_sort_key = sort_key(self.title)[:700]
        if "title" in (kwargs.get("update_fields") or ()):
            kwargs["update_fields"] = {*kwargs["update_fields"], "title_sort_key"}
        super().save(*args, **kwargs)

    def clean(self) -> None:
        if bool(self.person_id or (self.person and self.person.name)) and bool(self.organization_id):
            raise ValidationError(
                _("An honour is held by one person or by one organization: fill in exactly one.")
            )
