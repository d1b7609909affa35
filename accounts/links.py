"""One-time links: whoever has one chooses the password of an account, once, within a day."""

import datetime as dt
import hashlib
import logging
import secrets
import threading
from collections.abc import Callable

from django.conf import settings
from django.core.mail import send_mail
from django.db import connection, transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts import audit
from accounts.grants import other_administrators
from accounts.models import OneTimeLink, User, What

logger = logging.getLogger(__name__)

VALID_FOR = dt.timedelta(hours=24)
MAIL_AGAIN_AFTER = dt.timedelta(minutes=10)


def ask(
    user: User, *, by: User, request: HttpRequest, removes_factors: bool = False
) -> tuple[OneTimeLink, str]:
    """A new link, and its address, which is shown this once; earlier links of the account end.

    The address is empty where another administrator has to confirm first: one person alone must not open a
    colleague's account, second factor and all, and review under that name.
    """
    takes_two = removes_factors and other_administrators(user, by).exists()
    with transaction.atomic():
        link = _new(user, asked_by=by, removes_factors=removes_factors, takes_two=takes_two)
        address = "" if takes_two else _make(link, by=by)
        note = _("with the second factor taken away") if removes_factors else ""
        what = What.RIGHTS_ASKED if takes_two else What.LINK_MADE
        audit.record(
            what, request=request, by=by, about=user, note=_("one-time link") + (note and f"：{note}")
        )
    return link, address


def confirm(link: OneTimeLink, *, by: User, request: HttpRequest) -> str:
    """The second administrator makes the link; returns its address. Raises ``PermissionError`` for the first one."""
    if link.asked_by_id == by.pk or link.user_id == by.pk:
        raise PermissionError(_("Another administrator must confirm this."))
    with transaction.atomic():
        address = _make(link, by=by)
        note = _("with the second factor taken away, asked for by %(person)s") % {"person": link.asked_by}
        audit.record(What.LINK_MADE, request=request, by=by, about=link.user, note=note)
    return address


def refuse(link: OneTimeLink, *, by: User, request: HttpRequest) -> None:
    """Turn down what was asked for; whoever asked may take it back in the same way."""
    with transaction.atomic():
        OneTimeLink.objects.filter(pk=link.pk, used_at=None).update(expires_at=timezone.now())
        audit.record(What.RIGHTS_REFUSED, request=request, by=by, about=link.user, note=_("one-time link"))


def of_operator(user: User) -> str:
    """The address of a link for somebody with a shell on the machine: no second person, second factor taken away."""
    with transaction.atomic():
        link = _new(user, asked_by=None, removes_factors=True, takes_two=False)
        address = _make(link, by=None)
        audit.record(
            What.LINK_MADE,
            about=user,
            note=_("by a command on the server, with the second factor taken away"),
        )
    return address


def _new(user: User, *, asked_by: User | None, removes_factors: bool, takes_two: bool) -> OneTimeLink:
    now = timezone.now()
    OneTimeLink.objects.filter(user=user, used_at=None, expires_at__gt=now).update(expires_at=now)
    return OneTimeLink.objects.create(
        user=user,
        asked_by=asked_by,
        removes_factors=removes_factors,
        takes_two=takes_two,
        expires_at=now + VALID_FOR,
    )


def _make(link: OneTimeLink, *, by: User | None) -> str:
    token = secrets.token_urlsafe(32)
    link.digest, link.made_by, link.expires_at = _digest(token), by, timezone.now() + VALID_FOR
    link.save(update_fields=["digest", "made_by", "expires_at"])
    return settings.SITE_URL + reverse("accounts_link", args=[token])


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def find(token: str) -> OneTimeLink | None:
    """The link, while it may be used and its account is on."""
    links = OneTimeLink.objects.usable().filter(user__is_active=True)
    return links.select_related("user").filter(digest=_digest(token)).first()


def use(token: str, password: str, *, request: HttpRequest) -> User | None:
    """Set the password; all sessions of the account end. ``None`` when the link was used in the meantime."""
    from allauth.mfa.models import Authenticator

    with transaction.atomic():
        used = OneTimeLink.objects.usable().filter(digest=_digest(token)).select_for_update().first()
        if used is None or not used.user.is_active:
            return None
        used.used_at = timezone.now()
        used.save(update_fields=["used_at"])
        user = used.user
        user.set_password(password)
        user.must_choose_password = False
        user.save(update_fields=["password", "must_choose_password"])
        audit.record(What.PASSWORD, request=request, about=user, note=_("with a one-time link"))
        if used.removes_factors and Authenticator.objects.filter(user=user).delete()[0]:
            audit.record(What.FACTOR_REMOVED, request=request, about=user, note=_("with a one-time link"))
    return user


def run_aside(task: Callable[[], None]) -> None:
    """Run a task beside the request, so that its answer takes as long whatever the task finds."""
    threading.Thread(target=task, name="one-time links", daemon=True).start()


def mail(name: str) -> None:
    """Send a link to the account of this name, if there is one with an address; nobody learns which it was."""

    def task() -> None:
        try:
            with translation.override(settings.LANGUAGE_CODE):
                _mail(name)
        except Exception:  # whatever the mail server does, the answer has been given
            logger.exception("A one-time link could not be mailed.")
        finally:
            if threading.current_thread() is not threading.main_thread():
                connection.close()

    run_aside(task)


def _mail(name: str) -> None:
    user = User.objects.filter(username=name, is_active=True).exclude(email="").first()
    recent = timezone.now() - MAIL_AGAIN_AFTER
    if user is None or user.one_time_links.filter(asked_at__gt=recent, asked_by=None).exists():
        return
    with transaction.atomic():
        address = _make(_new(user, asked_by=None, removes_factors=False, takes_two=False), by=None)
        audit.record(What.LINK_MADE, about=user, note=_("by mail, asked for on the sign-in page"))
    text = _(
        "Somebody asked for a new password for your account %(name)s. With this link you choose one, once, within "
        "24 hours:\n\n%(address)s\n\nIf it was not you, do nothing: your password stays as it is."
    )
    subject = _("%(site)s: choose a new password") % {"site": settings.SITE["name"]}
    send_mail(subject, text % {"name": user.get_username(), "address": address}, None, [user.email])
