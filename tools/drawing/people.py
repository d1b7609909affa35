"""People: a jointed figure, its clothes, and where its hands and feet go.

A figure stands with its feet at (x, y) and is `h` pixels tall. Places on it are given as (forward, up) in shares
of that height, so (0.3, 0.6) is in front of the body at waist height, whichever way the figure faces; `at(x, y)`
names a place on the sheet instead. Elbows and knees follow from where hands and feet are.
"""

import math
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from . import palette as c
from .heads import Face, head
from .svg import Point, circle_d, limb_d, line_d, lit, path, smooth_d, stroke

UPPER_ARM, FOREARM, THIGH, SHIN, TRUNK = 0.165, 0.175, 0.232, 0.232, 0.325


class At(NamedTuple):
    """A place on the sheet."""

    x: float
    y: float


def at(x: float, y: float) -> At:
    return At(x, y)


@dataclass(frozen=True)
class Look:
    """A person: face, build and clothes. `kind`: jacket, padded, coat, shirt, vest, apron, overalls, dress."""

    face: Face = field(default_factory=Face)
    top: str = c.BLUE
    kind: str = "jacket"
    sleeves: str = ""
    trousers: str = c.NAVY
    shoes: str = c.INK
    stripes: str = ""
    scarf: str = ""
    gloves: str = ""
    build: float = 1.0
    child: bool = False
    badge: str = ""
    sash: str = ""

    def but(self, **changes: Any) -> "Look":
        """The same person, changed."""
        return replace(self, **changes)


@dataclass(frozen=True)
class Pose:
    """Where the limbs are. Hands and feet: (forward, up) or `at(x, y)`; near is the side we see."""

    near: Point | At = (0.06, 0.42)
    far: Point | At = (0.1, 0.43)
    feet: tuple[Point | At, Point | At] = ((-0.03, 0.0), (0.05, 0.01))
    hip: float = 0.497
    shift: float = 0.0
    lean: float = 0.0
    nod: float = 0.0
    elbows: tuple[int, int] = (-1, -1)
    legs: bool = True


_WIDTHS = {"front": 1.0, "back": 1.0, "3q": 0.9, "profile": 0.66}
_BULK = {"padded": 1.24, "coat": 1.12, "jacket": 1.05, "vest": 1.06, "shirt": 0.94, "dress": 0.92}


