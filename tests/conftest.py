"""What all tests share: quick settings that change no behaviour under test."""

import gc
import shutil
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.contrib import admin
from django.core.cache import caches
from django.db import connection
from django.db.backends.postgresql.operations import DatabaseOperations
from django.test import Client
from django.utils import translation
from pytest_django import DjangoDbBlocker

from portal.desk.registration import register_all
from tests import factories
from tests.migrated import migrated
from tests.shared import uploads_in


def pytest_configure() -> None:
    """Settings that cost time and prove nothing: slow hashes, safe writes, fingerprinted static files."""
    django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    django_settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    django_settings.STORAGES["staticfiles"] = {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
    }
    django_settings.WHITENOISE_AUTOREFRESH = True  # nothing is collected for tests, nor looked through
    django_settings.PAGE_STORE_MB = (
        0  # pages are rendered when they are asked for, unless a test asks for the store
    )
    django_settings.PAGE_COPIES_MB = 0
    django_settings.SEARCHES_A_SECOND = 0
    for database in django_settings.DATABASES.values():
        database.setdefault("OPTIONS", {})["options"] = "-c synchronous_commit=off"


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end: the search for cycles need not look at it again and again."""
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    request: pytest.FixtureRequest,
    django_db_modify_db_settings_parallel_suffix: None,
    django_db_blocker: DjangoDbBlocker,
) -> None:
    """Each process of tests gets a copy of one migrated database (pytest-django asks this fixture before it makes
    the databases); where it is counted which lines run, they run."""
    if request.config.pluginmanager.hasplugin("_cov"):
        return
    with django_db_blocker.unblock():
        connection.settings_dict["TEST"]["TEMPLATE"] = migrated()


# What migrations wrote and the tests need: the roles with what they point to.
KEPT_BY_FLUSH = {
    "auth_group", "auth_group_permissions", "auth_permission", "django_content_type", "search_synonyms",
}  # fmt: skip
FINAL_TABLES = ("articles_reviewrecord", "accounts_auditentry")  # each with a trigger against TRUNCATE


# From so many test files on, a second process is worth its start; below, it only makes a test of one rule wait.
ENOUGH_FOR_TWO = 24


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """How many processes ``-n auto`` means: two for the suite or a large part of it, else this one alone."""
    files: set[Path] = set()
    for argument in config.args:
        path = Path(argument.partition("::")[0])
        files |= set(path.rglob("test_*.py")) if path.is_dir() else {path}
    return 2 if len(files) >= ENOUGH_FOR_TWO else 0


@pytest.fixture(scope="session", autouse=True)
def flush_between_tests() -> Iterator[None]:
    """A test with real transactions empties all tables at its end; what is evidence refuses that for good reason.
    For this one statement, and in tests only, the triggers are put aside."""
    original = DatabaseOperations.execute_sql_flush
    sql_flush = DatabaseOperations.sql_flush

    def without_kept(self: Any, style: Any, tables: Any, **options: Any) -> Any:
        return sql_flush(self, style, [table for table in tables if table not in KEPT_BY_FLUSH], **options)

    def without_trigger(self: Any, statements: list[str]) -> None:
        aside = [f"ALTER TABLE {table} DISABLE TRIGGER {table}_kept" for table in FINAL_TABLES]
        again = [f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_kept" for table in FINAL_TABLES]
        original(self, [*aside, *statements, *again])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "sql_flush", without_kept)
        patch.setattr(DatabaseOperations, "execute_sql_flush", without_trigger)
        yield


@pytest.fixture(scope="session", autouse=True)
def short_ways() -> Iterator[None]:
    """What the product does beside a request or keeps between two, done at once here. Laid once for all tests, since
    each fixture of each of several thousand tests costs; a test of the thing itself lays its own way over it."""
    from photos.exposure import exposure

    with pytest.MonkeyPatch.context() as patch:
        # Mails are sent before the test goes on, not beside it.
        patch.setattr("articles.notices.run_aside", lambda task: task())
        # Who may have a picture is asked each time: what a test writes is not committed, so nobody is told of it.
        patch.setattr(exposure, "_generation", lambda: None)
        # Whether the demonstration is there is known for the same reason until a test says ``notice.forget()``.
        patch.setattr("portal.demo.notice.changes", SimpleNamespace(generation=lambda: 0, is_away=False))
        # Tests look for headlines whole, and nothing hidden may hide behind a ``<wbr>``.
        for module in ("articles.models.article", "articles.models.listings", "events.models.event",
                       "events.models.programme"):  # fmt: skip
            patch.setattr(f"{module}.with_breaks", lambda title: "")
        # Reviewers have read what they pass.
        patch.setattr("articles.viewings.has_seen", lambda user, article: True)
        yield


@pytest.fixture(autouse=True)
def house() -> Iterator[None]:
    """Chinese, whatever page an earlier test asked for (a request leaves its language behind in the thread), and no
    demonstration, which is known without a look; a test that loads it says ``notice.forget()``."""
    from portal.demo import notice

    caches["process"].set(notice.KEY, (0, False), None)
    with translation.override(django_settings.LANGUAGE_CODE):
        yield


@pytest.fixture(scope="session", autouse=True)
def uploads(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Uploads of the tests of this process go to a folder below this one. Laid once, as ``short_ways`` are."""
    folder = tmp_path_factory.getbasetemp() / "uploads"
    with uploads_in(folder):
        yield folder


