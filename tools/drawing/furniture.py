"""What stands in rooms and on stages."""

import math

from . import palette as c
from .places import SHEET
from .svg import (
    circle_d,
    disc,
    fade,
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
    wash,
)
from .things import phone, sign


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


def water_dispenser(x: float, y: float, h: float) -> str:
    """A water dispenser with its bottle; (x, y) is the middle of its foot."""
    w = h * 0.3
    out = lit(rect_d(x - w * 0.36, y - h, w * 0.72, h * 0.32, 12), c.mix(c.SKY, c.TEAL, 0.25), 7)
    out += lit(rect_d(x - w / 2, y - h * 0.7, w, h * 0.7, 6), c.PAPER, 7)
    out += rect(x - w * 0.34, y - h * 0.6, w * 0.68, h * 0.2, c.SLATE, 4)
    out += rect(x - w * 0.2, y - h * 0.58, w * 0.1, h * 0.06, c.RED) + rect(
        x + w * 0.1, y - h * 0.58, w * 0.1, h * 0.06, c.BLUE
    )
    return out + stroke([(x - w * 0.3, y - h * 0.2), (x + w * 0.3, y - h * 0.2)], c.SAND, 3)


def microwave(x: float, y: float, w: float, glowing: bool = True) -> str:
    """A microwave oven; (x, y) is its lower left corner."""
    h = w * 0.56
    out = lit(rect_d(x, y - h, w, h, 5), c.PAPER, 5) + rect(
        x + w * 0.07, y - h * 0.86, w * 0.62, h * 0.7, c.INK, 4
    )
    if glowing:
        out += rect(x + w * 0.12, y - h * 0.76, w * 0.52, h * 0.5, c.AMBER, 4, opacity=0.85) + disc(
            x + w * 0.38, y - h * 0.34, w * 0.15, c.CREAM, w * 0.05
        )
    return (
        out
        + "".join(disc(x + w * 0.84, y - h * k, w * 0.045, c.SLATE) for k in (0.68, 0.42))
        + rect(x + w * 0.78, y - h * 0.26, w * 0.13, h * 0.09, c.RED)
    )


def first_aid_box(x: float, y: float, w: float) -> str:
    """A white box with a red cross; (x, y) is its lower left corner."""
    h = w * 0.72
    out = stroke(
        [
            (x + w * 0.35, y - h),
            (x + w * 0.35, y - h * 1.18),
            (x + w * 0.65, y - h * 1.18),
            (x + w * 0.65, y - h),
        ],
        c.SLATE,
        w * 0.06,
        soft=False,
    )
    return (
        out
        + lit(rect_d(x, y - h, w, h, 5), c.PAPER, 5)
        + rect(x + w * 0.43, y - h * 0.78, w * 0.14, h * 0.56, c.RED)
        + rect(x + w * 0.3, y - h * 0.6, w * 0.4, h * 0.2, c.RED)
    )


def poster(x: float, y: float, w: float, h: float, colour: str = c.RED) -> str:
    """A framed notice on a wall: a heading, lines and a mark."""
    out = (
        lit(rect_d(x - 6, y - 6, w + 12, h + 12, 2), c.BROWN, 3)
        + rect(x, y, w, h, c.PAPER)
        + rect(x, y, w, h * 0.26, colour)
    )
    out += "".join(
        rect(x + w * 0.1, y + h * (0.38 + i * 0.12), w * (0.8 - 0.2 * (i % 2)), h * 0.04, c.GREY)
        for i in range(4)
    )
    return out + rect(x + w * 0.1, y + h * 0.08, h * 0.1, h * 0.1, c.PAPER)


def booth(x: float, y: float, w: float, h: float, colour: str, mark: str = "") -> str:
    """A stand of a fair: a roof with a valance, two posts, a counter; (x, y) is its lower left corner."""
    out = (
        rect(x + w * 0.05, y - h * 0.72, w * 0.9, h * 0.4, c.light(colour, 0.6))
        + stroke([(x + w * 0.04, y), (x + w * 0.04, y - h * 0.8)], c.SLATE, 6)
        + stroke([(x + w * 0.96, y), (x + w * 0.96, y - h * 0.8)], c.SLATE, 6)
    )
    out += lit(
        line_d([(x, y - h * 0.76), (x + w, y - h * 0.76), (x + w * 0.9, y - h), (x + w * 0.1, y - h)]),
        colour,
        6,
    )
    for i in range(8):
        out += path(
            f"M{n(x + w * i / 8)} {n(y - h * 0.76)}h{n(w / 8)}v{n(h * 0.05)}a{n(w / 16)} {n(h * 0.04)} 0 0 1 {n(-w / 8)} 0Z",
            (colour, c.PAPER)[i % 2],
        )
    return out + (sign(x + w / 2, y - h * 0.87, h * 0.11, mark, c.PAPER, spacing=h * 0.03) if mark else "")


def camera_tripod(x: float, y: float, h: float, inside: str = "") -> str:
    """A phone on a tripod with a ring of light; (x, y) is the floor below it."""
    out = "".join(
        stroke([(x, y - h * 0.45), (x + k * h * 0.17, y)], c.INK, 7) for k in (-1, 0.1, 1)
    ) + stroke([(x, y - h * 0.4), (x, y - h * 0.72)], c.INK, 8)
    ring = path(circle_d(x, y - h * 0.84, h * 0.15), "none", c.GLOW, h * 0.03)
    return (
        out
        + ring
        + glow(x, y - h * 0.84, h * 0.34, c.GLOW, 0.55)
        + phone(x, y - h * 0.84, h * 0.22, 0, c.SKY, inside)
    )


def curtain(colour: str, y: float = 620, folds: int = 16) -> str:
    """A stage curtain that fills the sheet down to `y`."""
    out = wash(SHEET, c.shade(colour, 0.1), colour, c.shade(colour, 0.25))
    for i in range(folds):
        x = -50 + i * 1300 / folds
        out += fade(rect_d(x, -50, 1300 / folds, y + 50), c.NIGHT, 0.42, 0, "h", "multiply")
    return out
