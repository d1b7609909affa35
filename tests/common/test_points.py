"""Shifted coordinates of Chinese maps, against published values; and what editors paste."""

import pytest

from common.points import (
    Datum,
    PasteError,
    Point,
    bearing,
    distance,
    from_bd09,
    from_gcj02,
    is_shifted,
    read_point,
    to_bd09,
    to_gcj02,
    to_wgs84,
)

# What the project coordtransform gives for 116.404, 39.915 taken as each of the systems.
TIANANMEN = Point(39.915, 116.404)
PLACES = (
    TIANANMEN, Point(40.22077, 116.23128), Point(31.2304, 121.4737), Point(43.8256, 87.6168), Point(18.2528, 109.5119),
    Point(53.48, 122.37), Point(39.47, 75.99), Point(29.65, 91.13), Point(22.5431, 114.0579),
)  # fmt: skip


def test_known_values():
    assert to_gcj02(TIANANMEN) == pytest.approx((39.91640428150164, 116.41024449916938), abs=1e-12)
    assert to_bd09(TIANANMEN) == pytest.approx((39.92133699351021, 116.41036949371029), abs=1e-12)
    # its inverse is a single step; ours goes on, and differs by 5 cm
    assert from_bd09(TIANANMEN) == pytest.approx((39.90865673957631, 116.39762729119315), abs=1e-6)
    assert from_gcj02(TIANANMEN) == pytest.approx((39.91359571849836, 116.39775550083061), abs=1e-5)


@pytest.mark.parametrize("place", PLACES)
def test_there_and_back_is_less_than_a_millimetre(place):
    shown = to_gcj02(place)
    assert 100 < distance(place, shown) < 1000
    assert distance(from_gcj02(shown), place) < 0.001
    assert distance(from_bd09(to_bd09(place)), place) < 0.001
    assert distance(to_wgs84(to_bd09(shown), Datum.BD09), place) < 0.001
    assert to_wgs84(place, Datum.WGS84) == place


@pytest.mark.parametrize(
    "place",
    [
        Point(35.68, 139.69), Point(37.57, 126.98), Point(25.03, 121.56), Point(21.03, 105.85), Point(51.5, -0.12),
        Point(-33.87, 151.21), Point(0.0, 0.0),
    ],
)  # fmt: skip
def test_outside_the_mainland_nothing_is_shifted(place):
    assert not is_shifted(place)
    assert to_gcj02(place) == from_gcj02(place) == place
    assert {to_wgs84(place, datum) for datum in Datum} == {place}


def test_distances_and_directions():
    one = Point(40.0, 116.0)
    assert distance(one, Point(41.0, 116.0)) == pytest.approx(111_195, abs=1)
    assert distance(one, one) == 0
    around = [
        (0.1, 0),
        (0.1, 0.13),
        (0, 0.13),
        (-0.1, 0.13),
        (-0.1, 0),
        (-0.1, -0.13),
        (0, -0.13),
        (0.1, -0.13),
    ]
    assert [bearing(one, Point(40 + north, 116 + east)) for north, east in around] == list(range(8))


@pytest.mark.parametrize(
    ("text", "point", "datum"),
    [
        ("116.397428,39.90923", (39.90923, 116.397428), None),
        ("39.90923， 116.397428", (39.90923, 116.397428), None),
        ("（１１６．３９７４２８，３９．９０９２３）", (39.90923, 116.397428), None),
        ("北纬39.9，东经116.3", (39.9, 116.3), None),
        ("经度：116.3 纬度：39.9", (39.9, 116.3), None),
        ("40.7,-100.1", (40.7, -100.1), None),
        (
            "https://uri.amap.com/marker?position=116.473195,39.993253&name=park&callnative=0",
            (39.993253, 116.473195), Datum.GCJ02,
        ),
        ("https://uri.amap.com/marker?position=116.4,39.9&coordinate=wgs84", (39.9, 116.4), Datum.WGS84),
        ("https://www.amap.com/?q=39.98,116.30,name", (39.98, 116.3), Datum.GCJ02),
        (
            "【工人文化宫】https://www.amap.com/?p=B000A83M61,39.906901,116.397972,%E5%A4%A9,addr",
            (39.906901, 116.397972), Datum.GCJ02,
        ),
        ("https://www.amap.com/regeo?lng=116.3&lat=39.9", (39.9, 116.3), Datum.GCJ02),
        (
            "https://apis.map.qq.com/uri/v1/marker?marker=coord:39.892326,116.342763;title:x&referer=m",
            (39.892326, 116.342763), Datum.GCJ02,
        ),
        ("https://map.qq.com/?type=marker&pointx=116.39&pointy=39.90&name=x", (39.9, 116.39), Datum.GCJ02),
        ("http://api.map.baidu.com/marker?location=40.047,116.313&title=a&output=html", (40.047, 116.313), Datum.BD09),
        (
            "http：//api.map.baidu.com/marker?location=40.047,116.313&coord_type=gcj02",
            (40.047, 116.313), Datum.GCJ02,
        ),
        ("geo:39.9,116.4?z=16", (39.9, 116.4), Datum.WGS84),
        ("https://www.openstreetmap.org/?mlat=39.9&mlon=116.4#map=16/39.9/116.4", (39.9, 116.4), Datum.WGS84),
        ("https://example.com/?lat=39.9&lng=116.4", (39.9, 116.4), None),
    ],
)  # fmt: skip
def test_what_is_pasted_is_read(text, point, datum):
    assert read_point(text) == (point, datum)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("府学路10号", PasteError.UNREADABLE),
        ("116.3", PasteError.UNREADABLE),
        ("316.3,239.9", PasteError.UNREADABLE),
        ("51.5,-0.12", PasteError.WHICH_IS_WHICH),
        ("https://surl.amap.com/abcdef", PasteError.NO_POINT),
        ("https://www.amap.com/place/B000A83M61", PasteError.NO_POINT),
        ("https://map.baidu.com/@12957000.5,4825000,13z", PasteError.VIEW_ONLY),
        ("https://www.openstreetmap.org/#map=16/39.9/116.4", PasteError.VIEW_ONLY),
    ],
)
def test_what_holds_no_point_is_refused_with_its_reason(text, reason):
    with pytest.raises(PasteError) as refused:
        read_point(text)
    assert refused.value.reason == reason
