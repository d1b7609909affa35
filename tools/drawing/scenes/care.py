"""Looking after each other: health, first aid, old age."""

from .. import palette as c
from ..beijing import skyline
from ..cast import (
    BUILDER,
    BUILDER_RED,
    CADRE_F,
    CLEANER,
    COURIER_F,
    DOCTOR,
    ELDER_F,
    GUARD,
    NURSE,
    TEACHER,
    YOUTH,
)
from ..food import cup
from ..furniture import (
    banner,
    chair,
    first_aid_box,
    papers,
    plant,
    poster,
    standing_shadow,
    table,
    wheelchair,
)
from ..heads import Face
from ..people import at, person
from ..places import boards, leafy_tree, ray, room, steam, window
from ..svg import blob, circle_d, disc, glow, limb_d, lit, rect, rect_d, smooth_d, stroke, tint
from ..things import clipboard, speech_marks
from .register import scene


@scene(
    "health-check",
    "体检现场，护士为建筑工人量血压，医生在旁记录，身后工人排队等候。",
    "职工体检；健康服务；职业病防治",
    (0.45, 0.5),
)
def health_check() -> str:
    return "".join(
        [
            room(c.mix(c.SKY, c.CREAM, 0.5), c.mix(c.SAGE, c.SAND, 0.5), 590),
            window(70, 80, 300, 270, 2, 3, (c.SKY, c.CREAM), c.STEEL),
            poster(470, 100, 150, 210, c.TEAL),
            poster(660, 100, 150, 210, c.RED),
            ray(80, 350, 250, 330, 450, 0.3),
            person(985, 770, 500, BUILDER_RED, -1, "3q"),
            person(1120, 780, 510, CLEANER, -1, "3q", near=(0.13, 0.55), far=(0.17, 0.56)),
            chair(770, 800, 150, -1, c.SLATE),
            person(
                790,
                800,
                600,
                BUILDER.but(face=Face(skin=c.SKIN_TAN)),
                -1,
                "3q",
                hip=0.29,
                shift=-0.02,
                feet=((0.2, 0), (0.28, 0)),
                near=at(600, 566),
                far=at(690, 640),
                nod=3,
            ),
            person(
                330,
                820,
                620,
                NURSE,
                1,
                "3q",
                hip=0.36,
                near=at(540, 545),
                far=at(520, 560),
                nod=10,
                lean=5,
                legs=False,
            ),
            person(170, 800, 590, DOCTOR, 1, "3q", near=at(300, 440), far=at(280, 470), nod=8),
            clipboard(290, 440, 92, 12),
            table(300, 600, 430, 230, c.CREAM, depth=50),
            lit(rect_d(430, 520, 110, 66, 6), c.SLATE, 5),
            rect(440, 530, 90, 36, c.MIST),
            stroke([(455, 556), (472, 540), (486, 558), (505, 536), (520, 550)], c.RED, 4),
            lit(limb_d([(712, 506), (750, 482)], [33, 36]), c.NAVY, 7),
            stroke([(540, 570), (600, 600), (690, 560), (712, 520)], c.INK, 5),
            papers(330, 590, 60, 2),
        ]
    )


@scene(
    "first-aid",
    "急救培训课上，一名学员跪地为模拟人做胸外按压，红衣教练半蹲着指导，其他人围看学习。",
    "急救培训；安全生产月；职工技能",
    (0.52, 0.6),
)
def first_aid() -> str:
    dummy = (
        lit(limb_d([(420, 690), (640, 690)], [46, 40]), c.SKY, 9)
        + lit(circle_d(345, 672, 46, 40), c.SKIN_PALE, 8)
        + lit(limb_d([(640, 694), (860, 706)], [34, 26]), c.NAVY, 7)
        + disc(332, 655, 5, c.shade(c.SKIN, 0.5))
        + stroke([(440, 720), (540, 735), (600, 726)], c.SKY, 26)
    )
    return "".join(
        [
            room(c.mix(c.SAGE, c.CREAM, 0.55), c.mix(c.SAND, c.CLAY, 0.3), 540),
            poster(100, 80, 160, 220, c.RED),
            window(880, 60, 270, 300, 2, 3, (c.SKY, c.CREAM), c.STEEL),
            ray(880, 360, 240, -300, 450, 0.3),
            person(330, 600, 440, YOUTH, 1, "3q", near=(0.13, 0.56), far=(0.17, 0.57), nod=10),
            person(480, 590, 430, COURIER_F, 1, "front", nod=6),
            person(640, 590, 440, GUARD, -1, "3q", nod=10),
            person(800, 600, 440, TEACHER, -1, "3q", near=(0.14, 0.56), far=(0.18, 0.57), nod=10),
            blob(
                [(180, 740), (330, 690), (700, 680), (960, 720), (920, 790), (500, 810), (210, 790)],
                c.mix(c.TEAL, c.SAGE, 0.5),
            ),
            dummy,
            person(
                520,
                800,
                560,
                BUILDER.but(face=Face(skin=c.SKIN_TAN)),
                -1,
                "profile",
                hip=0.25,
                shift=-0.14,
                lean=38,
                nod=12,
                feet=((-0.34, 0.02), (-0.3, 0.02)),
                near=at(470, 640),
                far=at(478, 645),
            ),
            person(
                1010,
                800,
                560,
                NURSE.but(top=c.RED, kind="shirt", trousers=c.SLATE),
                -1,
                "3q",
                hip=0.27,
                feet=((-0.05, 0), (0.16, 0)),
                near=at(800, 570),
                far=at(880, 620),
                nod=6,
            ),
            first_aid_box(90, 780, 140),
            speech_marks(470, 590, 22, c.RED),
        ]
    )


