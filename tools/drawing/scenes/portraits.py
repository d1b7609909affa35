"""Portraits of model workers who do not exist: head and shoulders, in work clothes, with a hint of their trade."""

import math

from .. import palette as c
from ..beijing import crane, hutong, skyline
from ..cast import (
    APPRENTICE_F,
    BUILDER_RED,
    CLEANER_OLD,
    COURIER_F,
    GUARD,
    MASTER,
    NURSE,
    RIDER,
    TEACHER,
    bust,
)
from ..heads import Face
from ..machines import gear, sparks
from ..places import leafy_tree, mist, sky, snowfall, sun, window
from ..svg import circle_d, clip, glow, lit, path, rect, rect_d, stroke
from ..things import carton
from .register import TALL, scene


@scene(
    "portrait-engine",
    "人物插画：花白头发、戴圆框眼镜的发动机高级技师，身穿蓝色工装，身后是齿轮轮廓。",
    "劳模人物；发动机技师；创新工作室领衔人",
    (0.5, 0.38),
    kind="portrait",
    size=TALL,
)
def portrait_engine() -> str:
    return "".join(
        [
            sky(c.mix(c.PINE, c.SAGE, 0.5), c.mix(c.SAGE, c.CREAM, 0.45), c.SAND),
            gear(90, 200, 190, 22, c.mix(c.SAGE, c.CREAM, 0.25)),
            gear(520, 520, 150, 18, c.mix(c.SAGE, c.STRAW, 0.35)),
            glow(140, 80, 480, c.GLOW, 0.5),
            bust(MASTER, 1),
        ]
    )


@scene(
    "portrait-lathe",
    "人物插画：扎马尾、戴蓝色工帽的青年女车工，微笑望向远处，身后是厂房的大窗。",
    "青年工匠；女技工；技能竞赛获奖者",
    (0.5, 0.38),
    kind="portrait",
    size=TALL,
)
def portrait_lathe() -> str:
    return "".join(
        [
            sky(c.mix(c.CLAY, c.OCHRE, 0.5), c.STRAW, c.CLAY),
            window(40, 40, 240, 460, 2, 4, (c.CREAM, c.GLOW), c.BROWN),
            window(330, 40, 240, 460, 2, 4, (c.CREAM, c.GLOW), c.BROWN),
            glow(160, 200, 420, c.GLOW, 0.5),
            bust(APPRENTICE_F, -1, nod=-3),
        ]
    )


@scene(
    "portrait-rider",
    "人物插画：戴黄色头盔、穿反光骑行服的外卖骑手，背景是雪后城市的黄昏。",
    "最美骑手；新就业形态劳动者；五一劳动奖章",
    (0.5, 0.38),
    kind="portrait",
    size=TALL,
)
def portrait_rider() -> str:
    return "".join(
        [
            sky(c.NAVY, c.mix(c.NAVY, c.CORAL, 0.55), c.AMBER),
            skyline(600, c.mix(c.NAVY, c.CLAY, 0.4), 83, 300, True, 480),
            mist(380, 240, c.AMBER, 0.4),
            bust(RIDER, 1),
            snowfall(4, 46, 6, (0, 0, 600, 800)),
        ]
    )


@scene(
    "portrait-builder",
    "人物插画：戴红色安全帽、穿反光背心的建筑工人，身后塔吊矗立在晚霞里。",
    "农民工劳模；建设者；工人先锋号",
    (0.5, 0.38),
    (0.85, -0.5),
    kind="portrait",
    size=TALL,
)
def portrait_builder() -> str:
    return "".join(
        [
            sky(c.mix(c.CORAL, c.NAVY, 0.3), c.CORAL, c.STRAW),
            sun(480, 330, 60),
            crane(120, 800, 660, 330, c.mix(c.UMBER, c.CORAL, 0.35)),
            bust(BUILDER_RED, 1, nod=-2),
        ]
    )


@scene(
    "portrait-nurse",
    "人物插画：盘发的护士长身着白衣，目光温和，身后是病房的窗与淡绿色墙面。",
    "女职工风采；护士；先进工作者",
    (0.5, 0.38),
    kind="portrait",
    size=TALL,
)
def portrait_nurse() -> str:
    return "".join(
        [
            sky(c.mix(c.SKY, c.TEAL, 0.2), c.mix(c.SKY, c.CREAM, 0.5), c.MIST),
            window(330, 60, 230, 380, 2, 3, (c.SKY, c.CREAM), c.STEEL, leafy_tree(450, 520, 330, c.SAGE, 4)),
            glow(100, 60, 460, c.GLOW, 0.5),
            bust(NURSE.but(badge=c.RED), 1),
        ]
    )


