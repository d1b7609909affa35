"""Keys in a form: a field offers and takes what the account's own lists show, and tells nothing of the rest."""

from typing import Any

import pytest
from django import forms
from django.contrib import admin
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from events.models import Event, Programme
from newsroom.dashboard import planned_days
from portal.models import FrontPage
from tests import factories as make

pytestmark = pytest.mark.django_db

# What a field of a desk form may choose from. "shared" is looked at by everybody of the desk; of the others a field
# offers what the account's own list shows. A new kind of choice needs a line here.
CHOICES = {
    "accounts.User": "grant",
    "articles.Article": "limited",
    "articles.Column": "shared",
    "articles.Contributor": "shared",
    "articles.EditionPage": "shared",
    "articles.Section": "shared",
    "articles.Topic": "shared",
    "auth.Group": "roles",
    "events.Programme": "shared",
    "organizations.Organization": "shared",
    "organizations.Person": "shared",
    "photos.Photo": "shared",
    "articles.Tag": "shared",
}


@pytest.fixture
def chaoyang(cast) -> Any:
    """A chief editor of 朝阳, beside whom 昌平 and the city have accounts."""
    people = [cast.correspondent, cast.editor]
    assert len(people) == 2
    return make.make_user("chaoyang", roles=("chief_editor",), organization=cast.chaoyang)


@pytest.fixture
def secret(cast) -> Article:
    return make.make_article("昌平的秘密草稿", organization=cast.changping, author=cast.correspondent)


def choosing_fields(user: Any) -> dict[str, forms.ModelChoiceField]:
    """Every field of every form of the desk that chooses rows, inlines included, as one account gets it."""
    request = RequestFactory().get("/admin/")
    request.user = user
    found = {}
    for model, desk in admin.site._registry.items():
        row = model._meta.label
        if not (desk.has_add_permission(request) or desk.has_change_permission(request)):
            continue  # no form is ever taken
        for name, field in desk.get_form(request, None).base_fields.items():
            if isinstance(field, forms.ModelChoiceField):
                found[f"{row}.{name}"] = field
        for inline in desk.get_inline_instances(request):
            formset = inline.get_formset(request)
            for name, field in formset.form.base_fields.items():
                if isinstance(field, forms.ModelChoiceField) and name != formset.fk.name:
                    found[f"{row}/{inline.model._meta.label}.{name}"] = field
    return found


def test_every_field_that_chooses_offers_what_the_list_shows(cast, chaoyang, secret):
    owner = make.make_user("root", is_superuser=True)
    everything = choosing_fields(owner)
    assert {field.queryset.model._meta.label for field in everything.values()} <= CHOICES.keys()
    limited = {name for name, field in everything.items() if field.queryset.model is Article}
    assert limited == {"events.Event.articles", "portal.FrontPage/portal.FrontPageLead.article",
                       "articles.TopicGroup/articles.TopicEntry.article"}  # fmt: skip
    offered = choosing_fields(chaoyang)
    for name in limited & offered.keys():
        assert not offered[name].queryset.filter(pk=secret.pk).exists(), name
    for name, field in offered.items():
        if field.queryset.model._meta.label == "accounts.User":
            assert not field.queryset.filter(pk=cast.correspondent.pk).exists(), name


def _shown_from(event: Event | None) -> dict[str, str]:
    if event is None or event.published_at is None:
        return {}
    moment = timezone.localtime(event.published_at)
    return {"published_at_0": f"{moment:%Y-%m-%d}", "published_at_1": f"{moment:%H:%M:%S}"}


