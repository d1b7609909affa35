"""Emblems for the demonstration's organizations: plain, square, and like nobody's real one."""

import math

from .. import palette as c
from ..svg import circle_d, disc, line_d, path, rect, stroke
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


@scene("logo-college", "徽标：青色圆环内一本打开的书托起一枚齿轮。", "工匠学院", kind="logo", size=SQUARE)
def logo_college() -> str:
    pages = path(
        "M84 250Q146 218 200 252Q254 218 316 250V312Q254 282 200 314Q146 282 84 312Z", c.TEAL
    ) + stroke([(200, 256), (200, 312)], c.PAPER, 7)
    return (
        BARE
        + ring(c.TEAL)
        + path(circle_d(200, 156, 62), c.OCHRE)
        + "".join(
            rect(-13, -82, 26, 30, c.OCHRE, 3, transform=f"translate(200 156) rotate({i * 45})")
            for i in range(8)
        )
        + disc(200, 156, 26, c.PAPER)
        + pages
    )


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


@scene("logo-foundation", "徽标：两片叶子合成一颗珊瑚色的心。", "慈善基金会", kind="logo", size=SQUARE)
def logo_foundation() -> str:
    return (
        BARE
        + path("M200 340C40 240 60 100 130 92C180 88 200 130 200 170Z", c.CORAL)
        + path("M200 340C360 240 340 100 270 92C220 88 200 130 200 170Z", c.SAGE)
        + stroke([(200, 180), (200, 336)], c.PAPER, 9)
        + stroke([(200, 270), (140, 190)], c.PAPER, 7)
        + stroke([(200, 270), (260, 190)], c.PAPER, 7)
    )


@scene(
    "logo-community",
    "徽标：三座高低相依的屋顶，下面一道绿色弧线。",
    "社区；社会服务中心",
    kind="logo",
    size=SQUARE,
)
def logo_community() -> str:
    homes = "".join(
        path(f"M{x} {y + 70}L{x + 60} {y}L{x + 120} {y + 70}V270H{x}Z", colour)
        for x, y, colour in ((40, 150, c.SAGE), (240, 150, c.OCHRE), (140, 90, c.GREEN))
    )
    return (
        BARE + homes + rect(184, 200, 32, 70, c.PAPER) + path("M40 300Q200 372 360 300", "none", c.GREEN, 22)
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


@scene("logo-enterprise", "徽标：深灰六边形中一只红色活塞。", "制造企业", kind="logo", size=SQUARE)
def logo_enterprise() -> str:
    hexagon = line_d(
        [
            (200 + 176 * math.cos(math.radians(60 * i + 30)), 200 + 176 * math.sin(math.radians(60 * i + 30)))
            for i in range(6)
        ]
    )
    return (
        BARE
        + path(hexagon, c.SLATE)
        + rect(128, 96, 144, 92, c.RED, 8)
        + rect(128, 116, 144, 9, c.PAPER)
        + rect(128, 138, 144, 9, c.PAPER)
        + path("M178 180L186 268H214L222 180Z", c.STRAW)
        + path(circle_d(200, 284, 26), "none", c.STRAW, 14)
    )


@scene("logo-alliance", "徽标：红、赭、青三个圆环相扣。", "学院联盟；产业联盟", kind="logo", size=SQUARE)
def logo_alliance() -> str:
    return BARE + "".join(
        path(circle_d(x, y, 88), "none", colour, 26)
        for x, y, colour in ((200, 140, c.RED), (136, 250, c.OCHRE), (264, 250, c.TEAL))
    )


@scene(
    "logo-kitchen", "徽标：一只红碗，碗上三缕热气化作波纹。", "志愿服务队；配送站", kind="logo", size=SQUARE
)
def logo_kitchen() -> str:
    return (
        BARE
        + ring(c.BRICK)
        + path("M92 206H308Q304 306 232 318V330H168V318Q96 306 92 206Z", c.RED)
        + "".join(path(f"M{148 + i * 52} 180q-18 -22 0 -44t0 -44", "none", c.OCHRE, 14) for i in range(3))
    )
