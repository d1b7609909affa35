"""What strangers, old links and broken programs send to readers' addresses: a clear answer with the right status.

Every route of the readers' site is asked; one that is new has to find its place in the lists below.
"""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db

# Lists with pages; the search has them once it is asked for something.
PAGED = {
    "/articles/", "/archive/<yyyy:year>/", "/archive/<yyyy:year>/<mm:month>/",
    "/archive/<yyyy:year>/<mm:month>/<mm:day>/", "/sections/<slug:slug>/", "/columns/<slug:slug>/",
    "/tags/<word:slug>/", "/contributors/<int:pk>/", "/organizations/<slug:slug>/news/",
    "/organizations/<slug:slug>/events/", "/organizations/<slug:slug>/units/",
    "/organizations/<slug:slug>/stations/", "/organizations/<slug:slug>/people/", "/people/", "/people/<int:pk>/",
    "/events/", "/events/past/", "/events/programmes/<slug:slug>/",
    "/events/<yyyy:year>/<mm:month>/<mm:day>/",
}  # fmt: skip
EVENTS = {"/events/", "/events/past/", "/events/calendar.ics", "/events/<yyyy:year>/<mm:month>/",
    "/events/<yyyy:year>/<mm:month>/<mm:day>/",
}  # fmt: skip
BY_YEAR = {"/editions/", "/people/"}
# Those that read parameters at all; the others do not mind how many there are.
READING = PAGED | EVENTS | BY_YEAR | {"/organizations/", "/search/"}

NO_SUCH = (
    # query string, the routes for which it names nothing; all others are as if nothing had been asked
    ("page=abc", PAGED), ("page=1000000000", PAGED), ("page=0", PAGED), ("page=-1", PAGED), ("page=", PAGED),
    ("page=%D9%A3", PAGED), ("page=1&page=x", PAGED), ("page=%00", PAGED), ("page=99", PAGED),
    ("kind=x", EVENTS | {"/organizations/"}), ("kind=%00", EVENTS | {"/organizations/"}),
    ("organization=%00", EVENTS), ("programme=x%27", EVENTS), ("district=%00", EVENTS), ("letter=%C4%B0", {"/organizations/"}),
    ("year=13", BY_YEAR), ("year=99999999999999999999", BY_YEAR), ("year=%D9%A2%D9%A0%D9%A2%D9%A6", BY_YEAR),
    ("year=%00", BY_YEAR),
    ("unknown=1", set()), ("%ff=%ff&q=%ff%fe", set()), ("q=%E5%A4%&%=%", set()), ("q=%00%0B", set()),
    ("q=%27%22%3Cscript%3E%E2%80%AE", set()), ("below=x", set()), ("honour=%00", set()), ("&&==&", set()),
)  # fmt: skip


def answers(addresses: dict[str, str], ask: Callable[[str], Any]) -> dict[str, Any]:
    return {route: ask(address) for route, address in addresses.items()}


def usual(route: str) -> int:
    return 302 if route == "/events/calendar/" else 200


def cached(route: str, status: int) -> str:
    """What a cache in front may do with the answer."""
    if route.startswith("/preview/"):
        return "no-store, private"
    if route.endswith("/qr.svg"):
        return "public, max-age=86400"
    if route in ("/healthz", "/readyz"):
        return NEVER
    return NEVER if status in (400, 405) else "public, no-cache"


NEVER = "max-age=0, no-cache, no-store, must-revalidate, private"


def asked_with(client: Client, addresses: dict[str, str], query: str, no_such: set[str]) -> None:
    found = answers(addresses, lambda address: client.get(address, QUERY_STRING=query))
    expected = {route: 404 if route in no_such else usual(route) for route in addresses}
    assert {route: answer.status_code for route, answer in found.items()} == expected
    for route, answer in found.items():
        assert "Set-Cookie" not in answer
        assert answer["Cache-Control"] == cached(route, answer.status_code), route


@pytest.mark.parametrize(("query", "no_such"), NO_SUCH)
def test_parameters_that_make_no_sense(client, addresses, query, no_such):
    reading = {route: address for route, address in addresses.items() if route in READING}
    assert reading.keys() == READING
    asked_with(client, reading, query, no_such)


def test_whoever_reads_no_parameter_minds_none(client, addresses):
    others = {route: address for route, address in addresses.items() if route not in READING}
    asked_with(client, others, "&".join(query for query, _no_such in NO_SUCH), set())


def test_very_long_and_very_many_parameters(client, addresses):
    long = answers(addresses, lambda address: client.get(address, QUERY_STRING="q=" + "%E5%B7%A5" * 5000))
    assert {route: answer.status_code for route, answer in long.items()} == {
        route: 400 if route == "/search/" else usual(route) for route in addresses
    }
    many = answers(addresses, lambda address: client.get(address, QUERY_STRING="a=1&" * 1500))
    assert {route: answer.status_code for route, answer in many.items()} == {
        route: 400 if route in {*READING, "/search/suggestions/"} else usual(route) for route in addresses
    }
    assert all(many[route]["Cache-Control"] == NEVER for route in READING)


