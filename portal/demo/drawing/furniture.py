"""What stands in rooms and on stages."""

import math

from . import palette as c
from .svg import (
    circle_d,
    disc,
    glow,
    ground_shadow,
    limb_d,
    line_d,
    lit,
    n,
    path,
    poly,
    rect,
    rect_d,
    smooth_d,
    stroke,
)
from .things import sign


def table(
    x: float, y: float, w: float, h: float, colour: str = c.CLAY, cloth: str = "", depth: float = 34
) -> str:
    """A table seen from the front; (x, y) is the left end of its front edge, `h` down to the floor."""
    top = [(x, y), (x + w, y), (x + w - depth * 0.7, y - depth), (x + depth * 0.7, y - depth)]
    if cloth:
        folds = "".join(
            stroke(
                [(x + w * (i + 0.5) / 9, y + 8), (x + w * (i + 0.5) / 9 + 3, y + h)], c.shade(cloth, 0.25), 4
            )
            for i in range(9)
        )
        return (
            poly(top, c.light(cloth, 0.18))
            + lit(rect_d(x, y, w, h), cloth, 0, inside=folds)
            + rect(x, y, w, 9, c.light(cloth, 0.12))
        )
    legs = "".join(lit(rect_d(lx, y, 17, h), c.shade(colour, 0.1), 4) for lx in (x + 16, x + w - 34))
    return legs + poly(top, c.light(colour, 0.25)) + lit(rect_d(x, y, w, 17), colour, 3)


def chair(x: float, y: float, h: float, facing: int = 1, colour: str = c.BROWN) -> str:
    """A chair seen from the side; (x, y) is under the middle of its seat, `h` is seat height."""
    w = h * 0.92
    out = stroke(
        [(x - facing * w * 0.5, y), (x - facing * w * 0.46, y - h), (x - facing * w * 0.58, y - h * 2.05)],
        colour,
        h * 0.1,
    )
    out += stroke([(x + facing * w * 0.5, y), (x + facing * w * 0.46, y - h)], colour, h * 0.1)
    out += stroke([(x - facing * w * 0.3, y), (x - facing * w * 0.34, y - h)], c.shade(colour, 0.3), h * 0.08)
    return out + lit(rect_d(x - w * 0.55, y - h - h * 0.06, w * 1.1, h * 0.14, 4), colour, 4)


def papers(x: float, y: float, w: float, seed: int = 0) -> str:
    """Sheets lying on a table, seen at a slant."""
    out = ""
    for i in range(3):
        a, b = x + i * w * 0.16 + (seed * 7 + i * 11) % 9, y - i * 2.5
        out += poly(
            [(a, b), (a + w, b - 2), (a + w * 1.12, b - w * 0.22), (a + w * 0.16, b - w * 0.2)],
            c.mix(c.PAPER, c.SAND, i * 0.18),
        )
    return out


def microphone(x: float, y: float, h: float) -> str:
    """A microphone on a stand that rises from (x, y)."""
    return (
        disc(x, y, h * 0.13, c.INK, h * 0.03)
        + stroke([(x, y), (x, y - h)], c.INK, 5)
        + lit(limb_d([(x, y - h), (x + 5, y - h - 24)], [8, 12]), c.SLATE, 4)
    )


def podium(x: float, y: float, w: float, h: float) -> str:
    """A lectern; (x, y) is the middle of its foot."""
    out = lit(
        line_d([(x - w * 0.4, y), (x + w * 0.4, y), (x + w / 2, y - h), (x - w / 2, y - h)]), c.BROWN, 8
    )
    out += lit(
        line_d(
            [
                (x - w * 0.6, y - h),
                (x + w * 0.6, y - h),
                (x + w * 0.54, y - h - 15),
                (x - w * 0.54, y - h - 15),
            ]
        ),
        c.CLAY,
        3,
    )
    return (
        out
        + rect(x - w * 0.16, y - h * 0.66, w * 0.32, w * 0.32, c.RED)
        + stroke([(x + 10, y - h - 10), (x + 4, y - h - 52)], c.INK, 4)
        + disc(x + 3, y - h - 56, 7, c.INK)
    )


def flowers_row(x: float, y: float, w: float, seed: int = 0) -> str:
    """Pots of flowers along the edge of a stage."""
    out, k = "", int(w / 30)
    for i in range(k):
        px = x + (i + 0.5) * w / k
        out += "".join(
            disc(px + dx, y - 20 + dy, 11, c.GREEN) for dx, dy in ((-9, 0), (9, 0), (0, -8), (0, 6))
        )
        out += "".join(
            disc(px + dx, y - 26 + dy, 5.5, (c.RED, c.OCHRE, c.CORAL)[(i + seed) % 3])
            for dx, dy in ((-9, 1), (9, 0), (0, -7), (1, 8))
        )
    return out


