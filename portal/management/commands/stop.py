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
        stopped = web_server.stop()
        self.stdout.write(_("The portal has ended.") if stopped else _("The portal was not running."))
        database = connections["default"]
        if isinstance(database, DatabaseWrapper):
            stopped = database.server.stop()
            self.stdout.write(
                _("PostgreSQL has been stopped.") if stopped else _("PostgreSQL was not running.")
            )
