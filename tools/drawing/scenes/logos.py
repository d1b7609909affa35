"""Emblems for the demonstration's organizations: plain, square, and like nobody's real one."""

from .. import palette as c
from ..svg import circle_d, disc, path, rect, stroke
from .register import scene

SQUARE = (400, 400)
BARE = rect(-10, -10, 420, 420, c.PAPER)


def ring(colour: str) -> str:
    return path(circle_d(200, 200, 172), "none", colour, 12)


@scene(
    "logo-union", "徽标：红色方形中三个并肩的人形，中间一人略高。", "街道、区级工会", kind="logo", size=SQUARE
)
def logo_union() -> str:
    people = "".join(
        disc(x, y, r, c.PAPER)
        + path(
            f"M{x - r * 1.9} 312V{y + r * 3}A{r * 1.9} {r * 1.7} 0 0 1 {x + r * 1.9} {y + r * 3}V312Z",
            c.PAPER,
        )
        for x, y, r in ((108, 172, 27), (292, 172, 27))
    )
    middle = (
        path("M132 330V230A68 64 0 0 1 268 230V330Z", c.RED)
        + disc(200, 118, 38, c.PAPER)
        + path("M146 312V238A54 56 0 0 1 254 238V312Z", c.PAPER)
    )
    return BARE + rect(20, 20, 360, 360, c.RED, 10) + people + middle


@scene("logo-station", "徽标：赭色屋顶下一只冒着热气的杯子。", "工会驿站", kind="logo", size=SQUARE)
def logo_station() -> str:
    hot = "".join(path(f"M{172 + i * 30} 190q-14 -16 0 -32t0 -32", "none", c.CORAL, 10) for i in range(3))
    return (
        BARE
        + path("M40 196L200 58L360 196", "none", c.OCHRE, 30)
        + path("M124 214H276L262 328Q258 342 244 342H156Q142 342 138 328Z", c.RED)
        + path("M276 236q52 -4 46 40q-8 36 -54 34", "none", c.RED, 16)
        + hot
    )


@scene(
    "logo-studio", "徽标：藏青圆形里一只灯泡，灯丝是一把扳手。", "劳模创新工作室", kind="logo", size=SQUARE
)
def logo_studio() -> str:
    bulb = (
        path(
            "M200 76C120 76 92 150 120 200C138 230 156 246 158 272H242C244 246 262 230 280 200C308 150 280 76 200 76Z",
            c.GLOW,
        )
        + rect(160, 286, 80, 14, c.STRAW, 7)
        + rect(168, 308, 64, 14, c.STRAW, 7)
    )
    wrench = stroke([(200, 176), (200, 268)], c.NAVY, 16) + path(
        "M172 124A34 34 0 1 0 228 124", "none", c.NAVY, 16
    )
    return BARE + disc(200, 200, 180, c.NAVY) + bulb + wrench
