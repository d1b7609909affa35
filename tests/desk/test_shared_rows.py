"""Rows that everybody looks at and that point to articles of one union: nobody else reads their titles there."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, TopicGroup
from portal.models import FrontPage
from tests import factories as make

pytestmark = pytest.mark.django_db

SECRET = "昌平的密稿"
# What each list may be narrowed by from its address, beside the filters that are no columns.
FILTERS = {
    "accounts.AuditEntry": ["at", "what"],
    "accounts.User": ["is_active"],
    "articles.Article": ["genre", "section", "section__id", "column", "column__id", "is_reprint", "organization__district", "created_at"],
    "articles.Column": ["is_closed"],
    "articles.Edition": ["date"],
    "articles.Section": ["in_navigation"],
    "articles.Topic": ["is_archived"],
    "events.Event": ["kind", "programme", "programme__id", "starts_at", "status", "stage", "organization__district"],
    "newsroom.PageImport": ["state", "created_at"],
    "organizations.Organization": ["kind", "district", "status"],
    "organizations.Person": ["honours__level"],
    "photos.Photo": ["rights", "created_at"],
}  # fmt: skip


@pytest.fixture
def chaoyang(cast) -> Any:
    """A chief editor of 朝阳, beside whom 昌平 and the city have accounts."""
    people = [cast.correspondent, cast.editor]
    assert len(people) == 2
    return make.make_user("chaoyang", roles=("chief_editor",), organization=cast.chaoyang)


@pytest.fixture
def secret(cast) -> Article:
    return make.make_article(
        SECRET, organization=cast.changping, author=cast.correspondent, section=make.make_section("要闻"),
        column=make.make_column("夜校"),
    )  # fmt: skip


def inline(prefix: str, *rows: dict[str, Any]) -> dict[str, Any]:
    counts = {f"{prefix}-TOTAL_FORMS": str(len(rows)), f"{prefix}-INITIAL_FORMS": "0"}
    return counts | {f"{prefix}-{n}-{key}": value for n, row in enumerate(rows) for key, value in row.items()}


@pytest.fixture
def group(cast, desk, secret) -> TopicGroup:
    """The city has put the draft into a group of a topic, at the desk, so that the history tells of it too."""
    group = TopicGroup.objects.create(topic=make.make_topic("工匠"), name="动态")
    data = {
        "name": "动态",
        "position": "0",
        **inline("entries", {"article": secret.pk, "position": "0", "group": group.pk}),
    }
    assert (
        desk(cast.editor).post(reverse("admin:articles_topicgroup_change", args=[group.pk]), data).status_code
        == 302
    )
    return group


@pytest.fixture
def arrangement(cast, desk, secret) -> FrontPage:
    data = {"name": "首页", **inline("leads", {"article": secret.pk, "position": "0"}), **inline("blocks")}
    assert desk(cast.editor).post(reverse("admin:portal_frontpage_add"), data).status_code == 302
    return FrontPage.objects.get()


@pytest.mark.parametrize("kind", ["articles_topicgroup", "portal_frontpage"])
@pytest.mark.parametrize("page", ["change", "history", "delete"])
def test_a_shared_row_does_not_name_a_draft_of_others(cast, desk, chaoyang, group, arrangement, kind, page):
    row = group if kind == "articles_topicgroup" else arrangement
    address = reverse(f"admin:{kind}_{page}", args=[row.pk])
    assert SECRET not in desk(chaoyang).get(address).content.decode()
    own = desk(cast.chief_editor).get(address)
    assert (own.status_code, SECRET in own.content.decode()) == (200, page == "change")


def test_the_history_of_an_event_does_not_name_a_draft_of_others(cast, desk, chaoyang, secret):
    event = make.make_event("夜校开放日", organization=cast.chaoyang)
    event.articles.add(secret)
    for page in ("change", "history", "delete"):
        address = reverse(f"admin:events_event_{page}", args=[event.pk])
        assert SECRET not in desk(chaoyang).get(address).content.decode(), page


def test_a_public_event_that_one_only_looks_at_does_not_name_drafts(cast, desk, chaoyang, secret):
    event = make.make_event("夜校开放日", organization=cast.changping)
    event.articles.add(secret)
    answer = desk(chaoyang).get(reverse("admin:events_event_change", args=[event.pk]))
    assert (answer.status_code, SECRET in answer.content.decode()) == (200, False)


def test_the_preview_of_a_front_page_shows_what_readers_may_see(desk, cast, chaoyang, arrangement):
    address = reverse("admin:portal_frontpage_preview", args=[arrangement.pk])
    assert SECRET not in desk(chaoyang).get(address).content.decode()


def test_the_way_to_the_site_is_open_for_what_the_account_may_see(cast, desk, chaoyang, secret):
    def way(row: Any, user: Any) -> int:
        kind = ContentType.objects.get_for_model(row)
        return int(desk(user).get(f"/admin/r/{kind.pk}/{row.pk}/").status_code)

    hidden = make.make_event("未公布", organization=cast.changping, published_at=None)
    public = make.make_event("公布", organization=cast.changping, published_at=timezone.now())
    for user, answers in ((chaoyang, [404, 404, 302]), (cast.chief_editor, [302, 302, 302])):
        assert [way(row, user) for row in (secret, hidden, public)] == answers
    assert way(cast.editor, cast.chief_editor) == 404
    assert desk(cast.chief_editor).get(f"/admin/r/{2**40}/1/").status_code == 404


def lookups(desk: Any) -> Iterator[str]:
    """Everything that an address could narrow a list by: each column and relation, and all of one step further."""
    for field in desk.opts.get_fields():
        yield field.name
        if field.is_relation and field.related_model is not None:
            for further in field.related_model._meta.get_fields():
                yield f"{field.name}__{further.name}"


def test_a_list_is_narrowed_by_its_filters_alone(rf, chaoyang):
    """Else the list itself would tell where a draft belongs, or, letter by letter, what its title is."""
    request = rf.get("/admin/")
    request.user, tried, taken = chaoyang, 0, {}
    for model, desk in admin.site._registry.items():
        for lookup in lookups(desk):
            tried += 1
            if desk.lookup_allowed(f"{lookup}__exact", "1", request):
                taken.setdefault(model._meta.label, []).append(lookup)
    assert tried > 1000
    assert taken == FILTERS


def test_a_list_that_is_asked_for_more_is_refused(desk, chaoyang, secret):
    event = make.make_event("夜校开放日", organization=chaoyang.organization)
    event.articles.add(secret)
    address = reverse("admin:events_event_changelist")
    assert desk(chaoyang).get(address, {"articles": secret.pk}).status_code == 400
    assert desk(chaoyang).get(address, {"kind__exact": event.kind}).status_code == 200
