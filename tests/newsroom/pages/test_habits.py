"""Habits of single papers: each rule in the smallest page that shows it."""

import pytest

from newsroom.pages import parse_page
from newsroom.pages.areas import cut_with_areas

BODY = "本报讯（记者 张三）一到周三晚上，教室里就坐满了人。"


def articles(text):
    return parse_page(text).articles


def texts(text):
    return [p.text for p in articles(text)[0].paragraphs]


# --- headlines ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("# 一座城与骑手的\n# 双向奔赴", ("", "一座城与骑手的 双向奔赴")),
        ("## 东门街道总工会：\n## 把健身房搬进楼宇", ("", "东门街道总工会：把健身房搬进楼宇")),
        ("送岗位行动启动\n\n# 河川设分会场\n# 首日达成意向2万人次", ("送岗位行动启动", "河川设分会场 首日达成意向2万人次")),
        ("# 青禾区总工会\n# 夜校开到家门口", ("青禾区总工会", "夜校开到家门口")),
        ("# 开设夜校 组建讲师团\n# 技能课堂办到家门口", ("开设夜校 组建讲师团", "技能课堂办到家门口")),
        ("东矿：“安全家书”\n寄到井口", ("", "东矿：“安全家书” 寄到井口")),
        ("北疆农垦\n农机手比武 黑土地“论剑”争先", ("北疆农垦", "农机手比武 黑土地“论剑”争先")),
    ],
)  # fmt: skip
def test_two_lines_of_one_level_are_one_headline_unless_the_first_is_a_kicker(head, expected):
    (article,) = articles(f"{head}\n\n{BODY}")
    assert (article.kicker, article.title) == expected


def test_a_second_heading_without_a_subject_is_the_subtitle():
    (article,) = articles(f"# 省总工会全委会议召开\n# 提出今年建成阵地500个\n\n{BODY}")
    assert (article.title, article.subtitle) == ("省总工会全委会议召开", "提出今年建成阵地500个")


def test_bold_lines_are_headings_where_no_others_are():
    text = f"**夜校开到职工家门口**\n\n{BODY}\n\n**为老人办场年货节**\n\n{BODY}"
    assert [a.title for a in articles(text)] == ["夜校开到职工家门口", "为老人办场年货节"]


def test_the_line_above_a_public_account_s_stamp_is_the_headline_though_verse_follows():
    text = "把清凉送到塔吊上\n原创 宣教部 2026年07月13日 18:20 江东\n\n连日高温\n烈日炙烤\n有人坚守\n不曾离开\n\n7月10日，工会把绿豆汤送到建设者手中，大家喝在嘴里甜在心头。"
    (article,) = articles(text)
    assert article.title == "把清凉送到塔吊上"
    assert [p.text for p in article.paragraphs[:2]] == ["连日高温", "烈日炙烤"]


def test_a_team_s_byline_makes_a_headline_sure():
    text = f"# 夜校开到家门口\n\n{BODY}\n\n# 委员建议加强培训\n\n本报两会报道组\n\n委员建议，加强培训，把预防纳入必修课。"
    assert [a.title for a in articles(text)] == ["夜校开到家门口", "委员建议加强培训"]


def test_a_report_from_another_paper_makes_a_headline_sure():
    text = f"# 夜校开到家门口\n\n{BODY}\n\n# 驿站落户产业园\n\n据《太行工人报》报道 1月15日，首批驿站授牌。"
    _first, second = articles(text)
    assert (second.title, second.source, second.is_reprint) == ("驿站落户产业园", "太行工人报", True)


def test_brackets_right_under_a_headline_are_a_crosshead():
    text = "# 入职当天受伤算工伤吗？\n\n□汤圆\n\n【案情回放】\n\n闻先生报到当天受伤。\n\n【法院判决】\n\n法院驳回公司的请求。"
    assert texts(text) == ["案情回放", "闻先生报到当天受伤。", "法院判决", "法院驳回公司的请求。"]


