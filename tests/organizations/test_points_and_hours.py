"""Coordinates and opening hours at the desk, as editors give them; and what became of hours that were texts."""

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.urls import reverse

from events.models import Event
from organizations.models import Kind, Organization
from tests.desk.test_written_fields import event_values
from tests.factories import make_organization
from tests.forms import form_data
from tests.structured import structured_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def station(cast) -> Organization:
    return make_organization("昌平驿站", kind=Kind.STATION, parent=cast.changping, district="昌平区")


@pytest.fixture
def post(cast, desk, station) -> Any:
    """``post(**fields)``: the station's form as it stands, with changes."""
    client, address = (
        desk(cast.editor),
        reverse("admin:organizations_organization_change", args=[station.pk]),
    )

    def post(**changes: Any) -> Any:
        return client.post(address, form_data(client.get(address), "organization_form", **changes))

    return post


def refusals(answer: Any) -> dict[str, list[str]]:
    assert answer.status_code == 200
    return dict(answer.context["adminform"].form.errors.items())


@pytest.mark.parametrize(
    ("values", "stored", "told"),
    [
        (
            {"point_pasted": "116.237363, 40.222015", "point_map": "gcj02"}, (40.22077, 116.23128),
            "坐标已从高德或腾讯（GCJ-02）换算：40.220770, 116.231280，与粘贴的坐标相差535米。",
        ),
        (
            {"point_pasted": "https://uri.amap.com/marker?position=116.237363,40.222015&name=x"},
            (40.22077, 116.23128), "坐标已从高德或腾讯（GCJ-02）换算",
        ),
        (
            {"point_pasted": "40.22077 116.23128", "point_map": "wgs84"}, (40.22077, 116.23128),
            "相差0米",
        ),
    ],
)  # fmt: skip
def test_what_is_pasted_is_converted_and_told(station, post, values, stored, told):
    answer = post(**values)
    assert answer.status_code == 302, refusals(answer)
    station.refresh_from_db()
    assert (station.latitude, station.longitude) == pytest.approx(stored, abs=1e-6)
    assert any(told in str(message) for message in get_messages(answer.wsgi_request))


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"point_pasted": "116.4,39.9"}, {"point_map": ["请选这两个数取自哪种地图：各种地图的坐标并不相同。"]}),
        (
            {"point_pasted": "府学路10号"},
            {"point_pasted": ["这里没有坐标。请粘贴两个数，例如116.397428, 39.909230，或者某个地点的链接。"]},
        ),
        (
            {"point_pasted": "https://surl.amap.com/abc"},
            {"point_pasted": ["这个链接里没有坐标。短链接和商户链接都没有：请用地图自带的坐标拾取工具复制两个数。"]},
        ),
        (
            {"point_pasted": "https://map.baidu.com/@12957000,4825000,13z"},
            {"point_pasted": ["这个链接只说明屏幕上显示的是地图的哪一部分，不是地点本身：请用地图自带的坐标拾取工具复制两个数。"]},
        ),
        (
            {"point_pasted": "51.5,-0.12", "point_map": "wgs84"},
            {"point_pasted": ["在中国以外，分不清哪个数是纬度：请直接填到下面两格里。"]},
        ),
        (
            {"point_pasted": "https://uri.amap.com/marker?position=116.4,39.9", "point_map": "bd09"},
            {"point_map": ["这个链接是另一种地图的：高德或腾讯（GCJ-02）。请选这一种，或者选“按链接”。"]},
        ),
        (
            {"point_pasted": "116.4,39.9", "point_map": "wgs84", "latitude": "39.8", "longitude": "116.3"},
            {"point_pasted": ["坐标或者粘贴，或者填在两格里，只用一种。"]},
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_refused_and_nothing_is_stored(station, post, values, said):
    assert refusals(post(**values)) == said
    station.refresh_from_db()
    assert (station.latitude, station.longitude) == (None, None)


def test_the_point_is_shown_with_its_neighbours_and_without_a_map(cast, desk, station):
    Organization.objects.filter(pk=station.pk).update(latitude=40.2, longitude=116.2)
    for name, latitude, longitude in [("北边", 40.21, 116.2), ("西边", 40.2, 116.1), ("同处", 40.2, 116.2)]:
        make_organization(name, latitude=latitude, longitude=longitude)
    make_organization("不知在哪")
    page = desk(cast.editor).get(reverse("admin:organizations_organization_change", args=[station.pk])).text
    assert "https://uri.amap.com/marker?position=116.200000%2C40.200000" in page
    shown = page[page.index('<div class="point-shown">') :]
    places = [line.split("</li>")[0] for line in shown[: shown.index("</div>")].split("<li>")[1:]]
    assert places == ["与“同处”在同一地点", "在“北边”南面1.1公里", "在“西边”东面8.5公里"]


def test_an_event_takes_a_pasted_point_too(cast, desk):
    values = event_values(point_pasted="116.237363, 40.222015", point_map="gcj02", latitude="", longitude="")
    answer = desk(cast.editor).post(reverse("admin:events_event_add"), values)
    assert answer.status_code == 302, refusals(answer)
    event = Event.objects.get()
    assert (event.latitude, event.longitude) == pytest.approx((40.22077, 116.23128), abs=1e-6)


@pytest.mark.parametrize(
    ("values", "said", "opens"),
    [
        (
            {"point_pasted": "116.237363, 40.222015", "point_map": "gcj02"},
            "坐标已从高德或腾讯（GCJ-02）换算：40.220770, 116.231280，与粘贴的坐标相差535米。 尚未保存。",
            "https://uri.amap.com/marker?position=116.231280%2C40.220770",
        ),
        (
            {"point_pasted": "https://api.map.baidu.com/marker?location=40.228133,116.243865&output=html"},
            "坐标已从百度（BD-09）换算：", "https://uri.amap.com/marker?position=116.23",
        ),
        ({"point_pasted": "116.4,39.9"}, "请选这两个数取自哪种地图：各种地图的坐标并不相同。", ""),
        ({"point_pasted": "<b>府学路</b>"}, "这里没有坐标。", ""),
        ({"point_pasted": ""}, "", ""),
        ({}, "", ""),
    ],
)  # fmt: skip
def test_what_is_pasted_is_shown_before_it_is_saved(cast, desk, values, said, opens):
    page = desk(cast.editor).get(reverse("admin:organizations_organization_point"), values)
    assert (page.status_code, Organization.objects.exclude(latitude=None).count()) == (200, 0)
    assert said in page.text
    assert ("<a " in page.text, opens in page.text) == (bool(opens), True)
    assert "<b>" not in page.text


def test_the_preview_and_what_is_stored_are_the_same(cast, desk, station, post):
    values = {"point_pasted": "https://api.map.baidu.com/marker?location=40.228133,116.243865&output=html"}
    page = desk(cast.editor).get(reverse("admin:organizations_organization_point"), values).text
    post(**values)
    station.refresh_from_db()
    assert f"{station.latitude:.6f}, {station.longitude:.6f}" in page


# --- hours ------------------------------------------------------------------------------------------------
WEEK = {
    "hours-0-days": ["0", "1", "2", "3", "4"], "hours-0-opens": "9点", "hours-0-closes": "17：30",
    "hours-1-days": ["5"], "hours-1-opens": "9:00", "hours-1-closes": "12:00",
}  # fmt: skip


def test_hours_are_stored_said_and_given_to_machines(client, station, post):
    answer = post(**WEEK, closed_on_holidays="on", opening_hours="午休时请按铃")
    assert answer.status_code == 302, refusals(answer)
    station.refresh_from_db()
    assert station.hours == [
        {"days": [0, 1, 2, 3, 4], "opens": "09:00", "closes": "17:30"},
        {"days": [5], "opens": "09:00", "closes": "12:00"},
    ]
    page = client.get(station.get_absolute_url()).text
    assert "周一至周五 9:00–17:30；周六 9:00–12:00；节假日休息；午休时请按铃" in page
    assert "tel:" not in page
    (found,) = [block for block in structured_data(page) if block["@type"] == "Organization"]
    assert [row["opens"] for row in found["location"]["openingHoursSpecification"]] == [
        "09:00",
        "09:00",
        "00:00",
    ]
    assert "周一至周五 9:00–17:30；周六 9:00–12:00" in client.get("/stations/").text


def test_saving_the_form_again_changes_nothing(station, post):
    post(**WEEK)
    station.refresh_from_db()
    before = (station.hours, station.updated_at)
    post()
    station.refresh_from_db()
    assert (station.hours, station.updated_at) == before


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"hours-0-days": []}, "第1行有时间却没有选日子：请选星期几。"),
        ({"hours-1-closes": ""}, "第2行要填起止两个时间，例如9:00和17:30。"),
        ({"hours-1-opens": "上班时间"}, "第2行要填起止两个时间，例如9:00和17:30。"),
        ({"hours-1-closes": "9:00"}, "第2行的起止时间相同。全天开放请填0:00到24:00。"),
        ({"hours-1-days": ["4"]}, "有两行在同一天的时间重叠：请改正，或者合成一行。"),
    ],
)
def test_hours_that_cannot_be_meant_are_refused(station, post, values, said):
    answer = post(**WEEK | values)
    assert refusals(answer) == {"hours": [said]}
    # what was typed stands there still
    assert '<input type="text" name="hours-0-closes" value="17：30"' in answer.text


