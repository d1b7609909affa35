import math
import re
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from tree_queries.query import TreeQuerySet

from common.html import clean_html
from common.pinyin import pinyin_slug, sort_key
from common.reversing import address
from common.text import tidy_line
from organizations.hours import hours_in_words, read_hours, spans_of
from organizations.validation import validate_reading


class Kind(models.TextChoices):
    NATIONAL = "national", _("National federation")
    PROVINCE = "province", _("Province-level federation")
    CITY = "city", _("City federation")
    DISTRICT = "district", _("District federation")
    SUBDISTRICT = "subdistrict", _("Subdistrict or township federation")
    PARK = "park", _("Development zone federation")
    INDUSTRY = "industry", _("Industry union")
    BUREAU = "bureau", _("Bureau or group union")
    ENTERPRISE_UNION = "enterprise_union", _("Enterprise union")
    INSTITUTION = "institution", _("Institution union")
    JOINT = "joint", _("Joint union")
    COMMUNITY_UNION = "community_union", _("Community union")
    SERVICE_CENTRE = "service_centre", _("Service centre")
    STATION = "station", _("Station")
    CRAFT_COLLEGE = "craft_college", _("Craft college")
    STUDIO = "studio", _("Innovation studio")
    ALLIANCE = "alliance", _("Alliance")
    CULTURE = "culture", _("Workers' cultural palace")
    GOVERNMENT = "government", _("Government body")
    ENTERPRISE = "enterprise", _("Enterprise")
    SCHOOL = "school", _("School")
    FOUNDATION = "foundation", _("Foundation")
    SOCIAL = "social", _("Social organization")
    COMMUNITY = "community", _("Community")
    MEDIA = "media", _("Media")
    WORKSITE = "worksite", _("Worksite")


UNION_KINDS = (
    Kind.NATIONAL, Kind.PROVINCE, Kind.CITY, Kind.DISTRICT, Kind.SUBDISTRICT, Kind.PARK, Kind.INDUSTRY,
    Kind.BUREAU, Kind.ENTERPRISE_UNION, Kind.INSTITUTION, Kind.JOINT, Kind.COMMUNITY_UNION,
)  # fmt: skip
FACILITY_KINDS = (
    Kind.SERVICE_CENTRE, Kind.STATION, Kind.CRAFT_COLLEGE, Kind.STUDIO, Kind.ALLIANCE, Kind.CULTURE,
)  # fmt: skip
# How the name of an area ends: what follows it begins a name of its own.
AREA_ENDS = "省市区县州盟旗"
PARTNER_KINDS = tuple(kind for kind in Kind if kind not in UNION_KINDS + FACILITY_KINDS)


class OrganizationStatus(models.TextChoices):
    ACTIVE = "active", _("Active")
    CLOSED = "closed", _("Closed")


class OrganizationQuerySet(TreeQuerySet["Organization"]):
    def active(self) -> "OrganizationQuerySet":
        return self.filter(status=OrganizationStatus.ACTIVE)

    def unions(self) -> "OrganizationQuerySet":
        return self.filter(kind__in=UNION_KINDS)

    def stations(self) -> "OrganizationQuerySet":
        return self.filter(kind=Kind.STATION)

    def below(self, organization: "Organization") -> "OrganizationQuerySet":
        """All that stand below it, at whatever depth."""
        return self.filter(above_keys__contains=[organization.pk])

    def by_name(self) -> "OrganizationQuerySet":
        """In the order of a Chinese dictionary."""
        return self.order_by("sort_key", "pk")

    def near(self, latitude: float, longitude: float, number: int) -> "OrganizationQuerySet":
        """Those with coordinates next to a point, so many of them. A degree of longitude counts as on that latitude."""
        east = (F("longitude") - longitude) * math.cos(math.radians(latitude))
        north = F("latitude") - latitude
        return self.exclude(latitude=None).order_by(east * east + north * north, "pk")[:number]

    def one_a_district(self) -> "OrganizationQuerySet":
        """One organization of each district that there is: the index is asked for the next one, not for all rows."""
        return self.filter(pk__in=RawSQL(_ONE_A_DISTRICT, []))  # noqa: S611  # our own text

    def search(self, query: str) -> "OrganizationQuerySet":
        """Organizations one of whose names (full, short, alias) holds every word of the query."""
        found = self
        for word in query.split():
            aliases = Alias.objects.filter(name__icontains=word).values("organization_id")
            found = found.filter(Q(name__icontains=word) | Q(short_name__icontains=word) | Q(pk__in=aliases))
        return found

    def best_first(self, query: str) -> "OrganizationQuerySet":
        """What a query means most likely: what is called so; what begins so, be it behind the name of an area above
        it (北京市昌平区…); of these the higher level before those below it, and what works before what is closed."""
        word = query.split()[0] if query.split() else ""
        if not word:
            return self
        behind_area = Q()
        for area in AREA_ENDS:
            behind_area |= Q(name__contains=area + word)
        of_name = Alias.objects.filter(organization=OuterRef("pk"))
        meant = Case(
            When(
                Q(name__iexact=word) | Q(short_name__iexact=word) | Exists(of_name.filter(name__iexact=word)),
                then=0,
            ),
            When(
                Q(name__istartswith=word) | Q(short_name__istartswith=word) | behind_area
                | Exists(of_name.filter(name__istartswith=word)),
                then=1,
            ),
            default=2,
        )  # fmt: skip
        level = Case(*(When(kind=kind, then=place) for place, kind in enumerate(Kind)), default=len(Kind))
        closed = Case(When(status=OrganizationStatus.CLOSED, then=1), default=0)
        return self.order_by(closed, meant, level, "position", "sort_key", "pk")


