"""Who sends a request of the desk."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from accounts.models import User


def acting_user(request: HttpRequest) -> User:
    """The account of a desk request. Raises ``PermissionDenied`` where nobody is signed in.

    The desk's site lets nobody through without an account, so the refusal only holds where a view was
    put beside that check by mistake.
    """
    user = request.user
    if user.is_anonymous:
        raise PermissionDenied
    return user
