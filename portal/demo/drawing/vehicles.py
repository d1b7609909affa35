"""Things on wheels, and the roads of a working day."""

import math

from . import palette as c
from .svg import (
    circle_d,
    disc,
    fade,
    glow,
    group,
    limb_d,
    line_d,
    lit,
    path,
    poly,
    rect,
    rect_d,
    smooth_d,
    stroke,
)
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


def truck(x: float, y: float, s: float, colour: str = c.TEAL, opened: bool = True) -> str:
    """A lorry seen from behind its side, open at the back (left); (x, y) is the ground at its rear end, `s` its length."""
    h = s * 0.46
    out = rect(x + s * 0.04, y - s * 0.13, s * 0.92, s * 0.05, c.INK)
    out += lit(rect_d(x, y - h - s * 0.1, s * 0.68, h, 4), c.CREAM, 10) + rect(
        x, y - s * 0.2, s * 0.68, s * 0.035, c.RED
    )
    if opened:
        out += poly(
            [
                (x, y - h - s * 0.1),
                (x - s * 0.12, y - h - s * 0.06),
                (x - s * 0.12, y - s * 0.07),
                (x, y - s * 0.1),
            ],
            c.shade(c.CREAM, 0.35),
        )
    cab = smooth_d(
        [
            (x + s * 0.71, y - s * 0.1),
            (x + s * 0.71, y - s * 0.44),
            (x + s * 0.86, y - s * 0.45),
            (x + s * 0.95, y - s * 0.3),
            (x + s, y - s * 0.24),
            (x + s, y - s * 0.1),
        ],
        tension=0.35,
    )
    out += lit(cab, colour, 9) + poly(
        [
            (x + s * 0.78, y - s * 0.4),
            (x + s * 0.86, y - s * 0.4),
            (x + s * 0.92, y - s * 0.28),
            (x + s * 0.78, y - s * 0.28),
        ],
        c.SKY,
    )
    return (
        out
        + "".join(wheel(x + s * k, y - s * 0.075, s * 0.075) for k in (0.12, 0.3, 0.85))
        + disc(x + s * 0.985, y - s * 0.17, s * 0.018, c.GLOW)
    )


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


def metro_train(x: float, y: float, w: float, h: float, stripe: str = c.RED) -> str:
    """The front of a metro train that comes towards us; (x, y) is the middle of its foot."""
    body = smooth_d(
        [
            (x - w / 2, y),
            (x - w / 2, y - h * 0.7),
            (x - w * 0.38, y - h),
            (x + w * 0.38, y - h),
            (x + w / 2, y - h * 0.7),
            (x + w / 2, y),
        ],
        tension=0.45,
    )
    out = lit(body, c.STEEL, 10) + path(
        smooth_d(
            [
                (x - w * 0.4, y - h * 0.4),
                (x - w * 0.38, y - h * 0.82),
                (x, y - h * 0.88),
                (x + w * 0.38, y - h * 0.82),
                (x + w * 0.4, y - h * 0.4),
            ],
            tension=0.5,
        ),
        c.NIGHT,
    )
    out += rect(x - w / 2, y - h * 0.34, w, h * 0.07, stripe) + rect(
        x - w * 0.16, y - h * 0.97, w * 0.32, h * 0.07, c.AMBER
    )
    for k in (-0.34, 0.34):
        out += disc(x + k * w, y - h * 0.17, w * 0.06, c.GLOW) + glow(
            x + k * w, y - h * 0.17, w * 0.6, c.GLOW, 0.75
        )
    return out


def express_train(x: float, y: float, s: float, colour: str = c.PAPER) -> str:
    """A high-speed train, nose to the right; (x, y) is the tip of its nose on the rail, `s` the length in view."""
    d = smooth_d(
        [
            (x - s, y),
            (x - s, y - s * 0.2),
            (x - s * 0.3, y - s * 0.2),
            (x - s * 0.14, y - s * 0.155),
            (x - s * 0.02, y - s * 0.06),
            (x, y - s * 0.02),
            (x - s * 0.06, y),
        ],
        tension=0.6,
    )
    marks = rect(x - s, y - s * 0.085, s, s * 0.022, c.RED)
    marks += "".join(
        rect(x - s + 24 + i * s * 0.078, y - s * 0.155, s * 0.052, s * 0.045, c.NAVY, 4)
        for i in range(int(0.66 / 0.078))
    )
    marks += path(
        smooth_d(
            [
                (x - s * 0.24, y - s * 0.172),
                (x - s * 0.15, y - s * 0.145),
                (x - s * 0.12, y - s * 0.115),
                (x - s * 0.2, y - s * 0.12),
            ]
        ),
        c.NIGHT,
    )
    return lit(d, colour, 9, inside=marks)


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


def rail_track(x: float, y: float, spread: float, top: float, colour: str = c.STEEL) -> str:
    """Two rails that run to a vanishing point (x, top) from the lower edge at y."""
    out = ""
    for i in range(1, 16):
        k = (i / 15) ** 2.2
        yy, w = top + (y - top) * k, spread * k
        out += stroke([(x - w * 1.5, yy), (x + w * 1.5, yy)], c.UMBER, 2 + 22 * k, soft=False)
    for side in (-1, 1):
        out += path(
            line_d([(x - 1, top), (x + 1, top), (x + side * spread + 12, y), (x + side * spread - 12, y)]),
            colour,
        )
    return out


def cable_drum(x: float, y: float, r: float) -> str:
    return (
        lit(circle_d(x, y - r, r), c.CLAY, r * 0.1)
        + disc(x, y - r, r * 0.62, c.UMBER)
        + disc(x, y - r, r * 0.18, c.STRAW)
    )


def lifebuoy_sign(x: float, y: float, h: float, colour: str = c.RED) -> str:
    """A board on a post at the kerb, with the red square of the newsroom."""
    return (
        path(limb_d([(x, y), (x, y - h)], [5, 5]), c.SLATE)
        + lit(rect_d(x - h * 0.24, y - h * 1.1, h * 0.48, h * 0.42, 3), c.PAPER, 4)
        + rect(x - h * 0.09, y - h * 0.98, h * 0.18, h * 0.18, colour)
    )
