"""The door of the desk in a real browser, with a virtual authenticator: every way in, and every way out again."""

import base64
import hashlib
import hmac
import re
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
FIRST = "erste-Treppe-47-grün"
OWN = "四个词 梯子 冬瓜 喇叭 邮筒"


@dataclass
class Door:
    """The portal with the second factor required, at an address that may have passkeys (a bare number may not)."""

    address: str
    site: Any

    def account(self, name: str, role: str, *, chosen: bool = False) -> None:
        """An account of a role; with the first password that somebody else knows, or one of its own."""
        self.site.run(
            "from accounts.models import User; from django.contrib.auth.models import Group;"
            "from organizations.models import Organization;"
            f"u = User.objects.create_user({name!r}, password={FIRST!r}, is_staff=True, real_name={name!r},"
            f" must_choose_password={not chosen}, organization=Organization.objects.get(name='北京市总工会'));"
            f"u.groups.set(Group.objects.filter(name={role!r}))"
        )

    def later(self, name: str) -> None:
        """As if twenty minutes had passed since the account's sessions were last confirmed."""
        self.site.run(
            "from django.contrib.sessions.models import Session;"
            "from django.contrib.sessions.backends.db import SessionStore;"
            "from accounts.models import User;"
            f"pk = str(User.objects.get(username={name!r}).pk)\n"
            "for row in Session.objects.all():\n"
            "    if row.get_decoded().get('_auth_user_id') == pk:\n"
            "        store = SessionStore(row.session_key); store['accounts.signed_in_at'] -= 1200; store.save()"
        )

    def log_of(self, name: str) -> list[str]:
        said = self.site.run(
            "from accounts.models import AuditEntry, User\n"
            "from django.db.models import Q\n"
            f"pk = User.objects.get(username={name!r}).pk\n"
            "for row in AuditEntry.objects.filter(Q(actor=pk) | Q(object_id=str(pk), kind='accounts.user'))"
            ".order_by('id'): print(row.what)"
        )
        return said.splitlines()


@pytest.fixture(scope="module")
def door(site) -> Iterator[Door]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://localhost:{port}"
    environment = {**site.environment, "SITE_URL": address, "SECOND_FACTOR": "True"}
    command = [sys.executable, "manage.py", "serve", "--port", str(port), "--workers", "1"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    end = time.monotonic() + 120
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 5).close()
            break
        except OSError:
            assert time.monotonic() < end, "the portal does not answer"
            time.sleep(0.2)
    try:
        yield Door(address, site)
    finally:
        process.terminate()
        process.wait(60)


class Person:
    """Somebody at a browser of their own; nothing there may break the content policy or fail in a script."""

    def __init__(self, browser: Any, door: Door, width: int = 1280) -> None:
        self.context = browser.new_context(
            viewport={"width": width, "height": 900}, locale="zh-CN", timezone_id="Asia/Shanghai",
            base_url=door.address,
        )  # fmt: skip
        self.page = self.context.new_page()
        self.page.set_default_timeout(60_000)
        self.complaints: list[str] = []
        self.seen: list[str] = []
        self.page.on("console", self._logged)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("load", lambda page: self.seen.append(re.sub(r"^https?://[^/]+|\?.*", "", page.url)))

    def _logged(self, message: Any) -> None:
        if message.type == "error" and "the server responded with a status of 4" not in message.text:
            self.complaints.append(message.text)

    def passkeys(self) -> tuple[Any, str]:
        """A device in this browser that keeps passkeys and knows its owner's finger."""
        session = self.context.new_cdp_session(self.page)
        session.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
            "isUserVerified": True, "automaticPresenceSimulation": True,
        }  # fmt: skip
        return session, session.send("WebAuthn.addVirtualAuthenticator", {"options": options})[
            "authenticatorId"
        ]

    def sign_in(self, name: str, password: str) -> None:
        self.page.goto("/admin/login/")
        self.page.fill("#id_username", name)
        self.page.fill("#id_password", password)
        self.press("#login-form [type=submit]")

    def press(self, selector: str) -> None:
        with self.page.expect_navigation():
            self.page.click(selector)
        self.page.wait_for_load_state()

    def sign_out(self) -> None:
        self.page.goto("/admin/")
        self.press("#logout-form button")

    def choose(self, *passwords: str) -> None:
        for field, password in zip(
            ("old_password", "new_password1", "new_password2"), passwords, strict=True
        ):
            self.page.fill(f"#id_{field}", password)
        self.press(".account-page [type=submit]")

    def type_code(self, code: str) -> None:
        self.page.fill("#id_code", code)
        self.press("form:has(#id_code) [type=submit]")

    @property
    def path(self) -> str:
        return re.sub(r"^https?://[^/]+|\?.*", "", self.page.url)

    def says(self, text: str) -> bool:
        return text in self.page.inner_text("body")


