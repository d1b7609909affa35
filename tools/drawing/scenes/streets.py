"""Streets, platforms, depots."""

from .. import palette as c
from ..beijing import hutong, skyline
from ..cast import (
    CLEANER,
    CLEANER_OLD,
    COURIER,
    COURIER_F,
    ELDER,
    ELDER_F,
    GUARD,
    MASTER,
    VOLUNTEER,
    YOUTH,
    YOUTH_F,
)
from ..food import cup
from ..furniture import standing_shadow
from ..heads import Face
from ..people import at, person
from ..places import bushes, clouds, ground, hills, leafy_tree, mist, paving, pine_tree, ray, room, sky, steam
from ..svg import blob, dice, disc, glow, line_d, lit, path, poly, rect, rect_d, smooth_d, stroke
from ..things import broom, carton, heap_of_leaves, sign, suitcase
from ..transit import express_train
from ..vehicles import barrow
from .register import scene


@scene(
    "street-dawn",
    "秋日清晨，一位环卫工人在铺满银杏叶的胡同里扫地，阳光从树间斜照下来，保洁车停在一旁。",
    "环卫工人；城市清晨；劳动者掠影",
    (0.42, 0.55),
    (0.7, -0.6),
)
def street_dawn() -> str:
    roll = dice(9)
    leaves = "".join(
        disc(
            roll.uniform(0, 1200),
            600 + 230 * roll.random() ** 0.8,
            roll.uniform(4, 9),
            c.mix(c.OCHRE, c.GLOW, roll.random() * 0.7),
            roll.uniform(3, 6),
        )
        for _ in range(260)
    )
    falling = "".join(
        disc(roll.uniform(0, 1200), roll.uniform(60, 560), roll.uniform(4, 7), c.OCHRE, 4) for _ in range(26)
    )
    return "".join(
        [
            sky(c.STRAW, c.CREAM, c.GLOW),
            glow(1020, 210, 620, c.GLOW, 0.9),
            hutong(-120, 600, 560, 240),
            hutong(760, 520, 330, 140, False, False),
            mist(240, 300, c.GLOW, 0.6),
            ground(580, c.mix(c.SAND, c.GREY, 0.5), c.SAND),
            paving(580, c.SAND),
            leafy_tree(660, 620, 560, c.OCHRE, 4),
            leafy_tree(1110, 690, 760, c.mix(c.OCHRE, c.AMBER, 0.5), 8),
            poly(
                [(1250, 690), (1250, 730), (200, 850), (-50, 850), (-50, 800)],
                "#2A2740",
                opacity=0.16,
                style="mix-blend-mode:multiply",
            ),
            leaves,
            ray(880, -40, 60, -420, 760, 0.4),
            ray(1010, -40, 90, -520, 800, 0.35),
            heap_of_leaves(690, 775, 100, c.OCHRE),
            barrow(220, 740, 190),
            standing_shadow((420, 780, 150), (220, 742, 90)),
            broom((512, 500), (620, 770), 110),
            person(
                420,
                785,
                560,
                CLEANER,
                1,
                "3q",
                near=at(500, 470),
                far=at(540, 560),
                lean=12,
                nod=10,
                feet=((-0.09, 0), (0.1, 0)),
            ),
            falling,
        ]
    )


