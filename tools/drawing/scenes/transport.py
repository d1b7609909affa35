"""Planes, buses, and those who keep them moving."""

from .. import palette as c
from ..beijing import skyline
from ..cast import APPRENTICE, BUILDER, CADRE, CLEANER, COURIER, YOUTH_F
from ..furniture import standing_shadow
from ..heads import Face
from ..people import at, person
from ..places import ground, hills, puddle_light, sky
from ..svg import (
    circle_d,
    clip,
    disc,
    glow,
    ground_shadow,
    line_d,
    lit,
    path,
    poly,
    rect,
    rect_d,
    stroke,
    tint,
)
from ..transit import airliner_front, bus_front
from ..vehicles import headlight
from .register import scene


@scene(
    "airport-marshal",
    "拂晓的停机坪上，机位引导员背对画面高举发光指挥棒，迎面一架客机亮着灯缓缓滑来。",
    "民航地勤竞赛；机位引导；一线职工",
    (0.5, 0.5),
    (0.2, -0.8),
)
def airport_marshal() -> str:
    def wand(x: float, y: float, dx: float) -> str:
        return (
            stroke([(x, y), (x + dx, y - 92)], c.AMBER, 15)
            + stroke([(x + dx * 0.2, y - 18), (x + dx, y - 92)], c.GLOW, 7)
            + glow(x + dx * 0.6, y - 56, 110, c.ORANGE, 0.8)
        )

    marks = path("M733 470H747L790 850H690Z", c.OCHRE) + "".join(
        stroke([(x, 480), (x + (x - 600) * 1.6, 850)], c.mix(c.SLATE, c.PAPER, 0.3), 4)
        for x in (250, 420, 780, 950)
    )
    return "".join(
        [
            sky(c.NAVY, c.mix(c.NAVY, c.CORAL, 0.45), c.mix(c.CORAL, c.AMBER, 0.4), c.GLOW),
            glow(930, 430, 420, c.GLOW, 0.7),
            skyline(460, c.mix(c.NAVY, c.CORAL, 0.3), 68, 60, True, None),
            hills(470, 60, c.mix(c.NAVY, c.CORAL, 0.2), 5),
            ground(455, c.mix(c.SLATE, c.NAVY, 0.3), c.mix(c.NAVY, c.NIGHT, 0.3)),
            marks,
            ground_shadow(740, 580, 430, 26, 0.5),
            airliner_front(740, 580, 1060),
            puddle_light(740, 640, 330, 60, c.GLOW, 0.35),
            ground_shadow(370, 812, 150, 24, 0.5),
            person(
                390,
                815,
                540,
                BUILDER.but(
                    face=Face(hat="muffs", hat_colour=c.RED),
                    top=c.mix(c.OCHRE, c.GLOW, 0.3),
                    sleeves=c.NAVY,
                    trousers=c.NAVY,
                ),
                1,
                "back",
                near=at(528, 318),
                far=at(254, 318),
                feet=((0.09, 0), (-0.09, 0)),
            ),
            wand(531, 311, 18),
            wand(251, 311, -18),
            "".join(
                disc(80 + i * 130, 476, 4, c.GLOW) + glow(80 + i * 130, 476, 26, (c.AMBER, c.SKY)[i % 2], 0.8)
                for i in range(9)
            ),
        ]
    )