def test_briefs_under_a_mark_are_one_article_of_their_own():
    text = f"# 夜校开到家门口\n\n{BODY}\n\n■简讯\n\n▲甲镇总工会举办读书会。（赵小曼）\n\n▲乙镇总工会送去大礼包。（方舟）"
    assert [(a.title, len(a.paragraphs)) for a in articles(text)] == [("夜校开到家门口", 1), ("简讯", 2)]


def test_a_mark_that_only_says_who_writes_is_no_column_of_the_next_article():
    text = "■本报评论员\n\n# 把匠心变成匠薪\n\n技高者多得，是尊重劳动。\n\n# 夜校开到家门口\n\n" + BODY
    assert [(a.genre, a.column) for a in articles(text)] == [("commentary", "本报评论员"), ("news", None)]


def test_a_mark_like_the_page_s_columns_ends_the_article_before_it():
    text = f"● 特稿\n\n# 夜校开到家门口\n\n{BODY}\n\n● 声音\n\n“算法不能不算人。”\n——平海理工大学教授 张籍"
    assert [(a.title, a.people) for a in articles(text)] == [("夜校开到家门口", []), ("声音", ["张籍"])]


def test_another_author_below_the_text_makes_the_line_above_it_a_headline():
    text = f"夜校开到家门口\n\n{BODY}\n\n劳模宣讲进车间\n\n8月10日，机务段工会组织宣讲，请全国铁路劳动模范与青年职工面对面交流自己的安全行车经历。\n（丘为）"
    assert [a.title for a in articles(text)] == ["夜校开到家门口", "劳模宣讲进车间"]


def test_the_rest_of_an_article_from_another_page_is_an_article():
    text = f"夜校开到家门口\n\n{BODY}\n\n上接第1版\n省总工会召开座谈会\n……会上，三名劳模代表先后发言，大家表示要立足岗位、争创一流，建功立业。"
    assert [a.title for a in articles(text)] == ["夜校开到家门口", "省总工会召开座谈会"]


# --- paragraphs --------------------------------------------------------------------------------------


def test_lines_cut_at_a_column_s_width_are_no_headlines():
    lines = [
        "本报讯（记者 张三）今年以来，滦水市",
        "总工会围绕全市三十个重点项目，开展比",
        "安全比质量比进度的劳动和技能竞赛活动",
        "为项目建设加油鼓劲，在港口的码头现场",
        "工会将职工食堂和文体活动室以及洗衣房",
        "搬到了工地，让两千余名建设者“一站式”",
        "办好各种事情，工作有劲头生活有滋味又",
        "有奔头。",
    ]
    assert texts("靶向发力为项目“加油”\n\n" + "\n".join(lines)) == ["".join(lines)[10:]]


def test_rows_of_tables_and_lists_of_people_stay_lines():
    text = (
        "# 关于表彰先进的决定\n\n决定表彰下列同志。\n\n德吉央宗（女，藏族）　邮政分公司投递员\n\n"
        "尚一心（女）　省人民医院护士长\n\n| 序号 | 集体名称 |\n|---|---|\n| 1 | 泸定收费站 |"
    )
    assert articles(text)[0].genre == "notice"
    assert texts(text) == [
        "决定表彰下列同志。",
        "德吉央宗（女，藏族）　邮政分公司投递员",
        "尚一心（女）　省人民医院护士长",
        "| 序号 | 集体名称 |",
        "| 1 | 泸定收费站 |",
    ]


def test_where_every_line_is_indented_each_is_a_paragraph():
    text = "# 比赛落幕\n\n    比赛在周六落幕。\n    三十二支代表队参赛。\n    附：获奖名单\n    男子团体：第一名 税务局\n    女子团体：第一名 供电局"
    assert texts(text)[2:] == ["附：获奖名单", "男子团体：第一名 税务局", "女子团体：第一名 供电局"]


def test_an_editor_s_note_above_the_headline_opens_the_article():
    text = "编者按：工匠精神，薪火相传。\n\n# 焊花里的传承\n\n文｜柳青\n\n他带出了十七名技师。"
    (article,) = articles(text)
    assert (article.title, [p.text for p in article.paragraphs]) == (
        "焊花里的传承",
        ["编者按：工匠精神，薪火相传。", "他带出了十七名技师。"],
    )


