"""What requests bring with them (forms, files), kept from stopping the site.

The server hands a request over before its body has arrived and has no deadline for it: a body that never comes holds
a thread for ever, and a few of them all threads. So a body is taken in here, before Django, under three rules:

- only addresses of the desk take one; for all others there is none, whatever is sent,
- what says that it is too long, or does not say how long it is, is refused unread,
- only ``at_once`` requests of a process may be taking one in at the same time, fewer than it has threads; those with
  large files until they are answered. The next is refused unread, to be sent again; so readers always find a thread.

What was refused, and why, is told to ``RefusedBodies`` in the middleware, which answers with a page.
"""

import io
import tempfile
import threading
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from typing import Any

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]

REFUSED = "portal.refused_body"  # the key in the WSGI environment; its value is one of the statuses below
BROKEN_OFF, LENGTH_REQUIRED, TOO_LARGE, BUSY = 400, 411, 413, 503
KEPT_IN_MEMORY = 1024 * 1024  # bytes; what is longer is taken into a temporary file
CHUNK = 64 * 1024


class BodyGuard:
    """A WSGI application that takes the bodies in for another one."""

    def __init__(
        self, application: Application, *, takes: Callable[[str], bool], most: int, at_once: int
    ) -> None:
        """``takes(path)``: whether the address takes a body; ``most`` bytes; ``at_once`` in this process."""
        self.application = application
        self.takes = takes
        self.most = most
        self._slots = threading.BoundedSemaphore(at_once)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        sent, environ["wsgi.input"] = environ["wsgi.input"], io.BytesIO()
        length = environ.get("CONTENT_LENGTH") or "0"
        unmeasured = environ.pop("HTTP_TRANSFER_ENCODING", None) is not None
        if length == "0" and not unmeasured:
            return self.application(environ, start_response)
        environ["CONTENT_LENGTH"] = "0"
        if not self.takes(environ.get("PATH_INFO", "")):
            return self.application(environ, start_response)
        if unmeasured or not (length.isascii() and length.isdigit()):
            return self._refuse(LENGTH_REQUIRED, environ, start_response)
        if int(length) > self.most:
            return self._refuse(TOO_LARGE, environ, start_response)
        return self._take_in(sent, int(length), environ, start_response)

    def _take_in(
        self, sent: Any, length: int, environ: dict[str, Any], start_response: Any
    ) -> Iterable[bytes]:
        # Not a moment's waiting: whoever waits holds a thread too.
        if not self._slots.acquire(blocking=False):
            return self._refuse(BUSY, environ, start_response)
        with ExitStack() as stack:
            slot = stack.enter_context(ExitStack())
            slot.callback(self._slots.release)
            body = stack.enter_context(tempfile.SpooledTemporaryFile(max_size=KEPT_IN_MEMORY))
            whole = copy(sent, body, length)
            # What is in a file is work for seconds (pictures, Word): it keeps its place until it is answered, or
            # twenty uploads at once would hold every thread while they wait for one another.
            if length <= KEPT_IN_MEMORY:
                slot.close()
            if not whole:  # half a form reads like a whole one: nobody may save it
                return self._refuse(BROKEN_OFF, environ, start_response)
            environ |= {"wsgi.input": body, "CONTENT_LENGTH": str(length)}
            return self.application(environ, start_response)

    def _refuse(self, status: int, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        environ[REFUSED] = status
        return self.application(environ, start_response)


def copy(source: Any, target: Any, length: int) -> bool:
    """Copy so many bytes and go back to the beginning of the copy; False if the source ended before."""
    while length > 0 and (chunk := source.read(min(CHUNK, length))):
        target.write(chunk)
        length -= len(chunk)
    target.seek(0)
    return length == 0
