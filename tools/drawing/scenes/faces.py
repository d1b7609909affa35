"""More portraits, of people in the stories."""

from .. import palette as c
from ..cast import BUILDER, MASTER, NURSE, bust
from ..food import peach, steamer
from ..furniture import plant
from ..heads import Face
from ..machines import pylon
from ..people import Look
from ..places import ground, hills, leafy_tree, sky, steam, window
from ..svg import glow, group, path
from ..transit import airliner_front, bus_front
from .register import TALL, scene


@scene(
    "portrait-chef",
    "人物插画：戴高厨师帽的中年面点师，白色工服，身后蒸笼热气升腾。",
    "厨师；面点师；集体协商职工代表",
    (0.5, 0.4),
    kind="portrait",
    size=TALL,
)
def portrait_chef() -> str:
    look = Look(
        Face(hair="thin", hat="toque", hat_colour=c.PAPER, skin=c.SKIN_TAN),
        top=c.PAPER,
        kind="jacket",
        badge=c.RED,
    )
    return "".join(
        [
            sky(c.mix(c.BRICK, c.CREAM, 0.25), c.mix(c.CLAY, c.CREAM, 0.4), c.SAND),
            steamer(90, 640, 230, 4, False),
            steamer(530, 700, 230, 5, False),
            steam(110, 420, 360, 4, 0.8, 30),
            steam(520, 400, 330, 7, 0.8, 30),
            group(bust(look, 1), transform="translate(0 46)"),
        ]
    )


@scene(
    "portrait-marshal",
    "人物插画：戴护耳罩、穿荧光背心的年轻机位引导员，背景是清晨的停机坪和客机。",
    "机位引导员；民航地勤；竞赛第一名",
    (0.5, 0.38),
    (0.8, -0.5),
    kind="portrait",
    size=TALL,
)
def portrait_marshal() -> str:
    look = BUILDER.but(
        face=Face(hat="muffs", hat_colour=c.RED), top=c.mix(c.OCHRE, c.GLOW, 0.3), sleeves=c.NAVY
    )
    return "".join(
        [
            sky(c.mix(c.NAVY, c.CORAL, 0.3), c.CORAL, c.GLOW),
            glow(480, 360, 380, c.GLOW, 0.8),
            ground(520, c.mix(c.SLATE, c.CORAL, 0.3), c.SLATE),
            airliner_front(150, 560, 620),
            bust(look, 1, nod=-2),
        ]
    )


@scene(
    "portrait-lineman",
    "人物插画：皮肤黝黑、戴蓝色安全帽的老巡线工，身后群山间铁塔相连。",
    "线路巡视工；首都劳动奖章；山区一线",
    (0.5, 0.38),
    kind="portrait",
    size=TALL,
)
def portrait_lineman() -> str:
    look = MASTER.but(
        face=Face(
            hair="crop",
            hair_colour=c.HAIR_GREY,
            hat="hardhat",
            hat_colour=c.BLUE,
            skin=c.mix(c.SKIN_TAN, c.CLAY, 0.3),
        ),
        top=c.mix(c.PINE, c.SAGE, 0.35),
        badge="",
    )
    return "".join(
        [
            sky(c.AZURE, c.CREAM, c.STRAW),
            hills(560, 300, c.mix(c.SKY, c.TEAL, 0.3), 3),
            pylon(500, 560, 420, c.mix(c.SLATE, c.TEAL, 0.4)),
            pylon(110, 500, 240, c.mix(c.SLATE, c.SKY, 0.4)),
            path("M110 300Q300 380 500 190", "none", c.SLATE, 2.5),
            hills(680, 200, c.mix(c.LEAF, c.PINE, 0.4), 9),
            bust(look, 1),
        ]
    )


@scene(
    "portrait-caregiver",
    "人物插画：短发的养老护理员身着浅粉工服，笑容温和，身后是阳光下的窗和绿植。",
    "养老护理员；北京市劳动模范；女职工",
    (0.5, 0.38),
    kind="portrait",
    size=TALL,
)
def portrait_caregiver() -> str:
    look = NURSE.but(face=Face(hair="bob", skin=c.SKIN), top=c.mix(c.CORAL, c.PAPER, 0.6), badge=c.RED)
    return "".join(
        [
            sky(c.mix(c.STRAW, c.CREAM, 0.4), c.CREAM, c.mix(c.CORAL, c.CREAM, 0.7)),
            window(40, 60, 240, 400, 2, 3, (c.AZURE, c.GLOW), c.BROWN, leafy_tree(160, 520, 380, c.LEAF, 4)),
            plant(520, 640, 300),
            glow(120, 120, 480, c.GLOW, 0.5),
            bust(look, 1),
        ]
    )


@scene(
    "portrait-farmer",
    "人物插画：戴草帽的女果农穿着珊瑚色围裙，身后桃枝上挂着红桃。",
    "互联网营销师；乡村振兴；女职工",
    (0.5, 0.38),
    (0.8, -0.5),
    kind="portrait",
    size=TALL,
)
def portrait_farmer() -> str:
    look = Look(
        Face(hair="bob", hat="sunhat", hat_colour=c.STRAW, skin=c.SKIN_TAN), top=c.CORAL, kind="apron"
    )
    return "".join(
        [
            sky(c.AZURE, c.mix(c.AZURE, c.CREAM, 0.5), c.LEAF),
            leafy_tree(80, 760, 760, c.mix(c.LEAF, c.GREEN, 0.5), 4),
            leafy_tree(540, 760, 700, c.mix(c.LEAF, c.GREEN, 0.4), 7),
            *[peach(x, y, 32) for x, y in ((70, 190), (120, 420), (520, 160), (560, 400), (470, 300))],
            bust(look, -1),
        ]
    )


@scene(
    "portrait-mechanic",
    "人物插画：蓄着短须的公交检修工戴深色工帽，肩后是亮着车灯的红色公交车。",
    "公交检修工；全国五一劳动奖章；夜班",
    (0.5, 0.38),
    (-0.6, -0.6),
    kind="portrait",
    size=TALL,
)
def portrait_mechanic() -> str:
    look = MASTER.but(
        face=Face(hair="crop", hat="cap", hat_colour=c.NAVY, skin=c.SKIN_TAN, beard=True),
        top=c.mix(c.SLATE, c.NAVY, 0.4),
        badge="",
    )
    return "".join(
        [
            sky(c.mix(c.NIGHT, c.NAVY, 0.5), c.mix(c.NIGHT, c.TEAL, 0.3), c.NIGHT),
            bus_front(440, 620, 420, c.RED),
            glow(160, 60, 320, c.GLOW, 0.35),
            bust(look, 1),
        ]
    )
