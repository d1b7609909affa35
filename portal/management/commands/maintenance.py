"""``manage.py maintenance on|off|status``: close the site while it is being worked on, and open it again."""

import datetime as dt
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.operations import maintenance


class Command(BaseCommand):
    help = (
        "Close the site while it is being worked on (on), open it again (off), or tell which it is (status)."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("do", choices=("on", "off", "status"))
        parser.add_argument("--until", default="", help='when it will be over, as "2026-03-12 14:00"')
        parser.add_argument("--message", default="", help="a sentence for readers, instead of the usual one")

    def handle(self, *args: Any, do: str, until: str, message: str, **options: Any) -> None:
        if do != "on" and (until or message):
            raise CommandError(_("--until and --message go with “on” only."))
        try:
            if do == "on":
                maintenance.begin(until=_moment(until), message=message.strip())
            elif do == "off":
                maintenance.end()
        except OSError as error:
            raise CommandError(
                _("%(path)s cannot be written: %(reason)s.")
                % {"path": maintenance.path(), "reason": error.strerror}
            ) from None
        self.stdout.write(_state())


def _moment(text: str) -> dt.datetime | None:
    """A time of the site's zone, in the future."""
    if not text:
        return None
    try:
        moment = dt.datetime.strptime(text.strip(), "%Y-%m-%d %H:%M")  # noqa: DTZ007  # the zone follows
    except ValueError:
        raise CommandError(
            _("“%(text)s” is no time. Write it like 2026-03-12 14:00.") % {"text": text}
        ) from None
    moment = timezone.make_aware(moment)
    if moment <= timezone.now():
        raise CommandError(_("%(text)s has passed. Give a time to come.") % {"text": text})
    return moment


def _state() -> str:
    closed = maintenance.current()
    if closed is None:
        return _("The site is open.")
    if not closed.is_readable:
        return _("The site is closed, but %(path)s makes no sense: say “on” once more, or “off”.") % {
            "path": maintenance.path()
        }
    parts = [_("The site is closed.")]
    if closed.until:
        parts.append(_("Until %(time)s.") % {"time": f"{timezone.localtime(closed.until):%Y-%m-%d %H:%M}"})
    if closed.message:
        parts.append(_("Readers are told: %(message)s") % {"message": closed.message})
    return "\n".join(parts)
