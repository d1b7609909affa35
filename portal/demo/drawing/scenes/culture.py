"""Sport, song, festivals, days out."""

import math

from .. import palette as c
from ..beijing import hutong, skyline
from ..cast import (
    APPRENTICE,
    APPRENTICE_F,
    BOY,
    BUILDER,
    CADRE,
    CADRE_F,
    COURIER,
    COURIER_F,
    ELDER,
    GIRL,
    MASTER,
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
from ..furniture import curtain, flowers_row, lantern, standing_shadow, table
from ..heads import Face
from ..overhead import cup_top, from_above, table_top
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
from ..svg import (
    Point,
    blob,
    circle_d,
    disc,
    glow,
    group,
    line_d,
    lit,
    path,
    poly,
    rect,
    rect_d,
    smooth_d,
    stroke,
    tint,
)
from ..things import bowl, cup, melon, sign
from .register import scene


@scene(
    "table-tennis",
    "乒乓球联赛决赛，两名选手隔网对攻，一人侧身挥拍，球在空中划出弧线，看台上观众加油。",
    "乒乓球联赛；职工运动会；文体活动",
    (0.5, 0.5),
)
def table_tennis() -> str:
    crowd = "".join(
        person(
            20 + i * 92 + (j % 2) * 46,
            425 + j * 62,
            240,
            (YOUTH, YOUTH_F, MASTER, COURIER_F, CADRE_F, BUILDER.but(stripes=""), ELDER)[(i * 3 + j) % 7].but(
                badge=""
            ),
            (1, -1)[(i + j) % 2],
            "front",
            legs=False,
            near=(0.12, 0.98) if (i + j) % 4 == 0 else (0.1, 0.5),
        )
        for j in range(2)
        for i in range(14)
    )
    return "".join(
        [
            room(c.mix(c.NAVY, c.TEAL, 0.3), c.mix(c.RED, c.CLAY, 0.35), 480),
            crowd,
            tint(c.NAVY, 0.25),
            rect(-50, 375, 1300, 115, c.mix(c.TEAL, c.NAVY, 0.25)),
            rect(-50, 375, 1300, 9, c.CREAM),
            "".join(rect(90 + i * 230, 424, 130, 40, c.RED, 2) for i in range(5)),
            ground(490, c.mix(c.RED, c.CLAY, 0.45), c.mix(c.RED, c.UMBER, 0.4)),
            "".join(ray(160 + i * 280, -40, 90, 0, 620, 0.2) for i in range(4)),
            standing_shadow((210, 780, 170), (600, 750, 340), (990, 780, 160)),
            poly([(330, 570), (870, 570), (930, 640), (270, 640)], c.TEAL),
            stroke([(330, 570), (870, 570), (930, 640), (270, 640), (330, 570)], c.PAPER, 5, soft=False),
            poly([(270, 640), (930, 640), (930, 654), (270, 654)], c.shade(c.TEAL, 0.4)),
            "".join(rect(x, 654, 14, 110, c.SLATE) for x in (320, 866)),
            poly([(596, 530), (604, 530), (604, 650), (596, 650)], c.PAPER),
            rect(590, 525, 20, 130, c.PAPER, opacity=0.45),
            person(
                190,
                780,
                560,
                YOUTH.but(top=c.RED, trousers=c.INK),
                1,
                "3q",
                near=at(352, 385),
                far=(-0.2, 0.62),
                lean=14,
                feet=((-0.16, 0), (0.2, 0)),
                hip=0.44,
            ),
            lit(circle_d(378, 365, 28, 34), c.RED_DEEP, 5),
            stroke([(352, 390), (368, 378)], c.CLAY, 9),
            person(
                1010,
                780,
                570,
                YOUTH_F.but(top=c.OCHRE, trousers=c.NAVY),
                -1,
                "3q",
                near=at(880, 520),
                far=(-0.18, 0.6),
                lean=18,
                feet=((-0.2, 0), (0.18, 0)),
                hip=0.43,
            ),
            lit(circle_d(856, 505, 28, 33), c.RED, 5),
            stroke([(885, 525), (870, 514)], c.CLAY, 9),
            path("M390 370Q560 300 700 560Q770 470 840 500", "none", c.PAPER, 3, stroke_dasharray="4 12"),
            disc(742, 510, 11, "#FFFFFF"),
            glow(742, 510, 50, "#FFFFFF", 0.6),
        ]
    )


@scene(
    "chess-above",
    "俯视象棋桌：两位退休职工对弈，一只手正移动棋子，旁边放着茶壶和树影。",
    "退休职工活动；象棋比赛；社区文化",
    (0.5, 0.5),
)
def chess_above() -> str:
    x0, y0, k = 376, 160, 56
    lines = "".join(
        stroke([(x0, y0 + i * k), (x0 + 8 * k, y0 + i * k)], c.UMBER, 2.5, soft=False) for i in range(10)
    ) + "".join(
        stroke([(x0 + i * k, y0), (x0 + i * k, y0 + 4 * k)], c.UMBER, 2.5, soft=False)
        + stroke([(x0 + i * k, y0 + 5 * k), (x0 + i * k, y0 + 9 * k)], c.UMBER, 2.5, soft=False)
        for i in range(9)
    )
    men = [
        (0, 0, "車"),
        (8, 0, "車"),
        (4, 0, "将"),
        (3, 0, "士"),
        (2, 2, "马"),
        (1, 2, "炮"),
        (4, 3, "卒"),
        (8, 4, "卒"),
    ]
    red = [
        (0, 9, "車"),
        (7, 7, "炮"),
        (4, 9, "帅"),
        (5, 9, "仕"),
        (6, 7, "马"),
        (4, 6, "兵"),
        (0, 6, "兵"),
        (4, 7, "炮"),
    ]
    pieces = "".join(
        disc(x0 + i * k + 3, y0 + j * k + 5, 25, "#2A2740", opacity=0.3)
        + lit(circle_d(x0 + i * k, y0 + j * k, 24), c.STRAW, 5)
        + path(circle_d(x0 + i * k, y0 + j * k, 19), "none", tone, 2)
        + sign(x0 + i * k, y0 + j * k, 25, text, tone)
        for group_, tone in ((men, c.INK), (red, c.RED))
        for i, j, text in group_
    )
    shade_spots = "".join(
        disc(
            (i * 211) % 1300 - 40,
            (i * 157 + i * i * 13) % 900 - 40,
            16 + (i * 31) % 34,
            "#2A2740",
            10 + (i * 17) % 22,
            opacity=0.12,
        )
        for i in range(96)
    )
    return "".join(
        [
            rect(-50, -50, 1300, 900, c.mix(c.GREY, c.SAND, 0.55)),
            "".join(
                stroke([(-50, i * 150), (1250, i * 150 + 12)], c.shade(c.SAND, 0.25), 3)
                + stroke([(i * 190, -50), (i * 190 + 8, 850)], c.shade(c.SAND, 0.25), 3)
                for i in range(8)
            ),
            from_above(130, 410, 330, 0, ELDER, (0.95, 0.75)),
            from_above(1075, 410, 330, 180, MASTER, (0.75, 1.1)),
            table_top(300, 70, 600, 660, c.mix(c.CLAY, c.BROWN, 0.4)),
            rect(340, 122, 520, 582, c.mix(c.SAND, c.STRAW, 0.5)),
            lines,
            sign(600, y0 + 4.5 * k, 34, "楚河　　汉界", c.UMBER),
            pieces,
            from_above(95, 410, 330, 2, ELDER, (1.0, 0.8)),
            from_above(1105, 420, 330, 181, MASTER, (0.8, 1.3)),
            lit(circle_d(700, 474, 26), c.STRAW, 5),
            sign(700, 474, 26, "兵", c.RED),
            cup_top(352, 690, 24, c.mix(c.OCHRE, c.GREEN, 0.3)),
            cup_top(860, 128, 24, c.mix(c.OCHRE, c.GREEN, 0.3)),
            shade_spots,
            glow(820, 120, 520, c.GLOW, 0.25),
        ]
    )


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
    "tug-of-war",
    "秋季运动会拔河赛，一队职工身体后仰用力拉绳，裁判举旗，周围同事呐喊。",
    "职工运动会；趣味运动；凝聚力",
    (0.45, 0.5),
)
def tug_of_war() -> str:
    looks = [
        YOUTH.but(top=c.RED),
        BUILDER.but(kind="shirt", top=c.RED, stripes="", sleeves=""),
        YOUTH_F.but(top=c.RED),
        MASTER.but(kind="shirt", top=c.RED, badge=""),
    ]
    blue = [YOUTH.but(top=c.BLUE), COURIER_F.but(kind="shirt", top=c.BLUE)]
    team = ""
    for i, look in enumerate(looks):
        x = 560 - i * 148
        team += person(
            x,
            770,
            500,
            look,
            1,
            "profile",
            lean=-32,
            nod=26,
            hip=0.36,
            shift=-0.14,
            feet=((0.02, 0), (0.24, 0.01)),
            near=at(x + 96, 552),
            far=at(x + 130, 552),
        )
    for i, look in enumerate(blue):
        x = 930 + i * 160
        team += person(
            x,
            770,
            500,
            look,
            -1,
            "profile",
            lean=-28,
            nod=24,
            hip=0.37,
            shift=-0.12,
            feet=((0.02, 0), (0.22, 0.01)),
            near=at(x - 96, 552),
            far=at(x - 130, 552),
        )
    crowd = "".join(
        person(
            30 + i * 105,
            520 + (i % 3) * 6,
            240,
            (YOUTH_F, COURIER, TEACHER, CADRE, RIDER.but(face=Face()), APPRENTICE_F, ELDER)[i % 7],
            (1, -1)[i % 2],
            "3q",
            near=(0.2, 0.98) if i % 3 == 0 else (0.2, 0.7),
        )
        for i in range(12)
    )
    return "".join(
        [
            sky(c.AZURE, c.mix(c.AZURE, c.CREAM, 0.5), c.CREAM),
            clouds(150, c.PAPER, 17, 4, 0.8),
            skyline(420, c.mix(c.SKY, c.SLATE, 0.2), 57, 150, tall=None),
            bushes(450, c.LEAF, 9, 60),
            leafy_tree(1100, 470, 380, c.OCHRE, 3),
            leafy_tree(80, 470, 360, c.mix(c.OCHRE, c.CORAL, 0.3), 5),
            ground(440, c.mix(c.CORAL, c.CLAY, 0.5), c.mix(c.CORAL, c.CLAY, 0.7)),
            "".join(stroke([(-50, y), (1250, y)], c.CREAM, w) for y, w in ((478, 3), (660, 6))),
            crowd,
            standing_shadow(
                *[(620 - i * 148, 775, 110) for i in range(4)], (880, 775, 100), (1040, 775, 100)
            ),
            stroke([(-50, 575), (150, 556), (1250, 552)], c.BROWN, 16),
            poly([(745, 556), (770, 556), (782, 640), (757, 624), (737, 640)], c.RED),
            team,
            stroke([(640, 553), (860, 552)], c.BROWN, 16),
            stroke([(640, 551), (860, 550)], c.OCHRE, 8),
            poly([(745, 556), (770, 556), (782, 630), (757, 614), (737, 630)], c.RED),
        ]
    )


