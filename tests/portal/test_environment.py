"""Typed values from the environment."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal.operations.environment import Environment


def env(**values: str) -> Environment:
    return Environment(values)


@pytest.mark.parametrize(
    ("value", "expected"), [("True", True), ("False", False), ("", True), ("  ", True), (" False ", False)]
)
def test_flag(value, expected):
    assert env(DEBUG=value).flag("DEBUG", default=True) is expected


@pytest.mark.parametrize("value", ["true", "1", "yes", "on", "TRUE", "0", "False,"])
def test_flag_refuses_what_is_more_often_a_mistake(value):
    with pytest.raises(ImproperlyConfigured, match=f"^DEBUG must be True or False, not '{value}'.$"):
        env(DEBUG=value).flag("DEBUG", default=True)


@pytest.mark.parametrize(("value", "expected"), [("", 7), ("1", 1), ("9", 9), (" 3 ", 3), ("007", 7)])
def test_number(value, expected):
    assert env(LEVELS=value).number("LEVELS", 7, least=1, most=9) == expected


@pytest.mark.parametrize("value", ["0", "10", "-1", "1.5", "one", "３", "²", "1e3", "1 2"])
def test_number_refuses(value):
    with pytest.raises(
        ImproperlyConfigured, match=f"^LEVELS must be a whole number from 1 to 9, not '{value}'.$"
    ):
        env(LEVELS=value).number("LEVELS", 7, least=1, most=9)


def test_words():
    assert env(HOSTS=" a.cn, b.cn ,,").words("HOSTS", ["c"]) == ["a.cn", "b.cn"]
    assert env(HOSTS="").words("HOSTS", ["c"]) == ["c"]
    assert env().words("HOSTS", []) == []


def test_text_and_required():
    assert env(NAME=" 工会 ").text("NAME") == "工会"
    assert env().text("NAME", "default") == "default"
    assert env(KEY="k").required("KEY", "for this") == "k"
    with pytest.raises(ImproperlyConfigured, match=r"^KEY must be set when DATABASE_URL is set\.$"):
        env(KEY=" ").required("KEY", "when DATABASE_URL is set")
