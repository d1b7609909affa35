"""No model of the house stores what no page may hold, by whatever field: the fields are found, not listed."""

import pytest
from django.apps import apps
from django.db.models import CharField, TextField
from django.urls import reverse

from common.tidying import tidied
from events.models import Event
from organizations.models import Organization
from tests import factories as make
from tests.desk.test_written_fields import event_values

pytestmark = pytest.mark.django_db

HOUSE = ("accounts", "articles", "events", "newsroom", "organizations", "photos", "portal", "search")
LITTER = "\x07二层\x0b大\u200b厅\x1f"
# What holds no text for readers: codes that are worked out, and what is kept as it came.
LEFT_ALONE = {
    "newsroom.PageImport.source",
}


def text_fields() -> dict[str, "CharField | TextField"]:
    return {
        f"{model._meta.label}.{field.name}": field
        for label in HOUSE
        for model in apps.get_app_config(label).get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, CharField | TextField) and not field.choices and not field.primary_key
        and (field.editable or isinstance(field, TextField))
    }  # fmt: skip


def test_every_text_of_every_model_is_tidied():
    left = {name for name, field in text_fields().items() if tidied(field, LITTER) == LITTER}
    assert left == LEFT_ALONE
    stored = {tidied(field, LITTER) for name, field in text_fields().items() if name not in LEFT_ALONE}
    assert stored == {"二层 大厅", "二层\n大厅"}


def test_rows_are_tidied_however_they_are_saved():
    event = make.make_event("讲座", place=LITTER, fee="免费\x07", audience="全体\x1f职工")
    event.refresh_from_db()
    assert (event.place, event.fee, event.audience) == ("二层 大厅", "免费", "全体职工")
    event.sign_up_note = "现场\u200b报名\x0b即可"
    event.save(update_fields=["sign_up_note"])
    assert Event.objects.get().sign_up_note == "现场报名 即可"


def test_no_calendar_holds_what_none_may(client):
    event = make.make_event("讲座", place=LITTER, fee="免费\x07", audience="全体\x1f职工")
    content = client.get(reverse("events:event_ics", args=[event.pk])).content.decode()
    assert not [character for character in content if ord(character) < 32 and character not in "\r\n\t"]


def test_a_title_of_which_nothing_is_left_is_refused(cast, desk):
    answer = desk(cast.editor).post(reverse("admin:events_event_add"), event_values(title="\u200b\u2060\x07"))
    assert set(answer.context["adminform"].form.errors) == {"title"}
    assert not Event.objects.exists()


def test_two_names_that_look_alike_are_one_for_a_form(cast, desk):
    values = {
        "name": "北京市\u200b总⼯会\x0b", "kind": "city", "slug": "another", "position": 0, "status": "active",
        "aliases-TOTAL_FORMS": 0, "aliases-INITIAL_FORMS": 0, "honours-TOTAL_FORMS": 0, "honours-INITIAL_FORMS": 0,
    }  # fmt: skip
    client = desk(cast.chief_editor)
    before = Organization.objects.count()
    answer = client.post(reverse("admin:organizations_organization_add"), values)
    assert (answer.status_code, Organization.objects.count()) == (200, before)
    assert answer.context["adminform"].form.errors == {
        "__all__": ["同一上级组织下已有同名组织。请打开那一个，或换一个可以区分的名称。"]
    }
