"""Small charts of key figures: the same figure for other dates or other unions, drawn as bars.

Only places and lengths are worked out here; ``includes/_chart.html`` draws them as SVG, beside its table.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from articles.models import Article, Figure
from common.dates import chart_date

MOST_BARS = 8
ROW, BAR, LABELS, WIDTH = 34, 16, 150, 600  # in the SVG's own units
LONGEST = WIDTH - LABELS - 90  # the value stands to the right of its bar


@dataclass(frozen=True)
class Bar:
    """One row: what it is for, the figure, and where its bar lies."""

    label: str
    figure: Figure
    y: int
    length: float
    is_here: bool

    @property
    def text_y(self) -> int:
        return self.y + BAR - 3

    @property
    def value_x(self) -> float:
        return LABELS + self.length + 8


@dataclass(frozen=True)
class Chart:
    label: str
    unit: str
    bars: list[Bar]
    left: int = LABELS
    width: int = WIDTH
    thickness: int = BAR

    @property
    def height(self) -> int:
        return ROW * len(self.bars)

    @property
    def by_organization(self) -> bool:
        return len({bar.figure.organization_id for bar in self.bars}) > 1


def charts_for(figures: Iterable[Figure], others: Iterable[Figure], article: Article) -> list[Chart]:
    """A chart for each figure of the article that public articles report for another date or union too.

    Figures are the same when label and unit are. ``others`` are those of public articles, by date.
    """
    own = list(figures)
    by_name: dict[tuple[str, str], list[Figure]] = {}
    for figure in [*own, *others]:
        by_name.setdefault((figure.label, figure.unit), []).append(figure)
    wanted = dict.fromkeys((figure.label, figure.unit) for figure in own)
    charts = (_chart(label, unit, by_name[label, unit], article) for label, unit in wanted)
    return [chart for chart in charts if chart]


def _chart(label: str, unit: str, figures: list[Figure], article: Article) -> Chart | None:
    points: dict[tuple[object, object], Figure] = {}
    for figure in figures:
        if figure.value >= 0:
            points.setdefault((figure.date, figure.organization_id), figure)
    if len(points) < 2:
        return None
    rows = sorted(points.values(), key=lambda row: (row.date is None, str(row.date or ""), row.pk))
    rows = _around(rows, article)
    several = len({row.organization_id for row in rows}) > 1
    highest = max((row.value for row in rows), default=Decimal(0)) or Decimal(1)
    bars = [
        Bar(
            label=_name(row, several),
            figure=row,
            y=ROW * number + (ROW - BAR) // 2,
            length=round(float(row.value / highest) * LONGEST, 1),
            is_here=row.article_id == article.pk,
        )
        for number, row in enumerate(rows)
    ]
    return Chart(label, unit, bars)


def _around(rows: list[Figure], article: Article) -> list[Figure]:
    """Of many, the latest ones and always the article's own."""
    kept = rows[-MOST_BARS:]
    own = [row for row in rows if row.article_id == article.pk and row not in kept]
    return own[: MOST_BARS - 1] + kept[len(own[: MOST_BARS - 1]) :] if own else kept


def _name(figure: Figure, several: bool) -> str:
    date = chart_date(figure.date) if figure.date else ""
    if several and figure.organization:
        name = figure.organization.display_name
        return f"{name} {figure.date.year}" if figure.date else name
    return date or (figure.organization.display_name if figure.organization else "")
