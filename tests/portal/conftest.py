"""What several tests of the portal share."""

import pytest
from django.db import transaction
from django.test import override_settings
from PIL import Image

from photos import picture_files
from portal.demo import loading


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demonstration, loaded once for this module, with tiny pictures in place of its own."""
    folder = tmp_path_factory.mktemp("demo")
    originals = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    storages = {
        "default": originals,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        "originals": {**originals, "OPTIONS": {"location": folder / "originals", "base_url": None}},
    }
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=folder / "media", STORAGES=storages),
        transaction.atomic(),
    ):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(picture_files, "open_picture", lambda content: Image.new("RGB", (60, 40)))
            loaded = loading.load()
        yield loaded
        transaction.set_rollback(True)
