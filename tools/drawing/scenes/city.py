"""The city at work: building sites, streets, tunnels, wires."""

from .. import palette as c
from ..beijing import crane, skyline
from ..cast import BUILDER, BUILDER_RED, VOLUNTEER, dark
from ..food import melon
from ..furniture import table
from ..heads import Face
from ..machines import pylon, scaffold, sparks
from ..people import Look, at, person
from ..places import clouds, ground, hills, leafy_tree, mist, puddle_light, sky, sun
from ..svg import blob, disc, fade, glow, group, line_d, lit, path, rect, rect_d, stroke, tint
from ..transit import metro_train, rail_track
from ..vehicles import headlight
from .register import scene


@scene(
    "cranes-dusk",
    "夕阳下的工地剪影：塔吊林立，几名戴安全帽的建筑工人走在楼板上，一人挥手指向远方。",
    "建设者；农民工权益；重点工程劳动竞赛",
    (0.45, 0.5),
    (0.6, -0.6),
)
def cranes_dusk() -> str:
    tone = c.mix(c.UMBER, c.NIGHT, 0.4)
    people = "".join(
        [
            person(250, 640, 300, dark(BUILDER, tone), 1, "3q", near=(0.34, 0.9), far=(0.1, 0.42)),
            person(345, 642, 290, dark(BUILDER_RED, tone), -1, "3q", near=(0.12, 0.56), far=(0.16, 0.58)),
            person(
                575,
                640,
                295,
                dark(BUILDER_RED, tone),
                1,
                "profile",
                near=(0.16, 0.48),
                far=(-0.1, 0.46),
                feet=((-0.16, 0.02), (0.14, 0)),
                lean=4,
            ),
            person(
                680,
                640,
                285,
                dark(BUILDER, tone),
                1,
                "profile",
                near=(-0.1, 0.45),
                far=(0.16, 0.5),
                feet=((0.15, 0), (-0.14, 0.02)),
                lean=4,
            ),
        ]
    )
    grid = "".join(rect(40 + i * 160, 640, 20, 220, tone) for i in range(8)) + "".join(
        stroke([(50 + i * 40, 640), (50 + i * 40, 600 - (i * 37) % 30)], tone, 3) for i in range(19, 30)
    )
    return "".join(
        [
            sky(c.mix(c.NAVY, c.CORAL, 0.25), c.CORAL, c.AMBER, c.GLOW),
            sun(820, 470, 92, c.GLOW),
            clouds(190, c.mix(c.CORAL, c.RED_DEEP, 0.3), 4, 6, 0.5),
            skyline(640, c.mix(c.CORAL, c.BROWN, 0.55), 61, 170, tall=150),
            mist(430, 220, c.AMBER, 0.55),
            crane(1080, 660, 560, -470, c.mix(tone, c.BRICK, 0.3)),
            crane(150, 640, 420, 330, c.mix(tone, c.CORAL, 0.4)),
            group(
                rect(-50, 636, 820, 26, tone),
                grid,
                rect(-50, 770, 1300, 100, tone),
                rect(860, 520, 380, 330, tone),
                scaffold(870, 640, 300, 260, 3, 4, tone, tone),
            ),
            people,
            stroke([(750, 636), (750, 580)], tone, 4),
            stroke([(560, 590), (760, 590)], tone, 3),
            glow(820, 470, 520, c.AMBER, 0.55),
        ]
    )


@scene(
    "summer-cool",
    "烈日下的工地树荫里，工会志愿者给建筑工人送来西瓜和清凉饮料，一名工人正仰头喝水。",
    "送清凉；高温作业劳动保护；建筑工地慰问",
    (0.5, 0.48),
    (0.5, -0.9),
)
def summer_cool() -> str:
    return "".join(
        [
            sky(c.AZURE, c.mix(c.AZURE, c.CREAM, 0.5), c.CREAM),
            sun(1040, 120, 66, "#FFF4CF"),
            clouds(200, c.PAPER, 12, 4, 0.8),
            scaffold(560, 560, 700, 420, 4, 5),
            crane(930, 560, 520, -300, c.OCHRE),
            mist(330, 230, c.CREAM, 0.6),
            ground(560, c.STRAW, c.SAND),
            leafy_tree(150, 640, 700, c.GREEN, 5),
            blob(
                [(-60, 700), (200, 640), (620, 650), (860, 720), (600, 830), (-60, 830)],
                c.shade(c.SAND, 0.3),
                opacity=0.75,
            ),
            person(900, 800, 580, BUILDER_RED, -1, "3q", near=at(816, 272), far=(0.08, 0.46), nod=-16),
            group(
                rect(-11, -50, 22, 62, c.SKY, 5),
                rect(-6, -62, 12, 14, c.TEAL, 2),
                transform="translate(812 262) rotate(112)",
            ),
            person(1080, 800, 560, BUILDER, -1, "3q", near=(0.2, 0.62), far=(0.16, 0.56)),
            melon(975, 440, 40),
            person(250, 800, 560, VOLUNTEER, 1, "3q", near=at(432, 500), far=at(400, 530), nod=6),
            melon(450, 480, 46),
            person(640, 810, 590, BUILDER, -1, "3q", near=at(478, 490), far=at(500, 510), nod=6),
            table(300, 650, 470, 190, cloth=c.RED_DEEP, depth=52),
            "".join(melon(360 + i * 82, 634 - (i % 2) * 16, 36) for i in range(3)),
            "".join(
                rect(620 + i * 36, 570, 24, 70, (c.TEAL, c.SKY)[i % 2], 6)
                + rect(626 + i * 36, 556, 12, 16, c.NAVY, 2)
                for i in range(4)
            ),
            fade(rect_d(-50, -50, 1300, 900), c.GLOW, 0, 0.18, "h", "soft-light"),
        ]
    )


