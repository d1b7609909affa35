"""What the store answers, what it passes on, and what it never keeps."""

import datetime as dt
import gzip

import brotli
import pytest
from django.conf import settings as django_settings
from django.urls import reverse

from articles import workflow
from articles.models import Article, Status, WithdrawalKind
from pagecache.answers import encoding_for
from pagecache.store import HIT, MISS, NOT_STORED, PAST
from tests import factories as make
from tests.pagecache.conftest import ask

pytestmark = pytest.mark.django_db
BROWSER = "gzip, deflate, br, zstd"


def test_a_page_is_rendered_once(get, portal):
    make.make_published("夜校开课")
    first, second = get("/articles/"), get("/articles/")
    assert (first.cache, second.cache) == (MISS, HIT)
    assert portal.renders() == ["/articles/"]
    assert first.body == second.body
    assert "夜校开课" in first.text


def test_what_pages_say_is_what_they_said_without_it(get, portal):
    """The same headers and bytes as of the portal alone, and how the page came about; plain and compressed."""
    article = make.make_published("夜校开课")
    for address in ("/", "/en/", article.get_absolute_url(), reverse("articles:article_feed"), "/robots.txt",
                    reverse("articles:qr_code", args=[article.pk]), reverse("events:calendar_ics")):  # fmt: skip
        alone = ask(portal, address)
        for answer in (get(address), get(address)):
            said = dict(answer.headers)
            assert said.pop("Cache-Status") in (MISS, HIT)
            expected = alone.headers | {"Content-Length": str(len(alone.body))}
            assert (answer.code, said, answer.body) == (200, expected, alone.body), address


# --- who is answered from it --------------------------------------------------------------------------
def test_other_cookies_neither_read_nor_vary(get, portal):
    get("/articles/")
    for cookies in (
        "theme=dark",
        "csrftoken=x; elder=1",
        "sessionidx=1",
        "xsessionid=1",
        "a" * 8000,
        "=;;,\x00\xff",
    ):
        answer = get("/articles/", HTTP_COOKIE=cookies)
        assert (answer.cache, "Set-Cookie" in answer.headers) == (HIT, False), cookies
    assert portal.renders() == ["/articles/"]


def test_who_is_signed_in_goes_past_it_and_leaves_nothing_there(get, portal):
    signed_in = ("sessionid=abc", "theme=dark; sessionid=abc", "theme=dark;sessionid=abc")
    assert [get("/articles/", HTTP_COOKIE=cookies).cache for cookies in signed_in] == [""] * 3
    assert get("/articles/").cache == MISS
    assert [get("/articles/", HTTP_COOKIE=cookies).cache for cookies in signed_in] == [""] * 3
    assert portal.renders() == ["/articles/"] * 7


@pytest.mark.parametrize(
    "address", ["/admin/", "/en/admin/login/", "/healthz", "/readyz", "/preview/x/", "/search/", "/search/?q=x",
                "/media/x", "/static/x", "/events/calendar/", "/articles/007/", "/articles", "/nothing/", "/?q=x" * 2000,
                "/organizations/?q=x", "/articles/?page=", "/articles/?page=01", "/articles/?page=x", "/tags/%00/"]
)  # fmt: skip
def test_what_never_enters(get, portal, address):
    answers = [get(address) for _time in range(2)]
    assert [HIT in answer.cache or MISS in answer.cache for answer in answers] == [False, False]
    assert len(portal.renders()) == 2


def test_an_unknown_page_is_rendered_each_time(get, portal):
    for address in (
        "/articles/999999/",
        "/articles/?page=999",
        "/tags/%E6%97%A0/",
        "/organizations/?kind=nothing",
    ):
        assert [get(address).cache for _time in range(2)] == [NOT_STORED] * 2
        assert (len(portal.renders()), get(address).code) == (2, 404)
        portal.renders()


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_only_reading_is_answered(get, method):
    get("/articles/")
    answer = get("/articles/", method)
    assert (answer.code, answer.cache) == (405, "")


