"""What the frame of every page needs: the masthead's line, the navigation, the other language."""

from typing import Any, NamedTuple

from django import template
from django.template.context import RequestContext
from django.urls import reverse, translate_url
from django.utils import timezone
from django.utils.translation import get_language, gettext

from articles.models import Edition, Section

register = template.Library()


class Link(NamedTuple):
    label: str
    url: str
    is_current: bool


@register.simple_tag(takes_context=True)
def navigation(context: RequestContext) -> dict[str, list[Link]]:
    """``sections`` from the database in their order, and ``services``, the parts of the site that are always there."""
    request = context.get("request")
    path = request.path if request is not None else ""
    here = context.get("section")

    def link(label: str, url: str) -> Link:
        return Link(label, url, path.startswith(url))

    sections = [
        Link(section.name, section.get_absolute_url(), section == here or path == section.get_absolute_url())
        for section in Section.objects.filter(in_navigation=True)
    ]
    services = [
        link(gettext("Events"), reverse("events:upcoming")),
        link(gettext("Organizations"), reverse("organizations:directory")),
        link(gettext("Stations"), reverse("organizations:stations")),
        link(gettext("People"), reverse("people:people")),
        link(gettext("Columns of the paper"), reverse("articles:columns")),
        link(gettext("Topics"), reverse("articles:topics")),
        link(gettext("Read the paper"), reverse("articles:editions")),
        link(gettext("Archive"), reverse("articles:archive")),
    ]
    return {"sections": sections, "services": services}


@register.simple_tag
def masthead() -> dict[str, Any]:
    """Today's date, and the latest issue of the paper that has something to read (or ``None``)."""
    return {"today": timezone.localdate(), "edition": Edition.objects.readable().first()}


@register.simple_tag(takes_context=True)
def other_language(context: RequestContext) -> dict[str, str]:
    """The address of this page in the other language of the interface, and that language's own name."""
    request = context.get("request")
    code, name = ("en", "English") if (get_language() or "").startswith("zh") else ("zh-hans", "中文")
    path = request.path if request is not None else "/"
    return {"url": translate_url(path, code), "code": "en" if code == "en" else "zh-Hans", "name": name}
