"""Voices and rights: negotiation, reading, children, study."""

from .. import palette as c
from ..beijing import hutong, skyline
from ..cast import (
    BOY,
    BUILDER,
    BUILDER_RED,
    CADRE,
    CADRE_F,
    CHILD,
    COURIER_F,
    GIRL,
    MASTER,
    RESIDENT,
    RIDER,
    TEACHER,
    VOLUNTEER,
    YOUTH_F,
)
from ..food import cup
from ..furniture import flowers_row, standing_shadow, table
from ..heads import Face
from ..overhead import cup_top, from_above, sheet_top, table_top
from ..people import at, person
from ..places import boards, bushes, clouds, ground, leafy_tree, mist, paving, ray, room, shelf, sky, window
from ..svg import circle_d, disc, glow, lit, path, poly, rect, rect_d, stroke
from ..things import book, certificate, kite
from .register import scene


@scene(
    "negotiation-above",
    "俯视的长桌：劳资双方代表面对面坐在两侧，桌上摊着文件、茶杯和笔，双方伸手递交一份协议。",
    "集体协商；工资集体合同；劳资恳谈",
    (0.5, 0.5),
)
def negotiation_above() -> str:
    left = [BUILDER, COURIER_F, MASTER, RIDER.but(kind="jacket", stripes="")]
    right = [CADRE, CADRE_F, CADRE.but(top=c.SLATE), TEACHER]
    out = ""
    for i in range(4):
        y = 145 + i * 170
        out += lit(rect_d(214, y - 62, 90, 124, 18), c.BRICK, 7) + lit(
            rect_d(896, y - 62, 90, 124, 18), c.BRICK, 7
        )
    people = ""
    for i in range(4):
        y = 145 + i * 170
        people += from_above(285, y, 165, 0, left[i], (1.45, 0.75) if i == 1 else (0.8, 0.7)) + from_above(
            915, y, 165, 180, right[i], (0.7, 1.4) if i == 1 else (0.75, 0.85)
        )
    floor = "".join(
        stroke([(-50, i * 74), (1250, i * 74)], c.mix(c.SAND, c.CLAY, 0.4), 3, soft=False) for i in range(12)
    )
    return "".join(
        [
            rect(-50, -50, 1300, 900, c.mix(c.SAND, c.CLAY, 0.25)),
            floor,
            poly([(-50, -50), (520, -50), (-50, 560)], c.GLOW, opacity=0.35, style="mix-blend-mode:screen"),
            out,
            table_top(395, 40, 410, 720, c.CLAY),
            rect(560, 40, 80, 720, c.mix(c.RED, c.UMBER, 0.15)),
            people,
            sheet_top(600, 312, 110, 84, 6),
            "".join(sheet_top(455, y, 74, 88) + sheet_top(745, y + 6, 74, -92) for y in (140, 485, 655)),
            "".join(
                cup_top(x, y, 21, c.mix(c.OCHRE, c.GREEN, 0.3))
                for x, y in ((470, 235), (730, 235), (470, 400), (735, 400), (470, 575), (735, 575))
            ),
            lit(circle_d(600, 560, 42), c.GREEN, 9)
            + "".join(
                disc(600 + dx, 560 + dy, 13, c.CORAL) + disc(600 + dx, 560 + dy, 5, c.GLOW)
                for dx, dy in ((-16, -12), (18, -8), (0, 16), (-22, 14), (22, 18))
            ),
            "".join(stroke([(505, y), (548, y + 8)], c.INK, 6) for y in (150, 660)),
        ]
    )


