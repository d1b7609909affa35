"""What asks anew who it is, and the second factor before the desk."""

import time

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.test import Client

from accounts import freshness
from accounts.models import AuditEntry, User
from articles import workflow
from portal.models import FrontPage
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"


@pytest.fixture
def later(client):
    """``later(client)``: as if the person had signed in twenty minutes ago."""

    def later(client: Client) -> Client:
        session = client.session
        session[freshness.SIGNED_IN_AT] = time.time() - 20 * 60
        session.save()
        return client

    return later


@pytest.fixture
def approved(cast):
    article = make_article("夜校开课", organization=cast.changping, author=cast.correspondent)
    workflow.text_saved(article, by=cast.correspondent)
    workflow.submit(article, by=cast.correspondent)
    for reviewer in (cast.editor, cast.section_chief, cast.chief_editor):
        workflow.pass_review(article, by=reviewer)
    return article


def test_publishing_asks_and_then_goes_on_with_what_was_filled_in(cast, desk, later, approved):
    client = later(desk(cast.chief_editor))
    address = f"/admin/articles/article/{approved.pk}/do/publish/"
    data = {"seen": f"{approved.version}-approved", "comment": "可以发"}
    asked = client.post(address, data)
    confirm = f"/admin/account/confirm/?next=%2Fadmin%2Farticles%2Farticle%2F{approved.pk}%2Fdo%2Fpublish%2F"
    assert (asked.status_code, asked.headers["Location"]) == (302, confirm)
    wrong = client.post(confirm, {"password": "wrong", "next": address})
    assert "这不是您现在的密码。" in wrong.content.decode()
    approved.refresh_from_db()
    assert approved.status == "approved"
    done = client.post(confirm, {"password": PASSWORD, "next": address})
    assert (done.status_code, done.headers["Location"]) == (
        302,
        f"/admin/articles/article/{approved.pk}/change/",
    )
    approved.refresh_from_db()
    assert approved.status == "published"
    log = AuditEntry.objects.filter(actor=cast.chief_editor).order_by("id").values_list("what", flat=True)
    assert list(log) == ["signed_in", "refused", "confirmed", "decided"]


def test_reading_the_screen_asks_too_and_passing_does_not(cast, desk, later, approved):
    client = later(desk(cast.chief_editor))
    assert client.get(f"/admin/articles/article/{approved.pk}/do/publish/").status_code == 302
    assert client.get(f"/admin/articles/article/{approved.pk}/do/return/").status_code == 200


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("post", "/admin/accounts/user/add/"),
        ("post", "/admin/accounts/user/{user}/change/"),
        ("post", "/admin/accounts/user/{user}/link/"),
        ("post", "/admin/accounts/user/to-confirm/"),
        ("get", "/admin/accounts/auditentry/export/"),
        ("get", "/admin/account/factor/code/"),
        ("get", "/admin/account/factor/passkey/add/"),
    ],
)
def test_what_asks_anew(cast, desk, later, method, address):
    address = address.format(user=cast.correspondent.pk)
    client = desk(cast.administrator)
    if method == "get":
        assert client.get(address).status_code == 200
    answer = getattr(later(client), method)(address)
    assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (
        302,
        "/admin/account/confirm/",
    )


def test_a_front_page_goes_live_after_the_question(cast, desk, later):
    """Published for everybody, by the button and by the list's action."""
    arrangement = FrontPage.objects.create(name="首页")
    client = later(desk(cast.chief_editor))
    chosen = {"action": "make_live", "_selected_action": [arrangement.pk], "bulk_confirmed": "1"}
    for address, data in (
        (f"/admin/portal/frontpage/{arrangement.pk}/live/", {}),
        ("/admin/portal/frontpage/", chosen),
    ):
        answer = client.post(address, data)
        assert answer.headers["Location"].partition("?")[0] == "/admin/account/confirm/"
    arrangement.refresh_from_db()
    assert not arrangement.is_live


def test_bulk_publishing_asks_and_goes_on(cast, desk, later, approved):
    client = later(desk(cast.chief_editor))
    data = {"action": "bulk_publish", "_selected_action": [approved.pk], "bulk_confirmed": "1",
            "seen": [f"{approved.pk}-{approved.version}-approved"]}  # fmt: skip
    asked = client.post("/admin/articles/article/", data)
    assert asked.headers["Location"] == "/admin/account/confirm/?next=%2Fadmin%2Farticles%2Farticle%2F"
    client.post("/admin/account/confirm/", {"password": PASSWORD, "next": "/admin/articles/article/"})
    approved.refresh_from_db()
    assert approved.status == "published"


def test_roles_go_on_after_the_question(cast, desk, later):
    client = later(desk(cast.administrator))
    editor = Group.objects.get(name="editor").pk
    address = f"/admin/accounts/user/{cast.correspondent.pk}/change/"
    data = {
        "username": "correspondent",
        "organization": cast.changping.pk,
        "groups": [editor],
        "is_active": "on",
    }
    client.post(address, data)
    assert cast.correspondent.groups.get().name == "correspondent"
    client.post("/admin/account/confirm/", {"password": PASSWORD, "next": address})
    assert cast.correspondent.groups.get().name == "editor"


# --- the second factor before the desk ---------------------------------------------------------------
@pytest.mark.parametrize(
    ("role", "asked"),
    [
        ("correspondent", False), ("editor", True), ("section_chief", True), ("chief_editor", True),
        ("administrator", True),
    ],
)  # fmt: skip
def test_roles_that_publish_need_a_second_factor(settings, cast, desk, role, asked):
    settings.SECOND_FACTOR = True
    user = getattr(cast, role)
    answer = desk(user).get("/admin/")
    assert (answer.status_code, answer.headers.get("Location")) == (
        (302, "/admin/account/factor/") if asked else (200, None)
    )
    Authenticator.objects.create(user=user, type="recovery_codes", data={})
    assert (desk(user).get("/admin/").status_code == 302) is asked  # recovery codes alone are no factor
    Authenticator.objects.create(user=user, type="totp", data={})
    assert desk(user).get("/admin/").status_code == 200


def test_an_owner_needs_it_too_and_nobody_in_the_demonstration(settings, desk):
    owner = make_user("owner", is_superuser=True)
    assert desk(owner).get("/admin/").status_code == 200
    settings.SECOND_FACTOR = True
    assert desk(owner).get("/admin/").headers["Location"] == "/admin/account/factor/"


def test_a_role_that_is_given_later_asks_at_once(settings, cast, desk):
    settings.SECOND_FACTOR = True
    client = desk(cast.correspondent)
    assert client.get("/admin/").status_code == 200
    cast.correspondent.groups.add(Group.objects.get(name="editor"))
    assert client.get("/admin/").headers["Location"] == "/admin/account/factor/"


def test_a_password_alone_opens_no_address_of_the_desk(cast):
    Authenticator.objects.create(user=cast.editor, type="totp", data={"secret": "x"})
    client = Client()
    answer = client.post("/admin/login/", {"username": "editor", "password": PASSWORD})
    assert answer.headers["Location"] == "/admin/account/factor/ask/"
    for address in (
        "/admin/",
        "/admin/articles/article/",
        "/admin/account/factor/",
        "/admin/account/sessions/",
    ):
        assert client.get(address).status_code == 302
    assert "_auth_user_id" not in client.session
    assert User.objects.get(pk=cast.editor.pk).last_login is None
