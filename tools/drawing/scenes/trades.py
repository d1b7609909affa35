"""Trades and their contests."""

from .. import palette as c
from ..beijing import skyline
from ..cast import APPRENTICE, APPRENTICE_F, BUILDER, CADRE, CADRE_F, GUARD, MASTER, YOUTH
from ..furniture import poster, standing_shadow
from ..heads import Face
from ..machines import chart, gear, robot_arm, screen
from ..overhead import cup_top, from_above, sheet_top, table_top
from ..people import at, person
from ..places import ground, mist, paving, puddle_light, ray, room, sky, sun
from ..svg import disc, glow, group, lit, path, poly, rect, rect_d, stroke
from ..things import clipboard
from ..vehicles import car_underside
from .register import scene


@scene(
    "car-mechanic",
    "汽修车间，一名选手站在举升的轿车下手持工作灯检查底盘，同伴在工具车旁递扳手。",
    "汽车维修竞赛；昌平工匠杯；职业技能",
    (0.45, 0.5),
    (-0.3, 0.9),
)
def car_mechanic() -> str:
    lift = "".join(
        lit(rect_d(x, 60, 34, 740), c.mix(c.SLATE, c.NAVY, 0.3), 6) for x in (150, 1000)
    ) + "".join(lit(rect_d(x, 272, 150, 22), c.OCHRE, 4) for x in (170, 866))
    cart = (
        lit(rect_d(905, 560, 190, 180, 6), c.RED, 7)
        + "".join(
            rect(918, 580 + i * 52, 164, 40, c.RED_DEEP, 3) + rect(970, 594 + i * 52, 60, 7, c.STRAW)
            for i in range(3)
        )
        + disc(930, 752, 14, c.INK)
        + disc(1070, 752, 14, c.INK)
    )
    return "".join(
        [
            room(c.mix(c.TEAL, c.SLATE, 0.35), c.mix(c.SLATE, c.SAND, 0.5), 600),
            poster(1080, 160, 90, 130),
            lift,
            stroke([(-50, 690), (1250, 690)], c.OCHRE, 8),
            car_underside(600, 268, 680, c.CORAL),
            puddle_light(540, 710, 330, 70, c.GLOW, 0.4),
            standing_shadow((540, 775, 110), (840, 775, 110), (1000, 756, 130)),
            person(
                520,
                785,
                480,
                APPRENTICE.but(
                    face=Face(hat="cap", hat_colour=c.RED),
                    kind="overalls",
                    top=c.SLATE,
                    sleeves=c.SLATE,
                    trousers=c.BLUE,
                ),
                1,
                "3q",
                near=at(578, 345),
                far=at(480, 330),
                nod=-14,
            ),
            glow(582, 330, 220, c.GLOW, 0.85),
            rect(571, 318, 16, 52, c.INK, 4),
            disc(579, 316, 12, c.GLOW),
            cart,
            person(
                800,
                785,
                490,
                APPRENTICE_F.but(face=Face(hair="tail"), top=c.BLUE),
                -1,
                "3q",
                near=at(655, 500),
                far=at(900, 560),
                nod=-4,
            ),
            stroke([(665, 505), (618, 478)], c.STEEL, 10),
            person(285, 790, 490, CADRE, 1, "3q", near=(0.15, 0.57), far=(0.18, 0.58), nod=-6),
            clipboard(368, 512, 70, 10),
        ]
    )


@scene(
    "security-guards",
    "晨光中，保安员列队参加技能比武，身着制服整齐敬礼，教官站在队前回礼。",
    "保安员竞赛；昌平工匠杯；职业风采",
    (0.55, 0.45),
    (0.8, -0.5),
)
def security_guards() -> str:
    people = "".join(
        person(
            1080 - i * 128, 785 - i * 14, 560 - i * 26, GUARD, -1, "3q", near=(-0.005, 0.925), far=(0.0, 0.41)
        )
        for i in range(5, -1, -1)
    )
    return "".join(
        [
            sky(c.mix(c.SKY, c.CORAL, 0.2), c.STRAW, c.CREAM),
            sun(1010, 250, 62),
            skyline(520, c.mix(c.SKY, c.CLAY, 0.35), 47, 260, tall=560),
            mist(330, 200, c.GLOW, 0.6),
            ground(520, c.mix(c.SAND, c.GREY, 0.4), c.SAND),
            paving(520, c.SAND),
            "".join(
                stroke([(120 + i * 110, 520), (120 + i * 110, 300)], c.SLATE, 5)
                + path(
                    f"M{122 + i * 110} 302q40 -14 72 4t60 -2v54q-30 14 -62 0t-70 4Z", (c.RED, c.OCHRE)[i % 2]
                )
                for i in range(3)
            ),
            "".join(
                poly(
                    [
                        (1080 - i * 128 - 30, 785 - i * 14),
                        (1080 - i * 128 + 30, 785 - i * 14),
                        (1080 - i * 128 - 150, 840),
                        (1080 - i * 128 - 220, 840),
                    ],
                    "#2A2740",
                    opacity=0.18,
                    style="mix-blend-mode:multiply",
                )
                for i in range(6)
            ),
            people,
            standing_shadow((190, 790, 90)),
            person(
                190,
                795,
                590,
                GUARD.but(top=c.mix(c.NAVY, c.PINE, 0.5)),
                1,
                "profile",
                near=(0.03, 0.92),
                far=(-0.02, 0.42),
            ),
        ]
    )


