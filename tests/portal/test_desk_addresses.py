"""Every address of the desk, asked for by everybody: a new one has to find its line in the table."""

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

pytestmark = pytest.mark.django_db

# The columns of the table. 昌平's correspondent entered the article; the stranger has an account and no desk.
WHO = (
    "correspondent", "other_correspondent", "editor", "section_chief", "chief_editor", "administrator", "stranger",
    "nobody",
)  # fmt: skip


def table() -> dict[str, tuple[int, ...]]:
    """The answers to GET, from the lines of ``LINES``."""
    found = {}
    for line in LINES.strip().splitlines():
        route, *answers = line.split()
        found[route] = tuple(int(answer) for answer in answers)
    return found


LINES = """
session/ 200 200 200 200 200 200 200 200
slug/ 200 200 200 200 200 200 302 302
index 200 200 200 200 200 200 302 302
login/ 302 302 302 302 302 302 403 200
password_change/ 200 200 200 200 200 200 200 302
password_change/done/ 200 200 200 200 200 200 302 302
autocomplete/ 403 403 403 403 403 403 302 302
jsi18n/ 200 200 200 200 200 200 302 302
r/<path:content_type_id>/<path:object_id>/ 302 302 302 302 302 302 302 302
portal/frontpage/<int:pk>/preview/ 403 403 200 200 200 403 302 302
portal/frontpage/<int:pk>/live/ 405 405 405 405 405 405 302 302
portal/frontpage/ 403 403 200 200 200 403 302 302
portal/frontpage/add/ 403 403 200 200 200 403 302 302
portal/frontpage/<path:object_id>/history/ 403 403 200 200 200 403 302 302
portal/frontpage/<path:object_id>/delete/ 403 403 403 200 200 403 302 302
portal/frontpage/<path:object_id>/change/ 403 403 200 200 200 403 302 302
portal/frontpage/<path:object_id>/ 302 302 302 302 302 302 302 302
photos/photo/picker/ 200 200 200 200 200 403 302 302
photos/photo/upload/ 405 405 405 405 405 405 302 302
photos/photo/ 200 200 200 200 200 403 302 302
photos/photo/add/ 200 200 200 200 200 403 302 302
photos/photo/<path:object_id>/history/ 200 200 200 200 200 403 302 302
photos/photo/<path:object_id>/delete/ 403 403 200 200 200 403 302 302
photos/photo/<path:object_id>/change/ 200 200 200 200 200 403 302 302
photos/photo/<path:object_id>/ 302 302 302 302 302 302 302 302
organizations/organization/point/ 200 200 200 200 200 200 302 302
organizations/organization/ 200 200 200 200 200 200 302 302
organizations/organization/add/ 403 403 200 200 200 200 302 302
organizations/organization/<path:object_id>/history/ 200 200 200 200 200 200 302 302
organizations/organization/<path:object_id>/delete/ 403 403 403 200 200 200 302 302
organizations/organization/<path:object_id>/change/ 200 200 200 200 200 200 302 302
organizations/organization/<path:object_id>/ 302 302 302 302 302 302 302 302
organizations/person/ 200 200 200 200 200 403 302 302
organizations/person/add/ 403 403 200 200 200 403 302 302
organizations/person/<path:object_id>/history/ 200 200 200 200 200 403 302 302
organizations/person/<path:object_id>/delete/ 403 403 403 200 200 403 302 302
organizations/person/<path:object_id>/change/ 200 200 200 200 200 403 302 302
organizations/person/<path:object_id>/ 302 302 302 302 302 302 302 302
accounts/auditentry/export/ 403 403 403 403 403 200 302 302
accounts/auditentry/ 403 403 403 403 403 200 302 302
accounts/auditentry/add/ 403 403 403 403 403 403 302 302
accounts/auditentry/<path:object_id>/history/ 403 404 403 403 403 200 302 302
accounts/auditentry/<path:object_id>/delete/ 403 403 403 403 403 403 302 302
accounts/auditentry/<path:object_id>/change/ 403 403 403 403 403 200 302 302
accounts/auditentry/<path:object_id>/ 302 302 302 302 302 302 302 302
accounts/user/to-confirm/ 404 404 404 404 404 200 302 302
accounts/user/<int:object_id>/link/ 404 404 404 404 404 200 302 302
accounts/user/ 403 403 403 403 403 200 302 302
accounts/user/add/ 403 403 403 403 403 200 302 302
accounts/user/<path:object_id>/history/ 403 404 403 403 403 200 302 302
accounts/user/<path:object_id>/delete/ 403 403 403 403 403 403 302 302
accounts/user/<path:object_id>/change/ 403 403 403 403 403 200 302 302
accounts/user/<path:object_id>/ 302 302 302 302 302 302 302 302
articles/article/tags/ 200 200 200 200 200 403 302 302
articles/article/<int:object_id>/presence/ 405 405 405 405 405 405 302 302
articles/article/<int:object_id>/do/<str:code>/ 200 404 200 200 200 404 302 302
articles/article/<int:object_id>/history/ 200 404 200 200 200 404 302 302
articles/article/<int:object_id>/compare/ 404 404 404 404 404 404 302 302
articles/article/<int:object_id>/versions/<int:number>/ 200 404 200 200 200 404 302 302
articles/article/<int:object_id>/preview/ 200 404 200 200 200 404 302 302
articles/article/<int:object_id>/preview/page/ 200 404 200 200 200 404 302 302
articles/article/<int:object_id>/preview/links/<int:link_id>/revoke/ 405 405 405 405 405 405 302 302
articles/article/<int:object_id>/sign-off/ 200 404 200 200 200 404 302 302
articles/article/notices/ 200 200 200 200 200 200 302 302
articles/article/ 200 200 200 200 200 403 302 302
articles/article/add/ 200 200 200 200 200 403 302 302
articles/article/<path:object_id>/history/ 200 404 200 200 200 404 302 302
articles/article/<path:object_id>/delete/ 200 404 200 200 200 403 302 302
articles/article/<path:object_id>/change/ 200 404 200 200 200 403 302 302
articles/article/<path:object_id>/ 302 302 302 302 302 302 302 302
articles/edition/ 200 200 200 200 200 403 302 302
articles/edition/add/ 403 403 200 200 200 403 302 302
articles/edition/<path:object_id>/history/ 200 200 200 200 200 403 302 302
articles/edition/<path:object_id>/delete/ 403 403 403 200 200 403 302 302
articles/edition/<path:object_id>/change/ 200 200 200 200 200 403 302 302
articles/edition/<path:object_id>/ 302 302 302 302 302 302 302 302
articles/editionpage/ 200 200 200 200 200 403 302 302
articles/editionpage/add/ 403 403 403 403 403 403 302 302
articles/editionpage/<path:object_id>/history/ 200 200 200 200 200 403 302 302
articles/editionpage/<path:object_id>/delete/ 403 403 403 200 200 403 302 302
articles/editionpage/<path:object_id>/change/ 200 200 200 200 200 403 302 302
articles/editionpage/<path:object_id>/ 302 302 302 302 302 302 302 302
articles/section/ 200 200 200 200 200 200 302 302
articles/section/add/ 403 403 403 200 200 403 302 302
articles/section/<path:object_id>/history/ 200 200 200 200 200 200 302 302
articles/section/<path:object_id>/delete/ 403 403 403 200 200 403 302 302
articles/section/<path:object_id>/change/ 200 200 200 200 200 200 302 302
articles/section/<path:object_id>/ 302 302 302 302 302 302 302 302
articles/column/ 200 200 200 200 200 200 302 302
articles/column/add/ 403 403 200 200 200 403 302 302
articles/column/<path:object_id>/history/ 200 200 200 200 200 200 302 302
articles/column/<path:object_id>/delete/ 403 403 403 200 200 403 302 302
articles/column/<path:object_id>/change/ 200 200 200 200 200 200 302 302
articles/column/<path:object_id>/ 302 302 302 302 302 302 302 302
articles/topic/ 200 200 200 200 200 403 302 302
articles/topic/add/ 403 403 200 200 200 403 302 302
articles/topic/<path:object_id>/history/ 200 200 200 200 200 403 302 302
articles/topic/<path:object_id>/delete/ 403 403 200 200 200 403 302 302
articles/topic/<path:object_id>/change/ 200 200 200 200 200 403 302 302
articles/topic/<path:object_id>/ 302 302 302 302 302 302 302 302
articles/topicgroup/ 403 403 200 200 200 403 302 302
articles/topicgroup/add/ 403 403 403 403 403 403 302 302
articles/topicgroup/<path:object_id>/history/ 403 403 200 200 200 403 302 302
articles/topicgroup/<path:object_id>/delete/ 403 403 403 200 200 403 302 302
articles/topicgroup/<path:object_id>/change/ 403 403 200 200 200 403 302 302
articles/topicgroup/<path:object_id>/ 302 302 302 302 302 302 302 302
articles/contributor/ 200 200 200 200 200 403 302 302
articles/contributor/add/ 200 200 200 200 200 403 302 302
articles/contributor/<path:object_id>/history/ 200 200 200 200 200 403 302 302
articles/contributor/<path:object_id>/delete/ 403 403 200 200 200 403 302 302
articles/contributor/<path:object_id>/change/ 200 200 200 200 200 403 302 302
articles/contributor/<path:object_id>/ 302 302 302 302 302 302 302 302
articles/tag/ 200 200 200 200 200 403 302 302
articles/tag/add/ 403 403 200 200 200 403 302 302
articles/tag/<path:object_id>/history/ 200 200 200 200 200 403 302 302
articles/tag/<path:object_id>/delete/ 403 403 403 200 200 403 302 302
articles/tag/<path:object_id>/change/ 200 200 200 200 200 403 302 302
articles/tag/<path:object_id>/ 302 302 302 302 302 302 302 302
events/event/ 200 200 200 200 200 403 302 302
events/event/add/ 403 403 200 200 200 403 302 302
events/event/dates/ 403 403 200 200 200 403 302 302
events/event/<int:object_id>/do/<str:code>/ 200 200 200 200 200 404 302 302
events/event/<path:object_id>/history/ 200 200 200 200 200 403 302 302
events/event/<path:object_id>/delete/ 403 403 200 200 200 403 302 302
events/event/<path:object_id>/change/ 200 200 200 200 200 403 302 302
events/event/<path:object_id>/ 302 302 302 302 302 302 302 302
events/programme/ 200 200 200 200 200 403 302 302
events/programme/add/ 403 403 200 200 200 403 302 302
events/programme/<path:object_id>/history/ 200 200 200 200 200 403 302 302
events/programme/<path:object_id>/delete/ 403 403 403 200 200 403 302 302
events/programme/<path:object_id>/change/ 200 200 200 200 200 403 302 302
events/programme/<path:object_id>/ 302 302 302 302 302 302 302 302
newsroom/binentry/ 200 200 200 200 200 200 302 302
newsroom/binentry/<int:pk>/restore/ 405 405 405 405 405 405 302 302
newsroom/pageimport/<int:pk>/review/ 403 403 200 200 200 403 302 302
newsroom/pageimport/word/ 200 200 200 200 200 403 302 302
newsroom/pageimport/ 403 403 200 200 200 403 302 302
newsroom/pageimport/add/ 403 403 200 200 200 403 302 302
newsroom/pageimport/<path:object_id>/history/ 404 404 200 200 200 403 302 302
newsroom/pageimport/<path:object_id>/delete/ 403 403 200 200 200 403 302 302
newsroom/pageimport/<path:object_id>/change/ 404 404 302 302 302 302 302 302
newsroom/pageimport/<path:object_id>/ 302 302 302 302 302 302 302 302
search/synonyms/ 403 403 200 200 200 403 302 302
search/synonyms/add/ 403 403 200 200 200 403 302 302
search/synonyms/<path:object_id>/history/ 403 403 200 200 200 403 302 302
search/synonyms/<path:object_id>/delete/ 403 403 200 200 200 403 302 302
search/synonyms/<path:object_id>/change/ 403 403 200 200 200 403 302 302
search/synonyms/<path:object_id>/ 302 302 302 302 302 302 302 302
^(?P<app_label>accounts|articles|events|newsroom|organizations|photos|portal|search)/$ 200 200 200 200 200 200 302 302
"""


