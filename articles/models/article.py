"""The article, with everything that belongs to one."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from articles.models.contributor import BYLINE_ROLES, Contributor, CreditRole, group_credits
from articles.models.queries import ArticleQuerySet

# Named again here, where the whole house looks for them.
from articles.models.status import CLOSED as CLOSED
from articles.models.status import IN_REVIEW as IN_REVIEW
from articles.models.status import WORKFLOW_FIELDS as WORKFLOW_FIELDS
from articles.models.status import WRITING as WRITING
from articles.models.status import Genre, Status, WithdrawalKind
from articles.models.status import published_q as published_q
from articles.models.tag import Tag, TaggedArticle, TagsOfArticle, meeting_tag
from articles.rendering import photo_keys
from common.dates import desk_time
from common.html import clean_html, html_to_text
from common.reversing import address
from common.text import count_characters, reading_minutes, shorten, tidy_line
from common.words import marked, with_breaks

if TYPE_CHECKING:
    from articles.models.parts import ArticleOrganization, ArticlePhoto
    from organizations.models import Organization
    from photos.models import Photo


class Article(models.Model):
    """A news item. Its status is written by ``articles.workflow`` alone.

    A published article is never edited: it is corrected through a working copy, another row whose
    ``working_copy_of`` names the live one, which is reviewed and then replaces the live text.
    """

    kicker = models.CharField(
        _("kicker"), max_length=200, blank=True, help_text=_("The line above the headline.")
    )
    title = models.CharField(_("headline"), max_length=200)
    subtitle = models.CharField(
        _("subtitle"), max_length=200, blank=True, help_text=_("The line below the headline, without its ——.")
    )
    summary = models.TextField(
        _("summary"), blank=True, max_length=500,
        help_text=_("One or two sentences for lists. Left empty, the text's beginning is used."),
    )  # fmt: skip
    body = models.TextField(_("text"), blank=True)
    body_text = models.TextField(editable=False, blank=True)
    # The library's pictures within the text, so that an index finds the articles that show one.
    body_photos = ArrayField(models.BigIntegerField(), default=list, editable=False, blank=True)
    # The headline with places at which a line may break; prepared when it is saved, for readers' pages.
    title_words = models.CharField(max_length=500, blank=True, editable=False, default="")
    genre = models.CharField(_("genre"), max_length=15, choices=Genre, default=Genre.NEWS)
    section = models.ForeignKey(
        "articles.Section", verbose_name=_("section"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="articles",
    )  # fmt: skip
    column = models.ForeignKey(
        "articles.Column", verbose_name=_("column"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="articles",
    )  # fmt: skip
    is_reprint = models.BooleanField(_("reprint"), default=False)
    source_name = models.CharField(
        _("source"), max_length=100, blank=True, help_text=_("Where a reprint comes from.")
    )
    source_url = models.URLField(_("address of the source"), blank=True, max_length=500)
    original_title = models.CharField(_("original headline"), max_length=200, blank=True)

    edition_page = models.ForeignKey(
        "articles.EditionPage", verbose_name=_("edition page"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="articles",
    )  # fmt: skip
    page_position = models.PositiveSmallIntegerField(_("place on the page"), default=0)

    organization = models.ForeignKey(
        "organizations.Organization", verbose_name=_("union that wrote it"), null=True, blank=True,
        on_delete=models.PROTECT, related_name="copy", help_text=_("Decides who at the desk may work on it."),
    )  # fmt: skip
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("entered by"), null=True, blank=True, editable=False,
        on_delete=models.PROTECT, related_name="articles",
    )  # fmt: skip

    status = models.CharField(
        _("status"), max_length=15, choices=Status, default=Status.DRAFT, editable=False
    )
    published_at = models.DateTimeField(_("publication time"), null=True, blank=True)
    expires_at = models.DateTimeField(
        _("expires at"), null=True, blank=True, help_text=_("After this moment readers no longer see it.")
    )
    pinned_until = models.DateTimeField(_("on top until"), null=True, blank=True)
    version = models.PositiveIntegerField(_("version"), default=0, editable=False)
    created_at = models.DateTimeField(_("entered at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed at"), auto_now=True)

    working_copy_of = models.ForeignKey(
        "self", verbose_name=_("working copy of"), null=True, blank=True, editable=False, on_delete=models.PROTECT,
        related_name="working_copies",
    )  # fmt: skip
    correction_note = models.TextField(
        _("correction note"), blank=True, max_length=500,
        help_text=_("For a correction that readers are told of: what was wrong, and what is right."),
    )  # fmt: skip

    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True, editable=False)
    withdrawal_kind = models.CharField(
        _("what its address does"), max_length=10, choices=WithdrawalKind, blank=True, editable=False
    )
    withdrawal_notice = models.TextField(_("public notice of the withdrawal"), blank=True, editable=False)
    replaced_by = models.ForeignKey(
        "self", verbose_name=_("replaced by"), null=True, blank=True, editable=False, on_delete=models.PROTECT,
        related_name="replaces",
    )  # fmt: skip

    organizations: "models.ManyToManyField[Organization, ArticleOrganization]" = models.ManyToManyField(
        "organizations.Organization", through="ArticleOrganization", related_name="articles",
        verbose_name=_("organizations"),
    )  # fmt: skip
    people = models.ManyToManyField(
        "organizations.Person", blank=True, related_name="articles", verbose_name=_("people")
    )
    photos: "models.ManyToManyField[Photo, ArticlePhoto]" = models.ManyToManyField(
        "photos.Photo", through="ArticlePhoto", related_name="articles", verbose_name=_("photos")
    )
    tags = TaggableManager(
        _("tags"), blank=True, help_text=_("Choose known tags, or type new ones."), through=TaggedArticle,
        manager=TagsOfArticle,
    )  # fmt: skip

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(
                F("published_at").desc(),
                F("id").desc(),
                name="article_newest",
                condition=Q(status="published"),
            ),
            models.Index(
                "section", F("published_at").desc(), name="article_section", condition=Q(status="published")
            ),
            models.Index(
                "column", F("published_at").desc(), name="article_column", condition=Q(status="published")
            ),
            # A genre that few have, such as the picture stories of the front page, is found without walking the rest.
            models.Index(
                "genre", F("published_at").desc(), name="article_genre", condition=Q(status="published")
            ),
            models.Index(fields=["status", "updated_at"], name="article_desk"),
            # The desk's list, and the days by which it is narrowed.
            models.Index(F("updated_at").desc(), F("id").desc(), name="article_changed"),
            models.Index(fields=["created_at"], name="article_created"),
            # What ends by the clock next (``articles.clock``); most never do.
            models.Index(
                fields=["expires_at"], name="article_expires", condition=Q(expires_at__isnull=False)
            ),
            models.Index(
                fields=["pinned_until"], name="article_pinned", condition=Q(pinned_until__isnull=False)
            ),
            GinIndex(fields=["body_photos"], name="article_body_photos", condition=~Q(body_photos=[])),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title=""),
                name="article_has_title",
                violation_error_message=_("An article needs a headline."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=Status.values),
                name="article_status_known",
                violation_error_message=_("This status does not exist."),
            ),
            models.CheckConstraint(
                condition=~Q(status="published") | Q(published_at__isnull=False),
                name="article_published_has_time",
                violation_error_message=_("A published article needs a publication time."),
            ),
            models.CheckConstraint(
                condition=Q(expires_at__isnull=True)
                | Q(published_at__isnull=True)
                | Q(expires_at__gt=F("published_at")),
                name="article_expires_after_publication",
                violation_error_message=_(
                    "An article cannot expire before it is published: correct one of the two times."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(status="withdrawn") | Q(withdrawn_at__isnull=False) & ~Q(withdrawal_kind=""),
                name="article_withdrawal_explained",
                violation_error_message=_("A withdrawal needs its time and what the address is to do."),
            ),
            models.CheckConstraint(
                condition=~Q(withdrawal_kind="replaced") | Q(replaced_by__isnull=False),
                name="article_replacement_named",
                violation_error_message=_("Choose the article that replaces this one."),
            ),
            models.CheckConstraint(
                condition=~Q(working_copy_of=F("id")),
                name="article_not_copy_of_itself",
                violation_error_message=_("An article cannot be the working copy of itself."),
            ),
            models.CheckConstraint(
                condition=Q(working_copy_of__isnull=True) | ~Q(status__in=["published", "withdrawn"]),
                name="article_copy_never_public",
                violation_error_message=_(
                    "A working copy is not published: it replaces the text of its article."
                ),
            ),
            models.UniqueConstraint(
                fields=["working_copy_of"],
                condition=~Q(status__in=["merged", "discarded"]),
                name="article_one_open_copy",
                violation_error_message=_(
                    "A correction of this article is open already: go on with that one."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the row; of a stored one everything but ``WORKFLOW_FIELDS``, unless ``update_fields`` names them."""
        fields = kwargs.get("update_fields")
        if fields is None and not self._state.adding:
            columns = {field.name for field in self._meta.concrete_fields if not field.primary_key}
            deferred = {self._meta.get_field(name).name for name in self.get_deferred_fields()}
            fields = columns - WORKFLOW_FIELDS - deferred
        if fields is None or "body" in fields:
            self.body_text = html_to_text(self.body)
            self.body_photos = sorted(photo_keys(self.body))
        if fields is None or "title" in fields:
            self.title_words = with_breaks(self.title)[:500]
            fields = fields if fields is None else {*fields, "title_words"}
        if fields is not None:
            kwargs["update_fields"] = {*fields, "body_text", "body_photos"} if "body" in fields else fields
        super().save(*args, **kwargs)

    def clean(self) -> None:
        for name in ("kicker", "title", "subtitle", "source_name", "original_title"):
            setattr(self, name, tidy_line(getattr(self, name)))
        self.subtitle = self.subtitle.lstrip("—").strip()
        self.body = clean_html(self.body)
        if not self.title:
            raise ValidationError({"title": _("An article needs a headline.")})

    def get_absolute_url(self) -> str:
        return address("articles:article", self.pk)

    # --- state by status and clock ------------------------------------------------------------
    @property
    def is_public(self) -> bool:
        """Whether readers may see it now: ``published_q`` for one row."""
        now = timezone.now()
        return (
            self.status == Status.PUBLISHED
            and self.published_at is not None
            and self.published_at <= now
            and (self.expires_at is None or self.expires_at > now)
        )

    @property
    def is_scheduled(self) -> bool:
        return (
            self.status == Status.PUBLISHED
            and self.published_at is not None
            and self.published_at > timezone.now()
        )

    @property
    def is_expired(self) -> bool:
        return (
            self.status == Status.PUBLISHED
            and self.expires_at is not None
            and self.expires_at <= timezone.now()
        )

    @property
    def is_taken_down(self) -> bool:
        """Whether it was withdrawn and not published again since; it may be a draft once more by now."""
        return self.withdrawn_at is not None and self.status != Status.PUBLISHED

    @property
    def state(self) -> str:
        """A code for the desk: the status, or ``scheduled`` or ``expired`` where the clock makes it so."""
        return "scheduled" if self.is_scheduled else "expired" if self.is_expired else self.status

    @property
    def state_label(self) -> str:
        """The state in words; of a planned publication with its time, so that it is never taken for done."""
        if self.published_at is not None and self.is_scheduled:
            return gettext("Scheduled for %(time)s") % {"time": desk_time(self.published_at)}
        return str(_("Expired") if self.is_expired else self.get_status_display())

    @property
    def is_working_copy(self) -> bool:
        return self.working_copy_of_id is not None

    # --- what pages show ------------------------------------------------------------------------
    @property
    def shown_tags(self) -> list[Tag]:
        """The tags as readers meet them: a merged one is that which it was merged into; each stands once."""
        tags = [meeting_tag(item.tag) for item in self.tagged_items.all()]
        return list(dict.fromkeys(tags))

    @property
    def headline(self) -> SafeString:
        """The title for a page, with ``<wbr>`` between its words; plain where nothing is prepared for it."""
        return marked(self.title, self.title_words)

    @property
    def teaser(self) -> str:
        """The line of a list: the summary, or the beginning of the text, of which ``for_lists()`` fetches enough."""
        if self.summary:
            return self.summary
        text = self.__dict__.get("beginning")
        if text is None:
            text = self.body_text
        return shorten(text.replace("\n", ""), 90)

    @property
    def characters(self) -> int:
        return count_characters(self.body_text)

    @property
    def reading_minutes(self) -> int:
        return reading_minutes(self.characters)

    @property
    def lead_photo(self) -> "ArticlePhoto | None":
        """The lead picture with its caption here; uses what ``for_lists()`` has fetched."""
        row = vars(self)
        if "beginning" in row:  # annotated together with it, which is there only if the article has one
            fetched: ArticlePhoto | None = row.get("lead_entry")
            return fetched
        return next((entry for entry in self.photo_entries.all() if entry.is_lead), None)

    @cached_property
    def byline(self) -> list[tuple[str, list[Contributor]]]:
        """Roles with their contributors in order: ``[("Reporter", [<林晓舟>, <苏禾>])]``."""
        return self._grouped_credits(BYLINE_ROLES)

    @cached_property
    def editors_line(self) -> list[tuple[str, list[Contributor]]]:
        """Editor in charge, proofreader and layout; an article without its own has its page's."""
        foot = (CreditRole.EDITOR, CreditRole.PROOFREADER, CreditRole.LAYOUT)
        own = self._grouped_credits(foot)
        return own or (group_credits(self.edition_page.credits.all(), foot) if self.edition_page else [])

    def _grouped_credits(self, roles: tuple[CreditRole, ...]) -> list[tuple[str, list[Contributor]]]:
        return group_credits(self.credits.all(), roles)