@scene(
    "hiking-wall",
    "深秋，职工健步走的队伍沿着山脊上的长城前行，漫山红叶，一人回身拉同伴一把。",
    "健步走；疗休养；秋季登山",
    (0.4, 0.5),
    (0.8, -0.5),
)
def hiking_wall() -> str:
    wall = [
        (-60, 700),
        (140, 640),
        (330, 650),
        (520, 560),
        (700, 520),
        (830, 430),
        (960, 400),
        (1060, 330),
        (1260, 300),
    ]
    top = (
        smooth_d(wall, closed=False)
        + "L1260 420L1060 440L960 500L830 540L700 640L520 700L330 800L140 850H-60Z"
    )
    teeth = ""
    for i in range(36):
        t = i / 35 * (len(wall) - 1)
        a, f = int(min(t, len(wall) - 2)), t - int(min(t, len(wall) - 2))
        x, y = wall[a][0] + (wall[a + 1][0] - wall[a][0]) * f, wall[a][1] + (wall[a + 1][1] - wall[a][1]) * f
        s = 34 * (1 - i / 50)
        teeth += lit(rect_d(x - s * 0.4, y - s * 0.7, s * 0.8, s * 1.1), c.mix(c.SAND, c.CLAY, 0.3), 4)
    tower_ = (
        lit(rect_d(1000, 200, 130, 150), c.mix(c.SAND, c.CLAY, 0.35), 9)
        + "".join(rect(1018 + i * 36, 240, 20, 34, c.UMBER, 9) for i in range(3))
        + "".join(rect(996 + i * 29, 184, 20, 20, c.mix(c.SAND, c.CLAY, 0.3)) for i in range(5))
    )
    dots = "".join(
        lit(
            circle_d((i * 173) % 1260 - 20, 610 + (i * 97) % 240, 15 + i % 13, 13 + i % 11),
            (c.CORAL, c.ORANGE, c.OCHRE, c.BRICK, c.CORAL)[i % 5],
            7,
        )
        for i in range(95)
    )
    folk = [
        (910, 452, 88, COURIER_F),
        (850, 478, 98, MASTER),
        (770, 520, 116, YOUTH),
        (690, 560, 134, CADRE_F),
    ]
    line = "".join(
        person(
            x, y, h, look, 1, "profile", near=(0.12, 0.5), far=(-0.1, 0.46), feet=((-0.12, 0), (0.12, 0.02))
        )
        for x, y, h, look in folk
    )
    return "".join(
        [
            sky(c.mix(c.AZURE, c.STRAW, 0.2), c.STRAW, c.CREAM),
            glow(980, 120, 520, c.GLOW, 0.7),
            hills(520, 260, c.mix(c.SKY, c.TEAL, 0.25), 4),
            mist(330, 130, c.CREAM, 0.6),
            hills(620, 220, c.mix(c.TEAL, c.OCHRE, 0.35), 10),
            mist(450, 120, c.CREAM, 0.45),
            hills(720, 200, c.mix(c.CORAL, c.BROWN, 0.35), 14),
            dots,
            lit(top, c.mix(c.SAND, c.CLAY, 0.18), 5),
            teeth,
            tower_,
            line,
            person(
                310,
                800,
                420,
                BUILDER.but(
                    kind="jacket", top=c.TEAL, stripes="", sleeves="", face=Face(hat="cap", hat_colour=c.RED)
                ),
                -1,
                "3q",
                near=at(240, 610),
                far=(-0.1, 0.45),
                feet=((-0.1, 0.06), (0.1, 0)),
                lean=6,
            ),
            blob([(338, 520), (376, 530), (384, 620), (350, 640), (330, 590)], c.RED),
            person(
                130,
                850,
                420,
                YOUTH_F.but(kind="jacket", top=c.OCHRE),
                1,
                "3q",
                near=at(236, 616),
                far=(-0.08, 0.45),
                feet=((-0.1, 0), (0.16, 0.08)),
                lean=12,
                nod=-10,
            ),
            person(
                470,
                730,
                330,
                RESIDENT.but(kind="jacket", scarf="", face=Face(hat="sunhat", hat_colour=c.STRAW)),
                1,
                "profile",
                near=(0.2, 0.5),
                far=(-0.08, 0.46),
                feet=((-0.12, 0), (0.14, 0.05)),
            ),
            stroke([(536, 560), (556, 740)], c.BROWN, 5),
            bushes(850, c.mix(c.CORAL, c.BRICK, 0.4), 8, 70),
        ]
    )


@scene(
    "tree-planting",
    "春日荒坡上，职工们三人一组挥锹培土、扶苗浇水，新栽的树苗排成行，远山泛绿。",
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
