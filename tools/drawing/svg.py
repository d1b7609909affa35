"""The few marks that all pictures are made of, as SVG text.

Coordinates are pixels of a 1200 × 800 sheet, y downwards. Every function returns SVG; a picture is the
joined result. Identifiers of clips and gradients count up through `fresh`, which `reset` sets back, so that
the same picture is the same text at every run.
"""

import math
import random
from collections.abc import Sequence
from typing import Any

from .palette import shade

Point = tuple[float, float]
_serial = [0]
_light = [-0.85, -0.5]


def reset(light: Point = (-0.85, -0.5)) -> None:
    """Begin a new picture, with its light coming from the direction given (a vector of about length 1)."""
    _serial[0] = 0
    _light[:] = light


def fresh(kind: str) -> str:
    """An identifier that this picture has not used."""
    _serial[0] += 1
    return f"{kind}{_serial[0]}"


def dice(seed: int) -> random.Random:
    """Chance that falls the same way each time: pictures must come out equal at every run."""
    return random.Random(seed)  # noqa: S311 -- decoration, not a secret


def n(value: float) -> str:
    """A number with one decimal at most."""
    return f"{value:.1f}".rstrip("0").rstrip(".") or "0"


def line_d(points: Sequence[Point], closed: bool = True) -> str:
    """A path of straight lines."""
    return "M" + "L".join(f"{n(x)} {n(y)}" for x, y in points) + ("Z" if closed else "")


def smooth_d(points: Sequence[Point], closed: bool = True, tension: float = 1.0) -> str:
    """A path that passes softly through the points (Catmull-Rom, as cubic Béziers)."""
    count = len(points)

    def get(i: int) -> Point:
        return points[i % count] if closed else points[min(max(i, 0), count - 1)]

    out = [f"M{n(points[0][0])} {n(points[0][1])}"]
    for i in range(count if closed else count - 1):
        p0, p1, p2, p3 = get(i - 1), get(i), get(i + 1), get(i + 2)
        k = tension / 6
        c1 = (p1[0] + (p2[0] - p0[0]) * k, p1[1] + (p2[1] - p0[1]) * k)
        c2 = (p2[0] - (p3[0] - p1[0]) * k, p2[1] - (p3[1] - p1[1]) * k)
        out.append("C" + " ".join(f"{n(x)} {n(y)}" for x, y in (c1, c2, p2)))
    return "".join(out) + ("Z" if closed else "")


def circle_d(x: float, y: float, rx: float, ry: float | None = None) -> str:
    ry = rx if ry is None else ry
    return f"M{n(x - rx)} {n(y)}A{n(rx)} {n(ry)} 0 1 1 {n(x + rx)} {n(y)}A{n(rx)} {n(ry)} 0 1 1 {n(x - rx)} {n(y)}Z"


def rect_d(x: float, y: float, w: float, h: float, r: float = 0) -> str:
    if not r:
        return f"M{n(x)} {n(y)}h{n(w)}v{n(h)}h{n(-w)}Z"
    a = f"a{n(r)} {n(r)} 0 0 1 "
    return (
        f"M{n(x + r)} {n(y)}h{n(w - 2 * r)}{a}{n(r)} {n(r)}v{n(h - 2 * r)}{a}{n(-r)} {n(r)}"
        f"h{n(2 * r - w)}{a}{n(-r)} {n(-r)}v{n(2 * r - h)}{a}{n(r)} {n(-r)}Z"
    )


def limb_d(points: Sequence[Point], radii: Sequence[float]) -> str:
    """A chain of tapering rounded segments (an arm, a leg, a trunk); all parts wind the same way."""
    parts = []
    for (ax, ay), (bx, by), ra, rb in zip(points, points[1:], radii, radii[1:], strict=False):
        length = math.hypot(bx - ax, by - ay) or 1e-6
        px, py = -(by - ay) / length, (bx - ax) / length
        quad = [
            (ax + px * ra, ay + py * ra),
            (ax - px * ra, ay - py * ra),
            (bx - px * rb, by - py * rb),
            (bx + px * rb, by + py * rb),
        ]
        parts.append(line_d(quad))
    parts += [circle_d(x, y, r) for (x, y), r in zip(points, radii, strict=True)]
    return "".join(parts)


def path(d: str, fill: str = "none", stroke: str = "", width: float = 0, **more: Any) -> str:
    """One path; further attributes by keyword (`opacity`, `transform` …, _ for -)."""
    attrs = f' fill="{fill}"'
    if stroke:
        attrs += (
            f' stroke="{stroke}" stroke-width="{n(width)}" stroke-linecap="round" stroke-linejoin="round"'
        )
    attrs += "".join(
        f' {key.replace("_", "-")}="{value}"' for key, value in more.items() if value is not None
    )
    return f'<path d="{d}"{attrs}/>'


def rect(x: float, y: float, w: float, h: float, fill: str, r: float = 0, **more: Any) -> str:
    return path(rect_d(x, y, w, h, r), fill, **more)


