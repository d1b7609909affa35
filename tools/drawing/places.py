"""Places: skies, weather, ground, trees, Beijing's roofs and towers, rooms."""

import math

from . import palette as c
from .svg import (
    Point,
    blob,
    clip,
    dice,
    disc,
    fade,
    glow,
    group,
    limb_d,
    line_d,
    lit,
    path,
    rect,
    rect_d,
    smooth_d,
    soft,
    stroke,
    wash,
)

SHEET = rect_d(-50, -50, 1300, 900)


def sky(*colours: str) -> str:
    """The whole sheet in a run of colours from top to bottom."""
    return wash(SHEET, *colours)


def sun(x: float, y: float, r: float, colour: str = c.GLOW) -> str:
    return glow(x, y, r * 4.5, colour, 0.75) + disc(x, y, r, colour)


def hills(y: float, height: float, colour: str, seed: int, bottom: float = 850) -> str:
    """A range of hills; `y` is its foot, `height` its highest crest."""
    roll = dice(seed)
    crest: list[Point] = [(-60, y)]
    for i in range(11):
        crest.append((i * 125 - 30, y - height * (0.25 + 0.75 * roll.random())))
    crest += [(1280, y), (1280, bottom), (-60, bottom)]
    d = smooth_d(crest[:-2], closed=False) + f"L1280 {bottom}L-60 {bottom}Z"
    return lit(d, colour, 9)


def ground(y: float, *colours: str) -> str:
    """Flat ground from `y` to the lower edge."""
    return wash(rect_d(-50, y, 1300, 850 - y), *colours)


def ray(
    x: float, y: float, w: float, dx: float, length: float, strength: float = 0.28, colour: str = c.GLOW
) -> str:
    """A beam of light that falls from a slit at (x, y) of width `w`."""
    d = line_d([(x, y), (x + w, y), (x + w + dx + w * 0.25, y + length), (x + dx - w * 0.25, y + length)])
    return fade(d, colour, strength, 0.02, blend="screen")


def clouds(y: float, colour: str, seed: int, count: int = 4, opacity: float = 0.6) -> str:
    roll = dice(seed)
    out = ""
    for _ in range(count):
        x, w, dy = roll.uniform(0, 1200), roll.uniform(120, 330), roll.uniform(-60, 60)
        h = w * roll.uniform(0.07, 0.13)
        out += blob(
            [
                (x - w, y + dy),
                (x - w * 0.4, y + dy - h),
                (x + w * 0.3, y + dy - h * 0.8),
                (x + w, y + dy),
                (x, y + dy + h * 0.5),
            ],
            colour,
        )
    return group(out, opacity=opacity)


# --- snow -----------------------------------------------------------------------------------------
def snowfall(
    seed: int, count: int = 120, large: float = 6, box: tuple[float, float, float, float] = (0, 0, 1200, 800)
) -> str:
    roll = dice(seed)
    x0, y0, x1, y1 = box
    out = ""
    for _ in range(count):
        r = large * roll.random() ** 2.2 + 1.2
        out += disc(
            roll.uniform(x0, x1),
            roll.uniform(y0, y1),
            r,
            "#FFFFFF",
            r * 0.9,
            opacity=round(roll.uniform(0.55, 0.95), 2),
        )
    return out


def snow_cover(points: list[Point], depth: float) -> str:
    """A cushion of snow along an edge that runs from left to right."""
    top = [(x, y - depth * (0.8 + 0.4 * math.sin(i * 2.1))) for i, (x, y) in enumerate(points)]
    d = smooth_d([points[0], *top, points[-1], *[(x, y + depth * 0.25) for x, y in reversed(points[1:-1])]])
    return lit(d, c.SNOW, depth * 0.4, c.SNOW_SHADE)


# --- trees ----------------------------------------------------------------------------------------
def bare_tree(x: float, y: float, h: float, colour: str = c.UMBER, seed: int = 1, snow: bool = False) -> str:
    """A tree in winter."""
    roll = dice(seed)
    out: list[str] = []

    def grow(x0: float, y0: float, angle: float, length: float, width: float, depth: int) -> None:
        x1, y1 = x0 + math.sin(angle) * length, y0 - math.cos(angle) * length
        out.append(path(limb_d([(x0, y0), (x1, y1)], [width, width * 0.68]), colour))
        if snow and depth < 4 and abs(angle) > 0.35:
            out.append(stroke([(x0, y0 - width), (x1, y1 - width * 0.8)], c.SNOW, max(width * 0.8, 1.5)))
        if depth:
            for _ in range(3 if depth > 2 else 2):
                grow(
                    x1,
                    y1,
                    angle + roll.uniform(-0.75, 0.75),
                    length * roll.uniform(0.6, 0.8),
                    width * 0.62,
                    depth - 1,
                )

    grow(x, y, roll.uniform(-0.06, 0.06), h * 0.29, h * 0.028, 5)
    return "".join(out)


