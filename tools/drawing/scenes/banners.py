"""Wide banners for topics."""

from .. import palette as c
from ..beijing import hutong, skyline
from ..cast import (
    APPRENTICE,
    APPRENTICE_F,
    BUILDER,
    CADRE_F,
    CLEANER,
    CLEANER_OLD,
    COURIER,
    COURIER_F,
    DOCTOR,
    MASTER,
    NURSE,
    RIDER,
    TEACHER,
    VOLUNTEER,
    VOLUNTEER_OLD,
)
from ..food import bowl, porridge_pot
from ..furniture import lantern
from ..machines import gear, lathe, robot_arm, sparks
from ..people import at, person
from ..places import bare_tree, bushes, clouds, ground, leafy_tree, mist, ray, sky, snowfall, steam, window
from ..svg import glow
from ..vehicles import ebike
from .register import scene

WIDE = (1200, 400)


@scene(
    "topic-winter",
    "横幅插画：雪中的胡同与城市天际线之间，志愿者、骑手、环卫工人围着热气腾腾的粥锅，红灯笼点缀两侧。",
    "专题：冬送温暖；腊八慰问",
    (0.5, 0.6),
    kind="banner",
    size=WIDE,
)
def topic_winter() -> str:
    return "".join(
        [
            sky(c.mix(c.SKY, c.SLATE, 0.35), c.SKY, c.SNOW),
            skyline(260, c.mix(c.SKY, c.SLATE, 0.4), 41, 120, tall=930),
            mist(120, 150, c.SNOW, 0.8),
            hutong(-60, 320, 380, 130, True),
            hutong(930, 310, 360, 115, True),
            bare_tree(1120, 330, 330, c.BROWN, 3, True),
            ground(290, c.SNOW, c.SNOW_SHADE),
            lantern(40, 190, 24),
            lantern(265, 190, 24),
            lantern(985, 200, 22),
            lantern(1215, 200, 22),
            ebike(840, 385, 180, c.OCHRE, c.TEAL, -1),
            person(600, 432, 290, VOLUNTEER_OLD, 1, "3q", near=(0.14, 0.6), far=(0.18, 0.6)),
            person(440, 470, 310, VOLUNTEER, 1, "3q", near=at(515, 312), lean=6),
            person(700, 430, 290, RIDER, -1, "3q", near=(0.2, 0.6), far=(0.22, 0.6)),
            person(345, 430, 270, CLEANER_OLD, 1, "3q", near=(0.16, 0.58), far=(0.2, 0.58)),
            porridge_pot(545, 398, 120),
            bowl(648, 262, 16),
            steam(530, 318, 170, 3, 0.8, 9),
            snowfall(7, 110, 5, (0, 0, 1200, 400)),
        ]
    )


@scene(
    "topic-craft",
    "横幅插画：暖色厂房里齿轮、车床与机械臂依次排开，老师傅带着两名徒弟，火花映亮画面。",
    "专题：工匠学院；昌平工匠杯；技能提升",
    (0.45, 0.5),
    kind="banner",
    size=WIDE,
)
def topic_craft() -> str:
    return "".join(
        [
            sky(c.mix(c.CLAY, c.OCHRE, 0.4), c.STRAW, c.CLAY),
            "".join(window(30 + i * 200, 26, 160, 200, 3, 3, (c.CREAM, c.GLOW), c.BROWN) for i in range(6)),
            "".join(ray(60 + i * 200, 226, 110, -40, 190, 0.3) for i in range(6)),
            ground(300, c.mix(c.CLAY, c.BROWN, 0.4), c.BROWN),
            gear(80, 330, 92, 20, c.mix(c.STEEL, c.CLAY, 0.3)),
            gear(205, 372, 54, 14, c.OCHRE),
            robot_arm(1060, 390, 270, c.ORANGE, (-0.5, 0.5)),
            person(
                440,
                450,
                340,
                MASTER.but(top=c.shade(c.BLUE, 0.15)),
                1,
                "3q",
                near=at(545, 280),
                lean=6,
                nod=8,
            ),
            person(330, 450, 320, APPRENTICE, 1, "3q", near=(0.14, 0.56), nod=6),
            person(700, 450, 320, APPRENTICE_F, -1, "3q", near=at(640, 300), lean=8, nod=8),
            lathe(420, 400, 300),
            sparks(575, 262, 130, 5, -0.2, 0.8, 50),
            gear(932, 338, 34, 14, c.STEEL),
        ]
    )


@scene(
    "topic-spring",
    "横幅插画：春日城市与绿树前，各行业职工并肩走来，有建筑工人、护士、骑手、教师和快递员。",
    "专题：五一；劳模表彰；职工代表",
    (0.5, 0.5),
    kind="banner",
    size=WIDE,
)
def topic_spring() -> str:
    folk = [COURIER, NURSE, MASTER, BUILDER, TEACHER, RIDER, CADRE_F, CLEANER, APPRENTICE, COURIER_F, DOCTOR]
    walk = "".join(
        person(
            110 + i * 98,
            470 + (i % 2) * 14,
            360,
            look,
            1 if i < 6 else -1,
            "front",
            near=(0.14, 0.43),
            far=(-0.14, 0.43),
        )
        for i, look in enumerate(folk)
    )
    return "".join(
        [
            sky(c.AZURE, c.mix(c.AZURE, c.CREAM, 0.6), c.CREAM),
            glow(600, 60, 500, c.GLOW, 0.6),
            clouds(70, c.PAPER, 6, 4, 0.8),
            skyline(290, c.mix(c.SKY, c.SLATE, 0.15), 31, 140, tall=760),
            bushes(310, c.LEAF, 3, 46),
            leafy_tree(60, 330, 260, c.LEAF, 4),
            leafy_tree(1150, 330, 280, c.mix(c.LEAF, c.GREEN, 0.4), 7),
            ground(300, c.mix(c.LEAF, c.SAND, 0.3), c.LEAF),
            walk,
        ]
    )
