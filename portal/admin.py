"""The front page at the desk: stories and blocks are chosen, looked at, and put live."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.freshness import require_fresh
from common.bulk import Line, ask, form_of
from common.desk import OrderedInline, OwnedAdmin, change_url
from portal.desk.front_pages import copy_of, put_live, take_down
from portal.models import FrontPage, FrontPageBlock, FrontPageLead
from portal.readers.front_page import front_page, plan_of


class LeadInline(OrderedInline):
    model = FrontPageLead
    autocomplete_fields = ("article",)


class BlockInline(OrderedInline):
    model = FrontPageBlock
    fields = ["kind", "width", "heading", "section", "column", "topic", "count", "position"]


@admin.register(FrontPage)
class FrontPageAdmin(OwnedAdmin[FrontPage]):
    list_display = ["name", "is_live", "updated_at", "preview_link"]
    inlines = [LeadInline, BlockInline]
    actions = ["make_live", "make_draft", "make_copy"]
    change_form_template = "admin/portal/frontpage/change_form.html"

    def get_urls(self) -> list[URLPattern]:
        own = [
            path(
                "<int:pk>/preview/", self.admin_site.admin_view(self.preview), name="portal_frontpage_preview"
            ),
            path(
                "<int:pk>/live/",
                self.admin_site.admin_view(require_POST(self.go_live)),
                name="portal_frontpage_live",
            ),
        ]
        return own + super().get_urls()

    @admin.display(description=gettext_lazy("preview"))
    def preview_link(self, row: FrontPage) -> str:
        return format_html('<a href="{}">{}</a>', _preview_address(row), _("Look at it"))

    def preview(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The front page as this arrangement would make it now."""
        arrangement = get_object_or_404(FrontPage, pk=pk)
        if not self.has_view_permission(request, arrangement):
            return HttpResponse(status=403)
        context = {"front": front_page(plan_of(arrangement)), "arrangement": arrangement}
        response = render(request, "portal/home_preview.html", context)
        response["Cache-Control"] = "no-store"
        return response

    def go_live(self, request: HttpRequest, pk: int) -> HttpResponse:
        arrangement = get_object_or_404(FrontPage, pk=pk)
        if not self.has_change_permission(request, arrangement):
            return HttpResponse(status=403)
        require_fresh(request)
        put_live(arrangement)
        self.log_change(request, arrangement, _("Put live."))
        messages.success(request, _("Readers now see the front page “%(name)s”.") % {"name": arrangement})
        return HttpResponseRedirect(reverse("admin:portal_frontpage_change", args=[pk]))

    @admin.action(description=gettext_lazy("Put live"), permissions=["change"])
    def make_live(self, request: HttpRequest, rows: QuerySet[FrontPage]) -> HttpResponse | None:
        chosen = list(rows)
        reasons = [_("Choose exactly one front page to put live.")] if len(chosen) != 1 else []
        form = form_of(request)
        if reasons or not form.is_valid():
            live = FrontPage.objects.filter(is_live=True).first()
            effect = (
                _("readers see it at once, instead of “%(name)s”") % {"name": live}
                if live
                else _("readers see it at once, instead of the portal's own arrangement")
            )
            lines = [_line(row, effect, reasons) for row in chosen]
            return ask(request, self, lines, form, action="make_live", title=_("Put live"))
        require_fresh(request)
        put_live(chosen[0])
        self.log_change(request, chosen[0], _("Put live."))
        messages.success(request, _("Readers now see the front page “%(name)s”.") % {"name": chosen[0]})
        return None

    @admin.action(description=gettext_lazy("Back to the portal's own arrangement"), permissions=["change"])
    def make_draft(self, request: HttpRequest, rows: QuerySet[FrontPage]) -> HttpResponse | None:
        form = form_of(request)
        if not form.is_valid():
            effect = _("becomes a draft; readers see the portal's own arrangement at once")
            lines = [
                _line(row, effect, [] if row.is_live else [_("Readers do not see it now.")]) for row in rows
            ]
            title = _("Back to the portal's own arrangement")
            return ask(request, self, lines, form, action="make_draft", title=title)
        for arrangement in rows.filter(is_live=True):
            take_down(arrangement)
            self.log_change(request, arrangement, _("Back to the portal's own arrangement"))
            messages.success(request, _("“%(name)s” is a draft again.") % {"name": arrangement})
        return None

    @admin.action(description=gettext_lazy("Copy to a draft"), permissions=["add"])
    def make_copy(self, request: HttpRequest, rows: QuerySet[FrontPage]) -> HttpResponse | None:
        form = form_of(request)
        if not form.is_valid():
            lines = [_line(row, _("is copied to a draft that readers do not see"), []) for row in rows]
            return ask(request, self, lines, form, action="make_copy", title=_("Copy to a draft"))
        for arrangement in rows:
            made = copy_of(arrangement)
            self.log_addition(request, made, _("Copy to a draft"))
            messages.success(request, _("The draft “%(name)s” was made.") % {"name": made})
        return None


def _line(row: FrontPage, effect: str, reasons: list[str]) -> Line:
    return Line(row.pk, str(row), change_url(row), "" if reasons else effect, reasons)


def _preview_address(row: FrontPage) -> str:
    return reverse("admin:portal_frontpage_preview", args=[row.pk])
