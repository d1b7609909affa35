"""Nobody passes a text that was not shown to them in its present version."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from articles import actions, workflow
from articles.models import Article, Viewing
from articles.viewings import has_seen
from tests.factories import make_article

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/article/"
UNREAD = "您还没有打开过这一版稿件：请先阅读，再予通过。"


@pytest.fixture(autouse=True)
def texts_are_to_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """In other tests they have been read."""
    monkeypatch.setattr("articles.viewings.has_seen", has_seen)


@pytest.fixture
def waiting(cast) -> Article:
    article = make_article("夜校开课", organization=cast.changping, author=cast.correspondent)
    workflow.text_saved(article, by=cast.correspondent)
    workflow.submit(article, by=cast.correspondent)
    return article


def open_form(client, article, name="change"):
    page = client.get(reverse(f"admin:articles_article_{name}", args=[article.pk]))
    assert page.status_code == 200


def pass_in_bulk(client, article):
    article.refresh_from_db()
    seen = f"{article.pk}-{article.version}-{article.status}"
    data = {"action": "bulk_pass", "_selected_action": [article.pk], "bulk_confirmed": "1", "seen": [seen]}
    answer = client.post(LIST, data)
    article.refresh_from_db()
    return [str(message) for message in get_messages(answer.wsgi_request)]


def test_passing_unread_is_refused_at_every_door(cast, desk, waiting):
    client = desk(cast.editor)
    page = client.post(LIST, {"action": "bulk_pass", "_selected_action": [waiting.pk]})
    assert [(line.name, line.reasons) for line in page.context["refused"]] == [("夜校开课", [UNREAD])]
    assert pass_in_bulk(client, waiting) == [f"有1篇未能办理：<ul><li>夜校开课 {UNREAD}</li></ul>"]
    address = reverse("admin:articles_article_action", args=[waiting.pk, "pass"])
    answer = client.post(address, {"seen": f"{waiting.version}-submitted", "comment": ""})
    assert (answer.status_code, answer.context["reasons"]) == (409, [UNREAD])
    with pytest.raises(workflow.NotPossible, match=UNREAD):
        workflow.pass_review(waiting, by=cast.editor)
    waiting.refresh_from_db()
    assert waiting.status == "submitted"


@pytest.mark.parametrize("screen", ["change", "preview_page"])
def test_whoever_was_shown_the_text_may_pass_it(cast, desk, waiting, screen):
    client = desk(cast.editor)
    open_form(client, waiting, screen)
    assert pass_in_bulk(client, waiting) == ["已完成1篇：<ul><li>夜校开课 </li></ul>"]
    assert waiting.status == "first_passed"


@pytest.mark.parametrize("screen", ["history", "preview", "sign_off"])
def test_screens_without_the_whole_text_do_not_count(cast, desk, waiting, screen):
    client = desk(cast.editor)
    open_form(client, waiting, screen)
    assert UNREAD in actions.reasons_against("pass", waiting, cast.editor)


def test_a_viewing_of_an_earlier_version_does_not_count(cast, desk, waiting):
    client = desk(cast.editor)
    open_form(client, waiting)
    waiting.title = "夜校开课了"
    waiting.save()
    workflow.text_saved(waiting, by=cast.section_chief)
    assert pass_in_bulk(client, waiting) == [f"有1篇未能办理：<ul><li>夜校开课了 {UNREAD}</li></ul>"]
    open_form(client, waiting)
    pass_in_bulk(client, waiting)
    assert waiting.status == "first_passed"


def test_a_viewing_is_ones_own_and_kept_once(cast, desk, waiting):
    for _time in range(2):
        open_form(desk(cast.section_chief), waiting)
    assert UNREAD in actions.reasons_against("pass", waiting, cast.editor)
    assert list(Viewing.objects.values_list("user__username", "version")) == [("section_chief", 1)]


def test_of_those_who_review_nothing_no_viewing_is_kept(cast, desk, waiting):
    open_form(desk(cast.correspondent), waiting)
    assert not Viewing.objects.exists()


def test_the_demonstration_passes_what_its_reviewers_read(cast, waiting):
    from portal.demo.desk import REVIEWERS, review

    class Content:
        accounts = dict.fromkeys(REVIEWERS, cast.editor)

    review(Content(), waiting, at_most=1)
    assert waiting.status == "first_passed"
