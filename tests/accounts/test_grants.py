"""Roles: what excludes what, who gave them, and the second administrator."""

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction

from accounts import grants
from accounts.models import AuditEntry, RoleGrant
from accounts.roles import CONFIRMED_ROLES, EXCLUSIONS, NEWSROOM_ROLES, SECOND_FACTOR_ROLES, Role
from articles.actions import ACTIONS, LEVELS
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def test_whoever_may_publish_shows_a_second_factor():
    assert ACTIONS["publish"].roles <= SECOND_FACTOR_ROLES
    assert Role.ADMINISTRATOR in SECOND_FACTOR_ROLES


def test_the_table_of_what_excludes_what():
    pairs = {tuple(sorted(rule.roles)): rule.levels for rule in EXCLUSIONS}
    assert pairs == {
        ("editor", "section_chief"): 3,
        ("chief_editor", "editor"): 2,
        ("chief_editor", "section_chief"): 2,
        ("administrator", "editor"): 1,
        ("administrator", "section_chief"): 1,
        ("administrator", "chief_editor"): 1,
    }


@pytest.mark.parametrize("levels", [2, 3])
def test_nobody_holds_roles_that_pass_two_levels(levels, settings):
    settings.REVIEW_LEVELS = levels
    passing = [roles for _state, roles in LEVELS[levels]]
    for first in passing:
        for second in passing:
            for one in first:
                for other in second:
                    if one != other and first is not second:
                        assert grants.reasons_against({one, other}), (levels, one, other)


def test_one_person_may_be_all_where_the_site_says_so(settings):
    settings.REVIEW_BY_AUTHOR = True
    assert grants.reasons_against(set(Role.values)) == []
    settings.REVIEW_BY_AUTHOR, settings.REVIEW_LEVELS = False, 1
    assert grants.reasons_against(set(NEWSROOM_ROLES)) == []


def data_of(user, roles, **values):
    return {
        "username": user.username, "real_name": user.real_name, "organization": user.organization_id, "is_active": "on",
        "groups": [Group.objects.get(name=role).pk for role in roles], **values,
    }  # fmt: skip


def save(client, user, *roles, **values):
    return client.post(f"/admin/accounts/user/{user.pk}/change/", data_of(user, roles, **values))


def roles_of(user) -> set[str]:
    return set(type(user).objects.get(pk=user.pk).groups.values_list("name", flat=True))


def test_all_five_roles_are_refused_with_the_reasons(cast, desk):
    page = save(desk(cast.administrator), cast.correspondent, *Role.values)
    assert page.status_code == 200
    assert page.context["adminform"].form.errors["groups"][0] == (
        "“编辑、科室负责人”不能由同一人担任。三审由三个人分别进行，一人不能兼任两级审核。"
    )
    assert len(page.context["adminform"].form.errors["groups"]) == 6
    assert roles_of(cast.correspondent) == {"correspondent"}


def test_one_administrator_alone_gives_roles_at_once(cast, desk):
    assert save(desk(cast.administrator), cast.correspondent, "correspondent", "editor").status_code == 302
    assert roles_of(cast.correspondent) == {"correspondent", "editor"}
    grant = RoleGrant.objects.get()
    assert (grant.role, grant.asked_by, grant.confirmed_by, grant.takes_two) == (
        "editor", cast.administrator, cast.administrator, False,
    )  # fmt: skip
    page = (
        desk(cast.administrator).get(f"/admin/accounts/user/{cast.correspondent.pk}/change/").content.decode()
    )
    assert "由管理员授予" in page


@pytest.fixture
def second(cast):
    return make_user("second", roles=("administrator",), real_name="第二位", organization=cast.city)


