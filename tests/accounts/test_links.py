"""One-time links, first passwords, and the sessions that end."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from accounts import links
from accounts.models import AuditEntry, OneTimeLink, User
from tests.factories import make_user

pytestmark = pytest.mark.django_db

OWN = "四个词 梯子 冬瓜 喇叭 邮筒"


@pytest.fixture(autouse=True)
def beside(monkeypatch):
    monkeypatch.setattr(links, "run_aside", lambda task: task())


def path_of(address: str) -> str:
    return "/" + address.split("/", 3)[3]


def choose(address: str, password: str = OWN):
    client = Client()
    client.get(path_of(address))
    return client.post("/admin/account/choose/", {"new_password1": password, "new_password2": password})


@pytest.fixture
def link(cast, rf):
    return links.ask(cast.correspondent, by=cast.administrator, request=rf.get("/"))[1]


def test_a_link_sets_a_password_once(cast, link):
    assert Client().get(path_of(link)).headers["Location"] == "/admin/account/choose/"
    assert choose(link).headers["Location"] == "/admin/login/"
    assert User.objects.get(pk=cast.correspondent.pk).check_password(OWN)
    for answer in (Client().get(path_of(link)), choose(link, "another 冬瓜 梯子 word")):
        assert answer.status_code == 410
    assert User.objects.get(pk=cast.correspondent.pk).check_password(OWN)


def test_the_database_holds_nothing_that_opens(link):
    token = link.rsplit("/", 2)[1]
    assert token not in str(OneTimeLink.objects.values())


@pytest.mark.parametrize("ends", ["time", "newer", "switched off"])
def test_a_link_ends(cast, link, rf, ends):
    if ends == "time":
        OneTimeLink.objects.update(expires_at=timezone.now())
    elif ends == "newer":
        links.ask(cast.correspondent, by=cast.administrator, request=rf.get("/"))
    else:
        User.objects.filter(pk=cast.correspondent.pk).update(is_active=False)
    assert Client().get(path_of(link)).status_code == 410
    assert Client().get("/admin/account/choose/").status_code == 410
    assert Client().get("/admin/account/link/%00/").status_code == 410


def test_a_bad_password_keeps_the_link(link):
    client = Client()
    client.get(path_of(link))
    page = client.post(
        "/admin/account/choose/", {"new_password1": "gonghui2026!", "new_password2": "gonghui2026!"}
    )
    assert page.status_code == 200 and "容易被猜到" in page.content.decode()
    assert (
        client.post("/admin/account/choose/", {"new_password1": OWN, "new_password2": OWN}).status_code == 302
    )


def test_it_ends_all_sessions_and_leaves_the_second_factor(cast, link):
    other = Client()
    other.force_login(cast.correspondent)
    Authenticator.objects.create(user=cast.correspondent, type="totp", data={})
    choose(link)
    assert other.get("/admin/").status_code == 302
    assert Authenticator.objects.count() == 1


def test_it_opens_the_door_that_others_have_shut(cast, link):
    for number in range(12):
        Client().post("/admin/login/", {"username": f"name{number}", "password": "x"})
    client = Client()
    client.get(path_of(link))
    client.post("/admin/account/choose/", {"new_password1": OWN, "new_password2": OWN})
    answer = client.post("/admin/login/", {"username": "correspondent", "password": OWN})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/admin/")


def test_the_operator_opens_every_account(cast, capsys):
    Authenticator.objects.create(user=cast.editor, type="totp", data={})
    call_command("one_time_link", "editor")
    choose(capsys.readouterr().out.strip())
    assert not Authenticator.objects.exists()
    with pytest.raises(CommandError, match="没有用户名为 nobody 的可用账号"):
        call_command("one_time_link", "nobody")


# --- made at the desk ----------------------------------------------------------------------------
def test_a_new_account_comes_with_a_link_that_is_shown_once(cast, desk):
    client = desk(cast.administrator)
    page = client.post(
        "/admin/accounts/user/add/",
        {"username": "new", "real_name": "新人", "organization": cast.changping.pk}, follow=True,
    )  # fmt: skip
    address = re.search(r'id="one-time-link">([^<]+)', page.content.decode())[1]
    assert "no-store" in page["Cache-Control"]
    user = User.objects.get(username="new")
    assert (user.has_usable_password(), user.is_staff) == (False, True)
    assert "one-time-link" not in client.get(f"/admin/accounts/user/{user.pk}/link/").content.decode()
    choose(address)
    signed_in = Client()
    assert (
        signed_in.post("/admin/login/", {"username": "new", "password": OWN}).headers["Location"] == "/admin/"
    )
    assert signed_in.get("/admin/").status_code == 200


def test_a_first_password_is_changed_first(cast, desk):
    data = {"username": "new", "real_name": "新人", "organization": cast.changping.pk}
    page = desk(cast.administrator).post(
        "/admin/accounts/user/add/", {**data, "first_password": "xinren2026!!!"}
    )
    assert list(page.context["adminform"].form.errors) == ["first_password"]
    first = "erste-Treppe-47-grün"
    desk(cast.administrator).post("/admin/accounts/user/add/", {**data, "first_password": first})
    client = Client()
    client.post("/admin/login/", {"username": "new", "password": first})
    for address in ("/admin/", "/admin/articles/article/", "/admin/slug/?text=x"):
        assert client.get(address).headers["Location"] == "/admin/password_change/"
    same = {"old_password": first, "new_password1": first, "new_password2": first}
    assert "这是现在的密码，请换一个。" in client.post("/admin/password_change/", same).content.decode()
    client.post("/admin/password_change/", {**same, "new_password1": OWN, "new_password2": OWN})
    assert client.get("/admin/").status_code == 200


def test_nobody_sets_a_password_for_somebody_else(cast, desk):
    client = desk(cast.administrator)
    assert client.get(f"/admin/accounts/user/{cast.editor.pk}/password/").status_code in (302, 404)
    before = User.objects.get(pk=cast.editor.pk).password
    client.post(f"/admin/accounts/user/{cast.editor.pk}/password/", {"password1": OWN, "password2": OWN})
    assert User.objects.get(pk=cast.editor.pk).password == before


@pytest.mark.parametrize("whose", ["own", "superuser", "other grant"])
def test_for_whom_no_link_is_made(cast, desk, whose):
    user = {
        "own": cast.administrator, "superuser": make_user("owner", is_superuser=True, organization=cast.city),
        "other grant": cast.other_correspondent,
    }[whose]  # fmt: skip
    by = make_user("district", roles=("administrator",), organization=cast.changping)
    client = desk(cast.administrator if whose != "other grant" else by)
    for method in (client.get, client.post):
        assert method(f"/admin/accounts/user/{user.pk}/link/").status_code == 404
    assert not OneTimeLink.objects.exists()


def test_a_lost_device_waits_for_a_second_administrator(cast, desk):
    make_user("second", roles=("administrator",), real_name="第二位", organization=cast.city)
    Authenticator.objects.create(user=cast.editor, type="totp", data={})
    client = desk(cast.administrator)
    page = client.post(
        f"/admin/accounts/user/{cast.editor.pk}/link/", {"do": "lost"}, follow=True
    ).content.decode()
    assert "one-time-link" not in page and "须由另一位管理员确认" in page
    link = OneTimeLink.objects.get()
    client.post("/admin/accounts/user/to-confirm/", {"row": f"onetimelink-{link.pk}", "do": "confirm"})
    assert OneTimeLink.objects.get().digest == ""
    client = desk(User.objects.get(username="second"))
    page = client.post(
        "/admin/accounts/user/to-confirm/", {"row": f"onetimelink-{link.pk}", "do": "confirm"}, follow=True
    ).content.decode()
    choose(re.search(r'id="one-time-link">([^<]+)', page)[1])
    assert not Authenticator.objects.exists()
    log = AuditEntry.objects.filter(object_id=str(cast.editor.pk)).order_by("id").values_list("what", "note")
    assert list(log) == [
        ("rights_asked", "一次性链接：同时解除两步验证"),
        ("link_made", "同时解除两步验证，由管理员提出"),
        ("password", "使用一次性链接"),
        ("factor_removed", "使用一次性链接"),
    ]


# --- by mail ---------------------------------------------------------------------------------------
def test_a_link_by_mail_tells_nothing(settings, cast):
    settings.EMAIL_HOST = "mail.example.org"
    User.objects.filter(pk=cast.editor.pk).update(email="fang@example.org")
    make_user("off", is_active=False, email="off@example.org")
    answers = set()
    for name in ("editor", "correspondent", "off", "nobody", "editor"):
        answer = Client().post("/admin/account/forgotten/", {"username": name})
        answers.add((answer.status_code, answer.headers["Location"], answer.content))
    assert answers == {(302, "/admin/account/forgotten/done/", b"")}
    assert [message.to for message in mail.outbox] == [["fang@example.org"]]  # and not twice in ten minutes
    address = re.search(r"http\S+", mail.outbox[0].body)[0]
    assert choose(address).status_code == 302
    assert User.objects.get(pk=cast.editor.pk).check_password(OWN)


def test_without_mail_the_page_says_whom_to_ask(settings, cast):
    settings.EMAIL_HOST = ""
    page = Client().get("/admin/account/forgotten/").content.decode()
    assert "请联系管理员" in page and "<input" not in page.split('id="content"')[1]
    assert Client().post("/admin/account/forgotten/", {"username": "editor"}).status_code == 200
    assert not OneTimeLink.objects.exists()


# --- sessions --------------------------------------------------------------------------------------
def test_a_reactivated_account_does_not_revive_its_session(cast, desk):
    session = Client()
    session.force_login(cast.correspondent)
    assert session.get("/admin/").status_code == 200
    stale = User.objects.get(pk=cast.correspondent.pk)
    User.objects.filter(pk=cast.correspondent.pk).update(is_active=False)
    assert session.get("/admin/").status_code == 302
    User.objects.filter(pk=cast.correspondent.pk).update(is_active=True)
    assert session.get("/admin/").status_code == 302
    session = Client()
    session.force_login(User.objects.get(pk=cast.correspondent.pk))
    stale.save()  # a row that was loaded before brings nothing back, and ends nothing
    assert User.objects.get(pk=cast.correspondent.pk).sessions_ended == 1
    assert session.get("/admin/").status_code == 200
