"""What of a Word file does not come in, or comes in otherwise: counted, with the place where it stood."""

import re
from dataclasses import asdict, dataclass, field
from typing import Any

PLACE = 14  # characters of a paragraph by which it is found again
PLACES = 5
PICTURE_LOSSES = ("linked-picture", "missing-picture", "hidden-picture")

_PICTURE = re.compile("\ufdd0\\d+\ufdd1")  # as a picture stands in a paragraph while it is read


@dataclass
class Loss:
    """One kind of thing: how many, the words themselves where they help, the beginnings of its paragraphs."""

    count: int = 0
    characters: int = 0
    words: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)


@dataclass
class Losses:
    """All of a file, by kind (``newsroom.word_remarks``)."""

    by_kind: dict[str, Loss] = field(default_factory=dict)
    unplaced: list[str] = field(default_factory=list)
    characters: int = 0  # of the text that were left out on purpose
    put_in: int = 0  # characters of the result that the text does not hold: numbers of lists
    last_place: str = ""

    def add(self, kind: str, *, count: int = 1, words: str = "", characters: int = 0) -> None:
        """``characters``: those of the text that go with it."""
        loss = self.by_kind.setdefault(kind, Loss())
        loss.count += count
        loss.characters += characters
        self.characters += characters
        if words.strip() and len(loss.words) < PLACES:
            loss.words.append(words.strip()[:40])
        self.unplaced.append(kind)

    def place(self, paragraph: str) -> None:
        """What was lost since the last call stood in this paragraph, or behind the one before where it is empty."""
        text = _PICTURE.sub("", "".join(paragraph.split()))
        self.last_place = text[:PLACE] or self.last_place
        for kind in self.unplaced:
            places = self.by_kind[kind].places
            if self.last_place and self.last_place not in places and len(places) < PLACES:
                places.append(self.last_place)
        self.unplaced.clear()

    def as_dict(self) -> dict[str, dict[str, Any]]:
        return {kind: asdict(loss) for kind, loss in self.by_kind.items() if loss.count}
