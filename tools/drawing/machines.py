"""Machines and the tools of the trades."""

import math

from . import palette as c
from .svg import circle_d, dice, disc, glow, limb_d, line_d, lit, path, poly, rect, rect_d, smooth_d, stroke


def gear(x: float, y: float, r: float, teeth: int, colour: str, hole: float = 0.35) -> str:
    points = []
    for i in range(teeth * 4):
        a = i * math.tau / (teeth * 4)
        q = r if i % 4 in (0, 1) else r * 0.84
        points.append((x + math.cos(a) * q, y + math.sin(a) * q))
    return (
        lit(line_d(points), colour, r * 0.12)
        + disc(x, y, r * 0.62, c.shade(colour, 0.18))
        + disc(x, y, r * 0.56, colour)
        + disc(x, y, r * hole, c.shade(colour, 0.5))
    )


def engine(x: float, y: float, w: float) -> str:
    """A diesel engine on its stand; (x, y) is the floor below its middle."""
    h = w * 0.62
    top = y - w * 0.34 - h
    out = stroke([(x - w * 0.34, y - w * 0.34), (x - w * 0.4, y)], c.BLUE, w * 0.045) + stroke(
        [(x + w * 0.34, y - w * 0.34), (x + w * 0.4, y)], c.BLUE, w * 0.045
    )
    out += rect(x - w * 0.46, y - w * 0.03, w * 0.92, w * 0.035, c.NAVY) + rect(
        x - w * 0.42, y - w * 0.37, w * 0.84, w * 0.05, c.BLUE
    )
    out += lit(
        line_d(
            [
                (x - w * 0.42, top + h * 0.3),
                (x + w * 0.4, top + h * 0.3),
                (x + w * 0.4, y - w * 0.46),
                (x + w * 0.3, y - w * 0.36),
                (x - w * 0.32, y - w * 0.36),
                (x - w * 0.42, y - w * 0.46),
            ]
        ),
        c.SLATE,
        w * 0.035,
    )
    out += lit(rect_d(x - w * 0.4, top + h * 0.1, w * 0.76, h * 0.22, 6), c.STEEL, w * 0.03) + lit(
        rect_d(x - w * 0.36, top - h * 0.02, w * 0.68, h * 0.15, 9), c.RED, w * 0.025
    )
    for i in range(4):
        px = x - w * 0.29 + i * w * 0.18
        out += lit(rect_d(px - w * 0.035, top - h * 0.09, w * 0.07, h * 0.1, 3), c.INK, 3)
        out += stroke(
            [(px, top + h * 0.34), (px, top + h * 0.55), (px + w * 0.02, top + h * 0.62)], c.BRICK, w * 0.06
        ) + disc(px, top + h * 0.21, w * 0.017, c.INK)
    out += stroke(
        [(x - w * 0.31, top + h * 0.64), (x + w * 0.3, top + h * 0.64)], c.BRICK, w * 0.07
    ) + stroke(
        [
            (x - w * 0.2, top - h * 0.06),
            (x + w * 0.1, top - h * 0.2),
            (x + w * 0.44, top - h * 0.12),
            (x + w * 0.47, top + h * 0.3),
        ],
        c.SLATE,
        w * 0.05,
    )
    out += gear(x - w * 0.44, top + h * 0.62, w * 0.17, 18, c.STEEL, 0.25) + lit(
        circle_d(x - w * 0.46, top + h * 0.27, w * 0.075), c.SLATE, 5
    )
    belt = path(circle_d(x - w * 0.45, top + h * 0.45, w * 0.1, h * 0.35), "none", c.INK, w * 0.022)
    return (
        out
        + belt
        + lit(circle_d(x + w * 0.45, top + h * 0.5, w * 0.1), c.CLAY, w * 0.03)
        + disc(x + w * 0.45, top + h * 0.5, w * 0.045, c.UMBER)
    )


