"""``manage.py rebuild_words``: where the headlines stored here may break, worked out anew."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from portal.operations import words


class Command(BaseCommand):
    help = (
        "Work out anew where stored headlines may break. After an upgrade that says so: what is stored keeps the old "
        "places until it is saved again. Can be interrupted and run again; the site goes on meanwhile."
    )

    def handle(self, *, verbosity: int, **options: Any) -> None:
        def progress(kind: str, done: int, of: int) -> None:
            if verbosity:
                self.stdout.write(f"{kind}: {done:,} / {of:,}")

        changed = words.rebuild(progress=progress)
        if verbosity:
            self.stdout.write(_("Headlines with new places to break: %(number)d.") % {"number": changed})