@scene(
    "bus-depot",
    "凌晨的公交场站，检修工蹲在车旁打着手电查看轮毂，女驾驶员提灯绕车检查，首班车亮着车灯。",
    "公交检修；首班车；夜班职工",
    (0.48, 0.5),
    (0.4, 0.6),
)
def bus_depot() -> str:
    suit = APPRENTICE.but(
        face=Face(hat="cap", hat_colour=c.NAVY, skin=c.SKIN_TAN),
        top=c.SLATE,
        sleeves=c.SLATE,
        trousers=c.mix(c.BLUE, c.NAVY, 0.4),
    )
    beams = "".join(
        stroke([(x, -50), (x + 60, 150)], c.mix(c.NIGHT, c.SLATE, 0.35), 12, soft=False)
        for x in range(-60, 1260, 160)
    ) + rect(-50, 140, 1300, 14, c.mix(c.NIGHT, c.SLATE, 0.4))
    return "".join(
        [
            sky(c.mix(c.NIGHT, c.NAVY, 0.4), c.mix(c.NIGHT, c.TEAL, 0.25), c.NIGHT),
            beams,
            "".join(
                rect(140 + i * 330, 156, 150, 13, c.GLOW, 4) + glow(215 + i * 330, 165, 260, c.GLOW, 0.32)
                for i in range(4)
            ),
            ground(560, c.mix(c.SLATE, c.NIGHT, 0.5), c.mix(c.SLATE, c.NIGHT, 0.25)),
            bus_front(1010, 610, 270, c.mix(c.TEAL, c.NIGHT, 0.2), False),
            bus_front(200, 600, 240, c.mix(c.TEAL, c.NIGHT, 0.3), False),
            bus_front(590, 690, 440, c.RED),
            stroke([(-50, 740), (1250, 715)], c.OCHRE, 9),
            puddle_light(600, 760, 430, 60, c.GLOW, 0.4),
            standing_shadow((300, 785, 140), (960, 790, 110)),
            person(
                285,
                790,
                540,
                suit,
                1,
                "profile",
                hip=0.27,
                feet=((-0.06, 0), (0.17, 0)),
                lean=22,
                nod=4,
                near=at(425, 610),
                far=at(405, 660),
            ),
            headlight(430, 606, 130, 30, 46, 0.7),
            person(
                945,
                795,
                560,
                YOUTH_F.but(
                    top=c.mix(c.BLUE, c.SKY, 0.2),
                    kind="jacket",
                    trousers=c.NAVY,
                    face=Face(hair="bob", hat="peaked", hat_colour=c.NAVY),
                ),
                -1,
                "3q",
                near=at(848, 480),
                far=(0.07, 0.43),
                feet=((-0.1, 0), (0.1, 0)),
                nod=4,
            ),
            rect(828, 470, 26, 13, c.INK, 3),
            headlight(828, 476, -200, 120, 70, 0.5),
        ]
    )


@scene(
    "bus-dawn",
    "黎明的公交首班车，司机在驾驶位回头向上车的环卫工人和快递员微笑，车窗外朝霞初现。",
    "城市运行一线职工；公交司机；文明服务",
    (0.5, 0.48),
    (0.8, -0.3),
)
def bus_dawn() -> str:
    view = sky(c.mix(c.NAVY, c.CORAL, 0.3), c.CORAL, c.GLOW) + skyline(
        430, c.mix(c.NAVY, c.CORAL, 0.45), 77, 190, True, 500
    )
    return "".join(
        [
            rect(-50, -50, 1300, 900, c.mix(c.TEAL, c.NAVY, 0.4)),
            clip(
                rect_d(60, 90, 760, 350, 30),
                view,
                disc(330, 400, 52, c.GLOW),
                glow(330, 400, 330, c.GLOW, 0.8),
            ),
            path(rect_d(60, 90, 760, 350, 30), "none", c.INK, 16),
            stroke([(440, 90), (440, 440)], c.INK, 10),
            clip(rect_d(880, 80, 270, 640, 16), view),
            path(rect_d(880, 80, 270, 640, 16), "none", c.OCHRE, 12),
            rect(-50, 720, 1300, 130, c.mix(c.SLATE, c.NIGHT, 0.4)),
            poly([(860, 720), (1180, 720), (1230, 850), (820, 850)], c.OCHRE),
            poly([(876, 730), (1166, 730), (1204, 830), (840, 830)], c.SLATE),
            lit("M-50 560Q160 500 330 540L350 640L300 850H-50Z", c.INK, 6),
            path(circle_d(300, 540, 92, 104), "none", c.INK, 18, transform="rotate(-18 300 540)"),
            rect(110, 560, 90, 16, c.GLOW, 6),
            rect(110, 592, 60, 12, c.RED, 5),
            lit(rect_d(480, 440, 60, 330, 24), c.mix(c.RED, c.NIGHT, 0.3), 7),
            lit(rect_d(390, 690, 170, 60, 18), c.mix(c.RED, c.NIGHT, 0.3), 7),
            person(
                460,
                960,
                680,
                CADRE.but(top=c.BLUE, kind="shirt", face=Face(hat="peaked", hat_colour=c.NAVY)),
                1,
                "3q",
                near=at(372, 606),
                far=(0.24, 0.7),
                legs=False,
                hip=0.42,
            ),
            person(930, 850, 600, CLEANER, -1, "3q", near=at(800, 500), far=(0.12, 0.5)),
            person(1110, 850, 590, COURIER, -1, "3q", near=(0.12, 0.52), far=(0.16, 0.54)),
            lit(line_d([(330, 640), (590, 660), (610, 860), (300, 860)]), c.mix(c.TEAL, c.NAVY, 0.65), 7),
            stroke([(336, 668), (592, 688)], c.OCHRE, 7),
            stroke([(820, 300), (820, 760)], c.OCHRE, 14),
            lit(rect_d(770, 460, 70, 100, 10), c.CORAL, 5),
            rect(782, 474, 46, 34, c.MIST),
            stroke([(-50, 60), (1250, 60)], c.OCHRE, 9),
            tint(c.CORAL, 0.1, "soft-light"),
        ]
    )
