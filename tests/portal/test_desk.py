"""The desk as a whole: its front page, navigation, language, security policy and small addresses."""

import re

import pytest
from django.urls import reverse

from articles import workflow
from tests.factories import make_article, make_event, make_person

pytestmark = pytest.mark.django_db


def navigation(page):
    return {
        str(group["name"]): [str(row["name"]) for row in group["models"]]
        for group in page.context["available_apps"]
    }


def test_the_navigation_is_grouped_for_editors(cast, desk):
    assert navigation(desk(cast.editor).get("/admin/")) == {
        "稿件": ["稿件", "导入的版面", "回收站"],
        "图片": ["图片"],
        "组织与人物": ["组织", "人物", "作者"],
        "活动": ["活动", "系列"],
        "报纸版面": ["期次"],
        "栏目设置": ["首页方案", "频道", "专栏", "专题", "标签", "同义词"],
    }
    assert navigation(desk(cast.administrator).get("/admin/")) == {
        "稿件": ["回收站"],
        "组织与人物": ["组织"],
        "栏目设置": ["频道", "专栏"],
        "账号": ["账号", "操作日志"],
    }


def test_a_part_of_the_desk_lists_what_it_has(cast, desk):
    page = desk(cast.editor).get("/admin/organizations/").content.decode()
    lists = page[page.index('class="lists-of-app"') :]
    assert re.findall(r"<h1>(.*?)</h1>", page) == ["组织"]
    assert re.findall(
        r'<a(?: class="button")? href="([^"]+)">([^<]+)</a>', lists[: lists.index("</ul>")]
    ) == [
        ("/admin/organizations/person/", "人物"),
        ("/admin/organizations/person/add/", "新建人物"),
        ("/admin/organizations/organization/", "组织"),
        ("/admin/organizations/organization/add/", "新建组织"),
    ]


def shelves(page):
    return {shelf["code"]: [article.title for article in shelf["rows"]] for shelf in page.context["shelves"]}


def test_the_front_page_says_what_waits_for_each(cast, desk):
    article = make_article("夜校开课", organization=cast.changping, author=cast.correspondent)
    workflow.text_saved(article, by=cast.correspondent)
    assert shelves(desk(cast.correspondent).get("/admin/"))["drafts"] == ["夜校开课"]
    workflow.submit(article, by=cast.correspondent)
    assert shelves(desk(cast.editor).get("/admin/"))["waiting"] == ["夜校开课"]
    assert shelves(desk(cast.section_chief).get("/admin/"))["waiting"] == []
    assert list(shelves(desk(cast.other_correspondent).get("/admin/")).values()) == [[], [], [], []]
    assert shelves(desk(cast.administrator).get("/admin/")) == {}


@pytest.mark.parametrize("rows", [3, 30])
def test_the_front_page_costs_the_same_for_any_number_of_articles(
    cast, desk, rows, django_assert_num_queries
):
    for number in range(rows):
        article = make_article(f"稿件{number}", organization=cast.changping, author=cast.correspondent)
        workflow.text_saved(article, by=cast.correspondent)
        workflow.submit(article, by=cast.correspondent)
    client = desk(cast.editor)
    client.get("/admin/")
    with django_assert_num_queries(20):
        client.get("/admin/")


def test_the_desk_in_english(cast, desk):
    page = desk(cast.editor).get("/en/admin/")
    assert page.status_code == 200
    assert "Waiting for your review" in page.content.decode()
    assert 'lang="en"' in page.content.decode()


def test_no_page_of_the_desk_needs_an_exception_from_the_policy(cast, desk):
    client = desk(cast.editor)
    for address in (
        "/admin/",
        "/admin/articles/article/",
        "/admin/articles/article/add/",
        "/admin/photos/photo/add/",
    ):
        page = client.get(address)
        policy = page.headers["Content-Security-Policy"]
        assert "unsafe" not in policy and "nonce" not in policy
        text = page.content.decode()
        assert "<style" not in text and " style=" not in text and "onclick" not in text


def test_an_open_form_learns_of_its_session(cast, client):
    session = reverse("admin:session")
    assert client.get(session).json() == {"user": None, "login": "/admin/login/"}
    client.force_login(cast.editor)
    answer = client.get(session)
    assert (answer.json()["user"], len(answer.json()["token"])) == ("方宁", 64)
    assert "no-store" in answer.headers["Cache-Control"]
    assert client.post(session).status_code == 405
    client.force_login(cast.stranger)
    assert client.get(session).json()["user"] is None


def test_a_form_kept_open_over_a_new_sign_in_is_saved_with_the_fresh_token(cast):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.editor)
    old = client.get(reverse("admin:session")).json()["token"]
    client.logout()
    client.cookies.clear()
    client.get("/admin/login/")
    client.force_login(cast.editor)
    data = {"title": "夜校开课", "organization": cast.changping.pk, "csrfmiddlewaretoken": old}
    assert client.post("/admin/articles/article/add/", data).status_code == 403
    data["csrfmiddlewaretoken"] = client.get(reverse("admin:session")).json()["token"]
    assert client.post("/admin/articles/article/add/", data).status_code != 403


def test_nothing_is_deleted_in_bulk(cast, desk):
    page = desk(cast.chief_editor).get("/admin/articles/article/")
    assert "delete_selected" not in dict(page.context["action_form"].fields["action"].choices)


def test_the_sign_in_page_bears_the_name_of_the_site(client, settings):
    page = client.get("/admin/login/").content.decode()
    assert f"<b>{settings.SITE['name']}</b>" in page
    assert f"<title>登录 · {settings.SITE['name']}编辑部工作台</title>" in page


def test_what_has_no_label_beside_it_says_itself_what_it_is(cast, desk):
    """The boxes of a moment, and the boxes of rows, whose names stand in the head of their column only."""
    page = desk(cast.editor).get("/admin/events/event/add/")
    assert 'aria-label="开始：日期"' in page.text
    assert 'aria-label="结束时间：时间"' in page.text
    person = make_person("石守田")
    person.honours.create(title="首都劳动奖章", awarder="北京市总工会", year=2025)
    form = desk(cast.editor).get(f"/admin/organizations/person/{person.pk}/change/")
    for box, said in (("title", "名称"), ("awarder", "授予单位"), ("year", "年份"), ("DELETE", "删除")):
        assert re.findall(rf'name="honours-0-{box}"[^>]* aria-label="([^"]+)"', form.text) == [said]


def test_a_list_is_not_narrowed_by_a_district_without_a_name(cast, desk):
    make_event("全市夜校", organization=cast.city)
    make_event("昌平夜校", organization=cast.changping)
    page = desk(cast.chief_editor).get("/admin/events/event/").text
    assert re.findall(r'organization__district=([^"&]*)"', page) == ["%E6%98%8C%E5%B9%B3%E5%8C%BA"]