def test_another_host_is_refused_as_ever(get):
    get("/")
    for host in ("evil.example", "127.0.0.1.evil.example", "", "127.0.0.1:80:80", "x" * 5000):
        assert get("/", HTTP_HOST=host).code == 400
    assert get("/", HTTP_HOST="127.0.0.1:8140").cache == HIT


def test_a_page_is_the_same_for_each_host_that_is_allowed(get, client):
    make.make_published("夜校开课")
    pages = {client.get("/articles/", headers={"host": host}).content for host in ("127.0.0.1", "localhost")}
    assert len(pages) == 1


def test_a_secure_site_answers_secure_requests_only(settings, changes, portal, clock, connections_left_alone):
    from portal.web.stored import with_store

    settings.PAGE_STORE_MB, settings.SECURE_SSL_REDIRECT = 8, True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    store = with_store(portal, clock)
    secure = {"HTTP_X_FORWARDED_PROTO": "https"}
    assert [ask(store, "/articles/", **secure).cache for _time in range(2)] == [MISS, HIT]
    # The site's to redirect; here its middleware was made before the settings of this test.
    assert ask(store, "/articles/", HTTP_X_FORWARDED_PROTO="http").cache == ""
    assert ask(store, "/articles/").cache == ""


def test_maintenance_closes_the_store_too(get, monkeypatch):
    from portal.operations import maintenance

    get("/")
    maintenance.begin(message="搬家")
    answer = get("/")
    assert (answer.code, "搬家" in answer.text) == (503, True)
    maintenance.end()
    assert get("/").code == 200


# --- parameters ---------------------------------------------------------------------------------------
def test_parameters_that_nobody_reads_are_dropped_before_the_key(get, portal):
    plain = get("/articles/")
    many = "&".join(f"utm_{number}={number}" for number in range(200))
    for query in ("utm_source=x", "x", "%", many, "q=1&sessionid=2", "kind=lecture"):
        answer = get(f"/articles/?{query}")
        assert (answer.cache, answer.body) == (HIT, plain.body)
    assert portal.renders() == ["/articles/"]


def test_a_junk_parameter_asks_for_what_the_address_is_without_it(client):
    """The portal alone, without a store: so nothing is wrong in one page standing for both."""
    from tests import hard_world

    world = hard_world.make_world()
    for route, address in hard_world.addresses(world).items():
        if not route.startswith(("/preview/", "/healthz", "/readyz", "/search/")):
            pages = [client.get(address + query) for query in ("", "?zzz=1&_=%22%3E")]
            assert pages[0].content == pages[1].content, route


def test_one_order_and_the_last_of_each(get, portal):
    make.make_event("讲座", kind="lecture")
    for query in (
        "kind=lecture&page=1",
        "page=1&kind=lecture",
        "page=2&kind=x&page=1&kind=lecture&z=1",
        "page=1&district=&kind=lecture",
    ):
        get(f"/events/?{query}")
    assert portal.renders() == ["/events/?kind=lecture&page=1"]


def test_parts_of_lists_have_a_room_of_their_own(get, store):
    make.make_event("讲座", kind="lecture")
    get("/events/")
    get("/events/?kind=lecture")
    assert [len(store._memory), len(store._narrowed)] == [1, 1]
    assert store._narrowed.room * 4 == store._memory.room


def test_a_filter_without_effect_is_the_list_itself(get, portal):
    union = make.make_organization("昌平区总工会")
    for query in ("", "?below=0", "?below=", "?below=xyz"):
        get(f"{union.get_absolute_url()}news/{query}")
    assert len(portal.renders()) == 1
    get(f"{union.get_absolute_url()}news/?below=1")
    assert portal.renders() == [f"{union.get_absolute_url()}news/?below=1"]


