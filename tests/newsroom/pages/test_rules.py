"""Marks, columns, headlines, paragraphs, sources and furniture: small pages, whole results."""

import datetime

import pytest

from newsroom.pages import parse_page
from newsroom.pages.furniture import find_date, is_jump, is_web_furniture, read_header
from newsroom.pages.origins import read_meta_line, read_source_line


def articles(text, **given):
    return parse_page(text, **given).articles


def titles(text):
    return [a.title for a in articles(text)]


BODY = "本报讯（记者 张三）一到周三晚上，教室里就坐满了人。"


@pytest.mark.parametrize(
    "mark",
    [
        "## ■基层经验",
        "■ 基层经验",
        "【基层经验】",
        ">> 基层经验 <<",
        "### ▲基层经验",
        "◆基层经验◆",
        "## >> 基层经验 <<",
        "●【基层经验】",
    ],
)
def test_a_mark_makes_a_column_whatever_its_level(mark):
    (article,) = articles(f"{mark}\n\n### 夜校开到家门口\n\n{BODY}")
    assert (article.column, article.title) == ("基层经验", "夜校开到家门口")


def test_a_column_lasts_until_a_heading_of_its_level_or_higher():
    text = (
        f"## ■专栏甲\n\n### 第一篇的标题\n\n{BODY}\n\n### 第二篇的标题\n\n{BODY}\n\n## 第三篇的标题\n\n{BODY}"
    )
    assert [(a.title, a.column) for a in articles(text)] == [
        ("第一篇的标题", "专栏甲"), ("第二篇的标题", "专栏甲"), ("第三篇的标题", None),
    ]  # fmt: skip


def test_two_marks_in_a_row_are_column_and_subcolumn_and_the_second_article_is_asked_about():
    text = f"## ■专栏甲\n\n## >> 分栏乙 <<\n\n### 第一篇的标题\n\n{BODY}\n\n### 第二篇的标题\n\n{BODY}"
    first, second = articles(text)
    assert (first.column, first.subcolumn, [w.code for w in first.warnings]) == ("专栏甲", "分栏乙", [])
    assert (second.subcolumn, [w.code for w in second.warnings]) == ("分栏乙", ["subcolumn-inherited"])


def test_a_column_in_brackets_before_a_headline_is_that_article_s_alone():
    text = f"# 【现场】甲篇标题在此\n\n{BODY}\n\n# 乙篇标题在此\n\n{BODY}"
    assert [(a.title, a.column) for a in articles(text)] == [("甲篇标题在此", "现场"), ("乙篇标题在此", None)]


def test_a_bullet_with_text_right_under_it_is_a_headline_or_a_crosshead():
    text = f"# 一个班组的三年账本\n\n{BODY}\n\n● 搭平台\n\n师傅带徒弟，一年出师。\n\n● 建机制\n\n干得好，就有奖。"
    (article,) = articles(text)
    assert [(p.kind, p.text[:3]) for p in article.paragraphs[1:]] == [
        ("heading", "搭平台"), ("text", "师傅带"), ("heading", "建机制"), ("text", "干得好"),
    ]  # fmt: skip
    assert titles("● 甲地职工夜校开班\n本报讯（记者 张三）开班。\n● 乙地职工夜校开班\n本报讯（记者 李四）也开班。") == [
        "甲地职工夜校开班", "乙地职工夜校开班",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("head", "kicker", "title", "subtitle"),
    [
        ("甲乙丙 丁戊己\n\n# 标题在这一行上", "甲乙丙 丁戊己", "标题在这一行上", ""),
        ("# 标题在这一行上\n\n——副题在这里", "", "标题在这一行上", "副题在这里"),
        ("# 标题在这一行上\n\n## ——副题在这里", "", "标题在这一行上", "副题在这里"),
        ("## 引题在这里\n# 标题在这一行上", "引题在这里", "标题在这一行上", ""),
        ("# 标题在这一行上\n副题没有破折号", "", "标题在这一行上", "副题没有破折号"),
        ("**标题在这一行上**", "", "标题在这一行上", ""),
        ("标题在这一行上\n——副题在这里", "", "标题在这一行上", "副题在这里"),
        ("引题在这里\n标题在这一行上", "引题在这里", "标题在这一行上", ""),
    ],
)
def test_kicker_title_and_subtitle(head, kicker, title, subtitle):
    (article,) = articles(f"{head}\n\n{BODY}")
    assert (article.kicker, article.title, article.subtitle) == (kicker, title, subtitle)


def test_crossheads_of_a_lower_or_the_same_level_stay_in_the_body():
    lower = f"# 标题\n\n{BODY}\n\n### 以赛促训\n\n比武的人很多。\n\n### 以学赋能\n\n学习的人更多。"
    same = f"## 石景山区总工会上线暖心码小程序\n\n{BODY}\n\n## 一张地图汇资源\n\n比武的人很多。"
    assert titles(lower) == ["标题"] and titles(same) == ["石景山区总工会上线暖心码小程序"]
    assert [p.kind for p in articles(lower)[0].paragraphs] == ["text", "heading", "text", "heading", "text"]