@pytest.fixture(autouse=True)
def media_root(uploads: Path) -> Iterator[Path]:
    """Where a test finds the renditions of its uploads. Most tests write nothing; what one wrote is gone after it."""
    yield Path(django_settings.MEDIA_ROOT)
    if uploads.exists():
        shutil.rmtree(uploads)


class Cast:
    """The people and unions that most tests play with: 昌平 and 朝阳 below 北京市总工会.

    Rows are made when first asked for, so a test pays only for those it names.
    """

    @cached_property
    def city(self) -> Any:
        return factories.make_organization("北京市总工会", kind="province", short_name="市总")

    @cached_property
    def changping(self) -> Any:
        return factories.make_organization(
            "昌平区总工会", parent=self.city, district="昌平区", short_name="昌平区总"
        )

    @cached_property
    def chaoyang(self) -> Any:
        return factories.make_organization(
            "朝阳区总工会", parent=self.city, district="朝阳区", short_name="朝阳区总"
        )

    @cached_property
    def correspondent(self) -> Any:
        """A correspondent of 昌平."""
        return self._user("correspondent", "何苗", self.changping)

    @cached_property
    def other_correspondent(self) -> Any:
        """A correspondent of 朝阳."""
        return self._user("correspondent", "周砚", self.chaoyang, "other_correspondent")

    @cached_property
    def editor(self) -> Any:
        return self._user("editor", "方宁", self.city)

    @cached_property
    def section_chief(self) -> Any:
        return self._user("section_chief", "高原", self.city)

    @cached_property
    def chief_editor(self) -> Any:
        return self._user("chief_editor", "林川", self.city)

    @cached_property
    def administrator(self) -> Any:
        return self._user("administrator", "管理员", self.city)

    @cached_property
    def stranger(self) -> Any:
        """Somebody with an account and no role."""
        return factories.make_user("stranger", real_name="路人", is_staff=False)

    def _user(self, role: str, real_name: str, organization: Any, username: str = "") -> Any:
        return factories.make_user(
            username or role, roles=(role,), real_name=real_name, organization=organization
        )


@pytest.fixture
def cast(db: None) -> Cast:
    return Cast()


@pytest.fixture
def desk_site() -> admin.AdminSite:
    """The site of the desk with all that is registered, also in a test that asks for no page."""
    register_all()
    return admin.site


@pytest.fixture
def desk(client: Client) -> Callable[[Any], Client]:
    """``desk(user)``: a browser signed in as somebody."""

    def sign_in(user: Any) -> Client:
        client.force_login(user)
        return client

    return sign_in