class Figure:
    """One person in one pose, drawn by `draw`; `hand` and `neck` tell where things went."""

    def __init__(self, x: float, y: float, h: float, look: Look, pose: Pose, facing: int, view: str) -> None:
        self.x, self.y, self.h, self.facing, self.view = x, y, h, facing, view
        self.look, self.pose = look, pose
        self.bulk = _BULK.get(look.kind, 1.0) * look.build
        lean = math.radians(pose.lean)
        self.axis = (math.sin(lean), math.cos(lean))
        self.hips = (pose.shift, pose.hip)
        trunk = TRUNK * (0.86 if look.child else 1)
        self.trunk = trunk
        self.neck = (self.hips[0] + self.axis[0] * trunk, self.hips[1] + self.axis[1] * trunk)

    # --- measures -------------------------------------------------------------------------------
    def out(self, p: Point) -> Point:
        """A place on the body as a place on the sheet."""
        return self.x + self.facing * p[0] * self.h, self.y - p[1] * self.h

    def into(self, p: Point | At) -> Point:
        """The reverse, for `at(x, y)`; other places pass."""
        if isinstance(p, At):
            return (p.x - self.x) * self.facing / self.h, (self.y - p.y) / self.h
        return p

    def on(self, u: float, v: float) -> Point:
        """A place on the trunk, on the sheet: u from hips (0) to neck (1), v forward in shares of height."""
        ax, ay = self.axis
        return self.out(
            (self.hips[0] + ax * u * self.trunk + ay * v, self.hips[1] + ay * u * self.trunk - ax * v)
        )

    def _joint(self, start: Point, end: Point, first: float, second: float) -> tuple[Point, Point, Point]:
        """The two places where an elbow or knee may be, and the end, pulled in when out of reach."""
        dx, dy = end[0] - start[0], end[1] - start[1]
        far = math.hypot(dx, dy) or 1e-6
        reach = max(min(far, (first + second) * 0.998), abs(first - second) + 0.01)
        dx, dy = dx / far, dy / far
        end = (start[0] + dx * reach, start[1] + dy * reach)
        along = (first * first - second * second + reach * reach) / (2 * reach)
        off = math.sqrt(max(first * first - along * along, 0))
        x, y = start[0] + dx * along, start[1] + dy * along
        return (x - dy * off, y + dx * off), (x + dy * off, y - dx * off), end

    def _elbow(self, shoulder: Point, hand: Point, near: bool) -> tuple[Point, Point]:
        """Elbows hang: outwards seen from the front, else low and to the back, unless the pose turns them."""
        # An arm bent towards us looks shorter than it is.
        apart = math.hypot(hand[0] - shoulder[0], hand[1] - shoulder[1])
        least = 0.62 if self.view in ("front", "back") else 0.8
        k = min(max(apart * 1.14 / (UPPER_ARM + FOREARM), least), 1.0)
        one, two, end = self._joint(shoulder, hand, UPPER_ARM * k, FOREARM * k)
        if self.view in ("front", "back"):
            side = 1 if near else -1
            first = one[0] * side - one[1] * 0.4 > two[0] * side - two[1] * 0.4
        else:
            first = one[1] + one[0] * 0.5 < two[1] + two[0] * 0.5
        if self.pose.elbows[0 if near else 1] > 0:
            first = not first
        return (one if first else two), end

    # --- parts ----------------------------------------------------------------------------------
    def _shoulder(self, near: bool) -> Point:
        half = 0.092 * _WIDTHS[self.view] * self.look.build
        v = {"front": half, "back": half, "3q": half * 0.9, "profile": 0.012}[self.view]
        v = -v if near and self.view == "3q" else v
        if self.view in ("front", "back"):
            v = v if near else -v
        elif not near and self.view == "profile":
            v = 0.03
        ax, ay = self.axis
        u = 0.84 * self.trunk
        return self.hips[0] + ax * u + ay * v, self.hips[1] + ay * u - ax * v

    def arm(self, near: bool) -> str:
        target = self.into(self.pose.near if near else self.pose.far)
        shoulder = self._shoulder(near)
        elbow, palm = self._elbow(shoulder, target, near)
        wrist = (elbow[0] + (palm[0] - elbow[0]) * 0.86, elbow[1] + (palm[1] - elbow[1]) * 0.86)
        tip = (elbow[0] + (palm[0] - elbow[0]) * 1.1, elbow[1] + (palm[1] - elbow[1]) * 1.1)
        k, h = self.bulk, self.h
        colour = self.look.sleeves or self.look.top
        colour = colour if near else c.shade(colour, 0.16)
        skin = self.look.gloves or self.look.face.skin
        hand = limb_d([self.out(wrist), self.out(tip)], [0.02 * h, 0.019 * h])
        thumb = limb_d([self.out(palm), self.out((palm[0] + 0.014, palm[1] + 0.026))], [0.009 * h, 0.008 * h])
        sleeve = limb_d(
            [self.out(shoulder), self.out(elbow), self.out(wrist)],
            [0.04 * h * k, 0.036 * h * k, 0.03 * h * k],
        )
        bands = ""
        if self.look.stripes and self.look.kind != "vest":
            bands = self._band(elbow, wrist, 0.35) + self._band(shoulder, elbow, 0.6)
        cuff = self._band(elbow, wrist, 0.93, c.shade(colour, 0.35), 0.018)
        return (
            lit(thumb, skin, 0.005 * h, c.shade(skin, 0.24))
            + lit(hand, skin, 0.008 * h, c.shade(skin, 0.24))
            + lit(sleeve, colour, 0.016 * h, inside=bands + cuff)
        )

    def _band(self, a: Point, b: Point, share: float, colour: str = "", width: float = 0.022) -> str:
        """A stripe around a limb."""
        m = (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)
        length = math.hypot(b[0] - a[0], b[1] - a[1]) or 1
        px, py = -(b[1] - a[1]) / length * 0.08, (b[0] - a[0]) / length * 0.08
        ends = [self.out((m[0] - px, m[1] - py)), self.out((m[0] + px, m[1] + py))]
        return path(line_d(ends, closed=False), "none", colour or self.look.stripes, width * self.h)

    def leg(self, near: bool) -> str:
        foot = self.into(self.pose.feet[0 if near else 1])
        v = {"front": 0.045, "back": 0.045, "3q": 0.03, "profile": 0.012}[self.view]
        v = (v if self.view in ("front", "back") else -v) * (1 if near else -1)
        hip = (self.hips[0] + v, self.hips[1])
        ankle = (foot[0], foot[1] + 0.035)
        one, two, ankle = self._joint(hip, ankle, THIGH, SHIN)
        if self.view in ("front", "back"):
            knee = one if (one[0] > two[0]) == near else two
        else:
            knee = one if one[0] > two[0] else two
        h, k = self.h, self.look.build
        colour = self.look.trousers if near else c.shade(self.look.trousers, 0.2)
        trouser = limb_d(
            [self.out(hip), self.out(knee), self.out(ankle)], [0.062 * h * k, 0.046 * h * k, 0.034 * h * k]
        )
        bands = self._band(knee, ankle, 0.55) if self.look.stripes else ""
        return self._shoe(ankle) + lit(trouser, colour, 0.016 * h, inside=bands)

    def _shoe(self, ankle: Point) -> str:
        ax, ay = ankle
        if self.view in ("front", "back"):
            s = [(-0.028, 0.03), (0.028, 0.03), (0.036, -0.024), (0.0, -0.036), (-0.036, -0.024)]
        else:
            s = [
                (-0.036, 0.03),
                (0.03, 0.03),
                (0.085, -0.008),
                (0.094, -0.034),
                (-0.034, -0.036),
                (-0.042, -0.01),
            ]
        return lit(smooth_d([self.out((ax + p, ay + q)) for p, q in s]), self.look.shoes, 0.008 * self.h)

    def trunk_shape(self) -> list[Point]:
        """The outline of the clothes on the trunk, on the sheet."""
        w = _WIDTHS[self.view] * self.bulk
        hem = {"coat": -0.62, "dress": -0.85, "shirt": -0.08, "overalls": -0.06}.get(self.look.kind, -0.2)
        flare = {"coat": 0.125, "dress": 0.155}.get(self.look.kind, 0.102)
        back = [(hem, -flare), (0.2, -0.094), (0.55, -0.11), (0.84, -0.122), (0.97, -0.082), (1.04, -0.036)]
        front = [(1.04, 0.036), (0.97, 0.082), (0.84, 0.122), (0.55, 0.11), (0.2, 0.094), (hem, flare)]
        if self.view == "profile":
            back = [(hem, -flare), (0.2, -0.085), (0.6, -0.125), (0.9, -0.098), (1.04, -0.045)]
            front = [(1.05, 0.05), (0.9, 0.105), (0.6, 0.125), (0.2, 0.11), (hem, flare)]
        return [self.on(u, v * w) for u, v in back + front]

    def body(self) -> str:
        look, h = self.look, self.h
        marks = DETAILS.get(look.kind, _jacket)(self)
        if look.stripes:
            for u in (0.18, 0.5):
                marks += stroke(
                    [self.on(u, -0.2), self.on(u - 0.02, 0), self.on(u, 0.2)], look.stripes, 0.024 * h
                )
        if look.badge:
            v = 0.06 if self.view in ("3q", "front") else 0.08
            marks += path(circle_d(*self.on(0.72, v * 0.9), 0.013 * h), look.badge)
        if look.sash:
            marks += stroke(
                [self.on(1.02, -0.09), self.on(0.5, 0.0), self.on(0.0, 0.1)], look.sash, 0.045 * h
            )
        return lit(smooth_d(self.trunk_shape(), tension=0.85), look.top, 0.03 * h, inside=marks)

    def top(self) -> str:
        """Neck, collar, head."""
        look, h = self.look, self.h
        size = 0.163 * h * (1.28 if look.child else 1)
        nod = math.radians(self.pose.lean * 0.6 + self.pose.nod)
        base = (self.neck[0], self.neck[1] - 0.01)
        forward = 0.012 if self.view != "front" else 0
        mid = (
            base[0] + forward + math.sin(nod) * (size / h * 0.56),
            base[1] + math.cos(nod) * (size / h * 0.56 + 0.012),
        )
        neck = limb_d([self.out(base), self.out(mid)], [0.034 * h, 0.03 * h])
        skin = c.shade(look.face.skin, 0.2)
        facing = self.facing
        collar = ""
        if look.scarf:
            ring = [
                self.on(1.0, -0.07),
                self.on(1.12, -0.062),
                self.on(1.13, 0.06),
                self.on(1.0, 0.075),
                self.on(0.94, 0),
            ]
            fall = [self.on(0.98, 0.02), self.on(0.98, 0.06), self.on(0.55, 0.075), self.on(0.55, 0.03)]
            collar = lit(line_d(fall), c.shade(look.scarf, 0.12), 0.01 * h) + lit(
                smooth_d(ring), look.scarf, 0.014 * h
            )
        elif look.kind in ("padded", "coat"):
            ring = [self.on(0.97, -0.066), self.on(1.1, -0.056), self.on(1.1, 0.05), self.on(0.97, 0.066)]
            collar = lit(smooth_d(ring), c.light(look.top, 0.12), 0.012 * h)
        tilt = self.pose.nod + self.pose.lean * 0.6
        x, y = self.out(mid)
        return path(neck, skin) + collar + head(x, y, size, look.face, facing, self.view, tilt)

    def draw(self) -> str:
        legs = self.leg(False) + self.leg(True) if self.pose.legs else ""
        if self.view == "back":
            return legs + self.arm(False) + self.arm(True) + self.body() + self.top()
        if self.view == "front":
            return legs + self.body() + self.top() + self.arm(False) + self.arm(True)
        return self.arm(False) + legs + self.body() + self.top() + self.arm(True)


