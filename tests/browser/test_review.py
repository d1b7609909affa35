"""The whole way of an article in a real browser: draft, three reviews by three people, published, corrected,
withdrawn; at the width of a laptop and of a tablet. ``SCREENSHOTS=folder`` keeps a picture of every screen."""

import os
import re
from pathlib import Path
from typing import Any

import pytest

from tests.browser.test_pages import too_wide, violations

PASSWORD = "long enough for a test"
PEOPLE = """
from django.contrib.auth.models import Group
from accounts.models import User
from organizations.models import Organization
top = Organization.objects.get(parent=None, kind="national")
for name, real_name, role, union in (
    ("hemiao", "何苗", "correspondent", Organization.objects.get(name="昌平区总工会")),
    ("fangning", "方宁", "editor", top), ("qinyue", "秦越", "editor", top),
    ("gaoyuan", "高原", "section_chief", top), ("linchuan", "林川", "chief_editor", top),
):
    if not User.objects.filter(username=name).exists():
        user = User.objects.create_user(name, password="PASSWORD", real_name=real_name, organization=union, is_staff=True)
        user.groups.set(Group.objects.filter(name=role))
""".replace("PASSWORD", PASSWORD)
ARTICLE = "/admin/articles/article/"


class Desk:
    """Somebody's browser, signed in."""

    def __init__(self, open_page: Any, who: str, width: int) -> None:
        self.who, self.width, self.steps = who, width, 0
        self.page = open_page("/admin/login/", width=width, height=900)
        self.page.fill("#id_username", who)
        self.page.fill("#id_password", PASSWORD)
        self.press("[type=submit]")

    def press(self, button: str) -> None:
        """Press what leads to another page. The desk asks for the session first, so the page comes a moment later."""
        with self.page.expect_navigation():
            self.page.click(button)
        self.page.wait_for_load_state("networkidle")

    def look(self, name: str) -> None:
        """Nothing too wide, nothing that axe-core reports; a picture where one was asked for."""
        assert (name, too_wide(self.page), violations(self.page)) == (name, False, [])
        folder = os.environ.get("SCREENSHOTS")
        if folder:
            self.page.screenshot(path=Path(folder) / f"{self.width}-{name}.png", full_page=True)

    def go(self, path: str) -> None:
        self.page.goto(path)
        self.page.wait_for_load_state("networkidle")

    def write(self, text: str) -> None:
        self.page.click(".ProseMirror")
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def save(self) -> str:
        """Save the form; the number of the article."""
        self.press("[name=_continue]")
        return re.search(r"/article/(\d+)/change/", self.page.url)[1]

    def do(self, pk: str, code: str, **fields: str) -> None:
        """Go from the article's form to an action, look at it, and do it."""
        self.go(f"{ARTICLE}{pk}/change/")
        self.press(f".action-list a.action-{code}")
        for name, value in fields.items():
            self.page.fill(f"#id_{name}", value)
        self.look(f"{self.who}-{code}")
        self.press(".review-form button[type=submit]")


def reader_finds(desk: Desk, pk: str) -> tuple[int, str]:
    """What somebody without an account gets at the article's address."""
    answer = desk.page.request.get(f"/articles/{pk}/", headers={"Cookie": ""})
    return answer.status, answer.text()


@pytest.mark.parametrize("width", [1280, 768])
def test_from_a_draft_to_a_withdrawal(site, open_page, width):
    site.run(PEOPLE)
    names = ("hemiao", "fangning", "qinyue", "gaoyuan", "linchuan")
    author, editor, second, chief, leader = (Desk(open_page, name, width) for name in names)

    author.go(f"{ARTICLE}add/")
    author.page.fill("#id_title", "回龙观夜校添了急救课")
    author.write("日前，职工夜校开出急救课，首批40名快递员报名。")
    pk = author.save()
    author.do(pk, "submit", comment="请审")
    assert reader_finds(author, pk)[0] == 404

    editor.do(pk, "pass", comment="文字已核")
    chief.do(pk, "pass")
    leader.do(pk, "pass")
    editor.do(pk, "publish")
    status, page = reader_finds(author, pk)
    assert (status, "首批40名" in page) == (200, True)

    editor.do(pk, "start_correction", comment="人数应为48名")
    editor.write("日前，职工夜校开出急救课，首批48名快递员报名。")
    editor.page.fill("#id_correction_note", "首批报名人数应为48名。")
    copy = editor.save()
    assert copy != pk
    editor.do(copy, "submit")
    for person in (second, chief, leader):
        person.do(copy, "pass")
    assert "首批40名" in reader_finds(author, pk)[1]
    leader.do(copy, "publish")
    page = reader_finds(author, pk)[1]
    assert ("首批48名" in page, "首批40名" in page, "首批报名人数应为48名。" in page) == (True, False, True)

    for name in ("history", "compare", "preview", "notices"):
        path = {"compare": f"{pk}/compare/?from=1&to=2", "notices": "notices/"}.get(name, f"{pk}/{name}/")
        editor.go(ARTICLE + path)
        editor.look(f"{editor.who}-{name}")
    editor.go(f"{ARTICLE}{pk}/sign-off/")
    assert editor.page.locator("table.levels").first.locator("tbody tr").all_inner_texts()[2].split()[:2] == [
        "终审",
        "林川",
    ]
    assert len(editor.page.pdf(prefer_css_page_size=True)) > 10_000

    editor.go(f"{ARTICLE}{pk}/do/ask_withdrawal/")
    editor.page.fill("#id_comment", "当事人要求")
    editor.page.select_option("#id_approver", label="林川")
    editor.page.fill("#id_notice", "应当事人要求，本文撤下。")
    editor.look(f"{editor.who}-ask_withdrawal")
    editor.press(".review-form button[type=submit]")
    assert reader_finds(author, pk)[0] == 200
    leader.go(f"{ARTICLE}{pk}/do/withdraw/")
    assert leader.page.input_value("#id_notice") == "应当事人要求，本文撤下。"
    leader.look(f"{leader.who}-withdraw")
    leader.press(".review-form button[type=submit]")
    status, page = reader_finds(author, pk)
    assert (status, "应当事人要求，本文撤下。" in page, "首批48名" in page) == (410, True, False)
