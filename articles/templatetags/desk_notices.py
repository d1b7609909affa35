"""The counter in the head of the desk."""

from django import template
from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from articles import notices

register = template.Library()


@register.simple_tag
def unread_notices(user: User | AnonymousUser) -> int:
    """How many notices somebody has not read: ``{% unread_notices request.user as unread %}``."""
    return notices.unread_count(user) if user.is_authenticated else 0