def event_form(event: Event | None = None, **changes: Any) -> dict[str, Any]:
    inlines = {
        f"{prefix}-{name}": "0"
        for prefix in ("organization_entries", "photo_entries")
        for name in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    start = timezone.localtime(event.starts_at if event else timezone.now())
    return {
        "title": "夜校开放日", "kind": "training", "status": "scheduled", "starts_at_0": f"{start:%Y-%m-%d}",
        "starts_at_1": "09:00", "ends_at_0": f"{start:%Y-%m-%d}", "ends_at_1": "11:00", **inlines,
        **_shown_from(event), **changes,
    }  # fmt: skip


def test_a_key_that_the_list_would_not_show_is_refused_and_tells_nothing(cast, desk, chaoyang, secret):
    add = reverse("admin:events_event_add")
    for key in (secret.pk, 999_999):
        answer = desk(chaoyang).post(add, event_form(articles=[key], organization=cast.chaoyang.pk))
        page = answer.content.decode()
        assert (answer.status_code, "秘密草稿" in page, Event.objects.count()) == (200, False, 0)


def test_what_is_stored_and_not_ones_own_stays_and_is_not_named(cast, desk, chaoyang, secret):
    own = make.make_article("朝阳的稿件", organization=cast.chaoyang)
    event = make.make_event("夜校开放日", organization=cast.chaoyang)
    event.articles.set([secret, own])
    address = reverse("admin:events_event_change", args=[event.pk])
    page = desk(chaoyang).get(address).content.decode()
    assert ("秘密草稿" in page, "不是您的" in page, "朝阳的稿件" in page) == (False, True, True)
    saved = desk(chaoyang).post(
        address, event_form(event, articles=[secret.pk, own.pk], organization=cast.chaoyang.pk)
    )
    assert saved.status_code == 302
    assert set(event.articles.all()) == {secret, own}


def test_an_owner_is_told_the_names(cast, desk, secret):
    event = make.make_event("夜校开放日", organization=cast.city)
    event.articles.set([secret])
    page = desk(cast.editor).get(reverse("admin:events_event_change", args=[event.pk])).content.decode()
    assert ("秘密草稿" in page, "不是您的" in page) == (True, False)


def test_leads_of_a_front_page_are_articles_that_one_may_see(cast, desk, chaoyang, secret):
    """Only those who act for the site arrange it; a district's portal has nobody else's drafts to choose."""
    arrangement = FrontPage.objects.create(name="首页")
    address = reverse("admin:portal_frontpage_change", args=[arrangement.pk])
    data = {
        "name": "首页", "leads-TOTAL_FORMS": "1", "leads-INITIAL_FORMS": "0", "leads-0-article": str(secret.pk),
        "leads-0-position": "0", "blocks-TOTAL_FORMS": "0", "blocks-INITIAL_FORMS": "0",
    }  # fmt: skip
    assert desk(chaoyang).post(address, data).status_code == 403
    assert "秘密草稿" not in desk(chaoyang).get(address).content.decode()
    assert desk(cast.editor).post(address, data).status_code == 302


def test_a_row_that_cannot_go_names_only_what_the_account_may_see(cast, desk, chaoyang):
    programme = Programme.objects.create(name="夜校计划", organization=cast.chaoyang)
    make.make_event("昌平没有公布的活动", organization=cast.changping, programme=programme, published_at=None)
    make.make_event("昌平公布了的活动", organization=cast.changping, programme=programme)
    make.make_event("朝阳没有公布的活动", organization=cast.chaoyang, programme=programme, published_at=None)
    address = reverse("admin:events_programme_delete", args=[programme.pk])
    page = desk(chaoyang).post(address, {"post": "yes"}, follow=True).content.decode()
    assert ("昌平公布了的活动" in page, "朝阳没有公布的活动" in page) == (True, True)
    assert ("昌平没有公布的活动" in page, "其他工会的1处" in page) == (False, True)
    assert Programme.objects.exists()


def test_the_front_page_of_the_desk_plans_with_what_the_account_may_see(cast, chaoyang):
    now = timezone.now()
    hidden = make.make_event(
        "昌平没有公布的活动", organization=cast.changping, published_at=None, starts_at=now
    )
    own = make.make_event("朝阳没有公布的活动", organization=cast.chaoyang, published_at=None, starts_at=now)
    public = make.make_event("昌平公布了的活动", organization=cast.changping, starts_at=now)
    shown = {event for day in planned_days(chaoyang, now) for _at, event in day.events}
    assert shown == {own, public}
    assert hidden in {event for day in planned_days(cast.editor, now) for _at, event in day.events}
