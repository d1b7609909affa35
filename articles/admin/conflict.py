"""Two editors on one article: what the other saved meanwhile, beside one's own, field by field.

The form carries the number of the version it was opened with. When a newer one is stored by the time it
comes back, nothing is saved: the form shows every field that the other changed with both texts, the editor
chooses, and the form is put together again from the choices. The times at which an article appears and goes
are no part of its text and of no version: the form carries what they were when it was opened.
"""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.forms import SplitDateTimeField
from django.http import HttpRequest, QueryDict
from django.template.defaultfilters import date as format_date
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import snapshots
from articles.models import Article, ArticleOrganizationRole, Contributor, CreditRole
from common.html import clean_html, html_to_text
from organizations.models import Organization, Person

# The lists of a form: the prefix of the formset, the columns that tell rows apart, and all columns.
LISTS: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "photos": ("photo_entries", ("photo",), ("photo", "position", "is_lead", "caption", "alt_text", "credit")),
    "credits": ("credits", ("role", "contributor"), ("role", "contributor", "position")),
    "organizations": ("organization_entries", ("organization",), ("organization", "role", "position")),
    "figures": (
        "figures", ("label", "date"),
        ("label", "value", "unit", "date", "organization", "is_approximate", "state", "position"),
    ),
}  # fmt: skip
TIMES = ("published_at", "expires_at", "pinned_until")
MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True)
class Difference:
    """One field that the other changed; texts are for reading."""

    name: str
    label: str
    theirs: str
    mine: str
    choice: str


@dataclass(frozen=True)
class Conflict:
    version: int
    saved_by: str
    sentence: str
    differences: list[Difference] = field(default_factory=list)


def settle(request: HttpRequest, article: Article) -> Conflict | None:
    """Compare the posted form with what is stored; ``None`` when it may be saved.

    Puts into ``request.POST`` the other's value wherever that one was chosen, and the rows of every list in
    the shape that fits the rows stored now. The article must be locked.
    """
    posted = request.POST.get("version", "")
    if not posted.isdecimal():
        return None
    data = request.POST.copy()
    decided = data.get("conflict_version") == str(article.version)
    texts = [] if int(posted) == article.version else _settle_texts(data, article, int(posted), decided)
    times = _settle_times(data, article)
    request.POST = data
    open_texts = [] if decided else texts
    if not open_texts:
        data["version"] = str(article.version)
    return _conflict(article, [*open_texts, *times]) if open_texts or times else None


def _settle_texts(data: QueryDict, article: Article, posted: int, decided: bool) -> list[Difference]:
    base_snapshot = article.snapshots.filter(number=posted).first()
    theirs = snapshots.content_of(article)
    base = base_snapshot.data if base_snapshot else {}
    changed = [name for name in theirs if base.get(name) != theirs[name] and _is_posted(data, name)]
    differences = []
    for name in changed:
        mine_text, their_text = _mine(data, name, article), _theirs(theirs, name)
        mine = clean_html(data["body"]) if name == "body" else mine_text
        untouched = bool(base) and mine == (base["body"] if name == "body" else _theirs(base, name))
        choice = data.get(f"keep_{name}") if decided else (THEIRS if untouched else MINE)
        if mine != (theirs["body"] if name == "body" else their_text):
            differences.append(Difference(name, _label(name), their_text, mine_text, choice or MINE))
        if decided and choice == THEIRS:
            _take_theirs(data, name, article)
    for name, (prefix, keys, _columns) in LISTS.items():
        if f"{prefix}-TOTAL_FORMS" in data and not (decided and data.get(f"keep_{name}") == THEIRS):
            _rebase(data, prefix, keys, list(_rows(article, name)))
    return differences


def times_of(article: Article) -> str:
    """The times of an article for a hidden field of its form: ``2026-03-12 09:00|…``, to the minute."""
    moments = [getattr(article, name) for name in TIMES]
    return "|".join(format_date(timezone.localtime(at), "Y-m-d H:i") if at else "" for at in moments)


