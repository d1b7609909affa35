"""What the desk says while the database is away: nothing was saved, and what was sent comes back."""

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from django.utils import translation

from portal.web import away

FORM = "/admin/articles/article/7/change/"
TEXT = '<p>第一段&"</p>\n<script>alert(1)</script>'


@pytest.fixture(autouse=True)
def chinese():
    with translation.override("zh-hans"):
        yield


def page(request) -> str:
    answer = away.page(request)
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    return answer.content.decode()


def test_what_was_typed_comes_back_and_is_sent_again_by_one_button():
    sent = {"title": "夜校开课了", "body": TEXT, "section": "3", away.FORM_MARK: "m" * 64}
    text = page(RequestFactory().post(FORM, sent))
    assert "<script>alert" not in text
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', text))
    # A line break at the very beginning is the one that HTML leaves out.
    shown = dict(re.findall(r'<textarea [^>]*name="([^"]+)"[^>]*>\n([^<]*)</textarea>', text))
    assert {name: unescape(value) for name, value in (hidden | shown).items()} == sent
    assert shown.keys() == {"title", "body"}
    assert f'<form method="post" action="{FORM}"' in text


def test_the_names_of_files_are_said_since_they_have_to_be_chosen_again():
    sent = {"title": "夜校", "file": SimpleUploadedFile("合影<1>.jpg", b"x")}
    text = page(RequestFactory().post(FORM, sent))
    assert "合影&lt;1&gt;.jpg" in text


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/admin/login/", "username"),
        ("/admin/account/2fa/", "nickname"),
        (FORM, "new_password1"),
        (FORM, "otp_code"),
    ],
)
def test_nothing_secret_is_repeated(path, name):
    text = page(RequestFactory().post(path, {name: "geheim-4711-geheim", "title": "夜校开课了"}))
    assert "geheim" not in text
    assert "夜校开课了" not in text


def test_a_page_of_the_desk_that_was_only_asked_for():
    text = page(RequestFactory().get(FORM))
    assert "数据库" in text
    assert "<form" not in text


@pytest.mark.parametrize(
    ("path", "word"), [("/search/?q=夜校", "搜索"), ("/articles/7/", "此页的副本"), ("/en/search/", "搜索")]
)
def test_readers_are_told_what_is_away(path, word):
    assert word in page(RequestFactory().get(path))
