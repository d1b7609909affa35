"""What a host renders with: hosts of one edition render the same pages, and may share them (``CACHE_URL``)."""

import hashlib
import hmac
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings

# What pages are made of. Another version of any of it, while hosts are brought up to date one by one, is another page:
# it names style sheets that the others do not have.
FOLDERS = ("templates", "static", "locale")  # beside the apps
KINDS = frozenset({".py", ".html", ".txt", ".xml", ".svg", ".css", ".js", ".json", ".mo"})
SETTINGS = ("SITE", "SITE_URL", "LANGUAGE_CODE", "LANGUAGES", "TIME_ZONE", "MEDIA_URL", "STATIC_URL", "DEBUG")


def edition() -> bytes:
    """32 bytes that nobody knows who does not have the secret key; the same on every host of the same version."""
    digest = hashlib.sha256()
    for name, path in _files():
        content = path.read_bytes()
        digest.update(f"{name} {len(content)}\n".encode())
        digest.update(content)
    for name in SETTINGS:
        digest.update(f"{name}={getattr(settings, name)!r}\n".encode())
    return hmac.digest(settings.SECRET_KEY.encode(), digest.digest(), "sha256")


def _files() -> Iterator[tuple[str, Path]]:
    """Each with a name that is the same wherever the project lies."""
    root = Path(settings.BASE_DIR)
    yield "requirements", root / "requirements.txt"
    apps_of_ours = {Path(app.path) for app in apps.get_app_configs() if Path(app.path).parent == root}
    for folder in sorted(apps_of_ours | {root / name for name in FOLDERS}):
        for path in sorted(folder.rglob("*")):
            if path.suffix in KINDS and path.is_file():
                yield str(path.relative_to(root)), path
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if manifest.is_file():
        yield "static", manifest
