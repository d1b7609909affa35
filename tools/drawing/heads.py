"""Heads: faces only hinted at, hair, and what is worn on top.

A head is drawn in its own measure: 100 high, its middle at (0, 0), looking to the right.
"""

from collections.abc import Callable
from dataclasses import dataclass

from . import palette as c
from .svg import Point, circle_d, disc, group, line_d, lit, n, path, smooth_d, stroke

PROFILE = [
    (6, -50), (24, -42), (32, -26), (33, -12), (36, -2), (43, 9), (36, 14), (37, 21), (35, 26), (36, 34),
    (30, 44), (16, 46), (2, 38), (-12, 34), (-36, 18), (-42, -10), (-34, -36), (-14, -50),
]  # fmt: skip
THREE_QUARTER = [
    (4, -50), (24, -43), (34, -24), (35, -6), (36, 10), (32, 30), (20, 47), (6, 49), (-12, 40), (-26, 22),
    (-36, 4), (-40, -18), (-30, -40), (-12, -50),
]  # fmt: skip
FRONT = [
    (0, -50), (22, -45), (34, -26), (36, -2), (33, 20), (22, 40), (8, 49), (-8, 49), (-22, 40), (-33, 20),
    (-36, -2), (-34, -26), (-22, -45),
]  # fmt: skip
OUTLINES = {"profile": PROFILE, "3q": THREE_QUARTER, "front": FRONT, "back": FRONT}


@dataclass(frozen=True)
class Face:
    """What a head looks like. `hair`: short, bob, bun, tail, crop, thin, long; `hat`: see HATS."""

    skin: str = c.SKIN
    hair: str = "short"
    hair_colour: str = c.HAIR
    hat: str = ""
    hat_colour: str = c.RED
    glasses: bool = False
    smile: bool = True
    mask: bool = False
    beard: bool = False


def head(
    x: float, y: float, height: float, face: Face, facing: int = 1, view: str = "3q", tilt: float = 0
) -> str:
    """A head with its middle at (x, y); `tilt` in degrees, positive nods towards the side it looks to."""
    k = height / 100
    parts = [
        _behind(face, view),
        lit(smooth_d(OUTLINES[view]), face.skin, 9, c.shade(face.skin, 0.24), mirror=facing),
        _features(face, view),
        _hair(face, view, facing),
        _ear(face, view),
        HATS[face.hat](face.hat_colour, view, facing) if face.hat else "",
    ]
    move = f"translate({n(x)} {n(y)}) scale({k * facing:.3f} {k:.3f}) rotate({n(tilt)})"
    return group(*parts, transform=move)


def _features(face: Face, view: str) -> str:
    if view == "back":
        return ""
    dark = c.shade(face.skin, 0.75)
    soft = c.shade(face.skin, 0.42)
    blush = c.mix(face.skin, c.CORAL, 0.4)
    mouth: list[Point]
    brows: list[list[Point]]
    if view == "profile":
        eyes, brows, nose = [(24, -4)], [[(18, -15), (25, -17), (32, -15)]], []
        mouth = [(26, 29), (36, 27)]
        cheek = (16, 16)
    elif view == "3q":
        eyes, brows = (
            [(7, -4), (27, -4)],
            [[(-2, -15), (5, -17.5), (13, -17)], [(21, -17), (27, -17.5), (33, -15)]],
        )
        nose, mouth, cheek = [(19, -2), (24, 12), (17, 15)], [(9, 28), (18, 31), (26, 28)], (2, 17)
    else:
        eyes, brows = (
            [(-13, -4), (13, -4)],
            [[(-21, -15), (-14, -18), (-7, -17)], [(7, -17), (14, -18), (21, -15)]],
        )
        nose, mouth, cheek = [(1, 0), (5, 13), (-3, 14)], [(-10, 28), (0, 32), (10, 28)], (20, 16)
    if not face.smile:
        mouth = [(px, 29 - (py - 29) * 0.3) for px, py in mouth]
    marks = [disc(*cheek, 9, blush, opacity=0.45)]
    marks += [stroke(b, c.mix(face.hair_colour, face.skin, 0.3), 3.6) for b in brows]
    marks += [disc(ex, ey, 3.6, dark, 4.6) for ex, ey in eyes]
    marks += [stroke(nose, soft, 3.4)] if nose else []
    marks += [stroke(mouth, c.mix(dark, c.RED_DEEP, 0.5), 3.8)]
    if face.glasses:
        marks += [path(circle_d(ex, ey, 10, 9), "none", c.INK, 2.6) for ex, ey in eyes]
        marks.append(stroke([(eyes[0][0] - 10, -5), (-34, -9)], c.INK, 2.4))
        if view == "front":
            marks.append(stroke([(-3, -5), (3, -5)], c.INK, 2.4))
            marks.append(stroke([(23, -5), (34, -9)], c.INK, 2.4))
    if face.beard:
        marks.append(path(smooth_d([(6, 34), (18, 38), (30, 33), (24, 50), (8, 50)]), face.hair_colour))
    if face.mask:
        cloth = [(-24, 4), (4, 8), (38, 4), (36, 28), (18, 48), (0, 46), (-16, 34)]
        marks.append(lit(smooth_d(cloth), c.MIST, 5))
        marks.append(stroke([(-24, 6), (-32, -2)], c.MIST, 3))
    return "".join(marks)


