"""What is sent to the site: taken in by the desk alone, within bounds, and never at the cost of readers."""

import io
import logging
import re
import threading
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils.log import log_response

from portal.web.bodies import REFUSED, BodyGuard
from portal.web.log_lines import FewRefusals
from portal.web.middleware import takes_bodies
from portal.wsgi import application as whole_portal

MOST = 3_000_000


class Untouched:
    """A body that nobody may read: the first try fails the test."""

    def read(self, *_size: int) -> bytes:
        raise AssertionError("the body was read")


class Arriving(io.BytesIO):
    """A body whose first bytes were asked for when ``asked`` is set, and which arrives once ``let_go`` is."""

    def __init__(self, content: bytes) -> None:
        super().__init__(content)
        self.asked, self.let_go = threading.Event(), threading.Event()

    def read(self, size: int | None = -1) -> bytes:
        self.asked.set()
        assert self.let_go.wait(60)
        return super().read(size)


def echo(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    """What reaches Django: the refusal, or the body."""
    start_response("200 OK", [])
    if REFUSED in environ:
        return [str(environ[REFUSED]).encode()]
    return [environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))]


@pytest.fixture
def guard() -> BodyGuard:
    return BodyGuard(echo, takes=takes_bodies, most=MOST, at_once=2)


def environment(path: str, body: Any, length: int | str | None, **more: str) -> dict[str, Any]:
    environ = {
        "REQUEST_METHOD": "POST", "PATH_INFO": path, "SCRIPT_NAME": "", "QUERY_STRING": "", "wsgi.input": body,
        "wsgi.url_scheme": "http", "wsgi.errors": io.StringIO(), "wsgi.version": (1, 0), "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80", "HTTP_HOST": "127.0.0.1", "CONTENT_TYPE": "application/x-www-form-urlencoded", **more,
    }  # fmt: skip
    return environ if length is None else {**environ, "CONTENT_LENGTH": str(length)}


def send(guard: BodyGuard, path: str, body: Any, length: int | str | None, **more: str) -> bytes:
    return b"".join(guard(environment(path, body, length, **more), lambda *_answer: None))


@pytest.mark.parametrize(
    "path", ["/", "/articles/", "/en/", "/en/search/", "/healthz", "/administration/", "/media/x"]
)
@pytest.mark.parametrize("length", [5, 200_000_000, "x", None])
def test_a_readers_address_takes_nothing(guard, path, length):
    more = {"HTTP_TRANSFER_ENCODING": "chunked"} if length is None else {}
    assert send(guard, path, Untouched(), length, **more) == b""


