"""Warmth in winter: porridge, blessings, donations, snow."""

from .. import palette as c
from ..beijing import hutong, skyline
from ..cast import CLEANER_OLD, RESIDENT, RESIDENT_M, RIDER, RIDER_BLUE, VOLUNTEER, VOLUNTEER_M, VOLUNTEER_OLD
from ..food import bowl, porridge_pot
from ..furniture import lantern, standing_shadow, table
from ..hands import big_hand, forearm
from ..people import at, person
from ..places import bare_tree, ground, mist, pine_tree, puddle_light, sky, snowfall, steam
from ..svg import blob, disc, fade, glow, group, path, rect, rect_d, soft, stroke, tint
from ..things import broom, carton, clothes_heap, gift_bag
from ..vehicles import ebike, headlight
from .register import scene


@scene(
    "congee-riders",
    "雪天的街边，穿红马甲的志愿者从冒着热气的大锅里盛粥，外卖骑手双手捧碗，身后还有骑手在等候。",
    "八宝粥慰问骑手；冬送温暖；新就业形态劳动者",
    (0.5, 0.45),
)
def congee_riders() -> str:
    back = skyline(430, c.mix(c.SLATE, c.SKY, 0.5), 9, 210, tall=1010) + mist(200, 240, c.SNOW, 0.75)
    return "".join(
        [
            sky(c.mix(c.SKY, c.SLATE, 0.35), c.SKY, c.SNOW),
            back,
            bare_tree(340, 520, 430, c.SLATE, 6, True),
            ground(470, c.SNOW, c.SNOW_SHADE),
            hutong(-70, 540, 420, 130, True),
            ebike(1060, 640, 330, c.TEAL, c.NAVY, -1),
            person(985, 850, 590, RIDER_BLUE, -1, "3q", near=(0.12, 0.55), far=(0.16, 0.56)),
            person(545, 900, 660, VOLUNTEER_OLD, 1, "3q", near=at(660, 560), far=at(640, 590), nod=6),
            person(800, 930, 720, RIDER, -1, "3q", near=at(668, 548), far=at(690, 552), nod=9),
            bowl(668, 520, 46),
            table(120, 690, 800, 160, cloth=c.RED_DEEP, depth=60),
            porridge_pot(420, 690, 300),
            person(215, 960, 760, VOLUNTEER, 1, "3q", near=at(400, 505), far=at(330, 600), lean=7, nod=8),
            stroke([(398, 498), (446, 512)], c.SLATE, 10),
            bowl(705, 664, 36, full=c.PAPER),
            bowl(780, 668, 36, full=c.PAPER),
            bowl(742, 640, 36, full=c.PAPER),
            steam(400, 500, 360, 3, 1, 26),
            steam(668, 505, 170, 8, 0.6, 12),
            snowfall(6, 130, 6),
        ]
    )


@scene(
    "congee-cleaner",
    "胡同口积雪未化，志愿者把一碗热粥递给放下扫帚的环卫工人，屋檐下挂着红灯笼。",
    "腊八粥；环卫工人；街道工会慰问",
    (0.5, 0.5),
)
def congee_cleaner() -> str:
    return "".join(
        [
            sky(c.mix(c.SKY, c.STRAW, 0.2), c.STRAW, c.CREAM),
            skyline(360, c.mix(c.SKY, c.STRAW, 0.35), 21, 130, tall=930),
            mist(180, 200, c.CREAM, 0.8),
            hutong(-60, 600, 520, 230, True),
            hutong(830, 520, 460, 150, True, False),
            ground(560, c.SNOW, c.SNOW_SHADE),
            lantern(70, 360, 34, "", True),
            lantern(402, 360, 34, "", True),
            fade(rect_d(-50, 560, 1300, 300), c.GLOW, 0.35, 0, "h"),
            standing_shadow((480, 775, 110), (760, 775, 120)),
            bare_tree(1085, 735, 760, c.UMBER, 2, True),
            broom((1062, 420), (1000, 750), 95),
            person(455, 780, 540, VOLUNTEER, 1, "3q", near=at(618, 455), far=at(600, 470), lean=4, nod=5),
            person(775, 780, 560, CLEANER_OLD, -1, "3q", near=at(640, 452), far=at(655, 470), lean=3, nod=6),
            bowl(628, 428, 33),
            steam(628, 418, 190, 5, 0.9, 13),
            snowfall(14, 60, 4),
        ]
    )


