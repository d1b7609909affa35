"""What belongs to whom: a union's rows are changed by those who act for it, the site's by those who act for all."""

from typing import Any

import pytest
from django.contrib import admin
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from articles.models import ArticlePhoto, Edition
from common.desk import OwnedAdmin
from organizations.models import Kind, Organization, Person
from portal.models import FrontPage
from tests import factories as make

pytestmark = pytest.mark.django_db

# Of every kind of content of the desk: the column of the union that it belongs to, "site", or the rule of its own.
OWNERS = {
    "accounts.AuditEntry": "own rule: read by administrators, within their grant; written by nobody",
    "accounts.User": "own rule: administrators, within their grant",
    "articles.Article": "own rule: articles.policy",
    "articles.Column": "site",
    "articles.Contributor": "organization_id",
    "articles.Edition": "site",
    "articles.EditionPage": "site",
    "articles.Section": "site",
    "articles.Topic": "site",
    "articles.TopicGroup": "site",
    "events.Event": "organization_id",
    "events.Programme": "organization_id",
    "newsroom.BinEntry": "own rule: of the kinds that one may delete, those of one's unions; and one's own",
    "newsroom.PageImport": "own rule: whoever brought the page in",
    "organizations.Organization": "pk",
    "organizations.Person": "organization_id",
    "photos.Photo": "own rule: the unions that show it",
    "portal.FrontPage": "site",
    "articles.Tag": "site",
    "search.Synonyms": "site",
}
SITE = sorted(label for label, owner in OWNERS.items() if owner == "site")


def test_every_kind_of_content_has_an_owner():
    found = {}
    for model, desk in admin.site._registry.items():
        label = model._meta.label
        if isinstance(desk, OwnedAdmin):
            found[label] = desk.owner or "site"
        else:
            found[label] = OWNERS.get(label, "nobody decided")
    assert found == OWNERS


@pytest.fixture
def neighbours(cast) -> Any:
    """昌平, 朝阳 and the city have accounts, and 朝阳 a newsroom of its own."""
    people = [cast.correspondent, cast.other_correspondent, cast.editor, cast.chief_editor]
    assert len(people) == 4
    return make.make_user(
        "chaoyang", roles=("chief_editor",), organization=cast.chaoyang, real_name="朝阳总编"
    )


def may(user: Any, label: str, row: Any = None) -> tuple[bool, bool, bool, bool]:
    """Look, add, change, delete."""
    model = next(model for model in admin.site._registry if model._meta.label == label)
    desk: Any = admin.site._registry[model]
    request = RequestFactory().get("/admin/")
    request.user = type(user).objects.get(pk=user.pk)
    return (
        desk.has_view_permission(request, row), desk.has_add_permission(request),
        desk.has_change_permission(request, row), desk.has_delete_permission(request, row),
    )  # fmt: skip


@pytest.mark.parametrize("label", SITE)
def test_the_sites_things_are_looked_at_by_a_district_and_changed_by_the_city(cast, neighbours, label):
    adds = label not in ("articles.EditionPage", "articles.TopicGroup")
    assert may(neighbours, label) == (True, False, False, False)
    assert may(cast.chief_editor, label) == (True, adds, True, True)


def test_at_a_portal_of_one_district_its_newsroom_changes_the_sites_things(cast):
    chief = make.make_user("chief", roles=("chief_editor",), organization=cast.chaoyang)
    assert may(chief, "portal.FrontPage") == (True, True, True, True)
    _account_elsewhere = cast.correspondent
    assert may(chief, "portal.FrontPage") == (True, False, False, False)


def test_an_account_that_was_switched_off_or_has_no_union_counts_for_nobody(cast):
    chief = make.make_user("chief", roles=("chief_editor",), organization=cast.chaoyang)
    make.make_user("gone", organization=cast.changping, is_active=False)
    make.make_user("none")
    assert chief.acts_for_site
    assert not make.make_user("nobody", roles=("chief_editor",)).acts_for_site


def test_a_districts_editor_puts_no_front_page_live(cast, desk, neighbours):
    arrangement = FrontPage.objects.create(name="新首页")
    live = reverse("admin:portal_frontpage_live", args=[arrangement.pk])
    assert desk(neighbours).post(live).status_code == 403
    listed = reverse("admin:portal_frontpage_changelist")
    desk(neighbours).post(
        listed, {"action": "make_live", "_selected_action": [arrangement.pk], "bulk_confirmed": "1"}
    )
    arrangement.refresh_from_db()
    assert not arrangement.is_live
    assert desk(cast.chief_editor).post(live).status_code == 302
    arrangement.refresh_from_db()
    assert arrangement.is_live


# --- unions and their tree ----------------------------------------------------------------------------
def station_form(row: Organization, **changes: Any) -> dict[str, Any]:
    inlines = {
        f"{prefix}-{name}": value
        for prefix in ("aliases", "honours")
        for name, value in (("TOTAL_FORMS", "0"), ("INITIAL_FORMS", "0"))
    }
    return {
        "name": row.name, "short_name": row.short_name, "slug": row.slug, "kind": row.kind, "position": "0",
        "district": row.district, "parent": row.parent_id or "", "status": row.status, **inlines, **changes,
    }  # fmt: skip