@scene(
    "subway-night",
    "深夜的地铁隧道里，三名检修工打着头灯和手电检查钢轨，远处一列地铁亮着车灯。",
    "地铁检修；夜班工人；安全生产",
    (0.5, 0.5),
    (0, -1),
)
def subway_night() -> str:
    arch = "".join(
        path(
            f"M{600 - w} 850V{430 - w * 0.25}A{w} {w * 0.62} 0 0 1 {600 + w} {430 - w * 0.25}V850Z",
            "none",
            c.mix(c.SLATE, c.NIGHT, 0.3 + i * 0.06),
            14 + (6 - i) * 2.2,
        )
        for i, w in enumerate((760, 600, 470, 360, 270, 200))
    )
    suit = BUILDER.but(top=c.ORANGE, sleeves=c.NAVY)
    return "".join(
        [
            sky(c.NIGHT, c.mix(c.NIGHT, c.SLATE, 0.35), c.NIGHT),
            arch,
            ground(470, c.mix(c.NIGHT, c.BROWN, 0.4), c.UMBER),
            path("M600 400m-150 70a150 150 0 0 1 300 0Z", c.mix(c.NIGHT, c.SLATE, 0.15)),
            rail_track(600, 850, 300, 465, c.light(c.STEEL, 0.2)),
            metro_train(600, 472, 96, 92, c.RED),
            "".join(
                disc(600 + s * w, 300 + (480 - w) * 0.2, 8 * w / 400, c.GLOW)
                + glow(600 + s * w, 300 + (480 - w) * 0.2, w * 0.3, c.AMBER, 0.55)
                for s in (-1, 1)
                for w in (230, 320, 440)
            ),
            puddle_light(560, 705, 250, 60, c.GLOW, 0.6),
            tint(c.NAVY, 0.15),
            person(885, 790, 560, suit, -1, "3q", near=at(735, 560), far=(0.1, 0.44), nod=10, lean=5),
            headlight(735, 560, -170, 130, 60, 0.6),
            person(
                355,
                800,
                540,
                dark(BUILDER_RED, c.NIGHT, 0.15),
                1,
                "profile",
                hip=0.3,
                feet=((-0.1, 0), (0.17, 0)),
                lean=30,
                nod=6,
                near=at(520, 690),
                far=at(540, 680),
            ),
            stroke([(520, 690), (560, 730)], c.STEEL, 9),
            person(
                1080, 820, 620, dark(BUILDER, c.NIGHT, 0.35), -1, "3q", near=(0.16, 0.55), far=(0.2, 0.58)
            ),
            headlight(465, 470, 150, 170, 70, 0.5),
        ]
    )