def lantern(x: float, y: float, r: float, mark: str = "", lit_up: bool = True) -> str:
    """A red lantern; (x, y) is its middle."""

    ribs = "".join(
        path(circle_d(x, y, r * k, r * 0.86), "none", c.mix(c.RED, c.AMBER, 0.35), r * 0.03)
        for k in (0.3, 0.65)
    )
    core = glow(x, y + r * 0.1, r * 1.0, c.AMBER, 0.75) if lit_up else ""
    out = stroke([(x, y - r * 1.6), (x, y - r)], c.INK, r * 0.06) + "".join(
        stroke([(x + k * r * 0.13, y + r), (x + k * r * 0.18, y + r * 1.75)], c.OCHRE, r * 0.06)
        for k in (-1, 0, 1)
    )
    out += lit(circle_d(x, y, r * 1.06, r * 0.88), c.RED, r * 0.2, inside=ribs + core)
    out += rect(x - r * 0.42, y - r * 0.99, r * 0.84, r * 0.18, c.OCHRE, 3) + rect(
        x - r * 0.42, y + r * 0.81, r * 0.84, r * 0.18, c.OCHRE, 3
    )
    out += sign(x, y, r * 0.8, mark, c.GLOW) if mark else ""
    return out + (glow(x, y, r * 2.6, c.ORANGE, 0.42) if lit_up else "")


def banner(x: float, y: float, w: float, h: float, text: str = "", colour: str = c.RED) -> str:
    """A strip of cloth hung between two cords."""
    sag = h * 0.2
    d = f"M{n(x)} {n(y)}Q{n(x + w / 2)} {n(y + sag)} {n(x + w)} {n(y)}V{n(y + h)}Q{n(x + w / 2)} {n(y + h + sag)} {n(x)} {n(y + h)}Z"
    return lit(d, colour, 5) + (
        sign(x + w / 2, y + h / 2 + sag * 0.5, h * 0.58, text, c.CREAM, spacing=h * 0.3) if text else ""
    )


def plant(x: float, y: float, h: float, colour: str = c.GREEN) -> str:
    """A plant in a pot."""
    out = ""
    for i, a in enumerate((-0.9, -0.5, -0.15, 0.2, 0.55, 0.95)):
        tip = (x + math.sin(a) * h * 0.55, y - h * 0.35 - math.cos(a) * h * 0.6)
        mid = ((x + tip[0]) / 2 + math.cos(a) * h * 0.09, (y - h * 0.3 + tip[1]) / 2)
        mid2 = ((x + tip[0]) / 2 - math.cos(a) * h * 0.07, (y - h * 0.3 + tip[1]) / 2)
        out += lit(smooth_d([(x, y - h * 0.28), mid, tip, mid2]), c.mix(colour, c.SAGE, i * 0.12), 4)
    return out + lit(
        line_d(
            [(x - h * 0.2, y - h * 0.32), (x + h * 0.2, y - h * 0.32), (x + h * 0.15, y), (x - h * 0.15, y)]
        ),
        c.BRICK,
        5,
    )


def wheelchair(x: float, y: float, r: float, facing: int = 1) -> str:
    """A wheelchair; (x, y) is where the big wheel stands."""
    f = facing
    out = path(circle_d(x, y - r, r), "none", c.INK, r * 0.1) + path(
        circle_d(x, y - r, r * 0.84), "none", c.STEEL, r * 0.05
    )
    out += "".join(
        stroke(
            [(x, y - r), (x + math.cos(i * 0.785) * r * 0.84, y - r + math.sin(i * 0.785) * r * 0.84)],
            c.STEEL,
            2,
        )
        for i in range(8)
    )
    out += path(circle_d(x + f * r * 1.35, y - r * 0.28, r * 0.26), "none", c.INK, r * 0.1)
    frame = [
        (x - f * r * 0.75, y - r * 2.75),
        (x - f * r * 0.5, y - r * 2.6),
        (x - f * r * 0.4, y - r * 1.2),
        (x + f * r * 0.9, y - r * 1.2),
        (x + f * r * 1.2, y - r * 0.3),
        (x + f * r * 1.65, y - r * 0.2),
    ]
    return (
        out
        + stroke(frame, c.SLATE, r * 0.12, soft=False)
        + stroke(
            [
                (x - f * r * 0.3, y - r * 1.75),
                (x + f * r * 0.75, y - r * 1.75),
                (x + f * r * 0.8, y - r * 1.2),
            ],
            c.SLATE,
            r * 0.1,
        )
    )


def standing_shadow(*places: tuple[float, float, float]) -> str:
    """Soft shadows under feet: (x, y, half width) each."""
    return "".join(ground_shadow(x, y, w, w * 0.16, 0.32) for x, y, w in places)
