"""Hands from near by, for pictures that show what passes between two people."""

import math

from . import palette as c
from .svg import Point, group, limb_d, lit, n, smooth_d, stroke


def big_hand(
    x: float,
    y: float,
    s: float,
    angle: float,
    skin: str = c.SKIN,
    grip: float = 0.5,
    mirror: int = 1,
    back: bool = True,
) -> str:
    """A hand about `s` long, wrist at (x, y), reaching to the right before it is turned by `angle` degrees.

    `grip` bends the fingers (0 flat, 1 closed); `mirror` -1 puts the thumb below; `back` shows the back of the hand.
    """
    dark = c.shade(skin, 0.24)
    palm = [(-0.08, -0.16), (0.2, -0.23), (0.45, -0.22), (0.52, 0.0), (0.46, 0.2), (0.2, 0.2), (-0.08, 0.15)]
    out = lit(smooth_d([(p * s, q * s) for p, q in palm]), skin, s * 0.05, dark, mirror=mirror)
    for i in range(4):
        v = 0.155 - i * 0.105
        length = (0.25, 0.31, 0.32, 0.28)[i]
        a = (v, 0.46 + (0.03, 0.06, 0.05, 0.0)[i])
        bend = grip * 1.25
        knuckle = (a[1] * s, v * s)
        middle = (
            knuckle[0] + math.cos(bend * 0.5) * length * 0.55 * s,
            knuckle[1] + math.sin(bend * 0.5) * length * 0.55 * s,
        )
        tip = (
            middle[0] + math.cos(bend * 1.3) * length * 0.5 * s,
            middle[1] + math.sin(bend * 1.3) * length * 0.5 * s,
        )
        out += lit(
            limb_d([knuckle, middle, tip], [0.06 * s, 0.055 * s, 0.046 * s]),
            skin,
            s * 0.03,
            dark,
            mirror=mirror,
        )
    if back:
        out += "".join(
            stroke([(0.4 * s, (0.13 - i * 0.1) * s), (0.46 * s, (0.135 - i * 0.1) * s)], dark, s * 0.012)
            for i in range(4)
        )
    out += thumb(s, grip, skin, mirror)
    return group(out, transform=f"translate({n(x)} {n(y)}) rotate({n(angle)}) scale(1 {mirror})")


def thumb(s: float, grip: float, skin: str, mirror: int = 1) -> str:
    """The thumb of `big_hand`, in its measure."""
    d = limb_d(
        [(0.14 * s, -0.14 * s), (0.36 * s, -0.29 * s), ((0.56 + grip * 0.04) * s, (-0.27 + grip * 0.07) * s)],
        [0.085 * s, 0.066 * s, 0.05 * s],
    )
    return lit(d, skin, s * 0.035, c.shade(skin, 0.24), mirror=mirror)


def forearm(
    start: Point,
    wrist: Point,
    width: float,
    colour: str,
    stripes: str = "",
    cuff: str = "",
    seams: bool = False,
) -> str:
    """A sleeve from the edge of the sheet to a wrist."""
    (ax, ay), (bx, by) = start, wrist
    length = math.hypot(bx - ax, by - ay) or 1
    ux, uy = (bx - ax) / length, (by - ay) / length
    inside = ""

    def across(share: float, tone: str, wide: float) -> str:
        mx, my = ax + (bx - ax) * share, ay + (by - ay) * share
        return stroke(
            [
                (mx - uy * width * 1.5, my + ux * width * 1.5),
                (mx + ux * width * 0.2, my + uy * width * 0.2),
                (mx + uy * width * 1.5, my - ux * width * 1.5),
            ],
            tone,
            wide,
        )

    if seams:
        inside += "".join(across(k / 5, c.shade(colour, 0.35), width * 0.05) for k in range(1, 5))
    if stripes:
        inside += across(0.52, stripes, width * 0.42)
    inside += across(1.0, cuff or c.shade(colour, 0.4), width * 0.5)
    tip = (bx + ux * width * 0.1, by + uy * width * 0.1)
    return lit(limb_d([start, tip], [width * 1.28, width * 0.8]), colour, width * 0.3, inside=inside)