def disc(x: float, y: float, rx: float, fill: str, ry: float | None = None, **more: Any) -> str:
    return path(circle_d(x, y, rx, ry), fill, **more)


def poly(points: Sequence[Point], fill: str, **more: Any) -> str:
    return path(line_d(points), fill, **more)


def blob(points: Sequence[Point], fill: str, **more: Any) -> str:
    return path(smooth_d(points), fill, **more)


def stroke(points: Sequence[Point], colour: str, width: float, soft: bool = True, **more: Any) -> str:
    d = smooth_d(points, closed=False) if soft else line_d(points, closed=False)
    return path(d, "none", colour, width, **more)


def group(*parts: str, **attrs: object) -> str:
    text = "".join(f' {key.replace("_", "-")}="{value}"' for key, value in attrs.items() if value is not None)
    return f"<g{text}>{''.join(parts)}</g>"


def clip(d: str, *parts: str) -> str:
    """The parts, seen only inside the outline `d`."""
    name = fresh("c")
    return f'<clipPath id="{name}"><path d="{d}"/></clipPath><g clip-path="url(#{name})">{"".join(parts)}</g>'


def lit(
    d: str, colour: str, depth: float = 6, dark: str | None = None, inside: str = "", mirror: int = 1
) -> str:
    """A shape with a lit and a shaded side, cut as with a knife.

    The lit face is the shape itself moved `depth` pixels towards the picture's light, over the shaded one.
    `inside` is drawn on the shape and cut at its outline; `mirror` is -1 inside a mirrored group.
    """
    name = fresh("c")
    dx, dy = _light[0] * depth * mirror, _light[1] * depth
    return (
        f'<clipPath id="{name}"><path d="{d}"/></clipPath><g clip-path="url(#{name})">'
        f'<path d="{d}" fill="{dark or shade(colour)}"/>'
        f'<path d="{d}" fill="{colour}" transform="translate({n(dx)} {n(dy)})"/>{inside}</g>'
    )


def gradient(
    stops: Sequence[tuple[float, str]], angle: str = "v", opacities: Sequence[float] = ()
) -> tuple[str, str]:
    """A straight gradient: its definition, and the paint that refers to it. `angle`: v, h or d (diagonal)."""
    name = fresh("g")
    ends = {"v": 'x2="0" y2="1"', "h": 'x2="1" y2="0"', "d": 'x2="1" y2="1"'}[angle]
    marks = "".join(
        f'<stop offset="{at}" stop-color="{colour}"'
        + (f' stop-opacity="{opacities[i]}"/>' if opacities else "/>")
        for i, (at, colour) in enumerate(stops)
    )
    return f'<linearGradient id="{name}" x1="0" y1="0" {ends}>{marks}</linearGradient>', f"url(#{name})"


def wash(d: str, *colours: str, angle: str = "v") -> str:
    """A shape filled with a run of colours at equal distances."""
    last = max(len(colours) - 1, 1)
    definition, paint = gradient([(round(i / last, 3), c) for i, c in enumerate(colours)], angle)
    return definition + path(d, paint)


def fade(d: str, colour: str, start: float, end: float, angle: str = "v", blend: str = "normal") -> str:
    """A shape in one colour whose strength runs from `start` to `end` (0..1)."""
    definition, paint = gradient([(0, colour), (1, colour)], angle, (start, end))
    return definition + path(d, paint, style=f"mix-blend-mode:{blend}")


def glow(x: float, y: float, r: float, colour: str, strength: float = 0.8, blend: str = "screen") -> str:
    """Light (or, with multiply, darkness) that spreads around a point."""
    name = fresh("r")
    return (
        f'<radialGradient id="{name}"><stop offset="0" stop-color="{colour}" stop-opacity="{strength}"/>'
        f'<stop offset=".45" stop-color="{colour}" stop-opacity="{strength * 0.38:.2f}"/>'
        f'<stop offset="1" stop-color="{colour}" stop-opacity="0"/></radialGradient>'
        f'<circle cx="{n(x)}" cy="{n(y)}" r="{n(r)}" fill="url(#{name})" style="mix-blend-mode:{blend}"/>'
    )


def tint(colour: str, strength: float, blend: str = "multiply") -> str:
    """The whole sheet under one colour: dusk, night, the heat of noon."""
    return rect(-50, -50, 1300, 900, colour, opacity=strength, style=f"mix-blend-mode:{blend}")


def soft(blur: float, *parts: str, **attrs: object) -> str:
    """Parts with soft edges."""
    return group(*parts, filter=f"url(#blur{round(blur)})", **attrs)


def cast(d: str, strength: float = 0.28) -> str:
    """A shadow that falls on whatever lies below."""
    return path(d, "#2A2740", opacity=strength, style="mix-blend-mode:multiply")


def ground_shadow(x: float, y: float, rx: float, ry: float, strength: float = 0.3) -> str:
    return cast(circle_d(x, y, rx, ry), strength)
