"""Sport, song, festivals, days out."""

import math

from .. import palette as c
from ..beijing import hutong, skyline
from ..cast import (
    APPRENTICE,
    BOY,
    CADRE,
    CADRE_F,
    COURIER_F,
    GIRL,
    RESIDENT,
    RESIDENT_M,
    RIDER,
    RIDER_BLUE,
    TEACHER,
    VOLUNTEER_M,
    VOLUNTEER_OLD,
    YOUTH,
    YOUTH_F,
)
from ..food import bowl, cup, melon
from ..furniture import curtain, flowers_row, lantern, standing_shadow, table
from ..heads import Face
from ..people import Look, at, person
from ..places import (
    bushes,
    clouds,
    ground,
    hills,
    leafy_tree,
    mist,
    paving,
    puddle_light,
    ray,
    room,
    sky,
    sun,
    window,
)
from ..svg import Point, blob, disc, glow, group, line_d, lit, path, poly, rect, rect_d, stroke
from .register import scene


@scene(
    "choir",
    "职工合唱团在舞台上放声歌唱，三排演员身着红白礼服，指挥背对观众扬起双臂。",
    "合唱比赛；五一文艺汇演；职工文化节",
    (0.5, 0.45),
    (0, -1),
)
def choir() -> str:
    rows = ""
    for r, (y, h, count) in enumerate(((420, 330, 9), (520, 350, 8), (640, 380, 7))):
        step = 860 / count
        for i in range(count):
            x = 170 + (i + 0.5) * step
            woman = (i + r) % 2 == 0
            look = Look(
                Face(
                    hair=("bun", "bob", "tail")[(i + r) % 3] if woman else "short",
                    skin=(c.SKIN, c.SKIN_PALE, c.SKIN_TAN)[(i * 2 + r) % 3],
                ),
                top=c.RED if woman else c.PAPER,
                kind="shirt",
                trousers=c.INK,
            )
            rows += person(x, y, h, look, 1, "front", near=(0.06, 0.56), far=(-0.06, 0.56)) + rect(
                x - 22, y - h * 0.575, 44, 30, c.NAVY, 2
            )
        rows += lit(rect_d(150 - r * 40, y - 4, 900 + r * 80, 60), c.mix(c.BROWN, c.UMBER, 0.3), 5)
    return "".join(
        [
            curtain(c.mix(c.NAVY, c.RED_DEEP, 0.35), 640, 18),
            "".join(
                poly(
                    [(x - 12, -40), (x + 12, -40), (x + d + 190, 700), (x + d - 190, 700)],
                    c.GLOW,
                    opacity=0.14,
                    style="mix-blend-mode:screen",
                )
                for x, d in ((150, 220), (600, 0), (1050, -220))
            ),
            glow(600, 300, 560, c.AMBER, 0.35),
            ground(640, c.CLAY, c.BROWN),
            rows,
            ground(690, c.CLAY, c.UMBER),
            puddle_light(600, 740, 420, 60, c.GLOW, 0.4),
            person(
                600,
                880,
                430,
                CADRE.but(top=c.INK, kind="coat"),
                1,
                "back",
                near=(0.26, 0.98),
                far=(-0.25, 0.9),
            ),
            stroke([(712, 460), (770, 400)], c.PAPER, 4),
            flowers_row(0, 808, 420, 1),
            flowers_row(780, 808, 420, 2),
        ]
    )