@scene(
    "snow-rider",
    "雪夜，外卖骑手骑着电动车驶过城市街头，车灯照亮飞雪，远处高楼灯火点点。",
    "新就业形态劳动者；骑手权益；冬季安全",
    (0.5, 0.55),
    (0.9, -0.4),
)
def snow_rider() -> str:
    bike_x, bike_y, s = 540, 730, 520
    rider = person(
        bike_x - 30,
        bike_y,
        560,
        RIDER,
        1,
        "profile",
        hip=0.47,
        shift=-0.1,
        lean=16,
        nod=-8,
        near=at(bike_x + 0.22 * s, bike_y - 0.655 * s),
        far=at(bike_x + 0.25 * s, bike_y - 0.65 * s),
        feet=(at(bike_x + 0.1 * s, bike_y - 0.2 * s), at(bike_x + 0.16 * s, bike_y - 0.2 * s)),
    )
    return "".join(
        [
            sky(c.NIGHT, c.NAVY, c.mix(c.NAVY, c.CLAY, 0.35)),
            skyline(560, c.mix(c.NIGHT, c.NAVY, 0.5), 33, 330, True, 880),
            mist(380, 190, c.mix(c.NAVY, c.CORAL, 0.3), 0.6),
            bare_tree(90, 640, 520, c.NIGHT, 6, True),
            bare_tree(1130, 610, 380, c.NIGHT, 12, True),
            ground(570, c.mix(c.SLATE, c.NAVY, 0.4), c.mix(c.SNOW_SHADE, c.NAVY, 0.35)),
            path("M-50 700Q500 660 1250 640V690Q500 720 -50 770Z", c.mix(c.SLATE, c.NAVY, 0.55)),
            headlight(bike_x + 0.3 * s, bike_y - 0.5 * s, 520, 130, 130, 0.75),
            puddle_light(960, 700, 260, 46, c.GLOW, 0.45),
            standing_shadow((bike_x, bike_y + 4, 260)),
            group(ebike(bike_x, bike_y, s, c.OCHRE, c.RED, 1), rider),
            tint(c.NAVY, 0.22),
            glow(bike_x + 0.3 * s, bike_y - 0.5 * s, 120, c.GLOW, 0.8),
            snowfall(3, 170, 7),
        ]
    )


@scene(
    "fu-bags",
    "特写：一双手把印着“福”字的红色礼袋递到骑手戴手套的手中，背景是飘雪的街道。",
    "送福字；暖心礼包；节日慰问",
    (0.5, 0.5),
)
def fu_bags() -> str:
    return "".join(
        [
            sky(c.mix(c.SKY, c.SLATE, 0.2), c.MIST, c.CREAM),
            soft(
                6,
                skyline(640, c.mix(c.SKY, c.SLATE, 0.45), 40, 300, tall=300),
                disc(930, 330, 40, c.AMBER),
                disc(1080, 390, 30, c.AMBER),
                disc(180, 380, 34, c.CORAL),
            ),
            mist(420, 430, c.SNOW, 0.9),
            snowfall(31, 60, 9),
            gift_bag(640, 690, 330, 390),
            big_hand(985, 590, 270, -166, c.mix(c.SLATE, c.NAVY, 0.3), 0.5, -1),
            forearm((1310, 760), (985, 590), 96, c.TEAL, "#D9DAD3", seams=True),
            big_hand(345, 396, 245, 4, c.SKIN, 0.6),
            forearm((-80, 500), (350, 398), 90, c.mix(c.BLUE, c.SKY, 0.2), cuff=c.CREAM),
            big_hand(345, 640, 240, -4, c.SKIN, 0.35, -1),
            forearm((-80, 740), (350, 645), 88, c.mix(c.BLUE, c.SKY, 0.2), cuff=c.CREAM),
            snowfall(32, 50, 8),
        ]
    )