def _ear(face: Face, view: str) -> str:
    if face.hair in ("bob", "long") or face.hat in ("ushanka", "beanie", "rider"):
        return ""
    dark = c.shade(face.skin, 0.24)
    spots = {
        "profile": [(-8, 6)],
        "3q": [(-22, 6)],
        "front": [(-36, 4), (36, 4)],
        "back": [(-36, 4), (36, 4)],
    }
    return "".join(disc(x, y, 6, dark, 10) for x, y in spots[view])


def _behind(face: Face, view: str) -> str:
    """Hair that falls behind the face."""
    dark = c.shade(face.hair_colour, 0.25)
    if face.hair == "bob":
        return path(
            smooth_d([(-2, -50), (-40, -34), (-46, 10), (-38, 42), (-8, 40), (20, 44), (28, 0)]), dark
        )
    if face.hair == "long":
        return path(
            smooth_d([(-2, -50), (-40, -34), (-48, 20), (-50, 80), (-22, 88), (-2, 60), (20, 40)]), dark
        )
    if face.hair == "tail":
        tail = [(-30, -20), (-58, -14), (-66, 24), (-54, 56), (-48, 20), (-34, 4)]
        return path(smooth_d(tail), dark) if view != "front" else ""
    if face.hair == "bun":
        x, y = {"front": (0, -60), "back": (0, -52)}.get(view, (-40, -30))
        return disc(x, y, 17, dark)
    return ""


_CAPS: dict[str, list[tuple[float, float]]] = {
    "profile": [
        (8, -57), (28, -48), (34, -30), (20, -30), (6, -24), (0, -8), (-4, 4), (-14, 8), (-22, 24), (-38, 22),
        (-48, -6), (-42, -38), (-18, -56),
    ],
    "3q": [
        (4, -58), (28, -51), (38, -30), (32, -26), (16, -34), (-4, -28), (-16, -18), (-20, -2), (-28, 14),
        (-40, 6), (-46, -18), (-36, -44), (-14, -57),
    ],
    "front": [
        (0, -58), (26, -52), (40, -28), (38, -6), (33, -18), (18, -32), (-6, -34), (-24, -28), (-33, -16),
        (-38, -6), (-40, -28), (-26, -52),
    ],
    "back": [
        (0, -58), (26, -52), (40, -28), (38, 4), (30, 28), (16, 36), (-16, 36), (-30, 28), (-38, 4), (-40, -28),
        (-26, -52),
    ],
}  # fmt: skip


def _hair(face: Face, view: str, facing: int) -> str:
    points = _CAPS[view]
    if face.hair == "thin":
        points = [(x * 0.98, y * 0.95 if y < -40 else y) for x, y in points]
    elif face.hair == "crop":
        points = [(x * 0.95, y * 0.93) for x, y in points]
    elif face.hair in ("bob", "long") and view != "back":
        return _swept(face, view, facing)
    return lit(smooth_d(points), face.hair_colour, 8, c.shade(face.hair_colour, 0.4), mirror=facing)


