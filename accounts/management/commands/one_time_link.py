"""``manage.py one_time_link NAME``: let somebody in again who has lost password or device, from the server itself."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from accounts import links
from accounts.models import User


class Command(BaseCommand):
    help = "Print a link with which an account chooses a new password; its second factor is taken away when it is used."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="the user name")

    def handle(self, *, name: str, **options: Any) -> None:
        user = User.objects.filter(username=name, is_active=True).first()
        if user is None:
            raise CommandError(_("There is no working account of the name %(name)s.") % {"name": name})
        self.stdout.write(links.of_operator(user))
