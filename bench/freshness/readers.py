"""What readers ask for between two deeds, and how much of it comes from the store.

The mix is that of a newsroom's site: of a hundred views, 30 are the front page, 20 the lists, 35 one of the twenty
newest articles (the n-th of them 1/n as often as the first), 10 an older article likewise, 5 something else (a union,
a person, an event, a day of the archive, a feed).
"""

import random
import time
from collections import Counter
from dataclasses import dataclass

from serving import Group

from articles.models import Article, Section
from events.models import Event
from organizations.models import Organization, Person

NEWEST, OLDER = 20, 400
SHARES = {"home": 30, "lists": 20, "newest": 35, "older": 10, "others": 5}
# Views after a deed, at which it is told how many were hits.
MARKS = frozenset({100, 300, 1_000, 3_000, 10_000, 30_000, 100_000})


class Readers:
    """Addresses by kind, as they are now; a lot that falls the same way for the same seed."""

    def __init__(self, lot: random.Random) -> None:
        self._lot = lot
        published = Article.objects.published().newest_first()
        articles = [article.get_absolute_url() for article in published[: NEWEST + OLDER]]
        sections = [section.get_absolute_url() for section in Section.objects.all()]
        self._kinds = {
            "home": ["/"],
            "lists": ["/articles/", *sections, "/events/", "/articles/?page=2"],
            "newest": articles[:NEWEST],
            "older": articles[NEWEST:],
            "others": [
                "/organizations/", "/people/", "/archive/", "/columns/", "/feeds/articles/", "/en/", "/stations/",
                *(row.get_absolute_url() for row in Organization.objects.active().order_by("pk")[:40]),
                *(f"/people/{key}/" for key in Person.objects.order_by("pk").values_list("pk", flat=True)[:20]),
                *(row.get_absolute_url() for row in Event.objects.published().order_by("pk")[:20]),
            ],
        }  # fmt: skip

    def all(self) -> list[str]:
        return [address for addresses in self._kinds.values() for address in addresses]

    def sample(self, most: int) -> dict[str, list[str]]:
        """Some addresses of each kind, the same at each call."""
        lot = random.Random(0)
        return {
            kind: lot.sample(addresses, min(most, len(addresses))) for kind, addresses in self._kinds.items()
        }

    def choose(self, count: int) -> list[str]:
        kinds = [kind for kind in SHARES if self._kinds[kind]]
        chosen = Counter(self._lot.choices(kinds, [SHARES[kind] for kind in kinds], k=count))
        found: list[str] = []
        for kind, times in chosen.items():
            addresses = self._kinds[kind]
            found += self._lot.choices(
                addresses, [1 / rank for rank in range(1, len(addresses) + 1)], k=times
            )
        self._lot.shuffle(found)
        return found


@dataclass
class Reading:
    """What came of the views after one deed: how many were rendered, by how many views there had been."""

    rendered: dict[int, int]
    views: int
    seconds: float

    def hits(self, views: int) -> float:
        return 1 - self.rendered[views] / views


def read(groups: list[Group], addresses: list[str], lot: random.Random) -> Reading:
    """``addresses`` in their order, each from one of the groups. A page of another host is no render."""
    rendered, told = 0, dict[int, int]()
    start = time.perf_counter()
    for number, address in enumerate(addresses, 1):
        group = lot.choice(groups)
        group.ask(address)
        said = group.header("Cache-Status")
        rendered += "fwd=" in said and "collapsed" not in said
        if number in MARKS or number == len(addresses):
            told[number] = rendered
    return Reading(told, len(addresses), time.perf_counter() - start)
