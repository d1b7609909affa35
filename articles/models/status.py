"""What an article is and in which state: the words that models, workflow and querysets share."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.compiled import Moment


class Genre(models.TextChoices):
    NEWS = "news", pgettext_lazy("genre", "News")
    FEATURE = "feature", pgettext_lazy("genre", "Feature")
    PROFILE = "profile", pgettext_lazy("genre", "Profile")
    PHOTO = "photo", pgettext_lazy("genre", "Photo story")
    COMMENTARY = "commentary", pgettext_lazy("genre", "Commentary")
    EXPERIENCE = "experience", pgettext_lazy("genre", "Experience")
    ROUNDUP = "roundup", pgettext_lazy("genre", "Roundup")
    NOTICE = "notice", pgettext_lazy("genre", "Notice")
    PUBLIC_NOTICE = "public_notice", pgettext_lazy("genre", "Public notice")
    POLICY = "policy", pgettext_lazy("genre", "Policy explained")


class Status(models.TextChoices):
    """What is stored. Scheduled and expired are not stored: they follow from the clock (see ``Article.state``)."""

    DRAFT = "draft", _("Draft")
    RETURNED = "returned", _("Returned")
    SUBMITTED = "submitted", _("Awaiting first review")
    FIRST_PASSED = "first_passed", _("Awaiting second review")
    SECOND_PASSED = "second_passed", _("Awaiting final review")
    APPROVED = "approved", _("Approved")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    MERGED = "merged", _("Correction made")
    DISCARDED = "discarded", _("Discarded")


WRITING = (Status.DRAFT, Status.RETURNED)
IN_REVIEW = (Status.SUBMITTED, Status.FIRST_PASSED, Status.SECOND_PASSED)
CLOSED = (Status.MERGED, Status.DISCARDED)
# Written by articles/workflow/ alone. An ordinary ``save()`` of a stored article leaves them
# as they are in the database, so a form that was loaded earlier cannot put an old status back.
WORKFLOW_FIELDS = frozenset(
    {"status", "version", "withdrawn_at", "withdrawal_kind", "withdrawal_notice", "replaced_by", "working_copy_of"}
)  # fmt: skip


class WithdrawalKind(models.TextChoices):
    """What the address of a withdrawn article does."""

    GONE = "gone", _("Answer that the article was withdrawn, with the notice")
    REPLACED = "replaced", _("Lead to the article that replaces it")
    KEPT = "kept", _("Keep the text under a notice that it no longer holds")


def published_q(now: Moment | None = None, prefix: str = "") -> Q:
    """What the public may see at a moment: the only definition. ``prefix`` such as ``article__`` for joins."""
    now = now or timezone.now()
    return Q(**{f"{prefix}status": Status.PUBLISHED, f"{prefix}published_at__lte": now}) & (
        Q(**{f"{prefix}expires_at__isnull": True}) | Q(**{f"{prefix}expires_at__gt": now})
    )


def scheduled_q(now: Moment | None = None) -> Q:
    """Which articles are published for a time that is still ahead."""
    return Q(status=Status.PUBLISHED, published_at__gt=now or timezone.now())
