"""Every address of the desk, asked for by an account that has to choose its own password first: all lead to that.

What each of them answers to whom stands in ``tests/desk/who_may_what.txt``.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.urls import URLPattern

from accounts import audit
from accounts.models import What
from accounts.urls import urlpatterns as account_addresses
from articles import workflow
from articles.models import Edition, PreviewLink, Tag, TopicGroup
from events.models import Programme
from newsroom.models import PageImport
from organizations.models import Kind
from portal.models import FrontPage
from search import index
from search.models import Synonyms
from tests import factories
from tests.desk.test_who_may_what import expected

pytestmark = pytest.mark.django_db


def routes(patterns: Any, prefix: str = "") -> Iterator[str]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route
        else:
            yield from routes(pattern.url_patterns, route)


def named(route: str) -> set[str]:
    """What ``who_may_what.txt`` calls a route: without the types of its parts, and an address for each app."""
    apps_of = re.findall(r"\(\?P<app_label>(.*?)\)", route)
    return (
        {f"{app}/" for app in apps_of[0].split("|")} if apps_of else {re.sub(r"<\w+:(\w+)>", r"<\1>", route)}
    )


@pytest.fixture
def rows(cast) -> dict[str, Any]:
    """A row of every kind; what has an owner belongs to 昌平."""
    article = factories.make_article("夜校开课", organization=cast.changping, author=cast.correspondent)
    workflow.text_saved(article, by=cast.correspondent)
    topic = factories.make_topic()
    return {
        "accounts/auditentry": audit.record(What.CHANGED, by=cast.correspondent, name="昌平的事"),
        "accounts/user": cast.correspondent,
        "articles/article": article,
        "articles/column": factories.make_column(),
        "articles/contributor": factories.make_contributor(),
        "articles/edition": Edition.objects.create(date="2026-01-02"),
        "articles/editionpage": factories.make_page(),
        "articles/section": factories.make_section(),
        "articles/topic": topic,
        "articles/topicgroup": TopicGroup.objects.create(topic=topic, name="动态"),
        "events/event": factories.make_event(organization=cast.changping),
        "events/programme": Programme.objects.create(name="夜校计划", organization=cast.changping),
        "newsroom/pageimport": PageImport.objects.create(source="夜校", created_by=cast.editor),
        "organizations/organization": factories.make_organization(
            "昌平驿站", kind=Kind.STATION, parent=cast.changping
        ),
        "organizations/person": factories.make_person(),
        "photos/photo": factories.make_photo(),
        "portal/frontpage": FrontPage.objects.create(name="首页"),
        "articles/tag": Tag.objects.create(name="夜校"),
        "search/synonyms": Synonyms.objects.create(words="讨薪 欠薪"),
    }


def address(route: str, rows: dict[str, Any], cast: Any) -> str:
    """The address of a route for the row of its kind."""
    kind = "/".join(route.split("/")[:2])
    row = rows.get(kind)
    values = {
        "content_type_id": str(ContentType.objects.get_for_model(rows["articles/column"]).pk), "number": "1",
        "code": "submit", "app_label": "articles", "token": "x",
    }  # fmt: skip
    if "link_id" in route:
        link = PreviewLink.objects.create(
            article=row, created_by=cast.correspondent, expires_at="2099-01-01T00:00:00Z"
        )
        values["link_id"] = str(link.pk)
    row = row or rows["articles/column"]
    filled = re.sub(r"\(\?P<(\w+)>[^)]*\)", lambda found: values[found[1]], route.strip("^$"))
    filled = re.sub(r"<(?:\w+:)?(\w+)>", lambda found: values.get(found[1], str(row.pk)), filled)
    return "/admin/" + filled


CATCH_ALL = "(?P<url>.*)$"  # only adds a slash


def everything_stored() -> dict[str, int]:
    """How many rows of every kind there are, but for sessions and the log of signing in."""
    apart = ("sessions.session", "accounts.auditentry")
    return {
        model._meta.label_lower: model._default_manager.count()
        for model in apps.get_models()
        if model._meta.label_lower not in apart
    }


# The answers to GET and POST of what an account reaches before it has chosen its own password: signing in, choosing,
# leaving, and whether it is signed in, which open forms ask. Links are for those who are not signed in; this one is over.
OPEN = """
login/ 302 302
password_change/ 200 200
account/leave/ 405 302
account/forgotten/ 200 200
account/forgotten/done/ 200 200
account/link/<str:token>/ 410 410
account/choose/ 410 410
session/ 200 405
logout/ 405 200
"""
CHOOSE = "/admin/password_change/"


@pytest.mark.parametrize("who", ["correspondent", "chief_editor", "administrator"])
def test_every_address_leads_to_the_choice_of_a_password_until_it_is_made(cast, client, desk_site, rows, who):
    user = getattr(cast, who)
    type(user).objects.filter(pk=user.pk).update(must_choose_password=True)
    all_routes = dict.fromkeys((*routes(account_addresses), *routes(desk_site.get_urls())))
    targets = {route: address(route, rows, cast) for route in all_routes if route != CATCH_ALL}
    index.bring_up_to_date()  # whatever is sent to the desk does that first
    kept = everything_stored()
    client.force_login(user)
    cookies = client.cookies.output()
    found, led = [], set()
    for route, target in targets.items():
        answers = []
        for ask in (client.get, client.post):
            answers.append(ask(target))
            if client.cookies.output() != cookies:  # it ended or changed what the account is signed in with
                client.force_login(user)
                cookies = client.cookies.output()
        if all((answer.status_code, answer.headers.get("Location")) == (302, CHOOSE) for answer in answers):
            led |= named(route)
        else:
            found.append(f"{route} {' '.join(str(answer.status_code) for answer in answers)}")
    assert found == OPEN.strip().splitlines()
    listed = {label.removeprefix("GET /admin/") for label in expected() if label.startswith("GET /admin/")}
    assert led >= listed - {name for line in found for name in named(line.split()[0])}
    assert everything_stored() == kept
