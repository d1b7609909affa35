"""States of articles in the templates of the desk."""

from django import template

from articles.models import Column, Section
from articles.state_marks import state_mark

register = template.Library()
register.filter("state_mark", state_mark)


@register.filter
def listing_filter(listing: Section | Column) -> str:
    """The query by which the list of articles shows those of a section or column."""
    return f"{listing._meta.model_name}__id__exact={listing.pk}"
