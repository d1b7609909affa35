"""What several tests of the portal share."""

from collections.abc import Iterator

import pytest
from PIL import Image
from pytest_django import DjangoDbBlocker

from pagecache.changes import Changes
from pagecache.kept import kept
from photos import picture_files
from portal.demo import loading
from tests import hard_world
from tests.shared import undone


@pytest.fixture(scope="module")
def loaded(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[loading.Loaded]:
    """The demonstration, loaded once for this module, with tiny pictures in place of its own."""
    with undone(django_db_blocker, tmp_path_factory.mktemp("demo")):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(picture_files, "open_picture", lambda content: Image.new("RGB", (60, 40)))
            loaded = loading.load()
        yield loaded


@pytest.fixture(scope="module")
def addresses(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, str]]:
    """An address of every kind of readers' page, in a portal that is hard to show, made once for this module."""
    with undone(django_db_blocker, tmp_path_factory.mktemp("hard")):
        yield hard_world.addresses(hard_world.make_world())


@pytest.fixture
def changes(settings, tmp_path, monkeypatch):
    """What is kept hears of each change, as after an answer of the desk. Only without a transaction around the test."""
    settings.VAR_DIR = tmp_path
    listening = Changes(patience=0)
    monkeypatch.setattr(kept, "_changes", listening)
    monkeypatch.setattr("portal.demo.notice.changes", listening)
    yield listening
    listening.close()