def _settle_times(data: QueryDict, article: Article) -> list[Difference]:
    """The times that the other changed; one that was shown and chosen before is put into ``data``."""
    bases, stored = data.get("times", "").split("|"), times_of(article)
    data["times"] = stored
    if len(bases) != len(TIMES):
        return []
    differences = []
    for name, base, theirs in zip(TIMES, bases, stored.split("|"), strict=True):
        if f"{name}_0" not in data:
            continue  # shown to this role, not theirs to change
        mine = _posted_time(data, name)
        if theirs == base:
            if data.get(f"keep_{name}") == THEIRS:
                data[f"{name}_0"], _space, data[f"{name}_1"] = theirs.partition(" ")
        elif mine != theirs:
            choice = THEIRS if mine == base else MINE
            differences.append(Difference(name, _label(name), theirs, mine, choice))
    return differences


def _posted_time(data: QueryDict, name: str) -> str:
    """As ``times_of`` writes it; what cannot be read stays as it was typed, and the form says what is wrong."""
    typed = [data.get(f"{name}_0", ""), data.get(f"{name}_1", "")]
    try:
        moment = SplitDateTimeField(required=False, localize=True).clean(typed)
    except ValidationError:
        return " ".join(typed)
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}" if moment else ""


def _conflict(article: Article, differences: list[Difference]) -> Conflict:
    user, at = _last_save(article)
    person = str(user) if user else _("The system")
    moment = format_date(timezone.localtime(at), "H:i") if at else ""
    sentence = _(
        "%(person)s saved this article at %(time)s while you were writing. Nothing of yours is lost: choose below, "
        "field by field, which text is to stand, and save again."
    ) % {"person": person, "time": moment}
    return Conflict(article.version, person, sentence, differences)


def _last_save(article: Article) -> tuple[Any, dt.datetime | None]:
    """Who saved last, and when. A change of times alone leaves no snapshot, a bulk action no line in the log."""
    kept = article.snapshots.select_related("saved_by").order_by("-number").first()
    forms = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Article), object_id=str(article.pk)
    )
    logged = forms.select_related("user").order_by("-action_time", "-pk").first()
    saves = [(row.saved_by, row.saved_at) for row in [kept] if row]
    saves += [(row.user, row.action_time) for row in [logged] if row]
    return max(saves, key=lambda save: save[1], default=(None, None))


def _is_posted(data: QueryDict, name: str) -> bool:
    """Whether the form had this field: a role that may not set places posts none."""
    if name in LISTS:
        return f"{LISTS[name][0]}-TOTAL_FORMS" in data
    if name in ("tags", "people", "is_reprint"):
        return "title" in data
    return name in data


def _label(name: str) -> str:
    known = {"photos": _("photos"), "credits": _("credits"), "organizations": _("organizations"), "tags": _("tags"),
             "figures": _("key figures")}  # fmt: skip
    return str(known.get(name) or Article._meta.get_field(name).verbose_name)


# --- texts for reading ---------------------------------------------------------------------------------
def _theirs(content: dict[str, Any], name: str) -> str:
    value = content.get(name)
    if name == "photos":
        return "\n".join(_join(row["caption"], row["alt_text"], row["credit"]) for row in value or [])
    if name == "credits":
        return "\n".join(
            _join(_role(CreditRole, row["role"]), row["contributor"]["name"]) for row in value or []
        )
    if name == "organizations":
        roles = ArticleOrganizationRole
        return "\n".join(_join(row["organization"]["name"], _role(roles, row["role"])) for row in value or [])
    if name == "figures":
        return "\n".join(_join(row["label"], row["value"], row["unit"], row["date"]) for row in value or [])
    if name == "people":
        return "、".join(row["name"] for row in value or [])
    if name == "tags":
        return "、".join(sorted(value or []))
    if name == "body":
        return html_to_text(value or "")
    if name == "is_reprint":
        return _("yes") if value else _("no")
    return value["name"] if isinstance(value, dict) else str(value if value is not None else "")


def _mine(data: QueryDict, name: str, article: Article) -> str:
    if name in LISTS:
        return "\n".join(_describe_row(name, row) for row in _posted_rows(data, LISTS[name][0]))
    if name == "tags":
        return "、".join(sorted(data.getlist("tags")))
    if name == "people":
        people = Person.objects.filter(pk__in=_numbers(data.getlist("people")))
        return "、".join(map(str, people.order_by("sort_key", "pk")))
    if name == "body":
        return html_to_text(data.get("body", ""))
    if name == "is_reprint":
        return _("yes") if data.get(name) else _("no")
    related = Article._meta.get_field(name).related_model
    if related is not None:
        row = related.objects.filter(pk__in=_numbers([data.get(name, "")])).first()
        return str(row) if row else ""
    return data.get(name, "").replace("\r\n", "\n").strip()


