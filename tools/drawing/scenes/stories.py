"""Scenes from single stories: an apron, a kitchen, a pit, a lunchbox."""

from .. import palette as c
from ..beijing import skyline
from ..cast import (
    BOY,
    CADRE,
    CADRE_F,
    CHILD,
    COURIER,
    ELDER,
    ELDER_F,
    GIRL,
    MASTER,
    RIDER,
    RIDER_BLUE,
    VOLUNTEER,
    YOUTH,
)
from ..food import cup, peach
from ..furniture import camera_tripod, microphone, papers, plant, standing_shadow, table
from ..heads import Face
from ..people import Look, at, person
from ..places import clouds, ground, hills, leafy_tree, mist, paving, ray, room, sky, sun, window
from ..svg import circle_d, disc, glow, group, lit, path, poly, rect, rect_d, smooth_d, stroke, wash
from ..things import bouquet, carton, pinwheel
from .register import scene


@scene(
    "canal-wedding",
    "运河边的集体婚礼，几对身着礼服的新人并肩而立，白发老劳模端着搪瓷杯致辞，柳枝低垂。",
    "集体婚礼；青年职工；运河",
    (0.5, 0.48),
    (0.7, -0.6),
)
def canal_wedding() -> str:
    def couple(x: float, y: float, h: float, bride: str, groom: str, hair: str) -> str:
        woman = Look(Face(hair=hair, skin=c.SKIN_PALE), top=bride, kind="dress", trousers=bride)
        man = Look(Face(), top=groom, kind="jacket", trousers=groom)
        return (
            person(x - h * 0.15, y, h, man, 1, "front", near=(0.13, 0.42))
            + person(x + h * 0.15, y, h * 0.95, woman, 1, "front", near=(0.07, 0.53), far=(-0.13, 0.43))
            + bouquet(x + h * 0.22, y - h * 0.5, h * 0.06, c.CORAL)
        )

    willow = "".join(
        stroke(line, tone, 3) + stroke(line, tone, 9, stroke_dasharray="9 17")
        for i, x in enumerate([*range(-30, 430, 22), *range(960, 1260, 22)])
        for tone in (c.mix(c.LEAF, c.GREEN, (i % 4) / 5),)
        for line in (
            [(x, -40), (x + 12, 110 + (i * 53) % 90), (x + 2, (300 if x < 430 else 190) + (i * 71) % 120)],
        )
    )
    waves = "".join(
        stroke([(x, y), (x + 34, y - 3), (x + 70, y)], c.PAPER, 3, opacity=0.7)
        for x, y in (
            (60, 470),
            (210, 500),
            (400, 480),
            (620, 505),
            (800, 475),
            (980, 500),
            (1120, 478),
            (520, 462),
        )
    )
    boat = (
        lit(
            smooth_d([(640, 462), (660, 486), (860, 486), (890, 458), (860, 470), (680, 470)], tension=0.6),
            c.BROWN,
            5,
        )
        + lit(rect_d(700, 424, 120, 48, 4), c.RED, 5)
        + poly([(685, 428), (835, 428), (800, 398), (720, 398)], c.OCHRE)
    )
    return "".join(
        [
            sky(c.mix(c.AZURE, c.CREAM, 0.2), c.CREAM, c.STRAW),
            glow(960, 160, 420, c.GLOW, 0.7),
            skyline(420, c.mix(c.SKY, c.STRAW, 0.35), 88, 130, tall=250),
            mist(300, 130, c.CREAM, 0.7),
            wash(rect_d(-50, 415, 1300, 130), c.mix(c.AZURE, c.CREAM, 0.35), c.mix(c.TEAL, c.SKY, 0.5)),
            waves,
            boat,
            willow,
            rect(-50, 530, 1300, 16, c.mix(c.SAND, c.GREY, 0.4)),
            "".join(rect(20 + i * 110, 488, 16, 50, c.CREAM) for i in range(12)),
            rect(-50, 482, 1300, 12, c.CREAM),
            ground(545, c.mix(c.SAND, c.CORAL, 0.2), c.SAND),
            path("M500 850L560 545H900L1130 850Z", c.mix(c.RED, c.CORAL, 0.2)),
            standing_shadow((560, 690, 90), (760, 700, 90), (960, 690, 90), (640, 790, 110), (900, 790, 110)),
            couple(545, 690, 380, c.PAPER, c.NAVY, "bun"),
            couple(760, 695, 385, c.RED, c.RED_DEEP, "bun"),
            couple(985, 690, 380, c.mix(c.CORAL, c.PAPER, 0.6), c.SLATE, "bob"),
            couple(680, 800, 460, c.RED, c.NAVY, "bun"),
            couple(930, 805, 460, c.PAPER, c.INK, "long"),
            person(
                250,
                805,
                570,
                ELDER.but(
                    top=c.NAVY, badge=c.OCHRE, face=Face(hair="thin", hair_colour=c.HAIR_WHITE, glasses=True)
                ),
                1,
                "3q",
                near=(0.24, 0.66),
                far=(0.1, 0.44),
            ),
            cup(392, 440, 46, c.PAPER),
            rect(376, 402, 32, 8, c.RED),
            microphone(430, 800, 330),
        ]
    )