class Organization(models.Model):
    """A union, a facility or a partner. Names follow [area][unit][总工会 / 工会 / 工会联合会]."""

    name = models.CharField(_("full name"), max_length=100)
    short_name = models.CharField(
        _("short name"),
        max_length=50,
        blank=True,
        help_text=_("As copy calls it after the first mention: 昌平区总."),
    )
    slug = models.SlugField(
        _("address name"), max_length=100, unique=True, blank=True,
        help_text=_("Part of the page's address. Left empty, it is made from the name in pinyin."),
        error_messages={"unique": _("Another organization has this address name: choose a different one.")},
    )  # fmt: skip
    reading = models.CharField(
        _("pinyin"), max_length=200, blank=True, validators=[validate_reading],
        help_text=_("Only where the name is read otherwise than one would think: shàn qīng shān."),
    )  # fmt: skip
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    parent = models.ForeignKey(
        "self", verbose_name=_("higher organization"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="children",
    )  # fmt: skip
    position = models.PositiveIntegerField(
        _("position among its sisters"),
        default=0,
        help_text=_("Small figures come first; equal ones by name."),
    )
    district = models.CharField(
        _("district"), max_length=50, blank=True, db_index=True, help_text=_("The area it works in: 昌平区.")
    )
    address = models.CharField(_("address"), max_length=200, blank=True)
    telephone = models.CharField(_("telephone"), max_length=50, blank=True)
    website = models.URLField(_("website"), blank=True)
    hours: "models.JSONField[list[dict[str, Any]], list[dict[str, Any]]]" = models.JSONField(
        _("opening hours"), default=list, blank=True
    )
    closed_on_holidays = models.BooleanField(_("closed on public holidays"), default=False)
    opening_hours = models.CharField(
        _("note on the hours"), max_length=200, blank=True,
        help_text=_("What days and times do not say: 午休时请按铃."),
    )  # fmt: skip
    services = models.CharField(
        _("services"),
        max_length=300,
        blank=True,
        help_text=_("What a station offers: 饮水 微波炉 充电 急救箱."),
    )
    latitude = models.FloatField(
        _("latitude"), null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text=_("WGS 84, in degrees."),
    )  # fmt: skip
    longitude = models.FloatField(
        _("longitude"), null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    description = models.TextField(_("description"), blank=True)
    logo = models.ForeignKey(
        "photos.Photo", verbose_name=_("logo"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="organizations",
    )  # fmt: skip
    status = models.CharField(
        _("status"), max_length=10, choices=OrganizationStatus, default=OrganizationStatus.ACTIVE
    )
    # Made when it is saved: readers' pages sort without the dictionaries of pinyin.
    sort_key = models.CharField(max_length=700, editable=False, db_index=True)
    district_sort_key = models.CharField(max_length=400, editable=False, default="")
    # The keys of all that stand above it, the topmost first. A trigger keeps them (migration ``0010_keys_above``), so
    # that a whole branch is one look into an index and not a walk through it.
    above_keys = ArrayField(models.BigIntegerField(), default=list, editable=False)
    updated_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects = models.Manager.from_queryset(OrganizationQuerySet)()

    class Meta:
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        ordering = ["position", "sort_key", "id"]
        indexes = [
            GinIndex(fields=["above_keys"], name="organization_above"),
            GinIndex(
                fields=["above_keys"],
                name="organization_stations",
                condition=Q(kind="station", status="active"),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "name"],
                name="organization_name_once_under_parent",
                nulls_distinct=False,
                violation_error_message=_(
                    "There is already an organization of this name under the same higher organization. "
                    "Open that one, or give this one a name that tells them apart."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(parent=F("id")),
                name="organization_not_its_own_parent",
                violation_error_message=_(
                    "An organization cannot be above itself: choose another higher organization."
                ),
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                # NULL counts as passed: that neither is missing has to be said
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
                name="organization_coordinates_whole",
                violation_error_message=_("Give both latitude and longitude, or neither."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = tidy_line(self.name)
        spoken = self.name.lstrip("“‘《〈「【（(")  # 《树在长》 stands under S
        self.sort_key = sort_key(spoken, reading=self.reading)[:700]
        self.district_sort_key = sort_key(self.district)[:400]
        self.slug = self.slug or self._free_slug()
        if kwargs.get("update_fields"):
            keys = {"name": "sort_key", "reading": "sort_key", "district": "district_sort_key"}
            made = {key for name, key in keys.items() if name in kwargs["update_fields"]}
            kwargs["update_fields"] = {*kwargs["update_fields"], *made}
        super().save(*args, **kwargs)

    def clean(self) -> None:
        self.name = tidy_line(self.name)
        self.description = clean_html(self.description)
        if self.pk and self.parent_id and self.parent_id in self.descendant_ids():
            raise ValidationError(
                {
                    "parent": _(
                        "%(parent)s stands below %(organization)s, so it cannot be above it. "
                        "Choose a higher organization from another branch."
                    )
                    % {"parent": self.parent, "organization": self}
                }
            )

    def get_absolute_url(self) -> str:
        return address("organizations:organization", self.slug)

    def _free_slug(self) -> str:
        base = pinyin_slug(self.name, 90) or "organization"
        others = Organization.objects.exclude(pk=self.pk)
        slug, number = base, 2
        while others.filter(slug=slug).exists():
            slug, number = f"{base}-{number}", number + 1
        return slug

    @property
    def is_closed(self) -> bool:
        return self.status == OrganizationStatus.CLOSED

    @property
    def is_union(self) -> bool:
        return self.kind in UNION_KINDS

    @property
    def service_list(self) -> list[str]:
        """What it offers, item by item."""
        return [service for service in re.split(r"[\s、，,;；]+", self.services) if service]

    @property
    def hours_told(self) -> str:
        """When it is open, as a sentence: the hours, holidays, and the note."""
        parts = [
            hours_in_words(spans_of(self.hours)),
            _("closed on public holidays") if self.closed_on_holidays else "",
            self.opening_hours,
        ]
        return gettext("; ").join(str(part) for part in parts if part)

    def read_hours(self, text: str) -> None:
        """Take over hours that somebody wrote; what cannot be read for sure becomes the note."""
        found = read_hours(text)
        self.hours = [span.data for span in found.spans]
        self.closed_on_holidays = bool(found.closed_on_holidays)
        self.opening_hours = found.note[:200]

    @property
    def display_name(self) -> str:
        return self.short_name or self.name

    def ancestors(self) -> OrganizationQuerySet:
        """All that stand above it, the topmost first."""
        return Organization.objects.ancestors(self)

    def descendants(self, *, include_self: bool = False) -> OrganizationQuerySet:
        """All that stand below it, depth first."""
        return Organization.objects.descendants(self, include_self=include_self)

    def lineage(self) -> list["Organization"]:
        """All that stand above it, the topmost first: one small query at most, whatever the size of the tree."""
        if self.parent_id is None:
            return []
        return list(Organization.objects.raw(_ABOVE, [self.parent_id]))

    def branch(self) -> OrganizationQuerySet:
        """Itself and all below, as a subquery for ``__in``, so that the keys stay in the database."""
        itself_or_below = Q(pk=self.pk) | Q(above_keys__contains=[self.pk])
        return Organization.objects.filter(itself_or_below).order_by()

    def descendant_ids(self) -> set[int]:
        """The primary keys of itself and of all below, as the database has them."""
        return set(self.branch().values_list("pk", flat=True))


_ONE_A_DISTRICT = """
WITH RECURSIVE known(district) AS (
    SELECT min(district) FROM organizations_organization WHERE district > ''
    UNION ALL
    SELECT (SELECT min(district) FROM organizations_organization o WHERE o.district > known.district)
    FROM known WHERE known.district IS NOT NULL
)
SELECT (SELECT id FROM organizations_organization o WHERE o.district = known.district LIMIT 1)
FROM known WHERE district IS NOT NULL
"""
# UNION, not UNION ALL: it would end even on a loop.
_ABOVE = """
WITH RECURSIVE above(id, parent_id, height) AS (
    SELECT id, parent_id, 0 FROM organizations_organization WHERE id = %s
    UNION
    SELECT o.id, o.parent_id, height + 1 FROM organizations_organization o JOIN above ON o.id = above.parent_id
)
SELECT o.* FROM above JOIN organizations_organization o USING (id) ORDER BY height DESC
"""


class Alias(models.Model):
    """Another name of an organization. It means it only inside its district: many districts have a 八里庄街道."""

    organization = models.ForeignKey(
        Organization, verbose_name=_("organization"), on_delete=models.CASCADE, related_name="aliases"
    )
    name = models.CharField(_("alias"), max_length=100)

    class Meta:
        verbose_name = _("alias")
        verbose_name_plural = _("aliases")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "name"],
                name="alias_once",
                violation_error_message=_("This organization has that alias already."),
            )
        ]

    def __str__(self) -> str:
        return self.name
