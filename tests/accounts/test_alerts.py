"""Mails to the owner of an account whose sign-in has changed, and how the log names people."""

import re
from typing import Any

import pytest
from allauth.mfa import signals as factors
from allauth.mfa.models import Authenticator
from django.conf import settings as django_settings
from django.core import mail
from django.test import Client

from accounts import audit, links
from accounts.models import User, What
from tests.factories import make_user

pytestmark = pytest.mark.django_db

OWN = "四个词 梯子 冬瓜 喇叭 邮筒"


@pytest.fixture(autouse=True)
def beside(monkeypatch):
    monkeypatch.setattr(links, "run_aside", lambda task: task())


@pytest.fixture
def owner() -> User:
    return make_user("fang", email="fang@example.org", real_name="方宁")


def told() -> list[tuple[list[str], str]]:
    return [(message.to, message.body.partition("\n")[0]) for message in mail.outbox]


def test_a_changed_password_is_told_to_its_owner(owner, client, django_capture_on_commit_callbacks):
    client.force_login(owner)
    data = {"old_password": "correct horse battery", "new_password1": OWN, "new_password2": OWN}
    with django_capture_on_commit_callbacks(execute=True):
        wrong = client.post("/admin/password_change/", data | {"old_password": "no"})
        assert (wrong.status_code, told()) == (200, [])
        assert client.post("/admin/password_change/", data).status_code == 302
    assert told() == [(["fang@example.org"], "您账号的密码已更改。")]
    assert "127.0.0.1" in mail.outbox[0].body and "账号：fang" in mail.outbox[0].body
    assert OWN not in mail.outbox[0].body


def test_so_is_one_that_was_set_with_a_link(cast, owner, rf, django_capture_on_commit_callbacks):
    address = links.ask(owner, by=cast.administrator, request=rf.get("/"))[1]
    client = Client()
    client.get("/" + address.split("/", 3)[3])
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/admin/account/choose/", {"new_password1": OWN, "new_password2": OWN})
    assert told() == [(["fang@example.org"], "您账号的密码已通过一次性链接设置。")]


@pytest.mark.parametrize(
    ("signal", "text"),
    [
        (factors.authenticator_added, "您的账号添加了两步验证，或者重新生成了恢复码。"),
        (factors.authenticator_reset, "您的账号添加了两步验证，或者重新生成了恢复码。"),
        (factors.authenticator_removed, "您账号的一项两步验证已解除。"),
    ],
)
def test_so_is_a_factor(owner, client, rf, signal: Any, text, django_capture_on_commit_callbacks):
    client.force_login(owner)
    request = rf.get("/")
    request.user, request.session = owner, client.session
    row = Authenticator.objects.create(user=owner, type="totp", data={})
    with django_capture_on_commit_callbacks(execute=True):
        signal.send(sender=Authenticator, request=request, user=owner, authenticator=row)
    assert told() == [(["fang@example.org"], text)]


def test_a_mail_server_that_is_away_stops_nobody(
    owner, client, monkeypatch, django_capture_on_commit_callbacks
):
    def away(*_args: Any, **_named: Any) -> None:
        raise OSError("away")

    monkeypatch.setattr("accounts.alerts.send_mail", away)
    client.force_login(owner)
    data = {"old_password": "correct horse battery", "new_password1": OWN, "new_password2": OWN}
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post("/admin/password_change/", data).status_code == 302
    owner.refresh_from_db()
    assert owner.check_password(OWN)


def test_a_person_without_a_real_name_is_named_once():
    assert audit.record(What.CHANGED, by=make_user("admin")).actor_name == "admin"
    assert audit.record(What.CHANGED, by=make_user("lin", real_name="林川")).actor_name == "林川（lin）"


# --- the same screens in English -----------------------------------------------------------------------
CHINESE = re.compile("[\u4e00-\u9fff]")
SCREENS = (
    ("login/", 200), ("account/forgotten/", 200), ("account/forgotten/done/", 200), ("account/link/none/", 410),
    ("account/choose/", 410), ("password_change/", 200), ("account/sessions/", 200), ("account/factor/", 200),
    ("account/factor/code/", 200), ("account/factor/passkey/add/", 200), ("account/confirm/", 200),
)  # fmt: skip


@pytest.mark.parametrize(("screen", "status"), SCREENS)
def test_the_screens_of_signing_in_are_english_where_asked(client, settings, screen, status):
    settings.EMAIL_HOST = "mail.example.org"
    if screen.startswith(("password", "account/sessions", "account/factor", "account/confirm")):
        client.force_login(make_user("lin"))
    answer = client.get(f"/en/admin/{screen}")
    text = answer.content.decode()
    for name in map(str, django_settings.SITE.values()):
        text = text.replace(name, "")
    shown = re.sub(r"<(script|style).*?</\1>|<[^>]*>", " ", text, flags=re.S)
    assert (answer.status_code, CHINESE.findall(shown)) == (status, [])
    assert len(shown.split()) > 15 and 'lang="en"' in text
