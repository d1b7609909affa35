"""Readers' pages of people. Nobody without the recorded consent is on any page, nor counted by one."""

import pytest
from django.urls import reverse

from organizations.models import Person
from tests.factories import make_organization, make_person, make_photo, make_published
from tests.structured import structured_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def craftsman(cast) -> Person:
    """Somebody who agreed, beside a colleague with all the same who did not."""
    college = make_organization("昌平区劳模工匠学院", kind="craft_college", parent=cast.changping)
    agreed, silent = (
        make_person(
            name, organization=cast.changping, studio=college, trade=trade, biography=f"<p>{name}的事迹。</p>",
            portrait=make_photo(alt_text=f"{name}在车间"), consented_on=consented_on,
        )
        for name, trade, consented_on in (("乔永年", "设备检修工", "2026-01-05"), ("凌不愿", "密保员", None))
    )  # fmt: skip
    agreed.honours.create(title="全国劳动模范", level="national", year=2020, awarder="国务院")
    agreed.honours.create(title="首都劳动奖章", level="province", year=2016)
    silent.honours.create(title="秘密奖章", level="city", year=1999)
    for person in (agreed, silent):
        make_published(f"报道第{person.pk}号").people.add(person)
    return agreed


def test_the_page_of_a_person_says_all_it_knows(client, craftsman):
    page = client.get(craftsman.get_absolute_url())
    for text in (
        "乔永年", "设备检修工", "乔永年的事迹。", "乔永年在车间", "昌平区劳模工匠学院", "昌平区总工会", "全国劳动模范", "国务院",
        f"报道第{craftsman.pk}号",
    ):  # fmt: skip
        assert text in page.text, text
    assert [(year, [honour.title for honour in honours]) for year, honours in page.context["honours"]] == [
        (2020, ["全国劳动模范"]),
        (2016, ["首都劳动奖章"]),
    ]


def test_a_person_describes_herself_to_search_engines(client, craftsman, settings):
    settings.SITE_URL = "https://news.example.org"
    person, _trail = structured_data(client.get(craftsman.get_absolute_url()).text)
    assert person == {
        "@context": "https://schema.org",
        "@type": "Person",
        "name": "乔永年",
        "url": f"https://news.example.org/people/{craftsman.pk}/",
        "jobTitle": "设备检修工",
        "description": "乔永年的事迹。",
        "image": "https://news.example.org" + craftsman.portrait.fallback.url,
        "worksFor": {
            "@type": "Organization",
            "name": "昌平区总工会",
            "url": "https://news.example.org" + craftsman.organization.get_absolute_url(),
        },
        "affiliation": {
            "@type": "Organization",
            "name": "昌平区劳模工匠学院",
            "url": "https://news.example.org" + craftsman.studio.get_absolute_url(),
        },
        "award": ["全国劳动模范（2020）", "首都劳动奖章（2016）"],
    }


def test_pages_open_in_both_languages_without_a_cookie(client, craftsman):
    for address in (reverse("people:people"), craftsman.get_absolute_url()):
        for prefix in ("", "/en"):
            answer = client.get(prefix + address)
            assert answer.status_code == 200
            assert "Cookie" not in answer.get("Vary", "")
            assert not answer.cookies


def test_nobody_without_consent_is_anywhere(client, craftsman):
    silent = Person.objects.get(name="凌不愿")
    article = silent.articles.get()
    addresses = [
        "/people/",
        "/people/?district=昌平区",
        craftsman.get_absolute_url(),
        article.get_absolute_url(),
        *(row.get_absolute_url() for row in (silent.organization, silent.studio)),
        silent.organization.get_absolute_url() + "people/",
        silent.studio.get_absolute_url() + "people/",
        "/search/?q=乔永年",
        "/sitemap.xml",
    ]
    for prefix in ("", "/en"):
        assert client.get(prefix + silent.get_absolute_url()).status_code == 404
    for address in addresses:
        page = client.get(address).content.decode()
        for secret in (
            "凌不愿",
            "密保员",
            "秘密奖章",
            "1999",
            str(silent.portrait.key),
            silent.get_absolute_url(),
        ):
            assert secret not in page, (address, secret)
    # The search repeats the question itself, so its answers are looked at for what only she has.
    assert "密保员" not in client.get("/search/?q=凌不愿").text
    assert silent.get_absolute_url() not in client.get("/search/?q=凌不愿").text


def test_a_withdrawn_consent_takes_effect_at_once(client, craftsman):
    assert client.get(craftsman.get_absolute_url()).status_code == 200
    craftsman.consented_on = None
    craftsman.save()
    assert client.get(craftsman.get_absolute_url()).status_code == 404
    assert "乔永年" not in client.get("/people/").text


def test_the_list_narrows_by_one_honour_year_and_district(client, craftsman, cast):
    other = make_person("石守田", organization=cast.chaoyang, consented_on="2026-01-05")
    other.honours.create(title="首都劳动奖章", level="province", year=2020)
    for query, expected in {
        "": ["乔永年", "石守田"],
        "honour=首都劳动奖章": ["乔永年", "石守田"],
        "year=2020": ["乔永年", "石守田"],
        # one and the same honour: he got this one in 2016
        "honour=首都劳动奖章&year=2020": ["石守田"],
        "district=昌平区": ["乔永年"],
        "honour=秘密奖章": [],
    }.items():
        assert [person.name for person in client.get(f"/people/?{query}").context["page"]] == expected, query
    choices = client.get("/people/").context["choices"]
    assert choices == {
        "honours": ["全国劳动模范", "首都劳动奖章"],
        "years": [2020, 2016],
        "districts": ["昌平区", "朝阳区"],
    }


@pytest.mark.parametrize(
    "address",
    [
        "/people/999999/",
        "/people/?year=abcd",
        "/people/?year=２０２０",
        "/people/?page=abc",
        "/people/?page=9",
    ],
)
def test_what_does_not_exist_is_not_found(client, db, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("rows", [3, 30])
def test_pages_cost_the_same_for_three_rows_and_for_thirty(
    client, craftsman, rows, django_assert_num_queries
):
    for number in range(rows):
        person = make_person(
            f"职工{number}", consented_on="2026-01-05", studio=craftsman.studio, portrait=make_photo()
        )
        person.honours.create(title=f"荣誉{number}", level="city", year=2000 + number)
        craftsman.honours.create(title=f"荣誉{number}", level="city", year=2000 + number)
        make_published().people.add(craftsman)
    for address, number in (("/people/", 8), (craftsman.get_absolute_url(), 8)):
        with django_assert_num_queries(number):
            assert client.get(address).status_code == 200
