"""The bin at the desk: what was deleted in the last thirty days, and the one thing to do with it."""

from typing import Any

from django.apps import apps
from django.contrib import admin, messages
from django.contrib.auth import get_permission_codename
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts import audit
from accounts.models import What
from accounts.requests import acting_user
from common.desk import DeskAdmin, change_url, short_time
from newsroom import bin
from newsroom.models import BinEntry


@admin.register(BinEntry)
class BinEntryAdmin(DeskAdmin[BinEntry]):
    is_limited = True
    list_display = ("name", "kind_name", "deleted_by", "when", "end", "restore_button")
    list_display_links = None
    list_select_related = ("deleted_by",)
    search_fields = ("name",)
    actions = None
    ordering = ("-deleted_at", "-id")

    def get_queryset(self, request: HttpRequest) -> QuerySet[BinEntry]:
        """What the account wrote or deleted itself, and of the kinds that it may delete what belongs to its unions."""
        user = acting_user(request)
        kinds = [
            model._meta.label_lower
            for model in self.admin_site._registry
            if user.has_perm(
                f"{model._meta.app_label}.{get_permission_codename('delete', model._meta)}"
            )
            and user.works_on_others or user.is_superuser
        ]  # fmt: skip
        within = Q(kind__in=kinds)
        if not user.acts_for_site:
            within &= Q(organization_key__in=user.grant or ())
        entries: QuerySet[BinEntry] = (
            BinEntry.objects.restorable().filter(within | Q(deleted_by=user) | Q(author=user)).defer("rows")
        )
        return entries.order_by(*self.ordering)

    def shows(self, request: HttpRequest, row: Any) -> bool:
        return self.get_queryset(request).filter(pk=row.pk).exists()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: BinEntry | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: BinEntry | None = None) -> bool:
        return False

    @admin.display(description=gettext_lazy("kind"), ordering="kind")
    def kind_name(self, entry: BinEntry) -> str:
        return str(apps.get_model(entry.kind)._meta.verbose_name)

    @admin.display(description=gettext_lazy("deleted at"), ordering="deleted_at")
    def when(self, entry: BinEntry) -> str:
        return short_time(entry.deleted_at)

    @admin.display(description=gettext_lazy("can be brought back until"))
    def end(self, entry: BinEntry) -> str:
        return short_time(entry.until)

    @admin.display(description="")
    def restore_button(self, entry: BinEntry) -> SafeString:
        return render_to_string("admin/newsroom/binentry/_restore.html", {"entry": entry})

    # --- bringing back --------------------------------------------------------------------------------
    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.restore_view))
        return [
            path("<int:pk>/restore/", view, name="newsroom_binentry_restore"),
            *(url for url in super().get_urls() if url.name == "newsroom_binentry_changelist"),
        ]

    def restore_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        entry = self.get_queryset(request).defer(None).filter(pk=pk).first()
        if entry is None or not self.has_view_permission(request):
            raise Http404(_("This page does not exist, or your account may not see it."))
        try:
            row = bin.restore(entry)
        except bin.NotRestored as refused:
            self.message_user(request, str(refused), messages.ERROR)
            return HttpResponseRedirect(reverse("admin:newsroom_binentry_changelist"))
        audit.record(What.ADDED, request=request, about=row, note=_("brought back from the bin"))
        text = _("“%(name)s” was brought back from the bin.") % {"name": entry.name}
        self.message_user(request, text, messages.SUCCESS)
        return HttpResponseRedirect(change_url(row))