def leafy_tree(x: float, y: float, h: float, colour: str = c.GREEN, seed: int = 1) -> str:
    """A tree in leaf: a trunk and three masses of leaves with light on them."""
    roll = dice(seed)
    out = lit(limb_d([(x, y), (x + h * 0.02, y - h * 0.5)], [h * 0.03, h * 0.02]), c.BROWN, 5)
    out += stroke([(x, y - h * 0.35), (x + h * 0.14, y - h * 0.6)], c.BROWN, h * 0.022)
    for k, (dx, dy, r) in enumerate([(-0.17, 0.58, 0.2), (0.18, 0.62, 0.2), (0, 0.78, 0.24)]):
        cx, cy = x + dx * h, y - dy * h
        ring = []
        for i in range(12):
            a = i * math.tau / 12
            q = r * h * roll.uniform(0.85, 1.12)
            ring.append((cx + math.cos(a) * q, cy + math.sin(a) * q * 0.85))
        out += lit(smooth_d(ring), c.mix(colour, c.LIGHT_TINT, k * 0.09), h * 0.05)
    for _ in range(26):
        out += disc(
            x + roll.gauss(0, 0.16) * h,
            y - h * (0.68 + roll.gauss(0, 0.1)),
            h * 0.012,
            c.light(colour, 0.4),
            opacity=0.7,
        )
    return out


def pine_tree(x: float, y: float, h: float, colour: str = c.PINE, snow: bool = False) -> str:
    out = rect(x - h * 0.02, y - h * 0.2, h * 0.04, h * 0.2, c.UMBER)
    for i in range(4):
        w, top = h * (0.27 - i * 0.05), y - h * (0.4 + i * 0.2)
        d = smooth_d(
            [
                (x - w, top + h * 0.26),
                (x - w * 0.3, top + h * 0.1),
                (x, top),
                (x + w * 0.3, top + h * 0.1),
                (x + w, top + h * 0.26),
                (x, top + h * 0.22),
            ],
            tension=0.6,
        )
        out += lit(d, colour, h * 0.03)
        if snow:
            out += blob(
                [
                    (x - w * 0.55, top + h * 0.15),
                    (x, top),
                    (x + w * 0.3, top + h * 0.11),
                    (x, top + h * 0.09),
                ],
                c.SNOW,
            )
    return out


# --- Beijing --------------------------------------------------------------------------------------


# --- rooms ----------------------------------------------------------------------------------------
def room(wall: str, floor: str, y: float, skirting: bool = True) -> str:
    """A plain room: a wall, and a floor that begins at `y`."""
    out = wash(SHEET, c.light(wall, 0.2), wall, c.shade(wall, 0.16)) + ground(y, c.shade(floor, 0.16), floor)
    return out + (rect(-50, y - 10, 1300, 12, c.shade(wall, 0.4)) if skirting else "")


def boards(y: float, colour: str, centre: float = 600) -> str:
    """Floor boards running away from us, on ground that begins at `y`."""
    return "".join(
        stroke([(centre + k * 70, y), (centre + k * 330, 850)], c.shade(colour, 0.25), 2.5)
        for k in range(-9, 10)
    )


def window(
    x: float,
    y: float,
    w: float,
    h: float,
    across: int = 3,
    down: int = 4,
    glass: tuple[str, str] = (c.SKY, c.CREAM),
    frame: str = c.UMBER,
    view: str = "",
) -> str:
    """A window with bars; `view` is what is seen through it."""
    d = rect_d(x, y, w, h)
    out = clip(d, wash(d, *glass), view)
    for i in range(across + 1):
        out += stroke(
            [(x + w * i / across, y), (x + w * i / across, y + h)],
            frame,
            7 if i in (0, across) else 4.5,
            soft=False,
        )
    for j in range(down + 1):
        out += stroke(
            [(x, y + h * j / down), (x + w, y + h * j / down)],
            frame,
            7 if j in (0, down) else 4.5,
            soft=False,
        )
    return out + lit(rect_d(x - 14, y + h, w + 28, 13), c.light(frame, 0.15), 3)


