"""``manage.py empty_bin``: throw away for good what has lain in the desk's bin its time. For a daily timer."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from newsroom import bin
from newsroom.models import KEPT_FOR


class Command(BaseCommand):
    help = "Throw away for good what was deleted at the desk more than 30 days ago."

    def handle(self, **options: Any) -> None:
        number = bin.empty()
        self.stdout.write(
            _("%(number)d items were thrown away that had lain in the bin for %(days)d days.")
            % {"number": number, "days": KEPT_FOR.days}
        )
