"""Beijing's roofs, towers and cranes."""

from . import palette as c
from .svg import dice, disc, glow, lit, n, path, rect, rect_d, smooth_d, stroke


def hutong(
    x: float,
    y: float,
    w: float,
    h: float,
    snow: bool = False,
    door: bool = True,
    wall: str = c.STEEL,
    glowing: bool = False,
) -> str:
    """A one-storey grey-brick house with a tiled roof; (x, y) is its lower left corner, `h` without roof."""
    roof, eave = h * 0.62, h * 0.12
    out = lit(rect_d(x, y - h, w, h), wall, 0)
    for i in range(1, 7):
        out += stroke([(x, y - h * i / 7), (x + w, y - h * i / 7)], c.shade(wall, 0.22), 1.5, soft=False)
    pane = c.GLOW if glowing else c.shade(c.TEAL, 0.35)
    places = [0.16, 0.72] if door else [0.12, 0.44, 0.76]
    for share in places:
        wx, wy, ww, wh = x + w * share, y - h * 0.74, w * 0.15, h * 0.4
        out += rect(wx - 4, wy - 4, ww + 8, wh + 8, c.BRICK) + rect(wx, wy, ww, wh, pane)
        out += stroke([(wx + ww / 2, wy), (wx + ww / 2, wy + wh)], c.BRICK, 4) + stroke(
            [(wx, wy + wh / 2), (wx + ww, wy + wh / 2)], c.BRICK, 4
        )
        if glowing:
            out += glow(wx + ww / 2, wy + wh / 2, ww * 1.5, c.AMBER, 0.5)
    if door:
        dx, dw, dh = x + w * 0.42, w * 0.19, h * 0.72
        out += rect(dx - 6, y - dh - 8, dw + 12, dh + 8, c.UMBER) + lit(rect_d(dx, y - dh, dw, dh), c.RED, 4)
        out += (
            stroke([(dx + dw / 2, y - dh), (dx + dw / 2, y)], c.RED_DEEP, 3)
            + disc(dx + dw * 0.42, y - dh * 0.5, 3.5, c.OCHRE)
            + disc(dx + dw * 0.58, y - dh * 0.5, 3.5, c.OCHRE)
        )
    out += path(rect_d(x, y - h, w, h * 0.16), "#2A2740", opacity=0.3, style="mix-blend-mode:multiply")
    top, low = y - h - roof + eave, y - h + eave
    d = f"M{n(x - w * 0.07)} {n(low)}Q{n(x + w * 0.03)} {n(low - roof * 0.3)} {n(x + w * 0.06)} {n(top)}L{n(x + w * 0.94)} {n(top)}Q{n(x + w * 0.97)} {n(low - roof * 0.3)} {n(x + w * 1.07)} {n(low)}Z"
    tile = c.SNOW if snow else c.SLATE
    rows = ""
    count = int(w / 17)
    for i in range(count + 1):
        tx = x - w * 0.06 + w * 1.12 * i / count
        rows += stroke(
            [(x + w / 2 + (tx - x - w / 2) * 0.82, top), (tx, low)],
            c.SNOW_SHADE if snow else c.shade(c.SLATE, 0.4),
            3.5,
        )
    out += lit(d, tile, 5, c.SNOW_SHADE if snow else None, inside=rows)
    out += lit(rect_d(x + w * 0.04, top - 9, w * 0.92, 12, 4), c.SNOW if snow else c.shade(c.SLATE, 0.3), 3)
    for i in range(count):
        out += disc(x - w * 0.055 + w * 1.11 * i / (count - 1), low + 1, 4.6, c.shade(c.SLATE, 0.25))
    return out


def tower(x: float, y: float, w: float, h: float, colour: str, seed: int, night: bool = False) -> str:
    """A modern building with rows of windows."""
    roll = dice(seed)
    windows = ""
    nx, ny = max(2, int(w / 13)), max(3, int(h / 17))
    for i in range(nx):
        for j in range(ny):
            if roll.random() < (0.34 if night else 0.78):
                pane = (
                    roll.choice([c.GLOW, c.AMBER, c.STRAW])
                    if night
                    else c.mix(colour, c.SKY if roll.random() < 0.7 else c.PAPER, 0.42)
                )
                windows += rect(
                    x + w * (i + 0.22) / nx, y - h + h * (j + 0.3) / ny, w / nx * 0.56, h / ny * 0.5, pane
                )
    return lit(rect_d(x, y - h, w, h), colour, min(w * 0.13, 14), inside=windows)