@pytest.fixture
def person(browser, door) -> Iterator[Any]:
    people: list[Person] = []

    def make(**options: Any) -> Person:
        people.append(Person(browser, door, **options))
        return people[-1]

    yield make
    complaints = [complaint for somebody in people for complaint in somebody.complaints]
    for somebody in people:
        somebody.context.close()
    assert complaints == []


def code_of(secret: str, moment: float | None = None) -> str:
    """The code of RFC 6238 for a secret: six figures, thirty seconds, SHA-1."""
    counter = struct.pack(">Q", int((moment or time.time()) // 30))
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    place = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[place : place + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def fresh_code(secret: str, used: set[str]) -> str:
    """A code that was not used yet and is good for some seconds more: each is taken once."""
    while True:
        code = code_of(secret)
        if code not in used and time.time() % 30 < 25:
            used.add(code)
            return code
        time.sleep(0.5)


def test_from_the_first_password_to_a_trusted_browser(door, person):
    door.account("door-editor", "editor")
    editor, used = person(), set()
    editor.sign_in("door-editor", FIRST)
    assert editor.path == "/admin/password_change/" and editor.says("请设置自己的密码")
    editor.page.goto("/admin/articles/article/")
    assert editor.path == "/admin/password_change/"
    editor.choose(FIRST, "gonghui2026gonghui", "gonghui2026gonghui")
    assert editor.says("容易被猜到")
    editor.choose(FIRST, OWN, OWN)

    # The desk opens for nobody who may publish and has a password alone.
    assert editor.path == "/admin/account/factor/"
    editor.page.goto("/admin/articles/article/add/")
    assert editor.path == "/admin/account/factor/"
    editor.press("a[href$='/factor/code/']")
    secret = editor.page.locator("code.secret").text_content()
    editor.type_code("000000" if code_of(secret) != "000000" else "000001")
    assert editor.says("动态码不正确")
    editor.type_code(fresh_code(secret, used))
    assert editor.path == "/admin/account/factor/recovery/"
    recovery = editor.page.locator(".recovery-codes code").all_text_contents()
    assert len(set(recovery)) == 10
    editor.page.reload()
    assert editor.says("不再显示")
    editor.page.goto("/admin/")
    assert editor.path == "/admin/"

    # A code is taken once, a recovery code too.
    editor.sign_out()
    editor.sign_in("door-editor", OWN)
    assert editor.path == "/admin/account/factor/ask/"
    editor.page.goto("/admin/")
    assert editor.path == "/admin/account/factor/ask/"  # the password alone opens nothing
    code = fresh_code(secret, used)
    editor.type_code(code)
    assert editor.path == "/admin/account/factor/trust/"
    editor.press("button[value=ask]")
    assert editor.path == "/admin/"
    editor.sign_out()
    editor.sign_in("door-editor", OWN)
    editor.type_code(code)
    assert editor.says("动态码不正确，或已用过")
    editor.type_code(recovery[0])
    editor.press("button[value=trust]")
    assert editor.path == "/admin/"
    editor.sign_out()
    editor.sign_in("door-editor", OWN)
    assert editor.path == "/admin/"  # trusted

    other = person()
    other.sign_in("door-editor", OWN)
    other.type_code(recovery[0])
    assert other.says("动态码不正确，或已用过")
    other.type_code(recovery[1])
    other.press("button[value=ask]")
    assert other.path == "/admin/"

    # Sessions are listed, and one of them ends the other.
    editor.page.goto("/admin/account/sessions/")
    assert editor.page.locator(".account-rows li").count() == 2
    editor.press("button[name=end]:not([value=others]):not([value=trust])")
    assert editor.page.locator(".account-rows li").count() == 1
    other.page.goto("/admin/")
    assert other.path == "/admin/login/"
    editor.press("button[value=trust]")
    editor.sign_out()
    editor.sign_in("door-editor", OWN)
    assert editor.path == "/admin/account/factor/ask/"
    editor.press(".door-foot button")
    assert editor.path == "/admin/login/"
    log = door.log_of("door-editor")
    assert log.count("signed_in") == 5 and log.count("refused") == 2
    assert [what for what in log if what in ("password", "factor_added", "sessions_ended")] == [
        "password", "factor_added", "factor_added", "sessions_ended", "sessions_ended",
    ]  # fmt: skip


def test_a_passkey_signs_in_and_confirms(door, person):
    door.account("door-chief", "chief_editor", chosen=True)
    chief = person(width=390)
    device, authenticator = chief.passkeys()
    chief.sign_in("door-chief", FIRST)
    assert chief.path == "/admin/account/factor/"
    chief.press("a[href$='/factor/passkey/add/']")
    chief.page.fill("#id_name", "办公室电脑")
    chief.press("#passkey-add")
    assert chief.path == "/admin/account/factor/recovery/"
    chief.page.goto("/admin/account/factor/passkey/")
    assert chief.says("办公室电脑")
    chief.sign_out()

    # By itself, without a name and a password.
    chief.page.goto("/admin/login/")
    chief.press("#passkey-login")
    assert chief.path == "/admin/"
    # After some time, what counts asks again; the passkey confirms, and it goes on where it was.
    door.later("door-chief")
    chief.page.goto("/admin/account/factor/recovery/new/")
    assert chief.path == "/admin/account/confirm/passkey/"
    chief.press("#passkey-use")
    assert chief.path == "/admin/account/factor/recovery/new/"
    chief.press(".account-page [type=submit]")
    assert chief.page.locator(".recovery-codes li").count() == 10
    chief.sign_out()

    # As the second factor after the password.
    chief.sign_in("door-chief", FIRST)
    chief.press("#passkey-use")
    assert chief.path == "/admin/account/factor/trust/"
    chief.press("button[value=ask]")
    assert chief.path == "/admin/"
    chief.page.goto("/admin/account/factor/passkey/")
    chief.press("a[href$='/edit/']")
    chief.page.fill("#id_name", "家里电脑")
    chief.press(".account-page [type=submit]")
    assert chief.says("家里电脑")
    chief.sign_out()

    # A finger that is not the owner's: a sentence, and no way in.
    device.send("WebAuthn.setUserVerified", {"authenticatorId": authenticator, "isUserVerified": False})
    chief.page.goto("/admin/login/")
    chief.page.click("#passkey-login")
    chief.page.wait_for_selector("#passkey-trouble:not([hidden])")
    assert chief.says("没有使用通行密钥。请重试，或换一种方式。")
    assert "confirmed" in door.log_of("door-chief")


def test_a_lost_device_takes_two_administrators(browser, site, door, person):
    for name in ("door-admin-1", "door-admin-2"):
        door.account(name, "administrator", chosen=True)
    door.account("door-lost", "section_chief", chosen=True)
    door.site.run(
        "from accounts.models import User; from allauth.mfa.models import Authenticator;"
        "u = User.objects.get(username='door-lost');"
        "Authenticator.objects.create(user=u, type='totp', data={'secret': 'x'})"
    )
    plain = Door(site.address, site)  # where administrators have a password alone
    first, second = Person(browser, plain), Person(browser, plain)
    for somebody, name in ((first, "door-admin-1"), (second, "door-admin-2")):
        somebody.sign_in(name, FIRST)
    first.page.goto("/admin/accounts/user/?q=door-lost")
    first.press("#result_list tbody th a")
    first.press(".object-tools a[href$='/link/']")
    first.press("button[value=lost]")
    assert first.says("须由另一位管理员确认") and not first.page.locator("#one-time-link").count()
    first.page.goto("/admin/accounts/user/to-confirm/")
    assert not first.page.locator("button[value=confirm]").count()
    second.page.goto("/admin/accounts/user/")
    second.press(".object-tools a[href$='/to-confirm/']")
    second.press("button[value=confirm]")
    link = second.page.locator("#one-time-link").text_content()
    second.page.reload()
    assert not second.page.locator("#one-time-link").count()
    assert first.complaints == second.complaints == []
    first.context.close()
    second.context.close()

    somebody = person()
    somebody.page.goto(link.replace(site.address, door.address))
    assert somebody.path == "/admin/account/choose/"  # the secret is gone from the address
    for field in ("new_password1", "new_password2"):
        somebody.page.fill(f"#id_{field}", OWN)
    somebody.press("[type=submit]")
    assert somebody.path == "/admin/login/" and somebody.says("密码已设置")
    somebody.sign_in("door-lost", OWN)
    assert somebody.path == "/admin/account/factor/"
    again = person()
    assert again.page.goto(link.replace(site.address, door.address)).status == 410
    assert again.says("链接已失效")
