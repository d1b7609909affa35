"""``manage.py trim_audit``: remove entries of the desk's log whose time is over. For a daily timer."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from accounts import audit


class Command(BaseCommand):
    help = "Remove the entries of the desk's log that are older than AUDIT_DAYS."

    def handle(self, **options: Any) -> None:
        number = audit.trim(older_than=dt.timedelta(days=settings.AUDIT_DAYS))
        self.stdout.write(_("%(number)d entries older than %(days)d days were removed.") % {
            "number": number, "days": settings.AUDIT_DAYS})  # fmt: skip