# --- moved and gone ----------------------------------------------------------------------------------
def test_an_address_that_leads_on(get, portal):
    section = make.make_section("要闻", slug="old")
    section.slug = "new"
    section.save()
    assert [get("/sections/old/").cache for _time in range(2)] == [MISS, HIT]
    assert (get("/sections/old/").code, get("/sections/old/").headers["Location"]) == (301, "/sections/new/")
    portal.renders()
    moved = [get("/sections/old/?utm=1") for _time in range(2)]
    assert [answer.headers["Location"] for answer in moved] == ["/sections/new/?utm=1"] * 2
    assert [answer.cache for answer in moved] == [PAST, PAST]


def test_a_withdrawn_article_is_kept_as_gone(get, portal, cast):
    article = make.make_published("夜校开课", organization=cast.changping)
    workflow.withdraw(article, by=cast.chief_editor, comment="误", notice="本文已撤。")
    answers = [get(article.get_absolute_url()) for _time in range(2)]
    assert [(answer.code, answer.cache) for answer in answers] == [(410, MISS), (410, HIT)]
    marked = get(article.get_absolute_url(), HTTP_IF_NONE_MATCH=answers[0].headers["ETag"])
    assert marked.code == 410  # only of a page that is there one may say that it has not changed


def test_replaced_by_another(get, cast):
    other = make.make_published("新")
    article = make.make_published("旧")
    Article.objects.filter(pk=article.pk).update(
        status=Status.WITHDRAWN, withdrawn_at=article.published_at, withdrawal_kind=WithdrawalKind.REPLACED,
        withdrawal_notice="x", replaced_by=other,
    )  # fmt: skip
    assert [get(article.get_absolute_url()).cache for _time in range(2)] == [MISS, HIT]


# --- encodings, conditions, HEAD ---------------------------------------------------------------------
def test_encodings(get):
    make.make_published("夜校开课")
    plain, packed, zipped = (
        get("/"),
        get("/", HTTP_ACCEPT_ENCODING=BROWSER),
        get("/", HTTP_ACCEPT_ENCODING="gzip"),
    )
    assert (brotli.decompress(packed.body), gzip.decompress(zipped.body)) == (plain.body, plain.body)
    kept = ("Content-Encoding", "ETag", "Vary", "Content-Length")
    mark = plain.headers["ETag"]
    assert [[answer.headers.get(name) for name in kept] for answer in (plain, packed, zipped)] == [
        [None, mark, "Accept-Encoding", str(len(plain.body))],
        ["br", f"W/{mark}", "Accept-Encoding", str(len(packed.body))],
        ["gzip", f"W/{mark}", "Accept-Encoding", str(len(zipped.body))],
    ]


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        (BROWSER, "br"),
        ("br", "br"),
        ("gzip;q=1.0, br;q=0.5", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("BR", "br"),
        ("br;q=0, gzip;q=0", None),
        ("identity", None),
        ("*", None),
        ("", None),
        ("gzip;q=x, br;q=..", None),
        ("brotli, gzipped", None),
        ("," * 9000, None),
    ],
)
def test_what_is_accepted(accepted, encoding):
    assert encoding_for(accepted) == (encoding or "")


def test_a_head_is_the_page_without_its_body(get):
    for accepted in ("", "gzip", BROWSER):
        page, head = (get("/", method, HTTP_ACCEPT_ENCODING=accepted) for method in ("GET", "HEAD"))
        page.headers.pop("Cache-Status")
        head.headers.pop("Cache-Status")
        assert (head.status, head.headers, head.body) == (page.status, page.headers, b"")


def test_a_head_may_be_the_first(get, portal):
    assert [get("/", "HEAD").cache, get("/").cache] == [MISS, HIT]
    assert get("/").body


