"""What the directory asks of an account, without knowing the accounts, which stand to its right."""

from typing import Protocol

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest


class Grantee(Protocol):
    """Somebody who acts for organizations: the keys of ``grant``, or all of them where it is ``None``."""

    @property
    def grant(self) -> frozenset[int] | None: ...

    def acts_for(self, organization_id: int | None) -> bool: ...


def grantee(request: HttpRequest) -> Grantee:
    """The account of a desk request. Raises ``PermissionDenied`` where nobody is signed in."""
    user = request.user
    if user.is_anonymous:
        raise PermissionDenied
    return user