@scene(
    "wire-workers",
    "暮色中，两名电力工人系着安全带在铁塔横担上作业，远山层叠，归鸟成行。",
    "电力抢修；一线工人；劳动竞赛",
    (0.5, 0.45),
    (-0.9, -0.2),
)
def wire_workers() -> str:
    tone = c.mix(c.NIGHT, c.UMBER, 0.3)
    bars = (
        stroke([(-50, 470), (1250, 470)], tone, 17, soft=False)
        + stroke([(-50, 620), (1250, 620)], tone, 12, soft=False)
        + "".join(
            stroke([(-50 + i * 110, 620), (5 + i * 110, 470), (60 + i * 110, 620)], tone, 7, soft=False)
            for i in range(12)
        )
    )
    legs = (
        stroke([(560, 850), (600, 470), (640, -50)], tone, 18, soft=False)
        + stroke([(760, 850), (700, 470), (670, -50)], tone, 18, soft=False)
        + "".join(
            stroke([(600 + i * 12, 470 - i * 110), (690 - i * 8, 360 - i * 110)], tone, 6)
            + stroke([(695 - i * 8, 470 - i * 110), (610 + i * 12, 360 - i * 110)], tone, 6)
            for i in range(5)
        )
    )
    birds = "".join(
        path(f"M{200 + i * 46} {150 + (i % 3) * 17}q9 -10 16 0q8 -10 17 0", "none", tone, 3) for i in range(6)
    )
    return "".join(
        [
            sky(
                c.mix(c.NAVY, c.TEAL, 0.3), c.mix(c.TEAL, c.CORAL, 0.4), c.mix(c.CORAL, c.AMBER, 0.4), c.GLOW
            ),
            glow(170, 560, 460, c.GLOW, 0.7),
            hills(690, 190, c.mix(c.CORAL, c.TEAL, 0.45), 3),
            hills(760, 170, c.mix(c.TEAL, c.NAVY, 0.45), 8),
            pylon(960, 730, 330, c.mix(tone, c.TEAL, 0.35)),
            hills(830, 130, c.mix(c.PINE, c.NIGHT, 0.5), 12),
            birds,
            "".join(path(f"M-50 {y}Q600 {y + 95} 1250 {y - 30}", "none", tone, 3) for y in (300, 330, 180)),
            legs,
            bars,
            person(
                400,
                474,
                400,
                dark(BUILDER.but(stripes=""), tone, 0.45),
                1,
                "profile",
                hip=0.07,
                feet=((0.2, -0.22), (0.25, -0.2)),
                shift=-0.05,
                lean=12,
                near=at(500, 400),
                far=at(510, 415),
            ),
            stroke([(380, 430), (470, 500), (560, 470)], c.AMBER, 5),
            person(
                900,
                470,
                430,
                dark(BUILDER_RED, tone, 0.4),
                -1,
                "3q",
                near=at(765, 290),
                far=at(770, 330),
                lean=8,
            ),
            stroke([(880, 270), (690, 200)], c.AMBER, 5),
            stroke([(500, 400), (548, 372)], c.STEEL, 8),
            "".join(rect(530 + i * 14, 470, 9, 34, c.STEEL, 3) for i in range(3)),
        ]
    )


@scene(
    "night-welder",
    "夜色里的工地近景，焊工举着面罩焊接钢梁，火花四溅，工友在旁扶稳构件。",
    "焊工竞赛；大国工匠；夜间施工",
    (0.5, 0.5),
    (0.2, 0.9),
)
def night_welder() -> str:
    beam = lit(line_d([(-50, 640), (1250, 560), (1250, 620), (-50, 700)]), c.SLATE, 9) + lit(
        line_d([(-50, 700), (1250, 620), (1250, 760), (-50, 850)]), c.mix(c.SLATE, c.NIGHT, 0.5), 4
    )
    mask = (
        lit("M430 250Q520 250 535 330Q540 420 500 452Q455 455 430 420Q405 330 430 250Z", c.NIGHT, 9)
        + rect(474, 312, 58, 34, c.TEAL, 3)
        + glow(505, 328, 60, c.GLOW, 0.6)
    )
    return "".join(
        [
            sky(c.NIGHT, c.mix(c.NIGHT, c.NAVY, 0.6), c.mix(c.NAVY, c.BROWN, 0.4)),
            skyline(600, c.mix(c.NIGHT, c.NAVY, 0.4), 71, 300, True, 930),
            crane(1120, 620, 520, -300, c.NIGHT),
            mist(400, 240, c.mix(c.NAVY, c.CLAY, 0.4), 0.6),
            person(
                900,
                1080,
                860,
                dark(BUILDER, c.NAVY, 0.35),
                -1,
                "3q",
                near=at(720, 598),
                far=at(775, 590),
                lean=5,
                nod=12,
            ),
            beam,
            person(
                350,
                1150,
                960,
                Look(
                    Face(hat="hardhat", hat_colour=c.OCHRE),
                    top=c.mix(c.BLUE, c.NIGHT, 0.35),
                    kind="jacket",
                    gloves=c.CLAY,
                ),
                1,
                "3q",
                near=at(570, 560),
                far=at(500, 620),
                lean=9,
                nod=14,
            ),
            mask,
            stroke([(560, 556), (640, 610)], c.INK, 13),
            stroke([(600, 585), (652, 622)], c.STEEL, 6),
            sparks(656, 625, 330, 12, 0.35, 0.4, 110),
            glow(656, 625, 620, c.AMBER, 0.5),
        ]
    )