@scene(
    "elderly-care",
    "养老护理技能比赛中，选手俯身为坐轮椅的老人整理毛毯，评委在一旁拿着记分板。",
    "养老护理竞赛；昌平工匠杯；家政护理",
    (0.45, 0.5),
)
def elderly_care() -> str:
    rug = lit(
        smooth_d([(455, 560), (560, 545), (660, 575), (665, 690), (640, 720), (600, 620), (470, 610)]),
        c.TEAL,
        9,
        inside=stroke([(470, 590), (560, 575), (650, 610)], c.STRAW, 6),
    )
    return "".join(
        [
            room(c.mix(c.CORAL, c.CREAM, 0.72), c.mix(c.CLAY, c.SAND, 0.4), 600),
            boards(600, c.SAND),
            window(80, 80, 330, 340, 2, 3, (c.SKY, c.GLOW), c.BROWN, leafy_tree(240, 500, 380, c.SAGE, 3)),
            ray(100, 420, 280, 240, 420, 0.4),
            banner(560, 60, 560, 76, "技能比赛", c.RED),
            plant(60, 720, 240),
            standing_shadow((510, 790, 190), (320, 790, 120), (1010, 790, 110)),
            person(
                480,
                785,
                540,
                ELDER_F,
                1,
                "3q",
                hip=0.33,
                feet=((0.24, 0.09), (0.28, 0.08)),
                near=at(585, 560),
                far=at(600, 570),
                nod=2,
            ),
            wheelchair(470, 790, 116, 1),
            rug,
            person(
                800,
                795,
                590,
                NURSE.but(top=c.mix(c.SKY, c.TEAL, 0.3)),
                -1,
                "3q",
                near=at(660, 570),
                far=at(640, 590),
                lean=20,
                nod=10,
            ),
            person(1060, 795, 580, CADRE_F, -1, "3q", near=at(965, 480), far=at(985, 490), nod=10),
            clipboard(960, 470, 80, -8),
        ]
    )


@scene(
    "nurse-night",
    "深夜病房走廊，护士长与年轻护士借着台灯交接病历，窗外是城市灯火。",
    "护士节；女职工风采；夜班劳动者",
    (0.5, 0.48),
    (0.3, 0.5),
)
def nurse_night() -> str:
    return "".join(
        [
            room(c.mix(c.NAVY, c.TEAL, 0.35), c.mix(c.NAVY, c.SLATE, 0.4), 600),
            window(
                60,
                70,
                440,
                380,
                4,
                2,
                (c.NIGHT, c.NAVY),
                c.SLATE,
                skyline(450, c.mix(c.NIGHT, c.NAVY, 0.5), 51, 210, True, 380) + disc(150, 150, 30, c.CREAM),
            ),
            rect(1010, 120, 170, 490, c.mix(c.TEAL, c.CREAM, 0.3)),
            rect(1040, 160, 110, 130, c.GLOW, opacity=0.8),
            glow(1095, 230, 200, c.GLOW, 0.4),
            person(
                480,
                985,
                700,
                NURSE.but(
                    top=c.mix(c.SKY, c.PAPER, 0.5),
                    face=Face(hair="bun", hair_colour=c.HAIR_GREY, skin=c.SKIN_PALE, glasses=True),
                ),
                1,
                "3q",
                near=at(640, 540),
                far=at(610, 570),
                legs=False,
                nod=8,
            ),
            person(
                830,
                985,
                690,
                NURSE.but(top=c.mix(c.CORAL, c.PAPER, 0.65)),
                -1,
                "3q",
                near=at(690, 545),
                far=at(720, 570),
                legs=False,
                nod=10,
            ),
            clipboard(660, 520, 110, 4),
            lit(rect_d(200, 650, 840, 210), c.mix(c.SKY, c.PAPER, 0.3), 6),
            rect(180, 630, 880, 26, c.PAPER, 4),
            stroke([(930, 630), (930, 540), (860, 500)], c.INK, 7),
            lit("M815 520L850 470L890 500L860 540Z", c.RED, 5),
            ray(830, 530, 30, -150, 110, 0.7),
            glow(800, 590, 330, c.AMBER, 0.75),
            papers(690, 628, 100, 1),
            cup(400, 630, 46, c.CORAL),
            steam(400, 585, 80, 4, 0.6, 7),
            plant(290, 632, 120),
            tint(c.NAVY, 0.12),
            glow(720, 520, 420, c.GLOW, 0.3),
        ]
    )
