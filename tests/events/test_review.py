"""Events wait for whoever has the right to publish them: the table, the levels, the door, the desk, and no leak."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import Notice, Status
from articles.workflow import NotPossible
from events import actions, queues, workflow
from events.models import Event, EventOrganization, EventRecord, Programme
from tests.factories import make_event, make_organization, make_photo, make_published, make_user

pytestmark = pytest.mark.django_db

LIST = "/admin/events/event/"
NEEDLE = "密约联谊"
# levels | stage | who may pass or publish it; a draft is published by those alone who need not wait for anybody
WHO_LETS_THROUGH = """
1 | draft         | section_chief chief_editor
1 | returned      | section_chief chief_editor
1 | submitted     | section_chief chief_editor
1 | first_passed  | section_chief chief_editor
1 | second_passed | section_chief chief_editor
2 | draft         |
2 | returned      |
2 | submitted     | editor section_chief
2 | first_passed  | chief_editor
2 | second_passed | chief_editor
3 | draft         |
3 | returned      |
3 | submitted     | editor
3 | first_passed  | section_chief
3 | second_passed | chief_editor
"""
ROLES = ("correspondent", "editor", "section_chief", "chief_editor", "administrator", "stranger")


def rows():
    for line in WHO_LETS_THROUGH.strip().splitlines():
        levels, stage, roles = (cell.strip() for cell in line.split("|"))
        yield int(levels), stage, roles.split()


@pytest.fixture
def draft(cast) -> Event:
    return make_event("职工联谊会", published_at=None, organization=cast.changping)


def form_of(client, event=None, **values):
    """What the form of an event would send, with some values changed."""
    address = reverse("admin:events_event_change", args=[event.pk]) if event else f"{LIST}add/"
    page = client.get(address)
    form = page.context["adminform"].form
    data = {}
    for bound in form:
        value = bound.value()
        if isinstance(value, dt.datetime):
            local = timezone.localtime(value)
            data |= {f"{bound.html_name}_0": f"{local:%Y-%m-%d}", f"{bound.html_name}_1": f"{local:%H:%M:%S}"}
        elif value not in (None, False, ""):
            data[bound.html_name] = value
    for formset in page.context["inline_admin_formsets"]:
        data |= {
            f"{formset.formset.prefix}-{name}": value
            for name, value in formset.formset.management_form.initial.items()
        }
        for row in formset.formset.initial_forms:
            data |= {row.add_prefix(field.name): field.value() for field in row}
    return address, {**data, **values}


# --- the table and the levels ---------------------------------------------------------------------------
@pytest.mark.parametrize(("levels", "stage", "roles"), list(rows()))
def test_who_lets_an_event_through(cast, settings, draft, levels, stage, roles):
    settings.EVENT_REVIEW_LEVELS = levels
    Event.objects.filter(pk=draft.pk).update(stage=stage)
    draft.refresh_from_db()
    found = [
        role
        for role in ROLES
        if any(not actions.reasons_against(code, draft, getattr(cast, role)) for code in ("pass", "publish"))
    ]
    assert found == roles


def test_each_action_from_where_to_where(cast, settings, draft):
    table = {
        action.code: (
            " ".join(action.from_stages), action.to, action.decision.value, action.needs_reason,
            action.tells_author, action.tells_reviewers,
        )
        for action in actions.ACTIONS.values()
    }  # fmt: skip
    waiting = "submitted first_passed second_passed"
    assert table == {
        "submit": ("draft returned", "submitted", "submitted", False, None, "submitted"),
        "take_back": ("submitted", "draft", "taken_back", False, None, None),
        "pass": (waiting, None, "passed", False, "passed", "submitted"),
        "publish": (f"draft returned {waiting}", "published", "published", False, "published", None),
        "return": (waiting, "returned", "returned", True, "returned", None),
        "take_off": ("published", "draft", "taken_off", True, "withdrawn", None),
    }


def test_one_level_is_the_default(settings):
    assert settings.EVENT_REVIEW_LEVELS == 1


def test_the_whole_way_with_three_levels(cast, settings, draft):
    settings.EVENT_REVIEW_LEVELS = 3
    workflow.do("submit", draft, by=make_user("second", roles=("editor",), organization=cast.changping))
    for code, person, stage in (
        ("pass", cast.editor, "first_passed"),
        ("pass", cast.section_chief, "second_passed"),
        ("publish", cast.chief_editor, "published"),
    ):
        assert not draft.is_public
        workflow.do(code, draft, by=person)
        assert draft.stage == stage
    assert draft.is_public
    assert list(draft.records.values_list("decision", "level", "is_final")) == [
        ("submitted", 0, False), ("passed", 1, False), ("passed", 2, False), ("published", 3, True),
    ]  # fmt: skip


def test_nobody_passes_what_they_handed_in_changed_or_passed(cast, settings, draft):
    settings.EVENT_REVIEW_LEVELS = 2
    workflow.do("submit", draft, by=cast.editor)
    assert actions.reasons_against("pass", draft, cast.editor) == [
        "您填写或改过这项活动：须由其他人审核通过。"
    ]
    assert list(queues.waiting_for(cast.editor)) == []
    assert list(queues.waiting_for(cast.section_chief)) == [draft]
    workflow.do("pass", draft, by=cast.section_chief)
    workflow.changed_in_review(draft, by=cast.section_chief)
    assert draft.stage == "submitted"  # the pass is void, and whoever changed it is an author
    assert actions.reasons_against("pass", draft, cast.section_chief) == [
        "您填写或改过这项活动：须由其他人审核通过。",
        "您已通过这项活动的前一级审核：这一级须由其他人通过。",
    ]
    settings.REVIEW_BY_AUTHOR = True
    assert actions.reasons_against("publish", draft, cast.editor) == []


# --- the door --------------------------------------------------------------------------------------------
def test_returned_with_a_reason_and_told(cast, draft):
    workflow.do("submit", draft, by=cast.editor)
    with pytest.raises(NotPossible, match="请写明理由"):
        workflow.do("return", draft, by=cast.section_chief, comment=" ")
    workflow.do("return", draft, by=cast.section_chief, comment="请写明报名方式")
    assert draft.stage == "returned"
    notice = Notice.objects.get(recipient=cast.editor)
    assert (notice.kind, notice.headline, notice.path, notice.comment) == (
        "returned", "职工联谊会", reverse("admin:events_event_change", args=[draft.pk]), "请写明报名方式",
    )  # fmt: skip
    (found,) = queues.returned_to(cast.editor)
    assert (found.return_reason, found.returned_by) == ("请写明报名方式", "高原")


def test_those_who_may_publish_are_told_of_what_waits(cast, draft):
    people = (cast.section_chief, cast.chief_editor, cast.correspondent)
    workflow.do("submit", draft, by=cast.editor)
    told = Notice.objects.order_by("recipient__username").values_list("recipient__username", "kind")
    assert list(told) == [("chief_editor", "submitted"), ("section_chief", "submitted")]
    assert len(people) == 3


def test_only_whoever_handed_it_in_takes_it_back(cast, draft):
    workflow.do("submit", draft, by=cast.editor)
    assert actions.reasons_against("take_back", draft, cast.section_chief) == ["只有提交人本人可以收回活动。"]
    workflow.do("take_back", draft, by=cast.editor)
    assert draft.stage == "draft"


def test_a_decision_on_what_has_changed_since_is_refused(cast, draft):
    seen = workflow.SeenEvent.of(draft)
    draft.title = "职工联谊晚会"
    draft.save()
    with pytest.raises(NotPossible, match="您打开之后，活动又有改动：请重新查看再作决定。"):
        workflow.do("publish", draft, by=cast.section_chief, seen=seen)
    draft.refresh_from_db()
    assert draft.stage == "draft"


def test_a_plan_is_kept_and_a_time_that_is_over_is_now(cast, draft):
    later = timezone.now() + dt.timedelta(days=2)
    draft.published_at = later
    draft.save()
    workflow.do("publish", draft, by=cast.section_chief)
    assert (draft.published_at, draft.state, draft.is_public) == (later, "scheduled", False)
    before = timezone.now()
    old = make_event("旧事", published_at=None, organization=cast.changping)
    Event.objects.filter(pk=old.pk).update(published_at=before - dt.timedelta(days=3))
    workflow.do("publish", old, by=cast.section_chief)
    assert old.published_at >= before


def test_a_form_that_was_loaded_earlier_undoes_no_decision(cast, draft):
    stale = Event.objects.get(pk=draft.pk)
    workflow.do("publish", draft, by=cast.section_chief)
    stale.title = "职工联谊晚会"
    stale.save()
    draft.refresh_from_db()
    assert (draft.stage, draft.title) == ("published", "职工联谊晚会")


# --- the desk ---------------------------------------------------------------------------------------------
def test_what_an_editor_enters_waits_and_a_chief_publishes_it(cast, desk, client):
    start = timezone.localtime() + dt.timedelta(days=3)
    data = {
        "title": NEEDLE, "kind": "matchmaking", "starts_at_0": f"{start:%Y-%m-%d}", "starts_at_1": "09:00",
        "ends_at_0": f"{start:%Y-%m-%d}", "ends_at_1": "11:00", "status": "scheduled", "stage": "published",
        "published_at_0": "2026-01-01", "published_at_1": "09:00", "organization": cast.changping.pk,
    }  # fmt: skip
    address, form = form_of(desk(cast.editor), None, **data)
    answer = client.post(address, form, follow=True)
    assert "还是草稿：请提交给有权发布的人。" in answer.text
    event = Event.objects.get()
    assert (event.stage, event.is_public) == ("draft", False)
    do = reverse("admin:events_event_action", args=[event.pk, "submit"])
    page = client.get(do)
    client.post(do, {"seen": page.context["form"]["seen"].value(), "comment": ""})
    event.refresh_from_db()
    assert event.stage == "submitted"
    publish = reverse("admin:events_event_action", args=[event.pk, "publish"])
    assert client.post(publish, {"seen": page.context["form"]["seen"].value()}).status_code == 409
    chief = desk(cast.section_chief)
    assert NEEDLE in chief.get("/admin/").text
    page = chief.get(publish)
    assert (page.context["reasons"], NEEDLE in page.text) == ([], True)
    answer = chief.post(publish, {"seen": page.context["form"]["seen"].value(), "comment": "可以"})
    assert answer.status_code == 302
    event.refresh_from_db()
    assert event.is_public
    assert [(r.decision, r.user_name) for r in event.records.all()] == [
        ("submitted", "方宁"),
        ("published", "高原"),
    ]


def test_of_a_public_event_an_editor_changes_only_that_it_does_not_take_place(cast, desk):
    event = make_event("职工联谊会", organization=cast.changping, description="<p>原文</p>")
    client = desk(cast.editor)
    page = client.get(reverse("admin:events_event_change", args=[event.pk]))
    columns = {field.name for field in Event._meta.get_fields()}
    assert set(page.context["adminform"].form.fields) & columns == {"status", "status_note", "articles"}
    address, form = form_of(
        client, event, status="cancelled", status_note="因雨", title="改了", description="改了"
    )
    assert client.post(address, form).status_code == 302
    event.refresh_from_db()
    assert (event.status, event.status_note, event.title, event.description) == (
        "cancelled", "因雨", "职工联谊会", "<p>原文</p>",
    )  # fmt: skip
    address, form = form_of(desk(cast.section_chief), event, title="职工联谊晚会")
    assert desk(cast.section_chief).post(address, form).status_code == 302
    event.refresh_from_db()
    assert (event.title, event.stage) == ("职工联谊晚会", "published")


def test_a_form_opened_before_the_publication_is_told_what_was_not_saved(cast, desk, draft):
    client = desk(cast.editor)
    address, form = form_of(client, draft, title="职工联谊晚会")
    workflow.do("publish", draft, by=cast.section_chief)
    page = client.post(address, form, follow=True)
    assert "活动在您打开之后已经发布" in page.text
    draft.refresh_from_db()
    assert draft.title == "职工联谊会"


def test_the_time_of_a_public_event_is_not_emptied(cast, desk):
    event = make_event("职工联谊会", organization=cast.changping)
    client = desk(cast.section_chief)
    address, form = form_of(client, event)
    page = client.post(address, {**form, "published_at_0": "", "published_at_1": ""})
    assert page.context["adminform"].form.errors["published_at"] == [
        "读者从这个时间起看到活动。如不再让读者看到，请用“撤下”。"
    ]


def test_taken_off_with_a_reason(cast, desk, client):
    event = make_event("职工联谊会", organization=cast.changping)
    do = reverse("admin:events_event_action", args=[event.pk, "take_off"])
    page = desk(cast.section_chief).get(do)
    seen = page.context["form"]["seen"].value()
    assert list(client.post(do, {"seen": seen, "comment": ""}).context["form"].errors) == ["comment"]
    client.post(do, {"seen": seen, "comment": "重复"})
    client.logout()
    assert client.get(event.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("code", list(actions.ACTIONS))
def test_another_unions_event_is_out_of_reach(cast, desk, code):
    chief = make_user("chief2", roles=("chief_editor",), organization=cast.chaoyang)
    stage = {"take_off": "published", "publish": "submitted", "return": "submitted"}.get(code, "draft")
    event = make_event(NEEDLE, published_at=None, stage=stage, organization=cast.changping)
    do = reverse("admin:events_event_action", args=[event.pk, code])
    assert desk(chief).get(do).status_code == 404
    with pytest.raises(NotPossible):
        workflow.do(code, event, by=chief, comment="理由")
    event.refresh_from_db()
    assert event.stage == stage


def test_a_screen_that_does_not_exist_and_a_page_that_was_incomplete(cast, desk, draft):
    client = desk(cast.section_chief)
    assert client.get(f"{LIST}{draft.pk}/do/nothing/").status_code == 404
    do = reverse("admin:events_event_action", args=[draft.pk, "publish"])
    for seen in ("", "x", "1-gone", "-draft"):
        page = client.post(do, {"seen": seen})
        assert page.context["form"].errors["seen"] == ["页面不完整。请重新打开活动再作决定。"]


# --- no leak ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("stage", [stage for stage in Status.values if stage != "published"])
def test_an_event_that_waits_stands_nowhere(client, cast, stage):
    if stage not in dict(Event._meta.get_field("stage").choices):
        return
    programme = Programme.objects.create(slug="law", name="普法月")
    union, article = make_organization("顺义区总工会", slug="shunyi"), make_published("普法月开场")
    event = make_event(
        NEEDLE, programme=programme, stage=stage, organization=union, description=f"<p>{NEEDLE}</p>",
        place=NEEDLE, published_at=timezone.now() - dt.timedelta(days=1),
    )  # fmt: skip
    photo = make_photo(caption=NEEDLE)
    event.photo_entries.create(photo=photo)
    EventOrganization.objects.create(event=event, organization=union, role="host")
    event.articles.add(article)
    other = make_event("公开的活动", programme=programme)
    EventOrganization.objects.create(event=other, organization=union, role="host")
    start = timezone.localtime(event.starts_at)
    sheet = f"/events/{start.year}/{start.month}/"
    addresses = [
        "/", "/en/", f"/search/?q={NEEDLE}", article.get_absolute_url(), other.get_absolute_url(), "/events/",
        "/events/?when=weekend", "/events/past/", "/events/?kind=training", "/events/programmes/",
        "/events/programmes/law/", sheet, f"{sheet}{start.day}/", "/events/calendar.ics",
        f"/events/{other.pk}.ics", "/organizations/shunyi/", "/organizations/shunyi/events/",
        "/organizations/shunyi/events.ics", "/organizations/", "/sitemap.xml", "/sitemaps/pages.xml",
        f"/sitemaps/events-{(other.pk - 1) // 5000 + 1}.xml", "/feeds/articles/", f"/nowhere/{NEEDLE}/",
    ]  # fmt: skip
    for address in addresses:
        answer = client.get(address)
        body = answer.content.decode()
        asked = body.replace(f'value="{NEEDLE}"', "").replace(f"“{NEEDLE}”", "")
        found = re.findall(f".{{60}}{NEEDLE}.{{20}}|/events/{event.pk}[/.]", asked, re.DOTALL)
        if "search" in address or "nowhere" in address:  # the page names the words that were asked for
            found = re.findall(f"/events/{event.pk}[/.]", asked)
        assert found == [], (address, found)
    for address in (event.get_absolute_url(), f"/events/{event.pk}.ics"):
        assert client.get(address).status_code == 404
    assert client.get(photo.thumbnail.url).status_code in (403, 404)


def test_what_readers_saw_before_stays_published(db):
    """The migration: what has a time to be shown is published, the rest are drafts."""
    from importlib import import_module

    from django.apps import apps

    shown = make_event("公开", stage="draft")
    make_event("草稿", published_at=None)
    changed = shown.updated_at
    import_module("events.migrations.0007_review").keep_published(apps, None)
    assert dict(Event.objects.values_list("title", "stage")) == {"公开": "published", "草稿": "draft"}
    shown.refresh_from_db()
    assert shown.sequence == 0
    assert EventRecord.objects.count() == 0
    assert changed <= shown.updated_at


def test_what_is_shown_later_is_told_as_that_with_its_time(cast, settings, draft):
    settings.EVENT_REVIEW_LEVELS = 2
    sender = make_user("second", roles=("editor",), organization=cast.changping)
    workflow.do("submit", draft, by=sender)
    workflow.do("pass", draft, by=cast.editor)
    later = timezone.localtime().replace(month=3, day=4, hour=9, minute=30, second=0, microsecond=0)
    draft.published_at = later.replace(year=later.year + 1)
    draft.save()
    workflow.do("publish", draft, by=cast.chief_editor, comment="好")
    time = f"{later.year + 1}-03-04 09:30"
    assert draft.state_label == f"定时{time}发布"
    record = draft.records.last()
    assert (record.decision, record.comment) == ("scheduled", f"好\n读者自 {time} 起可以看到。")
    notice = Notice.objects.filter(recipient=sender).latest("pk")
    assert (notice.kind, notice.comment) == ("scheduled", record.comment)
