"""What ``ratios.py`` has measured as a table: on the screen, in ``results.json`` and in ``README.md``."""

import json
import re
import statistics
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

BEGIN, END = "<!-- ratios -->", "<!-- end of ratios -->"
HEAD = ("page", "against", "min", "median", "max", "at least", "requests/s", "of that")


class Compared(NamedTuple):
    """A page and what it is held against, as the rates of a piece name them; the ratio that it is to reach."""

    page: str
    against: str
    goal: float | None = None


@dataclass(frozen=True)
class Ratio:
    """The ratios of all rounds of what is compared, and the median rates (requests a second) of both."""

    page: str
    against: str
    goal: float | None
    rounds: list[float]
    rate: float
    rate_against: float

    @classmethod
    def of(cls, rates: dict[str, list[float]], compared: Compared) -> "Ratio":
        ours, theirs = rates[compared.page], rates[compared.against]
        rounds = [one / other for one, other in zip(ours, theirs, strict=True)]
        return cls(*compared, rounds, statistics.median(ours), statistics.median(theirs))

    @property
    def summary(self) -> tuple[float, float, float]:
        return min(self.rounds), statistics.median(self.rounds), max(self.rounds)

    def as_data(self) -> dict[str, Any]:
        least, median, most = (round(value, 4) for value in self.summary)
        return {
            "page": self.page, "against": self.against, "min": least, "median": median, "max": most,
            "goal": self.goal, "rate": round(self.rate, 1), "rate against": round(self.rate_against, 1),
        }  # fmt: skip

    def as_cells(self) -> tuple[str, ...]:
        goal = "" if self.goal is None else f"{self.goal:g}"
        return (
            self.page, self.against, *(f"{value:.3g}" for value in self.summary), goal,
            f"{self.rate:,.0f}", f"{self.rate_against:,.0f}",
        )  # fmt: skip


def text(ratios: Iterable[Ratio], circumstances: dict[str, Any], left_out: Iterable[str]) -> str:
    """The table for the screen."""
    rows = [HEAD, *(ratio.as_cells() for ratio in ratios)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join(
            cell.ljust(width) if place < 2 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]
    return "\n".join([*lines, *left_out, said(circumstances)])


def write(ratios: list[Ratio], circumstances: dict[str, Any], left_out: list[str], folder: Path) -> None:
    """The same into ``results.json`` and, between the marks, into ``README.md`` of the folder."""
    data = circumstances | {"ratios": [ratio.as_data() for ratio in ratios], "left out": left_out}
    (folder / "results.json").write_text(json.dumps(data, indent=1) + "\n")
    rows = [HEAD, tuple("---" if place < 2 else "---:" for place in range(len(HEAD)))]
    rows += [ratio.as_cells() for ratio in ratios]
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    whole = "\n\n".join([BEGIN, table, *left_out, said(circumstances), END])
    readme = folder / "README.md"
    before = readme.read_text()
    readme.write_text(re.sub(f"{BEGIN}.*{END}", lambda _match: whole, before, flags=re.DOTALL))


def said(circumstances: dict[str, Any]) -> str:
    return (
        "{date}: {rounds} rounds of {seconds:g} seconds, {workers} worker processes of {threads} threads, "
        "{connections} connections, {processors} processors that had a load of {load:g} before, Python {python}."
    ).format(**circumstances)
