"""Doors that Django's admin leaves open to everybody of the desk, narrowed to what the account may see."""

from typing import TYPE_CHECKING, Any

from django.contrib.admin import AllValuesFieldListFilter, SimpleListFilter
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.views import shortcut
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from common.choosing import Row
from common.generic import ModelAdmin

if TYPE_CHECKING:
    from django.contrib.admin import AdminSite


class NamedValues(AllValuesFieldListFilter):
    """All values of a column but the empty one, whose choice would have no name."""

    def choices(self, changelist: Any) -> Any:
        return (choice for choice in super().choices(changelist) if choice["display"])


KEY_DIGITS = 18  # a key of so many digits fits into a column


class DeclaredFilters(ModelAdmin[Row]):
    """For admins: a list is narrowed by the filters that it shows, and by nothing else.

    Django takes any column of the kind, and any relation of one step: ``?articles=5`` would tell which rows belong
    to a draft that the account may not see.
    """

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        declared = self._declared(request)
        named = any(lookup == name or lookup.startswith(f"{name}__") for name in declared)
        return named and super().lookup_allowed(lookup, value, request)

    def _declared(self, request: HttpRequest) -> set[str]:
        names = {self.date_hierarchy} if self.date_hierarchy else set()
        for item in self.get_list_filter(request):
            first: Any = item[0] if isinstance(item, list | tuple) else item
            is_own = isinstance(first, type) and issubclass(first, SimpleListFilter)
            names.add(first.parameter_name if is_own else first)
        return {str(name) for name in names}


def way_to_site(
    site: "AdminSite", request: HttpRequest, content_type_id: str, object_id: str
) -> HttpResponse:
    """Lead from a row of the desk to its page for readers. 404 for what the account may not see at the desk.

    ``content_type_id`` and ``object_id`` are parts of the address, whatever somebody typed there.
    """
    nothing = Http404(_("This page does not exist, or your account may not see it."))
    if not all(text.isdecimal() and len(text) <= KEY_DIGITS for text in (content_type_id, object_id)):
        raise nothing
    kind = ContentType.objects.filter(pk=content_type_id).first()
    model = kind.model_class() if kind is not None else None
    desk = site._registry.get(model) if model is not None else None
    row = desk.get_object(request, object_id) if desk is not None else None
    if desk is None or row is None or not desk.has_view_permission(request, row):
        raise nothing
    answer: HttpResponse = shortcut(request, int(content_type_id), object_id)
    return answer
