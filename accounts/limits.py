"""How often a password may be tried: counted over the log, so all processes count alike and a restart forgets nothing.

A browser that has signed in before carries a signed cookie that says for which names (OWASP's "device cookies"). It
is counted by itself, so nobody can lock a colleague out from the same office or from anywhere else. All other
browsers share three limits: five tries for a name at an address in a quarter of an hour, ten names at an address in
an hour, and fifty tries for a name from everywhere in a day. Names that do not exist count like those that do.
"""

import datetime as dt
import secrets
import unicodedata
from dataclasses import dataclass
from ipaddress import IPv6Network, ip_address

from django.conf import settings
from django.core import signing
from django.db.models import Q
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.models import AuditEntry, What
from common.client_address import client_address

TRIES, TRIES_WITHIN = 5, dt.timedelta(minutes=15)  # of one name at one address, or in one known browser
NAMES, NAMES_WITHIN = 10, dt.timedelta(hours=1)  # that failed at one address and did not get in afterwards
EVERYWHERE, EVERYWHERE_WITHIN = 50, dt.timedelta(hours=24)  # of one name; NIST SP 800-63B allows 100

COOKIE = "desk_browser"
COOKIE_AGE = 180 * 24 * 3600  # seconds
NAMES_OF_A_BROWSER = 5


@dataclass(frozen=True)
class Pause:
    """Why and for how many minutes a sign-in is put off. ``why``: ``name``, ``address`` or ``everywhere``."""

    why: str
    minutes: int
    tries: int


def key_of(name: str) -> str:
    """A name as the log counts it: not the name itself, for people type their password there."""
    folded = unicodedata.normalize("NFKC", name).strip().casefold()
    return salted_hmac("accounts.limits", folded, algorithm="sha256").hexdigest()[:32]


def browser_of(request: HttpRequest, name_key: str) -> str:
    """The number of a browser that has signed in with this name before; empty for any other."""
    number, names = _cookie(request)
    return number if name_key in names else ""


def remember_browser(request: HttpRequest, response: HttpResponseBase, name: str) -> None:
    """Let the browser show, next time, that it has been here with this name."""
    number, names = _cookie(request)
    key = key_of(name)
    kept = [key, *(other for other in names if other != key)][:NAMES_OF_A_BROWSER]
    response.set_cookie(
        COOKIE, signing.dumps([number or secrets.token_hex(16), kept], salt=COOKIE), max_age=COOKIE_AGE,
        secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax",
    )  # fmt: skip


def _cookie(request: HttpRequest) -> tuple[str, list[str]]:
    try:
        number, names = signing.loads(request.COOKIES.get(COOKIE, ""), salt=COOKIE, max_age=COOKIE_AGE)
    except (signing.BadSignature, ValueError, TypeError):
        return "", []
    return str(number), list(names)


def pause_for(request: HttpRequest, name: str) -> Pause | None:
    """Whether a password for this name may not be tried now from where the request comes."""
    key = key_of(name)
    browser = browser_of(request, key)
    if browser:
        tries = Q(name_key=key, browser_key=browser)
        return _pause(tries, "name", TRIES, TRIES_WITHIN)
    source = _source(client_address(request))
    unknown = Q(browser_key="")
    return (
        _pause(Q(name_key=key) & source & unknown, "name", TRIES, TRIES_WITHIN)
        or _pause_of_address(source & unknown)
        or _pause(Q(name_key=key) & unknown, "everywhere", EVERYWHERE, EVERYWHERE_WITHIN)
    )


def _source(address: str) -> Q:
    """One address; of IPv6 the network of one customer, who has 2⁶⁴ of them."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return Q(address=None)
    if parsed.version == 4:
        return Q(address=str(parsed))
    network = IPv6Network(f"{parsed}/64", strict=False)
    return Q(address__gte=str(network[0]), address__lte=str(network[-1]))


def _pause(tries: Q, why: str, most: int, within: dt.timedelta) -> Pause | None:
    """A pause, if there were too many failures since the last success; it ends when the oldest of them is forgotten."""
    now = timezone.now()
    entries = AuditEntry.objects.filter(tries, at__gt=now - within)
    signed_in = entries.filter(what=What.SIGNED_IN).order_by("-at").values_list("at", flat=True).first()
    failures = entries.filter(what=What.REFUSED)
    if signed_in:
        failures = failures.filter(at__gt=signed_in)
    times = list(failures.order_by("-at").values_list("at", flat=True)[:most])
    if len(times) < most:
        return None
    return Pause(why, _minutes(times[-1] + within - now), most)


def _pause_of_address(tries: Q) -> Pause | None:
    """Whoever mistypes and then gets in is no attacker, so an office behind one address is not stopped by it."""
    now = timezone.now()
    entries = AuditEntry.objects.filter(tries, at__gt=now - NAMES_WITHIN).exclude(name_key="")
    got_in = entries.filter(what=What.SIGNED_IN).values("name_key")
    failures = entries.filter(what=What.REFUSED).exclude(name_key__in=got_in).order_by("-at")
    # Of each name the earliest, which comes last.
    first_failures = dict(failures.values_list("name_key", "at")[: NAMES * TRIES * 4])
    if len(first_failures) < NAMES:
        return None
    # Forgotten again when so few names are left that there is room for one more.
    oldest = sorted(first_failures.values(), reverse=True)[NAMES - 1]
    return Pause("address", _minutes(oldest + NAMES_WITHIN - now), NAMES)


def _minutes(left: dt.timedelta) -> int:
    return max(1, -(-int(left.total_seconds()) // 60))