def _describe_row(name: str, row: dict[str, str]) -> str:
    if name == "photos":
        return _join(row.get("caption"), row.get("alt_text"), row.get("credit"))
    if name == "figures":
        return _join(row.get("label"), _number(row.get("value", "")), row.get("unit"), row.get("date"))
    if name == "credits":
        person = Contributor.objects.filter(pk__in=_numbers([row.get("contributor", "")])).first()
        return _join(_role(CreditRole, row.get("role")), person)
    organization = Organization.objects.filter(pk__in=_numbers([row.get("organization", "")])).first()
    return _join(organization, _role(ArticleOrganizationRole, row.get("role")))


def _number(value: str) -> str:
    return f"{float(value):.2f}" if value.replace(".", "", 1).isdecimal() else value


def _role(choices: Any, code: str | None) -> str:
    return str(choices(code).label) if code in choices.values else ""


def _join(*parts: Any) -> str:
    return " · ".join(str(part) for part in parts if part not in (None, ""))


def _numbers(values: list[str]) -> list[int]:
    return [int(value) for value in values if value.isdecimal()]


# --- putting the form together again ----------------------------------------------------------------------
def _take_theirs(data: QueryDict, name: str, article: Article) -> None:
    if name in LISTS:
        _write_rows(data, name, article)
    elif name == "tags":
        data.setlist("tags", list(article.tags.names()))
    elif name == "people":
        data.setlist("people", [str(key) for key in article.people.values_list("pk", flat=True)])
    else:
        value = Article._meta.get_field(name).value_from_object(article)
        if isinstance(value, bool):
            data.setlist(name, ["on"] if value else [])
        else:
            data[name] = "" if value is None else str(value)


def _rows(article: Article, name: str) -> Any:
    return getattr(article, LISTS[name][0]).all()


def _posted_rows(data: QueryDict, prefix: str) -> list[dict[str, str]]:
    """The rows of a posted list that are to stay, in their order."""
    total = data.get(f"{prefix}-TOTAL_FORMS", "0")
    rows = []
    for index in range(min(int(total), 1000) if total.isdecimal() else 0):
        start = f"{prefix}-{index}-"
        row = {key[len(start):]: data[key] for key in data if key.startswith(start)}  # fmt: skip
        if not row.get("DELETE"):
            rows.append(row)
    return sorted(rows, key=lambda row: int(row["position"]) if row.get("position", "").isdecimal() else 0)


def _rebase(data: QueryDict, prefix: str, keys: tuple[str, ...], stored: list[Any]) -> None:
    """One's own rows over the rows stored now: the same ones keep their key, the other's new ones go."""
    by_key = {tuple(_text(row, key) for key in keys): row for row in stored}
    first, new = [], []
    for row in _posted_rows(data, prefix):
        known = by_key.pop(tuple(row.get(key, "") for key in keys), None)
        row["id"] = str(known.pk) if known else ""
        (first if known else new).append(row)
    for row in by_key.values():
        names = [name for posted, _keys, names in LISTS.values() if posted == prefix for name in names]
        first.append({**{name: _text(row, name) for name in names}, "id": str(row.pk), "DELETE": "on"})
    _post_rows(data, prefix, first, new)


def _write_rows(data: QueryDict, name: str, article: Article) -> None:
    prefix, _keys, columns = LISTS[name]
    rows = [
        {**{column: _text(row, column) for column in columns}, "id": str(row.pk)}
        for row in _rows(article, name)
    ]
    _post_rows(data, prefix, rows, [])


def _post_rows(data: QueryDict, prefix: str, first: list[dict[str, str]], new: list[dict[str, str]]) -> None:
    for key in [key for key in data if key.startswith(f"{prefix}-") and key.split("-")[1].isdecimal()]:
        del data[key]
    for index, row in enumerate([*first, *new]):
        for column, value in row.items():
            data[f"{prefix}-{index}-{column}"] = value
    data[f"{prefix}-TOTAL_FORMS"] = str(len(first) + len(new))
    data[f"{prefix}-INITIAL_FORMS"] = str(len(first))


def _text(row: Any, column: str) -> str:
    """A column as a form would post it."""
    value = row._meta.get_field(column).value_from_object(row)
    return "" if value is None else str(value)
