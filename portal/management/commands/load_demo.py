"""``manage.py load_demo``: fill an empty portal with the demonstration content."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from accounts.roles import Role
from portal.demo import desk, loading, removal


class Command(BaseCommand):
    help = "Load the demonstration content into an empty portal, or take it out. Safe to repeat: it is loaded once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--with-accounts",
            action="store_true",
            help="give the demonstration's desk accounts a new password, and print it",
        )

        parser.add_argument(
            "--remove",
            action="store_true",
            help="take the demonstration out again; what your own work stands on stays, and is named",
        )

    def handle(self, *, verbosity: int, with_accounts: bool, remove: bool, **options: Any) -> None:
        self.verbosity = verbosity
        if remove:
            self._remove()
        else:
            self._load(with_accounts)

    def _remove(self) -> None:
        try:
            removed = removal.remove()
        except removal.NothingToRemoveError:
            raise CommandError(_("No demonstration is loaded here: there is nothing to take out.")) from None
        self._say(_("Taken out:"))
        for name, count in removed.counts.items():
            self._say(f"    {count:4} {name}")
        if removed.kept:
            self._say(_("This stays, because work of your own stands on it; look through it at the desk:"))
            for name, titles in removed.kept.items():
                self._say(f"    {name}：{'、'.join(titles)}")

    def _load(self, with_accounts: bool) -> None:
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