@pytest.mark.parametrize("path", ["/admin/login/", "/en/admin/articles/article/add/"])
@pytest.mark.parametrize("length", [1, 70_000, MOST])
def test_the_desk_takes_what_is_sent(guard, path, length):
    body = bytes(range(256)) * (length // 256 + 1)
    assert send(guard, path, io.BytesIO(body), length) == body[:length]


@pytest.mark.parametrize(
    ("length", "more", "status"),
    [
        (MOST + 1, {}, 413),
        (10**30, {}, 413),
        (None, {"HTTP_TRANSFER_ENCODING": "chunked"}, 411),
        (5, {"HTTP_TRANSFER_ENCODING": "chunked"}, 411),
        ("-1", {}, 411),
        ("5, 5", {}, 411),
        ("٣", {}, 411),
    ],
)
def test_refused_unread(guard, length, more, status):
    assert send(guard, "/admin/login/", Untouched(), length, **more) == str(status).encode()


def test_half_a_form_is_none(guard):
    assert send(guard, "/admin/login/", io.BytesIO(b"title=half"), 11) == b"400"
    assert send(guard, "/admin/login/", io.BytesIO(b""), 11) == b"400"


def test_slow_bodies_hold_their_share_of_threads_and_no_more(guard):
    slow = [Arriving(b"abc"), Arriving(b"def")]
    answers: dict[int, bytes] = {}

    def work(number: int) -> None:
        answers[number] = send(guard, "/admin/login/", slow[number], 3)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    assert all(body.asked.wait(60) for body in slow)
    assert send(guard, "/admin/login/", Untouched(), 3) == b"503"
    assert send(guard, "/articles/", Untouched(), 3) == b""
    assert send(guard, "/admin/", Untouched(), None) == b""
    for body in slow:
        body.let_go.set()
    for thread in threads:
        thread.join()
    assert answers == {0: b"abc", 1: b"def"}
    assert send(guard, "/admin/login/", io.BytesIO(b"ghi"), 3) == b"ghi"


@pytest.mark.parametrize(("length", "inside"), [(3, b"x"), (2_000_000, b"503")])
def test_a_large_upload_keeps_its_place_until_it_is_answered(length, inside):
    """Seen from inside the answer: whether the next may be taken in."""
    seen: list[bytes] = []

    def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        if not seen and REFUSED not in environ:
            seen.append(b"first")
            seen.append(send(guard, "/admin/login/", io.BytesIO(b"x"), 1))
        return echo(environ, start_response)

    guard = BodyGuard(application, takes=takes_bodies, most=MOST, at_once=1)
    assert len(send(guard, "/admin/login/", io.BytesIO(b"y" * length), length)) == length
    assert seen == [b"first", inside]
    assert send(guard, "/admin/login/", io.BytesIO(b"z"), 1) == b"z"


def test_a_place_is_given_back_when_reading_fails(guard):
    for _try in range(3):
        with pytest.raises(AssertionError, match="the body was read"):
            send(guard, "/admin/login/", Untouched(), 3)


@pytest.fixture
def connections_left_alone() -> Iterator[None]:
    """The whole portal looks after its connections at each request; those of other tests are not its business."""
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


def page(path: str, body: Any, length: int | None, **more: str) -> tuple[str, dict[str, str], str]:
    """Status, headers and first paragraph of what the whole portal answers."""
    told: list[Any] = []
    content = b"".join(
        whole_portal(environment(path, body, length, **more), lambda *answer: told.extend(answer))
    )
    text = re.findall(r"</h1>\s*<p>(.*?)</p>", content.decode(), re.S)
    return told[0], dict(told[1]), text[0] if text else ""


@pytest.mark.usefixtures("connections_left_alone")
def test_the_pages_say_what_to_do():
    most = django_settings.BODY_MOST_MB
    status, headers, text = page("/admin/login/", Untouched(), most * 1024 * 1024 + 1)
    assert (status, text) == (
        f"413 {HTTPStatus(413).phrase}",
        f"发送的内容超过 {most} MB。什么都没有保存。请返回上一页，您填写的内容还在表单里。大文件请逐个发送，或先缩小。",
    )
    assert "default-src" in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    status, headers, text = page("/en/admin/login/", Untouched(), None, HTTP_TRANSFER_ENCODING="chunked")
    assert (status, text.split(".")[0]) == ("411 Length Required", "What was sent did not say how long it is")
    status, headers, text = page("/admin/login/", io.BytesIO(b"half"), 100)
    assert (status, text) == (
        "400 Bad Request", "发送在途中中断。什么都没有保存。请返回上一页，您填写的内容还在表单里。请再发送一次。"
    )  # fmt: skip
    status, headers, text = page("/", Untouched(), 200_000_000)
    assert status == "405 Method Not Allowed"


@pytest.mark.usefixtures("connections_left_alone")
def test_a_busy_desk_says_so(monkeypatch):
    monkeypatch.setattr(whole_portal, "_slots", threading.Semaphore(0))
    status, headers, text = page("/admin/login/", Untouched(), 3)
    assert (status, headers["Retry-After"], text) == (
        "503 Service Unavailable", "2",
        "此刻正在发送的人太多。什么都没有保存。请返回上一页，您填写的内容还在表单里。请稍候再发送一次。",
    )  # fmt: skip


# --- the log ----------------------------------------------------------------------------------------
def lines(caplog, status: int, count: int, **extra: Any) -> list[str]:
    """What so many answers leave in the log, each with its level."""
    caplog.clear()
    response = HttpResponse(status=status)
    request = RequestFactory().post("/admin/login/", **extra)
    for _number in range(count):
        response._has_been_logged = False
        log_response("%s: %s", response.reason_phrase, request.path, response=response, request=request)
    return [f"{record.levelname} {record.getMessage()}" for record in caplog.records]


@pytest.fixture
def few_refusals(monkeypatch) -> list[float]:
    """The filter of the settings with a clock of its own."""
    now = [0.0]
    monkeypatch.setattr(logging.getLogger("django.request"), "filters", [FewRefusals(lambda: now[0])])
    return now


def test_the_filter_is_in_its_place():
    assert {type(found) for found in logging.getLogger("django.request").filters} == {FewRefusals}


@pytest.mark.parametrize(("status", "extra"), [(503, {}), (503, {REFUSED: 503}), (413, {REFUSED: 413})])
def test_refusals_fill_no_log_and_are_no_errors(few_refusals, caplog, status, extra):
    line = f"WARNING {HttpResponse(status=status).reason_phrase}: /admin/login/"
    assert lines(caplog, status, 25, **extra) == [line] * 10
    few_refusals[0] += 59.9
    assert lines(caplog, status, 1, **extra) == []
    few_refusals[0] += 0.1
    assert lines(caplog, status, 2, **extra) == [f"{line} (16 more before were not logged)", line]


@pytest.mark.parametrize(
    ("status", "level"), [(500, "ERROR"), (502, "ERROR"), (404, "WARNING"), (413, "WARNING")]
)
def test_everything_else_is_logged_each_time(few_refusals, caplog, status, level):
    found = lines(caplog, status, 25)
    assert (len(found), {line.partition(" ")[0] for line in found}) == (25, {level})