def test_articles_without_headlines_are_parted_by_their_datelines():
    text = "本报讯（记者 张三）甲事。\n还有甲事的后续。\n本报讯（记者 李四）乙事。"
    assert [(a.title, a.texts) for a in articles(text)] == [
        ("", ["甲事。", "还有甲事的后续。"]),
        ("", ["乙事。"]),
    ]
    assert {w.code for a in articles(text) for w in a.warnings} == {"no-title"}


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\n\n\n\n", "\r\n\r\n", "\r", "\n　　\n"])
def test_a_paragraph_cut_in_mid_sentence_is_joined_with_nothing_put_in(gap):
    (article,) = articles(f"# 标题\n\n满意度保持在97%以{gap}上。\n\n下一段。")
    assert article.texts == ["满意度保持在97%以上。", "下一段。"]


@pytest.mark.parametrize("mark", list("。！？…”』」）】：；"))
def test_a_block_with_a_closing_mark_is_a_paragraph_of_its_own(mark):
    (article,) = articles(f"# 标题\n\n第一段的文字很长，一直写到这里才停{mark}\n\n他们说，第二段从这里开始。")
    assert len(article.texts) == 2


def test_nothing_is_joined_across_lists_questions_and_signatures():
    text = "# 关于放假的通知\n\n各单位：\n\n一、时间\n\n5月1日。\n\n二、要求\n\n联系人：孙老师\n联系电话：010-1\n\n区总工会\n2026年4月7日"
    (article,) = articles(text)
    assert article.texts == [
        "各单位：", "一、时间", "5月1日。", "二、要求", "联系人：孙老师", "联系电话：010-1", "区总工会", "2026年4月7日",
    ]  # fmt: skip
    (talk,) = articles(
        "# 对话师傅\n\n本报记者 张三\n\n问：难吗？\n\n答：不难\n\n问：为什么？\n\n答：练得多。"
    )
    assert talk.texts == ["问：难吗？", "答：不难", "问：为什么？", "答：练得多。"]


def test_lines_of_verse_stay_lines_and_lines_of_a_narrow_column_do_not():
    verse = "# 焊花\n\n□ 罗布泊\n\n夜色被焊枪划开\n星子落满脚手架\n你蹲在城市的骨骼上\n把钢\n缝成桥"
    (poem,) = articles(verse)
    assert (len(poem.texts), {p.kind for p in poem.paragraphs}) == (5, {"verse"})
    column = "# 标题\n　　走进商圈，几名店员正围坐在一\n起吃午饭。过去，这里一百多家小\n店分散经营，吃饭难、休息难、维\n权难，成了一块心病。\n　　如今好了。"
    assert articles(column)[0].texts == [
        "走进商圈，几名店员正围坐在一起吃午饭。过去，这里一百多家小店分散经营，吃饭难、休息难、维权难，成了一块心病。", "如今好了。",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("转自《中工网》", "中工网"),
        ("（转自《中工网》）", "中工网"),
        ("来源：云川工人报", "云川工人报"),
        ("转载自《工人日报》", "工人日报"),
        ("《工人日报》（2023年12月21日 02版）", "工人日报"),
        ("据《工人日报》报道", "工人日报"),
        ("（据新华社）", "新华社"),
    ],
)
def test_source_lines(line, source):
    assert read_source_line(line).source == source
    (article,) = articles(f"# 标题\n\n第一段。\n{line}")
    assert (article.source, article.is_reprint, article.texts) == (source, True, ["第一段。"])


@pytest.mark.parametrize(
    "line", ["据介绍，活动很好。", "据统计", "来源于生活的故事很多，讲不完。", "（据了解）"]
)
def test_sentences_are_no_source_lines(line):
    assert read_source_line(line) is None


def test_original_title_and_the_line_of_a_web_page():
    (article,) = articles(
        "# 标题\n原标题：《另一个标题》\n2026-01-26 来源:西岭省总工会 作者：邓小川\n\n正文在此。"
    )
    assert (article.original_title, article.source) == ("另一个标题", "西岭省总工会")
    assert read_meta_line("发布时间：2025-11-18 09:32  来源：省总  浏览次数：356") == {
        "发布时间": "2025-11-18 09:32", "来源": "省总", "浏览次数": "356",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("line", "date", "number", "name"),
    [
        ("第03版：工会", None, 3, "工会"),
        ("A06　服务", None, 6, "服务"),
        ("2026年3月12日 星期四 第03版 工会", "2026-03-12", 3, "工会"),
        ("云川工人报 2026年03月10日 星期二", "2026-03-10", None, ""),
        ("04 基层　　2026/3/3　　星期二", "2026-03-03", 4, "基层"),
        ("2025年8月21日　星期四　农历乙巳年闰六月廿八　第8123期　今日8版", "2025-08-21", None, ""),
        ("二〇二六年三月六日　第二版", "2026-03-06", 2, ""),
    ],
)
def test_header_lines(line, date, number, name):
    header = read_header(line)
    assert (header.date and header.date.isoformat(), header.number, header.name) == (date, number, name)