def tall_tower(x: float, y: float, h: float, colour: str, night: bool = False) -> str:
    """The slender tower with a waist that everybody knows from the city's east."""
    w = h * 0.105
    left = [(-1.0, 0), (-0.82, 0.35), (-0.7, 0.62), (-0.78, 0.82), (-0.98, 1.0)]
    d = smooth_d(
        [(x + p * w, y - q * h) for p, q in left] + [(x - p * w, y - q * h) for p, q in reversed(left)],
        tension=0.9,
    )
    ribs = "".join(
        stroke(
            [(x + k * w, y), (x + k * w * 0.7, y - h * 0.62), (x + k * w * 0.95, y - h)],
            c.GLOW if night else c.light(colour, 0.35),
            1.8,
        )
        for k in (-0.6, -0.2, 0.2, 0.6)
    )
    return lit(d, colour, w * 0.4, inside=ribs)


def skyline(
    y: float, colour: str, seed: int, height: float = 260, night: bool = False, tall: float | None = 800
) -> str:
    """Towers along the horizon, in two depths of air; `tall` is where the slender tower stands."""
    roll = dice(seed)
    out = ""
    for depth in (0, 1):
        tone = c.mix(colour, c.SKY if not night else c.NAVY, 0.45) if depth == 0 else colour
        if depth == 1 and tall is not None:
            out += tall_tower(tall, y, height * 1.75, c.mix(tone, c.SKY, 0.15), night)
        x = -40.0
        while x < 1240:
            w, h = roll.uniform(46, 105), height * roll.uniform(0.3, 1.0) * (1.15 if depth == 0 else 0.85)
            out += tower(
                x,
                y,
                w,
                h,
                c.mix(tone, c.PAPER if not night else c.NIGHT, roll.uniform(0, 0.16)),
                seed + int(x),
                night,
            )
            x += w + roll.uniform(-8, 26)
    return out


def crane(x: float, y: float, h: float, reach: float, colour: str = c.UMBER) -> str:
    """A tower crane; `reach` negative turns the arm to the left."""
    w, top = h * 0.032, y - h
    side = 1 if reach > 0 else -1
    out = ""
    steps = int(h / (w * 2.4))
    for i in range(steps):
        a, b = y - h * i / steps, y - h * (i + 1) / steps
        out += stroke([(x - w, a), (x + w, b)], colour, w * 0.3) + stroke(
            [(x + w, a), (x - w, b)], colour, w * 0.3
        )
    out += stroke([(x - w, y), (x - w, top)], colour, w * 0.45) + stroke(
        [(x + w, y), (x + w, top)], colour, w * 0.45
    )
    out += stroke([(x - side * h * 0.2, top), (x + reach, top)], colour, w * 0.55) + stroke(
        [(x, top - w * 2), (x + reach * 0.96, top - w * 1.6)], colour, w * 0.35
    )
    for i in range(14):
        px = x + reach * (i + 0.5) / 14
        out += stroke(
            [(px - reach / 28, top), (px, top - w * 1.8), (px + reach / 28, top)],
            colour,
            w * 0.25,
            soft=False,
        )
    peak = (x, top - h * 0.13)
    out += stroke(
        [(x - side * h * 0.19, top), peak, (x + reach * 0.7, top - w * 1.6)], colour, w * 0.25, soft=False
    ) + stroke([(x, top), peak], colour, w * 0.6)
    out += rect(x - side * h * 0.19 - w * 1.4, top - w * 0.4, w * 2.8, h * 0.07, colour) + rect(
        x + side * w - w * 0.6, top + w * 0.3, w * 2, w * 2.4, colour
    )
    hook = x + reach * 0.62
    return (
        out
        + stroke([(hook, top), (hook, top + h * 0.34)], colour, w * 0.2)
        + rect(hook - w * 1.6, top + h * 0.34, w * 3.2, w * 1.3, colour)
    )
