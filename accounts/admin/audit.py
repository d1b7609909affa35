"""Who did what across the desk: searched by person, object and day, and taken out as a table."""

import csv
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, StreamingHttpResponse
from django.urls import NoReverseMatch, URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts import audit
from accounts.freshness import fresh
from accounts.models import AuditEntry, What
from accounts.requests import acting_user
from common.desk import DeskAdmin

# What a spreadsheet would take for a formula when a cell begins with it (OWASP, "CSV injection").
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
EXPORTED_AT_ONCE = 2_000


def plain_cell(text: str) -> str:
    """A cell that every spreadsheet shows as text."""
    return f"'{text}" if text.startswith(FORMULA) else text


class _Line:
    """Hands each written row on, for a table that is sent while it is made."""

    def write(self, text: str) -> str:
        return text


@admin.register(AuditEntry)
class AuditEntryAdmin(DeskAdmin[AuditEntry]):
    list_display = ("moment", "what", "person", "object", "note", "address")
    list_filter = ("what",)
    date_hierarchy = "at"
    search_fields = ("actor_name", "object_name", "note", "address")
    search_help_text = gettext_lazy("A person, an object, a word of the note or an address")
    list_display_links = None
    list_per_page = 100
    ordering = ("-at", "-id")
    change_list_template = "admin/accounts/auditentry/change_list.html"

    def get_urls(self) -> list[URLPattern]:
        export = self.admin_site.admin_view(require_safe(fresh(self.export)))
        return [path("export/", export, name="accounts_auditentry_export"), *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> QuerySet[AuditEntry]:
        return AuditEntry.objects.visible_to(acting_user(request))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        return lookup in ("actor", "kind", "object_id") or super().lookup_allowed(lookup, value, request)

    @admin.display(description=gettext_lazy("time"), ordering="at")
    def moment(self, entry: AuditEntry) -> str:
        return f"{timezone.localtime(entry.at):%Y-%m-%d %H:%M:%S}"

    @admin.display(description=gettext_lazy("who"), ordering="actor_name")
    def person(self, entry: AuditEntry) -> str:
        if entry.actor_id is None:
            return "–"
        return format_html('<a href="?actor={}">{}</a>', entry.actor_id, entry.actor_name)

    @admin.display(description=gettext_lazy("object"), ordering="object_name")
    def object(self, entry: AuditEntry) -> str:
        """The name as it was, what it is, the other entries about it, and the way to it."""
        name = entry.object_name or entry.object_id or "–"
        if not entry.object_id:
            return name
        query = format_html("?kind={}&object_id={}", entry.kind, entry.object_id)
        listed = format_html(
            '<a href="{}">{}</a> <span class="quiet">{}</span>', query, name, kind_name(entry.kind)
        )
        address = _address(entry)
        return format_html('{} <a href="{}">{}</a>', listed, address, _("open")) if address else listed

    def export(self, request: HttpRequest) -> StreamingHttpResponse:
        """The entries that the list shows with these filters, as a table for spreadsheets."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        entries = self.get_changelist_instance(request).get_queryset(request).order_by("at", "id")
        audit.record(What.EXPORTED, request=request, kind="accounts.auditentry", name=_("log of the desk"),
                     note=request.GET.urlencode())  # fmt: skip
        day = timezone.localdate()
        return StreamingHttpResponse(
            _table(entries), content_type="text/csv; charset=utf-8",
            headers={
                "Content-Disposition": f'attachment; filename="desk-log-{day}.csv"', "Cache-Control": "no-store",
            },
        )  # fmt: skip


def kind_name(label: str) -> str:
    """``articles.article`` → ``article`` in the language of the screen; the label itself when it is gone."""
    try:
        return str(apps.get_model(label)._meta.verbose_name)
    except (LookupError, ValueError):
        return label


def _address(entry: AuditEntry) -> str:
    try:
        return reverse(f"admin:{entry.kind.replace('.', '_')}_change", args=[entry.object_id])
    except NoReverseMatch:
        return ""


def _table(entries: QuerySet[AuditEntry]) -> Iterator[str]:
    writer = csv.writer(_Line())
    head = [
        _("time"),
        _("what"),
        _("who"),
        _("kind of object"),
        _("number"),
        _("object"),
        _("note"),
        _("address"),
    ]
    yield "\ufeff" + writer.writerow(head)  # the mark by which spreadsheets know UTF-8
    for entry in entries.iterator(EXPORTED_AT_ONCE):
        cells = (
            f"{timezone.localtime(entry.at):%Y-%m-%d %H:%M:%S}", entry.get_what_display(), entry.actor_name,
            kind_name(entry.kind) if entry.kind else "", entry.object_id, entry.object_name, entry.note,
            entry.address or "",
        )  # fmt: skip
        yield writer.writerow([plain_cell(cell) for cell in cells])
