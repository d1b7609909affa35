"""Workshops, masters and apprentices."""

from .. import palette as c
from ..beijing import skyline
from ..cast import APPRENTICE, APPRENTICE_F, MASTER, TEACHER, YOUTH, YOUTH_F
from ..furniture import standing_shadow
from ..machines import engine, lathe, sparks, tool_wall
from ..people import at, person
from ..places import bushes, lamp, puddle_light, ray, room, window
from ..svg import group, lit, path, poly, rect, rect_d, stroke, tint
from .register import scene


@scene(
    "craft-engine",
    "车间里，一位戴眼镜的老师傅指着发动机为戴安全帽的徒弟讲解，徒弟手持扳手俯身细看。",
    "劳模创新工作室；师带徒；发动机企业",
    (0.5, 0.5),
)
def craft_engine() -> str:
    return "".join(
        [
            room(c.mix(c.PINE, c.SAGE, 0.35), c.SAND, 610),
            window(
                70,
                70,
                330,
                330,
                4,
                4,
                (c.CREAM, c.STRAW),
                c.UMBER,
                skyline(400, c.mix(c.SKY, c.SAGE, 0.4), 5, 130, tall=None),
            ),
            tool_wall(800, 110, 330, 220),
            ray(120, 380, 90, 330, 420, 0.4),
            ray(270, 380, 80, 330, 420, 0.34),
            lamp(640, 90, 200, 56, c.RED_DEEP, 0.7),
            puddle_light(620, 720, 480, 100, c.GLOW, 0.5),
            standing_shadow((300, 790, 150), (600, 745, 290), (930, 790, 160)),
            person(985, 800, 640, APPRENTICE, -1, "3q", near=at(742, 430), far=at(770, 395), lean=13, nod=8),
            stroke([(752, 436), (700, 418)], c.STEEL, 11)
            + path("M706 428a15 15 0 1 1 -4 -22", "none", c.STEEL, 9),
            engine(600, 750, 450),
            person(255, 800, 665, MASTER, 1, "3q", near=at(462, 372), far=at(390, 470), lean=5, nod=8),
        ]
    )


@scene(
    "lathe-pair",
    "逆光的厂房里，师傅扶着车床手轮，女徒弟在旁专注观看，工件上火花飞溅。",
    "技能竞赛；师徒结对；青年技工",
    (0.52, 0.5),
    (0.2, -1),
)
def lathe_pair() -> str:
    dark = MASTER.but(top=c.shade(c.BLUE, 0.45), trousers=c.NIGHT)
    girl = APPRENTICE_F.but(top=c.shade(c.TEAL, 0.4), trousers=c.NIGHT)
    panes = "".join(
        window(20 + i * 300, 30, 262, 450, 3, 5, (c.GLOW, c.AMBER), c.UMBER, bushes(480, c.CLAY, 4 + i, 90))
        for i in range(4)
    )
    return "".join(
        [
            room(c.mix(c.CLAY, c.OCHRE, 0.4), c.BROWN, 590),
            panes,
            "".join(ray(60 + i * 300, 470, 190, -60, 360, 0.4) for i in range(4)),
            person(360, 820, 690, dark, 1, "3q", near=at(592, 505), far=at(560, 470), lean=9, nod=10),
            person(880, 820, 640, girl, -1, "3q", near=at(775, 560), far=at(742, 540), lean=10, nod=12),
            lathe(300, 800, 640),
            sparks(622, 500, 210, 5, -0.4, 0.7, 60),
            tint(c.ORANGE, 0.12, "soft-light"),
        ]
    )


@scene(
    "craft-class",
    "工匠学院的课堂上，女教师指着黑板上的齿轮图讲课，前排学员的背影专心听讲，一人举手。",
    "工匠学院；职工培训；阶梯式培训",
    (0.56, 0.42),
)
def craft_class() -> str:
    board = rect_d(300, 90, 640, 300)
    chalk = "#E8E2D2"
    drawing = (
        path(
            "M560 240m-78 0a78 78 0 1 0 156 0a78 78 0 1 0 -156 0", "none", chalk, 5, stroke_dasharray="17 11"
        )
        + path("M560 240m-60 0a60 60 0 1 0 120 0a60 60 0 1 0 -120 0", "none", chalk, 4)
        + path("M560 240m-22 0a22 22 0 1 0 44 0a22 22 0 1 0 -44 0", "none", chalk, 4)
        + stroke([(455, 240), (665, 240)], chalk, 2.5)
        + stroke([(560, 140), (560, 340)], chalk, 2.5)
        + "".join(
            stroke([(350, 150 + i * 42), (350 + 60 + 18 * (i % 3), 150 + i * 42)], chalk, 5, opacity=0.75)
            for i in range(5)
        )
    )
    rows = ""
    heads = [
        (170, 545, 370, YOUTH),
        (395, 537, 360, YOUTH_F),
        (800, 537, 360, APPRENTICE_F),
        (1040, 545, 370, YOUTH.but(top=c.TEAL)),
    ]
    for x, y, h, look in heads:
        rows += person(x, y + h * 0.62, h, look, 1, "back", legs=False)
    desk = "".join(
        lit(rect_d(x - 66, 560, 132, 78, 8), c.CLAY, 4)
        + rect(x - 50, 636, 10, 130, c.SLATE)
        + rect(x + 40, 636, 10, 130, c.SLATE)
        for x in (170, 395, 800, 1040)
    )
    front = (
        person(600, 1110, 640, YOUTH.but(top=c.BLUE), 1, "back", legs=False)
        + person(330, 1130, 640, YOUTH_F.but(top=c.OCHRE), 1, "back", near=(0.17, 1.02), legs=False)
        + person(925, 1140, 650, APPRENTICE, 1, "back", legs=False)
    )
    return "".join(
        [
            room(c.STRAW, c.SAND, 540),
            window(-60, 60, 260, 340, 3, 3, (c.SKY, c.CREAM)),
            window(1040, 60, 260, 340, 3, 3, (c.SKY, c.CREAM)),
            lit(rect_d(284, 74, 672, 332), c.BROWN, 5),
            lit(board, c.mix(c.PINE, c.SLATE, 0.15), 0, inside=drawing),
            poly([(300, 90), (520, 90), (400, 390), (300, 390)], "#FFFFFF", opacity=0.06),
            ray(-20, 300, 200, 520, 500, 0.35),
            person(760, 620, 470, TEACHER, -1, "3q", near=at(645, 262), far=(0.1, 0.5), nod=-2),
            stroke([(652, 262), (606, 232)], c.CREAM, 6),
            group(rows, desk),
            front,
        ]
    )
