"""Organizations and people at the desk."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from organizations.models import Honour, Kind, Organization, Person
from tests.factories import make_organization, make_person
from tests.forms import form_data

pytestmark = pytest.mark.django_db

LIST, ADD = "/admin/organizations/organization/", "/admin/organizations/organization/add/"


def errors_of(response):
    return list(response.context["adminform"].form.errors)


@pytest.fixture
def station(cast):
    return make_organization("昌平驿站", kind=Kind.STATION, parent=cast.changping, district="昌平区")


def test_the_list_is_the_tree(cast, desk, station):
    assert cast.chaoyang
    rows = desk(cast.editor).get(LIST).context["cl"].result_list
    assert [(row.name, row.tree_depth) for row in rows] == [
        ("北京市总工会", 0),
        ("昌平区总工会", 1),
        ("昌平驿站", 2),
        ("朝阳区总工会", 1),
    ]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"q": "驿站"}, ["昌平驿站"]),
        ({"kind__exact": "station"}, ["昌平驿站"]),
        ({"district": "昌平区"}, ["昌平区总工会", "昌平驿站"]),
        ({"status__exact": "closed"}, []),
        ({"q": "昌平区总 工会"}, ["昌平区总工会"]),
    ],
)
def test_search_and_filters(cast, desk, station, query, names):
    rows = desk(cast.editor).get(LIST, query).context["cl"].result_list
    assert [row.name for row in rows] == names


@pytest.mark.parametrize("rows", [3, 30, 300])
def test_the_list_costs_the_same_for_any_number_of_rows(cast, desk, rows, django_assert_num_queries):
    for _number in range(rows):
        make_organization(parent=cast.city)
    client = desk(cast.editor)
    client.get(LIST)
    with django_assert_num_queries(12):
        client.get(LIST)


def test_marks_in_a_name_are_the_inner_ones(cast, desk, station):
    cast.changping.name = "“先行”工会"
    cast.changping.save()
    asked = reverse("admin:organizations_organization_delete", args=[cast.changping.pk])
    answer = desk(cast.chief_editor).post(asked, {"post": "yes"})
    assert str(list(get_messages(answer.wsgi_request))[0]).startswith("“‘先行’工会”还在使用，不能删除：")
    asked = reverse("admin:organizations_organization_delete", args=[station.pk])
    station.name = "“暖心”驿站"
    station.save()
    assert "<h1>删除“‘暖心’驿站”？</h1>" in desk(cast.chief_editor).get(asked).content.decode()


def test_one_with_children_stays_and_says_why(cast, desk, station):
    answer = desk(cast.chief_editor).post(
        reverse("admin:organizations_organization_delete", args=[cast.changping.pk]), {"post": "yes"}
    )
    assert answer.status_code == 302
    said = str(list(get_messages(answer.wsgi_request))[0])
    assert said.startswith("“昌平区总工会”还在使用，不能删除：") and "昌平驿站" in said
    assert Organization.objects.filter(pk=cast.changping.pk).exists()


def test_a_loop_and_a_second_of_one_name_are_refused(cast, desk, station):
    client = desk(cast.editor)
    page = reverse("admin:organizations_organization_change", args=[cast.changping.pk])
    loop = client.post(page, form_data(client.get(page), "organization_form", parent=station.pk))
    assert errors_of(loop) == ["parent"]
    twin = client.post(
        ADD,
        form_data(
            client.get(ADD), "organization_form", name="昌平驿站", kind="station", parent=cast.changping.pk
        ),
    )
    assert errors_of(twin) == ["__all__"]
    half = client.post(
        ADD, form_data(client.get(ADD), "organization_form", name="新驿站", kind="station", latitude="40.1")
    )
    assert errors_of(half) == ["__all__"]
    assert Organization.objects.count() == 3


def test_an_organization_outside_the_grant_is_shown_only(cast, desk):
    elsewhere = make_organization("天津市总工会", kind=Kind.PROVINCE)
    page = reverse("admin:organizations_organization_change", args=[elsewhere.pk])
    client = desk(cast.editor)
    assert client.get(page).context["has_change_permission"] is False
    assert client.post(page, {"name": "改了"}).status_code == 403


def test_a_slug_is_made_and_offered(cast, desk):
    client = desk(cast.editor)
    assert client.get(reverse("admin:slug"), {"text": "昌平区总工会"}).json() == {
        "slug": "chang-ping-qu-zong-gong-hui"
    }
    client.post(ADD, form_data(client.get(ADD), "organization_form", name="怀柔区总工会", kind="district"))
    assert Organization.objects.get(name="怀柔区总工会").slug == "huai-rou-qu-zong-gong-hui"


def test_a_person_with_honours_and_consent(cast, desk):
    client = desk(cast.editor)
    add = reverse("admin:organizations_person_add")
    data = form_data(client.get(add), "person_form", name="梁会芬", trade="钳工", consented_on="2026-03-01")
    data |= {
        "honours-TOTAL_FORMS": 1,
        "honours-0-title": "全国劳动模范",
        "honours-0-level": "national",
        "honours-0-year": 2020,
    }
    assert client.post(add, data).status_code == 302
    assert Person.objects.get().is_shown
    assert [str(honour) for honour in Honour.objects.all()] == ["全国劳动模范（2020）"]
    make_person("无授权")
    page = client.get(reverse("admin:organizations_person_changelist"), {"consent": "no"})
    assert [person.name for person in page.context["cl"].result_list] == ["无授权"]
