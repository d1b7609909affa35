"""Rows and files that the tests of one module share: made once, and gone with the module.

What a test does to the rows is undone after it, as always; so it makes no difference which test comes first.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker


@contextmanager
def uploads_in(folder: Path) -> Iterator[None]:
    """Uploads go below ``folder``, the renditions and the originals. Who writes first makes it."""
    originals = {
        **settings.STORAGES["originals"],
        "OPTIONS": {"location": folder / "originals", "base_url": None},
    }
    storages = {**settings.STORAGES, "originals": originals}
    with override_settings(MEDIA_ROOT=folder / "media", STORAGES=storages):
        yield


@contextmanager
def undone(blocker: DjangoDbBlocker, uploads: Path) -> Iterator[None]:
    """For a fixture of a module, which asks for ``django_db_setup`` too: rows that are rolled back at the end, with
    their files in the folder ``uploads``."""
    with blocker.unblock(), uploads_in(uploads), transaction.atomic():
        yield
        transaction.set_rollback(True)