@pytest.mark.parametrize("language", ["", "/en"])
def test_addresses_that_name_nothing(client, addresses, language):
    """Each variable part of each address, replaced by what does not exist or cannot be."""
    strange = {
        "int": ("0", "-1", "1.5", "99999999999", "9" * 400, "%D9%A3", "0x1", "%00"),
        "slug": ("x" * 5000, "%00", "%ff", "a%2Fb", "..", "%E2%80%AE", "%27%22%3C", "x;y", "a b"),
        "word": ("x" * 5000, "%00", "%ff", "..", "%E2%80%AE", "%27%22%3C"),
        "str": ("x", "x:y", ":" * 300, "%00", "%ff", "x" * 5000),
        "yyyy": ("0000", "1899", "2201", "9999", "26", "20261", "%D9%A2%D9%A0%D9%A2%D9%A6"),
        "mm": ("0", "00", "32", "99", "003", "-1", "%D9%A3"),
        "month": ("13",),
        "date": ("2026-02-30", "0000-00-00", "2026-13-01", "2026-1-1", "20260101", "9999-12-31", "%D9%A2%D9%A0%D9%A2%D9%A6-01-01"),
    }  # fmt: skip
    wrong = {}
    for route, address in addresses.items():
        parts = re.findall(r"<(\w+):(\w+)>", route)
        pattern = re.sub(r"<\w+:\w+>", "([^/]+?)", re.sub(r"([.])", r"\\\1", route))
        values = re.fullmatch(pattern, address).groups() if parts else ()
        for number, ((kind, name), value) in enumerate(zip(parts, values, strict=True)):
            tried = (*strange[kind], *strange.get(name, ()))
            # The converters are the same in both languages: one value tells that the English address has them.
            for other in tried[:1] if language else tried:
                start = re.fullmatch(pattern, address).start(number + 1)
                asked = ("" if route.startswith("/sitemaps/") else language) + address[:start] + other
                status = client.get(asked + address[start + len(value) :]).status_code
                if status != 404:
                    wrong[asked[:80]] = status
    assert wrong == {}


def test_only_reading(client, addresses):
    for method in ("post", "put", "patch", "delete", "options", "trace"):
        for route, address in addresses.items():
            answer = getattr(client, method)(address)
            assert (answer.status_code, answer["Allow"], answer["Cache-Control"]) == (
                405,
                "GET, HEAD",
                NEVER,
            ), route
    # What checks tokens is not asked: a form of another site is told the same.
    assert Client(enforce_csrf_checks=True).post("/articles/", {"a": "b"}).status_code == 405


def test_the_head_of_a_page_alone(client, addresses):
    for route, address in addresses.items():
        whole, head = client.get(address), client.head(address)
        assert (head.status_code, head.content) == (usual(route), b"")
        assert dict(head.headers) == dict(whole.headers), route


def test_another_host_is_refused(client, addresses):
    hosts = (
        "evil.example",
        "127.0.0.1.evil.example",
        "127.0.0.1:8000@evil.example",
        "evil.example:80",
        "",
        "a\tb",
    )
    for route, address in addresses.items():
        for host in hosts:
            answer = client.get(address, headers={"host": host})
            assert (answer.status_code, answer["Cache-Control"]) == (400, NEVER), (route, host)
            assert "evil" not in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {"accept-language": "en"}, {"accept-language": "*"}, {"accept-language": "x" * 5000},
        {"accept-language": "zh-hant;q=abc,,;=,\x00"}, {"cookie": "sessionid=%00; csrftoken='; django_language=en"},
        {"accept": "application/json"}, {"user-agent": ""}, {"referer": "::"}, {"range": "bytes=0-9"},
        {"x-forwarded-host": "evil.example"}, {"x-forwarded-proto": "https"}, {"if-modified-since": "yesterday"},
        {"if-none-match": '"\x00'},
    ],
    ids=lambda headers: next(iter(headers)),
)  # fmt: skip
def test_the_same_bytes_whatever_the_browser_says(client, addresses, headers):
    for route in (
        "/",
        "/articles/",
        "/articles/<int:pk>/",
        "/events/",
        "/organizations/<slug:slug>/",
        "/feeds/articles/",
        "/robots.txt",
    ):
        plain, other = client.get(addresses[route]), client.get(addresses[route], headers=headers)
        assert (other.status_code, other.content) == (200, plain.content), route
        assert other.get("Vary") == plain.get("Vary"), route
        assert "Cookie" not in (other.get("Vary") or "") and "Set-Cookie" not in other, route


def test_slashes(client, addresses):
    """A missing slash at the end is added; doubled ones are no address."""
    for route, address in addresses.items():
        if route == "/":
            assert client.get("/en")["Location"] == "/en/"
            continue
        if address.endswith("/"):
            answer = client.get(address.rstrip("/"), QUERY_STRING="page=2")
            assert (answer.status_code, answer["Location"]) == (301, address + "?page=2"), route
        doubled = client.get("/", PATH_INFO="/" + address)
        assert doubled.status_code == 404, route
        assert client.get("/en" + address.replace("/", "//", 1)).status_code == 404, route


STRANGE = {
    404: (
        "/%", "/%zz/", "/%ff/", "/%00", "/..%2f..%2fetc/passwd", "/\\", "/a" * 4000, "/EN/", "/en/en/", "/zh-hans/",
        "/articles/1/../2/", "/.env", "/index.php", "/articles/%E2%80%AE/", "/static/../manage.py",
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("status", "path"), [(status, path) for status, paths in STRANGE.items() for path in paths]
)
def test_strange_addresses(client, addresses, status, path):
    answer = client.get(path)
    assert (answer.status_code, "Set-Cookie" in answer) == (status, False)
