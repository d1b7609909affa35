"""Days, times and addresses are read as people write them, in every form of the desk."""

import datetime as dt
from typing import Any

import pytest
from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from articles.admin.preview import LinkForm
from articles.admin.review_forms import PublishForm
from common.fields import AddressField, DayField, DaysField, MomentField, MomentInOneField, TimeOfDayField
from events.models import Event
from newsroom.forms import PageHeaderForm
from tests import factories as make

pytestmark = pytest.mark.django_db

READ = (AddressField, DayField, DaysField, MomentField, MomentInOneField, TimeOfDayField)
OF_DJANGO = (forms.DateField, forms.DateTimeField, forms.TimeField, forms.SplitDateTimeField, forms.URLField)


def fields_of_the_desk(user: Any) -> dict[str, forms.Field]:
    request = RequestFactory().get("/admin/")
    request.user = user
    found: dict[str, forms.Field] = {}
    for model, desk in admin.site._registry.items():
        if not desk.has_add_permission(request):
            continue
        form = desk.get_form(request)
        found |= {f"{model._meta.label}.{name}": field for name, field in form.base_fields.items()}
        for inline in desk.get_inline_instances(request):
            rows = inline.get_formset(request).form
            found |= {f"{inline.model._meta.label}.{name}": field for name, field in rows.base_fields.items()}
    for form in (LinkForm, PublishForm, PageHeaderForm):
        found |= {f"{form.__name__}.{name}": field for name, field in form.base_fields.items()}
    return found


def test_every_such_field_of_the_desk_reads(cast):
    fields = fields_of_the_desk(make.make_user("root", is_superuser=True))
    ours = {name for name, field in fields.items() if isinstance(field, READ)}
    assert {name for name, field in fields.items() if isinstance(field, OF_DJANGO)} - ours == set()
    assert ours >= {
        "articles.Article.source_url", "articles.Article.expires_at", "articles.Figure.date", "articles.Edition.date",
        "events.Event.starts_at", "events.Event.sign_up_url", "events.Event.exception_dates",
        "organizations.Organization.website", "organizations.Person.consented_on", "LinkForm.until",
        "PublishForm.at", "PageHeaderForm.date",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        (["2026年12月5日", "9点"], (2026, 12, 5, 9, 0)),
        (["２０２６-１２-０５", "09：30"], (2026, 12, 5, 9, 30)),
        (["2026.12.5", "24:00"], (2026, 12, 6, 0, 0)),
        (["2026-12-31", "24点"], (2027, 1, 1, 0, 0)),
    ],
)
def test_a_moment_in_two_inputs(typed, moment):
    assert MomentField().clean(typed) == dt.datetime(*moment, tzinfo=timezone.get_default_timezone())


@pytest.mark.parametrize(
    "typed", ["2026年12月5日 9点", "2026-12-05T09:00", "２０２６-１２-０５　09：00", "2026-12-05 09:00"]
)
def test_a_moment_in_one(typed):
    assert MomentInOneField().clean(typed) == dt.datetime(
        2026, 12, 5, 9, tzinfo=timezone.get_default_timezone()
    )


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        (MomentField(), ["12月5日", "09:00"], "这不是日期，请按2026-03-12的格式填写。"),
        (MomentField(), ["2026-12-05", "上午"], "这不是时间，请写成 09:30。"),
        (MomentInOneField(), "下周", "请按 2026-03-12 09:30 的格式填写时间。"),
        (DayField(), "2026-02-30", "这不是日期，请按2026-03-12的格式填写。"),
    ],
)
def test_what_is_refused_says_what_would_be_taken(field, typed, said):
    with pytest.raises(ValidationError) as refused:
        field.clean(typed)
    assert said in refused.value.messages


def event_values(**values: str) -> dict[str, str | int]:
    return {
        "title": "讲座", "kind": "training", "status": "scheduled", "starts_at_0": "2026年12月5日", "starts_at_1": "9点",
        "ends_at_0": "2026.12.5", "ends_at_1": "11：00", "is_published": "on",
        "organization_entries-TOTAL_FORMS": 0, "organization_entries-INITIAL_FORMS": 0,
        "photo_entries-TOTAL_FORMS": 0, "photo_entries-INITIAL_FORMS": 0, **values,
    }  # fmt: skip


def test_an_event_as_an_editor_types_it(cast, desk):
    values = event_values(
        recurrence="FREQ=WEEKLY;COUNT=3",
        exception_dates="2026年12月12日；２０２６-１２-１９",
        sign_up_url="ｗｗｗ.example.com/baoming。",
    )
    answer = desk(cast.editor).post(reverse("admin:events_event_add"), values)
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    event = Event.objects.get()
    assert timezone.localtime(event.starts_at).isoformat() == "2026-12-05T09:00:00+08:00"
    assert timezone.localtime(event.ends_at).isoformat() == "2026-12-05T11:00:00+08:00"
    assert event.exception_dates == [dt.date(2026, 12, 12), dt.date(2026, 12, 19)]
    assert event.sign_up_url == "https://www.example.com/baoming"


def test_days_that_cannot_be_read_are_told_in_a_sentence(cast, desk):
    values = event_values(recurrence="FREQ=WEEKLY;COUNT=3", exception_dates="12月12日")
    answer = desk(cast.editor).post(reverse("admin:events_event_add"), values)
    assert answer.context["adminform"].form.errors == {
        "exception_dates": ["请写完整的日期，用逗号隔开：2026-10-01, 2026-10-08。"]
    }
