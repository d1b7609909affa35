"""Links that open a map, and telephone numbers that a phone can dial."""

import pytest

from common.maps import MapLinks, dial_address, map_links


def test_a_place_with_coordinates():
    assert map_links("文化宫 (东门)", "府学路10号", 40.22, 116.230001) == MapLinks(
        web="https://uri.amap.com/marker?position=116.230001%2C40.220000"
        "&name=%E6%96%87%E5%8C%96%E5%AE%AB+%28%E4%B8%9C%E9%97%A8%29&coordinate=wgs84&callnative=1",
        geo="geo:40.220000,116.230001?q=40.220000,116.230001"
        "(%E6%96%87%E5%8C%96%E5%AE%AB%20%28%E4%B8%9C%E9%97%A8%29)",
        apple="https://maps.apple.com/?ll=40.220000%2C116.230001"
        "&q=%E6%96%87%E5%8C%96%E5%AE%AB+%28%E4%B8%9C%E9%97%A8%29",
    )


def test_a_place_with_an_address_only():
    assert map_links("文化宫", "A&B") == MapLinks(
        web="https://uri.amap.com/search?keyword=A%26B&callnative=1",
        geo="geo:0,0?q=A%26B",
        apple="https://maps.apple.com/?q=A%26B",
    )


def test_a_place_on_the_equator_has_coordinates():
    assert map_links("岛", "", 0.0, 0.0).geo.startswith("geo:0.000000,0.000000?")


def test_no_place_no_links():
    assert map_links("文化宫") is None
    assert map_links("文化宫", "", 40.22, None) is None


@pytest.mark.parametrize(
    ("telephone", "address"),
    [
        ("010-6974 1234", "tel:01069741234"),
        ("（010）69741234", "tel:01069741234"),
        ("+86 10 6974 1234", "tel:+861069741234"),
        ("12351", "tel:12351"),
        ("010-69741234 转 8", "tel:01069741234"),
        ("69741234、69741235", "tel:69741234"),
        ("69741234 / 69741235", "tel:69741234"),
        ("电话：69741234", "tel:69741234"),
        ("见公告", ""),
        ("+", ""),
        ("", ""),
    ],
)
def test_numbers_as_people_write_them(telephone, address):
    assert dial_address(telephone) == address