def test_numbers_and_part_above_crossheads_are_left_out():
    text = f"# 夜校开到家门口\n\n{BODY}\n\n01\nPART\n课程上新\n\n夜校新开十二门课程。"
    assert texts(text)[1:] == ["课程上新", "夜校新开十二门课程。"]


def test_what_a_notice_brings_along_stays_with_it():
    text = "# 关于表彰先进的决定\n\n决定表彰下列单位。\n\n青禾区总工会\n2026年4月28日\n\n附件\n\n先进集体名单\n\n省人民医院\n\n航天铸造厂"
    assert len(articles(text)) == 1


# --- furniture and credits ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "责编：欧文 美编：伍月 电话：020-00000000",
        "责任编辑／欧文　美编／伍月　电话／000-00000000",
        "■编辑 欧文 ■美编 伍月 ■电子信箱 gh@example.invalid",
        "2 工会新闻 2025年12月9日 星期二 责任编辑:欧文 美编:伍月 电子邮箱:a@example.invalid",
    ],
)
def test_a_telephone_or_address_behind_the_makers_of_the_page_is_taken_off(line):
    page = parse_page(f"{line}\n\n# 夜校开到家门口\n\n{BODY}")
    assert [(c.role, c.name) for c in page.credits] == [("editor", "欧文"), ("layout", "伍月")]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("文｜本刊记者　柳如是　　图｜受访者提供", [("reporter", "柳如是")]),
        ("图文：双儿", [("reporter", "双儿"), ("photographer", "双儿")]),
        ("编校：沐剑屏", [("editor", "沐剑屏")]),
        ("投稿：城关镇总工会", []),
        ("审核：韦小宝", []),
    ],
)
def test_labels_of_credits(line, expected):
    (article,) = articles(f"# 焊花里的传承\n\n{line}\n\n他带出了十七名技师。")
    assert [(c.role, c.name) for c in article.credits] == expected
    assert [p.text for p in article.paragraphs] == ["他带出了十七名技师。"]


def test_credits_stand_in_the_order_of_the_text():
    text = "# 多彩活动\n\n6月5日，甲公司举办比赛。\n本报记者 王一 摄影报道\n\n6月6日，乙公司举办活动。 李二 文/图"
    (article,) = articles(text)
    assert [(c.role, c.name) for c in article.credits] == [
        ("reporter", "王一"), ("photographer", "王一"), ("reporter", "李二"), ("photographer", "李二"),
    ]  # fmt: skip
    assert article.genre == "photo"


def test_pages_are_numbered_with_leading_zeros_and_behind_their_names():
    assert parse_page("第0003版：工会新闻").number == 3
    page = parse_page(f"2026.7.9 星期四\n工会新闻 05\n\n# 夜校开到家门口\n\n{BODY}")
    assert (page.number, page.name) == (5, "工会新闻")


def test_turning_buttons_between_angle_brackets_are_no_column():
    assert articles(f"<< 上一期   下一期 >>\n夜校开到家门口\n\n{BODY}")[0].column is None


@pytest.mark.parametrize(
    ("subtitle", "genre"),
    [
        ("——记五一劳动奖章获得者、服务员南飞雁", "profile"),
        ("——联合会成立一周年观察", "feature"),
        ("——来自闽东市的调查", "feature"),
        ("——记者节的一天", "news"),
    ],
)
def test_subtitles_tell_the_genre(subtitle, genre):
    assert articles(f"# 站台上的“活地图”\n{subtitle}\n\n第一段的话。\n\n第二段的话。")[0].genre == genre


# --- areas -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("近日望河区总工会制定", "望河区"),
        ("赴柳树沟乡中心小学", "柳树沟乡"),
        ("太行省总工会", "太行省"),
    ],
)
def test_areas_cut_by_the_segmenter_are_whole_again(text, area):
    assert area in [word.text for word in cut_with_areas(text)]


@pytest.mark.parametrize("text", ["费用由市总工会承担", "走进社区", "全区职工", "城乡居民", "送到县里"])
def test_words_before_an_area_s_ending_are_not_taken_for_its_name(text):
    assert not any(len(word.text) > 2 for word in cut_with_areas(text) if word.tag == "ns")
