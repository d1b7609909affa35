"""The counter in the head of the desk."""

from typing import Any

from django import template

from articles import notices

register = template.Library()


@register.simple_tag
def unread_notices(user: Any) -> int:
    """How many notices somebody has not read: ``{% unread_notices request.user as unread %}``."""
    return notices.unread_count(user) if user.is_authenticated else 0
