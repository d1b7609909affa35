"""``manage.py keep_copies``: the quiet walk that keeps a copy of every page for the time without the database."""

import os
import signal
import time
from argparse import ArgumentParser
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, close_old_connections, connections
from django.utils.translation import gettext as _

from pagecache.changes import changes
from pagecache.marks import forget_old_notes
from portal.operations.embedded_postgres.base import DatabaseWrapper
from portal.operations.supervisor import end_with_parent
from portal.web.health import migrated
from portal.web.stored import page_store
from portal.web.walk import only_one, walk_of

LOOK_EVERY = 1.0  # seconds, as all times here
LIST_EVERY = 60.0  # at most, after a change
LIST_AT_LEAST_EVERY = 3600.0  # for what the clock changes
LATER = 10.0  # when somebody else walks, or the folder cannot be written


class Command(BaseCommand):
    help = (
        "Renders every page of the sitemap into a copy that readers get while the database is away, at low priority,"
        " and goes on doing so after each change. `serve` starts it by itself."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="walk the sitemap once, and end")
        parser.add_argument("--quick", action="store_true", help="without rests between the pages")

        parser.add_argument("--parent", type=int, help="the process with which this one ends")

    def handle(self, *args: Any, **options: Any) -> None:
        for name in ("PAGE_STORE_MB", "PAGE_COPIES_MB"):
            if not getattr(settings, name):
                raise CommandError(_("No copies are kept: %(setting)s is 0.") % {"setting": name})
        if options["parent"]:
            end_with_parent(options["parent"], signal.SIGKILL)  # it can go on anywhere: nothing is lost
        os.nice(19)
        store = page_store(WSGIHandler())
        walk = walk_of(store, (lambda seconds: None) if options["quick"] else time.sleep)
        if options["once"]:
            with only_one() as is_ours:
                if not is_ours:
                    raise CommandError(_("Somebody else is walking on this machine already."))
                if not (ready(starts=True) and walk.once()):
                    raise CommandError(_("The database does not answer, or lacks tables."))
            self.stdout.write(_("%(count)d pages were rendered.") % {"count": walk.rendered})
            return
        while True:
            try:
                with only_one() as is_ours:
                    while is_ours:
                        _walk_for_a_while(walk)
            except OSError:
                pass  # the folder: whoever keeps a copy has said so
            time.sleep(LATER)


def ready(*, starts: bool = False) -> bool:
    """Whether there is something to walk through; ``starts``: also when the embedded server is to be started for it."""
    close_old_connections()
    database = connections["default"]
    try:
        # Nobody needs the walk so much that a database is started for it.
        if not starts and isinstance(database, DatabaseWrapper) and not database.server.answers():
            return False
        return migrated()
    except DatabaseError:
        return False


def _walk_for_a_while(walk: Any) -> None:
    """Once through the list; then what changes, until it is time for the list again."""
    if not ready() or changes.generation() is None:
        time.sleep(LOOK_EVERY)
        return
    generation, begun = changes.generation(), time.monotonic()
    if not walk.once():
        time.sleep(LOOK_EVERY)
        return
    with suppress(DatabaseError):
        forget_old_notes("default")
    while time.monotonic() - begun < LIST_AT_LEAST_EVERY:
        time.sleep(LOOK_EVERY)
        if walk.has_work():
            walk.renew_wanted()
        if changes.generation() != generation and time.monotonic() - begun >= LIST_EVERY:
            return
