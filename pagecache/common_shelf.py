"""Pages that several hosts share, in Redis or Valkey; what is not there, or not ours, is no page.

A page lies there with the *mark* of what its host had heard when it was rendered (``Changes.known``). Whoever takes it
has just heard exactly the same from the database. So it is the database that says what holds: a server that was
emptied, has gone back to an older copy of itself, or is asked by a host that was away, cannot bring back an old page.

Pages are signed. Such servers often stand open in a network, and whoever could write there would write on the site.
"""

import hashlib
import hmac
import logging
import time
from collections.abc import Callable
from typing import TypeVar

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError, ResponseError
from redis.retry import Retry

from pagecache.entries import Entry

PATIENCE = 0.1  # seconds that a reader waits for it; rendering takes less
LEFT_ALONE = 2.0  # seconds after it did not answer
LONGEST_KEPT = 24 * 3600  # seconds
LARGEST = 8 * 1024 * 1024  # bytes that are fetched at most
SIGNATURE = 32  # bytes

Answer = TypeVar("Answer")

logger = logging.getLogger(__name__)


class CommonShelf:
    """One a process. Whatever goes wrong costs a reader ``PATIENCE`` at most, and one line in the log."""

    def __init__(self, url: str, edition: bytes, *, clock: Callable[[], float] = time.monotonic) -> None:
        """``edition``: a secret that only those have who render the same pages: this version, with these settings."""
        self._edition, self._clock = edition, clock
        self._name = hmac.digest(edition, b"name", "sha256").hex()[:16]
        self._server = Redis.from_url(
            url,
            socket_timeout=PATIENCE,
            socket_connect_timeout=PATIENCE,
            retry=Retry(NoBackoff(), 0),
            protocol=2,
        )
        self._again_at = float("-inf")
        self._complained: set[str] = set()

    def get(self, key: str, mark: str, *, now: float) -> Entry | None:
        """The page for an address as somebody rendered it who had heard just as much; ``now`` as ``Entry.until``."""
        nothing: bytes | str = b""
        data = self._asked(
            "read", lambda: self._server.getrange(self._place(key), 0, LARGEST), otherwise=nothing
        )
        if not data:
            return None
        try:
            if isinstance(data, str):
                raise TypeError("CACHE_URL asks for texts, and pages are bytes: leave decode_responses out")
            told, content = self._opened(key, data)
            entry = Entry.from_bytes(content, key) if told == mark else None
        except Exception as error:  # noqa: BLE001 - whatever stands there: it is no page
            self._complain("garbage", error)
            return None
        return entry if entry is not None and now < entry.until else None

    def put(self, key: str, mark: str, entry: Entry, *, now: float) -> None:
        seconds = int(min(entry.until - now, LONGEST_KEPT))
        if seconds < 1:
            return
        content = mark.encode() + b"\n" + entry.to_bytes(key)
        data = self._signature(key, content) + content
        if len(data) <= LARGEST:
            self._asked("write", lambda: self._server.set(self._place(key), data, ex=seconds), otherwise=None)

    def _opened(self, key: str, data: bytes) -> tuple[str, bytes]:
        """The mark and the page. Raises ``ValueError`` for what was not written by one of us at this place."""
        signature, content = data[:SIGNATURE], data[SIGNATURE:]
        if not hmac.compare_digest(signature, self._signature(key, content)):
            raise ValueError("not written by this portal")
        mark, _newline, page = content.partition(b"\n")
        return mark.decode(), page

    def _signature(self, key: str, content: bytes) -> bytes:
        return hmac.digest(self._edition, self._place(key).encode() + b"\n" + content, "sha256")

    def _place(self, key: str) -> str:
        address = hashlib.sha256(key.encode("utf-8", "surrogateescape")).hexdigest()[:32]
        return f"portal:{self._name}:{address}"

    def _asked(self, what: str, question: Callable[[], Answer], *, otherwise: Answer) -> Answer:
        if self._clock() < self._again_at:
            return otherwise
        try:
            answer = question()
        except ResponseError as error:  # it is there, and refuses: full, or a copy that only reads
            self._complain(what, error)
            return otherwise
        except (RedisError, OSError, ValueError) as error:
            self._again_at = self._clock() + LEFT_ALONE
            self._complain("silence", error)
            return otherwise
        self._complained -= {what, "silence"}
        return answer

    def _complain(self, what: str, error: Exception) -> None:
        """One line of a kind, until it works again."""
        if what not in self._complained:
            self._complained.add(what)
            logger.warning(
                "Pages shared with other hosts (CACHE_URL), and the portal does without: %s", error
            )
