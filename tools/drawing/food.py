"""What is cooked, poured and shared."""

import math

from . import palette as c
from .svg import disc, line_d, lit, n, path, poly, rect, rect_d, smooth_d, stroke


def porridge_pot(x: float, y: float, w: float) -> str:
    """A big pot of eight-treasure porridge; (x, y) is the middle of its foot."""
    h = w * 0.62
    body = smooth_d(
        [
            (x - w / 2, y - h),
            (x - w * 0.48, y - h * 0.25),
            (x - w * 0.36, y),
            (x + w * 0.36, y),
            (x + w * 0.48, y - h * 0.25),
            (x + w / 2, y - h),
        ],
        tension=0.7,
    )
    out = stroke(
        [
            (x - w * 0.48, y - h * 0.72),
            (x - w * 0.6, y - h * 0.7),
            (x - w * 0.59, y - h * 0.5),
            (x - w * 0.48, y - h * 0.5),
        ],
        c.INK,
        w * 0.035,
    )
    out += stroke(
        [
            (x + w * 0.48, y - h * 0.72),
            (x + w * 0.6, y - h * 0.7),
            (x + w * 0.59, y - h * 0.5),
            (x + w * 0.48, y - h * 0.5),
        ],
        c.INK,
        w * 0.035,
    )
    shine = stroke(
        [(x - w * 0.36, y - h * 0.8), (x - w * 0.34, y - h * 0.2)], c.PAPER, w * 0.035, opacity=0.6
    )
    out += lit(body, c.STEEL, w * 0.08, inside=shine) + disc(
        x, y - h, w * 0.51, c.light(c.STEEL, 0.4), w * 0.115
    )
    out += disc(x, y - h + w * 0.012, w * 0.465, c.shade(c.BRICK, 0.3), w * 0.092)
    out += disc(x - w * 0.03, y - h + w * 0.02, w * 0.43, c.BRICK, w * 0.076)
    for i in range(16):
        a = i * 2.399
        r = math.sqrt(i / 16) * 0.38
        out += disc(
            x + math.cos(a) * r * w,
            y - h + w * 0.02 + math.sin(a) * r * w * 0.17,
            w * 0.02,
            (c.RED, c.OCHRE, c.CREAM, c.UMBER)[i % 4],
            w * 0.012,
        )
    return out


def bowl(x: float, y: float, r: float, colour: str = c.PAPER, full: str = c.BRICK) -> str:
    """A bowl; (x, y) is the middle of its rim."""
    body = smooth_d(
        [
            (x - r, y),
            (x - r * 0.82, y + r * 0.55),
            (x - r * 0.4, y + r * 0.85),
            (x + r * 0.4, y + r * 0.85),
            (x + r * 0.82, y + r * 0.55),
            (x + r, y),
        ],
        tension=0.8,
    )
    band = stroke([(x - r, y + r * 0.28), (x, y + r * 0.46), (x + r, y + r * 0.28)], c.RED, r * 0.09)
    return (
        lit(body, colour, r * 0.25, inside=band)
        + disc(x, y, r, c.light(colour, 0.5), r * 0.26)
        + disc(x, y + r * 0.03, r * 0.87, full, r * 0.19)
    )


def cup(x: float, y: float, h: float, colour: str = c.PAPER) -> str:
    return lit(
        line_d([(x - h * 0.36, y - h), (x + h * 0.36, y - h), (x + h * 0.27, y), (x - h * 0.27, y)]),
        colour,
        h * 0.14,
    ) + disc(x, y - h, h * 0.36, c.shade(colour, 0.2), h * 0.08)


def melon(x: float, y: float, r: float) -> str:
    """A slice of watermelon."""
    d = f"M{n(x - r)} {n(y)}A{n(r)} {n(r)} 0 0 0 {n(x + r)} {n(y)}Z"
    out = path(d, c.GREEN) + path(
        f"M{n(x - r * 0.9)} {n(y)}A{n(r * 0.9)} {n(r * 0.9)} 0 0 0 {n(x + r * 0.9)} {n(y)}Z", c.CREAM
    )
    out += path(f"M{n(x - r * 0.8)} {n(y)}A{n(r * 0.8)} {n(r * 0.8)} 0 0 0 {n(x + r * 0.8)} {n(y)}Z", c.CORAL)
    return out + "".join(
        disc(x + dx * r, y + dy * r, r * 0.05, c.INK)
        for dx, dy in ((-0.4, 0.2), (0, 0.3), (0.4, 0.2), (-0.2, 0.5), (0.2, 0.5))
    )


