"""What a union does for its people: rest, health, work, law."""

from .. import palette as c
from ..beijing import skyline
from ..cast import (
    APPRENTICE_F,
    BUILDER,
    CADRE,
    CADRE_F,
    CLEANER,
    COURIER,
    COURIER_F,
    ELDER,
    RESIDENT,
    RIDER,
    TEACHER,
    VOLUNTEER,
    YOUTH,
    YOUTH_F,
)
from ..food import cup
from ..furniture import (
    banner,
    booth,
    chair,
    first_aid_box,
    microwave,
    papers,
    plant,
    poster,
    standing_shadow,
    table,
    water_dispenser,
)
from ..heads import Face
from ..people import at, person
from ..places import (
    bare_tree,
    boards,
    ground,
    lamp,
    leafy_tree,
    mist,
    paving,
    ray,
    room,
    shelf,
    sky,
    snow_cover,
    snowfall,
    steam,
    window,
)
from ..svg import clip, glow, line_d, lit, path, poly, rect, rect_d, stroke
from ..things import leaflet, sign
from ..vehicles import ebike
from .register import scene


@scene(
    "station-interior",
    "工会驿站里，外卖骑手坐在桌边捧着热水休息，环卫工人在饮水机旁接水，台面上有微波炉和急救箱。",
    "驿站；户外劳动者服务站点；暖心服务",
    (0.5, 0.5),
    (0.85, -0.5),
)
def station_interior() -> str:
    outside = skyline(420, c.mix(c.SLATE, c.SKY, 0.4), 15, 150, tall=None) + snowfall(
        8, 60, 5, (790, 80, 1160, 400)
    )
    return "".join(
        [
            room(c.mix(c.STRAW, c.CREAM, 0.5), c.mix(c.CLAY, c.SAND, 0.45), 600),
            boards(600, c.SAND),
            window(780, 90, 380, 320, 3, 2, (c.SKY, c.SNOW), c.BROWN, outside),
            ray(800, 410, 300, -330, 420, 0.35),
            poster(80, 110, 130, 190),
            poster(245, 110, 130, 190, c.TEAL),
            rect(440, 96, 260, 70, c.RED),
            sign(570, 131, 46, "驿 站", c.PAPER),
            lit(rect_d(40, 430, 420, 200), c.CLAY, 5),
            lit(rect_d(26, 410, 450, 24, 3), c.BROWN, 4),
            rect(245, 450, 4, 170, c.UMBER),
            microwave(60, 410, 150),
            first_aid_box(240, 410, 96),
            cup(370, 410, 40),
            cup(415, 410, 40, c.RED),
            plant(720, 640, 190),
            water_dispenser(570, 660, 330),
            standing_shadow((440, 785, 120), (850, 790, 220)),
            person(430, 785, 540, CLEANER, 1, "3q", near=at(545, 482), far=(0.1, 0.43), nod=4),
            cup(553, 500, 36),
            chair(860, 790, 150, 1, c.UMBER),
            person(
                850,
                790,
                560,
                RIDER.but(face=Face()),
                1,
                "3q",
                hip=0.29,
                shift=-0.02,
                feet=((0.2, 0), (0.27, 0)),
                near=at(950, 505),
                far=at(975, 508),
                nod=8,
            ),
            cup(962, 512, 46),
            steam(962, 470, 130, 4, 0.8, 9),
            table(1000, 600, 260, 190, c.BROWN),
            lit("M1075 596q0 -74 62 -74t62 74z", c.OCHRE, 7),
            rect(1070, 592, 136, 9, c.shade(c.OCHRE, 0.3), 4),
            rect(1078, 560, 120, 10, c.light(c.OCHRE, 0.55)),
        ]
    )


