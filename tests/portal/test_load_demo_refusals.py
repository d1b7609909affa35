"""Loading the demonstration where it must not be loaded, and a loading that fails midway."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection, transaction
from django.utils.translation import override
from PIL import Image

from accounts.models import User
from organizations.models import Kind, Organization
from photos import picture_files
from portal.demo import loading, stories


def test_a_portal_with_content_of_its_own_is_refused(db):
    Organization.objects.create(name="某区总工会", kind=Kind.DISTRICT)
    with override("en"), pytest.raises(CommandError) as refused:
        call_command("load_demo", stdout=StringIO())
    assert str(refused.value) == (
        "This portal holds content of its own, so the demonstration was not loaded. "
        "Load it into an empty database."
    )
    assert list(Organization.objects.values_list("name", flat=True)) == ["某区总工会"]
    assert User.objects.count() == 0


def test_a_failure_leaves_neither_rows_nor_files(db, media_root, monkeypatch):
    def fail(content):
        assert len(content.photos) > 20 and list(Path(media_root).rglob("*.webp"))
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(picture_files, "open_picture", lambda content: Image.new("RGB", (60, 40)))
    monkeypatch.setattr(stories, "load_articles", fail)
    with pytest.raises(RuntimeError, match="the disk is full"):
        loading.load()
    assert set(loading._counts().values()) == {0}
    assert User.objects.count() == 0
    assert [path for path in Path(media_root).parent.rglob("*") if path.is_file()] == []


def test_a_second_loading_waits_for_the_first(db, media_root):
    first = connection.copy()
    try:
        with first.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("LOCK TABLE portal_demonstration IN EXCLUSIVE MODE")
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '20ms'")
        with pytest.raises(OperationalError, match="lock timeout"), transaction.atomic():
            loading.load()
    finally:
        first.close()
    assert not Path(media_root).exists()
