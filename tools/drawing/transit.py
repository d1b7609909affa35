"""Trains, buses and planes."""

from . import palette as c
from .svg import circle_d, disc, glow, line_d, lit, path, poly, rect, rect_d, smooth_d, stroke


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


def bus_front(x: float, y: float, w: float, colour: str = c.RED, lights: bool = True) -> str:
    """A bus from the front; (x, y) is the middle of its foot."""
    h = w * 1.12
    out = lit(rect_d(x - w * 0.42, y - w * 0.14, w * 0.18, w * 0.14, 6), c.INK, 4) + lit(
        rect_d(x + w * 0.24, y - w * 0.14, w * 0.18, w * 0.14, 6), c.INK, 4
    )
    out += lit(rect_d(x - w / 2, y - h, w, h - w * 0.07, w * 0.07), colour, w * 0.025)
    out += (
        rect(x - w * 0.44, y - h * 0.84, w * 0.88, h * 0.42, c.NIGHT, w * 0.04)
        + rect(x - w * 0.3, y - h * 0.96, w * 0.6, h * 0.08, c.INK, 4)
        + rect(x - w * 0.2, y - h * 0.94, w * 0.4, h * 0.04, c.AMBER)
    )
    out += poly(
        [
            (x - w * 0.4, y - h * 0.8),
            (x - w * 0.1, y - h * 0.8),
            (x - w * 0.26, y - h * 0.45),
            (x - w * 0.4, y - h * 0.45),
        ],
        c.light(c.NIGHT, 0.16),
    ) + stroke([(x, y - h * 0.84), (x, y - h * 0.42)], c.INK, w * 0.012)
    out += rect(x - w / 2, y - h * 0.36, w, h * 0.05, c.CREAM) + rect(
        x - w * 0.13, y - h * 0.22, w * 0.26, h * 0.07, c.PAPER, 3
    )
    for side in (-1, 1):
        out += lit(
            rect_d(x + side * w * 0.58 - w * 0.04, y - h * 0.78, w * 0.08, h * 0.2, 6), c.INK, 3
        ) + stroke(
            [(x + side * w * 0.48, y - h * 0.86), (x + side * w * 0.58, y - h * 0.76)], c.INK, w * 0.02
        )
        out += disc(x + side * w * 0.36, y - h * 0.2, w * 0.06, c.GLOW) + (
            glow(x + side * w * 0.36, y - h * 0.2, w * 0.4, c.GLOW, 0.7) if lights else ""
        )
    return out


def airliner_front(x: float, y: float, s: float, colour: str = c.PAPER) -> str:
    """An airliner that rolls towards us; (x, y) is the ground below its nose wheel, `s` its span."""
    r = s * 0.085
    mid = y - s * 0.13
    out = "".join(
        lit(
            line_d(
                [
                    (x + k * r * 0.6, mid + r * 0.3),
                    (x + k * s * 0.5, mid - s * 0.045),
                    (x + k * s * 0.5, mid - s * 0.035),
                    (x + k * r * 0.8, mid + r * 0.75),
                ]
            ),
            c.shade(colour, 0.2),
            4,
        )
        for k in (-1, 1)
    )
    out += lit(
        line_d(
            [
                (x - r * 0.12, mid - r),
                (x + r * 0.12, mid - r),
                (x + r * 0.05, mid - s * 0.25),
                (x - r * 0.05, mid - s * 0.25),
            ]
        ),
        c.RED,
        4,
    )
    for k in (-1, 1):
        ex, ey = x + k * s * 0.17, mid + s * 0.045
        out += (
            lit(circle_d(ex, ey, s * 0.036), colour, 5)
            + disc(ex, ey, s * 0.028, c.INK)
            + disc(ex, ey, s * 0.009, c.STEEL)
        )
        out += rect(x + k * s * 0.1 - 5, mid + r * 0.7, 10, s * 0.09, c.SLATE) + lit(
            rect_d(x + k * s * 0.1 - 13, y - s * 0.035, 26, s * 0.035, 6), c.INK, 3
        )
    out += (
        lit(circle_d(x, mid, r), colour, r * 0.22)
        + rect(x - 4, mid + r * 0.9, 8, s * 0.06, c.SLATE)
        + lit(rect_d(x - 10, y - s * 0.025, 20, s * 0.025, 4), c.INK, 3)
    )
    panes = [
        (-0.62, -0.36),
        (-0.2, -0.42),
        (0.2, -0.42),
        (0.62, -0.36),
        (0.5, -0.1),
        (0.18, -0.16),
        (-0.18, -0.16),
        (-0.5, -0.1),
    ]
    out += poly([(x + u * r, mid + v * r) for u, v in panes], c.NIGHT) + stroke(
        [(x, mid - r * 0.42), (x, mid - r * 0.16)], colour, 3
    )
    return out + "".join(
        disc(x + k * r * 0.5, mid + r * 0.35, r * 0.08, c.GLOW)
        + glow(x + k * r * 0.5, mid + r * 0.35, r * 1.1, c.GLOW, 0.7)
        for k in (-1, 1)
    )