@scene(
    "station-night",
    "冬夜街角的小驿站灯火通明，一名骑手推门而入，门外停着电动车，雪花纷飞。",
    "驿站开放；夜间服务；冬送温暖",
    (0.45, 0.5),
    (0.2, -0.3),
)
def station_night() -> str:
    house = (
        rect(300, 250, 620, 400, c.mix(c.PINE, c.NIGHT, 0.25))
        + rect(330, 300, 340, 250, c.GLOW)
        + rect(720, 300, 160, 350, c.mix(c.GLOW, c.AMBER, 0.2))
    )
    inside = (
        rect(350, 330, 90, 8, c.CLAY)
        + rect(350, 390, 90, 8, c.CLAY)
        + "".join(
            rect(356 + i * 16, 362, 12, 28, (c.RED, c.TEAL, c.BRICK, c.SAGE, c.NAVY)[i]) for i in range(5)
        )
        + person(560, 660, 330, VOLUNTEER, 1, "3q", near=(0.2, 0.72), legs=False)
        + table(460, 520, 200, 60, c.CLAY, depth=16)
        + cup(500, 508, 24)
        + lamp(500, 330, 40, 26, c.RED, 0.4)
    )
    return "".join(
        [
            sky(c.NIGHT, c.mix(c.NIGHT, c.NAVY, 0.7), c.NAVY),
            skyline(560, c.mix(c.NIGHT, c.NAVY, 0.5), 19, 300, True, 1060),
            mist(380, 220, c.NAVY, 0.5),
            ground(600, c.mix(c.SNOW_SHADE, c.NAVY, 0.5), c.mix(c.SNOW_SHADE, c.NAVY, 0.3)),
            house,
            clip(rect_d(330, 300, 340, 250), inside),
            "".join(rect(x, 300, 7, 250, c.UMBER) for x in (330, 440, 552, 663)),
            rect(330, 420, 340, 5, c.UMBER),
            rect(720, 300, 8, 350, c.UMBER),
            rect(280, 200, 660, 58, c.RED_DEEP),
            sign(665, 229, 40, "工会驿站", c.GLOW, spacing=10),
            snow_cover([(270, 204), (430, 200), (600, 200), (780, 198), (950, 204)], 26),
            bare_tree(150, 680, 560, c.NIGHT, 6, True),
            glow(500, 440, 430, c.AMBER, 0.5),
            path(
                line_d([(330, 650), (880, 650), (1040, 850), (200, 850)]),
                c.GLOW,
                opacity=0.3,
                style="mix-blend-mode:screen",
            ),
            person(815, 690, 400, RIDER, -1, "back", near=(0.16, 0.44), far=(-0.1, 0.6)),
            poly([(880, 300), (960, 330), (960, 700), (880, 650)], c.mix(c.PINE, c.NIGHT, 0.3)),
            poly([(892, 330), (948, 350), (948, 560), (892, 530)], c.mix(c.GLOW, c.TEAL, 0.4)),
            ebike(1040, 780, 330, c.OCHRE, c.TEAL, -1),
            snowfall(23, 150, 6),
            glow(800, 480, 300, c.AMBER, 0.3),
        ]
    )


@scene(
    "job-fair",
    "招聘会现场俯看：彩色展位一排排排开，求职者在各展位前交谈、递简历。",
    "招聘会；就业服务；春风行动",
    (0.5, 0.55),
)
def job_fair() -> str:
    looks = [
        YOUTH,
        YOUTH_F,
        COURIER_F,
        CADRE,
        APPRENTICE_F,
        RESIDENT.but(kind="jacket", scarf=""),
        COURIER,
        CADRE_F,
        TEACHER,
    ]
    out = ""
    for row, (y, k) in enumerate(((330, 0.55), (500, 0.75), (790, 1.15))):
        w = 300 * k
        for i in range(-1, 7):
            x = 60 + i * w * 1.22 - row * 70
            if x > 1220 or x + w < -20:
                continue
            colour = (c.RED, c.TEAL, c.OCHRE, c.SAGE, c.BLUE)[(i + row * 2) % 5]
            out += booth(x, y, w, 250 * k, colour) + person(
                x + w * 0.5,
                y + 30 * k,
                210 * k,
                looks[(i * 3 + row) % 9],
                1 if i % 2 else -1,
                "3q",
                legs=False,
                near=(0.2, 0.62),
            )
            out += table(x + w * 0.06, y - 78 * k, w * 0.88, 78 * k, cloth=colour, depth=16 * k)
            for j, dx in enumerate((0.25, 0.68)):
                if (i + j + row) % 4 == 3:
                    continue
                look = looks[(i * 2 + j * 4 + row * 3) % 9]
                view, facing = (("back", 1), ("3q", 1), ("3q", -1))[(i + j + row) % 3]
                out += standing_shadow((x + w * dx, y + 52 * k, 40 * k)) + person(
                    x + w * dx,
                    y + 52 * k,
                    215 * k,
                    look,
                    facing,
                    view,
                    near=(0.2, 0.6) if view == "3q" else (0.15, 0.41),
                )
                out += leaflet(x + w * dx + facing * 46 * k, y - 82 * k, 22 * k, 8) if view == "3q" else ""
    return "".join(
        [
            sky(c.mix(c.SKY, c.CREAM, 0.6), c.CREAM, c.STRAW),
            skyline(190, c.mix(c.SKY, c.STRAW, 0.3), 29, 120, tall=930),
            mist(80, 120, c.CREAM, 0.8),
            ground(190, c.mix(c.SAND, c.CREAM, 0.5), c.SAND),
            paving(190, c.mix(c.SAND, c.CREAM, 0.2), 9),
            leafy_tree(40, 260, 200, c.SAGE, 3),
            leafy_tree(1150, 270, 220, c.SAGE, 6),
            out,
        ]
    )


