"""Names, credit strings, datelines and tail lines, one habit of a newspaper a line."""

import pytest

from newsroom.pages.credits import read_credits
from newsroom.pages.datelines import read_dateline, read_tail
from newsroom.pages.person_names import read_names, split_run_together


def pairs(reading):
    return [f"{credit.role} {credit.name}" for credit in reading.credits]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("张三", ["张三"]),
        ("王 伟", ["王伟"]),
        ("张　三 李　四", ["张三", "李四"]),
        ("林晓舟 苏 禾", ["林晓舟", "苏禾"]),
        ("张三、李四", ["张三", "李四"]),
        ("张三,李四", ["张三", "李四"]),
        ("张三/李四", ["张三", "李四"]),
        ("买买提·艾力", ["买买提·艾力"]),
        ("欧阳春晓", ["欧阳春晓"]),
        ("林晓舟苏禾", ["林晓舟", "苏禾"]),
        ("A B", ["A", "B"]),
    ],
)
def test_names_are_cut_at_every_separator_and_padding_is_closed(text, names):
    assert list(read_names(text).names) == names


@pytest.mark.parametrize("text", ["今天的会议开得很好很成功大家都满意", "1200名", "，", "您好。"])
def test_what_is_no_name_is_refused(text):
    assert read_names(text) is None


@pytest.mark.parametrize(
    ("token", "parts"),
    [
        ("林晓舟苏禾", ["林晓舟", "苏禾"]),
        ("杨开长黄柳青", ["杨开长", "黄柳青"]),
        ("张三李四", ["张三", "李四"]),
        ("欧阳娜娜", ["欧阳娜娜"]),
        ("张王李赵刘", ["张王李赵刘"]),
    ],
)
def test_run_together_names_are_split_only_where_one_way_is_left(token, parts):
    assert split_run_together(token) == parts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("通讯员 张三 摄", ["correspondent 张三", "photographer 张三"]),
        ("本报记者 张三 摄影报道", ["reporter 张三", "photographer 张三"]),
        ("本报记者 甲一 本报通讯员 乙二 摄", ["reporter 甲一", "correspondent 乙二", "photographer 乙二"]),
        ("■文/本报记者 李 子 摄影/孔方", ["reporter 李子", "photographer 孔方"]),
        ("文/张三 图/李四", ["reporter 张三", "photographer 李四"]),
        ("张三/文 李四/图", ["reporter 张三", "photographer 李四"]),
        ("记者 张三 文/图", ["reporter 张三", "photographer 张三"]),
        ("记者 张三 文 李四 摄", ["reporter 张三", "photographer 李四"]),
        ("记者：张三 通讯员：李四、王五 编辑：赵六 审核：钱七", ["reporter 张三", "correspondent 李四", "correspondent 王五", "editor 赵六"]),
        ("责任编辑：方宁 版式：李想 校对：高原", ["editor 方宁", "layout 李想", "proofreader 高原"]),
        ("文字：钟书 图片：田野", ["reporter 钟书", "photographer 田野"]),
        ("供图：南城市职工摄影协会", ["photographer 南城市职工摄影协会"]),
        ("史晨 整理", ["reporter 史晨"]),
        ("（燕山石化公司工会供稿）", ["correspondent 燕山石化公司工会"]),
        ("见习记者 张三 实习生 李四", ["reporter 张三", "intern 李四"]),
        ("工人日报-中工网记者 陶然", ["reporter 陶然"]),
        ("摄影/记者 张弛", ["photographer 张弛"]),
    ],
)  # fmt: skip
def test_credit_strings(text, expected):
    assert pairs(read_credits(text)) == expected


@pytest.mark.parametrize(
    "text", ["记者从区总工会获悉", "职工摄影展开展", "您怎么看？", "张三", "编辑部的故事很长", ""]
)
def test_sentences_and_bare_names_are_no_credit_strings(text):
    assert read_credits(text) is None