def test_who_may_not_change_it_reads_the_hours(cast, desk, station):
    station.read_hours("周一至周五 9:00-17:00")
    station.save()
    page = (
        desk(cast.correspondent)
        .get(reverse("admin:organizations_organization_change", args=[station.pk]))
        .text
    )
    assert "周一至周五 9:00–17:00" in page
    assert "hours-0-opens" not in page
    assert "point_pasted" not in page


BEFORE = [("organizations", "0006_readings")]


@pytest.mark.django_db(transaction=True)
def test_hours_that_were_texts():
    leaves = MigrationExecutor(connection).loader.graph.leaf_nodes()
    executor = MigrationExecutor(connection)
    executor.migrate(BEFORE)
    texts = {"甲": "工作日 9:00～17:00", "乙": "电话预约", "丙": "", "丁": "每天 8:00-20:00 午休"}
    try:
        old = executor.loader.project_state(BEFORE).apps.get_model("organizations", "Organization")
        for name, text in texts.items():
            old.objects.create(name=name, slug=name, kind="station", opening_hours=text, sort_key=name)
        executor = MigrationExecutor(connection)
        executor.migrate(leaves)
        rows = Organization.objects.filter(name__in=texts)
        told = {row.name: (row.hours_told, row.opening_hours, len(row.hours)) for row in rows}
        assert told == {
            "甲": ("周一至周五 9:00–17:00；节假日休息", "", 1), "乙": ("电话预约", "电话预约", 0), "丙": ("", "", 0),
            "丁": ("每天 8:00–20:00；午休", "午休", 1),
        }  # fmt: skip
        executor = MigrationExecutor(connection)
        executor.migrate(BEFORE)
        kept = dict(old.objects.filter(name__in=texts).values_list("name", "opening_hours"))
        assert kept == {
            "甲": "周一至周五 9:00–17:00；节假日休息", "乙": "电话预约", "丙": "", "丁": "每天 8:00–20:00；午休",
        }  # fmt: skip
    finally:
        MigrationExecutor(connection).migrate(leaves)