def lamp(x: float, y: float, drop: float, r: float = 42, colour: str = c.PINE, strength: float = 0.6) -> str:
    """A lamp that hangs from above and throws a cone of light."""
    cone = line_d([(x - r, y + 2), (x + r, y + 2), (x + r * 5, y + 560), (x - r * 5, y + 560)])
    shade = smooth_d(
        [
            (x - r, y),
            (x - r * 0.7, y - r * 0.45),
            (x - r * 0.2, y - r * 0.8),
            (x + r * 0.2, y - r * 0.8),
            (x + r * 0.7, y - r * 0.45),
            (x + r, y),
        ],
        tension=0.7,
    )
    return (
        stroke([(x, y - drop), (x, y - r * 0.7)], c.INK, 4)
        + fade(cone, c.GLOW, strength * 0.5, 0, blend="screen")
        + lit(shade, colour, 6)
        + disc(x, y + 2, r * 0.55, c.GLOW, r * 0.18)
        + glow(x, y + 6, r * 4, c.GLOW, strength)
    )


def shelf(x: float, y: float, w: float, h: float, rows: int, seed: int, colour: str = c.CLAY) -> str:
    """Shelves of books; (x, y) is the upper left corner."""
    roll = dice(seed)
    paints = [c.RED, c.OCHRE, c.TEAL, c.SAGE, c.CREAM, c.BRICK, c.BLUE, c.STRAW, c.NAVY, c.CORAL]
    out = rect(x, y, w, h, c.shade(colour, 0.5))
    step = h / rows
    for row in range(rows):
        bx, base = x + 8, y + step * (row + 1) - 7
        while bx < x + w - 22:
            bw, bh = roll.uniform(9, 21), step * roll.uniform(0.55, 0.82)
            if roll.random() < 0.9:
                book = roll.choice(paints)
                out += lit(
                    rect_d(bx, base - bh, bw - 1.5, bh),
                    book,
                    3,
                    inside=rect(bx, base - bh * 0.8, bw, bh * 0.1, c.light(book, 0.4)),
                )
            bx += bw
        out += lit(rect_d(x, base, w, 8), colour, 2)
    return (
        out
        + stroke([(x, y), (x, y + h)], colour, 11, soft=False)
        + stroke([(x + w, y), (x + w, y + h)], colour, 11, soft=False)
        + lit(rect_d(x - 7, y - 10, w + 14, 12), colour, 3)
    )


def steam(x: float, y: float, h: float, seed: int = 1, strength: float = 0.75, width: float = 26) -> str:
    """Steam that rises from (x, y)."""
    roll = dice(seed)
    out = ""
    for k in range(4):
        x0 = x + (k - 1.5) * width
        points = [
            (
                x0 + math.sin(i * 0.95 + k * 0.45) * width * (0.5 + i * 0.18) + roll.uniform(-6, 6),
                y - h * i / 6,
            )
            for i in range(7)
        ]
        radii = [width * (0.25 + 0.16 * i) * (1 - i / 9) for i in range(7)]
        out += path(limb_d(points, radii), "#FFFFFF", opacity=0.6)
    return soft(12 if width < 14 else 20, out, opacity=strength)


def mist(y: float, h: float, colour: str = c.PAPER, strength: float = 0.5) -> str:
    """A layer of haze, strongest at its lower edge."""
    return fade(rect_d(-50, y, 1300, h), colour, 0, strength)


def bushes(y: float, colour: str, seed: int, size: float = 60) -> str:
    roll = dice(seed)
    out, x = "", -40.0
    while x < 1240:
        r = size * roll.uniform(0.6, 1.1)
        out += lit(
            smooth_d(
                [(x - r, y), (x - r * 0.8, y - r * 0.7), (x, y - r), (x + r * 0.8, y - r * 0.65), (x + r, y)]
            ),
            c.mix(colour, c.PINE, roll.uniform(0, 0.3)),
            8,
        )
        x += r * 1.3
    return out


def puddle_light(
    x: float, y: float, rx: float, ry: float, colour: str = c.GLOW, strength: float = 0.5
) -> str:
    """Light lying on a floor."""
    return soft(12, disc(x, y, rx, colour, ry, opacity=strength), style="mix-blend-mode:screen")


def paving(y: float, colour: str, rows: int = 5) -> str:
    """Flagstones in perspective, on ground that begins at `y`."""
    out = ""
    for i in range(1, rows + 1):
        yy = y + (850 - y) * (i / rows) ** 1.6
        out += stroke([(-50, yy), (1250, yy)], c.shade(colour, 0.2), 1.2 + i * 0.5, soft=False)
    return out + "".join(
        stroke([(600 + k * 80, y), (600 + k * 420, 850)], c.shade(colour, 0.2), 2, soft=False)
        for k in range(-8, 9)
    )
