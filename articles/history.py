"""The history of an article for reading: what was saved and decided in order, and what differs between two texts."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from articles.models import (
    Article,
    ArticleOrganizationRole,
    CreditRole,
    FigureState,
    Genre,
    ReviewRecord,
    Snapshot,
)
from articles.snapshots import PLACES
from common.differences import Row, lines_of, rows

# In the order in which an article is read.
ORDER = (
    "kicker", "title", "subtitle", "summary", "body", "photos", "credits", "figures", "is_reprint", "source_name",
    "source_url", "original_title", "correction_note", "genre", *PLACES, "page_position", "organizations", "people",
    "tags",
)  # fmt: skip


@dataclass(frozen=True)
class FieldDifference:
    """A field of two texts beside each other. ``only_form``: it differs, but in nothing that can be read."""

    name: str
    label: str
    rows: list[Row]
    only_form: bool


@dataclass(frozen=True)
class Entry:
    """A line of the history: a saved version or a decision."""

    at: dt.datetime
    snapshot: Snapshot | None = None
    record: ReviewRecord | None = None


def timeline(article: Article) -> list[Entry]:
    """Saved versions and decisions, the newest first; a decision stands above the version it was about."""
    snapshots = article.snapshots.defer("data").select_related("saved_by")
    records = article.records.select_related("snapshot").defer("snapshot__data")
    entries = [Entry(snapshot.saved_at, snapshot=snapshot) for snapshot in snapshots]
    entries += [Entry(record.at, record=record) for record in records]
    return sorted(
        entries,
        key=lambda entry: (entry.at, entry.record is not None, entry.record.pk if entry.record else 0),
        reverse=True,
    )


def compare(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[FieldDifference]:
    """The fields that differ between two contents, in the order of reading; the changed words are marked."""
    found = []
    for name in ORDER:
        if _key(old.get(name)) == _key(new.get(name)):
            continue
        lines = rows(readable(name, old.get(name)), readable(name, new.get(name)))
        found.append(FieldDifference(name, label_of(name), lines, not any(line.changed for line in lines)))
    return found


def _key(value: Any) -> Any:
    """A reference by its key, as the hash counts it: a renamed organization is no change of the text."""
    return value["id"] if isinstance(value, Mapping) and value.keys() == {"id", "name"} else value


def label_of(name: str) -> str:
    """The name of a field as the desk calls it."""
    labels = {
        "photos": _("photos"), "credits": _("credits"), "figures": _("key figures"), "tags": _("tags"),
        "organizations": _("organizations"),
    }  # fmt: skip
    return labels.get(name) or str(getattr(Article._meta.get_field(name), "verbose_name", name))


def readable(name: str, value: Any) -> list[str]:
    """A value of a content as lines of text."""
    if value in (None, "", []):
        return []
    if name == "body":
        return lines_of(value)
    describe = _LISTS.get(name)
    if describe:
        return [describe(entry) for entry in value]
    if name == "tags":
        return ["、".join(value)]
    if name == "genre":
        return [_choice(Genre, value)]
    if name == "is_reprint":
        return [_("yes") if value else _("no")]
    if isinstance(value, Mapping):
        return [value["name"]]
    return str(value).splitlines()


def _photo(entry: Mapping[str, Any]) -> str:
    number = _("Picture %(number)s") % {"number": entry["photo"]["id"]}
    lead = f"（{_('lead picture')}）" if entry["is_lead"] else ""
    return " · ".join(filter(None, [number + lead, entry["caption"], entry["alt_text"], entry["credit"]]))


def _credit(entry: Mapping[str, Any]) -> str:
    return f"{_choice(CreditRole, entry['role'])} {entry['contributor']['name']}"


def _organization(entry: Mapping[str, Any]) -> str:
    return f"{entry['organization']['name']} · {_choice(ArticleOrganizationRole, entry['role'])}"


def _figure(entry: Mapping[str, Any]) -> str:
    about = _("about") + " " if entry["is_approximate"] else ""
    parts = [f"{entry['label']} {about}{entry['value']}{entry['unit']}", entry["date"],
             entry["organization"] and entry["organization"]["name"], _choice(FigureState, entry["state"])]  # fmt: skip
    return " · ".join(part for part in parts if part)


def _choice(choices: Any, code: str) -> str:
    return str(choices(code).label) if code in choices.values else code


_LISTS = {
    "photos": _photo,
    "credits": _credit,
    "organizations": _organization,
    "figures": _figure,
    "people": lambda entry: entry["name"],
}
