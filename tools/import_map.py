"""The map of the house, drawn from its imports: ``python tools/import_map.py`` writes docs/images/map.svg.

An app is a box, with the first sentence of its ``__init__.py``; inside it stand its rooms, the packages below it. It
stands above all that it imports and below all that import it. Of the arrows only those are drawn that no way over other
arrows replaces: what can be reached along the arrows may be imported as well. A test holds the file against the code.
"""

import ast
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "images" / "map.svg"
NO_ROOMS = {"migrations", "management", "templatetags"}

WIDTH, GAP, MARGIN, FLOOR = 1000, 28, 24, 54  # in units of the picture
LINE, LETTER = 19, 7.3  # height of a line of text, width of a letter
INK, QUIET, RULE, PAPER, CARD, RED = "#1f1b16", "#655c52", "#cdbfac", "#fbf8f3", "#fff", "#a81c17"


# --- what is read ---------------------------------------------------------------------------------------
def apps(root: Path = ROOT) -> list[str]:
    """The packages that are apps of Django."""
    return sorted(path.parent.name for path in root.glob("*/apps.py"))


def first_sentence(package: Path) -> str:
    """Of the docstring; empty without one."""
    text = ast.get_docstring(ast.parse((package / "__init__.py").read_text(encoding="utf-8"))) or ""
    return " ".join(text.split("\n\n")[0].split()).split(". ")[0].rstrip(".")


def rooms(package: Path) -> list[str]:
    return sorted(
        path.parent.name
        for path in package.glob("*/__init__.py")
        if path.parent.name not in NO_ROOMS and first_sentence(path.parent)
    )


def imports(package: Path, names: list[str]) -> set[str]:
    """The other apps that any module of this one imports, wherever the import stands."""
    found = set()
    for path in package.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.split(".")[0])
    return (found & set(names)) - {package.name}


def reachable(graph: dict[str, set[str]], start: str) -> set[str]:
    """All that ``start`` imports, directly or through others."""
    known: set[str] = set()
    waiting = list(graph[start])
    while waiting:
        name = waiting.pop()
        if name not in known:
            known.add(name)
            waiting += graph[name]
    return known


def needed(graph: dict[str, set[str]]) -> list[tuple[str, str]]:
    """The imports that no way over other apps replaces, ``(who, whom)``."""
    return [
        (who, whom)
        for who in graph
        for whom in sorted(graph[who])
        if not any(whom in reachable(graph, other) for other in graph[who] - {whom})
    ]


def heights(graph: dict[str, set[str]]) -> dict[str, tuple[int, int]]:
    """The lowest and the highest floor of each app: above all that it imports, below all that import it."""

    def lowest(name: str) -> int:
        return max((lowest(other) + 1 for other in graph[name]), default=0)

    return {
        name: (
            lowest(name),
            min((lowest(who) for who in graph if name in graph[who]), default=lowest(name) + 1) - 1,
        )
        for name in graph
    }


# --- what is drawn --------------------------------------------------------------------------------------
def wrapped(text: str, width: float) -> list[str]:
    """Lines that fit into ``width`` units."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= width / LETTER:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


class Box:
    """An app at its place: left edge, top, width and height in units."""

    def __init__(self, name: str, x: float, y: float, width: float, root: Path = ROOT) -> None:
        self.name, self.x, self.y, self.width = name, x, y, width
        self.purpose = wrapped(first_sentence(root / name), width - 32)
        self.rooms = wrapped(" · ".join(rooms(root / name)), width - 32)
        self.height: float = 20 + LINE * (1 + len(self.purpose) + len(self.rooms)) + 6 * bool(self.rooms)

    def svg(self) -> list[str]:
        def line(text: str, row: float, look: str) -> str:
            return f'<text x="{self.x + 16:g}" y="{self.y + 26 + row:g}" {look}>{escape(text)}</text>'

        out = [
            f'<rect x="{self.x:g}" y="{self.y:g}" width="{self.width:g}" height="{self.height:g}" rx="3" '
            f'fill="{CARD}" stroke="{RULE}"/>',
            f'<rect x="{self.x:g}" y="{self.y:g}" width="{self.width:g}" height="3" fill="{RED}"/>',
            line(f"{self.name}/", 2, f'fill="{INK}" font-size="16" font-weight="700"'),
        ]
        for row, text in enumerate(self.purpose, start=1):
            out.append(line(text, 2 + row * LINE, f'fill="{INK}" font-size="13"'))
        for row, text in enumerate(self.rooms, start=len(self.purpose) + 1):
            out.append(line(text, 8 + row * LINE, f'fill="{QUIET}" font-size="13"'))
        return out


def place(spans: dict[str, tuple[int, int]], root: Path = ROOT) -> tuple[dict[str, Box], float]:
    """The boxes, the highest floor on top, and the height of the picture.

    What reaches over several floors stands at the right, beside what stands on only one of them.
    """
    boxes: dict[str, Box] = {}
    y = float(MARGIN)
    for level in range(max(high for _, high in spans.values()), -1, -1):
        here = sorted(name for name, (low, high) in spans.items() if low <= level <= high)
        here.sort(key=lambda name: spans[name][1] - spans[name][0])
        width = (WIDTH - 2 * MARGIN - GAP * (len(here) - 1)) / len(here)
        for column, name in enumerate(here):
            if name not in boxes:
                boxes[name] = Box(name, MARGIN + column * (width + GAP), y, width, root)
        # The floor is as high as the tallest box that ends on it needs.
        foot = max(boxes[name].y + boxes[name].height for name in here if spans[name][0] == level)
        for name in here:
            boxes[name].height = max(boxes[name].height, foot - boxes[name].y)
        y = foot + FLOOR
    return boxes, y - FLOOR + MARGIN


def arrow(who: Box, whom: Box) -> str:
    """From the foot of one to the head of the other, straight down where they stand above each other."""
    left, right = max(who.x, whom.x), min(who.x + who.width, whom.x + whom.width)
    start = end = (left + right) / 2
    if left >= right:
        start, end = who.x + who.width / 2, whom.x + whom.width / 2
    return (
        f'<path d="M{start:g} {who.y + who.height:g}L{end:g} {whom.y - 9:g}" stroke="{QUIET}" stroke-width="1.5" '
        'fill="none" marker-end="url(#tip)"/>'
    )


def draw(root: Path = ROOT) -> str:
    """The picture as SVG."""
    names = apps(root)
    graph = {name: imports(root / name, names) for name in names}
    boxes, height = place(heights(graph), root)
    edges = needed(graph)
    sentence = "; ".join(f"{who} imports {whom}" for who, whom in edges)
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:g}" role="img" '
        'aria-labelledby="title" font-family="system-ui, sans-serif">',
        f'<title id="title">The apps and what they import: {escape(sentence)}.</title>',
        f'<defs><marker id="tip" viewBox="0 0 8 8" refX="1" refY="4" markerWidth="8" markerHeight="8" '
        f'orient="auto"><path d="M0 0L8 4L0 8z" fill="{QUIET}"/></marker></defs>',
        f'<rect width="{WIDTH}" height="{height:g}" fill="{PAPER}"/>',
    ]
    for who, whom in edges:
        out.append(arrow(boxes[who], boxes[whom]))
    for box in boxes.values():
        out += box.svg()
    return "\n".join([*out, "</svg>", ""])


if __name__ == "__main__":
    TARGET.write_text(draw(), encoding="utf-8")
    print(f"{TARGET.relative_to(ROOT)} is as the code is now.")