@scene(
    "pinwheel-class",
    "周末托管班的长桌旁，孩子们在志愿者帮助下做纸风车，彩色风车举在手中，墙上贴着图画。",
    "托管班；子女托管；志愿服务",
    (0.5, 0.5),
)
def pinwheel_class() -> str:
    pictures = "".join(
        rect(90 + i * 130, 100 + (i % 2) * 26, 96, 116, c.PAPER)
        + disc(138 + i * 130, 150 + (i % 2) * 26, 24, (c.CORAL, c.OCHRE, c.SAGE, c.TEAL)[i % 4])
        + rect(106 + i * 130, 186 + (i % 2) * 26, 64, 12, (c.LEAF, c.RED, c.STRAW)[i % 3])
        for i in range(4)
    )
    return "".join(
        [
            room(c.mix(c.STRAW, c.CREAM, 0.4), c.mix(c.CLAY, c.SAND, 0.4), 600),
            pictures,
            window(
                700, 70, 440, 340, 3, 2, (c.AZURE, c.CREAM), c.BROWN, leafy_tree(960, 500, 380, c.LEAF, 5)
            ),
            ray(720, 410, 380, -380, 420, 0.35),
            stroke([(-50, 60), (600, 86), (1250, 50)], c.BROWN, 3),
            "".join(
                pinwheel(60 + i * 190, 74 + (i % 2) * 8, 36, (60 + i * 190, 74), i * 20) for i in range(7)
            ),
            person(
                250,
                900,
                640,
                VOLUNTEER,
                1,
                "3q",
                near=at(410, 560),
                far=at(440, 570),
                lean=10,
                nod=12,
                legs=False,
            ),
            person(
                1020,
                880,
                620,
                COURIER.but(face=Face(skin=c.SKIN_TAN)),
                -1,
                "3q",
                near=at(880, 560),
                far=at(850, 580),
                lean=9,
                nod=12,
                legs=False,
            ),
            person(510, 790, 440, GIRL, -1, "3q", near=at(440, 540), far=at(450, 560), nod=8, legs=False),
            person(670, 790, 430, BOY, 1, "front", near=(0.2, 0.86), far=(-0.1, 0.5), legs=False),
            person(815, 790, 430, CHILD, 1, "3q", near=at(865, 560), far=at(855, 575), nod=8, legs=False),
            pinwheel(757, 368, 52, (756, 430), 25),
            pinwheel(430, 500, 50, (436, 574), 50),
            table(60, 660, 1080, 200, cloth=c.mix(c.CLAY, c.STRAW, 0.3), depth=72),
            "".join(
                poly([(x, 640), (x + 52, 634), (x + 66, 606), (x + 14, 612)], colour)
                for x, colour in (
                    (180, c.RED),
                    (560, c.OCHRE),
                    (690, c.CORAL),
                    (940, c.TEAL),
                    (1020, c.STRAW),
                )
            ),
            pinwheel(860, 540, 44, (866, 612), 10),
            "".join(
                rect(320 + i * 16, 600 - (i % 3) * 6, 8, 44, (c.RED, c.TEAL, c.OCHRE, c.GREEN)[i % 4], 3)
                for i in range(5)
            ),
            lit(rect_d(312, 618, 92, 36, 6), c.SAGE, 4),
        ]
    )