@scene(
    "tree-planting",
    "春日荒坡上，一名志愿者挥锹培土，女职工提桶浇水，孩子在旁看着，新栽的树苗排成行，远山泛绿。",
    "植树节；志愿服务；绿色家园",
    (0.5, 0.5),
)
def tree_planting() -> str:
    def sapling(x: float, y: float, h: float) -> str:
        leaves = "".join(
            disc(x + dx * h, y - h * dy, h * 0.055, c.mix(c.LEAF, c.GLOW, k / 12), h * 0.04)
            for k, (dx, dy) in enumerate(
                (
                    (-0.12, 0.72),
                    (0.12, 0.78),
                    (-0.07, 0.86),
                    (0.08, 0.92),
                    (0, 1.0),
                    (-0.16, 0.62),
                    (0.17, 0.66),
                    (-0.02, 0.8),
                )
            )
        )
        return (
            stroke([(x, y), (x + 2, y - h)], c.BROWN, h * 0.03)
            + stroke([(x, y - h * 0.5), (x - h * 0.14, y - h * 0.68)], c.BROWN, h * 0.018)
            + stroke([(x, y - h * 0.56), (x + h * 0.14, y - h * 0.74)], c.BROWN, h * 0.018)
            + leaves
            + blob(
                [(x - h * 0.2, y + 4), (x, y - h * 0.06), (x + h * 0.2, y + 4), (x, y + h * 0.05)], c.BROWN
            )
        )

    far = "".join(sapling(80 + i * 118, 520 - (i % 4) * 8, 90) for i in range(10)) + "".join(
        person(x, 560, 170, look, f, "3q", near=(0.2, 0.5), far=(0.18, 0.45), lean=10)
        for x, look, f in (
            (150, COURIER_F, 1),
            (830, YOUTH_F, 1),
            (1010, RIDER.but(face=Face()), -1),
        )
    )
    return "".join(
        [
            sky(c.AZURE, c.mix(c.AZURE, c.CREAM, 0.5), c.CREAM),
            clouds(150, c.PAPER, 8, 5, 0.85),
            hills(470, 190, c.mix(c.SKY, c.SAGE, 0.5), 6),
            hills(520, 120, c.mix(c.SAGE, c.LEAF, 0.4), 15),
            ground(490, c.mix(c.LEAF, c.SAND, 0.35), c.mix(c.CLAY, c.BROWN, 0.3)),
            path("M-50 650Q500 570 1250 660V850H-50Z", c.mix(c.CLAY, c.SAND, 0.35)),
            far,
            standing_shadow((330, 790, 120), (880, 790, 120), (1060, 780, 90)),
            sapling(600, 790, 420),
            blob([(470, 790), (540, 752), (600, 742), (680, 752), (740, 792), (600, 815)], c.BROWN),
            person(
                350,
                795,
                560,
                VOLUNTEER_M,
                1,
                "3q",
                near=at(455, 560),
                far=at(420, 450),
                lean=14,
                nod=12,
                feet=((-0.12, 0), (0.12, 0)),
            ),
            stroke([(412, 440), (520, 720)], c.OCHRE, 9),
            lit("M500 700L545 690L562 756L520 772Z", c.SLATE, 5),
            person(
                875,
                795,
                560,
                TEACHER.but(kind="vest", top=c.RED, sleeves=c.CREAM),
                -1,
                "3q",
                near=at(700, 560),
                far=at(690, 540),
                hip=0.32,
                feet=((-0.1, 0), (0.14, 0)),
                lean=10,
                nod=6,
            ),
            lit(line_d([(655, 560), (720, 560), (708, 630), (667, 630)]), c.TEAL, 5)
            + path("M660 560q28 -44 56 0", "none", c.SLATE, 5)
            + path("M655 600Q620 640 610 740", "none", c.SKY, 5),
            person(1075, 785, 380, BOY, -1, "3q", near=(0.22, 0.6), far=(0.1, 0.44)),
            sapling(985, 690, 170),
        ]
    )


