"""One's own sessions and factors, what happens at the same moment, and what the log says of odd rows."""

import threading

import pytest
from allauth.account.adapter import get_adapter
from allauth.mfa.adapter import get_adapter as get_factor_adapter
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from accounts import alerts, audit, grants, links
from accounts.admin.audit import AuditEntryAdmin
from accounts.browsers import named
from accounts.models import AuditEntry, OneTimeLink, RoleGrant, User, What
from accounts.requests import acting_user
from tests.accounts.test_links import OWN, path_of
from tests.factories import make_user

pytestmark = pytest.mark.django_db

SESSIONS = "/admin/account/sessions/"
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/131.0 Safari/537.36 Edg/131.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Mobile/15E148 Safari/604.1"


@pytest.fixture(autouse=True)
def beside(monkeypatch):
    monkeypatch.setattr(links, "run_aside", lambda task: task())
    monkeypatch.setattr(alerts, "run_aside", lambda task: task(), raising=False)


# --- sessions --------------------------------------------------------------------------------------------
def session_of(user: User, agent: str = PHONE, key: str = "") -> UserSession:
    """A session that is alive, as another browser of the person has one."""
    if not key:
        browser = Client()
        browser.force_login(user)
        key = browser.session.session_key
    row = {"user": user, "ip": "203.0.113.7", "user_agent": agent}
    return UserSession.objects.update_or_create(session_key=key, defaults=row)[0]


def noted() -> list[tuple[str, str]]:
    return list(
        AuditEntry.objects.order_by("id").filter(what=What.SESSIONS_ENDED).values_list("what", "note")
    )


def test_the_own_sessions_are_listed_by_what_the_browsers_say(cast, desk):
    session_of(cast.editor)
    session_of(cast.correspondent, EDGE)
    page = desk(cast.editor).get(SESSIONS)
    assert [name for _row, name in page.context["sessions"]] == ["Safari · iPhone"]
    assert page.headers["Cache-Control"].count("no-store") == 1


def test_another_session_of_ones_own_is_ended(cast, desk):
    other = session_of(cast.editor)
    client = desk(cast.editor)
    answer = client.post(SESSIONS, {"end": str(other.pk)}, follow=True)
    assert [str(message) for message in answer.context["messages"]] == ["该登录已结束。"]
    assert not UserSession.objects.filter(pk=other.pk).exists()
    assert not SessionStore().exists(other.session_key)
    assert noted() == [("sessions_ended", "Safari · iPhone")]


@pytest.mark.parametrize("which", ["theirs", "own", "gone", "x", "", "9" * 19, "-1"])
def test_what_is_no_other_session_of_ones_own_ends_nothing(cast, desk, which):
    client = desk(cast.editor)
    theirs = session_of(cast.correspondent)
    own = session_of(cast.editor, key=client.session.session_key)
    end = {"theirs": str(theirs.pk), "own": str(own.pk), "gone": str(own.pk + theirs.pk)}.get(which, which)
    assert client.post(SESSIONS, {"end": end}).headers["Location"] == SESSIONS
    assert set(UserSession.objects.all()) >= {theirs, own}
    assert client.get(SESSIONS).status_code == 200
    assert noted() == []


def test_all_other_sessions_end_and_the_own_one_goes_on(cast, desk):
    elsewhere = Client()
    elsewhere.force_login(cast.editor)
    client = desk(cast.editor)
    answer = client.post(SESSIONS, {"end": "others"}, follow=True)
    assert [str(message) for message in answer.context["messages"]] == ["其他登录均已结束。"]
    assert (client.get("/admin/").status_code, elsewhere.get("/admin/").status_code) == (200, 302)
    assert [what for what, _note in noted()] == ["sessions_ended"]


def test_trust_of_browsers_is_taken_back(cast, desk):
    before = timezone.now()
    desk(cast.editor).post(SESSIONS, {"end": "trust"})
    assert User.objects.get(pk=cast.editor.pk).trust_ended_at >= before
    assert [what for what, _note in noted()] == ["sessions_ended"]


def test_browsers_are_named():
    assert [named(agent) for agent in (EDGE, PHONE, "curl/8", "")] == [
        "Edge · Windows", "Safari · iPhone", "未知浏览器", "未知浏览器",
    ]  # fmt: skip


# --- factors ---------------------------------------------------------------------------------------------
WAYS = {
    "none": ((), ["account_reauthenticate"]),
    "a code": (("totp", "recovery_codes"), ["mfa_reauthenticate"]),
    "a passkey": (("webauthn",), ["mfa_reauthenticate_webauthn", "mfa_reauthenticate"]),
    "all": (("webauthn", "totp", "recovery_codes"), ["mfa_reauthenticate_webauthn", "mfa_reauthenticate"]),
}


