"""Pages for what goes wrong; all but the 404 know no database, and the 404 does without when it must."""

import pytest
from django.db import DatabaseError
from django.test import RequestFactory

from portal.operations.maintenance import Closed
from portal.web import errors
from tests.factories import make_published, make_section


@pytest.mark.parametrize(
    ("view", "status", "title"),
    [
        (lambda request: errors.bad_request(request, Exception()), 400, "请求无法识别"),
        (lambda request: errors.forbidden(request, Exception()), 403, "没有权限"),
        (errors.server_error, 500, "网站出了故障"),
        (errors.not_allowed, 405, "请求无法识别"),
        (lambda request: errors.maintenance(request, Closed()), 503, "稍后回来"),
    ],
)
def test_without_a_database(view, status, title):
    """No fixture ``db``: a query would be an error here."""
    answer = view(RequestFactory().get("/x/"))
    assert answer.status_code == status
    assert f"<h1>{title}</h1>" in answer.text
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_404_offers_a_search_and_what_comes_nearest(client):
    make_published("职工夜校开课了")
    answer = client.get("/文章/夜校/")
    assert answer.status_code == 404
    assert "职工夜校开课了" in answer.text
    assert 'role="search"' in answer.text


@pytest.mark.django_db
def test_404_offers_a_place_whose_address_was_mistyped(client):
    make_section("基层动态", slug="jiceng-dongtai")
    make_section("要闻", slug="yaowen")
    answer = client.get("/sections/jiceng-dongta/")
    assert [str(place) for place in answer.context["suggestions"]] == ["基层动态"]
    assert client.get("/sections/zzzzzz/").context["suggestions"] == []


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/x/", "/%ff/", "/%00/", "/wp-login.php", "/en/nothing/", "/a" * 2000])
def test_strange_addresses_are_404(client, address):
    assert client.get(address).status_code == 404


def test_404_while_the_database_is_away(monkeypatch):
    def away(path):
        raise DatabaseError

    monkeypatch.setattr(errors, "suggested_lists", away)
    answer = errors.not_found(RequestFactory().get("/x/"), Exception())
    assert answer.status_code == 404
    assert "<h1>没有这个页面</h1>" in answer.text


def test_a_host_that_is_not_ours_is_a_clear_400(client):
    answer = client.get("/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert "evil.example" not in answer.text
