"""How often passwords may be tried, and that nothing tells which names there are."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import limits
from accounts.models import AuditEntry, What
from tests.factories import make_user

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery"


def sign_in(client: Client, name: str = "lin", password: str = "wrong", **extra):
    return client.post(reverse("account_login"), {"username": name, "password": password}, **extra)


def at(address: str) -> Client:
    return Client(REMOTE_ADDR=address)


def spray(address: str, number: int) -> list[int]:
    """One wrong password for each of so many names, from a browser that keeps no cookie."""
    return [sign_in(at(address), f"name{place}").status_code for place in range(number)]


def test_sixty_names_from_one_address_are_stopped_at_ten():
    make_user("lin")
    assert spray("192.0.2.1", 60) == [200] * 9 + [429] * 51
    page = sign_in(at("192.0.2.1"), "lin", PASSWORD)
    assert page.status_code == 429
    assert "此地址有 10 个不同用户名输错密码。在这里首次使用的浏览器须等待 60 分钟" in page.content.decode()
    assert page["Retry-After"] == "3600"
    assert sign_in(at("192.0.2.2"), "lin", PASSWORD).status_code == 302
    # What is put off is not written down one by one: the log cannot be filled from outside.
    assert AuditEntry.objects.filter(what=What.REFUSED, address="192.0.2.1").count() == 10
    assert AuditEntry.objects.filter(what=What.PAUSED).count() == 1


def test_a_browser_that_was_here_before_goes_on():
    make_user("lin")
    known = at("192.0.2.1")
    assert sign_in(known, "lin", PASSWORD).status_code == 302
    known.post("/admin/logout/")
    spray("192.0.2.1", 12)
    assert sign_in(known, "chen").status_code == 429  # for the name that it was here with, and no other
    assert sign_in(known, "lin").status_code == 200
    assert sign_in(known, "lin", PASSWORD).status_code == 302


def test_an_office_that_mistypes_and_gets_in_is_not_stopped():
    for number in range(12):
        make_user(f"name{number}")
        assert sign_in(at("192.0.2.1"), f"name{number}").status_code == 200
        assert sign_in(at("192.0.2.1"), f"name{number}", PASSWORD).status_code == 302


def test_nobody_locks_a_colleague_out_of_the_browser_they_use():
    make_user("lin")
    known = at("192.0.2.1")
    sign_in(known, "lin", PASSWORD)
    known.post("/admin/logout/")
    assert [sign_in(at("192.0.2.1"), "lin").status_code for _try in range(6)] == [200] * 4 + [429] * 2
    assert [sign_in(known, "lin").status_code for _try in range(4)] == [200] * 4
    assert sign_in(known, "lin", PASSWORD).status_code == 302
    known.post("/admin/logout/")
    assert [sign_in(known, "lin").status_code for _try in range(5)] == [200] * 4 + [429]


def test_one_name_from_everywhere(monkeypatch):
    monkeypatch.setattr(limits, "EVERYWHERE", 12)
    make_user("lin")
    found = [sign_in(at(f"192.0.2.{number}"), "lin").status_code for number in range(1, 15)]
    assert found == [200] * 11 + [429] * 3
    assert "此用户名在多个地址被多次输错密码" in sign_in(at("198.51.100.1"), "lin").content.decode()


def test_a_customer_of_ipv6_is_one_address():
    found = [sign_in(at(f"2001:db8::{number:x}"), f"name{number}").status_code for number in range(12)]
    assert found == [200] * 9 + [429] * 3
    assert sign_in(at("2001:db8:0:1::1"), "name1").status_code == 200


def test_a_pause_ends_by_itself(monkeypatch):
    make_user("lin")
    client = at("192.0.2.1")
    assert [sign_in(client).status_code for _try in range(5)] == [200] * 4 + [429]
    later = timezone.now() + limits.TRIES_WITHIN + dt.timedelta(seconds=1)
    monkeypatch.setattr(limits.timezone, "now", lambda: later)
    assert sign_in(client, "lin", PASSWORD).status_code == 302


def test_a_name_that_is_there_and_one_that_is_not_get_the_same(django_assert_num_queries, hashes):
    make_user("q-lin")
    switched_off = make_user("q-gone")
    switched_off.is_active = False
    switched_off.save()
    make_user("q-never").set_unusable_password()
    answers = {}
    for name in ("q-lin", "q-gone", "q-never", "q-nobody"):
        with hashes() as count, django_assert_num_queries(18):
            page = sign_in(at("192.0.2.1"), name)
        answers[name] = (page.status_code, count[0], page.content.decode().replace(name, ""))
    texts = {(status, number, strip_token(text)) for status, number, text in answers.values()}
    assert len(texts) == 1
    assert answers["q-nobody"][:2] == (200, 1)
    # The right password of an account that is switched off is a wrong one.
    assert strip_token(
        sign_in(at("192.0.2.1"), "q-gone", PASSWORD).content.decode().replace("q-gone", "")
    ) == strip_token(answers["q-nobody"][2])


def strip_token(text: str) -> str:
    import re

    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)


@pytest.fixture
def hashes(monkeypatch):
    """Counts how often a password is hashed, which is what takes the time."""
    from contextlib import contextmanager

    from django.contrib.auth.hashers import MD5PasswordHasher

    count = [0]
    encode = MD5PasswordHasher.encode

    def counted(self, password, salt):
        count[0] += 1
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)

    @contextmanager
    def counting():
        count[0] = 0
        yield count

    return counting


def test_the_name_that_was_typed_is_not_kept():
    sign_in(Client(), "my-secret-password")
    entry = AuditEntry.objects.get()
    assert "my-secret-password" not in str(entry.__dict__)
    assert (entry.note, entry.actor_name, entry.object_name) == ("用户名不存在", "", "")


def test_a_cookie_of_ones_own_making_counts_for_nothing():
    make_user("lin")
    client = at("192.0.2.1")
    client.cookies[limits.COOKIE] = "WyJ4IiwgWyJ5Il1d:1aaaaa:forged"
    assert [sign_in(client).status_code for _try in range(6)] == [200] * 4 + [429] * 2
    client.defaults["HTTP_COOKIE"] = f"{limits.COOKIE}=\x00%00:::"  # which no cookie jar would send
    assert sign_in(client).status_code == 429


@pytest.mark.parametrize(
    "next_page", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_a_foreign_next_ends_at_the_desk(next_page):
    make_user("lin", roles=("editor",))
    client = Client()
    answer = client.post(
        reverse("account_login"), {"username": "lin", "password": PASSWORD, "next": next_page}
    )
    assert (answer.status_code, answer.headers["Location"]) == (302, "/admin/")
    assert client.get("/admin/").status_code == 200
    assert client.get(reverse("account_login"), {"next": next_page}).headers["Location"] == "/admin/"


def test_an_own_next_is_kept():
    make_user("lin", roles=("editor",))
    client = Client()
    page = client.get("/admin/articles/article/")
    assert page.headers["Location"] == "/admin/login/?next=/admin/articles/article/"
    assert (
        'name="next" value="/admin/articles/article/"'
        in client.get(page.headers["Location"]).content.decode()
    )
    answer = client.post(
        page.headers["Location"],
        {"username": "lin", "password": PASSWORD, "next": "/admin/articles/article/"},
    )
    assert answer.headers["Location"] == "/admin/articles/article/"
