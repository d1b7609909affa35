"""Tags that were merged: two words for one thing."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext, gettext_lazy
from taggit.models import Tag


class MergedTag(models.Model):
    """A tag whose articles stand under another one, and whose address leads there.

    The articles keep the tag that they were passed with in review; only readers meet them under the other.
    """

    tag: "models.OneToOneField[Any, Any]" = models.OneToOneField(
        Tag, verbose_name=gettext_lazy("tag"), on_delete=models.CASCADE, related_name="merged"
    )
    into: "models.ForeignKey[Any, Any]" = models.ForeignKey(
        Tag, verbose_name=gettext_lazy("merged into"), on_delete=models.PROTECT, related_name="absorbed"
    )

    class Meta:
        verbose_name = gettext_lazy("merged tag")
        verbose_name_plural = gettext_lazy("merged tags")
        constraints = [models.CheckConstraint(condition=~Q(tag=F("into")), name="tag_not_merged_into_itself")]

    def __str__(self) -> str:
        return f"{self.tag} → {self.into}"


@transaction.atomic
def merge_tag(tag: Tag, into: Tag | None) -> None:
    """Merge ``tag``, and whatever was merged into it, into another tag; ``None`` takes the merging back.

    Raises ``ValidationError`` where the two would lead to each other.
    """
    if into is None:
        MergedTag.objects.filter(tag=tag).delete()
        return
    # Two who merge at once must not make a ring of two tags.
    list(Tag.objects.filter(pk__in=[tag.pk, into.pk]).order_by("pk").select_for_update())
    target = meeting_tag(Tag.objects.get(pk=into.pk))
    if target == tag:
        raise ValidationError(merges_back(into))
    MergedTag.objects.update_or_create(tag=tag, defaults={"into": target})
    MergedTag.objects.filter(into=tag).update(into=target)


def merges_back(into: Tag) -> str:
    """What is said to somebody who merges a tag into itself, or into one that leads back to it."""
    return gettext(
        "“%(tag)s” leads to this tag itself: choose another one, or take that merging back first."
    ) % {"tag": into}


def meeting_tag(tag: Tag) -> Tag:
    """The tag under which readers meet this one; costs a query unless ``merged__into`` is selected with it."""
    merged = getattr(tag, "merged", None)
    return merged.into if merged else tag