@scene(
    "station-help",
    "火车站台上，身穿红马甲的志愿者帮返乡的务工者提行李箱，高铁停靠在旁。",
    "春运；送返乡职工；工会志愿服务",
    (0.5, 0.5),
)
def station_help() -> str:
    roof = (
        poly([(-50, -50), (1250, -50), (1250, 90), (-50, 190)], c.mix(c.SLATE, c.NAVY, 0.4))
        + "".join(
            poly([(x, 180 - x * 0.08), (x + 26, 178 - x * 0.08), (x + 26, 640), (x, 640)], c.STEEL)
            for x in (140, 1090)
        )
        + "".join(rect(250 + i * 250, 140 - i * 20, 130, 12, c.GLOW) for i in range(4))
    )
    return "".join(
        [
            sky(c.mix(c.SKY, c.STRAW, 0.3), c.STRAW, c.CREAM),
            skyline(420, c.mix(c.SKY, c.STRAW, 0.45), 13, 150, tall=1000),
            roof,
            express_train(1330, 590, 1500, c.PAPER),
            rect(-50, 590, 1300, 18, c.UMBER),
            ground(606, c.SAND, c.GREY),
            poly([(-50, 624), (1250, 624), (1250, 644), (-50, 644)], c.OCHRE),
            standing_shadow((400, 785, 120), (640, 790, 110), (880, 780, 120)),
            person(
                880,
                780,
                560,
                COURIER.but(kind="padded", top=c.SLATE),
                -1,
                "3q",
                near=(0.24, 0.72),
                far=(0.07, 0.43),
            ),
            blob([(950, 400), (1010, 420), (1015, 560), (960, 590), (935, 500)], c.PINE),
            person(
                1040,
                785,
                540,
                YOUTH_F.but(kind="coat", top=c.CORAL, scarf=c.CREAM),
                -1,
                "3q",
                near=(0.1, 0.45),
            ),
            person(
                975,
                790,
                330,
                YOUTH.but(child=True, kind="padded", top=c.OCHRE),
                -1,
                "front",
                near=(0.24, 0.9),
            ),
            suitcase(640, 790, 120, 170, c.TEAL),
            person(
                420,
                790,
                580,
                VOLUNTEER,
                1,
                "3q",
                near=at(612, 548),
                far=(0.28, 0.66),
                nod=3,
                feet=((-0.1, 0), (0.1, 0)),
            ),
            suitcase(250, 790, 100, 150, c.BRICK),
            carton(120, 790, 100, 80),
        ]
    )


@scene(
    "parcel-depot",
    "快递分拣站里，传送带蜿蜒而过，快递员们弯腰分拣包裹，一人扫码，一人搬箱。",
    "快递职工；技能比武；新业态入会",
    (0.5, 0.5),
)
def parcel_depot() -> str:
    roll = dice(5)
    back = "".join(
        rect(60 + i * 130, 130, 110, 330, c.mix(c.SLATE, c.SAND, 0.55))
        + "".join(
            carton(66 + i * 130 + k * 48, 225 + j * 110, 40, 30 + roll.randint(0, 26))
            for j in range(3)
            for k in range(2)
        )
        for i in range(9)
    )
    belt = (
        poly([(-50, 640), (1250, 540), (1250, 610), (-50, 730)], c.mix(c.INK, c.SLATE, 0.4))
        + poly([(-50, 730), (1250, 610), (1250, 650), (-50, 790)], c.TEAL)
        + "".join(rect(60 + i * 190, 765 - i * 17, 22, 140, c.SLATE) for i in range(7))
    )
    parcels = (
        carton(110, 665, 130, 90)
        + carton(400, 642, 110, 76, c.BRICK)
        + carton(640, 622, 90, 66)
        + carton(930, 596, 120, 84)
    )
    return "".join(
        [
            room(c.mix(c.SAND, c.SAGE, 0.35), c.GREY, 520),
            back,
            "".join(ray(150 + i * 330, -20, 120, 60, 700, 0.25) for i in range(3)),
            "".join(rect(150 + i * 330, 36, 120, 14, c.GLOW, 4) for i in range(3)),
            person(330, 800, 560, COURIER, 1, "3q", near=at(455, 540), far=at(430, 545), lean=14, nod=10),
            person(780, 780, 550, COURIER_F, -1, "3q", near=at(690, 560), far=at(655, 560), lean=8, nod=10),
            rect(672, 528, 22, 40, c.INK, 4),
            glow(668, 560, 70, c.RED, 0.7),
            belt,
            parcels,
            person(
                1075,
                830,
                600,
                COURIER.but(top=c.RED, sleeves=c.NAVY),
                -1,
                "3q",
                near=at(992, 545),
                far=at(960, 545),
                nod=4,
            ),
            carton(905, 540, 120, 92),
        ]
    )


