"""Remarks name what the person who reads them can mend; the form begins with the headline; credits say their role."""

import json
import re

import pytest
from django.urls import reverse

from articles import workflow
from articles.models import Credit, CreditRole
from articles.warnings import warnings_to
from tests.factories import make_article, make_contributor, make_published, make_section, make_user
from tests.forms import form_data

pytestmark = pytest.mark.django_db
ADD = "/admin/articles/article/add/"


@pytest.fixture
def draft(cast):
    article = make_article(
        "夜校开课", organization=cast.changping, author=cast.correspondent, is_reprint=True
    )
    workflow.text_saved(article, by=cast.correspondent)
    return article


def codes(user, article):
    return [warning.code for warning in warnings_to(user, article, [])]


def test_each_is_told_of_what_is_theirs(cast, draft):
    assert codes(cast.correspondent, draft) == ["no_lead_photo", "no_source"]
    assert codes(cast.editor, draft) == ["no_lead_photo", "no_section", "no_source"]
    assert codes(cast.other_correspondent, draft) == []


def test_under_review_the_author_is_told_nothing_and_the_reviewer_what_to_mend(cast, desk, draft):
    draft.source_name = "中工网"
    draft.save()
    workflow.text_saved(draft, by=cast.correspondent)
    workflow.submit(draft, by=cast.correspondent)
    assert codes(cast.correspondent, draft) == []
    assert codes(cast.editor, draft) == ["no_lead_photo", "no_section"]
    change = reverse("admin:articles_article_change", args=[draft.pk])
    assert "rail-warnings" not in desk(cast.correspondent).get(change).content.decode()
    page = desk(cast.editor).get(change).content.decode()
    assert re.findall(r'data-warning="(\w+)"', page) == ["no_lead_photo", "no_section"]
    assert "通过之前" in page


def test_an_unknown_organization_is_a_link_for_whoever_may_enter_it(cast, desk):
    """Section chiefs enter organizations; an account that may not is shown the name alone."""
    from django.contrib.auth.models import Permission

    source = "# 夜校开课\n本报讯（记者 张三）云岭区总工会联合松果科技有限公司工会开课三十门。\n"
    client = desk(cast.editor)
    add = reverse("admin:organizations_organization_add")
    address = _review(client, source)
    assert f'href="{add}?name=' in client.get(address).content.decode()
    Permission.objects.get(codename="add_organization").group_set.clear()
    page = desk(type(cast.editor).objects.get(pk=cast.editor.pk)).get(address).content.decode()
    assert f'href="{add}?name=' not in page
    assert "尚未登记" in page


def _review(client, source):
    form = client.get(reverse("admin:newsroom_pageimport_add"))
    answer = client.post(form.request["PATH_INFO"], {"text": source, "date": "2026-03-12"})
    assert answer.status_code == 302
    return answer["Location"]


def test_the_headline_comes_first_and_has_the_cursor(cast, desk):
    page = desk(cast.correspondent).get(ADD).content.decode()
    names = re.findall(
        r'<(?:input|textarea|select)[^>]* name="(\w+)"', page.partition('id="article_form"')[2]
    )
    shown = [name for name in names if name not in ("csrfmiddlewaretoken", "version", "times")]
    assert shown[:3] == ["title", "kicker", "subtitle"]
    assert re.search(r'<textarea[^>]*name="title"[^>]*autofocus', page)
    assert page.count("autofocus") == 1


def test_a_stored_article_is_not_scrolled_to_its_headline(cast, desk, draft):
    page = desk(cast.correspondent).get(reverse("admin:articles_article_change", args=[draft.pk]))
    assert "autofocus" not in page.content.decode()


def test_a_correspondent_begins_as_a_correspondent(cast, desk):
    for person, role in ((cast.correspondent, "correspondent"), (cast.editor, "reporter")):
        page = desk(person).get(ADD).content.decode()
        row = re.search(r'<select name="credits-__prefix__-role".*?</select>', page, re.DOTALL)[0]
        assert re.findall(r'<option value="(\w+)" selected', row) == [role]


def test_a_chosen_person_brings_their_role(cast, desk):
    signed = make_contributor("林晓舟")
    Credit.objects.create(article=make_article(), contributor=signed, role=CreditRole.PHOTOGRAPHER)
    make_contributor("何苗", user=cast.correspondent)
    make_contributor("生人")
    address = reverse("admin:autocomplete")
    query = {"app_label": "articles", "model_name": "credit", "field_name": "contributor"}
    results = json.loads(desk(cast.editor).get(address, query).content)["results"]
    assert {row["text"]: row["role"] for row in results} == {
        "林晓舟": "photographer", "何苗": "correspondent", "生人": "",
    }  # fmt: skip


def test_what_is_posted_stays_as_it_was_chosen(cast, desk):
    client, someone = desk(cast.correspondent), make_contributor("何苗", user=cast.correspondent)
    data = form_data(client.get(ADD), "article_form", title="夜校开课", section=make_section().pk)
    data |= {"credits-TOTAL_FORMS": 1, "credits-0-role": "reporter", "credits-0-contributor": someone.pk,
             "credits-0-position": 0}  # fmt: skip
    assert client.post(ADD, data).status_code == 302
    assert Credit.objects.get().role == "reporter"


def test_every_role_is_named_to_readers(client, settings):
    article = make_published("夜校开课", credits=(("correspondent", "何苗"), ("reporter", "林晓舟")))
    page = client.get(article.get_absolute_url()).content.decode()
    spoken = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))
    assert "记者 林晓舟" in spoken and "通讯员 何苗" in spoken
    told = [
        json.loads(found)
        for found in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    ]
    data = told[0] if isinstance(told[0], dict) else told[0][0]
    authors = data.get("author") or data["@graph"][0]["author"]
    assert [(one["name"], one["jobTitle"]) for one in authors] == [("林晓舟", "记者"), ("何苗", "通讯员")]
    feed = client.get(reverse("articles:article_feed")).content.decode()
    assert "&lt;p&gt;记者 林晓舟　通讯员 何苗&lt;/p&gt;" in feed


def test_an_account_of_the_newsroom_signs_as_nothing_in_particular(cast, desk):
    make_contributor("方宁", user=make_user("fang", roles=("editor",), organization=cast.city))
    query = {"app_label": "articles", "model_name": "credit", "field_name": "contributor", "term": "方"}
    results = json.loads(desk(cast.editor).get(reverse("admin:autocomplete"), query).content)["results"]
    assert [row["role"] for row in results] == [""]
