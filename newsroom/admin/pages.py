"""The newsroom's tools at the desk: bringing in a page."""

from typing import TYPE_CHECKING, Any, TypedDict

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.requests import acting_user
from articles import policy
from articles.models import Column
from common.desk import DeskAdmin
from newsroom.forms import SourceForm, WordForm
from newsroom.importing import ImportProblem, bring_in
from newsroom.models import ImportState, PageImport
from newsroom.review_screen import ReviewScreen, start_import
from newsroom.word_drafts import Outcome, make_drafts
from photos.models import Photo

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


class ArticlesMade(TypedDict):
    articles_made: int


@admin.register(PageImport)
class PageImportAdmin(DeskAdmin[PageImport]):
    """Paste or drop a page, look through what was found in it, make drafts."""

    list_display = ("__str__", "page_name", "state", "article_count", "created_by", "created_at")
    list_filter = ("state", "created_at")
    search_fields = ("source", "file_name", "page_name")
    date_hierarchy = "created_at"
    list_select_related = ("created_by",)
    fieldsets = ((None, {"fields": ()}),)  # screens of its own, no form of Django's

    def get_queryset(self, request: HttpRequest) -> QuerySet[PageImport]:
        rows: QuerySet[PageImport] = (
            super().get_queryset(request).annotate(articles_made=Count("imported_articles"))
        )
        grant = acting_user(request).grant
        return rows if grant is None else rows.filter(created_by__organization__in=grant)

    @admin.display(description=gettext_lazy("articles"), ordering="articles_made")
    def article_count(self, row: "WithAnnotations[PageImport, ArticlesMade]") -> int:
        return row.articles_made

    # --- who may ------------------------------------------------------------------------------------
    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.is_active and getattr(request.user, "works_on_others", False)

    def has_view_permission(self, request: HttpRequest, obj: PageImport | None = None) -> bool:
        return self.has_module_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_module_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: PageImport | None = None) -> bool:
        return self.has_module_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: PageImport | None = None) -> bool:
        """What was brought in stays for the record: by it the same page is recognized next time."""
        return self.has_module_permission(request) and obj is not None and obj.state == ImportState.OPEN

    # --- giving a page up -----------------------------------------------------------------------------
    def delete_model(self, request: HttpRequest, obj: PageImport) -> None:
        """With the pictures that came in for it alone; all of it lies in the bin as one."""
        with transaction.atomic():
            photos = obj.left_behind()
            super().delete_model(request, obj)
            for photo in photos:
                photo.delete()

    def goes_along(self, row: PageImport) -> list[tuple[str, int]]:
        photos = len(row.left_behind())
        return super().goes_along(row) + (
            [(capfirst(str(Photo._meta.verbose_name)), photos)] if photos else []
        )

    # --- screens ------------------------------------------------------------------------------------
    def get_urls(self) -> list[URLPattern]:
        review = path(
            "<int:pk>/review/",
            self.admin_site.admin_view(self.review_view),
            name="newsroom_pageimport_review",
        )
        word = path("word/", self.admin_site.admin_view(self.word_view), name="newsroom_word")
        return [review, word, *super().get_urls()]

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = SourceForm(*self._posted(request))
        if request.method == "POST" and form.is_valid():
            header = {name: form.cleaned_data[name] for name in ("date", "page_number", "page_name")}
            imports = [
                start_import(
                    source.text,
                    by=acting_user(request),
                    file_name=name,
                    pictures=source.pictures,
                    remarks=source.remarks,
                    **header,
                )  # fmt: skip
                for name, source in form.cleaned_data["sources"]
            ]
            if len(imports) == 1:
                return HttpResponseRedirect(reverse("admin:newsroom_pageimport_review", args=[imports[0].pk]))
            messages.success(
                request, _("%(count)d pages wait to be looked through.") % {"count": len(imports)}
            )
            return HttpResponseRedirect(
                reverse("admin:newsroom_pageimport_changelist") + "?state__exact=open"
            )
        return self._page(request, "add", {"form": form, "title": _("Bring in a page")})

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        record = self.get_object(request, object_id)
        if record is None:
            self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        return HttpResponseRedirect(reverse("admin:newsroom_pageimport_review", args=[record.pk]))

    def review_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.has_change_permission(request):
            raise PermissionDenied
        record = self.get_object(request, str(pk))
        if record is None:
            self._get_obj_does_not_exist_redirect(request, self.opts, str(pk))
        if record.state == ImportState.DONE:
            return self._page(request, "done", self._done_context(record))
        screen = ReviewScreen(record, request.POST if request.method == "POST" else None)
        if request.method == "POST" and screen.is_valid():
            action = request.POST.get("action", "save")
            if action != "import":
                anchor = screen.act(action)
                return HttpResponseRedirect(request.path + (f"#article-{anchor}" if anchor else ""))
            try:
                outcome = bring_in(
                    screen.plan, by=acting_user(request), source=record.source, page_import=record
                )
            except ImportProblem as error:
                screen.add_problems(error.problems)
            else:
                self._tell(request, len(outcome.drafts))
                return HttpResponseRedirect(request.path)
        columns = list(Column.objects.select_related("parent"))
        context = {
            "screen": screen,
            "record": record,
            "title": _("Look through the page"),
            "columns": [column.name for column in columns if column.parent is None],
            "subcolumns": sorted({column.name for column in columns if column.parent}),
        }
        return self._page(request, "review", context)

    def word_view(self, request: HttpRequest) -> HttpResponse:
        """Word files to drafts: for everybody who may write."""
        if not policy.may_add(acting_user(request)):
            raise PermissionDenied
        form = WordForm(*self._posted(request))
        if request.method == "POST" and form.is_valid():
            files = [(file.name, file) for file in form.cleaned_data["files"]]
            outcome = make_drafts(files, by=acting_user(request))
            if outcome.drafts:
                return self._tell_of_drafts(request, outcome)
            form.add_error("files", outcome.refusals)
        return self._page(request, "word", {"form": form, "title": _("New articles from Word files")})

    def _tell_of_drafts(self, request: HttpRequest, outcome: Outcome) -> HttpResponse:
        if made := sum(draft.is_new for draft in outcome.drafts):
            self._tell(request, made)
        for refusal in outcome.refusals:
            messages.error(request, refusal)
        for draft in outcome.drafts:
            for remark in draft.remarks:
                messages.warning(request, f"{draft.article.title}: {remark}")
        if len(outcome.drafts) > 1:
            return HttpResponseRedirect(reverse("admin:articles_article_changelist"))
        return HttpResponseRedirect(
            reverse("admin:articles_article_change", args=[outcome.drafts[0].article.pk])
        )

    def _posted(self, request: HttpRequest) -> tuple[Any, Any]:
        return (request.POST, request.FILES) if request.method == "POST" else (None, None)

    def _done_context(self, record: PageImport) -> dict[str, Any]:
        rows = record.imported_articles.select_related("article", "article__section").order_by("id")
        return {"record": record, "rows": rows, "title": _("The page was brought in")}

    def _tell(self, request: HttpRequest, count: int) -> None:
        if count:
            text = ngettext("%(count)d draft was made.", "%(count)d drafts were made.", count) % {
                "count": count
            }
            messages.success(request, text)
        else:
            messages.info(request, _("Nothing new: every article of this page is there already."))

    def _page(self, request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
        request.current_app = self.admin_site.name
        return TemplateResponse(
            request,
            f"admin/newsroom/pageimport/{name}.html",
            {**self.admin_site.each_context(request), "opts": self.opts, "media": self.media, **context},
        )
