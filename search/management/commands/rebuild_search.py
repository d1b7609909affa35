"""``manage.py rebuild_search``: all that the search knows, made anew."""

import os
from argparse import ArgumentParser
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from search import index
from search.sources import sources

PROCESSES = min(2, os.cpu_count() or 1)


class Command(BaseCommand):
    help = (
        "Make everything anew that the search finds. Needed after an upgrade that says so; a change of content never "
        "needs it. Readers may search meanwhile. Can be interrupted: it says with which --kind and --after to go on."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--kind", help="only documents of this kind: article, organization, event …")
        parser.add_argument(
            "--after", type=int, default=0, help="only those with a higher key, to go on (with --kind)"
        )
        parser.add_argument(
            "--processes", type=int, default=PROCESSES, help=f"that work at the same time ({PROCESSES})"
        )

    def handle(
        self, *, kind: str | None, after: int, verbosity: int, processes: int = 1, **options: Any
    ) -> None:
        known = sources()
        if kind is not None and kind not in known:
            raise CommandError(
                _("There is no kind of document named “%(kind)s”. Known are: %(known)s.")
                % {"kind": kind, "known": ", ".join(sorted(known))}
            )
        if after and kind is None:
            raise CommandError(_("--after belongs to one kind: say which one with --kind."))
        for name in [kind] if kind else known:
            told = partial(self.tell, name) if verbosity else index.silent
            try:
                number = index.rebuild(name, after, told, processes)
            except BrokenProcessPool:
                raise CommandError(
                    _("One of the processes was ended. What was said to be done is done: go on from there.")
                ) from None
            if verbosity:
                self.stdout.write(_("%(kind)s: %(number)d looked at.") % {"kind": name, "number": number})

    def tell(self, kind: str, last: int, done: int) -> None:
        self.stdout.write(f"{kind}: {done:,} (--kind {kind} --after {last})")
