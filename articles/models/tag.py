"""Tags: words under which articles stand, one for one thing, and the merging of two that mean the same."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext, gettext_lazy
from taggit.managers import _TaggableManager
from taggit.models import ItemBase, TagBase

from common.text import fold, tidy_line

if TYPE_CHECKING:
    from articles.models.article import Article

LONGEST_ADDRESS = 100
LONGEST_KEY = 400


def key_of(name: str) -> str:
    """In what two spellings of one word are the same, case, width and composition apart."""
    return fold(name)[:LONGEST_KEY]


class Tag(TagBase):
    """A word under which articles stand. ``key`` is its folded name; one key belongs to one tag that is not merged.

    ``merged_into`` is the tag that an editor merged it into, ``shown_under`` the one at the end of such a chain. The
    articles keep the tag that they were passed with in review; only readers meet them under the other, and its
    address leads there.
    """

    key = models.CharField(max_length=LONGEST_KEY, editable=False)
    merged_into = models.ForeignKey(
        "self", verbose_name=gettext_lazy("merged into"), null=True, blank=True, editable=False,
        on_delete=models.PROTECT, related_name="absorbed",
    )  # fmt: skip
    shown_under = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="shows"
    )

    objects: "ClassVar[models.Manager[Tag]]" = models.Manager()

    class Meta:
        verbose_name = gettext_lazy("tag")
        verbose_name_plural = gettext_lazy("tags")
        constraints = [
            models.UniqueConstraint(
                fields=["key"], condition=Q(merged_into=None), name="one_tag_for_one_word"
            ),
            models.CheckConstraint(condition=~Q(key="") & ~Q(slug=""), name="tag_has_key_and_address"),
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="tag_not_merged_into_itself"),
            models.CheckConstraint(
                condition=Q(merged_into=None, shown_under=None)
                | Q(merged_into__isnull=False, shown_under__isnull=False),
                name="merged_tag_is_shown_under_another",
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    def clean(self) -> None:
        """Refuse a name of which nothing can be seen, and one that another tag has in another spelling."""
        self.name = tidy_line(self.name)
        key = key_of(self.name)
        if not key:
            raise ValidationError({"name": nothing_to_see()})
        alike = Tag.objects.filter(key=key, merged_into=None).exclude(pk=self.pk).first()
        if alike is not None and self.merged_into_id is None:
            text = gettext(
                "“%(tag)s” is this tag already, spelled otherwise: use that one, or merge the two."
            )
            raise ValidationError({"name": text % {"tag": alike}})

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.key = key_of(self.name)
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "key"}
        super().save(*args, **kwargs)

    def slugify(self, tag: str, i: int | None = None) -> str:
        """The address of a name; of one without letters and figures, the numbers of its characters: 🎉 is u1f389."""
        slug = super().slugify(tag) or "-".join(f"u{ord(character):x}" for character in fold(tag))
        ending = "" if i is None else f"_{i}"
        return slug[: LONGEST_ADDRESS - len(ending)] + ending


def tags_named(names: Iterable[str]) -> list[Tag]:
    """The tags of these names in their order, each once; a new one for what is not known yet.

    A name is known in every spelling that differs in case, width or composition only: ``ai`` is ``AI`` where that was
    first, and the first spelling stays. A merged tag is found by exactly its name, so that an old text gets back
    what it had. Raises ``ValidationError`` for a name of which nothing can be seen.
    """
    spelled = [tidy_line(name) for name in names]
    exact = {tag.name: tag for tag in Tag.objects.filter(name__in=spelled)}
    standing = Tag.objects.filter(key__in=[key_of(name) for name in spelled], merged_into=None)
    alike = {tag.key: tag for tag in standing}
    tags = [exact.get(name) or alike.get(key_of(name)) or _new_tag(name) for name in spelled]
    return list(dict.fromkeys(tags))


def _new_tag(name: str) -> Tag:
    if not key_of(name):
        raise ValidationError(nothing_to_see())
    # Somebody else may make it at the same moment, and this list may hold it twice.
    tag, _created = Tag.objects.get_or_create(key=key_of(name), merged_into=None, defaults={"name": name})
    return tag


class TagsOfArticle(_TaggableManager):
    """The tags of one article: names become tags by ``tags_named``."""

    def _to_tag_model_instances(self, tags: Iterable[str | Tag], tag_kwargs: dict[str, Any]) -> Sequence[Tag]:
        return tags_named(tag.name if isinstance(tag, Tag) else tag for tag in tags)


class TaggedArticle(ItemBase):
    """That an article has a tag."""

    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="items")
    content_object: "models.ForeignKey[Article, Article]" = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="tagged_items"
    )

    objects: "ClassVar[models.Manager[TaggedArticle]]" = models.Manager()

    class Meta:
        verbose_name = gettext_lazy("tag")
        verbose_name_plural = gettext_lazy("tags")
        constraints = [
            models.UniqueConstraint(fields=["content_object", "tag"], name="each_tag_once_in_an_article")
        ]


@transaction.atomic
def merge_tag(tag: Tag, into: Tag | None) -> None:
    """Merge ``tag``, and whatever leads to it, into another tag; ``None`` takes that merging back.

    What was merged into ``tag`` before is merged into it again when that is taken back. Raises ``ValidationError``
    where the two would lead to each other, and where ``tag`` is another spelling of a tag that stands for itself.
    """
    keys = [tag.pk] if into is None else [tag.pk, into.pk]
    targets = Tag.objects.filter(merged_into__isnull=False).values("merged_into")
    involved = Q(pk__in=keys) | Q(merged_into__isnull=False) | Q(pk__in=targets)
    # All that is merged, which is little, is locked in one order: two who merge at once must not make a ring.
    tags = {row.pk: row for row in Tag.objects.filter(involved).order_by("pk").select_for_update()}
    row = tags[tag.pk]
    if into is None and row.merged_into_id and Tag.objects.filter(key=row.key, merged_into=None).exists():
        raise ValidationError(same_word(row))
    if into is not None and row in _way(tags[into.pk], tags):
        raise ValidationError(merges_back(into))
    row.merged_into = into
    for each in tags.values():
        each.shown_under = _way(each, tags)[-1] if each.merged_into_id else None
        each.save(update_fields=["merged_into", "shown_under"])
    tag.merged_into, tag.shown_under = row.merged_into, row.shown_under


def _way(tag: Tag, tags: dict[int, Tag]) -> list[Tag]:
    """The tag, and those that it leads over and to."""
    way = [tag]
    while (following := way[-1].merged_into_id) is not None:
        way.append(tags[following])
    return way


def leads_to(tag: Tag, other: Tag) -> bool:
    """Whether a tag is the other one, or was merged into it, were it over others."""
    step: Tag | None = tag
    while step is not None and step != other:
        step = step.merged_into
    return step is not None


def merges_back(into: Tag) -> str:
    """What is said to somebody who merges a tag into itself, or into one that leads back to it."""
    return gettext(
        "“%(tag)s” leads to this tag itself: choose another one, or take that merging back first."
    ) % {"tag": into}


def same_word(tag: Tag) -> str:
    """What is said to somebody who takes back the merging of two spellings of one word."""
    return gettext(
        "“%(tag)s” is another spelling of a known tag: it cannot stand for itself. Rename it first."
    ) % {"tag": tag}


def nothing_to_see() -> str:
    """What is said of a name that consists of blanks and invisible characters."""
    return gettext("Nothing can be seen of this tag: write a word.")


def meeting_tag(tag: Tag) -> Tag:
    """The tag under which readers meet this one; costs a query unless ``shown_under`` is selected with it."""
    return tag.shown_under or tag