def lathe(x: float, y: float, w: float) -> str:
    """A lathe; (x, y) is the floor at its left end. The work piece turns at (0.5, 0.47) of its width."""
    bed = y - w * 0.3
    out = lit(rect_d(x + w * 0.02, bed, w * 0.24, w * 0.3), c.PINE, 9) + lit(
        rect_d(x + w * 0.74, bed, w * 0.22, w * 0.3), c.PINE, 9
    )
    out += lit(rect_d(x, bed - w * 0.06, w, w * 0.08, 4), c.SLATE, 4) + rect(
        x + w * 0.28, bed - w * 0.075, w * 0.7, w * 0.018, c.light(c.STEEL, 0.4)
    )
    out += lit(rect_d(x, bed - w * 0.32, w * 0.27, w * 0.27, 8), c.GREEN, 9)
    out += (
        disc(x + w * 0.07, bed - w * 0.24, w * 0.026, c.OCHRE)
        + disc(x + w * 0.15, bed - w * 0.24, w * 0.026, c.RED)
        + rect(x + w * 0.04, bed - w * 0.17, w * 0.16, w * 0.06, c.shade(c.GREEN, 0.4), 3)
    )
    axis = bed - w * 0.17
    out += lit(rect_d(x + w * 0.27, axis - w * 0.085, w * 0.06, w * 0.17, 4), c.STEEL, 7) + lit(
        rect_d(x + w * 0.33, axis - w * 0.06, w * 0.035, w * 0.12, 3), c.SLATE, 5
    )
    out += lit(rect_d(x + w * 0.36, axis - w * 0.035, w * 0.32, w * 0.07), c.light(c.STEEL, 0.45), 8) + rect(
        x + w * 0.36, axis - w * 0.022, w * 0.32, w * 0.012, c.PAPER
    )
    out += lit(
        line_d(
            [
                (x + w * 0.76, axis - w * 0.05),
                (x + w * 0.93, axis - w * 0.05),
                (x + w * 0.95, bed - w * 0.06),
                (x + w * 0.74, bed - w * 0.06),
            ]
        ),
        c.GREEN,
        7,
    )
    out += lit(
        line_d(
            [
                (x + w * 0.68, axis),
                (x + w * 0.72, axis - w * 0.025),
                (x + w * 0.77, axis - w * 0.025),
                (x + w * 0.77, axis + w * 0.025),
                (x + w * 0.72, axis + w * 0.025),
            ]
        ),
        c.STEEL,
        4,
    )
    out += (
        disc(x + w * 0.97, axis, w * 0.05, c.STEEL)
        + disc(x + w * 0.97, axis, w * 0.034, c.shade(c.GREEN, 0.3))
        + stroke([(x + w * 0.97, axis), (x + w * 1.0, axis - w * 0.055)], c.INK, 5)
    )
    return (
        out
        + lit(rect_d(x + w * 0.46, axis + w * 0.035, w * 0.12, w * 0.09, 3), c.PINE, 6)
        + path(circle_d(x + w * 0.52, bed + w * 0.06, w * 0.05), "none", c.STEEL, 6)
        + stroke([(x + w * 0.47, bed + w * 0.06), (x + w * 0.57, bed + w * 0.06)], c.STEEL, 5)
    )


def sparks(x: float, y: float, r: float, seed: int, dx: float = 0.6, dy: float = 0.5, count: int = 46) -> str:
    """Glowing chips that fly off towards (dx, dy)."""
    roll = dice(seed)
    out = glow(x, y, r * 0.95, c.AMBER, 0.75)
    for _ in range(count):
        a = math.atan2(dy, dx) + roll.gauss(0, 0.55)
        q, length = r * roll.random() ** 0.7, r * roll.uniform(0.05, 0.17)
        px, py = x + math.cos(a) * q, y + math.sin(a) * q + q * q / r * 0.22
        out += stroke(
            [(px, py), (px + math.cos(a) * length, py + math.sin(a) * length + length * 0.3)],
            roll.choice([c.GLOW, c.AMBER, c.ORANGE]),
            roll.uniform(1.5, 3.6),
        )
    return out + disc(x, y, r * 0.07, "#FFFFFF") + glow(x, y, r * 0.4, "#FFFFFF", 0.9)


