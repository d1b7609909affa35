"""Two editors on one article, part by part: each kind of part is shown beside the other's, and the choice holds."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from articles import snapshots, workflow
from articles.content import PARTS
from articles.models import Article
from common.html import clean_html
from organizations.models import Organization
from tests.articles.full import make_full, make_surroundings, rewrite
from tests.factories import make_published
from tests.forms import form_data

pytestmark = pytest.mark.django_db


def change(article: Article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def content(article: Article) -> dict[str, Any]:
    return snapshots.content_of(Article.objects.get(pk=article.pk))


@pytest.fixture
def copy(cast) -> Article:
    """A correction, because its form has every part."""
    make_surroundings()
    Organization.objects.filter(pk__gt=9000).update(parent=cast.city)
    article = make_full(working_copy_of=make_published("夜校"), organization_id=cast.city.pk)
    article.body = clean_html(article.body)
    article.save()
    workflow.text_saved(article, by=cast.editor)
    return Article.objects.get(pk=article.pk)


@pytest.fixture
def mine(cast, client, copy) -> tuple[Client, dict[str, Any]]:
    """The form as an editor opened it."""
    client.force_login(cast.editor)
    return client, form_data(client.get(change(copy)), "article_form")


def saved_by_another(cast, article: Article) -> dict[str, Any]:
    """The section chief writes the second text meanwhile; what it holds."""
    row = rewrite(article)
    row.body = clean_html(row.body)
    row.save()
    workflow.text_saved(row, by=cast.section_chief)
    return content(article)


SHOWN = [
    ("kicker", "", "秋季学期"),
    ("title", "职工夜校昨晚开课", "职工夜校开课"),
    ("subtitle", "三十一门课等你来", "三十门课等你来"),
    ("summary", "第一行。\n改过的第二行。", "第一行。\n第二行。"),
    ("body", "三十门课\n昌平区职工夜校9月15日开课，共31门课。\n课堂\n太极拳",
     "三十门课\n昌平区职工夜校9月15日开课，共30门课。\n课堂\n剪纸\n太极拳"),
    ("photos", "课堂一角 · 学员在写字 · 周砚 摄\n剪纸 · 剪刀", "课堂一角 · 学员在写字 · 周砚 摄\n剪纸"),
    ("credits", "记者 · 方宁\n摄影 · 周砚", "记者 · 何苗\n摄影 · 周砚"),
    ("figures", "培训职工 · 1200.00 · 人次 · 2026-03-01\n课程 · 31.00 · 门", "培训职工 · 1200.00 · 人次 · 2026-03-01\n课程 · 30.50 · 门"),
    ("is_reprint", "否", "是"),
    ("source_name", "工人日报", "劳动午报"),
    ("source_url", "", "https://news.example/1"),
    ("original_title", "夜校开课", "夜校开课了"),
    ("correction_note", "", "场次应为三十。"),
    ("genre", "消息", "通讯"),
    ("section", "职工文化", "要闻"),
    ("column", "", "夜校"),
    ("edition_page", "2026-03-19 第03版 工会", "2026-03-12 第03版 工会"),
    ("organization", "朝阳区总工会", "北京市总工会"),
    ("page_position", "0", "2"),
    ("organizations", "昌平区总工会 · 主办\n回龙观街道总工会 · 提及", "昌平区总工会 · 主办\n回龙观街道总工会 · 报道对象"),
    ("people", "梁会芬", "梁会芬、王伟"),
    ("tags", "冬季、夜校", "夜校、职工教育"),
]  # fmt: skip


def test_every_part_is_shown_beside_the_others(cast, copy, mine):
    client, form = mine
    theirs = saved_by_another(cast, copy)
    answer = client.post(change(copy), form)
    assert (answer.status_code, content(copy)) == (200, theirs)
    conflict = answer.context["conflict"]
    assert [(one.name, one.theirs, one.mine) for one in conflict.differences] == SHOWN
    assert {one.choice for one in conflict.differences} == {"theirs"}
    assert [one.label for one in conflict.differences] == [part.label for part in PARTS]


@pytest.mark.parametrize("choice", ["mine", "theirs"])
def test_what_is_chosen_is_saved_in_every_part(cast, copy, mine, choice):
    client, form = mine
    texts = {"mine": content(copy), "theirs": saved_by_another(cast, copy)}
    shown = client.post(change(copy), form)
    choices = {f"keep_{part.name}": choice for part in PARTS}
    answer = client.post(change(copy), form_data(shown, "article_form", **choices))
    assert (answer.status_code, content(copy)) == (302, texts[choice])


def test_what_both_wrote_alike_is_no_conflict(cast, copy, mine):
    client, form = mine
    saved_by_another(cast, copy)
    again = form_data(client.get(change(copy)), "article_form")
    assert client.post(change(copy), {**again, "version": form["version"]}).status_code == 302


def test_the_choice_that_is_offered_first(cast, copy, mine):
    """The other's where one typed nothing, one's own where one did."""
    client, form = mine
    saved_by_another(cast, copy)
    form |= {"title": "我的标题", "genre": "profile", "tags": ["夜校", " 我的 "], "figures-0-value": "1300",
             "page_position": "第三", "people": ["9502"]}  # fmt: skip
    shown = client.post(change(copy), form).context["conflict"].differences
    assert [(one.name, one.mine) for one in shown if one.choice == "mine"] == [
        ("title", "我的标题"),
        ("figures", "培训职工 · 1300.00 · 人次 · 2026-03-01\n课程 · 30.50 · 门"),
        ("genre", "人物"),
        ("page_position", "第三"),
        ("people", "王伟"),
        ("tags", "夜校、我的"),
    ]


def test_what_differs_only_in_its_marks_is_shown_in_full(cast, copy, mine):
    """Which picture leads and what a figure is about stand in no short text: that change is not lost for it."""
    client, form = mine
    copy.photo_entries.filter(photo_id=9601).update(is_lead=False)
    copy.photo_entries.filter(photo_id=9602).update(is_lead=True)
    workflow.text_saved(copy, by=cast.section_chief)
    answer = client.post(change(copy), form)
    shown = [(one.name, one.theirs, one.mine, one.choice) for one in answer.context["conflict"].differences]
    assert shown == [(
        "photos",
        "图片 9601 · 课堂一角 · 学员在写字 · 周砚 摄\n图片 9602（题图） · 剪纸",
        "图片 9601（题图） · 课堂一角 · 学员在写字 · 周砚 摄\n图片 9602 · 剪纸",
        "theirs",
    )]  # fmt: skip
    client.post(change(copy), form_data(answer, "article_form"))
    assert [row["is_lead"] for row in content(copy)["photos"]] == [False, True]


def test_a_row_that_the_other_added_and_one_of_ones_own(cast, copy, mine):
    client, form = mine
    copy.organization_entries.create(organization_id=9002, role="partner", position=2)
    workflow.text_saved(copy, by=cast.section_chief)
    form |= {"organization_entries-TOTAL_FORMS": "3", "organization_entries-2-organization": cast.city.pk,
             "organization_entries-2-role": "mentioned", "organization_entries-2-position": "2"}  # fmt: skip
    shown = client.post(change(copy), form)
    assert [one.name for one in shown.context["conflict"].differences] == ["organizations"]
    assert client.post(change(copy), form_data(shown, "article_form")).status_code == 302
    kept = [row["organization"]["id"] for row in content(copy)["organizations"]]
    assert kept == [9001, 9003, cast.city.pk]


def test_an_empty_row_breaks_nothing(cast, copy, mine):
    client, form = mine
    saved_by_another(cast, copy)
    form |= {"credits-TOTAL_FORMS": "3", "credits-2-role": "reporter", "credits-2-contributor": "",
             "credits-2-position": "0"}  # fmt: skip
    answer = client.post(change(copy), form)
    shown = {one.name: one.mine for one in answer.context["conflict"].differences}
    assert (answer.status_code, shown["credits"]) == (200, "记者 · 何苗\n记者\n摄影 · 周砚")


# --- roles that see a part and may not change it ------------------------------------------------------------------
def test_a_place_is_no_business_of_a_correspondents_form(cast, client):
    make_surroundings()
    article = make_full(organization_id=cast.changping.pk, author=cast.correspondent)
    workflow.text_saved(article, by=cast.correspondent)
    client.force_login(cast.correspondent)
    form = form_data(client.get(change(article)), "article_form")
    article = Article.objects.get(pk=article.pk)
    article.section_id, article.page_position, article.source_name = 9102, 7, "工人日报"
    article.save()
    workflow.text_saved(article, by=cast.editor)
    answer = client.post(change(article), {**form, "page_position": "1"})
    assert [one.name for one in answer.context["conflict"].differences] == ["source_name"]
    assert client.post(change(article), form_data(answer, "article_form")).status_code == 302
    now = content(article)
    assert (now["section"]["id"], now["page_position"], now["source_name"]) == (9102, 7, "工人日报")
