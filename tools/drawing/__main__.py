"""Draw the demonstration's pictures again: `python -m tools.drawing [slug …]`.

A maintenance tool: it needs Chromium and the development packages. The pictures are kept in the repository, so
nothing at run time depends on it. Without slugs it draws everything and writes the list and the site's icons.
"""

import sys
from pathlib import Path

from . import svg
from .icons import draw_icons
from .render import Press, save_jpeg, sheet
from .scenes import ALL, Scene

PICTURES = Path(__file__).resolve().parents[2] / "portal" / "demo" / "pictures"
SCALE = 1.5
WEIGHTS = {"page": (300 * 1024,)}  # small type wants more than a drawing


def draw(press: Press, scene: Scene) -> int:
    """Draw one picture into its file; returns the file's size in bytes."""
    svg.reset(scene.light)
    width, height = scene.size
    picture = press.paint(
        sheet(scene.draw(), width, height, scene.kind not in ("logo", "page")),
        round(width * SCALE),
        round(height * SCALE),
    )
    return save_jpeg(picture, PICTURES / f"{scene.slug}.jpg", *WEIGHTS.get(scene.kind, ()))


def toml(scene: Scene) -> str:
    """The picture's entry in LIST.toml."""
    x, y = scene.focus
    return f'[{scene.slug}]\nkind = "{scene.kind}"\nalt = "{scene.alt}"\nsuits = "{scene.suits}"\nfocus = [{x}, {y}]\n'


def main(slugs: list[str]) -> None:
    PICTURES.mkdir(exist_ok=True)
    with Press() as press:
        for slug in slugs or ALL:
            print(f"{slug}: {draw(press, ALL[slug]) // 1024} KB", flush=True)
        if not slugs:
            draw_icons(press)
    head = "# Written by `python -m tools.drawing`. focus: from the left, from the top, each 0..1.\n\n"
    (PICTURES / "LIST.toml").write_text(head + "\n".join(toml(s) for s in ALL.values()), encoding="utf-8")


main(sys.argv[1:])