# --- what is drawn on the clothes -----------------------------------------------------------------
def _centre(f: Figure) -> float:
    return {"front": 0.0, "3q": 0.035, "profile": 0.075, "back": 9.0}[f.view]


def _jacket(f: Figure) -> str:
    v, dark, w = _centre(f), c.shade(f.look.top, 0.45), 0.007 * f.h
    zipper = stroke([f.on(1.02, v * 0.7), f.on(0.5, v), f.on(-0.3, v)], dark, w)
    lapels = stroke([f.on(1.04, v - 0.05), f.on(0.86, v)], dark, w) + stroke(
        [f.on(1.04, v + 0.035), f.on(0.86, v)], dark, w
    )
    pocket = stroke([f.on(0.12, v - 0.075), f.on(0.14, v - 0.035)], dark, w)
    return "" if f.view == "back" else zipper + lapels + pocket


def _padded(f: Figure) -> str:
    seams = "".join(
        stroke([f.on(u, -0.2), f.on(u - 0.05, 0), f.on(u, 0.2)], c.shade(f.look.top, 0.4), 0.006 * f.h)
        for u in (0.02, 0.27, 0.52, 0.77)
    )
    v = _centre(f)
    zipper = (
        ""
        if f.view == "back"
        else stroke([f.on(1.02, v * 0.7), f.on(-0.3, v)], c.shade(f.look.top, 0.5), 0.008 * f.h)
    )
    return seams + zipper


