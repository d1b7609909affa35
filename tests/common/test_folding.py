"""One form for all notations of a text."""

import pytest

from common.folding import folded, folded_with_origins, with_usual_words

NOTATIONS = [
    ("举办ＡＩ夜校ＱＺＸ班，共１２３４５人", "举办ai夜校qzx班,共12345人"),
    ("買買提•阿不都拉", "买买提阿不都拉"),
    ("买买提・阿不都拉", "买买提阿不都拉"),
    ("買買提·阿不都拉", "买买提阿不都拉"),
    ("青蓝\u200b工匠\u200b联盟", "青蓝工匠联盟"),
    ("电话\u00ad8612", "电话8612"),
    ("北京市總工會", "北京市总工会"),
    ("北京市总⼯会发布《⽅案》，⺠主管理，⻓城杯", "北京市总工会发布《方案》,民主管理,长城杯"),
    ("“匠心”「匠心」〝匠心〞", '"匠心""匠心""匠心"'),
    ("地址：一 地址∶一 地址:一", "地址:一 地址:一 地址:一"),
    ("3—5月 3–5月 3－5月", "3-5月 3-5月 3-5月"),
    ("职工<br>夜<b>校</b><a href='/x'>开课</a>", "职工夜校开课"),
    ("甲<乙>丙", "甲<乙>丙"),
    ("Cafe\u0301 CAFÉ", "café café"),
    ("夜\x00校\ud800开\ufeff课\ufe0f", "夜校开课"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "form"), NOTATIONS)
def test_a_text_in_one_form(text, form):
    assert folded(text) == form
    assert folded(form) == form


@pytest.mark.parametrize(("text", "form"), NOTATIONS)
def test_each_character_knows_where_it_comes_from(text, form):
    found = folded_with_origins(text)
    assert (found.text, len(found.origins)) == (form, len(form))
    assert found.origins == sorted(found.origins)


@pytest.mark.parametrize(
    ("text", "wanted", "passage"),
    [
        ("昨日，買買提•阿不都拉获奖。", "买买提阿不都拉", "買買提•阿不都拉"),
        ("共ＱＺ\u200bＸ班", "qzx", "ＱＺ\u200bＸ"),
        ("职工<b>夜</b>校", "夜校", "夜</b>校"),
        ("㈱工会", "工会", "工会"),
    ],
)
def test_a_hit_is_marked_in_the_original(text, wanted, passage):
    found = folded_with_origins(text)
    start, end = found.span(found.text.index(wanted), found.text.index(wanted) + len(wanted))
    assert text[start:end] == passage


@pytest.mark.parametrize(
    ("text", "form", "origins"),
    [
        ("\u0301·\u3099", "\u3099\u0301", [0, 0]),
        ("e<b>\u0301</b>工", "é工", [0, 9]),
        ("e·\u0301", "é", [0]),
        ("ｶﾞ工", "ガ工", [0, 2]),
        ("工\u1112\u1161\u11ab会", "工한会", [0, 1, 4]),
    ],
)
def test_a_mark_belongs_to_its_character(text, form, origins):
    found = folded_with_origins(text)
    assert (folded(text), found.text, found.origins) == (form, form, origins)


@pytest.mark.parametrize(
    ("query", "usual"), [("網路", "网络"), ("資訊", "资讯"), ("總工會", "总工会"), ("夜校 wifi", "夜校 wifi")]
)
def test_queries_in_the_words_of_the_mainland(query, usual):
    assert with_usual_words(query) == usual