def _swept(face: Face, view: str, facing: int) -> str:
    """A bob or long hair, as it lies over the temples."""
    shapes = {
        "profile": [
            (8, -58), (28, -48), (34, -28), (18, -32), (6, -22), (4, 4), (-2, 34), (-22, 44), (-42, 36), (-50, 0),
            (-42, -38), (-18, -57),
        ],
        "3q": [
            (4, -59), (28, -52), (40, -28), (38, -8), (30, -24), (10, -34), (-8, -22), (-16, 4), (-18, 34),
            (-36, 42), (-50, 30), (-50, -12), (-38, -44), (-14, -58),
        ],
        "front": [
            (0, -59), (28, -53), (44, -26), (46, 14), (42, 38), (33, 30), (32, -4), (22, -26), (4, -34), (-18, -28),
            (-31, -6), (-33, 30), (-42, 38), (-46, 14), (-44, -26), (-28, -53),
        ],
    }  # fmt: skip
    return lit(smooth_d(shapes[view]), face.hair_colour, 8, c.shade(face.hair_colour, 0.4), mirror=facing)


def _hardhat(colour: str, view: str, facing: int) -> str:
    dome = [(-44, -20), (-42, -46), (-22, -68), (4, -72), (28, -62), (40, -40), (41, -22)]
    brim = {
        "profile": [(-46, -22), (40, -26), (62, -20), (60, -13), (36, -16), (-46, -12)],
        "3q": [(-47, -22), (0, -24), (40, -26), (56, -18), (50, -11), (10, -12), (-46, -12)],
    }.get(view, [(-50, -22), (0, -26), (50, -22), (50, -13), (0, -14), (-50, -13)])
    ridge = stroke([(-20, -64), (2, -72), (26, -62), (36, -40)], c.light(colour, 0.45), 5)
    return lit(smooth_d(dome), colour, 9, mirror=facing, inside=ridge) + path(
        smooth_d(brim), c.shade(colour, 0.14)
    )


def _rider(colour: str, view: str, facing: int) -> str:
    shell = [
        (-44, 6), (-50, -24), (-38, -56), (-8, -70), (24, -64), (44, -40), (46, -20), (30, -24), (4, -26), (-14, -22),
        (-20, 4), (-30, 14),
    ]  # fmt: skip
    if view in ("front", "back"):
        shell = [
            (-44, 4), (-46, -30), (-28, -62), (0, -70), (28, -62), (46, -30), (44, 4), (36, -12), (20, -25), (0, -28),
            (-20, -25), (-36, -12),
        ]  # fmt: skip
    if view == "back":
        shell = shell[:7] + [(36, 16), (0, 22), (-36, 16)]
    stripe = stroke([(-46, -30), (-8, -46), (46, -42)], c.light(colour, 0.55), 7)
    strap = "" if view == "back" else stroke([(-20, 6), (-8, 34), (12, 50)], c.INK, 4)
    if view == "front":
        strap = stroke([(-32, 8), (-22, 38), (0, 52), (22, 38), (32, 8)], c.INK, 4)
    return strap + lit(smooth_d(shell), colour, 9, mirror=facing, inside=stripe)


def _cap(colour: str, view: str, facing: int) -> str:
    crown = [(-43, -18), (-40, -46), (-18, -64), (10, -65), (32, -54), (40, -28), (38, -20), (0, -24)]
    out = lit(smooth_d(crown), colour, 8, mirror=facing)
    if view == "back":
        return out + stroke([(-40, -20), (40, -20)], c.shade(colour, 0.3), 6)
    peak = [(4, -28), (40, -30), (64, -18), (60, -14), (36, -18), (8, -18)]
    if view == "front":
        peak = [(-34, -24), (0, -30), (34, -24), (36, -12), (0, -18), (-36, -12)]
    return out + path(smooth_d(peak), c.shade(colour, 0.35))


def _beanie(colour: str, view: str, facing: int) -> str:
    crown = [(-43, -14), (-44, -44), (-22, -70), (6, -74), (32, -60), (41, -34), (40, -18)]
    fold = [(-46, -12), (-46, -30), (0, -36), (43, -32), (43, -16), (0, -18)]
    ribs = "".join(stroke([(x, -34), (x + 1, -14)], c.shade(colour, 0.3), 2.4) for x in range(-38, 42, 10))
    bobble = disc(-2, -78, 12, c.light(colour, 0.3))
    return (
        bobble
        + lit(smooth_d(crown), colour, 9, mirror=facing)
        + lit(smooth_d(fold), c.light(colour, 0.16), 7, mirror=facing, inside=ribs)
    )


