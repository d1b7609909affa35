"""What all tests share: quick settings that change no behaviour under test."""

from pathlib import Path

import pytest
from django.conf import settings as django_settings


def pytest_configure() -> None:
    """Settings that cost time and prove nothing: slow hashes, safe writes, fingerprinted static files."""
    django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    django_settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    django_settings.STORAGES["staticfiles"] = {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
    }
    for database in django_settings.DATABASES.values():
        database.setdefault("OPTIONS", {})["options"] = "-c synchronous_commit=off"


@pytest.fixture(autouse=True)
def media_root(settings, tmp_path: Path) -> Path:
    """Uploads of a test go to its own folder, the renditions and the originals."""
    settings.MEDIA_ROOT = tmp_path / "media"
    originals = {
        **settings.STORAGES["originals"],
        "OPTIONS": {"location": tmp_path / "originals", "base_url": None},
    }
    settings.STORAGES = {**settings.STORAGES, "originals": originals}
    return settings.MEDIA_ROOT