def robot_arm(
    x: float, y: float, s: float, colour: str = c.ORANGE, tip: tuple[float, float] = (0.8, 0.75)
) -> str:
    """An industrial robot; (x, y) is the floor under its base, `tip` where its hand is, in shares of `s`."""
    base = (x, y - s * 0.24)
    shoulder = (x + s * 0.04, y - s * 0.32)
    elbow = (x - s * 0.02, y - s * 0.86)
    wrist = (x + tip[0] * s, y - tip[1] * s)
    out = lit(
        line_d(
            [(x - s * 0.22, y), (x + s * 0.22, y), (x + s * 0.15, y - s * 0.1), (x - s * 0.15, y - s * 0.1)]
        ),
        c.SLATE,
        7,
    ) + lit(rect_d(x - s * 0.13, y - s * 0.28, s * 0.26, s * 0.2, 8), colour, 9)
    out += lit(limb_d([shoulder, elbow], [s * 0.105, s * 0.08]), colour, 10) + lit(
        limb_d([elbow, wrist], [s * 0.085, s * 0.05]), colour, 9
    )
    for (px, py), r in ((base, 0), (shoulder, 0.08), (elbow, 0.065), (wrist, 0.045)):
        out += lit(circle_d(px, py, s * r), c.INK, 4) + disc(px, py, s * r * 0.45, c.STEEL) if r else ""
    cable = stroke(
        [
            shoulder,
            (elbow[0] - s * 0.16, elbow[1] + s * 0.1),
            elbow,
            ((elbow[0] + wrist[0]) / 2, (elbow[1] + wrist[1]) / 2 - s * 0.13),
            wrist,
        ],
        c.INK,
        s * 0.025,
    )
    grip = stroke([wrist, (wrist[0] + s * 0.02, wrist[1] + s * 0.12)], c.SLATE, s * 0.05)
    for k in (-1, 1):
        grip += stroke(
            [
                (wrist[0] + s * 0.02, wrist[1] + s * 0.12),
                (wrist[0] + s * (0.02 + k * 0.06), wrist[1] + s * 0.15),
                (wrist[0] + s * (0.02 + k * 0.045), wrist[1] + s * 0.22),
            ],
            c.SLATE,
            s * 0.03,
        )
    return out + cable + grip


def tool_wall(x: float, y: float, w: float, h: float, colour: str = c.SAND) -> str:
    """A board with tools hung in order."""
    out = lit(rect_d(x, y, w, h), c.shade(colour, 0.16), 5)
    ink = c.SLATE
    for i in range(6):
        px = x + w * (i + 0.6) / 6.4
        length = h * (0.34 + 0.05 * (i % 3))
        py = y + h * 0.12
        out += path(limb_d([(px, py), (px, py + length)], [5, 4]), ink)
        if i % 3 == 0:
            out += path(circle_d(px, py + length, 10), "none", ink, 6) + path(
                circle_d(px, py, 8), "none", ink, 5
            )
        elif i % 3 == 1:
            out += rect(px - 17, py - 5, 34, 14, c.INK, 3) + rect(
                px - 5, py + length * 0.4, 10, length * 0.6, c.CLAY, 3
            )
        else:
            out += rect(px - 7, py + length * 0.5, 14, length * 0.5, c.RED, 5)
        out += path(circle_d(px, y + h * 0.76, 12 - i), "none", ink, 5)
    return out


