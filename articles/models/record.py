"""What happened to an article: snapshots of every saved text, reviews, corrections, and who is at it now."""

import secrets

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.status import WithdrawalKind


class Snapshot(models.Model):
    """One saved state of an article, whole: texts, credits, pictures with captions, tags, organizations.

    ``data`` is what ``articles.snapshots.content_of`` returns, ``text_hash`` the SHA-256 of its canonical JSON.
    """

    article = models.ForeignKey(
        Article, verbose_name=_("article"), on_delete=models.CASCADE, related_name="snapshots"
    )
    number = models.PositiveIntegerField(_("version"))
    data = models.JSONField(_("content"))
    text_hash = models.CharField(_("hash of the text"), max_length=64)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("saved by"), null=True, on_delete=models.PROTECT,
        related_name="snapshots",
    )  # fmt: skip
    saved_at = models.DateTimeField(_("saved at"), default=timezone.now)
    note = models.CharField(_("note"), max_length=200, blank=True)
    changes_words = models.BooleanField(
        _("changes the words"), default=True,
        help_text=_("Texts, pictures, credits or figures differ from the version before; places alone do not count."),
    )  # fmt: skip

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["article", "number"], name="snapshot_number_once")]

    def __str__(self) -> str:
        return f"{self.article} v{self.number}"


class Decision(models.TextChoices):
    SUBMITTED = "submitted", _("Submitted")
    TAKEN_BACK = "taken_back", _("Taken back")
    PASSED = "passed", _("Passed")
    RETURNED = "returned", _("Returned")
    VOIDED = "voided", _("Passes voided by a change")
    PUBLISHED = "published", _("Published")
    SCHEDULED = "scheduled", _("Publication scheduled")
    TIMED = "timed", _("Pinning or expiry changed")
    UNSCHEDULED = "unscheduled", _("Publication called off")
    CORRECTION_STARTED = "correction_started", _("Correction started")
    CORRECTED = "corrected", _("Corrected")
    DISCARDED = "discarded", _("Correction discarded")
    WITHDRAWAL_ASKED = "withdrawal_asked", _("Withdrawal asked for")
    WITHDRAWAL_DROPPED = "withdrawal_dropped", _("Withdrawal dropped")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    RESTORED = "restored", _("Taken up again")
    ADOPTED = "adopted", _("Taken over from an earlier publication")


def level_name(level: int, is_final: bool) -> str:
    """What a level of review is called: the last one is the final review however many there are."""
    if is_final:
        return str(_("Final review"))
    return str({1: _("First review"), 2: _("Second review")}.get(level, ""))


class ReviewRecord(models.Model):
    """One decision on an article. Never changed, never deleted: a trigger in the database refuses both."""

    article = models.ForeignKey(
        Article, verbose_name=_("article"), on_delete=models.PROTECT, related_name="records"
    )
    decision = models.CharField(_("decision"), max_length=20, choices=Decision)
    level = models.PositiveSmallIntegerField(
        _("level"), default=0, help_text=_("1 first, 2 second, 3 final review.")
    )
    is_final = models.BooleanField(_("last level"), default=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), null=True, on_delete=models.PROTECT,
        related_name="review_records",
    )  # fmt: skip
    user_name = models.CharField(_("name of the person"), max_length=150)
    approver_name = models.CharField(_("approved by"), max_length=150, blank=True)
    comment = models.TextField(_("comment"), blank=True)
    snapshot = models.ForeignKey(
        Snapshot, verbose_name=_("version"), null=True, on_delete=models.PROTECT, related_name="records"
    )
    text_hash = models.CharField(_("hash of the text"), max_length=64, blank=True)
    by_author = models.BooleanField(
        _("passed by the author"), default=False,
        help_text=_("Allowed only where a setting says that one person runs the desk."),
    )  # fmt: skip
    waived = models.BooleanField(
        _("different people not required"), default=False,
        help_text=_("The setting of a one-person desk was on when this level was passed."),
    )  # fmt: skip
    is_emergency = models.BooleanField(
        _("in an emergency"), default=False,
        help_text=_("An editor withdrew it first, and the leader in charge was informed."),
    )  # fmt: skip
    at = models.DateTimeField(_("time"), default=timezone.now)

    class Meta:
        verbose_name = _("review record")
        verbose_name_plural = _("review records")
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["user", "at"], name="record_user_at")]

    def __str__(self) -> str:
        return f"{self.get_decision_display()} {self.user_name}"

    @property
    def approval(self) -> str:
        """What the leader in charge had to do with a withdrawal; empty for every other decision."""
        text = ""
        if self.decision == Decision.WITHDRAWAL_ASKED:
            text = gettext("waits for %(person)s")
        elif self.is_emergency:
            text = gettext("in an emergency; %(person)s was informed")
        elif self.approver_name:
            text = gettext("approved by %(person)s")
        return text % {"person": self.approver_name}

    @property
    def level_label(self) -> str:
        return level_name(self.level, self.is_final) if self.level else ""


class Correction(models.Model):
    """A change of a published text that readers are told of."""

    article = models.ForeignKey(
        Article, verbose_name=_("article"), on_delete=models.CASCADE, related_name="corrections"
    )
    note = models.TextField(_("correction note"))
    corrected_at = models.DateTimeField(_("corrected at"), default=timezone.now)

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-corrected_at", "-id"]

    def __str__(self) -> str:
        return self.note

    @classmethod
    def announced_by(cls, copy: Article) -> "Correction | None":
        """What readers will be told once a working copy is published, not saved yet; ``None`` if nothing."""
        note = copy.correction_note.strip()
        return cls(article=copy.working_copy_of, note=note, corrected_at=timezone.now()) if note else None