@pytest.mark.parametrize(
    "line", ["3月9日，托管班开班。", "第三届职工运动会开幕", "今年版权宣传周启动", "2026年工会工作要点"]
)
def test_lines_that_are_no_header(line):
    assert read_header(line) is None


@pytest.mark.parametrize("line", ["（下转第4版）", "下转第3版", "上接第1版", "▶下转A05版", "紧接第二版"])
def test_jumps(line):
    assert is_jump(line)


@pytest.mark.parametrize(
    "line",
    ["首页 | 要闻 | 工会 | 图片 | 电子报", "上一版 下一版", "3上一版  下一版4", "下一篇4 2015年7月27日 放大 缩小 默认", "扫码关注", "云川工人报微信",
     "关于我们 | 版权声明 | 举报电话:000-00000000", "分享到： 微信 微博 QQ空间", "西ICP备00000000号-1", "×", "您当前的位置：首页 > 工会新闻"],
)  # fmt: skip
def test_furniture_of_web_pages(line):
    assert is_web_furniture(line)


@pytest.mark.parametrize(
    "line", ["工会与职工在一起", "关注劳动者的冷暖，是工会的责任。", "张三", "一年 | 又一年"]
)
def test_text_is_no_furniture(line):
    assert not is_web_furniture(line)


def test_what_the_operator_says_wins_and_a_difference_is_told():
    page = parse_page(
        "第04版：综合\n2026年3月11日 星期三\n\n# 标题\n\n正文。",
        date=datetime.date(2026, 3, 12),
        number=3,
        name="工会",
    )
    assert (page.date.isoformat(), page.number, page.name) == ("2026-03-12", 3, "工会")
    assert [w.code for w in page.warnings] == ["number-differs", "date-differs"]


def test_impossible_dates_are_told_and_left_empty():
    page = parse_page("第04版：综合 2026年2月30日\n\n# 标题\n\n正文。")
    assert (page.date, [w.code for w in page.warnings]) == (None, ["date-impossible"])
    assert find_date("2026年2月30日") == (None, "2026年2月30日")


def test_near_days_need_the_date_of_issue():
    text = "# 标题\n\n昨天，区里下了雪。"
    (article,) = articles(text)
    assert [(w.code, w.line) for w in article.warnings] == [("date-missing", 3)]
    assert articles(text, date=datetime.date(2026, 1, 2))[0].warnings == []


def test_open_paragraphs_and_missing_bodies_are_told():
    (article,) = articles("# 标题\n\n这一段没有写完的话就这样停在了这里，再也没有下文")
    assert [w.code for w in article.warnings] == ["paragraph-open"]
    assert [w.code for w in articles("# 只有标题的一篇稿件")[0].warnings] == ["no-body"]
    assert [w.code for w in parse_page("").warnings] == ["no-article"]


@pytest.mark.parametrize(
    ("head", "genre"),
    [
        ("# 关于放假的通知", "notice"),
        ("# 拟推荐人选公示", "public_notice"),
        ("【今日谈】\n\n# 休息权不能只写在纸上", "commentary"),
        ("◆政策解读\n\n# 受了工伤怎么办", "policy"),
        ("## ■劳模风采\n\n### 他把听诊器贴在机床上", "profile"),
        ("## ■基层经验\n\n### 驿站联成网", "experience"),
        ("# 车站首发\n——平安返乡专列侧记", "feature"),
        ("# 全市工会送温暖综述", "roundup"),
        ("# 驿站里的灯", "news"),
    ],
)
def test_genres_by_clear_marks_only(head, genre):
    assert articles(f"{head}\n\n第一段的话。\n\n第二段的话。")[0].genre == genre


def test_the_map_tells_what_every_line_became():
    page = parse_page("第03版：工会\n\n# 标题\n\n本报讯（记者 张三）正文\n\n完了。\n转自《中工网》")
    assert [(u.line, u.start, u.end, u.use, u.article, u.paragraph, u.code) for u in page.uses] == [
        (1, 0, 7, "left_out", None, None, "page-header"),
        (3, 0, 1, "left_out", None, None, "mark"),
        (3, 2, 4, "title", 0, None, ""),
        (5, 0, 10, "left_out", None, None, "dateline"),
        (5, 10, 12, "paragraph", 0, 0, ""),
        (7, 0, 3, "paragraph", 0, 0, ""),
        (8, 0, 7, "left_out", None, None, "source"),
    ]
    assert page.articles[0].lines == (3, 8)
    assert list(page.uses_by_line()) == [1, 3, 5, 7, 8]


def test_traditional_characters_are_read_and_kept():
    (article,) = articles("# 工會開課\n\n本報訊（記者 張詠詩）新春過後，課程開班。 記者 陳志強 攝影報道")
    assert [(c.role, c.name) for c in article.credits] == [
        ("reporter", "張詠詩"),
        ("reporter", "陳志強"),
        ("photographer", "陳志強"),
    ]
    assert (article.title, article.texts) == ("工會開課", ["新春過後，課程開班。"])