@scene(
    "robot-arm",
    "智能工厂里，青年技工拿着平板电脑调试橙色机械臂，同事指着屏幕讨论，流水线延伸向远处。",
    "产业工人队伍建设；技术创新；新质生产力",
    (0.5, 0.48),
)
def robot_arm_scene() -> str:
    far = "".join(
        robot_arm(x, 520, s, c.mix(c.ORANGE, c.SKY, 0.5), (0.6, 0.6))
        for x, s in ((470, 190), (640, 180), (800, 170), (950, 165))
    )
    return "".join(
        [
            room(c.mix(c.SKY, c.SLATE, 0.25), c.mix(c.SLATE, c.SAND, 0.4), 540),
            "".join(
                rect(60 + i * 200, 40 + i * 4, 150, 12, c.PAPER)
                + ray(60 + i * 200, 52, 150, 40, 500, 0.16, c.PAPER)
                for i in range(6)
            ),
            far,
            poly([(330, 540), (1250, 520), (1250, 560), (330, 590)], c.mix(c.TEAL, c.SLATE, 0.4)),
            "".join(gear(420 + i * 150, 530 - i * 3, 30, 14, c.STEEL) for i in range(6)),
            stroke([(-50, 650), (1250, 640)], c.OCHRE, 9),
            screen(60, 190, 230, 150, c.NAVY, chart(70, 200, 210, 130, c.GLOW)),
            standing_shadow((240, 790, 140), (400, 790, 110), (930, 790, 220)),
            robot_arm(960, 790, 560, c.ORANGE, (-0.52, 0.62)),
            lit(rect_d(560, 640, 220, 26), c.SLATE, 5),
            rect(590, 666, 20, 140, c.SLATE),
            rect(730, 666, 20, 140, c.SLATE),
            gear(668, 600, 52, 18, c.STEEL),
            person(
                440,
                790,
                600,
                APPRENTICE.but(
                    face=Face(hat="hardhat", hat_colour=c.PAPER), kind="jacket", top=c.BLUE, sleeves=""
                ),
                1,
                "3q",
                near=at(530, 480),
                far=at(570, 470),
                nod=6,
            ),
            lit(rect_d(508, 418, 120, 82, 8), c.INK, 4),
            rect(516, 426, 104, 66, c.SKY),
            stroke([(526, 476), (550, 452), (572, 466), (606, 436)], c.RED, 5),
            person(
                215,
                795,
                580,
                APPRENTICE_F.but(face=Face(hair="bob", hat="hardhat", hat_colour=c.OCHRE)),
                1,
                "3q",
                near=at(430, 470),
                far=(0.1, 0.44),
                nod=2,
            ),
        ]
    )


@scene(
    "innovation-studio",
    "俯视工作台：五位职工围着图纸讨论，手指图上的零件，灯光照亮桌面，旁边放着卡尺和齿轮。",
    "劳模创新工作室；技术攻关；QC小组",
    (0.5, 0.5),
)
def innovation_studio() -> str:
    sheet = group(
        path(rect_d(-240, -160, 480, 320), "#2A2740", opacity=0.25, transform="translate(8 10)"),
        rect(-240, -160, 480, 320, c.mix(c.NAVY, c.BLUE, 0.55)),
        chart(-225, -140, 450, 280, c.CREAM),
        rect(120, 110, 105, 36, "none"),
        transform="translate(600 400) rotate(-5)",
    )
    caliper = group(
        rect(0, 0, 190, 16, c.STEEL, 2),
        rect(0, -34, 16, 60, c.STEEL, 2),
        rect(70, -34, 44, 66, c.SLATE, 4),
        transform="translate(330 590) rotate(-18)",
    )
    return "".join(
        [
            rect(-50, -50, 1300, 900, c.mix(c.UMBER, c.NIGHT, 0.45)),
            from_above(600, 62, 230, 90, MASTER, (1.0, 0.72)),
            from_above(180, 300, 220, 12, APPRENTICE_F.but(face=Face(hair="tail")), (1.05, 0.7)),
            from_above(1030, 280, 220, 172, BUILDER, (0.75, 1.0)),
            table_top(240, 160, 720, 500, c.mix(c.CLAY, c.BROWN, 0.3)),
            glow(600, 400, 480, c.GLOW, 0.75, "soft-light"),
            sheet,
            from_above(600, 30, 230, 90, MASTER, (1.15, 0.8)),
            from_above(150, 330, 220, 6, APPRENTICE_F.but(face=Face(hair="tail")), (1.2, 0.8)),
            from_above(1050, 300, 220, 174, BUILDER, (0.8, 1.15)),
            from_above(420, 770, 220, -78, YOUTH, (0.8, 1.2)),
            from_above(800, 775, 220, -104, CADRE_F, (1.0, 0.75)),
            caliper,
            gear(880, 560, 48, 16, c.STEEL),
            gear(820, 606, 26, 12, c.OCHRE),
            cup_top(315, 235, 30),
            sheet_top(870, 225, 80, 14),
            glow(600, 400, 620, c.AMBER, 0.28),
            glow(600, 400, 330, c.GLOW, 0.35),
        ]
    )
