"""Columns and sub-columns: which of them an article stands under, and how surely."""

from __future__ import annotations

from dataclasses import dataclass, field

from .text import Run


@dataclass(slots=True)
class OpenColumn:
    """A column heading in force. `child_level` is the level of the first headline under it."""

    name: Run
    level: int
    style: str
    used: int = 0
    child_level: int = 0

    @property
    def single(self) -> bool:
        """Whether the mark only says who writes the text under it: ■本报评论员."""
        return self.name.text.endswith("评论员")


@dataclass(slots=True)
class Placing:
    """Where an article stands: its columns, those that it may not belong to, and one that may still go on.

    `ended` is a column whose own headlines had its level, so that its end can't be told by the levels.
    """

    column: Run | None = None
    subcolumn: Run | None = None
    unclear: list[Run] = field(default_factory=list)
    ended: Run | None = None


class ColumnStack:
    """At most a column and its sub-column; a column lasts until a heading of its level or higher."""

    def __init__(self) -> None:
        self.open: list[OpenColumn] = []
        self.entered: list[Run] = []
        self.styles: set[tuple[str, int]] = set()  # the marks and levels of all columns so far

    def enter(self, column: OpenColumn) -> None:
        """A column heading: decide what it closes and whether it is a sub-column.

        Two marks one after the other are a column and its sub-column, whatever their levels.
        """
        last = self.open[-1] if self.open else None
        if last and last.used:
            level = column.level
            same = next(
                (n for n, c in enumerate(self.open) if c.style == column.style and c.level == level), None
            )
            above = next((n for n, c in enumerate(self.open) if level and c.level >= level), None)
            if same is not None:
                self._cut(same)
            elif level and not self.open[0].level:
                self._cut(0)
            elif above is not None:
                self._cut(above)
            elif not level and column.style.startswith("bullet"):
                self._cut(0)
        elif last and last.style == column.style and last.level == column.level:
            self._cut(len(self.open) - 1)
        if len(self.open) == 2:
            self._cut(1)
        self.open.append(column)
        self.entered.append(column.name)
        self.styles.add((column.style, column.level))

    def headline(self, level: int) -> Placing:
        """A headline of an article: the columns it stands under, and what is unsure about them."""
        ended = None
        for index, column in enumerate(self.open):
            if column.used and (column.single or self._ends(column, level)):
                flat = not column.single and column.level == level == column.child_level
                ended = column.name if flat else None
                self._cut(index)
                break
        placing = Placing(ended=ended)
        outer = 0
        for column in self.open:
            firm = column.level > outer and (level > column.level or not level)
            if column.used and not firm:
                placing.unclear.append(column.name)
            outer = column.level or outer
            column.child_level = column.child_level or level
            column.used += 1
        names = [column.name for column in self.open]
        placing.column = names[0] if names else None
        placing.subcolumn = names[1] if len(names) > 1 else None
        return placing

    def close_marked(self, style: str, level: int) -> None:
        """A headline behind a mark closes the column that has the same mark and level."""
        same = next(
            (n for n, c in enumerate(self.open) if c.used and (c.style, c.level) == (style, level)), None
        )
        if same is not None:
            self._cut(same)

    @staticmethod
    def _ends(column: OpenColumn, level: int) -> bool:
        if not level:
            return False
        if column.level:
            return level <= column.level
        return bool(column.child_level) and level < column.child_level

    def _cut(self, index: int) -> None:
        del self.open[index:]