def steamer(x: float, y: float, w: float, floors: int = 3, opened: bool = True) -> str:
    """A stack of bamboo steamers with buns in the top one; (x, y) is the middle of its foot."""
    h, out = w * 0.2, ""
    for i in range(floors):
        top = y - (i + 1) * h
        slats = "".join(
            stroke(
                [(x - w / 2 + w * (k + 0.5) / 12, top + 6), (x - w / 2 + w * (k + 0.5) / 12, top + h - 5)],
                c.shade(c.STRAW, 0.2),
                2,
            )
            for k in range(12)
        )
        out += lit(rect_d(x - w / 2, top, w, h - 2, 6), c.mix(c.STRAW, c.CLAY, 0.25), 5, inside=slats) + rect(
            x - w / 2 - 3, top + h - 9, w + 6, 7, c.CLAY, 3
        )
    top = y - floors * h
    if opened:
        out += disc(x, top, w / 2, c.CLAY, w * 0.13) + disc(x, top, w * 0.45, c.CREAM, w * 0.11)
        for dx, dy in ((-0.28, 0), (0, -0.045), (0.28, 0), (-0.14, 0.045), (0.15, 0.045)):
            bx, by = x + dx * w, top + dy * w
            out += lit(
                smooth_d(
                    [
                        (bx - w * 0.1, by + 5),
                        (bx - w * 0.08, by - w * 0.06),
                        (bx, by - w * 0.1),
                        (bx + w * 0.08, by - w * 0.06),
                        (bx + w * 0.1, by + 5),
                        (bx, by + w * 0.03),
                    ]
                ),
                c.PAPER,
                5,
            ) + stroke([(bx - 5, by - w * 0.07), (bx, by - w * 0.095), (bx + 5, by - w * 0.07)], c.SAND, 2)
    return out


def lunchbox(x: float, y: float, w: float, dent: bool = False) -> str:
    """A square lunchbox of aluminium, seen at a slant; (x, y) is the middle of its front edge."""
    h, d = w * 0.26, w * 0.34
    top = [(x - w / 2, y - h), (x + w / 2, y - h), (x + w * 0.42, y - h - d), (x - w * 0.42, y - h - d)]
    out = lit(rect_d(x - w / 2, y - h, w, h, w * 0.05), c.mix(c.STEEL, c.PAPER, 0.35), 6) + stroke(
        [(x - w / 2, y - h * 0.72), (x + w / 2, y - h * 0.72)], c.STEEL, 4
    )
    out += poly(top, c.mix(c.STEEL, c.PAPER, 0.65)) + poly(
        [
            (x - w * 0.4, y - h - d * 0.14),
            (x + w * 0.4, y - h - d * 0.14),
            (x + w * 0.35, y - h - d * 0.86),
            (x - w * 0.35, y - h - d * 0.86),
        ],
        c.mix(c.STEEL, c.PAPER, 0.5),
    )
    if dent:
        out += disc(x + w * 0.12, y - h - d * 0.45, w * 0.1, c.mix(c.STEEL, c.SLATE, 0.3), w * 0.045) + disc(
            x + w * 0.14, y - h - d * 0.41, w * 0.075, c.mix(c.STEEL, c.PAPER, 0.8), w * 0.03
        )
    return out


def peach(x: float, y: float, r: float) -> str:
    """A peach with a leaf."""
    d = smooth_d(
        [
            (x - r, y),
            (x - r * 0.7, y - r * 0.8),
            (x, y - r * 0.85),
            (x + r * 0.7, y - r * 0.8),
            (x + r, y),
            (x + r * 0.5, y + r * 0.85),
            (x, y + r),
            (x - r * 0.5, y + r * 0.85),
        ]
    )
    blush = disc(x + r * 0.4, y - r * 0.1, r * 0.7, c.CORAL, opacity=0.55)
    leaf = path(
        smooth_d(
            [
                (x, y - r * 0.8),
                (x + r * 0.5, y - r * 1.3),
                (x + r * 1.1, y - r * 1.05),
                (x + r * 0.6, y - r * 0.75),
            ]
        ),
        c.GREEN,
    )
    return (
        leaf
        + lit(d, c.mix(c.STRAW, c.CORAL, 0.25), r * 0.2, inside=blush)
        + stroke(
            [(x, y - r * 0.85), (x - r * 0.12, y - r * 0.2), (x, y + r * 0.5)],
            c.mix(c.CORAL, c.BRICK, 0.4),
            r * 0.07,
        )
    )
