"""What is prepared before the first reader comes, and that none of it is done twice."""

import re

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.db import connection
from django.test import RequestFactory

from portal.operations import first_run
from tests import factories


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def commands(monkeypatch) -> list[str]:
    """Names of the commands that are called, instead of their effects."""
    called: list[str] = []
    monkeypatch.setattr(first_run, "call_command", lambda name, **_options: called.append(name))
    return called


@pytest.mark.django_db
def test_an_account_is_made_once_and_its_password_shown(said):
    assert first_run.create_account(said.append) is True
    text = "\n".join(said)
    name, password = re.search(r"用户名：(\S+)    密码：(\S+)\n", text).groups()
    user = authenticate(RequestFactory().post("/"), username=name, password=password)
    assert (user.username, user.is_superuser, user.is_staff) == ("admin", True, True)
    assert len(password) == 16
    assert f"manage.py changepassword {name}" in text
    assert password not in str(get_user_model().objects.values_list().get())
    said.clear()
    assert first_run.create_account(said.append) is False
    assert said == []


@pytest.mark.django_db
def test_a_name_that_is_taken_is_left_alone(said):
    users = get_user_model().objects
    users.create_user("admin", password="mine")
    users.create_superuser("left", is_active=False)
    first_run.create_account(said.append)
    assert sorted(users.filter(is_superuser=True).values_list("username", flat=True)) == ["admin1", "left"]
    assert users.get(username="admin").check_password("mine")


@pytest.mark.django_db
def test_the_demonstration_is_for_an_empty_database_only(said, commands):
    assert first_run.load_demonstration(said.append) is True
    assert commands == ["load_demo"]
    assert said == ["数据库是空的，正在载入演示内容……"]
    factories.make_organization("昌平区总工会")
    assert first_run.load_demonstration(said.append) is False
    assert commands == ["load_demo"]


@pytest.mark.django_db
def test_the_steps_in_their_order_under_a_lock(said, commands, monkeypatch):
    held: list[int] = []

    def look(_say) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()"
            )
            held.append(cursor.fetchone()[0])

    monkeypatch.setattr(first_run, "load_demonstration", look)
    monkeypatch.setattr(first_run, "create_account", look)
    monkeypatch.setattr(first_run, "collect_static", lambda: look(None))
    first_run.prepare(said.append)
    assert (commands, held) == (["migrate"], [1, 1, 0])


def test_static_files_are_collected_when_they_have_changed(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path / "collected"
    settings.STATICFILES_DIRS = [tmp_path / "own"]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "a.css").write_text("a {}")
    assert first_run.collect_static() is True
    assert (tmp_path / "collected" / "a.css").read_text() == "a {}"
    assert first_run.collect_static() is False
    (tmp_path / "own" / "b.css").write_text("b {}")
    assert first_run.collect_static() is True
    assert (tmp_path / "collected" / "b.css").read_text() == "b {}"
