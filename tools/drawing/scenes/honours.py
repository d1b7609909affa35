"""Stages, honours, openings."""

from .. import palette as c
from ..beijing import skyline
from ..cast import BUILDER, CADRE, CADRE_F, COURIER_F, ELDER, MASTER, NURSE, VOLUNTEER, YOUTH, YOUTH_F, dark
from ..food import cup
from ..furniture import banner, chair, curtain, flowers_row, podium, standing_shadow, table
from ..people import at, person
from ..places import boards, ground, lamp, room, shelf, sky
from ..svg import dice, disc, glow, lit, path, poly, rect, rect_d, smooth_d, stroke
from ..things import bouquet, certificate, medal, sign
from .register import scene


def audience(y: float, height: float, step: float, seed: int, colour: str = c.NIGHT) -> str:
    """A row of people from behind, dark against the stage; `y` is where their heads begin."""
    roll = dice(seed)
    looks = [YOUTH, YOUTH_F, MASTER, CADRE_F, ELDER, COURIER_F, CADRE, NURSE]
    out, x = "", step * 0.2
    while x < 1240:
        look = dark(roll.choice(looks), colour, 0.6)
        out += person(x, y + height + roll.uniform(-14, 14), height, look, 1, "back", legs=False)
        x += step * roll.uniform(0.9, 1.1)
    return out


@scene(
    "medal-ceremony",
    "表彰台上，三位披红绶带的劳动者站成一排，一位女干部为老师傅佩戴奖章，台前摆满鲜花。",
    "劳模表彰；五一劳动奖章；评选颁奖",
    (0.5, 0.4),
)
def medal_ceremony() -> str:
    people = [
        (360, MASTER.but(sash=c.RED)),
        (690, BUILDER.but(sash=c.RED)),
        (930, NURSE.but(sash=c.RED, top=c.SKY)),
    ]
    row = ""
    for x, look in people:
        row += person(
            x,
            740,
            560,
            look,
            1,
            "front",
            near=(0.05, 0.55) if x > 400 else (0.13, 0.42),
            far=(-0.03, 0.53) if x > 400 else (-0.13, 0.42),
        )
    return "".join(
        [
            curtain(c.RED_DEEP),
            glow(600, 200, 700, c.AMBER, 0.35),
            ground(640, c.CLAY, c.BROWN),
            boards(640, c.CLAY),
            path("M-50 -50H1250V90Q1080 180 930 90Q770 190 600 90Q430 190 270 90Q120 180 -50 90Z", c.RED),
            path("M-50 90Q120 180 270 90Q430 190 600 90Q770 190 930 90Q1080 180 1250 90", "none", c.OCHRE, 9),
            standing_shadow((360, 742, 100), (690, 742, 100), (930, 742, 100), (160, 750, 90)),
            row,
            bouquet(690, 440, 46, c.CORAL),
            bouquet(930, 440, 46, c.OCHRE),
            person(
                130,
                752,
                545,
                CADRE_F.but(top=c.NAVY),
                1,
                "3q",
                near=at(325, 412),
                far=at(318, 430),
                lean=4,
                nod=4,
            ),
            medal(333, 428, 20),
            flowers_row(-20, 800, 1240, 1),
            glow(360, 120, 420, c.GLOW, 0.35),
            glow(860, 120, 420, c.GLOW, 0.3),
        ]
    )


@scene(
    "opening-stage",
    "从观众席望向舞台：红色横幅下，主持人在讲台前讲话，四位嘉宾共同按下启动台。",
    "启动仪式；技能竞赛开幕；节日活动",
    (0.5, 0.42),
    (0, -1),
)
def opening_stage() -> str:
    guests = ""
    for i, look in enumerate([CADRE, CADRE_F, ELDER, VOLUNTEER]):
        x = 500 + i * 125
        guests += person(
            x, 580, 330, look, 1, "front", near=(0.1 - i * 0.05, 0.52), far=(-0.02 - i * 0.05, 0.52)
        )
    return "".join(
        [
            sky(c.NIGHT, c.NAVY, c.NIGHT),
            rect(110, 70, 980, 400, c.mix(c.NAVY, c.TEAL, 0.4)),
            skyline(470, c.mix(c.TEAL, c.NAVY, 0.25), 8, 190, True, None),
            path("M110 470V330Q380 250 620 340T1090 300V470Z", c.RED, opacity=0.85),
            path("M110 470V390Q380 320 620 400T1090 370V470Z", c.CORAL, opacity=0.8),
            poly([(-20, 600), (1220, 600), (1090, 470), (110, 470)], c.CLAY),
            rect(-20, 600, 1240, 60, c.BROWN),
            flowers_row(0, 612, 1200, 2),
            banner(180, 40, 840, 62, "", c.RED),
            "".join(rect(270 + i * 90, 62, 44, 36, c.CREAM, 3) for i in range(8)),
            "".join(
                poly(
                    [(x - 8, -40), (x + 8, -40), (x + d + 150, 600), (x + d - 150, 600)],
                    c.GLOW,
                    opacity=0.13,
                    style="mix-blend-mode:screen",
                )
                for x, d in ((120, 200), (420, 160), (780, -160), (1080, -200))
            ),
            podium(270, 590, 110, 150),
            person(270, 560, 330, YOUTH_F, 1, "3q", near=(0.16, 0.62), far=(0.16, 0.6), legs=False),
            podium(270, 590, 110, 150),
            guests,
            lit(rect_d(470, 432, 440, 30, 8), c.RED, 4),
            rect(500, 462, 380, 110, c.RED_DEEP),
            disc(690, 447, 26, c.GLOW, 8),
            glow(690, 440, 170, c.GLOW, 0.85),
            audience(650, 360, 122, 4),
            audience(700, 480, 165, 9),
        ]
    )


