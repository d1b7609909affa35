"""Maintenance mode: closes the site to readers.

A small file in ``VAR_DIR``: it works without the database, applies to all workers at once, and survives restarts.
"""

import datetime as dt
import json
import os
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils import timezone

STILL_ANSWERED = ("/healthz", "/readyz")
RETRY_AFTER = 600  # seconds, while nobody knows when it will be over
LEAST_RETRY_AFTER = 60


@dataclass(frozen=True)
class Closed:
    """Why and until when the site is closed; ``is_readable`` is false of a file that makes no sense."""

    until: dt.datetime | None = None
    message: str = ""
    is_readable: bool = True

    @property
    def retry_after(self) -> int:
        """Seconds after which to ask again. A time that has passed was too hopeful, and tells nothing."""
        seconds = int((self.until - timezone.now()).total_seconds()) if self.until else 0
        return max(seconds, LEAST_RETRY_AFTER) if seconds > 0 else RETRY_AFTER


def path() -> Path:
    return Path(settings.VAR_DIR) / "maintenance.json"


def current() -> Closed | None:
    """``None`` while the site is open. A file that cannot be read closes it too: somebody meant to."""
    try:
        text = path().read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, UnicodeDecodeError):
        return Closed(is_readable=False)
    try:
        data = json.loads(text)
        until = dt.datetime.fromisoformat(data["until"]) if data["until"] else None
        if until is not None and timezone.is_naive(until):
            until = timezone.make_aware(until)
        return Closed(until, str(data["message"]))
    except (ValueError, TypeError, KeyError):
        return Closed(is_readable=False)


def begin(*, until: dt.datetime | None = None, message: str = "") -> None:
    """Close the site, or say something else of a closed one. Raises ``OSError`` when the file cannot be written."""
    path().parent.mkdir(parents=True, exist_ok=True)
    draft = path().with_name(f"{path().name}.{os.getpid()}")
    data = {"until": until.isoformat() if until else None, "message": message}
    draft.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    draft.replace(path())


def end() -> bool:
    """Open the site; True if it was closed."""
    try:
        path().unlink()
    except FileNotFoundError:
        return False
    return True
