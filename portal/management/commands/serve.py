"""``manage.py serve``: the portal on granian."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from portal.operations import first_run, web_server
from portal.operations.bootstrap import refuse_taken_port


class Command(BaseCommand):
    help = (
        "Serves the portal until Ctrl-C. With --prepare, first brings database and static files up to date."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
        parser.add_argument("--port", type=int, default=8000, help="port to listen on (8000)")
        parser.add_argument("--workers", type=int, default=2, help="worker processes (2)")
        parser.add_argument("--threads", type=int, default=4, help="threads in each of them (4)")
        parser.add_argument(
            "--prepare",
            action="store_true",
            help="migrate; fill an empty database with the demonstration; make an account; collect static files",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = options["host"], options["port"]
        refuse_taken_port(str(port), host)
        if options["prepare"]:
            first_run.prepare(self._say)
        first_run.write_down_settings()
        self._say(_("The portal is at %(address)s (Ctrl-C ends it).") % {"address": f"http://{host}:{port}"})
        web_server.serve(host=host, port=port, workers=options["workers"], threads=options["threads"])

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()