class WithdrawalRequest(models.Model):
    """That somebody asked a leader in charge to withdraw an article: until the leader acts, nothing has happened."""

    article = models.ForeignKey(
        Article, verbose_name=_("article"), on_delete=models.CASCADE, related_name="withdrawal_requests"
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("asked for by"), on_delete=models.PROTECT, related_name="+"
    )
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("leader in charge"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    comment = models.TextField(_("reason"))
    kind = models.CharField(_("what its address does"), max_length=10, choices=WithdrawalKind)
    notice = models.TextField(_("public notice of the withdrawal"), blank=True)
    replaced_by = models.ForeignKey(
        Article, verbose_name=_("replaced by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField(_("asked for at"), default=timezone.now)
    closed_at = models.DateTimeField(_("closed at"), null=True)

    class Meta:
        verbose_name = _("withdrawal asked for")
        verbose_name_plural = _("withdrawals asked for")
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["article"], condition=models.Q(closed_at__isnull=True), name="withdrawal_asked_once",
                violation_error_message=_("The withdrawal of this article has been asked for already."),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.article} ← {self.asked_by}"


class EditingMark(models.Model):
    """An open form: who has it open since when, and when the browser last said so."""

    article = models.ForeignKey(
        Article, verbose_name=_("article"), on_delete=models.CASCADE, related_name="editing_marks"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="editing_marks",
    )
    opened_at = models.DateTimeField(_("opened at"), default=timezone.now)
    seen_at = models.DateTimeField(_("last seen at"), default=timezone.now)

    class Meta:
        verbose_name = _("open form")
        verbose_name_plural = _("open forms")
        constraints = [models.UniqueConstraint(fields=["article", "user"], name="editing_mark_once")]

    def __str__(self) -> str:
        return f"{self.user} @ {self.article}"


class Viewing(models.Model):
    """That the whole text of an article was shown to somebody at the desk: the last version they had before their eyes.

    Written by ``articles.viewings`` alone.
    """

    article = models.ForeignKey(
        Article, verbose_name=_("article"), on_delete=models.CASCADE, related_name="viewings"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="viewings"
    )
    version = models.PositiveIntegerField(_("version"))
    at = models.DateTimeField(_("time"), default=timezone.now)

    class Meta:
        verbose_name = _("viewing")
        verbose_name_plural = _("viewings")
        constraints = [models.UniqueConstraint(fields=["article", "user"], name="viewing_once")]

    def __str__(self) -> str:
        return f"{self.user} ← {self.article} v{self.version}"


def new_token() -> str:
    return secrets.token_urlsafe(24)


class PreviewLink(models.Model):
    """An address that shows a draft without an account, until it expires or is revoked."""

    article = models.ForeignKey(
        Article, verbose_name=_("article"), on_delete=models.CASCADE, related_name="preview_links"
    )
    token = models.CharField(max_length=64, unique=True, default=new_token, editable=False)
    expires_at = models.DateTimeField(_("valid until"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(_("made at"), auto_now_add=True)

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return f"{self.article} → {self.expires_at:%Y-%m-%d %H:%M}"

    def get_absolute_url(self) -> str:
        from django.core.signing import Signer

        return reverse("articles:preview_link", args=[Signer(salt="preview").sign(self.token)])

    @property
    def is_valid(self) -> bool:
        return self.revoked_at is None and self.expires_at > timezone.now()


class NoticeKind(models.TextChoices):
    SUBMITTED = "submitted", _("Waits for your review")
    RETURNED = "returned", _("Returned to you")
    PASSED = "passed", _("Passed")
    PUBLISHED = "published", _("Published")
    SCHEDULED = "scheduled", _("Publication scheduled")
    CORRECTION = "correction", _("Correction needed")
    VOIDED = "voided", _("Changed after it was passed")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    TO_WITHDRAW = "to_withdraw", _("A withdrawal waits for you")
    NOT_WITHDRAWN = "kept", _("The withdrawal was dropped")
    INFORMED = "informed", _("Withdrawn in an emergency; you are informed as the leader in charge")
    DELETED = "deleted", _("Deleted; it can be brought back from the bin")


class Notice(models.Model):
    """A line in somebody's desk: something happened that concerns them."""

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("recipient"),
        on_delete=models.CASCADE,
        related_name="notices",
    )
    kind = models.CharField(_("kind"), max_length=12, choices=NoticeKind)
    article = models.ForeignKey(
        Article, verbose_name=_("article"), null=True, on_delete=models.CASCADE, related_name="notices"
    )
    # Of what is no article, or an article that is gone: its name, and where it stands at the desk.
    title = models.CharField(_("headline"), max_length=200, blank=True)
    path = models.CharField(max_length=200, blank=True, editable=False)
    actor_name = models.CharField(_("by"), max_length=150, blank=True)
    comment = models.TextField(_("comment"), blank=True)
    created_at = models.DateTimeField(_("time"), default=timezone.now)
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["recipient", "read_at"], name="notice_unread")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.headline}"

    @property
    def headline(self) -> str:
        """Of the article that it is about, whether that is still there or not."""
        return self.article.title if self.article else self.title