@scene(
    "negotiation-hands",
    "会议桌前，职工代表与企业负责人起身握手，桌上放着签好的协议，众人鼓掌。",
    "集体合同签约；和谐劳动关系；协商成果",
    (0.5, 0.45),
)
def negotiation_hands() -> str:
    return "".join(
        [
            room(c.mix(c.BLUE, c.CREAM, 0.66), c.CLAY, 600),
            window(
                60,
                70,
                1080,
                330,
                6,
                2,
                (c.SKY, c.CREAM),
                c.SLATE,
                skyline(400, c.mix(c.SKY, c.SLATE, 0.3), 44, 230, tall=820),
            ),
            ray(100, 400, 300, 260, 420, 0.25),
            person(120, 900, 640, COURIER_F, 1, "3q", near=(0.2, 0.66), far=(0.23, 0.67), legs=False),
            person(1080, 900, 640, TEACHER, -1, "3q", near=(0.2, 0.66), far=(0.23, 0.67), legs=False),
            person(
                245, 880, 640, RIDER.but(face=Face()), 1, "3q", near=(0.2, 0.66), far=(0.23, 0.67), legs=False
            ),
            person(
                965,
                890,
                650,
                CADRE.but(top=c.SLATE),
                -1,
                "3q",
                near=(0.2, 0.66),
                far=(0.23, 0.67),
                legs=False,
            ),
            person(415, 900, 700, BUILDER, 1, "3q", near=at(600, 470), far=(0.12, 0.5), legs=False, lean=3),
            person(
                800,
                900,
                700,
                CADRE_F.but(top=c.NAVY),
                -1,
                "3q",
                near=at(606, 474),
                far=(0.1, 0.5),
                legs=False,
                lean=3,
            ),
            table(60, 660, 1080, 200, cloth=c.BROWN, depth=60),
            certificate(470, 632, 90),
            certificate(745, 632, 90),
            "".join(cup(x, 646, 40, c.PAPER) for x in (220, 610, 980)),
            flowers_row(300, 662, 120, 1),
            flowers_row(830, 662, 120, 0),
        ]
    )


@scene(
    "reading-room",
    "职工书屋里，阳光从大窗洒在长桌上，工友们安静读书，一位女工踮脚取书。",
    "职工书屋；读书节；职工文化",
    (0.5, 0.5),
    (0.8, -0.6),
)
def reading_room() -> str:
    return "".join(
        [
            room(c.mix(c.SAGE, c.CREAM, 0.4), c.mix(c.CLAY, c.SAND, 0.3), 600),
            boards(600, c.CLAY, 300),
            shelf(30, 60, 560, 500, 5, 3),
            window(
                680,
                50,
                480,
                430,
                3,
                3,
                (c.SKY, c.GLOW),
                c.BROWN,
                leafy_tree(1020, 560, 470, c.SAGE, 9) + leafy_tree(760, 540, 320, c.GREEN, 4),
            ),
            ray(690, 480, 130, -480, 380, 0.42),
            ray(850, 480, 130, -480, 380, 0.42),
            ray(1010, 480, 130, -480, 380, 0.36),
            person(215, 700, 520, YOUTH_F.but(top=c.OCHRE), 1, "back", near=(0.13, 1.08), far=(-0.15, 0.42)),
            rect(278, 112, 26, 74, c.RED),
            standing_shadow((215, 702, 80)),
            person(560, 860, 580, MASTER, 1, "3q", near=at(665, 580), far=at(700, 580), nod=14, legs=False),
            person(
                1060,
                860,
                570,
                COURIER_F.but(top=c.TEAL),
                -1,
                "3q",
                near=at(935, 585),
                far=at(905, 585),
                nod=14,
                legs=False,
            ),
            person(
                810,
                850,
                560,
                BUILDER_RED.but(face=Face(skin=c.SKIN_TAN), stripes=""),
                1,
                "front",
                near=(0.07, 0.5),
                far=(-0.07, 0.5),
                nod=8,
                legs=False,
            ),
            table(380, 680, 830, 180, cloth=c.CLAY, depth=64),
            book(684, 590, 130, c.RED, 3),
            book(918, 592, 130, c.NAVY, -3),
            book(810, 604, 120, c.PINE, 0),
            "".join(
                lit(rect_d(470 + i * 2, 632 - i * 17, 104 - i * 6, 17, 2), (c.TEAL, c.OCHRE, c.BRICK)[i], 3)
                for i in range(3)
            ),
            cup(1130, 650, 40),
        ]
    )


