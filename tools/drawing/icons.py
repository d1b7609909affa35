"""The site's own mark, and the picture that other sites show beside a link to it.

The mark is the red square that names a column in the paper, with a column's rules cut out of it.
"""

from pathlib import Path

from . import palette as c
from . import svg
from .render import Press, save_jpeg, sheet
from .scenes import ALL

STATIC = Path(__file__).resolve().parents[2] / "static" / "img"
SHARE = (1200, 630)


def mark(full: bool = False) -> str:
    """The mark as an SVG document on a 64 × 64 grid; `full` runs the red to the edges, for a phone's mask."""
    plate = (
        "M0 0h64v64H0z" if full else "M6 2h52a4 4 0 0 1 4 4v52a4 4 0 0 1-4 4H6a4 4 0 0 1-4-4V6a4 4 0 0 1 4-4z"
    )
    inner = "M13 13h17v17H13z" + "M36 13h15v5H36z" + "M36 25h15v5H36z" + "M13 37h38v5H13z" + "M13 47h26v5H13z"
    move = ' transform="translate(8 8) scale(.75)"' if full else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><path fill="{c.RED}" d="{plate}"/>'
        f'<path fill="{c.PAPER}"{move} d="{inner}"/></svg>\n'
    )


def draw_icons(press: Press) -> None:
    """Write the mark in all its sizes, and the picture for sharing."""
    STATIC.mkdir(parents=True, exist_ok=True)
    (STATIC / "icon.svg").write_text(mark(), encoding="utf-8")
    for size in (180, 192, 512):
        picture = press.paint(mark(full=size == 180), size, size, see_through=True)
        picture.save(STATIC / f"icon-{size}.png", optimize=True)
    scene = ALL["topic-spring"]
    svg.reset(scene.light)
    # The street of working people, larger, so that it fills the taller sheet.
    street = svg.group(scene.draw(), transform="translate(-345 0) scale(1.575)")
    save_jpeg(press.paint(sheet(street, *SHARE), *SHARE), STATIC / "share.jpg", 120 * 1024)