@scene(
    "lantern-fair",
    "元宵夜，职工一家提着灯笼走在挂满红灯笼的街巷，孩子指向空中的灯，屋檐灯火温暖。",
    "元宵节；职工家庭日；传统文化活动",
    (0.5, 0.5),
    (0, -0.9),
)
def lantern_fair() -> str:
    hung = "".join(
        lantern(60 + i * 120, 120 + 60 * abs(4.5 - i) ** 0.9 * 0.45 + (i % 2) * 16, 38 - abs(4.5 - i) * 2)
        for i in range(10)
    ) + "".join(lantern(250 + i * 140, 330 + (i % 2) * 10, 22) for i in range(6))
    return "".join(
        [
            sky(c.NIGHT, c.mix(c.NIGHT, c.NAVY, 0.5), c.mix(c.NAVY, c.CORAL, 0.45)),
            disc(930, 90, 46, c.CREAM),
            glow(930, 90, 200, c.CREAM, 0.5),
            hutong(-170, 640, 560, 260, False, True, c.mix(c.STEEL, c.NAVY, 0.45), True),
            hutong(820, 640, 560, 260, False, True, c.mix(c.STEEL, c.NAVY, 0.45), True),
            hutong(440, 520, 330, 120, False, True, c.mix(c.STEEL, c.NAVY, 0.5), True),
            mist(380, 180, c.mix(c.CORAL, c.NAVY, 0.4), 0.5),
            ground(520, c.mix(c.NAVY, c.CLAY, 0.45), c.mix(c.NAVY, c.UMBER, 0.5)),
            paving(520, c.mix(c.NAVY, c.CLAY, 0.3)),
            puddle_light(600, 640, 480, 110, c.AMBER, 0.35),
            stroke([(-50, 40), (300, 120), (600, 140), (900, 120), (1250, 40)], c.INK, 3),
            hung,
            person(330, 660, 250, RIDER_BLUE.but(face=Face()), 1, "back"),
            person(860, 655, 240, CADRE_F, -1, "back"),
            person(770, 640, 230, YOUTH, 1, "back"),
            standing_shadow((470, 785, 110), (620, 790, 80), (770, 785, 110)),
            person(450, 790, 540, RESIDENT_M, 1, "3q", near=at(552, 560), far=(0.1, 0.44), nod=4),
            person(
                610,
                795,
                330,
                GIRL.but(kind="padded", top=c.RED, face=Face(hat="beanie", hat_colour=c.CREAM)),
                1,
                "3q",
                near=(0.3, 1.02),
                far=(-0.16, 0.56),
                nod=-10,
            ),
            person(
                790,
                790,
                520,
                RESIDENT.but(top=c.CORAL, scarf=c.CREAM, face=Face(hair="bob")),
                -1,
                "3q",
                near=at(700, 560),
                far=(0.1, 0.45),
                nod=6,
            ),
            lantern(690, 640, 32),
            glow(620, 520, 420, c.AMBER, 0.32),
        ]
    )


@scene(
    "paper-cutting",
    "三八节活动，女职工围坐剪窗花，一位老师傅举起刚剪好的红色团花，桌上散落红纸。",
    "女职工活动；三八妇女节；非遗体验",
    (0.5, 0.45),
    (0.8, -0.5),
)
def paper_cutting() -> str:
    flower = group(
        "".join(
            path("M0 0C-22 -26 -20 -62 0 -86C20 -62 22 -26 0 0Z", c.RED, transform=f"rotate({i * 45})")
            + path("M0 -30C-7 -42 -6 -54 0 -64C6 -54 7 -42 0 -30Z", c.CREAM, transform=f"rotate({i * 45})")
            + disc(0, -78, 5, c.CREAM, transform=f"rotate({i * 45 + 22.5})")
            for i in range(8)
        ),
        disc(0, 0, 16, c.CREAM),
        disc(0, 0, 8, c.RED),
        transform="translate(592 330)",
    )
    return "".join(
        [
            room(c.mix(c.STRAW, c.CREAM, 0.5), c.CLAY, 600),
            window(
                700,
                60,
                440,
                360,
                4,
                3,
                (c.SKY, c.GLOW),
                c.BRICK,
                leafy_tree(900, 480, 330, c.CORAL, 6)
                + group(
                    *[disc(760 + i * 80, 120 + (i % 2) * 90, 15, c.CORAL, opacity=0.6) for i in range(5)]
                ),
            ),
            ray(720, 420, 380, -420, 430, 0.35),
            "".join(
                group(
                    path("M0 -34L10 -10L34 0L10 10L0 34L-10 10L-34 0L-10 -10Z", c.RED),
                    disc(0, 0, 7, c.CREAM),
                    transform=f"translate({90 + i * 110} 160)",
                )
                for i in range(4)
            ),
            stroke([(40, 100), (470, 100)], c.BROWN, 4),
            "".join(stroke([(90 + i * 110, 100), (90 + i * 110, 126)], c.RED, 2) for i in range(4)),
            person(170, 930, 640, YOUTH_F, 1, "3q", near=at(330, 600), far=at(350, 620), legs=False, nod=12),
            person(
                1060,
                930,
                650,
                CADRE_F.but(top=c.TEAL),
                -1,
                "3q",
                near=at(910, 605),
                far=at(880, 615),
                legs=False,
                nod=12,
            ),
            person(
                830,
                880,
                590,
                COURIER_F.but(top=c.SAGE, face=Face(hair="tail")),
                -1,
                "3q",
                near=at(740, 560),
                far=at(700, 580),
                legs=False,
                nod=6,
            ),
            person(
                430,
                920,
                680,
                VOLUNTEER_OLD.but(kind="jacket", top=c.NAVY, badge="", sleeves=""),
                1,
                "3q",
                near=at(530, 385),
                far=at(650, 390),
                legs=False,
                nod=-2,
            ),
            flower,
            table(60, 660, 1080, 200, cloth=c.BROWN, depth=70),
            "".join(
                poly([(x, 645), (x + 60, 640), (x + 74, 612), (x + 14, 616)], (c.RED, c.CORAL)[i % 2])
                for i, x in enumerate((240, 420, 560, 700, 850))
            ),
            "".join(path(f"M{x} 630q12 -8 26 -2l-8 10z", c.RED) for x in (360, 520, 660, 800, 960, 180)),
            stroke([(330, 600), (376, 618)], c.STEEL, 5),
            stroke([(332, 612), (378, 606)], c.STEEL, 5),
            stroke([(905, 605), (862, 622)], c.STEEL, 5),
            stroke([(902, 616), (860, 610)], c.STEEL, 5),
            poly([(350, 600), (400, 590), (410, 640), (356, 650)], c.RED),
            poly([(820, 596), (870, 604), (866, 652), (812, 640)], c.CORAL),
        ]
    )


