"""What is renamed keeps leading on, without rings or chains; what has a name wins over what had it."""

import pytest
from django.urls import reverse

from articles.models import Section, Tag
from organizations.models import Organization
from portal.models import FormerAddress
from portal.readers.former_addresses import KINDS
from tests import factories as make

pytestmark = pytest.mark.django_db


def renamed(row, slug):
    row.slug = slug
    row.save()
    return row


@pytest.fixture
def section() -> Section:
    section = make.make_section("普法", slug="law")
    make.make_published("甲", section=section)
    return renamed(section, "rule-of-law")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/sections/law/", "/sections/rule-of-law/"),
        ("/sections/law/feed/", "/sections/rule-of-law/feed/"),
        ("/en/sections/law/", "/en/sections/rule-of-law/"),
        ("/sections/law/?page=2&a=%E7%94%B2", "/sections/rule-of-law/?page=2&a=%E7%94%B2"),
    ],
)
def test_an_old_address_leads_to_the_new(client, section, old, new):
    answer = client.get(old)
    assert (answer.status_code, answer["Location"]) == (301, new)


def test_twice_renamed_leads_straight_to_the_last(client, section):
    renamed(section, "courts")
    assert client.get("/sections/law/")["Location"] == "/sections/courts/"
    assert client.get("/sections/rule-of-law/")["Location"] == "/sections/courts/"


def test_renamed_back_is_the_page_again_and_the_other_leads_to_it(client, section):
    renamed(section, "law")
    assert client.get("/sections/law/").status_code == 200
    assert client.get("/sections/rule-of-law/")["Location"] == "/sections/law/"


def test_a_name_in_use_wins(client, section):
    other = make.make_section("普法剧场", slug="law")
    make.make_published("乙", section=other)
    page = client.get("/sections/law/")
    assert (page.status_code, "乙" in page.text) == (200, True)
    renamed(other, "theatre")
    assert client.get("/sections/law/")["Location"] == "/sections/theatre/"


def test_what_is_gone_leads_nowhere(client, section):
    empty = make.make_section("空", slug="empty")
    renamed(empty, "void").delete()
    assert client.get("/sections/empty/").status_code == 404
    assert client.get("/sections/never/").status_code == 404


@pytest.mark.parametrize("name", ["organization", "news", "events", "units", "people", "feed", "events_ics"])
def test_every_page_of_a_union_leads_on(client, name):
    union = renamed(make.make_organization("昌平区总工会", slug="changping"), "cp")
    answer = client.get(reverse(f"organizations:{name}", args=["changping"]))
    assert (answer.status_code, answer["Location"]) == (301, reverse(f"organizations:{name}", args=["cp"]))
    assert Organization.objects.get() == union


def test_a_renamed_tag_leads_on(client):
    make.make_published("甲").tags.add("AI")
    renamed(Tag.objects.get(), "rengongzhineng")
    assert client.get("/tags/ai/")["Location"] == "/tags/rengongzhineng/"


def test_every_kind_with_a_name_in_its_address_remembers():
    rows = [
        make.make_section(slug="a"), make.make_column(slug="a"), make.make_topic(slug="a"),
        Tag.objects.create(name="a", slug="a"), make.make_organization(slug="a"),
    ]  # fmt: skip
    from events.models import Programme

    rows.append(Programme.objects.create(name="a", slug="a"))
    assert {type(row) for row in rows} == set(KINDS)
    for row in rows:
        renamed(row, "b")
    assert set(FormerAddress.objects.values_list("kind", "slug", "key")) == {
        (row._meta.label_lower, "a", row.pk) for row in rows
    }


def test_saving_without_another_name_remembers_nothing(section):
    FormerAddress.objects.all().delete()
    section.name = "普法栏目"
    section.save()
    section.save(update_fields=["name"])
    assert not FormerAddress.objects.exists()


def test_the_desk_renames_so(cast, desk, client, section):
    change = reverse("admin:articles_section_change", args=[section.pk])
    form = desk(cast.chief_editor)
    values = {"name": section.name, "slug": "courts", "position": 0, "freshness_days": section.freshness_days}
    assert form.post(change, values).status_code == 302
    assert client.get("/sections/law/")["Location"] == "/sections/courts/"