@pytest.mark.parametrize("has", WAYS)
def test_who_has_a_second_factor_confirms_with_it_and_never_with_the_password(cast, has):
    types, ways = WAYS[has]
    for type in types:
        Authenticator.objects.create(user=cast.editor, type=type, data={})
    found = get_adapter().get_reauthentication_methods(cast.editor)
    assert [way["id"] for way in found] == ways
    assert all(way["url"].startswith("/admin/") and way["description"] for way in found)


def test_nobody_confirms_who_is_not_signed_in():
    assert get_adapter().get_reauthentication_methods(AnonymousUser()) == []


def test_secrets_of_factors_are_unreadable_and_outlive_a_change_of_the_key(settings):
    adapter = get_factor_adapter()
    kept = adapter.encrypt("JBSWY3DPEHPK3PXP")
    assert "JBSWY" not in kept
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key that is long enough for this"
    assert adapter.decrypt(kept) == "JBSWY3DPEHPK3PXP"


def test_a_factor_is_set_up_with_a_picture_and_a_name_of_its_own(cast, settings):
    adapter = get_factor_adapter()
    url = adapter.build_totp_url(cast.editor, "JBSWY3DPEHPK3PXP")
    assert url.startswith("otpauth://totp/") and "editor" in url
    assert adapter.get_totp_issuer() == settings.SITE["name"]
    picture = adapter.build_totp_svg(url)
    assert picture.startswith("<svg") and "<script" not in picture
    assert adapter.generate_authenticator_name(cast.editor, Authenticator.Type.WEBAUTHN) == "通行密钥 1"
    Authenticator.objects.create(user=cast.editor, type="webauthn", data={})
    assert adapter.generate_authenticator_name(cast.editor, Authenticator.Type.WEBAUTHN) == "通行密钥 2"


def test_nobody_signs_up():
    assert get_adapter().is_open_for_signup(None) is False


# --- links -----------------------------------------------------------------------------------------------
def test_of_two_who_use_a_link_at_once_one_is_told_that_it_is_over(cast, rf, monkeypatch):
    """Both have opened the page; the link is used between the look and the lock."""
    address = links.ask(cast.correspondent, by=cast.administrator, request=rf.get("/"))[1]
    client, found = Client(), links.find
    client.get(path_of(address))

    def found_and_used(token: str) -> OneTimeLink | None:
        link = found(token)
        OneTimeLink.objects.update(used_at=timezone.now())
        return link

    monkeypatch.setattr(links, "find", found_and_used)
    password = User.objects.get(pk=cast.correspondent.pk).password
    answer = client.post("/admin/account/choose/", {"new_password1": OWN, "new_password2": OWN})
    assert answer.status_code == 410
    assert User.objects.get(pk=cast.correspondent.pk).password == password


def test_a_mail_server_that_is_away_makes_no_difference_to_who_asks(settings, cast, monkeypatch, caplog):
    settings.EMAIL_HOST = "mail.example.org"
    User.objects.filter(pk=cast.editor.pk).update(email="fang@example.org")

    def away(*_args: object, **_values: object) -> None:
        raise OSError("away")

    monkeypatch.setattr(links, "send_mail", away)
    answers = {
        Client().post("/admin/account/forgotten/", {"username": name}).headers["Location"]
        for name in ("editor", "nobody")
    }
    assert answers == {"/admin/account/forgotten/done/"}
    assert [record.getMessage() for record in caplog.records if record.name == links.__name__] == [
        "A one-time link could not be mailed."
    ]
    assert mail.outbox == []


def test_the_mail_is_sent_beside_the_answer(monkeypatch):
    monkeypatch.undo()
    ran: list[str] = []
    done = threading.Event()

    def task() -> None:
        ran.append(threading.current_thread().name)
        done.set()

    links.run_aside(task)
    assert done.wait(10)
    assert ran == ["one-time links"]


