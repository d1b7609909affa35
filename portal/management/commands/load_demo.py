"""``manage.py load_demo``: fill an empty portal with the demonstration content."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from accounts.roles import Role
from portal.demo import desk, loading


class Command(BaseCommand):
    help = "Load the demonstration content into an empty portal. Safe to repeat: it is loaded once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--with-accounts",
            action="store_true",
            help="give the demonstration's desk accounts a new password, and print it",
        )

    def handle(self, *, verbosity: int, with_accounts: bool, **options: Any) -> None:
        self.verbosity = verbosity
        try:
            loaded = loading.load(self._show_progress)
        except loading.NotEmptyError:
            raise CommandError(
                _(
                    "This portal holds content of its own, so the demonstration was not loaded. "
                    "Load it into an empty database."
                )
            ) from None
        if loaded.was_there:
            self._say(_("The demonstration was loaded before: nothing was added or changed."))
        else:
            self._say(_("Loaded the demonstration; its stories, people and figures are invented:"))
            for name, count in loaded.counts.items():
                self._say(f"    {count:4} {name}")
        if with_accounts:
            self._give_passwords()

    def _give_passwords(self) -> None:
        """Printed at every verbosity: the password is told nowhere else."""
        accounts, password = desk.give_passwords()
        self.stdout.write(_("Accounts to try the reviews with; all have the password %s") % password)
        for user in accounts:
            roles = "、".join(str(Role(role).label) for role in Role.values if role in user.roles)
            self.stdout.write(f"    {user.username:20} {user.real_name} {roles} {user.organization}")

    def _show_progress(self, done: int, of: int) -> None:
        if self.verbosity and self.stdout.isatty():
            end = "\n" if done == of else ""
            self.stdout.write("\r" + _("Pictures: %(done)d of %(of)d") % {"done": done, "of": of}, ending=end)
            self.stdout.flush()

    def _say(self, text: str) -> None:
        if self.verbosity:
            self.stdout.write(text)
