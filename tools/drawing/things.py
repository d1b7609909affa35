"""Things that people hold, open, eat from and sit at."""

import math

from . import palette as c
from .svg import (
    Point,
    blob,
    circle_d,
    dice,
    disc,
    group,
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


def sign(
    x: float, y: float, size: float, text: str, colour: str, bold: bool = True, spacing: float = 0
) -> str:
    """A few characters, as they stand on real things; (x, y) is the middle of the line of type."""
    face = "'Noto Serif CJK SC','Songti SC',serif"
    return (
        f'<text x="{n(x)}" y="{n(y + size * 0.36)}" font-size="{n(size)}" font-family="{face}" fill="{colour}" '
        f'text-anchor="middle" letter-spacing="{n(spacing)}" font-weight="{700 if bold else 400}">{text}</text>'
    )


# --- carrying and giving --------------------------------------------------------------------------
def carton(
    x: float, y: float, w: float, h: float, colour: str = c.CLAY, opened: bool = False, mark: str = ""
) -> str:
    """A cardboard box; (x, y) is the lower left corner of its front."""
    colour = c.mix(colour, c.STRAW, 0.35)
    dx, dy = w * 0.2, -h * 0.22
    side = [(x + w, y), (x + w + dx, y + dy), (x + w + dx, y - h + dy), (x + w, y - h)]
    top = [(x, y - h), (x + w, y - h), (x + w + dx, y - h + dy), (x + dx, y - h + dy)]
    out = poly(side, c.shade(colour, 0.38)) + poly(
        top, c.shade(colour, 0.5) if opened else c.light(colour, 0.3)
    )
    if opened:
        out += poly(
            [(x, y - h), (x + w, y - h), (x + w * 0.94, y - h + h * 0.2), (x - w * 0.1, y - h + h * 0.2)],
            c.light(colour, 0.25),
        )
        out += poly(
            [
                (x + w, y - h),
                (x + w + dx, y - h + dy),
                (x + w + dx * 2.2, y - h + dy * 0.3),
                (x + w + dx, y - h + h * 0.16),
            ],
            colour,
        )
    out = rect(x, y - h, w, h, colour) + out
    if not opened:
        out += poly(
            [
                (x + w * 0.43, y - h),
                (x + w * 0.57, y - h),
                (x + w * 0.57 + dx, y - h + dy),
                (x + w * 0.43 + dx, y - h + dy),
            ],
            c.light(colour, 0.55),
        ) + rect(x + w * 0.43, y - h, w * 0.14, h * 0.26, c.light(colour, 0.45))
    if mark == "heart":
        cx, cy, r = x + w / 2, y - h * 0.4, min(w, h) * 0.15
        out += path(
            f"M{n(cx)} {n(cy + r * 1.5)}C{n(cx - r * 2.6)} {n(cy - r * 0.2)} {n(cx - r)} {n(cy - r * 1.7)} {n(cx)} {n(cy - r * 0.5)}C{n(cx + r)} {n(cy - r * 1.7)} {n(cx + r * 2.6)} {n(cy - r * 0.2)} {n(cx)} {n(cy + r * 1.5)}Z",
            c.RED,
        )
    elif mark:
        out += sign(x + w / 2, y - h * 0.4, min(w, h) * 0.42, mark, c.RED_DEEP)
    return out


def clothes_heap(x: float, y: float, w: float, seed: int = 0) -> str:
    """Folded clothes in a pile; (x, y) is the middle of its foot."""
    paints = [c.RED, c.TEAL, c.OCHRE, c.NAVY, c.CORAL, c.SAGE, c.CREAM]
    out = ""
    for i in range(5):
        h, k = w * 0.13, 1 - i * 0.04
        colour = paints[(i + seed) % len(paints)]
        d = smooth_d(
            [
                (x - w / 2 * k, y),
                (x - w / 2 * k, y - h),
                (x, y - h * 1.1),
                (x + w / 2 * k, y - h),
                (x + w / 2 * k, y),
                (x, y + 2),
            ],
            tension=0.5,
        )
        out += lit(
            d,
            colour,
            5,
            inside=stroke(
                [(x - w * 0.4, y - h * 0.5), (x + w * 0.42, y - h * 0.45)], c.shade(colour, 0.3), 2
            ),
        )
        y -= h
    return out


def gift_bag(x: float, y: float, w: float, h: float, colour: str = c.RED, mark: str = "福") -> str:
    """A paper bag with a blessing; (x, y) is the middle of its foot."""
    fold = poly(
        [(x + w * 0.32, y), (x + w * 0.5, y), (x + w * 0.5, y - h), (x + w * 0.32, y - h)],
        c.shade(colour, 0.3),
    )
    handle = path(
        f"M{n(x - w * 0.2)} {n(y - h)}q0 {n(-h * 0.28)} {n(w * 0.17)} {n(-h * 0.28)}t{n(w * 0.17)} {n(h * 0.28)}",
        "none",
        c.STRAW,
        w * 0.04,
    )
    out = handle + rect(x - w / 2, y - h, w, h, colour) + fold
    if mark:
        k = w * 0.29
        cx, cy = x - w * 0.08, y - h * 0.48
        out += poly([(cx, cy - k), (cx + k, cy), (cx, cy + k), (cx - k, cy)], c.STRAW) + sign(
            cx, cy, k * 1.05, mark, c.RED_DEEP
        )
    return out


def bouquet(x: float, y: float, r: float, colour: str = c.CORAL) -> str:
    """Flowers in paper, held at (x, y)."""
    wrap = lit(
        line_d(
            [
                (x - r * 0.9, y - r * 1.1),
                (x + r * 0.9, y - r * 1.1),
                (x + r * 0.15, y + r),
                (x - r * 0.15, y + r),
            ]
        ),
        c.CREAM,
        4,
    )
    out = "".join(
        disc(x + dx * r, y - (1.3 + dy) * r, r * 0.42, c.GREEN) for dx, dy in ((-0.9, 0), (0.9, 0), (0, 0.7))
    )
    for dx, dy in ((-0.5, 0), (0.5, 0.05), (0, 0.45), (-0.75, 0.45), (0.75, 0.45), (0, -0.05)):
        out += disc(x + dx * r, y - (1.3 + dy) * r, r * 0.36, colour) + disc(
            x + dx * r - r * 0.06, y - (1.36 + dy) * r, r * 0.16, c.light(colour, 0.5)
        )
    return out + wrap


def medal(x: float, y: float, r: float) -> str:
    ribbon = poly([(x - r * 0.9, y - r * 2.6), (x + r * 0.9, y - r * 2.6), (x, y)], c.RED)
    return ribbon + lit(circle_d(x, y, r), c.OCHRE, r * 0.3) + disc(x, y, r * 0.55, c.GLOW)


def certificate(x: float, y: float, w: float) -> str:
    """A red folder held open."""
    h = w * 0.68
    out = rect(x - w / 2 - 5, y - h / 2 - 5, w + 10, h + 10, c.RED_DEEP, 3) + rect(
        x - w / 2, y - h / 2, w, h, c.CREAM
    )
    out += rect(x - w * 0.24, y - h * 0.3, w * 0.48, h * 0.1, c.RED)
    for i in range(3):
        out += rect(x - w * 0.36, y - h * 0.08 + i * h * 0.13, w * 0.72, h * 0.035, c.GREY)
    return out + disc(x + w * 0.28, y + h * 0.3, h * 0.09, c.RED)


# --- food -----------------------------------------------------------------------------------------


# --- furniture ------------------------------------------------------------------------------------


# --- tools and small things -----------------------------------------------------------------------
def broom(hand: Point, foot: Point, size: float = 60) -> str:
    """A bamboo broom from the upper hand down to where it sweeps."""
    (ax, ay), (bx, by) = hand, foot
    length = math.hypot(bx - ax, by - ay) or 1
    ux, uy = (bx - ax) / length, (by - ay) / length
    head = [
        (bx - ux * size * 0.9, by - uy * size * 0.9),
        (bx - uy * size * 0.55, by + ux * size * 0.3),
        (bx + ux * size * 0.2, by + uy * size * 0.12),
        (bx + uy * size * 0.55, by - ux * size * 0.3),
    ]
    hairs = "".join(
        stroke([head[0], (bx + k * uy * size * 0.45, by - k * ux * size * 0.26)], c.BROWN, 2)
        for k in (-0.8, -0.4, 0, 0.4, 0.8)
    )
    return stroke([(ax - ux * 50, ay - uy * 50), head[0]], c.OCHRE, 7) + lit(
        smooth_d(head, tension=0.5), c.CLAY, 5, inside=hairs
    )


def phone(x: float, y: float, h: float, angle: float = 0, screen: str = c.SKY, inside: str = "") -> str:
    """A mobile phone, its middle at (x, y); `inside` is drawn on the screen, around (0, 0)."""
    w = h * 0.5
    face = lit(rect_d(-w / 2, -h / 2, w, h, h * 0.07), c.INK, 2) + group(
        rect(-w * 0.44, -h * 0.44, w * 0.88, h * 0.88, screen, h * 0.03), inside
    )
    return group(face, transform=f"translate({n(x)} {n(y)}) rotate({angle})")


def clipboard(x: float, y: float, w: float, angle: float = 0) -> str:
    h = w * 1.35
    lines = "".join(rect(-w * 0.32, -h * 0.25 + i * h * 0.14, w * 0.64, h * 0.03, c.GREY) for i in range(5))
    return group(
        rect(-w / 2, -h / 2, w, h, c.CLAY, 3),
        rect(-w * 0.42, -h * 0.42, w * 0.84, h * 0.86, c.PAPER),
        lines,
        rect(-w * 0.18, -h * 0.52, w * 0.36, h * 0.1, c.SLATE, 2),
        transform=f"translate({n(x)} {n(y)}) rotate({angle})",
    )


def leaflet(x: float, y: float, w: float, angle: float = 0, colour: str = c.PAPER) -> str:
    h = w * 1.36
    lines = "".join(rect(-w * 0.36, -h * 0.08 + i * h * 0.12, w * 0.72, h * 0.035, c.GREY) for i in range(4))
    return group(
        rect(-w / 2, -h / 2, w, h, colour),
        rect(-w * 0.36, -h * 0.36, w * 0.72, h * 0.16, c.RED),
        lines,
        transform=f"translate({n(x)} {n(y)}) rotate({angle})",
    )


def book(x: float, y: float, w: float, colour: str = c.RED, angle: float = 0) -> str:
    """A book held open, seen from the reader's front: its covers."""
    h = w * 0.62
    left = [(0, -h * 0.36), (-w / 2, -h / 2), (-w / 2, h * 0.4), (0, h / 2)]
    right = [(0, -h * 0.36), (w / 2, -h / 2), (w / 2, h * 0.4), (0, h / 2)]
    pages = poly(
        [
            (-w * 0.47, -h * 0.58),
            (0, -h * 0.44),
            (w * 0.47, -h * 0.58),
            (w * 0.47, -h * 0.4),
            (0, -h * 0.3),
            (-w * 0.47, -h * 0.4),
        ],
        c.PAPER,
    )
    return group(
        pages,
        poly(left, colour),
        poly(right, c.shade(colour, 0.22)),
        transform=f"translate({n(x)} {n(y)}) rotate({angle})",
    )


def kite(x: float, y: float, r: float, colour: str, hand: Point, tail: str = c.OCHRE) -> str:
    """A kite with its line down to a hand."""
    sag = ((x + hand[0]) / 2, (y + hand[1]) / 2 + abs(x - hand[0]) * 0.12)
    out = stroke([(x, y), sag, hand], c.PAPER, 2, opacity=0.9)
    wave = [(x + math.sin(i * 1.2) * r * 0.16 - i * r * 0.05, y + r + i * r * 0.24) for i in range(6)]
    out += stroke(wave, tail, r * 0.09)
    out += lit(
        line_d([(x, y - r), (x + r * 0.72, y - r * 0.1), (x, y + r), (x - r * 0.72, y - r * 0.1)]),
        colour,
        r * 0.1,
    )
    return (
        out
        + stroke([(x, y - r), (x, y + r)], c.CREAM, r * 0.05)
        + stroke([(x - r * 0.72, y - r * 0.1), (x + r * 0.72, y - r * 0.1)], c.CREAM, r * 0.05)
    )


def suitcase(x: float, y: float, w: float, h: float, colour: str) -> str:
    """A trolley case; (x, y) is the middle of its foot."""
    out = stroke(
        [
            (x - w * 0.26, y - h),
            (x - w * 0.26, y - h * 1.5),
            (x + w * 0.26, y - h * 1.5),
            (x + w * 0.26, y - h),
        ],
        c.SLATE,
        w * 0.06,
        soft=False,
    )
    out += disc(x - w * 0.34, y, w * 0.09, c.INK) + disc(x + w * 0.34, y, w * 0.09, c.INK)
    ribs = "".join(
        stroke([(x + k * w, y - h), (x + k * w, y)], c.shade(colour, 0.3), w * 0.04) for k in (-0.25, 0, 0.25)
    )
    return out + lit(rect_d(x - w / 2, y - h - 4, w, h, w * 0.1), colour, w * 0.1, inside=ribs)


def speech_marks(x: float, y: float, r: float, colour: str) -> str:
    """Three short strokes of surprise or joy."""
    return "".join(
        stroke(
            [
                (x + math.cos(a) * r, y + math.sin(a) * r),
                (x + math.cos(a) * r * 1.6, y + math.sin(a) * r * 1.6),
            ],
            colour,
            r * 0.14,
        )
        for a in (-2.2, -1.57, -0.95)
    )


def heap_of_leaves(x: float, y: float, w: float, colour: str = c.OCHRE, seed: int = 3) -> str:

    roll = dice(seed)
    out = blob(
        [(x - w, y), (x - w * 0.4, y - w * 0.24), (x + w * 0.3, y - w * 0.3), (x + w, y), (x, y + w * 0.08)],
        c.shade(colour, 0.25),
    )
    for _ in range(60):
        a, b = roll.gauss(0, 0.42), roll.random()
        out += disc(
            x + a * w,
            y - b * w * 0.26 * (1 - min(abs(a), 1)),
            w * 0.045,
            c.mix(colour, c.GLOW, roll.random() * 0.6),
            w * 0.03,
        )
    return out


def pinwheel(x: float, y: float, r: float, foot: Point, turn: float = 0) -> str:
    """A paper windmill on a stick that ends at `foot`."""
    blades = "".join(
        path(
            f"M0 0L{n(r)} 0Q{n(r * 0.9)} {n(r * 0.6)} {n(r * 0.4)} {n(r * 0.55)}Z",
            colour,
            transform=f"translate({n(x)} {n(y)}) rotate({n(turn + i * 90)})",
        )
        for i, colour in enumerate((c.RED, c.OCHRE, c.TEAL, c.CORAL))
    )
    return stroke([foot, (x, y)], c.CLAY, r * 0.09) + blades + disc(x, y, r * 0.13, c.CREAM)