@scene(
    "donation-boxes",
    "社区门店前，居民抱着冬衣前来捐赠，志愿者把叠好的衣物装进印有爱心的纸箱。",
    "捐赠季；西部温暖计划；企业工会公益",
    (0.5, 0.5),
)
def donation_boxes() -> str:
    shop = rect(60, 60, 1080, 520, c.mix(c.PINE, c.SLATE, 0.3)) + rect(60, 60, 1080, 76, c.PINE)
    panes = "".join(
        rect(90 + i * 262, 166, 234, 400, c.mix(c.GLOW, c.STRAW, 0.4))
        + rect(90 + i * 262, 166, 234, 120, c.GLOW, opacity=0.6)
        for i in range(4)
    )
    return "".join(
        [
            sky(c.SAND, c.STRAW, c.SAND),
            shop,
            panes,
            clothes_heap(230, 560, 130, 2),
            clothes_heap(960, 560, 140, 4),
            rect(90, 556, 1020, 14, c.BROWN),
            ground(580, c.mix(c.SAND, c.GREY, 0.4), c.SAND),
            fade(rect_d(-50, 580, 1300, 270), c.UMBER, 0.3, 0),
            standing_shadow((180, 782, 130), (470, 740, 90), (1010, 782, 130)),
            person(455, 745, 520, VOLUNTEER_M, 1, "front", near=(0.085, 0.46), far=(-0.085, 0.46), nod=8),
            person(765, 760, 530, VOLUNTEER, 1, "3q", near=at(900, 520), far=at(890, 540), nod=6),
            carton(340, 760, 230, 150, opened=True, mark="heart"),
            clothes_heap(455, 612, 130, 1),
            person(170, 790, 580, RESIDENT, 1, "3q", near=at(315, 520), far=at(325, 535), nod=3),
            clothes_heap(325, 520, 120, 3),
            person(1040, 790, 590, RESIDENT_M, -1, "3q", near=at(920, 500), far=at(915, 520), nod=5),
            clothes_heap(900, 510, 118, 5),
            carton(640, 790, 180, 116, mark="heart"),
            carton(655, 676, 150, 96),
        ]
    )


@scene(
    "winter-lane",
    "清晨雪后的胡同，灰瓦红门，屋顶覆雪，松树旁一位居民提着红灯笼与邻居打招呼。",
    "街道社区新闻；冬日民生；送温暖综述",
    (0.45, 0.55),
)
def winter_lane() -> str:
    return "".join(
        [
            sky(c.mix(c.CORAL, c.CREAM, 0.6), c.CREAM, c.MIST),
            disc(880, 190, 60, c.mix(c.CORAL, c.GLOW, 0.5)),
            glow(880, 190, 260, c.GLOW, 0.7),
            skyline(430, c.mix(c.SKY, c.CORAL, 0.25), 17, 170, tall=610),
            mist(240, 210, c.CREAM, 0.85),
            hutong(680, 560, 330, 120, True, False),
            hutong(940, 640, 420, 190, True),
            hutong(-90, 680, 520, 250, True, True, c.STEEL, True),
            ground(600, c.SNOW, c.mix(c.SNOW_SHADE, c.SKY, 0.3)),
            pine_tree(560, 640, 330, c.PINE, True),
            blob(
                [(620, 850), (520, 720), (600, 640), (690, 610), (760, 620), (730, 720), (960, 850)],
                c.mix(c.SNOW_SHADE, c.SKY, 0.4),
                opacity=0.8,
            ),
            standing_shadow((610, 790, 80), (850, 785, 80)),
            person(610, 790, 400, RESIDENT, 1, "3q", near=(0.24, 0.62), far=(0.1, 0.44)),
            lantern(704, 588, 28, "", True),
            person(850, 785, 390, RESIDENT_M, -1, "3q", near=(0.27, 0.95), far=(0.08, 0.43)),
            stroke([(60, 470), (60, 430)], c.INK, 2),
            lantern(60, 500, 30, "", True),
            lantern(345, 500, 30, "", True),
            snowfall(55, 70, 5),
        ]
    )
