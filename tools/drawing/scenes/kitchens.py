"""Kitchens, and what is carried out of them."""

from .. import palette as c
from ..beijing import skyline
from ..cast import GUARD, YOUTH_F
from ..food import cup, lunchbox, steamer
from ..hands import big_hand, forearm
from ..heads import Face
from ..people import Look, at, person
from ..places import lamp, room, sky, steam, window
from ..svg import circle_d, disc, glow, ground_shadow, line_d, lit, path, rect, rect_d, smooth_d, stroke, wash
from ..things import sign
from .register import scene


@scene(
    "dawn-canteen",
    "天未亮的食堂，厨师揭开冒着热气的蒸笼，地铁司机伸手接过一袋包子，窗外灯火稀疏。",
    "早班饭；食堂服务；地铁司机",
    (0.5, 0.5),
    (-0.6, -0.7),
)
def dawn_canteen() -> str:
    cook = Look(
        Face(hat="toque", hat_colour=c.PAPER, skin=c.SKIN_TAN), top=c.PAPER, kind="apron", trousers=c.SLATE
    )
    return "".join(
        [
            room(c.mix(c.SAGE, c.CREAM, 0.3), c.CLAY, 610),
            "".join(
                stroke(
                    [(-50, 60 + i * 56), (1250, 60 + i * 56)], c.mix(c.SAGE, c.PAPER, 0.6), 2.5, soft=False
                )
                + stroke([(i * 110, -50), (i * 110, 610)], c.mix(c.SAGE, c.PAPER, 0.6), 2.5, soft=False)
                for i in range(12)
            ),
            window(
                780,
                90,
                340,
                260,
                3,
                2,
                (c.NIGHT, c.NAVY),
                c.BROWN,
                skyline(350, c.mix(c.NIGHT, c.NAVY, 0.5), 96, 120, True, None),
            ),
            lamp(420, 120, 220, 60, c.RED_DEEP, 0.65),
            rect(60, 100, 210, 100, c.RED),
            sign(165, 150, 44, "食 堂", c.PAPER),
            person(
                870,
                880,
                630,
                GUARD.but(face=Face(hat="peaked", hat_colour=c.BLUE), top=c.mix(c.BLUE, c.NAVY, 0.4)),
                -1,
                "3q",
                near=at(700, 520),
                far=at(730, 540),
                legs=False,
                nod=4,
            ),
            person(
                1060,
                890,
                610,
                YOUTH_F.but(kind="jacket", top=c.mix(c.BLUE, c.NAVY, 0.4)),
                -1,
                "3q",
                near=(0.12, 0.55),
                legs=False,
            ),
            person(330, 900, 660, cook, 1, "3q", near=at(500, 430), far=at(660, 520), legs=False, nod=4),
            lit(
                smooth_d([(650, 520), (665, 500), (705, 500), (722, 522), (716, 575), (658, 575)]), c.CREAM, 5
            ),
            lit(
                smooth_d([(470, 440), (500, 396), (560, 380), (600, 400), (560, 424)], tension=0.7), c.CLAY, 5
            ),
            lit(rect_d(40, 650, 1120, 210), c.STEEL, 7),
            rect(30, 634, 1140, 24, c.light(c.STEEL, 0.5), 3),
            steamer(450, 636, 230, 3),
            steamer(180, 636, 190, 4, False),
            "".join(cup(820 + i * 60, 634, 46, (c.PAPER, c.SKY)[i % 2]) for i in range(3)),
            steam(440, 500, 360, 6, 1, 34),
            steam(180, 480, 260, 2, 0.8, 20),
            glow(420, 260, 420, c.AMBER, 0.3),
        ]
    )