def routes(patterns: Any, prefix: str = "") -> Iterator[str]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route
        else:
            yield from routes(pattern.url_patterns, route)


def in_one_order(route: str) -> str:
    """A route with its alternatives as the alphabet has them: their order is that in which apps were registered."""
    return re.sub(r">([a-z|]+)\)", lambda found: f">{'|'.join(sorted(found[1].split('|')))})", route)


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


# The catch-all that only adds a slash, and leaving, after which the next would be somebody else.
LEFT_OUT = ("(?P<url>.*)$", "logout/")


def test_every_address_for_everybody(cast, client, desk_site, rows):
    PreviewLink.objects.all().delete()
    found = {}
    for route in routes(desk_site.get_urls()):
        if route in LEFT_OUT:
            continue
        target = address(route, rows, cast)
        answers = []
        for who in WHO:
            if who == "nobody":
                client.logout()
            else:
                client.force_login(getattr(cast, who))
            answers.append(client.get(target).status_code)
        found[in_one_order(route) or "index"] = tuple(answers)
    assert found == table()


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
    targets = {route: address(route, rows, cast) for route in all_routes if route != LEFT_OUT[0]}
    index.bring_up_to_date()  # whatever is sent to the desk does that first
    kept = everything_stored()
    found, led = {}, set()
    for route, target in targets.items():
        answers = []
        for ask in (client.get, client.post):
            client.force_login(user)
            answers.append(ask(target))
        if all((answer.status_code, answer.headers.get("Location")) == (302, CHOOSE) for answer in answers):
            led.add(in_one_order(route))
        else:
            found[route] = " ".join(str(answer.status_code) for answer in answers)
    assert [f"{route} {answers}" for route, answers in found.items()] == OPEN.strip().splitlines()
    assert led >= {route.replace("index", "") for route in table()} - {
        "session/",
        "login/",
        "password_change/",
    }
    assert everything_stored() == kept
