"""Links to further listings, beside lists of articles."""

from typing import Any

from django import template

from articles.models import Column, Topic

register = template.Library()
MOST = 8


@register.simple_tag
def listings_to_read() -> dict[str, Any]:
    """Open columns and running topics that have something to read; two queries."""
    return {
        "columns": Column.objects.with_published().filter(parent=None, is_closed=False)[:MOST],
        "topics": Topic.objects.with_published().filter(is_archived=False)[:MOST],
    }