def _shirt(f: Figure) -> str:
    if f.view == "back":
        return ""
    v, dark = _centre(f), c.shade(f.look.top, 0.32)
    collar = [f.on(1.06, v - 0.045), f.on(0.9, v), f.on(1.06, v + 0.03), f.on(0.94, v - 0.005)]
    buttons = "".join(path(circle_d(*f.on(u, v), 0.005 * f.h), dark) for u in (0.75, 0.55, 0.35, 0.15))
    return path(line_d(collar), c.light(f.look.top, 0.3)) + buttons


def _vest(f: Figure) -> str:
    """A waistcoat over other clothes: the shoulder points show what is under it."""
    under = f.look.sleeves or c.shade(f.look.top, 0.3)
    if f.view == "back":
        return ""
    v = _centre(f)
    neck = [f.on(1.08, v - 0.045), f.on(0.72, v), f.on(1.08, v + 0.04)]
    return path(line_d(neck), under) + stroke(
        [f.on(0.72, v), f.on(-0.25, v)], c.shade(f.look.top, 0.45), 0.007 * f.h
    )


def _apron(f: Figure) -> str:
    cloth = c.CREAM if f.look.top != c.CREAM else c.RED
    v = _centre(f) if f.view != "back" else 0
    bib = [
        f.on(0.78, v - 0.055),
        f.on(0.78, v + 0.055),
        f.on(0.4, v + 0.075),
        f.on(-0.3, v + 0.12),
        f.on(-0.3, v - 0.12),
        f.on(0.4, v - 0.075),
    ]
    straps = stroke([f.on(0.78, v - 0.05), f.on(1.02, v - 0.03)], cloth, 0.012 * f.h)
    straps += stroke([f.on(0.78, v + 0.05), f.on(1.02, v + 0.03)], cloth, 0.012 * f.h)
    return path(smooth_d(bib, tension=0.5), cloth) + straps