def _ushanka(colour: str, view: str, facing: int) -> str:
    crown = [(-42, -24), (-40, -52), (-18, -68), (10, -68), (34, -54), (40, -28)]
    fur = c.mix(colour, c.UMBER, 0.55)
    band = [(-46, -16), (-44, -38), (0, -42), (40, -40), (44, -22), (10, -22), (-14, -18)]
    flap = [(-18, -22), (-14, 8), (-22, 32), (-38, 30), (-48, 0), (-46, -26)]
    other = [(-x, y) for x, y in flap]
    flaps = lit(smooth_d(flap), fur, 6, mirror=facing)
    if view in ("front", "back"):
        flaps += lit(smooth_d(other), fur, 6, mirror=facing)
    return lit(smooth_d(crown), colour, 8, mirror=facing) + flaps + lit(smooth_d(band), fur, 6, mirror=facing)


def _peaked(colour: str, view: str, facing: int) -> str:
    """A uniform cap with a stiff crown."""
    crown = [(-46, -34), (-52, -56), (-14, -70), (24, -66), (48, -52), (38, -32), (0, -34)]
    band = line_d([(-42, -38), (38, -38), (40, -24), (-42, -22)])
    peak = [(8, -27), (38, -28), (54, -16), (46, -12), (24, -18)]
    if view in ("front", "back"):
        crown = [(-42, -34), (-52, -54), (-24, -68), (24, -68), (52, -54), (42, -34)]
        peak = [(-34, -26), (0, -32), (34, -26), (32, -12), (0, -17), (-32, -12)]
    brim = "" if view == "back" else path(smooth_d(peak), c.INK)
    badge = (
        ""
        if view == "back"
        else disc(22 if view == "3q" else (30 if view == "profile" else 0), -48, 6, c.OCHRE)
    )
    return lit(smooth_d(crown), colour, 8, mirror=facing) + path(band, c.shade(colour, 0.45)) + brim + badge


def _sunhat(colour: str, view: str, facing: int) -> str:
    crown = [(-36, -22), (-32, -56), (0, -66), (30, -56), (36, -24)]
    brim = [(-70, -12), (-36, -26), (0, -30), (38, -28), (74, -14), (38, -14), (0, -16), (-36, -12)]
    return lit(smooth_d(crown), colour, 8, mirror=facing) + lit(
        smooth_d(brim), c.light(colour, 0.15), 4, mirror=facing
    )


def _toque(colour: str, view: str, facing: int) -> str:
    """A cook's hat."""
    puff = [(-40, -34), (-58, -66), (-34, -92), (0, -98), (34, -92), (56, -66), (38, -34)]
    band = line_d([(-41, -20), (40, -24), (40, -46), (-41, -44)])
    pleats = "".join(stroke([(x, -46), (x * 1.2, -84)], c.shade(colour, 0.15), 3) for x in (-24, -4, 18))
    return lit(smooth_d(puff), colour, 9, mirror=facing, inside=pleats) + lit(band, colour, 5, mirror=facing)


def _muffs(colour: str, view: str, facing: int) -> str:
    """Ear protectors."""
    x = {"profile": -8, "3q": -24}.get(view, -38)
    hoop = path("M-36 4Q-44 -62 4 -64Q44 -60 38 -2", "none", c.INK, 7)
    other = lit(circle_d(38, 4, 12, 20), colour, 5, mirror=facing) if view in ("front", "back") else ""
    return hoop + other + lit(circle_d(x, 6, 16, 22), colour, 6, mirror=facing)


HATS: dict[str, Callable[[str, str, int], str]] = {
    "hardhat": _hardhat,
    "rider": _rider,
    "cap": _cap,
    "beanie": _beanie,
    "ushanka": _ushanka,
    "peaked": _peaked,
    "sunhat": _sunhat,
    "toque": _toque,
    "muffs": _muffs,
}