@scene(
    "daycare-kites",
    "暑期托管班的孩子们在草地上放风筝，老师弯腰帮小女孩理线，蓝天上风筝高飞。",
    "托管班；女职工关爱；暑期服务",
    (0.5, 0.5),
)
def daycare_kites() -> str:
    return "".join(
        [
            sky(c.AZURE, c.mix(c.AZURE, c.CREAM, 0.45), c.CREAM),
            clouds(200, c.PAPER, 6, 6, 0.85),
            skyline(560, c.mix(c.SKY, c.SAGE, 0.35), 27, 130, tall=1040),
            mist(430, 140, c.CREAM, 0.6),
            bushes(580, c.mix(c.LEAF, c.GREEN, 0.5), 5, 54),
            ground(570, c.LEAF, c.GREEN),
            leafy_tree(60, 640, 470, c.mix(c.GREEN, c.LEAF, 0.4), 2),
            path("M-50 700Q400 610 1250 680V850H-50Z", c.mix(c.LEAF, c.STRAW, 0.3)),
            "".join(
                disc(x, y, 5, (c.CORAL, c.STRAW, c.PAPER)[(x + y) % 3])
                for x, y in (
                    (90, 770),
                    (260, 740),
                    (330, 790),
                    (620, 700),
                    (700, 780),
                    (1000, 730),
                    (1120, 790),
                    (880, 690),
                    (1180, 700),
                )
            ),
            kite(430, 150, 74, c.RED, (330, 520)),
            kite(760, 110, 64, c.OCHRE, (905, 500)),
            kite(1090, 190, 52, c.TEAL, (1085, 560)),
            standing_shadow((280, 770, 80), (590, 770, 160), (950, 760, 80), (1120, 740, 60)),
            person(
                270,
                770,
                390,
                BOY,
                1,
                "3q",
                near=at(330, 520),
                far=at(345, 560),
                feet=((-0.12, 0), (0.1, 0)),
                nod=-10,
            ),
            person(
                960,
                760,
                370,
                CHILD,
                -1,
                "3q",
                near=at(905, 500),
                far=at(900, 540),
                feet=((-0.12, 0), (0.12, 0)),
                nod=-10,
            ),
            person(1120, 740, 320, BOY.but(top=c.CORAL, face=Face()), -1, "3q", near=at(1085, 560), nod=-8),
            person(
                540,
                775,
                560,
                TEACHER.but(top=c.CORAL),
                1,
                "3q",
                near=at(660, 575),
                far=at(680, 590),
                lean=26,
                nod=8,
            ),
            person(
                735, 775, 360, GIRL.but(top=c.STRAW), -1, "3q", near=at(680, 580), far=at(672, 600), nod=-4
            ),
            kite(662, 640, 44, c.CORAL, (672, 590)),
        ]
    )


@scene(
    "study-aid",
    "金秋助学：工会干部把书包递给女学生，志愿者捧着书本，母亲在旁微笑，院子里落着银杏叶。",
    "金秋助学；困难职工帮扶；送温暖",
    (0.5, 0.5),
)
def study_aid() -> str:
    pack = (
        lit(rect_d(548, 470, 104, 130, 26), c.TEAL, 9)
        + rect(562, 535, 76, 52, c.shade(c.TEAL, 0.2), 10)
        + path("M575 472q25 -44 50 0", "none", c.NAVY, 8)
        + rect(590, 500, 20, 20, c.STRAW)
    )
    return "".join(
        [
            sky(c.CREAM, c.STRAW, c.CREAM),
            glow(900, 100, 520, c.GLOW, 0.8),
            hutong(-100, 590, 560, 250),
            hutong(740, 560, 560, 200, False, False),
            ground(580, c.SAND, c.mix(c.SAND, c.GREY, 0.4)),
            paving(580, c.SAND),
            leafy_tree(650, 600, 570, c.OCHRE, 8),
            "".join(
                disc((i * 137) % 1200, 610 + (i * 53) % 200, 7, c.mix(c.OCHRE, c.GLOW, (i % 5) / 6), 4)
                for i in range(90)
            ),
            standing_shadow((400, 780, 120), (790, 780, 110), (990, 785, 110)),
            person(395, 785, 570, CADRE, 1, "3q", near=at(552, 520), far=at(560, 545), lean=5, nod=5),
            person(
                790,
                780,
                510,
                GIRL.but(child=False, top=c.PAPER, trousers=c.NAVY, scarf=c.RED),
                -1,
                "3q",
                near=at(650, 520),
                far=at(655, 545),
            ),
            person(
                1000,
                785,
                560,
                RESIDENT.but(kind="jacket", face=Face(hair="bun"), scarf=""),
                -1,
                "3q",
                near=at(868, 430),
                far=(0.1, 0.45),
            ),
            pack,
            person(190, 790, 550, VOLUNTEER, 1, "3q", near=(0.15, 0.52), far=(0.2, 0.52)),
            "".join(rect(240, 470 - i * 18, 100, 17, (c.RED, c.OCHRE, c.NAVY)[i], 2) for i in range(3)),
        ]
    )
