"""``manage.py make_content``: content in bulk, to measure on."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from portal.volume import filling


class Command(BaseCommand):
    help = (
        "Fill an empty database with many articles, to measure on: VAR_DIR=var/volume manage.py make_content "
        "--articles 1000000. An interrupted run goes on where it stopped."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--articles", type=int, default=10_000, help="how many (10000); all else follows from it"
        )
        parser.add_argument("--seed", type=int, default=1, help="another number gives other texts (1)")
        parser.add_argument(
            "--without-search", action="store_true", help="quicker: the search finds nothing of it"
        )

    def handle(
        self, *, verbosity: int, articles: int, seed: int, without_search: bool = False, **options: Any
    ) -> None:
        if not 100 <= articles <= 10_000_000:
            raise CommandError(_("Between 100 and 10,000,000 articles can be made: choose a number between."))

        def progress(kind: str, done: int, of: int) -> None:
            if verbosity:
                self.stdout.write(f"{kind}: {done:,} / {of:,}")

        try:
            was_missing = filling.fill(articles, seed=seed, progress=progress, with_search=not without_search)
        except filling.NotEmptyError:
            raise CommandError(
                _("This database holds other content, which is left alone. Take an empty one of its own.")
            ) from None
        except filling.OtherSizeError as error:
            raise CommandError(
                _("Here %(articles)s articles were begun: go on with that number, or take another database.")
                % {"articles": error}
            ) from None
        if verbosity and not was_missing:
            self.stdout.write(_("All of it is there already: nothing was added or changed."))