@scene(
    "lawyer-desk",
    "法律援助接待室，女律师翻着卷宗，向对面的夫妻二人讲解条款，桌上摆着法典和茶杯。",
    "法律援助；劳动争议调解；维权服务",
    (0.5, 0.5),
)
def lawyer_desk() -> str:
    return "".join(
        [
            room(c.mix(c.PINE, c.CREAM, 0.62), c.CLAY, 610),
            shelf(60, 70, 380, 460, 4, 21),
            window(520, 80, 260, 330, 2, 3, (c.SKY, c.CREAM), c.BROWN, leafy_tree(650, 480, 330, c.SAGE, 7)),
            poster(880, 110, 230, 160, c.RED),
            ray(540, 410, 220, 130, 420, 0.3),
            person(
                1090,
                880,
                640,
                RESIDENT.but(kind="jacket", face=Face(hair="tail")),
                -1,
                "3q",
                hip=0.36,
                near=at(960, 600),
                far=at(935, 610),
                legs=False,
            ),
            person(
                900,
                880,
                660,
                BUILDER.but(face=Face(skin=c.SKIN_TAN)),
                -1,
                "3q",
                hip=0.36,
                near=at(735, 585),
                far=at(760, 600),
                legs=False,
                lean=4,
                nod=6,
            ),
            person(
                300,
                890,
                670,
                CADRE_F.but(top=c.NAVY, face=Face(hair="bun", glasses=True)),
                1,
                "3q",
                near=at(545, 575),
                far=at(500, 600),
                legs=False,
                lean=5,
                nod=6,
                hip=0.38,
            ),
            table(120, 640, 1130, 220, cloth=c.BROWN, depth=70),
            papers(560, 625, 120, 1),
            poly([(450, 628), (560, 622), (575, 588), (470, 592)], c.PAPER),
            stroke([(545, 575), (560, 612)], c.INK, 5),
            "".join(
                lit(
                    rect_d(190 + i * 3, 604 - i * 24, 150 - i * 8, 24, 2),
                    (c.RED, c.NAVY, c.BRICK)[i],
                    4,
                    inside=rect(200, 612 - i * 24, 60, 5, c.STRAW),
                )
                for i in range(3)
            ),
            cup(820, 622, 42, c.SAGE),
            cup(1010, 626, 42, c.SAGE),
        ]
    )


@scene(
    "law-street",
    "街头普法日，蓝色帐篷下志愿者向骑手和居民发放宣传册，一位老人戴着眼镜细看。",
    "普法宣传；宪法宣传周；法律服务进基层",
    (0.5, 0.5),
)
def law_street() -> str:
    tent = (
        lit(line_d([(250, 150), (950, 150), (820, 40), (380, 40)]), c.BLUE, 9)
        + "".join(
            path(f"M{250 + i * 70} 150h70v26a35 24 0 0 1 -70 0Z", (c.BLUE, c.PAPER)[i % 2]) for i in range(10)
        )
        + stroke([(270, 160), (270, 760)], c.SLATE, 9)
        + stroke([(930, 160), (930, 760)], c.SLATE, 9)
    )
    return "".join(
        [
            sky(c.SKY, c.MIST, c.CREAM),
            skyline(470, c.mix(c.SKY, c.SLATE, 0.25), 35, 210, tall=150),
            mist(300, 180, c.CREAM, 0.7),
            leafy_tree(1080, 560, 480, c.OCHRE, 5),
            leafy_tree(90, 560, 420, c.SAGE, 9),
            ground(520, c.SAND, c.GREY),
            paving(520, c.SAND),
            ebike(1080, 690, 260, c.OCHRE, c.TEAL, -1),
            tent,
            banner(300, 196, 600, 62, "学法用法", c.RED),
            person(480, 820, 530, CADRE, 1, "front", legs=False, near=(0.13, 0.48), far=(-0.14, 0.48)),
            person(
                650,
                820,
                525,
                YOUTH_F.but(top=c.RED, kind="vest", sleeves=c.CREAM),
                1,
                "3q",
                legs=False,
                near=at(800, 460),
                nod=3,
            ),
            table(330, 640, 540, 170, cloth=c.RED_DEEP, depth=50),
            "".join(leaflet(400 + i * 90, 612, 46, -6 + i * 5, (c.PAPER, c.CREAM)[i % 2]) for i in range(4)),
            leaflet(815, 450, 50, 10),
            standing_shadow((900, 790, 110), (190, 790, 110)),
            person(915, 795, 580, RIDER, -1, "3q", near=at(835, 465), far=(0.12, 0.5), nod=4),
            person(1110, 800, 520, COURIER, -1, "3q", near=(0.17, 0.58), far=(0.2, 0.57)),
            leaflet(1010, 500, 44, -8),
            person(
                180,
                795,
                560,
                ELDER.but(face=Face(hair="thin", hair_colour=c.HAIR_WHITE, glasses=True)),
                1,
                "3q",
                near=(0.2, 0.62),
                far=(0.22, 0.6),
                nod=14,
            ),
            leaflet(302, 440, 62, 6),
        ]
    )
