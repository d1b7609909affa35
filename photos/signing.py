"""Addresses of pictures that nothing public shows, for readers of a draft preview, who have no account."""

import datetime as dt
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.core.signing import BadSignature, TimestampSigner

# What was copied out of a preview works for so long; the preview itself is loaded anew each time.
SIGNED_FOR = dt.timedelta(hours=2)
PARAMETER = "preview"

_signs: ContextVar[bool] = ContextVar("signs", default=False)
_signer = TimestampSigner(salt="photos.signing")


@contextmanager
def signed_addresses() -> Iterator[None]:
    """All addresses of pictures that are written inside carry a signature."""
    token = _signs.set(True)
    try:
        yield
    finally:
        _signs.reset(token)


def signs_addresses() -> bool:
    """Whether ``signed_addresses`` holds: what is written now is for one reader."""
    return _signs.get()


def with_signature(url: str, key: uuid.UUID) -> str:
    """The address, signed where ``signed_addresses`` holds, else as it is."""
    if not _signs.get():
        return url
    word = _signer.sign(key.hex).partition(":")[2]
    return f"{url}?{PARAMETER}={word}"


def is_signed(key: uuid.UUID, word: str) -> bool:
    """Whether ``word`` was signed for this picture within ``SIGNED_FOR``."""
    try:
        _signer.unsign(f"{key.hex}:{word}", max_age=SIGNED_FOR)
    except BadSignature:
        return False
    return True