def test_an_unchanged_page_is_not_sent_twice(get):
    page = get("/", HTTP_ACCEPT_ENCODING=BROWSER)
    mark = page.headers["ETag"].removeprefix("W/")
    for condition in (mark, f"W/{mark}", f'"x", {mark}', "*"):
        for method in ("GET", "HEAD"):
            answer = get("/", method, HTTP_IF_NONE_MATCH=condition, HTTP_ACCEPT_ENCODING=BROWSER)
            assert (answer.status, answer.body) == ("304 Not Modified", b"")
    for condition in ('"x"', mark.strip('"'), "", f'"{mark}"'):
        assert get("/", HTTP_IF_NONE_MATCH=condition).code == 200


def test_unchanged_says_what_the_portal_says_then_and_how_it_varies(get, portal):
    make.make_published("夜校开课")
    mark = get("/").headers["ETag"]
    alone = ask(portal, "/", HTTP_IF_NONE_MATCH=mark)
    assert alone.code == 304
    said = get("/", HTTP_IF_NONE_MATCH=mark).headers
    assert {name: said.get(name) for name in alone.headers} == alone.headers
    beside = {"Vary", "Cache-Status", "Content-Security-Policy", "X-Frame-Options"}
    assert set(said) - set(alone.headers) <= beside


def test_no_time_stands_for_a_page(get):
    """A withdrawal may bring back the older of two states."""
    get("/")
    assert get("/", HTTP_IF_MODIFIED_SINCE="Fri, 01 Jan 2100 00:00:00 GMT").code == 200
    assert "Last-Modified" not in get("/").headers


def test_conditions_of_writers_are_left_to_the_site(get):
    get("/")
    assert get("/", HTTP_IF_MATCH='"x"').code == 412


def test_a_page_is_rendered_for_nobody(get, store, monkeypatch):
    """Of the request that happens to be the first, nothing reaches the site."""
    seen = []
    application = store.application

    def watch(environ, start_response):
        seen.append({name for name in environ if name.startswith("HTTP_")})
        return application(environ, start_response)

    store.application = watch
    get(
        "/",
        "HEAD",
        HTTP_COOKIE="theme=dark",
        HTTP_ACCEPT_LANGUAGE="en",
        HTTP_RANGE="bytes=0-1",
        HTTP_USER_AGENT="x",
        HTTP_X_FORWARDED_HOST="evil.example",
        HTTP_REFERER="x",
        HTTP_IF_NONE_MATCH='"x"',
        HTTP_X_FORWARDED_FOR="1.1.1.1",
    )
    assert seen == [{"HTTP_HOST"}]


# --- the clock ----------------------------------------------------------------------------------------
def test_a_planned_article_comes_and_an_expired_one_goes_on_its_second(get, clock):
    second = dt.timedelta(seconds=1)
    at = (clock.now + dt.timedelta(hours=1)).replace(microsecond=0)
    end = at + dt.timedelta(minutes=10)
    article = make.make_published("夜校开课", published_at=at, expires_at=end)
    seen = []
    for moment in (at - second, at, at + second, end - second, end):
        clock.now = moment
        get("/articles/")
        answer = get("/articles/")
        assert answer.cache == HIT or moment in (at, end)
        seen.append(("夜校开课" in answer.text, get(article.get_absolute_url()).code))
    assert seen == [(False, 404), (True, 200), (True, 200), (True, 200), (False, 404)]


def test_a_new_day_begins_everywhere(get, clock):
    from django.utils import timezone

    clock.now = timezone.localtime(clock.now).replace(hour=23, minute=59, second=59, microsecond=0)
    before = [get("/").text, get("/").text]
    clock.now += dt.timedelta(seconds=1)
    after = get("/")
    assert after.cache == MISS
    assert before[0] == before[1] != after.text


# --- the settings ------------------------------------------------------------------------------------
def test_tests_leave_the_store_off():
    from portal.web.bodies import BodyGuard
    from portal.wsgi import application

    assert django_settings.PAGE_STORE_MB == 0
    assert isinstance(application, BodyGuard)