@pytest.mark.parametrize(
    ("text", "expected", "source", "rest"),
    [
        ("本报讯（记者 张三）近日，天晴。", ["reporter 张三"], "", "近日，天晴。"),
        ("本报讯 （记者 张三） 近日。", ["reporter 张三"], "", "近日。"),
        ("本报讯 (记者张三)日前。", ["reporter 张三"], "", "日前。"),
        ("【本报讯】（记者张三李四）近日。", ["reporter 张三", "reporter 李四"], "", "近日。"),
        ("本报北京9月15日电 (记者邹明 通讯员郭海涛)由我。", ["reporter 邹明", "correspondent 郭海涛"], "", "由我。"),
        ("新华社北京10月20日电（记者樊 曦）记者获悉。", ["reporter 樊曦"], "新华社", "记者获悉。"),
        ("中工网讯 9月12日，启用。", [], "中工网", "9月12日，启用。"),
        ("三秦都市报讯(记者 A 实习生 B)绣。", ["reporter A", "intern B"], "三秦都市报", "绣。"),
        ("星沙时报2月4日讯(记者 宋彬彬 通讯员 栗稳)送。", ["reporter 宋彬彬", "correspondent 栗稳"], "星沙时报", "送。"),
        ("本报讯 (张三)今天。", ["reporter 张三"], "", "今天。"),
        ("本报讯 通讯员李可欣报道：7月。", ["correspondent 李可欣"], "", "7月。"),
        ("本报讯 7月16日，开班。", [], "", "7月16日，开班。"),
        ("（记者 张三）今天。", ["reporter 张三"], "", "今天。"),
        ("本报记者 张三 李四 今天。", ["reporter 张三", "reporter 李四"], "", "今天。"),
    ],
)  # fmt: skip
def test_datelines(text, expected, source, rest):
    dateline = read_dateline(text)
    assert (pairs(dateline.reading), dateline.source, text[dateline.end :]) == (expected, source, rest)


@pytest.mark.parametrize(
    "text",
    [
        "家电（冰箱）下乡。",
        "本报记者走进车间。",
        "据新华社消息，会议召开。",
        "（一）报名条件。",
        "通讯员队伍壮大。",
    ],
)
def test_sentences_that_only_look_like_datelines(text):
    assert read_dateline(text) is None


@pytest.mark.parametrize(
    ("text", "expected", "body"),
    [
        ("在学做风筝。 本报记者 周砚 摄影报道", ["reporter 周砚", "photographer 周砚"], "在学做风筝。"),
        ("更加经常。通讯员 何苗 摄", ["correspondent 何苗", "photographer 何苗"], "更加经常。"),
        ("有据可依。 （柳絮）", ["reporter 柳絮"], "有据可依。 "),
        ("就是进步。（北辰）", ["reporter 北辰"], "就是进步。"),
        ("慰问一线职工。（记者 蒋璐洋 摄）", ["reporter 蒋璐洋", "photographer 蒋璐洋"], "慰问一线职工。"),
        ("鸦雀无声。（二公司 文静）", ["reporter 文静"], "鸦雀无声。"),
    ],
)
def test_credits_at_the_end_of_the_last_paragraph(text, expected, body):
    tail = read_tail(text, bare=True)
    assert (pairs(tail.reading), text[: tail.start]) == (expected, body)


@pytest.mark.parametrize(
    "text",
    ["新增设备210台（套）", "未完（待续）", "他说得好。（完）", "大家都来摄影。", "全文见第3版。（下略）"],
)
def test_brackets_and_words_that_are_no_signature(text):
    assert read_tail(text, bare=True) is None


def test_a_bare_name_in_brackets_counts_only_at_the_very_end():
    assert read_tail("有据可依。（柳絮）", bare=False) is None


@pytest.mark.parametrize("role", ["绘图", "漫画", "插图", "制图"])
def test_who_drew_is_no_photographer(role):
    assert pairs(read_credits(f"{role}：杜见山")) == ["illustrator 杜见山"]