@scene(
    "furnace-photos",
    "工业园区的傍晚，高炉剪影前，退休炼铁工弯腰举起相机，为三位老工友拍合影。",
    "摄影展；退休职工；工业遗产",
    (0.42, 0.55),
    (0.7, -0.5),
)
def furnace_photos() -> str:
    tone = c.mix(c.UMBER, c.NAVY, 0.35)
    tower_ = (
        path("M780 600L800 330Q790 270 830 220L850 90H930L950 220Q990 270 980 330L1000 600Z", tone)
        + "".join(
            stroke([(770 - i * 4, 560 - i * 90), (1010 + i * 4, 560 - i * 90)], c.mix(tone, c.CORAL, 0.25), 9)
            for i in range(4)
        )
        + stroke([(850, 110), (720, 190), (640, 600)], tone, 26, soft=False)
        + stroke([(930, 120), (1080, 200), (1130, 600)], tone, 20, soft=False)
    )
    stoves = (
        "".join(
            path(f"M{x} 600V330A46 52 0 0 1 {x + 92} 330V600Z", c.mix(tone, c.CORAL, 0.14))
            for x in (430, 535)
        )
        + "".join(
            rect(x, 150 + i * 40, 34, 460, c.mix(tone, c.CORAL, 0.2)) for i, x in enumerate((330, 1180))
        )
        + stroke([(40, 600), (150, 470), (640, 250), (850, 160)], tone, 14, soft=False)
    )
    trio = "".join(
        person(x, 775, h, look, -1, "3q", near=pose[0], far=pose[1])
        for x, h, look, pose in (
            (540, 480, ELDER, ((0.08, 0.43), (0.1, 0.43))),
            (655, 500, MASTER.but(top=c.SLATE), ((0.22, 0.97), (0.1, 0.43))),
            (
                770,
                475,
                ELDER_F.but(face=Face(hair="bob", hair_colour=c.HAIR_GREY)),
                ((0.1, 0.45), (0.12, 0.44)),
            ),
        )
    )
    return "".join(
        [
            sky(c.mix(c.NAVY, c.CORAL, 0.35), c.CORAL, c.AMBER, c.GLOW),
            sun(640, 420, 74),
            clouds(150, c.mix(c.CORAL, c.RED_DEEP, 0.25), 21, 5, 0.5),
            hills(610, 120, c.mix(c.CORAL, c.BROWN, 0.4), 8),
            stoves,
            tower_,
            mist(430, 180, c.AMBER, 0.4),
            ground(595, c.mix(c.CLAY, c.CORAL, 0.3), c.mix(c.BROWN, c.UMBER, 0.4)),
            paving(595, c.mix(c.CLAY, c.BROWN, 0.4)),
            standing_shadow((540, 778, 80), (655, 778, 80), (770, 778, 80), (210, 785, 130)),
            trio,
            person(
                200,
                790,
                540,
                ELDER.but(
                    top=c.mix(c.BLUE, c.NAVY, 0.3),
                    face=Face(hair="thin", hair_colour=c.HAIR_WHITE, hat="cap", hat_colour=c.NAVY),
                ),
                1,
                "profile",
                hip=0.44,
                lean=16,
                nod=-4,
                feet=((-0.12, 0), (0.1, 0)),
                near=at(325, 380),
                far=at(332, 390),
            ),
            lit(rect_d(312, 350, 64, 42, 6), c.INK, 4),
            lit(circle_d(382, 372, 17, 20), c.SLATE, 4),
            disc(384, 372, 9, c.SKY),
            rect(326, 340, 22, 12, c.INK, 2),
        ]
    )


@scene(
    "rider-talk",
    "圆桌旁，两名骑手与工会干部、平台代表坐在一起恳谈，桌上摊着图纸，放着两顶头盔。",
    "骑手恳谈会；集体协商；新就业形态",
    (0.5, 0.5),
)
def rider_talk() -> str:
    helmet = "".join(
        lit(f"M{x} {y}q0 -66 56 -66t56 66z", colour, 6)
        + stroke([(x + 6, y - 30), (x + 56, y - 44), (x + 106, y - 30)], c.light(colour, 0.5), 7)
        + rect(x - 4, y - 4, 120, 9, c.shade(colour, 0.3), 4)
        for x, y, colour in ((270, 760, c.OCHRE), (820, 768, c.TEAL))
    )
    return "".join(
        [
            room(c.mix(c.TEAL, c.CREAM, 0.68), c.CLAY, 600),
            window(
                80,
                70,
                460,
                330,
                3,
                2,
                (c.SKY, c.CREAM),
                c.SLATE,
                skyline(400, c.mix(c.SKY, c.SLATE, 0.3), 39, 170, tall=430),
            ),
            rect(660, 90, 430, 220, c.PAPER),
            path(rect_d(660, 90, 430, 220), "none", c.SLATE, 9),
            "".join(
                rect(690 + i * 96, 130 + (i % 2) * 26, 60, 84, (c.SAGE, c.STRAW, c.CORAL, c.SKY)[i])
                for i in range(4)
            ),
            stroke([(690, 270), (800, 250), (900, 268), (1060, 240)], c.RED, 6),
            plant(610, 610, 190),
            ray(120, 400, 380, 240, 420, 0.28),
            person(450, 880, 600, CADRE_F, 1, "front", near=(0.1, 0.5), far=(-0.1, 0.49), legs=False, nod=4),
            person(690, 880, 600, CADRE, 1, "front", near=(0.08, 0.5), far=(-0.08, 0.49), legs=False, nod=6),
            person(
                240,
                1070,
                720,
                RIDER.but(face=Face()),
                1,
                "3q",
                near=at(500, 610),
                far=at(420, 640),
                legs=False,
                lean=6,
                nod=4,
            ),
            person(
                940,
                1070,
                720,
                RIDER_BLUE.but(face=Face(hair="crop", skin=c.SKIN_TAN)),
                -1,
                "3q",
                near=at(790, 600),
                far=at(760, 630),
                legs=False,
                lean=3,
                nod=6,
            ),
            lit(circle_d(600, 730, 560, 130), c.BROWN, 9),
            disc(600, 716, 540, c.mix(c.CLAY, c.STRAW, 0.2), 116),
            group(
                poly([(470, 690), (650, 676), (730, 650), (560, 650)], c.PAPER),
                "".join(rect(540 + i * 44, 660, 26, 12, (c.CORAL, c.TEAL, c.OCHRE)[i]) for i in range(3)),
            ),
            helmet,
            "".join(cup(x, y, 40) for x, y in ((380, 700), (830, 700), (600, 760))),
            papers(780, 690, 80, 1),
        ]
    )


