"""What the search answers, in tests: documents brought up to date, and named by their titles."""

from typing import Any

from search import finding, index, queries
from search.finding import Hits
from search.models import Document


def found(typed: str, *narrowed_and_order: Any) -> Hits:
    index.bring_up_to_date()
    return finding.find(queries.read(typed), *narrowed_and_order)


def titles(typed: str, *narrowed_and_order: Any) -> list[str]:
    return titles_of(found(typed, *narrowed_and_order).rows)


def titles_of(rows: list[tuple[str, int]]) -> list[str]:
    """The titles of these documents, in their order."""
    known = {(row.kind, row.key): row.title for row in Document.objects.all()}
    return [known[row] for row in rows]