def _overalls(f: Figure) -> str:
    cloth = f.look.trousers
    v = _centre(f) if f.view != "back" else 0
    bib = [
        f.on(0.66, v - 0.06),
        f.on(0.66, v + 0.06),
        f.on(0.3, v + 0.13),
        f.on(-0.2, v + 0.16),
        f.on(-0.2, v - 0.2),
        f.on(0.3, v - 0.17),
    ]
    straps = stroke([f.on(0.66, v - 0.05), f.on(1.05, v - 0.06)], cloth, 0.02 * f.h)
    straps += stroke([f.on(0.66, v + 0.05), f.on(1.05, v + 0.05)], cloth, 0.02 * f.h)
    pocket = path(
        line_d([f.on(0.55, v - 0.035), f.on(0.55, v + 0.035), f.on(0.4, v + 0.035), f.on(0.4, v - 0.035)]),
        c.shade(cloth, 0.25),
    )
    return path(smooth_d(bib, tension=0.4), cloth) + straps + pocket


DETAILS = {
    "jacket": _jacket,
    "coat": _jacket,
    "padded": _padded,
    "shirt": _shirt,
    "dress": _shirt,
    "vest": _vest,
    "apron": _apron,
    "overalls": _overalls,
}


def person(
    x: float,
    y: float,
    h: float,
    look: Look,
    facing: int = 1,
    view: str = "3q",
    pose: Pose | None = None,
    **limbs: Any,
) -> str:
    """A person, drawn. Limbs as in `Pose`, by keyword. Example: person(300, 700, 500, RIDER, near=(0.3, 0.6))."""
    pose = replace(pose or Pose(), **limbs)
    if view in ("front", "back") and "feet" not in limbs and pose.feet == Pose.feet:
        pose = replace(pose, feet=((0.05, 0.0), (-0.05, 0.0)))
    if view in ("front", "back"):
        if pose.near == Pose.near:
            pose = replace(pose, near=(0.15, 0.41))
        if pose.far == Pose.far:
            pose = replace(pose, far=(-0.15, 0.41))
    return Figure(x, y, h, look, pose, facing, view).draw()
