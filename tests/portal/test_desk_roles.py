"""The desk's addresses as each role: the whole table of answers, so that a hole shows as a difference."""

import pytest
from django.urls import reverse

from articles.models import Edition
from newsroom.models import PageImport
from organizations.models import Kind
from portal.models import FrontPage
from tests.factories import (
    make_article,
    make_column,
    make_contributor,
    make_event,
    make_organization,
    make_page,
    make_person,
    make_photo,
    make_published,
    make_section,
    make_topic,
)

pytestmark = pytest.mark.django_db

WHO = ("correspondent", "other_correspondent", "editor", "section_chief", "chief_editor", "administrator")
OK, MOVED, NO, GONE = 200, 302, 403, 404


@pytest.fixture
def rows(cast):
    """One row of every kind; what has an owner belongs to 昌平."""
    from events.models import Programme

    return {
        "articles_article": make_article(organization=cast.changping, author=cast.correspondent),
        "articles_column": make_column(),
        "articles_contributor": make_contributor(),
        "articles_edition": Edition.objects.create(date="2026-01-02"),
        "articles_editionpage": make_page(),
        "articles_section": make_section(),
        "articles_topic": make_topic(),
        "events_event": make_event(organization=cast.changping),
        "events_programme": Programme.objects.create(name="夜校计划", organization=cast.changping),
        "organizations_organization": make_organization("昌平驿站", kind=Kind.STATION, parent=cast.changping),
        "organizations_person": make_person(),
        "photos_photo": make_photo(),
        "accounts_user": cast.correspondent,
        "newsroom_pageimport": PageImport.objects.create(source="夜校", created_by=cast.editor),
        "portal_frontpage": FrontPage.objects.create(name="首页"),
    }


# changelist, add, change: for each of WHO, in that order
TABLE = {
    "articles_article": ((OK, OK, OK, OK, OK, NO), (OK, OK, OK, OK, OK, NO), (OK, GONE, OK, OK, OK, NO)),
    "articles_column": ((OK, OK, OK, OK, OK, OK), (NO, NO, OK, OK, OK, NO), (OK, OK, OK, OK, OK, OK)),
    "articles_contributor": ((OK, OK, OK, OK, OK, NO), (OK, OK, OK, OK, OK, NO), (OK, OK, OK, OK, OK, NO)),
    "articles_edition": ((OK, OK, OK, OK, OK, NO), (NO, NO, OK, OK, OK, NO), (OK, OK, OK, OK, OK, NO)),
    "articles_editionpage": ((OK, OK, OK, OK, OK, NO), (NO, NO, NO, NO, NO, NO), (OK, OK, OK, OK, OK, NO)),
    "articles_section": ((OK, OK, OK, OK, OK, OK), (NO, NO, NO, OK, OK, NO), (OK, OK, OK, OK, OK, OK)),
    "articles_topic": ((OK, OK, OK, OK, OK, NO), (NO, NO, OK, OK, OK, NO), (OK, OK, OK, OK, OK, NO)),
    "events_event": ((OK, OK, OK, OK, OK, NO), (NO, NO, OK, OK, OK, NO), (OK, OK, OK, OK, OK, NO)),
    "events_programme": ((OK, OK, OK, OK, OK, NO), (NO, NO, OK, OK, OK, NO), (OK, OK, OK, OK, OK, NO)),
    "organizations_organization": (
        (OK, OK, OK, OK, OK, OK),
        (NO, NO, OK, OK, OK, OK),
        (OK, OK, OK, OK, OK, OK),
    ),
    "organizations_person": ((OK, OK, OK, OK, OK, NO), (NO, NO, OK, OK, OK, NO), (OK, OK, OK, OK, OK, NO)),
    "photos_photo": ((OK, OK, OK, OK, OK, NO), (OK, OK, OK, OK, OK, NO), (OK, OK, OK, OK, OK, NO)),
    "newsroom_pageimport": (
        (NO, NO, OK, OK, OK, NO),
        (NO, NO, OK, OK, OK, NO),
        (GONE, GONE, MOVED, MOVED, MOVED, MOVED),
    ),
    "portal_frontpage": ((NO, NO, OK, OK, OK, NO), (NO, NO, OK, OK, OK, NO), (NO, NO, OK, OK, OK, NO)),
    "accounts_user": ((NO, NO, NO, NO, NO, OK), (NO, NO, NO, NO, NO, OK), (NO, NO, NO, NO, NO, OK)),
}


