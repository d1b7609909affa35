"""The page between a bulk action and its doing: what will happen to each row, and what is refused and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.safestring import SafeString

# What the posted page between holds, and the plain list does not.
CONFIRMED = "bulk_confirmed"


@dataclass(frozen=True)
class Line:
    """What will happen to one row, or every reason why nothing will.

    ``seen`` is carried back by the page: of which row, as it was shown, somebody has agreed to it.
    """

    key: int
    name: str
    address: str
    effect: str
    reasons: list[str]
    mark: SafeString | str = ""
    seen: str = ""


def form_of(request: HttpRequest, form_class: type[forms.Form] = forms.Form) -> forms.Form:
    """What the action needs, valid only once the page between was sent."""
    return form_class(request.POST if CONFIRMED in request.POST else None)


def ask(
    request: HttpRequest, desk: Any, lines: Iterable[Line], form: forms.Form, *, action: str, title: str
) -> HttpResponse:
    """The page for an action of ``desk``, an admin; ``action`` is its name in the menu of the list."""
    rows = list(lines)
    context = {
        **desk.admin_site.each_context(request), "title": title, "form": form, "action": action,
        "done": [line for line in rows if not line.reasons],
        "refused": [line for line in rows if line.reasons],
        "opts": desk.opts, "media": desk.media + form.media,
    }  # fmt: skip
    return TemplateResponse(request, "admin/bulk.html", context)