def test_a_station_goes_only_from_and_to_unions_of_ones_own(cast, desk, neighbours):
    station = make.make_organization("朝阳驿站", kind=Kind.STATION, parent=cast.chaoyang)
    address = reverse("admin:organizations_organization_change", args=[station.pk])
    answer = desk(neighbours).post(address, station_form(station, parent=cast.changping.pk))
    assert (answer.status_code, "您的账号不代表这个工会" in answer.content.decode()) == (200, True)
    answer = desk(neighbours).post(address, station_form(station, parent=""))
    assert answer.status_code == 200
    station.refresh_from_db()
    assert station.parent == cast.chaoyang
    below = make.make_organization("八里庄街道总工会", kind=Kind.SUBDISTRICT, parent=cast.chaoyang)
    assert desk(neighbours).post(address, station_form(station, parent=below.pk)).status_code == 302
    assert (
        desk(cast.chief_editor).post(address, station_form(station, parent=cast.changping.pk)).status_code
        == 302
    )
    station.refresh_from_db()
    assert station.parent == cast.changping


def test_ones_own_union_is_changed_but_not_moved(cast, desk, neighbours):
    address = reverse("admin:organizations_organization_change", args=[cast.chaoyang.pk])
    moved = desk(neighbours).post(address, station_form(cast.chaoyang, parent=""))
    assert moved.status_code == 200
    assert (
        desk(neighbours).post(address, station_form(cast.chaoyang, short_name="朝阳工会")).status_code == 302
    )
    cast.chaoyang.refresh_from_db()
    assert (cast.chaoyang.short_name, cast.chaoyang.parent) == ("朝阳工会", cast.city)


@pytest.mark.parametrize(
    ("parent", "status"), [("chaoyang", 302), ("changping", 200), ("city", 200), (None, 200)]
)
def test_a_new_station_stands_below_a_union_of_ones_own(cast, desk, neighbours, parent, status):
    row = Organization(name="新驿站", short_name="", slug="xin-yizhan", kind=Kind.STATION, status="active")
    data = station_form(row, parent=getattr(cast, parent).pk if parent else "")
    assert desk(neighbours).post(reverse("admin:organizations_organization_add"), data).status_code == status
    assert Organization.objects.filter(name="新驿站").exists() == (status == 302)


# --- people and their consent -------------------------------------------------------------------------
def person_form(person: Person, **changes: Any) -> dict[str, Any]:
    return {
        "name": person.name, "trade": person.trade, "organization": person.organization_id or "",
        "honours-TOTAL_FORMS": "0", "honours-INITIAL_FORMS": "0", **changes,
    }  # fmt: skip


def test_consent_is_recorded_by_the_persons_own_union(cast, desk, neighbours):
    person = make.make_person("张三", organization=cast.changping, consented_on=None)
    address = reverse("admin:organizations_person_change", args=[person.pk])
    consent = person_form(person, consented_on=timezone.localdate().isoformat())
    assert desk(neighbours).get(address).status_code == 200
    assert desk(neighbours).post(address, consent).status_code == 403
    person.refresh_from_db()
    assert person.consented_on is None
    own = make.make_user("changping", roles=("editor",), organization=cast.changping)
    assert desk(own).post(address, consent).status_code == 302
    person.refresh_from_db()
    assert person.is_shown


def test_a_person_is_not_given_to_another_union(cast, desk, neighbours):
    person = make.make_person("张三", organization=cast.chaoyang)
    address = reverse("admin:organizations_person_change", args=[person.pk])
    answer = desk(neighbours).post(address, person_form(person, organization=cast.changping.pk))
    assert (answer.status_code, "您的账号不代表这个工会" in answer.content.decode()) == (200, True)
    assert desk(neighbours).post(address, person_form(person, trade="电工")).status_code == 302


# --- pictures -----------------------------------------------------------------------------------------
def test_a_picture_belongs_to_the_unions_that_show_it(cast, neighbours):
    photo = make.make_photo(caption="课堂")
    assert may(neighbours, "photos.Photo", photo) == (True, True, True, True)
    own = make.make_article("朝阳的稿件", organization=cast.chaoyang)
    ArticlePhoto.objects.create(article=own, photo=photo)
    assert may(neighbours, "photos.Photo", photo)[2]
    ArticlePhoto.objects.create(
        article=make.make_article("昌平的稿件", organization=cast.changping), photo=photo
    )
    assert may(neighbours, "photos.Photo", photo) == (True, True, False, False)
    assert may(cast.chief_editor, "photos.Photo", photo) == (True, True, True, True)


def test_whoever_may_not_change_a_row_is_told_whose_it_is(cast, desk, neighbours):
    arrangement = FrontPage.objects.create(name="首页")
    person = make.make_person("张三", organization=cast.changping)
    own = make.make_person("李四", organization=cast.chaoyang)
    site = reverse("admin:portal_frontpage_change", args=[arrangement.pk])

    def said(user: Any, address: str) -> list[str]:
        return [str(message) for message in desk(user).get(address).context["messages"]]

    assert said(neighbours, site) == [
        "这是全站共用的内容，由代表全部工会的编辑部修改。如需改动，请与其联系。"
    ]
    assert said(neighbours, reverse("admin:organizations_person_change", args=[person.pk])) == [
        "这属于其他工会，由该工会修改。如需改动，请与其联系。"
    ]
    assert said(neighbours, reverse("admin:organizations_person_change", args=[own.pk])) == []
    assert said(cast.chief_editor, site) == []
    assert said(cast.correspondent, reverse("admin:organizations_person_change", args=[own.pk])) == []


def test_a_page_of_the_paper_is_the_sites_picture(cast, neighbours):
    page, scan = make.make_page(), make.make_photo()
    page.scan = scan
    page.save()
    assert not may(neighbours, "photos.Photo", scan)[2]
    assert Edition.objects.count() == 1
