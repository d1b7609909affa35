"""People and tables seen from straight above."""

from . import palette as c
from .people import Look
from .svg import circle_d, disc, group, limb_d, lit, n, path, rect_d, smooth_d, stroke


def from_above(
    x: float, y: float, s: float, angle: float, look: Look, reach: tuple[float, float] = (0.62, 0.7)
) -> str:
    """A seated person from above, facing right before the turn by `angle`; `s` is the width of the shoulders.

    `reach` tells how far each hand lies in front, in shares of `s`.
    """
    skin, sleeve = look.face.skin, look.sleeves or look.top
    out = ""
    for side, far in zip((-1, 1), reach, strict=True):
        shoulder, elbow, hand = (0, side * 0.4 * s), (0.34 * s, side * 0.52 * s), (far * s, side * 0.24 * s)
        out += lit(
            limb_d([hand, (hand[0] + 0.09 * s, hand[1] - side * 0.02 * s)], [0.075 * s, 0.06 * s]),
            skin,
            0.03 * s,
        )
        out += lit(
            limb_d([shoulder, elbow, (hand[0] - 0.03 * s, hand[1])], [0.15 * s, 0.13 * s, 0.09 * s]),
            sleeve,
            0.05 * s,
        )
    body = smooth_d(
        [
            (-0.2 * s, -0.3 * s),
            (0.02 * s, -0.5 * s),
            (0.2 * s, -0.3 * s),
            (0.22 * s, 0),
            (0.2 * s, 0.3 * s),
            (0.02 * s, 0.5 * s),
            (-0.2 * s, 0.3 * s),
            (-0.26 * s, 0),
        ]
    )
    out += lit(body, look.top, 0.06 * s) + _crown(s, look)
    return group(out, transform=f"translate({n(x)} {n(y)}) rotate({n(angle)})")


def _crown(s: float, look: Look) -> str:
    face = look.face
    nose = disc(0.29 * s, 0, 0.05 * s, c.shade(face.skin, 0.1))
    ears = disc(0.06 * s, -0.22 * s, 0.05 * s, face.skin) + disc(0.06 * s, 0.22 * s, 0.05 * s, face.skin)
    if face.hat:
        brim = path(
            smooth_d([(0.16 * s, -0.2 * s), (0.4 * s, -0.12 * s), (0.4 * s, 0.12 * s), (0.16 * s, 0.2 * s)]),
            c.shade(face.hat_colour, 0.25),
        )
        ridge = stroke([(-0.16 * s, 0), (0.24 * s, 0)], c.light(face.hat_colour, 0.4), 0.05 * s)
        return brim + lit(circle_d(0.05 * s, 0, 0.26 * s, 0.24 * s), face.hat_colour, 0.06 * s, inside=ridge)
    hair = lit(circle_d(0.03 * s, 0, 0.245 * s, 0.23 * s), face.hair_colour, 0.05 * s)
    part = stroke(
        [(-0.08 * s, -0.1 * s), (0.08 * s, -0.13 * s), (0.22 * s, -0.1 * s)],
        c.light(face.hair_colour, 0.25),
        0.02 * s,
    )
    bun = disc(-0.2 * s, 0, 0.11 * s, c.shade(face.hair_colour, 0.2)) if face.hair in ("bun", "tail") else ""
    return bun + nose + ears + hair + part


def table_top(x: float, y: float, w: float, h: float, colour: str = c.CLAY) -> str:
    """A table from above with its shadow on the floor."""
    grain = "".join(
        stroke(
            [
                (x, y + h * (i + 0.5) / 9),
                (x + w * 0.5, y + h * (i + 0.5) / 9 + 5),
                (x + w, y + h * (i + 0.5) / 9 - 3),
            ],
            c.shade(colour, 0.12),
            2,
        )
        for i in range(9)
    )
    shadow = path(rect_d(x + 18, y + 22, w, h, 16), "#2A2740", opacity=0.3, style="mix-blend-mode:multiply")
    return shadow + lit(rect_d(x, y, w, h, 14), colour, 7, inside=grain)


def cup_top(x: float, y: float, r: float, full: str = c.CLAY) -> str:
    shadow = path(
        circle_d(x + r * 0.3, y + r * 0.35, r * 1.05),
        "#2A2740",
        opacity=0.25,
        style="mix-blend-mode:multiply",
    )
    return (
        shadow
        + disc(x, y, r, c.PAPER)
        + disc(x, y, r * 0.78, full)
        + path(circle_d(x + r * 1.15, y, r * 0.34), "none", c.PAPER, r * 0.2)
    )


def sheet_top(x: float, y: float, w: float, angle: float, lines: int = 6, colour: str = c.PAPER) -> str:
    """A sheet of paper from above, its middle at (x, y)."""
    h = w * 1.35
    text = "".join(
        path(rect_d(-w * 0.36, -h * 0.36 + i * h * 0.11, w * (0.72 if i % 3 else 0.5), h * 0.028), c.GREY)
        for i in range(lines)
    )
    return group(
        path(rect_d(-w / 2 + 4, -h / 2 + 5, w, h), "#2A2740", opacity=0.2),
        path(rect_d(-w / 2, -h / 2, w, h), colour),
        text,
        transform=f"translate({n(x)} {n(y)}) rotate({n(angle)})",
    )
