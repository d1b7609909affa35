"""Thirty cases of what Chinese search is known to fail at: each in a transaction of its own that is rolled back."""

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

from django.db import transaction
from engines import bring_up_to_date
from judged import Key

from organizations.models import Organization
from search import finding, queries
from search.models import Synonyms
from tests import factories


def run(path: Path) -> list[tuple[str, list[str]]]:
    """Of each case its name, and what is wrong."""
    cases = tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    return [(case["name"], _wrong(case)) for case in cases]


def _wrong(case: dict[str, Any]) -> list[str]:
    with transaction.atomic():
        rows = _make(case)
        bring_up_to_date()
        wrong = [fault for check in case["check"] for fault in _faults(check, rows)]
        transaction.set_rollback(True)
    return wrong


def _make(case: dict[str, Any]) -> dict[str, Key]:
    """The rows of a case by their titles and names."""
    made: dict[str, Key] = {}
    for entry in case.get("texts", []):
        title, text = entry if isinstance(entry, list) else (entry, "")
        article = factories.make_published(title, body=f"<p>{text}</p>" if text else "")
        made[title] = ("article", article.pk)
    for name in case.get("people", []):
        organization = Organization.objects.order_by("pk")[0]
        person = factories.make_person(name, organization=organization, consented_on=dt.date(2026, 1, 1))
        made[name] = ("person", person.pk)
    for name in case.get("organizations", []):
        made[name] = ("organization", factories.make_organization(name).pk)
    for words in case.get("synonyms", []):
        Synonyms.objects.create(words=words)
    return made


def _faults(check: dict[str, Any], rows: dict[str, Key]) -> list[str]:
    """What is found holds all words; what follows it on the page under a heading of its own does not count, unless
    there is nothing else."""
    hits = finding.find(queries.read(check["query"]))
    answers = hits.rows[: hits.whole or None]
    found = [name for key in answers for name, row in rows.items() if row == key]
    query = check["query"]
    return [
        *(f"{query}: {name} is not found" for name in check.get("found", []) if name not in found),
        *(f"{query}: {name} is found" for name in check.get("not_found", []) if name in found),
        *(f"{query}: {check['first']} is not first, but {found[:1]}"
          for _once in [0] if "first" in check and found[:1] != [check["first"]]),
    ]  # fmt: skip
