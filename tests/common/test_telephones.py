"""Telephone numbers in running text can be called; other figures stay figures."""

import re

import pytest

from common.telephones import find_telephones, link_telephones


def found(text: str) -> list[str]:
    return [text[start:end] for start, end in find_telephones(text)]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("咨询电话：010-84551234。", ["010-84551234"]),
        ("电话010－8455 1234转8，", ["010－8455 1234转8"]),
        ("电话000-6970-1200", ["000-6970-1200"]),
        ("（010）84551234", ["（010）84551234"]),
        ("请拨打400·810·1234或400-8101-234。", ["400·810·1234", "400-8101-234"]),
        ("联系人王芳13812345678", ["13812345678"]),
        ("138 1234 5678、139-1234-5678", ["138 1234 5678", "139-1234-5678"]),
        ("+86 13812345678", ["+86 13812345678"]),
        ("０１０－８４５５１２３４", ["０１０－８４５５１２３４"]),
        ("职工服务热线12351全天开通", ["12351"]),
        ("拨打“12351”", ["12351"]),
        ("报名电话（工作日）：8455-1234", ["8455-1234"]),
        ("0431-85551234、0755 25551234", ["0431-85551234", "0755 25551234"]),
        ("共有12351人、84551234元、2026-12-05、010期", []),
        ("身份证110101199001011234，卡号6222021234567890123", []),
        ("11月28日9:00—11:00，400余人，占13812345678%", []),
        ("电话会议有12人参加，热线接到1263个来电", []),
        ("编号A13812345678，www.example.cn/13812345678", []),
        ("热线电话24小时开通，第110个", []),
        ("捐款13812345678元，共13812345678万", []),
        ("内线010-84551234-801", ["010-84551234"]),
    ],
)
def test_what_is_a_number(text, numbers):
    assert found(text) == numbers


@pytest.mark.parametrize(
    ("html", "linked"),
    [
        (
            "<p>电话010－84551234转8。</p>",
            '<p>电话<a class="tel" href="tel:01084551234">010－84551234转8</a>。</p>',
        ),
        ('<p><a href="tel:1">010-84551234</a> 010-84551234</p>',
         '<p><a href="tel:1">010-84551234</a> <a class="tel" href="tel:01084551234">010-84551234</a></p>'),
        ('<img alt="010-84551234">', '<img alt="010-84551234">'),
        ("电话&#1351234;&amp; 13812345678", '电话&#1351234;&amp; <a class="tel" href="tel:13812345678">13812345678</a>'),
    ],
)  # fmt: skip
def test_links(html, linked):
    assert link_telephones(html) == linked
    assert re.sub("<[^>]*>", "", linked) == re.sub("<[^>]*>", "", html)
    assert link_telephones(linked) == linked


def test_long_texts_take_no_time():
    assert find_telephones("电话" * 50_000 + "0" * 50_000) == []
