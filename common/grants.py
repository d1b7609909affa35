"""What the desk asks of an account about its union, without knowing the accounts, which stand to the right."""

from typing import Protocol

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest


class Grantee(Protocol):
    """Somebody who acts for organizations: the keys of ``grant``, or all of them where it is ``None``.

    ``acts_for_site``: also for what belongs to no union but to the site as a whole.
    """

    organization_id: int | None

    @property
    def grant(self) -> frozenset[int] | None: ...

    @property
    def acts_for_site(self) -> bool: ...

    def acts_for(self, organization_id: int | None) -> bool: ...


def grantee(request: HttpRequest) -> Grantee:
    """The account of a desk request. Raises ``PermissionDenied`` where nobody is signed in."""
    user = request.user
    if user.is_anonymous:
        raise PermissionDenied
    return user
