"""Every character of the source stands in a field or in the list of what was left out, exactly once."""

import random
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from newsroom.pages import parse_page, split_lines
from newsroom.pages.text import solid

SAMPLES = sorted(Path(__file__).parent.glob("samples/*.txt")) + sorted(
    Path(__file__).parent.glob("corpus/*.txt")
)
LINES = [
    "", "　", "# 青禾区总工会办夜校", "## 标题二 带空格", "### 一、小标题", "##■基层经验", ">> 他山之石 <<", "【人物】", "【本报讯】（记者林晓舟苏禾）近日，天晴。",
    "本报讯（记者 张三）一到周三晚上，教室坐满了", "上。", "以及工会、", "新华社北京10月20日电（记者 王伟）记者获悉。", "中工网讯 近日，", "转自《中工网》", "原标题：甲乙丙",
    "《云川工人报》(2026年03月10日 02版)", "责任编辑：方宁 版式：李想 校对：高原", "（下转第4版）", "第03版：工会", "2026年3月12日", "云川工人报 2026年03月10日 星期二",
    "首页 | 要闻 | 工会 | 图片", "扫码关注", "版面导航", "——副题在此", "（张三）", "通讯员 何苗 摄", "图为现场。 本报记者 周砚 摄影报道", "![](a.png)", "---", "■文/本报记者 张三 摄影/李四",
    "问：为什么？", "答：因为好。", "一、报名时间", "附件：名单", "**加粗的一行**", "<div>里面</div>", "● 短消息一则", "王磊", "春风又绿江南岸", "明月何时照我还，", "\u200b\ufeff隐", "发布时间：2026-03-10 来源：工人日报 作者：张三",
    "我们一起向前走。（记者 林晓舟）", "讲述（未完", "（完）", "#", "##", "■", "【】", ">><<", "本报讯（", "记者：", "（）", "a|b|c", "*", "**",
    "编者按：薪火相传。", "| 1 | 甲厂 |", "■简讯", "▲甲镇总工会办读书会。（赵小曼）", "01", "PART", "图片", "上接第1版", "附件", "工会 2026-04-30 07:30 江南", "图文：双儿",
    "# 一座城的", "# 双向奔赴", "**两会声音**", "本报两会报道组", "德吉央宗（女，藏族）　邮政局投递员", "责编：欧文 电话：020-00000000", "图｜受访者提供", "工会新闻 05",
]  # fmt: skip


def assert_nothing_lost(text):
    page = parse_page(text)
    lines = split_lines(text)
    used = {}
    for use in page.uses:
        for at in range(use.start, use.end):
            assert (use.line, at) not in used, (use, used[use.line, at])
            used[use.line, at] = use
    for number, line in enumerate(lines, start=1):
        for at, char in enumerate(line):
            assert not solid(char) or (number, at) in used, (number, at, line)
    for position, article in enumerate(page.articles):
        for kind, value in (
            ("title", article.title),
            ("kicker", article.kicker),
            ("subtitle", article.subtitle),
        ):
            parts = [
                lines[u.line - 1][u.start : u.end]
                for u in page.uses
                if u.use == kind and u.article == position
            ]
            assert solid("".join(parts)) == solid(value)
        for place, paragraph in enumerate(article.paragraphs):
            parts = [
                lines[u.line - 1][u.start : u.end]
                for u in page.uses
                if u.use == "paragraph" and (u.article, u.paragraph) == (position, place)
            ]
            assert "".join(parts) == paragraph.text
    left = Counter(solid("".join(part.text for part in page.left_out)))
    assert left == Counter(
        solid("".join(lines[u.line - 1][u.start : u.end] for u in page.uses if u.use == "left_out"))
    )
    return page


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_pages_keep_every_character(path):
    assert_nothing_lost(path.read_text(encoding="utf-8"))


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(LINES), max_size=14).map("\n".join))
@example("### 一、小标题\n本报讯（\n）")
def test_lines_of_papers_in_any_order_keep_every_character(text):
    page = assert_nothing_lost(text)
    assert page.as_dict(file="x")["file"] == "x"


@pytest.mark.parametrize("seed", range(6))
def test_pages_cut_mixed_and_put_together_keep_every_character(seed):
    chance = random.Random(seed)
    pages = [path.read_text(encoding="utf-8") for path in chance.sample(SAMPLES, 3)]
    lines = "\n".join(pages).splitlines()
    for text in (
        "\n".join(pages),
        pages[0][: chance.randrange(len(pages[0]))],
        pages[1][chance.randrange(len(pages[1])) :],
        "\n".join(chance.sample(lines, len(lines))),
    ):
        assert_nothing_lost(text)


@settings(max_examples=300, deadline=None)
@given(
    st.text(
        alphabet=st.sampled_from(
            "#■>< 　\n\r【】（）()《》：:，。、！？“”本报讯记者通员摄影文图转自来源第0123版一二张王李工会 *-—|/区\u2028\x0b"
        )
    )
)
@example(":\r一员张")
def test_any_mixture_of_marks_keeps_every_character(text):
    assert_nothing_lost(text)


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_any_text_at_all_keeps_every_character(text):
    assert_nothing_lost(text)
