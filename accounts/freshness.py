"""Some acts ask anew who it is: somebody may have sat down at a desk that was left open."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

SIGNED_IN_AT = "accounts.signed_in_at"


def is_fresh(request: HttpRequest) -> bool:
    """Whether the person signed in, or confirmed who they are, within ``ACCOUNT_REAUTHENTICATION_TIMEOUT`` seconds."""
    since: float = request.session.get(SIGNED_IN_AT, 0)
    timeout: int = settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
    return time.time() - since < timeout


def mark_fresh(request: HttpRequest) -> None:
    request.session[SIGNED_IN_AT] = time.time()


def require_fresh(request: HttpRequest) -> None:
    """Go on only with somebody who has just shown who they are.

    Otherwise raises what leads to the page that asks; after it the request goes on where it was, with all that was
    filled in.
    """
    if not is_fresh(request):
        from allauth.core.exceptions import ReauthenticationRequired

        raise ReauthenticationRequired


def fresh(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """``require_fresh`` for a view."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        require_fresh(request)
        return view(request, *args, **kwargs)

    return checked
