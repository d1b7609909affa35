"""How often one visitor may ask for what costs much: so many times a second, and a burst besides.

Kept in memory, for each process by itself: it is there so that nobody takes all of a worker, not to count exactly.
"""

import time
from collections import OrderedDict
from ipaddress import IPv6Address, ip_address
from threading import Lock

MOST_KEPT = 10_000  # visitors; whoever has not asked for the longest time is forgotten
PREFIX = 64  # bits of an IPv6 address, which is what one visitor has


class Pace:
    """``burst``: how many times somebody may ask at once who has not asked for a while."""

    def __init__(self, burst: float) -> None:
        self._burst = burst
        self._paid: OrderedDict[str, float] = OrderedDict()  # until when what a visitor had is paid for
        self._lock = Lock()

    def wait(self, address: str, a_second: float, cost: float = 1, now: float | None = None) -> float:
        """Seconds until somebody at this address may ask again; 0 where it was granted now.

        ``a_second``: how much may be asked for in a second, 0 for any number. ``cost``: what this counts for. ``now``:
        seconds of a clock that never goes back.
        """
        if not a_second:
            return 0
        now = time.monotonic() if now is None else now
        who = visitor(address)
        with self._lock:
            paid = max(now, self._paid.pop(who, now)) + cost / a_second
            late = paid - now - self._burst / a_second
            self._paid[who] = paid if late <= 0 else paid - cost / a_second
            if len(self._paid) > MOST_KEPT:
                self._paid.popitem(last=False)
        return max(0.0, late)


def visitor(address: str) -> str:
    """Who is at an address: of IPv6 the network, since each visitor has one; what is no address stands for itself."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    return str(int(parsed) >> (128 - PREFIX)) if isinstance(parsed, IPv6Address) else address