@scene(
    "mountain-station",
    "半山腰的小木屋驿站，环卫工人和护林员坐在长凳上举杯喝茶，志愿者提着水壶站在旁边，身后山脊上长城蜿蜒。",
    "山区驿站；半山驿站；户外劳动者",
    (0.5, 0.5),
    (-0.7, -0.6),
)
def mountain_station() -> str:
    ridge = [(420, 330), (560, 270), (680, 300), (800, 210), (920, 235), (1040, 150), (1250, 190)]
    wall = (
        stroke(ridge, c.mix(c.SAND, c.CLAY, 0.3), 17)
        + stroke([(x, y - 12) for x, y in ridge], c.mix(c.SAND, c.CLAY, 0.45), 5, stroke_dasharray="9 9")
        + "".join(
            lit(rect_d(x - 19, y - 46, 38, 44), c.mix(c.SAND, c.CLAY, 0.35), 5)
            for x, y in (ridge[1], ridge[3], ridge[5])
        )
    )
    hut = (
        lit(rect_d(90, 330, 420, 300), c.CLAY, 6)
        + "".join(
            stroke([(90, 360 + i * 36), (510, 360 + i * 36)], c.shade(c.CLAY, 0.3), 3, soft=False)
            for i in range(8)
        )
        + rect(130, 400, 110, 230, c.UMBER)
        + lit(rect_d(290, 400, 170, 120), c.GLOW, 0)
        + stroke([(375, 400), (375, 520)], c.UMBER, 7)
        + stroke([(290, 460), (460, 460)], c.UMBER, 7)
        + path(rect_d(290, 400, 170, 120), "none", c.UMBER, 9)
        + lit(line_d([(30, 350), (580, 350), (500, 220), (120, 220)]), c.mix(c.SLATE, c.BROWN, 0.3), 9)
        + rect(150, 296, 290, 62, c.RED)
        + sign(295, 327, 38, "半山驿站", c.GLOW, spacing=8)
        + "".join(rect(x, 350, 14, 290, c.BROWN) for x in (50, 546))
    )
    return "".join(
        [
            sky(c.AZURE, c.mix(c.AZURE, c.CREAM, 0.55), c.CREAM),
            clouds(120, c.PAPER, 14, 4, 0.85),
            hills(420, 240, c.mix(c.SKY, c.TEAL, 0.25), 4),
            mist(250, 150, c.CREAM, 0.5),
            path(
                smooth_d([(-60, 480), (150, 420), *[(x, y + 8) for x, y in ridge]], closed=False)
                + "L1250 850H-60Z",
                c.mix(c.LEAF, c.TEAL, 0.4),
            ),
            wall,
            hills(600, 150, c.mix(c.LEAF, c.GREEN, 0.4), 17),
            bushes(640, c.mix(c.LEAF, c.OCHRE, 0.3), 6, 56),
            ground(625, c.mix(c.LEAF, c.SAND, 0.5), c.mix(c.SAND, c.CLAY, 0.3)),
            hut,
            pine_tree(1100, 700, 420, c.PINE),
            pine_tree(980, 650, 280, c.mix(c.PINE, c.LEAF, 0.25)),
            lit(rect_d(560, 640, 400, 20, 3), c.BROWN, 4),
            "".join(rect(x, 660, 16, 90, c.UMBER) for x in (585, 915)),
            standing_shadow((760, 790, 260)),
            person(
                650,
                790,
                500,
                CLEANER,
                1,
                "3q",
                hip=0.29,
                feet=((0.2, 0), (0.26, 0)),
                near=(0.2, 0.6),
                far=(0.14, 0.42),
            ),
            cup(752, 500, 42, c.PAPER),
            person(
                880,
                792,
                510,
                GUARD.but(
                    top=c.mix(c.PINE, c.LEAF, 0.2),
                    trousers=c.UMBER,
                    face=Face(hat="sunhat", hat_colour=c.STRAW, skin=c.SKIN_TAN),
                ),
                -1,
                "3q",
                hip=0.29,
                feet=((0.2, 0), (0.26, 0)),
                near=(0.2, 0.58),
                far=(0.14, 0.42),
            ),
            cup(776, 508, 42, c.PAPER),
            steam(765, 455, 110, 4, 0.8, 9),
            person(470, 790, 520, VOLUNTEER, 1, "3q", near=(0.22, 0.55), far=(0.26, 0.57), nod=4),
            lit(smooth_d([(570, 505), (610, 496), (640, 510), (636, 548), (586, 552)]), c.STEEL, 5),
            stroke([(632, 512), (660, 496)], c.STEEL, 8),
        ]
    )


