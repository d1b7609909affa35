"""Texts that no database can hold, in every address and parameter: nothing is found, and nothing breaks."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Article
from portal.web.middleware import BoundedForms
from portal.web.texts import storable
from tests import factories, hard_world
from tests.desk.parameters import read_by
from tests.desk.probes import Probe

pytestmark = pytest.mark.django_db

# Of all filters, lists and searches, of the site and of the desk.
PARAMETERS = (
    "q", "page", "p", "o", "e", "all", "kind", "district", "letter", "organization", "programme", "year", "honour", "genre",
    "section", "column", "topic", "tag", "state", "whose", "month", "below", "text", "ids", "term", "field_name",
    "app_label", "model_name", "next", "_popup", "_to_field", "_changelist_filters", "status", "status__exact", "alt",
    "rights", "created_at__year", "published_at__gte", "parent__id__exact", "from", "to", "version", "a", "b",
)  # fmt: skip


def every_parameter(value: str) -> str:
    return "&".join(f"{name}={value}" for name in PARAMETERS)


@pytest.fixture
def addresses() -> dict[str, str]:
    return hard_world.addresses(hard_world.make_world())


def test_no_readers_address_breaks(client: Client, addresses):
    for route, address in addresses.items():
        for query in (
            every_parameter("%00"),
            "%00=%00",
            *(f"{name}=a%00b" for name in ("q", "page", "kind")),
        ):
            assert client.get(f"{address}?{query}").status_code < 500, (route, query)


def test_no_part_of_a_readers_address_breaks(client: Client):
    parts = [re.sub(r"<[^>]+>", "%00", route) for route in hard_world.routes() if "<" in route]
    assert len(parts) > 20
    assert {client.get(path).status_code for path in parts} == {404}


@pytest.fixture
def desk_lists(desk_site) -> list[str]:
    names = [f"admin:{model._meta.app_label}_{model._meta.model_name}" for model in desk_site._registry]
    return [reverse(f"{name}_changelist") for name in sorted(names)]


@pytest.fixture
def administrator(client: Client) -> Client:
    user = factories.make_user("root", is_superuser=True, is_staff=True)
    client.force_login(user)
    return client


def test_no_list_of_the_desk_breaks(administrator, desk_lists):
    others = ("admin:index", "admin:slug", "admin:photos_photo_picker", "admin:autocomplete")
    addresses = [*desk_lists, *(reverse(name) for name in others)]
    answers: dict[tuple[str, str], int] = {}
    for address in addresses:
        read = {
            name
            for method, name in read_by(administrator, Probe(address, "get", address)).names
            if method == "GET"
        }
        for name in (
            *sorted(read.intersection(PARAMETERS)),
            "version",
        ):  # one that no list reads is a filter of Django's
            answers[address, name] = administrator.get(f"{address}?{name}=%00").status_code
    assert {key: status for key, status in answers.items() if status >= 500} == {}
    assert len(answers) > 100, len(answers)


def test_no_object_of_the_desk_breaks(administrator, desk_lists):
    for address in desk_lists:
        for path in (f"{address}%00/change/", f"{address}1%00/", f"{address}%00/history/"):
            assert administrator.get(path).status_code < 500, path


def test_a_genre_that_is_none_finds_nothing(administrator):
    factories.make_article("夜校开课")
    page = administrator.get(reverse("admin:articles_article_changelist") + "?genre=%00")
    assert page.status_code in (200, 302)


def test_what_is_sent_is_answered_too(administrator):
    article = factories.make_article("夜校开课")
    answer = administrator.post(
        reverse("admin:articles_article_changelist"),
        {"action": "\0", "_selected_action": [f"{article.pk}\0"], "index": "\0"},
    )
    assert answer.status_code < 500
    assert (
        administrator.post(reverse("admin:login"), {"username": "a\0b", "password": "x\0"}).status_code < 500
    )


@pytest.mark.parametrize("charset", ["unicode_escape", "raw_unicode_escape", "utf-16", "gbk"])
def test_parameters_are_utf8(client: Client, charset):
    answer = client.get("/search/?q=%5Cud800", headers={"Content-Type": f"text/plain; charset={charset}"},
                        CONTENT_TYPE=f"text/plain; charset={charset}")  # fmt: skip
    assert answer.status_code == 400
    assert client.get("/search/?q=%5Cud800", CONTENT_TYPE="text/plain; charset=UTF8").status_code == 200


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("夜校", "夜校"),
        ("a\0b", "a\ufffdb"),
        ("\ud800", "\ufffd"),
        ("\udfff𠮷", "\ufffd𠮷"),
        ("\x01", "\x01"),
    ],
)
def test_only_what_cannot_be_stored_is_replaced(text, expected):
    assert storable(text) == expected


@pytest.mark.parametrize(
    "counts",
    [
        {"credits-TOTAL_FORMS": "100000"},
        {"credits-TOTAL_FORMS": "9" * 5000},
        {"credits-TOTAL_FORMS": "300", "figures-TOTAL_FORMS": "201"},
        {"form-TOTAL_FORMS": "501"},
    ],
)
def test_a_form_of_many_rows_is_refused_unmade(administrator, counts: dict[str, Any]):
    answer = administrator.post(reverse("admin:articles_article_add"), {"title": "夜校开课", **counts})
    assert answer.status_code == 400
    text = f"此表单超过 {BoundedForms.MOST_ROWS} 行。什么都没有保存。请返回上一页，删去一些行后再保存。"
    assert text in answer.content.decode()
    assert not Article.objects.exists()


def test_a_form_of_as_many_rows_as_allowed_reaches_its_view(administrator):
    counts = {"credits-TOTAL_FORMS": "1", "figures-TOTAL_FORMS": "x"}
    assert administrator.post(reverse("admin:articles_article_add"), counts).status_code == 200