def pylon(x: float, y: float, h: float, colour: str = c.UMBER) -> str:
    """A steel mast for power lines; (x, y) is the middle of its foot."""
    out = ""
    for k in (-1, 1):
        out += stroke(
            [(x + k * h * 0.14, y), (x + k * h * 0.035, y - h * 0.6), (x, y - h)],
            colour,
            h * 0.014,
            soft=False,
        )
    for i in range(9):
        a, b = i / 9 * 0.62, (i + 1) / 9 * 0.62
        wa, wb = h * (0.14 - 0.17 * a), h * (0.14 - 0.17 * b)
        out += stroke([(x - wa, y - h * a), (x + wb, y - h * b)], colour, h * 0.007, soft=False) + stroke(
            [(x + wa, y - h * a), (x - wb, y - h * b)], colour, h * 0.007, soft=False
        )
    for v, w in ((0.66, 0.2), (0.8, 0.16), (0.92, 0.11)):
        out += stroke([(x - h * w, y - h * v), (x + h * w, y - h * v)], colour, h * 0.012) + stroke(
            [(x - h * w, y - h * v), (x, y - h * (v + 0.06)), (x + h * w, y - h * v)],
            colour,
            h * 0.008,
            soft=False,
        )
        for k in (-1, 1):
            out += rect(x + k * h * w - 3, y - h * v, 6, h * 0.035, c.SLATE, 3)
    return out


def scaffold(
    x: float, y: float, w: float, h: float, floors: int, bays: int, colour: str = c.SLATE, deck: str = c.CLAY
) -> str:
    """Poles and planks; (x, y) is the lower left corner."""
    out = ""
    for j in range(floors + 1):
        out += lit(rect_d(x, y - h * j / floors, w, 9), deck, 3)
        out += (
            stroke(
                [(x, y - h * j / floors - h / floors * 0.4), (x + w, y - h * j / floors - h / floors * 0.4)],
                colour,
                4,
            )
            if j < floors
            else ""
        )
    for i in range(bays + 1):
        out += stroke([(x + w * i / bays, y), (x + w * i / bays, y - h - 30)], colour, 6)
    for j in range(floors):
        i = j % bays
        out += stroke(
            [(x + w * i / bays, y - h * j / floors), (x + w * (i + 1) / bays, y - h * (j + 1) / floors)],
            colour,
            4,
        )
    return out


def screen(x: float, y: float, w: float, h: float, glowing: str = c.SKY, inside: str = "") -> str:
    """A monitor; (x, y) is its upper left corner; `inside` is drawn in its measure."""
    out = rect(x - 7, y - 7, w + 14, h + 14, c.INK, 4) + rect(x, y, w, h, glowing)
    return (
        out
        + inside
        + poly([(x, y), (x + w * 0.4, y), (x + w * 0.16, y + h), (x, y + h)], "#FFFFFF", opacity=0.1)
        + rect(x + w / 2 - 9, y + h + 7, 18, 30, c.SLATE)
        + rect(x + w / 2 - 46, y + h + 34, 92, 8, c.SLATE, 3)
    )


def chart(x: float, y: float, w: float, h: float, colour: str = c.RED) -> str:
    """A drawing of a part, with its centre lines."""
    out = path(circle_d(x + w * 0.3, y + h * 0.5, h * 0.3), "none", colour, 3) + path(
        circle_d(x + w * 0.3, y + h * 0.5, h * 0.14), "none", colour, 3
    )
    out += stroke([(x + w * 0.08, y + h / 2), (x + w * 0.92, y + h / 2)], colour, 1.6) + stroke(
        [(x + w * 0.3, y + h * 0.1), (x + w * 0.3, y + h * 0.9)], colour, 1.6
    )
    out += path(
        line_d(
            [
                (x + w * 0.56, y + h * 0.3),
                (x + w * 0.74, y + h * 0.3),
                (x + w * 0.74, y + h * 0.38),
                (x + w * 0.9, y + h * 0.38),
                (x + w * 0.9, y + h * 0.62),
                (x + w * 0.74, y + h * 0.62),
                (x + w * 0.74, y + h * 0.7),
                (x + w * 0.56, y + h * 0.7),
            ]
        ),
        "none",
        colour,
        3,
    )
    return out


def hoop(points: list[tuple[float, float]], colour: str, width: float) -> str:
    """A bent tube or cable."""
    return (
        stroke(points, c.shade(colour, 0.35), width + 3)
        + stroke(points, colour, width)
        + path(smooth_d(points, closed=False), "none", c.light(colour, 0.4), width * 0.25)
    )
