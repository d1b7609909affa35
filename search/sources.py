"""What the apps tell the search of their rows."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.utils import timezone


@dataclass(frozen=True, slots=True)
class Found:
    """What of one row can be found. Texts are plain, and folded here, not by whoever hands them over.

    ``names``: under which it is known, each with its sort key (``common.pinyin``), which tells how it is read; the
    first is the one that it bears. ``said``: what people call it besides, in the same way: it is found so, and offered
    under the first of its names.
    ``is_public``: whether readers may see it, now or by the clock alone; otherwise the desk alone finds it.
    ``title`` and ``texts``: by weight A (title, kicker), B (names of people, organizations and tags), C (summary,
    captions) and D (the text itself). ``marks``: places to narrow by, such as ``section:3``. ``ages``: whether it is
    worth less the older it is.
    """

    key: int
    title: str
    texts: dict[str, list[str]]
    marks: list[str] = field(default_factory=list)
    names: list[tuple[str, str]] = field(default_factory=list)
    date: dt.datetime = field(default_factory=timezone.now)
    shown_from: dt.datetime | None = None
    shown_until: dt.datetime | None = None
    ages: bool = True
    is_public: bool = True
    said: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of document.

    ``documents``: of these keys those that anybody finds, readers or the desk; the others are no documents.
    ``keys``: all keys that may have one, ascending, those above the given one.
    """

    kind: str
    documents: Callable[[Sequence[int]], Iterable[Found]]
    keys: Callable[[int], Iterator[int]]


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Take a kind of document into the search; called when the apps are ready."""
    _sources[source.kind] = source


def sources() -> dict[str, Source]:
    return dict(_sources)
