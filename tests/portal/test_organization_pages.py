"""Readers' pages of organizations and stations: what each shows, what it refuses, what it costs."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from organizations.models import Organization
from tests.factories import make_article, make_event, make_organization, make_person, make_published
from tests.structured import structured_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def district(cast) -> Organization:
    """昌平 with all that its pages can show, and with drafts that could leak."""
    union = cast.changping
    union.telephone, union.address, union.description = "010-6974 1234", "府学路10号", "<p>服务职工。</p>"
    union.latitude, union.longitude = 40.22, 116.23
    union.save()
    union.aliases.create(name="北京市昌平区总工会")
    union.honours.create(title="全国五一劳动奖状", level="national", year=2024)
    street = make_organization("城北街道总工会", kind="subdistrict", parent=union, district="昌平区")
    make_organization(
        "城北驿站", kind="station", parent=street, district="昌平区", address="政府街1号", telephone="6974 0000",
        opening_hours="8:00～20:00", services="饮水 充电", latitude=40.2, longitude=116.2,
    )  # fmt: skip
    make_person("乔永年", organization=street, consented_on="2026-01-05")
    make_person("没同意的人", organization=street)
    for organization in (union, street):
        for article in (
            make_published(f"{organization.name}开课"),
            make_article(f"{organization.name}未发稿"),
        ):
            article.organization_entries.create(organization=organization)
        for event in (
            make_event(f"{organization.name}讲座"),
            make_event(f"{organization.name}未定活动", published_at=None),
        ):
            event.organization_entries.create(organization=organization)
    return union


def pages(organization: Organization) -> list[str]:
    names = ("organization", "news", "events", "units", "branch_stations", "people")
    return [reverse(f"organizations:{name}", args=[organization.slug]) for name in names]


def test_every_page_opens_in_both_languages_without_a_cookie(client, district):
    for address in [*pages(district), "/organizations/", "/organizations/?kind=station", "/stations/"]:
        for prefix in ("", "/en"):
            answer = client.get(prefix + address)
            assert answer.status_code == 200, prefix + address
            assert "Cookie" not in answer.get("Vary", "")
            assert not answer.cookies


def test_pages_are_only_read(client, district):
    for address in [
        *pages(district),
        "/organizations/",
        "/stations/",
        district.get_absolute_url() + "events.ics",
    ]:
        assert client.post(address).status_code == 405, address


def test_the_front_page_of_an_organization_says_all_it_knows(client, district):
    page = client.get(district.get_absolute_url()).text
    for text in (
        'href="tel:01069741234"', "府学路10号", "服务职工。", "市总", "城北街道总工会", "昌平区总工会开课",
        "昌平区总工会讲座", "乔永年", "全国五一劳动奖状", "北京市昌平区总工会", "geo:40.220000,116.230000",
    ):  # fmt: skip
        assert text in page, text


def test_nothing_unpublished_and_nobody_without_consent_is_on_any_page(client, district):
    extra = ["news/?below=1", "events/?below=1", "feed/", "events.ics"]
    for address in [
        *pages(district),
        *(district.get_absolute_url() + end for end in extra),
        "/organizations/",
    ]:
        page = client.get(address).content.decode()
        for secret in ("未发稿", "未定活动", "没同意的人"):
            assert secret not in page, (address, secret)


def test_news_and_events_are_its_own_or_with_those_below(client, district):
    def titles(address: str, name: str) -> list[str]:
        return sorted(row.title for row in client.get(address).context[name])

    news, events = pages(district)[1:3]
    assert titles(news, "page") == ["昌平区总工会开课"]
    assert titles(news + "?below=1", "page") == ["城北街道总工会开课", "昌平区总工会开课"]
    assert titles(events, "coming") == ["昌平区总工会讲座"]
    assert titles(events + "?below=1", "coming") == ["城北街道总工会讲座", "昌平区总工会讲座"]


def test_tabs_lead_only_where_there_is_something(client, district, cast):
    def tabs(organization: Organization) -> list[str]:
        return [
            label
            for label, _address, _current, _total in client.get(organization.get_absolute_url()).context[
                "tabs"
            ]
        ]

    assert tabs(district) == ["概况", "动态", "活动", "下级", "驿站", "人物"]
    assert tabs(cast.chaoyang) == ["概况"]


def test_a_closed_organization_says_so_and_offers_no_call(client, district):
    district.status = "closed"
    district.save()
    page = client.get(district.get_absolute_url()).text
    assert "这个单位已撤销。" in page
    assert 'href="tel:' not in page
    assert "已撤销" in client.get("/organizations/").text


@pytest.mark.parametrize(
    "address",
    [
        "/organizations/nobody/",
        "/organizations/nobody/news/",
        "/organizations/nobody/feed/",
        "/organizations/nobody/events.ics",
        "/organizations/?kind=club",
        "/organizations/?letter=AB",
        "/organizations/?letter=%E5%BC%A0",
        "/organizations/?kind=station&page=abc",
        "/organizations/?kind=station&page=1000000000",
    ],
)
def test_what_does_not_exist_is_not_found(client, db, address):
    answer = client.get(address)
    assert answer.status_code == 404
    assert "<h1>" in answer.text


@pytest.mark.parametrize("query", ["q=%00", "q=" + "长" * 5000, "district=%E6%97%A0", "colour=red", "q=%25_"])
def test_odd_questions_get_a_plain_answer(client, district, query):
    assert client.get(f"/organizations/?{query}").status_code == 200


def test_the_directory_narrows_by_name_kind_district_and_letter(client, district, cast):
    assert cast.chaoyang
    for query, expected in {
        "district=昌平区": ["昌平区总工会", "城北街道总工会", "城北驿站"],
        "kind=district": ["昌平区总工会", "朝阳区总工会"],
        "letter=c": ["昌平区总工会", "朝阳区总工会", "城北街道总工会", "城北驿站"],
        "letter=C&kind=station": ["城北驿站"],
        "q=北京市昌平": ["昌平区总工会"],
        "q=总工会 昌平": ["昌平区总工会"],
        "q=无此单位": [],
        "letter=%23": [],
    }.items():
        found = [organization.name for organization in client.get(f"/organizations/?{query}").context["page"]]
        assert found == expected, query


def test_the_tree_holds_everything_once_depth_first(client, district, cast):
    make_organization("乐予基金会", kind="foundation")
    context = client.get("/organizations/").context
    assert [(leaf.name, leaf.level, leaf.units, leaf.stations, leaf.closes) for leaf in context["tree"]] == [
        ("北京市总工会", 0, 1, 1, 0),
        ("昌平区总工会", 1, 1, 1, 0),
        ("城北街道总工会", 2, 0, 1, 0),
        ("城北驿站", 3, 0, 0, 3),
    ]
    assert [leaf.name for leaf in context["partners"]] == ["乐予基金会"]


def test_the_lists_of_the_tree_are_closed_as_often_as_opened(client, district, cast):
    assert cast.chaoyang
    page = client.get("/organizations/").text
    for element in ("ul", "li", "details"):
        assert len(re.findall(f"<{element}[ >]", page)) == page.count(f"</{element}>"), element


def test_stations_tell_where_when_and_what(client, district):
    make_organization("关闭的驿站", kind="station", status="closed")
    page = client.get("/stations/").text
    for text in (
        "城北驿站", "政府街1号", "8:00～20:00", "tel:69740000", "饮水", "充电", 'data-latitude="40.2"',
        'data-longitude="116.2"', "https://uri.amap.com/marker?position=116.200000%2C40.200000",
    ):  # fmt: skip
        assert text in page, text
    assert "关闭的驿站" not in page


def test_a_station_named_like_an_address_has_its_page(client, db):
    station = make_organization("驿站", slug="stations", kind="station")
    assert client.get(station.get_absolute_url()).context["organization"] == station
    assert client.get("/stations/").status_code == 200


def test_a_union_describes_itself_to_search_engines(client, district, settings):
    settings.SITE_URL = "https://news.example.org"
    union, trail = structured_data(client.get(district.get_absolute_url()).text)
    assert union == {
        "@context": "https://schema.org",
        "@type": "WorkersUnion",
        "name": "昌平区总工会",
        "alternateName": ["昌平区总", "北京市昌平区总工会"],
        "url": f"https://news.example.org/organizations/{district.slug}/",
        "description": "服务职工。",
        "telephone": "010-6974 1234",
        "address": {
            "@type": "PostalAddress",
            "streetAddress": "府学路10号",
            "addressLocality": "昌平区",
            "addressCountry": "CN",
        },
        "location": {
            "@type": "Place",
            "name": "昌平区总工会",
            "address": "府学路10号",
            "geo": {"@type": "GeoCoordinates", "latitude": 40.22, "longitude": 116.23},
        },
        "parentOrganization": {
            "@type": "Organization",
            "name": "北京市总工会",
            "url": f"https://news.example.org{district.parent.get_absolute_url()}",
        },
    }
    assert [(item["position"], item["name"]) for item in trail["itemListElement"]] == [
        (1, "首页"),
        (2, "组织"),
        (3, "市总"),
        (4, "昌平区总"),
    ]


def test_a_name_cannot_leave_the_data_block(client, db):
    trap = make_organization("</script><b>工会", kind="district")
    page = client.get(trap.get_absolute_url()).text
    assert "</script><b>" not in page
    assert structured_data(page)[0]["name"] == "</script><b>工会"


def test_the_feed_holds_the_news_of_the_organization_alone(client, district):
    feed = client.get(f"/organizations/{district.slug}/feed/")
    assert feed.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert re.findall(r"<entry><title>(.*?)</title>", feed.text) == ["昌平区总工会开课"]


# front page, news, events, units, stations, people; directory as tree, as list; stations; feed; calendar
COSTS = [15, 8, 11, 9, 9, 10, 4, 6, 3, 5, 4]


@pytest.mark.parametrize("rows", [3, 30])
def test_pages_cost_the_same_for_three_rows_and_for_thirty(client, cast, rows, django_assert_num_queries):
    union = cast.changping
    for number in range(rows):
        unit = make_organization(
            f"第{number}街道总工会", kind="subdistrict", parent=union, district=f"第{number % 3}区"
        )
        make_organization(f"第{number}驿站", kind="station", parent=unit, district=f"第{number % 3}区")
        person = make_person(f"职工{number}", organization=unit, consented_on="2026-01-05")
        person.honours.create(title="首都劳动奖章", level="province", year=2020)
        union.honours.create(title=f"荣誉{number}", level="city", year=2020)
        union.aliases.create(name=f"又名{number}")
        make_published().organization_entries.create(organization=union)
        make_event().organization_entries.create(organization=union)
        make_event(starts_at=timezone.now() - dt.timedelta(days=9)).organization_entries.create(
            organization=union
        )
    base = union.get_absolute_url()
    addresses = [
        *pages(union), "/organizations/", "/organizations/?kind=subdistrict", "/stations/", base + "feed/", base + "events.ics",
    ]  # fmt: skip
    for address, number in zip(addresses, COSTS, strict=True):
        with django_assert_num_queries(number):
            assert client.get(address).status_code == 200


def test_directory_and_page_count_the_same(client, district):
    """Closed ones too, of which the directory shows the units and counts no station."""
    make_organization("东小口地区总工会", parent=district, kind="subdistrict")
    make_organization("撤销的街道总工会", parent=district, kind="subdistrict", status="closed")
    make_organization("关闭的驿站", parent=district, kind="station", status="closed")
    make_organization("府学驿站", parent=district, kind="station")
    for leaf in client.get("/organizations/").context["tree"]:
        tabs = {tab.label: tab for tab in client.get(leaf.url).context["tabs"]}
        totals = {label: tabs[label].total if label in tabs else 0 for label in ("下级", "驿站")}
        assert totals == {"下级": leaf.units, "驿站": leaf.stations}, leaf.name
        for label, total in totals.items():
            listed = client.get(tabs[label].address).context["page"].total if label in tabs else 0
            assert listed == total, (leaf.name, label)


@pytest.mark.parametrize("values", [{"address": "府学路10号"}, {"latitude": 40.2, "longitude": 116.2}])
def test_a_place_has_a_map_whether_by_address_or_by_point(client, values):
    union = make_organization("通州区总工会", kind="district", **values)
    page = client.get(union.get_absolute_url()).text
    contact = page.partition('<address class="contact"')[2].partition("</address>")[0]
    assert values.get("address", "") in contact
    assert 'href="https://uri.amap.com/' in contact