def test_a_lost_device_may_be_refused(cast, desk):
    second = make_user("second", roles=("administrator",), real_name="第二位", organization=cast.city)
    desk(cast.administrator).post(f"/admin/accounts/user/{cast.editor.pk}/link/", {"do": "lost"})
    row = f"onetimelink-{OneTimeLink.objects.get().pk}"
    desk(second).post("/admin/accounts/user/to-confirm/", {"row": row, "do": "refuse"}, follow=True)
    assert not OneTimeLink.objects.pending().exists()
    told = AuditEntry.objects.filter(what=What.RIGHTS_REFUSED).values_list("actor_name", "object_id", "note")
    assert list(told) == [("第二位（second）", str(cast.editor.pk), "一次性链接")]
    again = desk(second).post("/admin/accounts/user/to-confirm/", {"row": row, "do": "confirm"}, follow=True)
    assert [str(message) for message in again.context["messages"]] == ["此事项已有处理结果。"]


def test_who_asked_for_a_link_does_not_confirm_it(cast, rf):
    link = OneTimeLink.objects.create(
        user=cast.editor, asked_by=cast.administrator, takes_two=True, expires_at=timezone.now()
    )
    for by in (cast.administrator, cast.editor):
        with pytest.raises(PermissionError, match="须由另一位管理员确认"):
            links.confirm(link, by=by, request=rf.get("/"))


# --- roles -----------------------------------------------------------------------------------------------
def test_a_role_that_was_decided_is_not_decided_again(cast, rf):
    second = make_user("second", roles=("administrator",), organization=cast.city)
    grant = RoleGrant.objects.create(
        user=cast.correspondent, role="editor", asked_by=cast.administrator, takes_two=True
    )
    grants.refuse(grant, by=second, request=rf.get("/"))
    with pytest.raises(PermissionError, match="此事项已有处理结果"):
        grants.confirm(grant, by=second, request=rf.get("/"))
    grants.refuse(grant, by=cast.administrator, request=rf.get("/"))
    assert AuditEntry.objects.filter(what=What.RIGHTS_REFUSED).count() == 1
    assert set(cast.correspondent.groups.values_list("name", flat=True)) == {"correspondent"}


def test_the_story_of_a_role_is_told_at_the_account(cast, desk):
    make_user("second", roles=("administrator",), real_name="第二位", organization=cast.city)
    RoleGrant.objects.create(
        user=cast.correspondent, role="editor", asked_by=cast.administrator, takes_two=True
    )
    page = desk(cast.administrator).get(f"/admin/accounts/user/{cast.correspondent.pk}/change/").text
    assert "待另一位管理员确认；" in page
    assert "在开始记录之前授予，或由命令授予" in page  # of the role of correspondent, which no grant tells of


def test_an_account_that_is_off_has_no_role_and_the_owner_has_all(cast):
    assert make_user("off", roles=("editor",), is_active=False).roles == frozenset()
    assert make_user("owner", is_superuser=True).roles == {
        "correspondent", "editor", "section_chief", "chief_editor", "administrator",
    }  # fmt: skip


def test_names_of_an_account():
    assert [User(username="lin", real_name=name).get_short_name() for name in ("", "林晓舟")] == [
        "lin",
        "林晓舟",
    ]


def test_a_view_beside_the_check_refuses_whom_nobody_knows(rf):
    request = rf.get("/")
    request.user = AnonymousUser()
    with pytest.raises(PermissionDenied):
        acting_user(request)


# --- the log ---------------------------------------------------------------------------------------------
def test_odd_lines_of_the_log_are_shown(cast, desk):
    """What is no row of the desk, what no model tells any more, what the portal did by itself."""
    audit.record(What.CHANGED, name="设置", kind="portal.settings")
    audit.record(What.CHANGED, by=cast.editor, about=cast.editor)
    AuditEntry.objects.create(what=What.CHANGED, kind="gone.thing", object_id="7", object_name="旧物")
    AuditEntry.objects.create(what=What.CHANGED, kind="nonsense", object_id="8")
    page = desk(make_user("owner", is_superuser=True)).get("/admin/accounts/auditentry/")
    show = AuditEntryAdmin(AuditEntry, admin.site).object
    shown = {entry.kind: show(entry) for entry in page.context["cl"].result_list}
    about = f"kind=accounts.user&object_id={cast.editor.pk}"
    assert {kind: shown[kind] for kind in ("portal.settings", "gone.thing", "nonsense", "accounts.user")} == {
        "portal.settings": "设置",
        "gone.thing": '<a href="?kind=gone.thing&object_id=7">旧物</a> <span class="quiet">gone.thing</span>',
        "nonsense": '<a href="?kind=nonsense&object_id=8">8</a> <span class="quiet">nonsense</span>',
        "accounts.user": f'<a href="?{about}">方宁</a> <span class="quiet">账号</span> '
        f'<a href="/admin/accounts/user/{cast.editor.pk}/change/">打开</a>',
    }
