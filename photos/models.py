"""The picture library: one row a picture, its renditions beside it on disk."""

import uuid
from typing import NamedTuple

from django.contrib.postgres.fields import ArrayField
from django.core.files.storage import default_storage
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from photos.signing import with_signature

FORMATS = {"avif": "image/avif", "webp": "image/webp", "jpeg": "image/jpeg"}


class Rendition(NamedTuple):
    """One stored size of a picture in one format."""

    url: str
    width: int
    height: int


class Rights(models.TextChoices):
    OWN = "own", _("Our own picture")
    PROVIDED = "provided", _("Provided for publication")
    LICENSED = "licensed", _("Licensed")
    PUBLIC = "public", _("Free of rights")
    UNKNOWN = "unknown", _("Not cleared")


class PhotoQuerySet(models.QuerySet["Photo"]):
    def without_alt_text(self) -> "PhotoQuerySet":
        return self.filter(alt_text="")


class Photo(models.Model):
    """A picture. Made only by ``photos.uploading.store_photo``, which checks, turns and strips the file.

    The renditions lie under ``<MEDIA_ROOT>/photos/<key>/<width>.<format>``, at every width of ``widths``
    (pixels, rising) and in every format of ``formats``; the picture at full size lies in the storage
    ``originals`` under ``original``, which no address serves.
    """

    key = models.UUIDField(_("key"), default=uuid.uuid4, unique=True, editable=False)
    original = models.CharField(_("original file"), max_length=200, editable=False)
    original_name = models.CharField(
        _("name of the uploaded file"), max_length=200, blank=True, editable=False
    )
    digest = models.CharField(_("SHA-256 of the upload"), max_length=64, unique=True, editable=False)
    width = models.PositiveIntegerField(_("width in pixels"), editable=False)
    height = models.PositiveIntegerField(_("height in pixels"), editable=False)
    widths = ArrayField(
        models.PositiveIntegerField(), verbose_name=_("widths of the renditions"), editable=False
    )
    has_avif = models.BooleanField(_("also as AVIF"), default=True, editable=False)
    focal_x = models.FloatField(
        _("focal point from the left"), default=0.5, validators=[MinValueValidator(0), MaxValueValidator(1)],
        help_text=_("0 is the left edge, 1 the right. Pictures are cropped around this point."),
    )  # fmt: skip
    focal_y = models.FloatField(
        _("focal point from the top"), default=0.5, validators=[MinValueValidator(0), MaxValueValidator(1)],
        help_text=_("0 is the top edge, 1 the bottom."),
    )  # fmt: skip
    caption = models.CharField(_("caption"), max_length=300, blank=True)
    alt_text = models.CharField(
        _("alternative text"), max_length=300, blank=True,
        help_text=_("What the picture shows, for readers who cannot see it."),
    )  # fmt: skip
    credit = models.CharField(
        _("picture credit"), max_length=100, blank=True, help_text=_("For example: 张三 摄.")
    )
    rights = models.CharField(_("rights"), max_length=10, choices=Rights, default=Rights.OWN)
    created_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)

    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(focal_x__range=(0, 1)) & Q(focal_y__range=(0, 1)),
                name="photo_focal_point_inside",
                violation_error_message=_(
                    "The focal point must lie inside the picture: use figures from 0 to 1."
                ),
            ),
            models.CheckConstraint(condition=Q(width__gt=0, height__gt=0), name="photo_has_size"),
        ]

    def __str__(self) -> str:
        return self.caption or self.alt_text or self.original_name or str(self.key)

    def get_absolute_url(self) -> str:
        """The picture itself, at its largest."""
        return self.rendition("jpeg", self.widths[-1]).url

    @property
    def edit_url(self) -> str:
        return reverse("admin:photos_photo_change", args=[self.pk])

    def rendition_name(self, format: str, width: int) -> str:
        """The name of a rendition in the default storage."""
        return f"photos/{self.key}/{width}.{format}"

    def rendition(self, format: str, width: int) -> Rendition:
        height = max(1, round(self.height * width / self.width))
        return Rendition(self._address(format, width), width, height)

    def srcset(self, format: str) -> str:
        return ", ".join(f"{self._address(format, width)} {width}w" for width in self.widths)

    def _address(self, format: str, width: int) -> str:
        return with_signature(f"{self._folder}{width}.{format}", self.key)

    @cached_property
    def _folder(self) -> str:
        """The address below which its renditions are: asked for once, since a list names hundreds of them."""
        return default_storage.url(f"photos/{self.key}/")

    @property
    def formats(self) -> list[str]:
        """Those of ``FORMATS`` in which its renditions lie; AVIF only where it is smaller than WebP."""
        return [format for format in FORMATS if format != "avif" or self.has_avif]

    @property
    def sources(self) -> list[tuple[str, str]]:
        """``(media type, srcset)`` of the modern formats, best first, for ``<source>`` in ``<picture>``."""
        return [(FORMATS[format], self.srcset(format)) for format in self.formats if format != "jpeg"]

    @property
    def fallback(self) -> Rendition:
        """The JPEG for ``<img src>``: the one of middling size."""
        return self.rendition("jpeg", self.widths[len(self.widths) // 2])

    @property
    def thumbnail(self) -> Rendition:
        return self.rendition("jpeg", self.widths[0])

    # Where pages are shared, everybody asks for this size.
    SHARED = (1200, 630)

    @property
    def share_name(self) -> str:
        """The name in the default storage of the picture to share, cut around the focal point."""
        return f"photos/{self.key}/share-{round(self.focal_x * 10)}-{round(self.focal_y * 10)}.jpeg"

    @property
    def share(self) -> Rendition:
        """The picture where a page is shared; made when it is first asked for (``photos.sharing``)."""
        return Rendition(with_signature(default_storage.url(self.share_name), self.key), *self.SHARED)

    @property
    def focal_classes(self) -> str:
        """Classes that crop around the focal point, in steps of a tenth: ``fx-5 fy-3`` (no inline style is allowed)."""
        return f"fx-{round(self.focal_x * 10)} fy-{round(self.focal_y * 10)}"

    @property
    def is_portrait(self) -> bool:
        return self.height > self.width