@scene(
    "plaque-unveiling",
    "楼门前，两位来宾一左一右揭开红绸，露出金色牌匾，旁边的职工鼓掌祝贺。",
    "工匠学院揭牌；联盟成立；驿站启用",
    (0.48, 0.42),
)
def plaque_unveiling() -> str:
    bricks = "".join(
        stroke([(-50, 40 + i * 42), (1250, 40 + i * 42)], c.shade(c.BRICK, 0.16), 2.5, soft=False)
        + "".join(
            stroke(
                [(x + (i % 2) * 45, 40 + i * 42), (x + (i % 2) * 45, 82 + i * 42)],
                c.shade(c.BRICK, 0.14),
                2.5,
                soft=False,
            )
            for x in range(-50, 1260, 90)
        )
        for i in range(-2, 15)
    )
    plaque = (
        lit(rect_d(440, 120, 270, 390, 4), c.OCHRE, 7)
        + rect(456, 136, 238, 358, c.mix(c.OCHRE, c.GLOW, 0.45))
        + rect(555, 165, 40, 40, c.RED)
        + "".join(rect(560, 226 + i * 52, 30, 34, c.UMBER, 2) for i in range(4))
    )
    cloth = lit(
        smooth_d(
            [
                (418, 372),
                (470, 408),
                (580, 425),
                (690, 408),
                (742, 372),
                (752, 440),
                (710, 530),
                (640, 580),
                (580, 596),
                (520, 580),
                (450, 530),
                (408, 440),
            ]
        ),
        c.RED,
        12,
    )
    folds = "".join(
        path(
            f"M{426 + i * 4} {384 + i * 24}Q580 {450 + i * 50} {734 - i * 4} {384 + i * 24}",
            "none",
            c.RED_DEEP,
            6,
        )
        for i in range(4)
    )
    return "".join(
        [
            sky(c.mix(c.BRICK, c.CREAM, 0.3), c.mix(c.BRICK, c.SAND, 0.25), c.BRICK),
            bricks,
            poly([(-50, -50), (420, -50), (-50, 620)], c.GLOW, opacity=0.18, style="mix-blend-mode:screen"),
            lit(rect_d(900, 120, 280, 560), c.CREAM, 6),
            rect(925, 145, 230, 535, c.TEAL),
            stroke([(1040, 145), (1040, 680)], c.CREAM, 8),
            ground(670, c.GREY, c.SAND),
            plaque,
            rect(425, 104, 300, 18, c.CLAY),
            standing_shadow((290, 775, 120), (840, 775, 120)),
            cloth,
            folds,
            person(1110, 780, 520, YOUTH, -1, "3q", near=(0.2, 0.66), far=(0.22, 0.67)),
            person(985, 790, 530, COURIER_F, -1, "3q", near=(0.2, 0.66), far=(0.23, 0.67)),
            person(60, 790, 540, BUILDER, 1, "3q", near=(0.2, 0.66), far=(0.23, 0.67)),
            person(270, 790, 590, CADRE, 1, "3q", near=at(418, 376), far=at(426, 392), nod=2),
            person(845, 790, 580, CADRE_F, -1, "3q", near=at(742, 376), far=at(736, 392), nod=2),
        ]
    )