@scene(
    "matchmaking-park",
    "傍晚的公园草坪上挂着彩灯，青年职工三三两两坐在野餐垫上交谈，一对男女相视而笑。",
    "青年联谊；交友活动；青年职工",
    (0.5, 0.55),
    (0.7, -0.4),
)
def matchmaking_park() -> str:
    def seated(x: float, y: float, h: float, look: Look, facing: int, near: Point) -> str:
        return person(
            x,
            y,
            h,
            look,
            facing,
            "3q",
            hip=0.07,
            feet=((0.33, 0.0), (0.25, 0.01)),
            near=near,
            far=(0.14, 0.16),
            lean=-3,
        )

    spots = [(-50 + i * 65, 157 + 38 * math.sin(i * 0.55)) for i in range(21)]
    bulbs = "".join(disc(x, y, 7, c.GLOW) + glow(x, y, 46, c.AMBER, 0.5) for x, y in spots)
    return "".join(
        [
            sky(c.mix(c.NAVY, c.CORAL, 0.45), c.mix(c.CORAL, c.STRAW, 0.4), c.GLOW),
            sun(960, 400, 58),
            skyline(470, c.mix(c.CORAL, c.NAVY, 0.45), 63, 170, True, 330),
            mist(330, 150, c.GLOW, 0.4),
            bushes(500, c.mix(c.GREEN, c.NAVY, 0.3), 4, 70),
            leafy_tree(60, 620, 620, c.mix(c.GREEN, c.NAVY, 0.25), 5),
            leafy_tree(1140, 600, 560, c.mix(c.GREEN, c.NAVY, 0.2), 8),
            ground(490, c.mix(c.LEAF, c.GREEN, 0.4), c.mix(c.GREEN, c.PINE, 0.4)),
            stroke([(-50 + i * 65, 150 + 38 * math.sin(i * 0.55)) for i in range(21)], c.INK, 3),
            bulbs,
            person(190, 610, 250, COURIER_F, 1, "3q", near=(0.2, 0.62)),
            person(310, 612, 260, YOUTH.but(top=c.SAGE), -1, "3q", near=(0.18, 0.6)),
            person(890, 600, 240, CADRE_F, 1, "3q"),
            person(975, 602, 250, APPRENTICE.but(face=Face()), -1, "3q", near=(0.2, 0.66)),
            poly([(240, 760), (420, 680), (960, 690), (1080, 780), (640, 835)], c.CREAM),
            "".join(
                stroke([(300 + i * 110, 735 - i * 4), (420 + i * 120, 815 - i * 6)], c.CORAL, 8)
                for i in range(5)
            ),
            seated(420, 775, 600, YOUTH.but(top=c.BLUE), 1, (0.2, 0.3)),
            seated(
                890,
                775,
                590,
                YOUTH_F.but(top=c.CORAL, face=Face(hair="long", skin=c.SKIN_PALE)),
                -1,
                (0.2, 0.3),
            ),
            bowl(660, 760, 34, c.PAPER, c.CORAL),
            cup(715, 772, 44, c.STRAW),
            melon(610, 772, 30),
            glow(660, 640, 420, c.AMBER, 0.22),
        ]
    )