@scene(
    "barber-chair",
    "胡同小院里，理发师傅为围着白布的老人剪发，一旁的邻居坐在长凳上等候，树影斑驳。",
    "便民服务；志愿理发；劳动者故事",
    (0.5, 0.48),
    (0.7, -0.6),
)
def barber_chair() -> str:
    cape = lit(
        smooth_d(
            [(530, 440), (600, 420), (668, 440), (720, 560), (736, 690), (600, 712), (466, 690), (480, 560)]
        ),
        c.PAPER,
        10,
        inside=stroke([(560, 470), (540, 690)], c.SAND, 4) + stroke([(640, 470), (664, 690)], c.SAND, 4),
    )
    spots = "".join(
        disc(
            (i * 197) % 1260 - 20,
            630 + (i * 83) % 200,
            22 + (i * 13) % 26,
            "#2A2740",
            8 + (i * 7) % 9,
            opacity=0.13,
        )
        for i in range(40)
    )
    return "".join(
        [
            sky(c.AZURE, c.CREAM, c.STRAW),
            hutong(-140, 600, 620, 280),
            hutong(560, 600, 760, 280, False, True, c.mix(c.STEEL, c.SAND, 0.2)),
            ground(590, c.mix(c.SAND, c.GREY, 0.4), c.SAND),
            paving(590, c.SAND),
            leafy_tree(960, 640, 720, c.LEAF, 3),
            spots,
            rect(470, 330, 110, 150, c.BROWN),
            rect(482, 342, 86, 126, c.SKY),
            poly([(482, 342), (520, 342), (490, 468), (482, 468)], "#FFFFFF", opacity=0.4),
            standing_shadow((600, 785, 170), (420, 790, 110), (960, 785, 190)),
            "".join(stroke([(x, 690), (x + d, 785)], c.UMBER, 13) for x, d in ((520, -14), (680, 14))),
            person(600, 860, 560, ELDER, 1, "front", legs=False, near=(0.06, 0.4), far=(-0.06, 0.4)),
            cape,
            rect(556, 428, 90, 16, c.SKY, 6),
            "".join(lit(rect_d(x, 742, 60, 30, 10), c.INK, 4) for x in (530, 612)),
            person(
                395,
                795,
                590,
                MASTER.but(kind="apron", top=c.mix(c.TEAL, c.SAGE, 0.4), sleeves="", badge=""),
                1,
                "3q",
                near=at(536, 322),
                far=at(532, 420),
                nod=4,
                lean=3,
            ),
            stroke([(540, 316), (578, 300)], c.STEEL, 6),
            stroke([(540, 322), (580, 312)], c.STEEL, 6),
            lit(rect_d(830, 660, 330, 20, 3), c.BROWN, 4),
            rect(860, 680, 16, 100, c.UMBER),
            rect(1110, 680, 16, 100, c.UMBER),
            person(
                930,
                790,
                500,
                CLEANER_OLD.but(kind="jacket", face=Face(hair="thin", hair_colour=c.HAIR_GREY)),
                -1,
                "3q",
                hip=0.29,
                feet=((0.2, 0), (0.26, 0)),
                near=(0.18, 0.36),
                far=(0.2, 0.37),
            ),
            person(
                1080,
                792,
                490,
                ELDER_F.but(scarf=""),
                -1,
                "3q",
                hip=0.29,
                feet=((0.2, 0), (0.26, 0)),
                near=(0.2, 0.58),
                far=(0.18, 0.4),
            ),
        ]
    )