@scene(
    "peach-stream",
    "桃园里，女果农举着切开的桃子对着手机直播，身旁同伴打包装箱，枝头挂满红桃。",
    "互联网营销师；直播带货；乡村振兴",
    (0.45, 0.48),
    (0.6, -0.7),
)
def peach_stream() -> str:
    fruit = "".join(
        peach(x, y, 24)
        for x, y in (
            (80, 150),
            (170, 240),
            (260, 120),
            (60, 300),
            (1010, 140),
            (1100, 230),
            (1160, 120),
            (930, 220),
            (1060, 320),
            (340, 210),
        )
    )
    mini = disc(0, -18, 13, c.SKIN) + path("M-26 54q0 -58 26 -58t26 58Z", c.CORAL) + disc(20, 4, 11, c.STRAW)
    half = (
        disc(595, 352, 46, c.mix(c.STRAW, c.CREAM, 0.4), 48)
        + path(circle_d(595, 352, 45, 47), "none", c.CORAL, 7)
        + disc(595, 354, 17, c.BRICK, 20)
    )
    return "".join(
        [
            sky(c.AZURE, c.mix(c.AZURE, c.CREAM, 0.5), c.CREAM),
            hills(420, 160, c.mix(c.SKY, c.SAGE, 0.5), 7),
            mist(300, 130, c.CREAM, 0.5),
            hills(480, 90, c.mix(c.SAGE, c.LEAF, 0.5), 13),
            ground(470, c.LEAF, c.mix(c.LEAF, c.SAND, 0.4)),
            "".join(
                leafy_tree(560 + i * 110, 520, 180, c.mix(c.LEAF, c.GREEN, 0.3), i + 3) for i in range(4)
            ),
            leafy_tree(150, 700, 760, c.mix(c.LEAF, c.GREEN, 0.5), 4),
            leafy_tree(1080, 680, 720, c.mix(c.LEAF, c.GREEN, 0.4), 7),
            fruit,
            standing_shadow((440, 790, 110), (930, 790, 110), (690, 795, 60)),
            person(
                430,
                795,
                590,
                Look(
                    Face(hair="bob", hat="sunhat", hat_colour=c.STRAW, skin=c.SKIN_TAN),
                    top=c.CORAL,
                    kind="apron",
                    trousers=c.NAVY,
                ),
                1,
                "3q",
                near=at(566, 384),
                far=at(545, 470),
                nod=2,
            ),
            half,
            camera_tripod(715, 800, 430, mini),
            person(
                945,
                795,
                560,
                YOUTH.but(top=c.SAGE, face=Face(hat="cap", hat_colour=c.RED)),
                -1,
                "3q",
                near=at(860, 560),
                far=at(880, 575),
                lean=12,
                nod=12,
            ),
            carton(800, 795, 170, 130, opened=True),
            "".join(peach(830 + i * 36, 664, 20) for i in range(4)),
            carton(120, 795, 180, 110, opened=True),
            "".join(peach(150 + i * 40, 684, 22) for i in range(4)),
            carton(1030, 790, 150, 110),
            "".join(peach(x, 780, 22) for x in (330, 372)),
        ]
    )
