"""States of articles in the templates of the desk."""

from django import template

from articles.models import Column, Section
from articles.states import state_mark

register = template.Library()
register.filter("state_mark", state_mark)


@register.filter
def place_filter(place: Section | Column) -> str:
    """The query by which the list of articles shows those of a section or column."""
    return f"{place._meta.model_name}__id__exact={place.pk}"
