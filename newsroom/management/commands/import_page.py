"""``import_page``: pages of a newspaper, from files or standard input, to drafts."""

import argparse
import datetime as dt
import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from newsroom.importing import (
    CHANGED,
    NEW,
    ImportProblem,
    Outcome,
    Register,
    bring_in,
    dates_in_the_future,
    digest_of,
)
from newsroom.models import ImportState, PageImport
from newsroom.pages import Page, parse_page
from newsroom.plans import PagePlan
from newsroom.sources import SourceError, open_source
from newsroom.word_pictures import place_pictures, store_pictures


class Command(BaseCommand):
    help = "Make drafts of the articles on newspaper pages (.txt, .md, .docx; - for standard input)."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", help="a file, or - for standard input")
        parser.add_argument("--date", help="the date of the issue, such as 2026-03-12")
        parser.add_argument("--page", type=int, help="the number of the page, such as 3")
        parser.add_argument("--page-name", default="", help="the name of the page, such as 工会")
        parser.add_argument("--user", help="the account in whose name the drafts are made")
        parser.add_argument(
            "--dry-run", action="store_true", help="show what would be made, and make nothing"
        )
        parser.add_argument(
            "--format", choices=["text", "json"], default="text", help="how the result is printed"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self.options = options
        self.date = self._date(options["date"])
        if options["page"] is not None and not 1 <= options["page"] <= 200:
            raise CommandError(_("The page number must lie between 1 and 200."))
        self.user = self._user(options["user"])
        self.register = self._register()
        self.failures = 0
        self.totals = {"files": 0, "drafts": 0, "known": 0}
        files = options["files"]
        if len(files) > 20 and not options["dry_run"]:
            # A page that a power cut takes back is simply brought in again: no need to wait for the disk each time.
            connection.cursor().execute("SET synchronous_commit TO off")
        try:
            for number, name in enumerate(files, 1):
                self._one_file(name)
                self._progress(number, len(files))
        except KeyboardInterrupt:
            self._summary(len(files))
            raise CommandError(
                _("Interrupted. What was brought in stays; give the same command again to go on."),
                returncode=130,
            ) from None
        self._summary(len(files))
        if self.failures:
            raise CommandError(
                ngettext(
                    "%(count)d file was not brought in.",
                    "%(count)d files were not brought in.",
                    self.failures,
                )
                % {"count": self.failures}
            )

    # --- the arguments ----------------------------------------------------------------------------
    def _date(self, text: str | None) -> dt.date | None:
        if not text:
            return None
        try:
            date = dt.date.fromisoformat(text)
        except ValueError:
            raise CommandError(
                _("“%(date)s” is not a date. Write the date of the issue as 2026-03-12.") % {"date": text}
            ) from None
        if dates_in_the_future([date], timezone.localdate()):
            raise CommandError(
                _("%(date)s lies in the future. Check the date of the issue.") % {"date": text}
            )
        return date

    def _user(self, name: str | None) -> User | None:
        if not name:
            return None
        try:
            return User.objects.select_related("organization").get(username=name)
        except User.DoesNotExist:
            raise CommandError(
                _("There is no account “%(name)s”. Give the name with which somebody signs in.")
                % {"name": name}
            ) from None

    def _register(self) -> Register:
        """The known organizations. A dry run in a database without tables goes without them."""
        if (
            self.options["dry_run"]
            and "organizations_organization" not in connection.introspection.table_names()
        ):
            return Register.empty()
        return Register()

    # --- one file -----------------------------------------------------------------------------------
    def _one_file(self, name: str) -> None:
        try:
            content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
            read = open_source(content, name="" if name == "-" else Path(name).name)
            source = read.text
            if not self.options["dry_run"] and self._is_done(source):
                self.totals["known"] += 1
                self._say(name, _("was brought in before; nothing in it is new."))
                return
            page = parse_page(
                source, date=self.date, number=self.options["page"], name=self.options["page_name"],
                known=self.register.known,
            )  # fmt: skip
            if self.options["dry_run"]:
                self._show_page(name, page)
            else:
                plan = PagePlan.from_parsed(page)
                place_pictures(plan, source, store_pictures(read.pictures, read.remarks), read.pictures)
                outcome = bring_in(plan, by=self.user, source=source, file_name=name, register=self.register)
                self._show_outcome(name, plan, outcome)
            for remark in read.remarks:
                self.stderr.write(f"{name}: {remark}")
            self.totals["files"] += 1
        except (SourceError, ImportProblem) as error:
            self._fail(name, str(error))
        except FileNotFoundError:
            self._fail(name, _("There is no such file. Check the name and the folder."))
        except IsADirectoryError:
            self._fail(name, _("This is a folder. Name the files in it."))
        except PermissionError:
            self._fail(name, _("The file may not be read. Change its permissions, or run as another user."))

    def _is_done(self, text: str) -> bool:
        done = PageImport.objects.filter(digest=digest_of(text), state=ImportState.DONE)
        if self.date:
            done = done.filter(date=self.date)
        if self.options["page"]:
            done = done.filter(page_number=self.options["page"])
        return done.exists()

    def _fail(self, name: str, sentence: str) -> None:
        self.failures += 1
        self.stderr.write(self.style.ERROR(f"{name}: {sentence}"))

    def _say(self, name: str, sentence: str) -> None:
        if self.options["format"] == "text":
            self.stdout.write(f"{name}: {sentence}")

    # --- what is printed ------------------------------------------------------------------------------
    def _show_page(self, name: str, page: Page) -> None:
        if self.options["format"] == "json":
            self.stdout.write(json.dumps(page.as_dict(file=name), ensure_ascii=False))
            return
        header = " ".join(
            filter(
                None,
                [
                    page.date.isoformat() if page.date else "",
                    f"第{page.number:02}版" if page.number else "",
                    page.name,
                ],
            )
        )
        self.stdout.write(self.style.MIGRATE_HEADING(f"{name}  {header}"))
        for article in page.articles:
            heading = " / ".join(filter(None, [article.column, article.subcolumn]))
            self.stdout.write(
                f"  {article.lines[0]}–{article.lines[1]}  {article.title}"
                + (f"  ■ {heading}" if heading else "")
            )
            credits = "、".join(f"{credit.role} {credit.name}" for credit in article.credits)
            self.stdout.write(f"      {article.genre} · {len(article.paragraphs)} ¶ · {credits}")
            for warning in article.warnings:
                self.stdout.write(self.style.WARNING(f"      ! {warning.line}: {warning.message}"))
        for warning in page.warnings:
            self.stdout.write(self.style.WARNING(f"  ! {warning.line}: {warning.message}"))
        for left in page.left_out:
            self.stdout.write(f"  – {left.lines[0]}–{left.lines[1]} {left.reason}: {left.text[:40]}")

    def _show_outcome(self, name: str, plan: PagePlan, outcome: Outcome) -> None:
        self.totals["drafts"] += len(outcome.drafts)
        drafts = iter(outcome.drafts)
        rows: list[dict[str, Any]] = []
        for planned, recognition in zip(plan.articles, outcome.recognitions, strict=True):
            article = next(drafts) if recognition.state == NEW else recognition.article
            rows.append(
                {
                    "title": planned.title,
                    "state": recognition.state,
                    "article": article.pk if article else None,
                }
            )
        if self.options["format"] == "json":
            self.stdout.write(json.dumps({"file": name, "articles": rows}, ensure_ascii=False))
            return
        if len(self.options["files"]) > 20 and all(row["state"] == NEW for row in rows):
            return
        words = {NEW: _("draft made"), CHANGED: _("differs from what was brought in before; left as it is")}
        self.stdout.write(self.style.MIGRATE_HEADING(name))
        for row in rows:
            self.stdout.write(
                f"  {row['article'] or '–'}  {row['title']}: {words.get(row['state'], _('known already'))}"
            )

    def _progress(self, number: int, count: int) -> None:
        if count > 20 and (number % 20 == 0 or number == count):
            self.stderr.write(f"{number}/{count}  " + _("%(drafts)d drafts") % self.totals)

    def _summary(self, count: int) -> None:
        if count > 1 and not self.options["dry_run"] and self.options["format"] == "text":
            self.stdout.write(
                _("%(files)d files brought in, %(drafts)d drafts made, %(known)d files known already.")
                % self.totals
            )
