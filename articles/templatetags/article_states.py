"""States of articles in the templates of the desk."""

from django import template

from articles.states import state_mark

register = template.Library()
register.filter("state_mark", state_mark)
