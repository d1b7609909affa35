"""Games and days out."""

from .. import palette as c
from ..beijing import skyline
from ..cast import (
    APPRENTICE_F,
    BUILDER,
    CADRE,
    CADRE_F,
    COURIER,
    COURIER_F,
    ELDER,
    MASTER,
    RESIDENT,
    RIDER,
    TEACHER,
    YOUTH,
    YOUTH_F,
)
from ..furniture import standing_shadow
from ..heads import Face
from ..overhead import cup_top, from_above, table_top
from ..people import at, person
from ..places import bushes, clouds, ground, hills, leafy_tree, mist, ray, room, sky
from ..svg import blob, circle_d, disc, glow, lit, path, poly, rect, rect_d, smooth_d, stroke, tint
from ..things import sign
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
            stroke([(-50, 575), (150, 556), (1250, 552)], c.BROWN, 18),
            stroke([(-50, 573), (150, 554), (1250, 550)], c.STRAW, 9),
            poly([(745, 556), (770, 556), (782, 640), (757, 624), (737, 640)], c.RED),
            team,
            stroke([(660, 553), (850, 552)], c.BROWN, 18),
            stroke([(660, 551), (850, 550)], c.STRAW, 9),
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