@scene(
    "kitchen-chefs",
    "后厨里，炉台师傅颠勺火苗蹿起，切配师傅低头切菜，另一位端着菜盘匆匆走过。",
    "餐饮行业集体协商；厨师技能赛；面点师",
    (0.4, 0.5),
    (0.4, -0.6),
)
def kitchen_chefs() -> str:
    cook = Look(Face(hat="toque", hat_colour=c.PAPER), top=c.PAPER, kind="apron", trousers=c.SLATE)
    flame = "".join(
        path(
            smooth_d(
                [
                    (440 + dx - w, 520),
                    (440 + dx - w * 0.6, 520 - h * 0.5),
                    (440 + dx + w * 0.3, 520 - h),
                    (440 + dx + w * 0.5, 520 - h * 0.45),
                    (440 + dx + w, 520),
                ]
            ),
            colour,
        )
        for dx, w, h, colour in ((0, 90, 200, c.ORANGE), (-30, 60, 140, c.AMBER), (26, 46, 110, c.GLOW))
    )
    wok = lit("M330 500Q350 590 440 592Q530 590 550 500Z", c.INK, 6) + stroke(
        [(332, 506), (262, 484)], c.UMBER, 13
    )
    bits = "".join(
        lit(circle_d(x, y, 12, 9), colour, 3)
        for x, y, colour in (
            (400, 400, c.LEAF),
            (440, 360, c.CORAL),
            (480, 390, c.OCHRE),
            (430, 430, c.GREEN),
            (505, 350, c.LEAF),
            (376, 350, c.CORAL),
        )
    )
    return "".join(
        [
            room(c.mix(c.SLATE, c.NAVY, 0.25), c.BROWN, 600),
            "".join(
                stroke([(-50, 50 + i * 60), (1250, 50 + i * 60)], c.mix(c.SLATE, c.SKY, 0.2), 2.5, soft=False)
                for i in range(10)
            ),
            lit(line_d([(180, -20), (720, -20), (640, 120), (260, 120)]), c.STEEL, 9),
            stroke([(760, 150), (1180, 150)], c.STEEL, 8),
            "".join(
                stroke([(800 + i * 80, 150), (800 + i * 80, 215)], c.STEEL, 6)
                + lit(circle_d(800 + i * 80, 240, 26 - i * 2, 24 - i), (c.SLATE, c.CLAY)[i % 2], 4)
                for i in range(5)
            ),
            glow(440, 420, 520, c.ORANGE, 0.55),
            "".join(lamp(x, 90, 150, 30, c.INK, 0.35) for x in (820, 1080)),
            person(
                1090,
                860,
                600,
                cook.but(face=Face(hair="bun", hat="cap", hat_colour=c.RED)),
                -1,
                "3q",
                near=(0.24, 0.72),
                far=(0.2, 0.7),
                legs=False,
            ),
            disc(945, 440, 70, c.PAPER, 17),
            disc(945, 434, 48, c.CORAL, 13),
            "".join(disc(925 + i * 20, 430, 9, c.LEAF, 6) for i in range(3)),
            person(
                790,
                890,
                630,
                cook.but(face=Face(hat="toque", hat_colour=c.PAPER, skin=c.SKIN_TAN, glasses=True)),
                1,
                "front",
                near=(0.08, 0.47),
                far=(-0.08, 0.46),
                nod=10,
                legs=False,
            ),
            flame,
            bits,
            person(
                200,
                880,
                680,
                cook.but(sleeves=c.PAPER),
                1,
                "3q",
                near=at(275, 492),
                far=at(440, 560),
                lean=4,
                nod=6,
                legs=False,
            ),
            wok,
            lit(rect_d(-50, 600, 1300, 260), c.STEEL, 6),
            rect(-50, 588, 1300, 22, c.light(c.STEEL, 0.5)),
            rect(340, 580, 200, 20, c.INK, 4),
            lit(rect_d(700, 572, 190, 20, 4), c.CLAY, 4),
            "".join(disc(730 + i * 24, 566, 13, (c.LEAF, c.GREEN, c.CORAL)[i % 3], 9) for i in range(5)),
            rect(810, 540, 50, 26, c.light(c.STEEL, 0.4), 3),
            steam(440, 380, 260, 4, 0.7, 20),
        ]
    )


@scene(
    "lunchbox",
    "静物特写：蒸箱前一排铝饭盒冒着热气，一只手伸向盖上有坑的那一个。",
    "副刊；职工文学；师傅的饭盒",
    (0.45, 0.55),
    (-0.7, -0.6),
)
def lunchbox_still() -> str:
    return "".join(
        [
            sky(c.mix(c.BROWN, c.UMBER, 0.4), c.mix(c.CLAY, c.BROWN, 0.3), c.CLAY),
            lit(rect_d(90, 40, 1020, 420, 10), c.mix(c.STEEL, c.SLATE, 0.4), 8),
            rect(130, 80, 940, 340, c.mix(c.NIGHT, c.UMBER, 0.4)),
            "".join(rect(130, 240 + j * 160, 940, 12, c.STEEL) for j in range(1)),
            "".join(lunchbox(250 + i * 235, 240, 190) for i in range(4)),
            "".join(lunchbox(250 + i * 235, 418, 190) for i in range(4)),
            glow(600, 260, 520, c.AMBER, 0.4),
            steam(380, 330, 330, 3, 1, 40),
            steam(820, 330, 330, 8, 1, 40),
            wash(rect_d(-50, 480, 1300, 380), c.mix(c.CLAY, c.STRAW, 0.2), c.BROWN),
            "".join(
                stroke([(-50, 560 + i * 90), (1250, 556 + i * 90)], c.shade(c.CLAY, 0.25), 3)
                for i in range(4)
            ),
            ground_shadow(300, 640, 150, 22),
            ground_shadow(960, 620, 140, 22),
            ground_shadow(620, 730, 210, 28),
            lunchbox(285, 636, 250),
            lunchbox(970, 616, 230),
            lunchbox(610, 730, 350, True),
            stroke([(880, 690), (960, 662), (1010, 672)], c.RED, 8),
            forearm((1290, 560), (905, 520), 80, c.BLUE, cuff=c.mix(c.BLUE, c.NAVY, 0.5)),
            big_hand(910, 522, 250, 171, c.SKIN_TAN, 0.55, -1),
            steam(600, 590, 300, 5, 0.9, 30),
            glow(200, 80, 460, c.GLOW, 0.25),
        ]
    )