def addresses(name, row):
    return (
        reverse(f"admin:{name}_changelist"),
        reverse(f"admin:{name}_add"),
        reverse(f"admin:{name}_change", args=[row.pk]),
    )


@pytest.mark.parametrize("name", TABLE)
def test_every_role_at_every_list_and_form(cast, client, rows, name):
    found = []
    for address in addresses(name, rows[name]):
        answers = []
        for who in WHO:
            client.force_login(getattr(cast, who))
            answers.append(client.get(address).status_code)
        found.append(tuple(answers))
    assert tuple(found) == TABLE[name]


@pytest.mark.parametrize("name", TABLE)
def test_a_stranger_is_asked_to_sign_in(cast, client, rows, name):
    client.force_login(cast.stranger)
    for address in addresses(name, rows[name]):
        answer = client.get(address)
        assert (answer.status_code, answer.headers["Location"]) == (302, f"/admin/login/?next={address}")


def test_a_correspondent_cannot_post_into_a_published_text(cast, desk):
    article = make_published("夜校开课", organization=cast.changping, author=cast.correspondent)
    answer = desk(cast.correspondent).post(
        reverse("admin:articles_article_change", args=[article.pk]), {"title": "改了", "version": "1"}
    )
    article.refresh_from_db()
    assert (answer.status_code, article.title) == (200, "夜校开课")


def test_another_unions_article_cannot_be_posted_to(cast, desk):
    article = make_article("夜校开课", organization=cast.changping, author=cast.correspondent)
    answer = desk(cast.other_correspondent).post(
        reverse("admin:articles_article_change", args=[article.pk]), {"title": "改了", "version": "0"}
    )
    article.refresh_from_db()
    assert (answer.status_code, article.title) == (404, "夜校开课")


def choices(client, model, field, term):
    app, name = model.split(".")
    answer = client.get(
        reverse("admin:autocomplete"),
        {"app_label": app, "model_name": name, "field_name": field, "term": term},
    )
    return (
        [row["text"] for row in answer.json()["results"]] if answer.status_code == 200 else answer.status_code
    )


def test_choosers_offer_the_grant_where_a_union_is_acted_for(cast, desk):
    assert cast.chaoyang
    client = desk(cast.correspondent)
    assert choices(client, "articles.article", "organization", "总工会") == ["昌平区总工会"]
    assert choices(client, "articles.articleorganization", "organization", "区总工会") == [
        "昌平区总工会",
        "朝阳区总工会",
    ]
    assert choices(client, "articles.topicentry", "article", "") == []
    assert choices(client, "organizations.person", "portrait", "") == []
    assert choices(client, "articles.section", "owner", "") == 403


def test_choosers_of_articles_hold_visible_ones_only(cast, desk):
    make_article("昌平的稿件", organization=cast.changping)
    make_article("朝阳的稿件", organization=cast.chaoyang)
    draft = "（草稿，发布后显示）"
    assert choices(desk(cast.correspondent), "articles.topicentry", "article", "稿件") == [
        f"昌平的稿件{draft}"
    ]
    assert choices(desk(cast.editor), "articles.topicentry", "article", "稿件") == [
        f"朝阳的稿件{draft}",
        f"昌平的稿件{draft}",
    ]


def test_an_administrator_gives_roles_within_the_grant_and_never_to_themselves(cast, desk):
    client = desk(cast.administrator)
    page = client.get(reverse("admin:accounts_user_change", args=[cast.administrator.pk]))
    assert {"organization", "groups", "is_active"} <= set(page.context["adminform"].readonly_fields)
    elsewhere = make_organization("天津市总工会", kind=Kind.PROVINCE)
    answer = client.post(
        reverse("admin:accounts_user_add"),
        {"username": "new", "real_name": "新人", "organization": elsewhere.pk, "usable_password": "true",
         "password1": "long enough words", "password2": "long enough words"},
    )  # fmt: skip
    assert list(answer.context["adminform"].form.errors) == ["organization"]