@scene(
    "certificate-craft",
    "近景：一位女工匠手捧红色荣誉证书和鲜花微笑，身后同事鼓掌，暖光洒落。",
    "北京大工匠；区级工匠；人物报道",
    (0.45, 0.4),
)
def certificate_craft() -> str:
    return "".join(
        [
            sky(c.mix(c.CLAY, c.CREAM, 0.35), c.STRAW, c.SAND),
            glow(260, 90, 620, c.GLOW, 0.7),
            "".join(
                disc(x, y, r, c.AMBER, opacity=0.35)
                for x, y, r in (
                    (120, 160, 34),
                    (1010, 120, 46),
                    (1120, 260, 28),
                    (890, 200, 20),
                    (240, 300, 22),
                )
            ),
            person(
                950,
                1050,
                800,
                MASTER.but(top=c.mix(c.BLUE, c.STRAW, 0.45)),
                -1,
                "3q",
                near=(0.17, 0.67),
                far=(0.2, 0.68),
            ),
            person(
                1130,
                1090,
                800,
                YOUTH.but(top=c.mix(c.SAGE, c.STRAW, 0.5)),
                -1,
                "3q",
                near=(0.17, 0.67),
                far=(0.2, 0.68),
            ),
            person(
                60,
                1080,
                800,
                BUILDER.but(top=c.mix(c.ORANGE, c.STRAW, 0.4)),
                1,
                "3q",
                near=(0.17, 0.67),
                far=(0.2, 0.68),
            ),
            person(
                500,
                1420,
                1340,
                YOUTH_F.but(top=c.BLUE, kind="jacket", sash=c.RED, badge=""),
                1,
                "3q",
                near=at(545, 640),
                far=at(700, 660),
            ),
            bouquet(735, 640, 100, c.CORAL),
            certificate(545, 690, 260),
            medal(575, 520, 28),
        ]
    )


@scene(
    "congress-vote",
    "会场全景：职工代表们背对画面举手表决，主席台上方悬挂红幕。",
    "职代会；工会代表大会；民主管理",
    (0.5, 0.5),
    (0, -1),
)
def congress_vote() -> str:
    looks = [
        CADRE,
        YOUTH_F,
        MASTER,
        CADRE_F,
        YOUTH,
        COURIER_F,
        ELDER,
        NURSE.but(top=c.SKY),
        BUILDER.but(stripes=""),
    ]
    out = ""
    for row, (y, h, step) in enumerate([(640, 300, 118), (760, 400, 160), (960, 600, 245)]):
        for i in range(-1, 12):
            x = i * step + (row % 2) * step / 2 - 20
            if x > 1280:
                break
            look = looks[(i * 5 + row * 3) % len(looks)]
            up = (i + row) % 4 != 3
            out += person(x, y, h, look, 1, "back", near=(0.12, 1.2) if up else (0.15, 0.45), legs=False)
            out += lit(rect_d(x - h * 0.15, y - h * 0.52, h * 0.3, h * 0.6, 10), c.BRICK, 5)
    table = rect(300, 352, 600, 70, c.RED) + rect(300, 352, 600, 10, c.CORAL)
    panel = "".join(
        person(350 + i * 125, 500, 250, look, 1, "front", legs=False)
        for i, look in enumerate([CADRE, CADRE_F, ELDER, CADRE, CADRE_F])
    )
    return "".join(
        [
            curtain(c.RED_DEEP, 400, 20),
            rect(-50, 405, 1300, 60, c.BROWN),
            ground(450, c.CLAY, c.UMBER),
            panel,
            table,
            flowers_row(300, 436, 600, 0),
            rect(150, 46, 900, 60, c.RED),
            "".join(rect(250 + i * 90, 60, 40, 32, c.GLOW, 2) for i in range(8)),
            glow(600, 120, 620, c.AMBER, 0.3),
            out,
        ]
    )


@scene(
    "model-lecture",
    "老劳模坐在小桌边，向围坐的青年职工讲述往事，台灯投下暖光。",
    "劳模宣讲；劳模精神进校园；座谈",
    (0.4, 0.45),
)
def model_lecture() -> str:

    listeners = ""
    for x, y, h, look, facing in (
        (720, 745, 520, YOUTH_F, -1),
        (905, 760, 540, BUILDER.but(stripes=""), -1),
        (1095, 780, 560, YOUTH.but(top=c.TEAL), -1),
    ):
        listeners += chair(x, y, 150, facing, c.UMBER) + person(
            x,
            y,
            h,
            look,
            facing,
            "profile",
            hip=0.3,
            shift=-0.02,
            feet=((0.23, 0), (0.27, 0)),
            near=(0.17, 0.33),
            far=(0.19, 0.34),
            lean=5,
        )
    return "".join(
        [
            room(c.mix(c.SAGE, c.SAND, 0.4), c.CLAY, 600),
            shelf(60, 90, 420, 420, 4, 7),
            rect(640, 130, 420, 240, c.CREAM),
            rect(655, 145, 390, 210, c.RED),
            sign(850, 250, 90, "劳动", c.GLOW, spacing=40),
            standing_shadow((300, 770, 190), (720, 750, 120), (905, 765, 120), (1095, 785, 120)),
            chair(275, 775, 160, 1, c.UMBER),
            person(
                270,
                775,
                570,
                ELDER.but(sash="", badge=c.RED),
                1,
                "3q",
                hip=0.3,
                shift=-0.02,
                feet=((0.2, 0), (0.26, 0)),
                near=(0.33, 0.74),
                far=(0.24, 0.36),
                lean=3,
            ),
            table(400, 610, 190, 170, c.BROWN),
            cup(455, 606, 46),
            lamp(520, 150, 260, 46, c.RED_DEEP, 0.5),
            listeners,
        ]
    )