@scene(
    "portrait-cleaner",
    "人物插画：戴橙色护耳帽的环卫班长，身穿反光棉服，身后是金黄的银杏树。",
    "环卫工人；劳模人物；城市美容师",
    (0.5, 0.38),
    kind="portrait",
    size=TALL,
)
def portrait_cleaner() -> str:
    return "".join(
        [
            sky(c.SKY, c.CREAM, c.STRAW),
            leafy_tree(110, 800, 700, c.OCHRE, 6),
            leafy_tree(520, 800, 620, c.mix(c.OCHRE, c.AMBER, 0.5), 9),
            mist(300, 500, c.GLOW, 0.35),
            bust(CLEANER_OLD, -1),
        ]
    )


@scene(
    "portrait-care",
    "人物插画：戴眼镜、盘发的托育教师身着草绿色衬衫，身后黑板上画着太阳和小房子。",
    "育婴员；托育教师；女职工",
    (0.5, 0.38),
    kind="portrait",
    size=TALL,
)
def portrait_care() -> str:
    chalk = "#EFE8D6"
    sun_ = path(circle_d(120, 130, 46), "none", chalk, 6) + "".join(
        stroke(
            [
                (120 + math.cos(i * 0.785) * 62, 130 + math.sin(i * 0.785) * 62),
                (120 + math.cos(i * 0.785) * 84, 130 + math.sin(i * 0.785) * 84),
            ],
            chalk,
            6,
        )
        for i in range(8)
    )
    house = path("M440 330V230L510 170L580 230V330ZM490 330V270H530V330", "none", chalk, 6) + path(
        "M30 420q40 -40 80 0t80 0", "none", chalk, 6
    )
    return "".join(
        [
            rect(-50, -50, 1300, 900, c.mix(c.PINE, c.SLATE, 0.2)),
            glow(120, 100, 420, c.GLOW, 0.25),
            sun_,
            house,
            bust(TEACHER, 1),
        ]
    )


@scene(
    "portrait-driver",
    "人物插画：戴制服帽的公交驾驶员，深蓝制服佩徽章，身后车窗外是清晨的街道。",
    "公交驾驶员；服务标兵；首都劳动奖章",
    (0.5, 0.38),
    (0.85, -0.5),
    kind="portrait",
    size=TALL,
)
def portrait_driver() -> str:
    return "".join(
        [
            rect(-50, -50, 1300, 900, c.mix(c.TEAL, c.NAVY, 0.3)),
            clip(
                rect_d(40, 60, 520, 480, 34),
                sky(c.SKY, c.STRAW, c.CREAM),
                skyline(520, c.mix(c.SKY, c.CLAY, 0.3), 91, 260, tall=430),
                glow(470, 180, 300, c.GLOW, 0.8),
            ),
            path(rect_d(40, 60, 520, 480, 34), "none", c.INK, 13),
            bust(GUARD.but(face=Face(hat="peaked", hat_colour=c.BLUE), top=c.mix(c.BLUE, c.NAVY, 0.5)), -1),
        ]
    )


@scene(
    "portrait-courier",
    "人物插画：戴红色帽子的女快递员抱着包裹，笑容爽朗，身后是胡同灰瓦。",
    "快递职工；巾帼标兵；职工代表",
    (0.5, 0.38),
    kind="portrait",
    size=TALL,
)
def portrait_courier() -> str:
    return "".join(
        [
            sky(c.STRAW, c.CREAM, c.SAND),
            hutong(-120, 640, 560, 260, door=False),
            leafy_tree(500, 700, 520, c.SAGE, 5),
            glow(90, 60, 460, c.GLOW, 0.6),
            bust(COURIER_F, 1),
            carton(150, 850, 300, 150),
        ]
    )


@scene(
    "portrait-welder",
    "人物插画：把焊接面罩掀到头顶的中年焊工，身穿深色工装，身后火花闪烁。",
    "焊工；大国工匠；技术能手",
    (0.5, 0.38),
    (0.8, 0.3),
    kind="portrait",
    size=TALL,
)
def portrait_welder() -> str:
    look = MASTER.but(
        face=Face(hair="crop", skin=c.SKIN_TAN, hat="hardhat", hat_colour=c.SLATE),
        top=c.mix(c.NAVY, c.UMBER, 0.3),
        badge="",
    )
    visor = lit("M206 170Q300 118 418 176L408 262Q310 220 214 250Z", c.NIGHT, 8) + rect(
        278, 172, 88, 36, c.TEAL, 5
    )
    return "".join(
        [
            sky(c.NIGHT, c.mix(c.NIGHT, c.BROWN, 0.6), c.BROWN),
            sparks(540, 560, 420, 6, -0.5, -0.8, 90),
            bust(look, 1),
            visor,
            glow(560, 620, 420, c.AMBER, 0.4),
        ]
    )