def test_a_second_administrator_confirms(cast, desk, second):
    client = desk(cast.administrator)
    page = client.post(
        f"/admin/accounts/user/{cast.correspondent.pk}/change/",
        data_of(cast.correspondent, ("correspondent", "chief_editor")), follow=True,
    )  # fmt: skip
    assert "总编：须由另一位管理员确认，确认之前该账号没有此角色。" in page.content.decode()
    assert roles_of(cast.correspondent) == {"correspondent"}
    grant = RoleGrant.objects.get()
    key = f"rolegrant-{grant.pk}"
    # Saving once more neither takes it back nor gives it; the one who asked cannot confirm.
    save(client, cast.correspondent, "correspondent", "chief_editor")
    assert (
        "须由另一位管理员确认"
        in client.post(
            "/admin/accounts/user/to-confirm/", {"row": key, "do": "confirm"}, follow=True
        ).content.decode()
    )
    assert (RoleGrant.objects.count(), roles_of(cast.correspondent)) == (1, {"correspondent"})
    client = desk(second)
    assert 'class="notice-count">1<' in client.get("/admin/accounts/user/").content.decode()
    client.post("/admin/accounts/user/to-confirm/", {"row": key, "do": "confirm"})
    assert roles_of(cast.correspondent) == {"correspondent", "chief_editor"}
    log = (
        AuditEntry.objects.filter(what__startswith="rights")
        .order_by("id")
        .values_list("what", "actor_name", "note")
    )
    assert list(log) == [
        ("rights_asked", "管理员（administrator）", "总编"),
        ("rights_given", "第二位（second）", "总编，由管理员提出"),
    ]
    assert (
        "由管理员提出，第二位于"
        in client.get(f"/admin/accounts/user/{cast.correspondent.pk}/change/").content.decode()
    )


def test_it_may_be_refused_and_taken_back(cast, desk, second):
    for somebody in (second, cast.administrator):
        save(desk(cast.administrator), cast.correspondent, "correspondent", "editor")
        grant = RoleGrant.objects.pending().get()
        desk(somebody).post(
            "/admin/accounts/user/to-confirm/", {"row": f"rolegrant-{grant.pk}", "do": "refuse"}
        )
        assert not RoleGrant.objects.pending().exists()
    assert roles_of(cast.correspondent) == {"correspondent"}


def test_nobody_confirms_their_own_role(cast, second, rf):
    grant = RoleGrant.objects.create(user=second, role="editor", asked_by=cast.administrator, takes_two=True)
    with pytest.raises(PermissionError, match="须由另一位管理员确认"):
        grants.confirm(grant, by=second, request=rf.get("/"))


def test_what_excludes_is_looked_at_again_when_confirmed(cast, second, rf):
    third = make_user("third", roles=("section_chief",), organization=cast.city)
    grant = RoleGrant.objects.create(user=third, role="editor", asked_by=cast.administrator, takes_two=True)
    with pytest.raises(PermissionError, match="三审由三个人分别进行"):
        grants.confirm(grant, by=second, request=rf.get("/"))


def test_the_database_knows_that_two_are_two(cast):
    with pytest.raises(IntegrityError, match="accounts_two_administrators"), transaction.atomic():
        RoleGrant.objects.create(
            user=cast.correspondent, role="editor", asked_by=cast.administrator, confirmed_by=cast.administrator,
            takes_two=True,
        )  # fmt: skip


def test_an_administrator_of_another_district_does_not_count(cast, desk):
    make_user("chaoyang_admin", roles=("administrator",), organization=cast.chaoyang)
    save(desk(cast.administrator), cast.correspondent, "correspondent", "editor")
    assert roles_of(cast.correspondent) == {"correspondent", "editor"}


def test_a_correspondent_needs_no_second_person_and_taking_away_neither(cast, desk, second):
    client = desk(cast.administrator)
    save(client, cast.editor, "editor", "correspondent")
    assert roles_of(cast.editor) == {"editor", "correspondent"}
    save(client, cast.editor)
    assert roles_of(cast.editor) == set()
    assert {Role.CORRESPONDENT} == set(Role) - CONFIRMED_ROLES
