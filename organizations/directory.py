"""The directory: all organizations as a tree to unfold, and as a list to narrow."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models.functions import Substr, Upper
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from common.text import tidy_line
from organizations.models import PARTNER_KINDS, Kind, Organization, OrganizationQuerySet, OrganizationStatus

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# Everything beyond is folded: the federations and their districts are in view, what is below them a touch away.
OPEN_LEVELS = 2


class Leaf(NamedTuple):
    """One organization in the tree, in the order of reading.

    ``units`` and ``stations`` are what its own page lists under these names: the units directly below, and the
    stations that are open anywhere below. ``closes`` is the number of the levels that end after it.
    """

    name: str
    url: str
    kind: str
    is_closed: bool
    level: int
    has_children: bool
    units: int
    stations: int
    closes: int

    @property
    def is_open(self) -> bool:
        return self.level < OPEN_LEVELS

    @property
    def closing(self) -> range:
        return range(self.closes)


def tree() -> tuple[list[Leaf], list[Leaf]]:
    """The unions with all that stands below them, and the partners. One query.

    Rows are plain tuples and the walk keeps its own stack: 3,000 organizations take some milliseconds.
    """
    fields = ("pk", "parent_id", "name", "slug", "kind", "status")
    children: dict[int | None, list[Any]] = defaultdict(list)
    for row in Organization.objects.order_by("position", "sort_key", "pk").values_list(*fields, named=True):
        children[row.parent_id].append(row)
    partners = [row for row in children[None] if row.kind in PARTNER_KINDS]
    unions = [row for row in children[None] if row.kind not in PARTNER_KINDS]
    return _walk(unions, children), _walk(partners, children)


def _walk(roots: list[Any], children: dict[Any, list[Any]]) -> list[Leaf]:
    address = reverse("organizations:organization", args=["-"])
    labels = dict(Kind.choices)
    found: list[Any] = []  # rows with their level, depth first
    stack = [(row, 0) for row in reversed(roots)]
    while stack:
        row, level = stack.pop()
        found.append((row, level))
        stack += [(child, level + 1) for child in reversed(children.get(row.pk, []))]
    stations = [0] * len(found)
    path: list[int] = []
    for number, (row, level) in enumerate(found):
        del path[level:]
        if row.kind == Kind.STATION and row.status == OrganizationStatus.ACTIVE:
            for above in path:
                stations[above] += 1
        path.append(number)
    levels = [level for _row, level in found] + [0]
    return [
        Leaf(
            row.name, address.replace("/-/", f"/{row.slug}/"), str(labels[row.kind]),
            row.status == OrganizationStatus.CLOSED, level, row.pk in children,
            sum(child.kind != Kind.STATION for child in children.get(row.pk, [])),
            stations[number], max(0, level - levels[number + 1]),
        )
        for number, (row, level) in enumerate(found)
    ]  # fmt: skip


@dataclass(frozen=True)
class DirectoryFilter:
    """The wanted part of the directory; empty values want all."""

    query: str = ""
    kind: str = ""
    district: str = ""
    letter: str = ""

    @property
    def is_set(self) -> bool:
        return bool(self.query or self.kind or self.district or self.letter)

    def query_string(self, **changes: str) -> str:
        """The filter as an address, with some values changed."""
        values = {
            "q": self.query,
            "kind": self.kind,
            "district": self.district,
            "letter": self.letter,
        } | changes
        return urlencode({name: value for name, value in values.items() if value})

    def apply(self, organizations: OrganizationQuerySet) -> OrganizationQuerySet:
        if self.query:
            organizations = organizations.search(self.query)
        if self.kind:
            organizations = organizations.filter(kind=self.kind)
        if self.district:
            organizations = organizations.filter(district=self.district)
        if self.letter == "#":
            organizations = organizations.exclude(sort_key__regex=r"^[a-z]")
        elif self.letter:
            organizations = organizations.filter(sort_key__startswith=self.letter.lower())
        return organizations.by_name()


def by_key(pairs: Iterable[tuple[str | None, str | None]]) -> list[str]:
    """Words in the order of a Chinese dictionary, each once, from words with their stored keys; empty ones are left
    out."""
    keys = {word: key or "" for word, key in pairs if word}
    return sorted(keys, key=lambda word: (keys[word], word))


def read_filter(request: HttpRequest) -> DirectoryFilter:
    """The filter that an address asks for. Raises ``Http404`` with a sentence for a kind or letter there is not."""
    kind, letter = request.GET.get("kind", ""), request.GET.get("letter", "").upper()
    if (kind and kind not in Kind.values) or (letter and letter not in {*LETTERS, "#"}):
        raise Http404(_("The directory has no such part. Begin again with all organizations."))
    query, district = (tidy_line(request.GET.get(name, ""))[:100] for name in ("q", "district"))
    return DirectoryFilter(query, kind, district, letter)


def choices(wanted: DirectoryFilter) -> dict[str, list[Any]]:
    """What can be chosen, from what there is. One query; letters come with their address."""
    columns = ("kind", "district", "district_sort_key", Upper(Substr("sort_key", 1, 1)))
    rows = set(Organization.objects.order_by().values_list(*columns).distinct())
    kinds = {kind for kind, _district, _key, _letter in rows}
    present = {letter if letter in LETTERS else "#" for _kind, _district, _key, letter in rows}
    return {
        "kinds": [(kind.value, kind.label) for kind in Kind if kind in kinds],
        "districts": by_key((district, key) for _kind, district, key, _letter in rows),
        "letters": [
            (letter, f"?{wanted.query_string(letter=letter)}")
            for letter in [*LETTERS, "#"]
            if letter in present
        ],
    }
