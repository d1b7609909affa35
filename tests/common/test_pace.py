"""How often one visitor may ask."""

import pytest

from common import pace
from common.pace import Pace, visitor


def asked(times, address="192.0.2.1", burst=3, a_second=2, **values):
    one = Pace(burst)
    return [one.wait(address, a_second, now=now, **values) for now in times]


def test_a_burst_and_then_so_many_a_second():
    assert asked([0, 0, 0, 0, 0.25, 0.5, 0.5, 100, 100, 100, 100]) == [
        0,
        0,
        0,
        0.5,
        0.25,
        0,
        0.5,
        0,
        0,
        0,
        0.5,
    ]


def test_what_costs_less_may_be_asked_more_often():
    assert asked([0] * 7, cost=0.5) == [0] * 6 + [0.25]


def test_any_number():
    assert asked([0] * 50, a_second=0) == [0] * 50


def test_each_visitor_by_itself():
    one = Pace(1)
    assert [one.wait(f"192.0.2.{number}", 1, now=0) for number in (1, 2, 1)] == [0, 0, 1]


def test_whoever_has_not_asked_for_long_is_forgotten(monkeypatch):
    monkeypatch.setattr(pace, "MOST_KEPT", 2)
    one = Pace(1)
    assert [one.wait(who, 1, now=0) for who in "aabca"] == [0, 1, 0, 0, 0]


@pytest.mark.parametrize(
    ("address", "other", "is_same"),
    [
        ("2001:db8::1", "2001:db8:0:0:ffff::2", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("192.0.2.1", "192.0.2.2", False),
        ("", "", True),
    ],
)
def test_of_ipv6_a_network_is_one_visitor(address, other, is_same):
    assert (visitor(address) == visitor(other)) is is_same
