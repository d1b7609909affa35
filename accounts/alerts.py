"""Mails to the owner of an account when what opens it has changed: who did not do that has to learn of it."""

import logging

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts import links
from accounts.models import User
from common.client_address import client_address

logger = logging.getLogger(__name__)


def tell(user: User, what: Promise, *, request: HttpRequest) -> None:
    """Mail to the account's address that ``what`` happened, once it is done; nothing where there is none.

    ``what`` is a sentence still to be translated: the mail is in the language of the house. A mail server that fails
    stops nobody.
    """
    if not user.email:
        return
    address, name = user.email, user.get_username()
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("%(site)s: the sign-in of your account has changed") % {"site": settings.SITE["name"]}
        text = _(
            "%(what)s\n\nAccount: %(name)s\nTime: %(time)s\nAddress: %(address)s\n\nIf it was you, there is nothing to "
            "do. If not, tell your administrator at once and ask for a one-time link: it ends all sessions."
        ) % {
            "what": what, "name": name, "time": f"{timezone.localtime():%Y-%m-%d %H:%M}",
            "address": client_address(request) or "–",
        }  # fmt: skip

    def send() -> None:
        try:
            send_mail(subject, text, None, [address])
        except Exception:  # whatever the mail server does, the change has been made
            logger.exception("A mail about a changed sign-in could not be sent.")

    transaction.on_commit(lambda: links.run_aside(send))
