"""``manage.py stop``: end the web server and the embedded PostgreSQL of this project."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connections
from django.utils.translation import gettext as _

from portal.operations import web_server
from portal.operations.embedded_postgres.base import DatabaseWrapper


class Command(BaseCommand):
    help = "Ends the portal and its embedded PostgreSQL, whoever uses them."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        database = connections["default"]
        server = database.server if isinstance(database, DatabaseWrapper) else None
        # Asked before the portal ends: its last worker may stop PostgreSQL on its way out.
        ran = server is not None and server.runs()
        stopped = web_server.stop()
        self.stdout.write(_("The portal has ended.") if stopped else _("The portal was not running."))
        if server is not None:
            ran = server.stop() or ran
            self.stdout.write(_("PostgreSQL has been stopped.") if ran else _("PostgreSQL was not running."))
