"""Things on wheels, and the roads of a working day."""

import math

from . import palette as c
from .svg import circle_d, disc, fade, glow, group, line_d, lit, path, poly, rect, rect_d, smooth_d, stroke
from .things import sign


def wheel(x: float, y: float, r: float, hub: str = c.STEEL) -> str:
    spokes = "".join(
        stroke(
            [(x, y), (x + math.cos(i * 1.047) * r * 0.7, y + math.sin(i * 1.047) * r * 0.7)], hub, r * 0.08
        )
        for i in range(6)
    )
    return (
        path(circle_d(x, y, r * 0.84), "none", c.INK, r * 0.3)
        + path(circle_d(x, y, r * 0.68), "none", hub, r * 0.08)
        + spokes
        + disc(x, y, r * 0.2, hub)
    )


def ebike(
    x: float, y: float, s: float, colour: str = c.OCHRE, box: str = c.TEAL, facing: int = 1, mark: str = ""
) -> str:
    """A delivery rider's electric bicycle, `s` long; (x, y) is on the ground below its middle.

    Handlebar at (0.24, 0.62), saddle at (-0.13, 0.44), footboard at (0.08, 0.2), in shares of `s`, y up.
    """

    def p(u: float, v: float) -> tuple[float, float]:
        return u * s, -v * s

    rear = [
        p(-0.46, 0.34),
        p(-0.3, 0.4),
        p(0.0, 0.37),
        p(0.03, 0.24),
        p(-0.06, 0.16),
        p(-0.24, 0.18),
        p(-0.4, 0.24),
    ]
    front = [p(0.17, 0.56), p(0.25, 0.55), p(0.34, 0.3), p(0.26, 0.17), p(0.18, 0.15), p(0.19, 0.3)]
    out = wheel(-0.34 * s, -0.135 * s, 0.135 * s) + wheel(0.36 * s, -0.135 * s, 0.135 * s)
    out += stroke([p(0.36, 0.135), p(0.27, 0.44), p(0.21, 0.64)], c.SLATE, s * 0.035) + stroke(
        [p(0.15, 0.67), p(0.27, 0.62)], c.INK, s * 0.035
    )
    out += lit(
        line_d([p(-0.08, 0.19), p(0.24, 0.19), p(0.25, 0.13), p(-0.06, 0.12)]),
        c.shade(colour, 0.35),
        4,
        mirror=facing,
    )
    out += lit(smooth_d(rear, tension=0.7), colour, s * 0.03, mirror=facing) + lit(
        smooth_d(front, tension=0.7), colour, s * 0.03, mirror=facing
    )
    out += lit(
        smooth_d([p(-0.3, 0.41), p(-0.26, 0.46), p(0.0, 0.44), p(0.03, 0.4), p(-0.1, 0.385)], tension=0.7),
        c.INK,
        3,
        mirror=facing,
    )
    out += lit(rect_d(-0.62 * s, -0.78 * s, 0.36 * s, 0.34 * s, s * 0.03), box, s * 0.035, mirror=facing)
    out += rect(-0.62 * s, -0.72 * s, 0.36 * s, 0.035 * s, c.light(box, 0.5)) + disc(
        0.3 * s, -0.5 * s, s * 0.035, c.GLOW
    )
    turned = group(out, transform=f"translate({x:.1f} {y:.1f}) scale({facing} 1)")
    return turned + (sign(x - facing * 0.44 * s, y - 0.58 * s, s * 0.13, mark, c.PAPER) if mark else "")


def car_underside(x: float, y: float, w: float, colour: str = c.TEAL) -> str:
    """A car raised on a lift, seen from the side; (x, y) is the middle of its lower edge."""
    d = [
        (-0.5, 0.02),
        (-0.51, 0.14),
        (-0.42, 0.2),
        (-0.26, 0.23),
        (-0.15, 0.36),
        (0.14, 0.37),
        (0.28, 0.24),
        (0.46, 0.19),
        (0.51, 0.12),
        (0.5, 0.02),
    ]
    out = lit(smooth_d([(x + u * w, y - v * w) for u, v in d], tension=0.7), colour, 12)
    out += poly(
        [
            (x - 0.2 * w, y - 0.235 * w),
            (x - 0.13 * w, y - 0.335 * w),
            (x - 0.01 * w, y - 0.34 * w),
            (x - 0.01 * w, y - 0.235 * w),
        ],
        c.SKY,
    )
    out += poly(
        [
            (x + 0.02 * w, y - 0.235 * w),
            (x + 0.02 * w, y - 0.34 * w),
            (x + 0.13 * w, y - 0.345 * w),
            (x + 0.22 * w, y - 0.24 * w),
        ],
        c.shade(c.SKY, 0.15),
    )
    out += rect(x - 0.47 * w, y - 0.03 * w, 0.94 * w, 0.05 * w, c.INK) + stroke(
        [(x + 0.005 * w, y - 0.23 * w), (x + 0.005 * w, y - 0.05 * w)], c.shade(colour, 0.4), 3
    )
    return (
        out
        + wheel(x - 0.32 * w, y + 0.01 * w, 0.1 * w)
        + wheel(x + 0.32 * w, y + 0.01 * w, 0.1 * w)
        + disc(x - 0.49 * w, y - 0.13 * w, 0.018 * w, c.GLOW)
        + disc(x + 0.495 * w, y - 0.13 * w, 0.016 * w, c.RED)
    )


def headlight(x: float, y: float, dx: float, dy: float, spread: float, strength: float = 0.5) -> str:
    """A beam from a lamp."""
    d = line_d([(x, y - 4), (x + dx, y + dy - spread), (x + dx, y + dy + spread), (x, y + 4)])
    if dx < 0:
        return fade(d, c.GLOW, 0, strength, "h", "screen") + glow(x, y, 60, c.GLOW, 0.8)
    return fade(d, c.GLOW, strength, 0, "h", "screen") + glow(x, y, 60, c.GLOW, 0.8)


def barrow(x: float, y: float, s: float, colour: str = c.ORANGE) -> str:
    """A street cleaner's bin on two wheels; (x, y) is the ground below its middle."""
    out = stroke([(x + s * 0.3, y - s * 0.75), (x + s * 0.62, y - s * 0.86)], c.SLATE, s * 0.05)
    out += lit(
        line_d(
            [
                (x - s * 0.36, y - s * 0.85),
                (x + s * 0.36, y - s * 0.85),
                (x + s * 0.28, y - s * 0.14),
                (x - s * 0.28, y - s * 0.14),
            ]
        ),
        colour,
        s * 0.07,
    )
    return (
        out
        + lit(rect_d(x - s * 0.42, y - s * 0.94, s * 0.84, s * 0.12, 5), c.shade(colour, 0.2), 3)
        + wheel(x, y - s * 0.14, s * 0.14)
    )
