from typing import Any

from django.db import models
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from common.html import clean_html
from common.pinyin import pinyin_slug
from common.reversing import address
from common.words import marked, with_breaks


class Programme(models.Model):
    """A parent of events (工程, 计划, 系列), without a date of its own."""

    name = models.CharField(
        _("name"), max_length=100, unique=True,
        error_messages={"unique": _("There is already a programme of this name.")},
    )  # fmt: skip
    # The name with places at which a line may break; see ``Article.title_words``.
    name_words = models.CharField(max_length=300, blank=True, editable=False, default="")
    slug = models.SlugField(_("address name"), max_length=100, unique=True, blank=True)
    description = models.TextField(_("description"), blank=True)
    organization = models.ForeignKey(
        "organizations.Organization", verbose_name=_("host"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="programmes",
    )  # fmt: skip

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.slug:
            base = pinyin_slug(self.name, 90) or "programme"
            self.slug, number = base, 2
            while Programme.objects.exclude(pk=self.pk).filter(slug=self.slug).exists():
                self.slug, number = f"{base}-{number}", number + 1
        fields = kwargs.get("update_fields")
        if fields is None or "name" in fields:
            self.name_words = with_breaks(self.name)[:300]
            kwargs["update_fields"] = fields if fields is None else {*fields, "name_words"}
        super().save(*args, **kwargs)

    def clean(self) -> None:
        self.description = clean_html(self.description)

    def get_absolute_url(self) -> str:
        return address("events:programme", self.slug)

    @property
    def headline(self) -> SafeString:
        """The name for a page, with ``<wbr>`` between its words."""
        return marked(self.name, self.name_words)
