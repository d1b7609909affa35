"""Articles at the desk: the list, and the form arranged as one writes."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms.widgets import Script
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from accounts.requests import acting_user
from articles import actions, choices, policy, workflow
from articles.admin import conflict
from articles.admin.bulk import BulkMixin
from articles.admin.fields import ArticleForm, known_tags
from articles.admin.filters import MineFilter, StateFilter
from articles.admin.inlines import CreditInline, FigureInline, OrganizationInline, PhotoInline
from articles.admin.presence import PresenceMixin, others
from articles.admin.review import ReviewMixin
from articles.admin.saving import ShownAgain, Submission
from articles.content import PARTS, Nature
from articles.models import Article
from articles.models.article import WRITING
from articles.state_marks import state_mark
from articles.warnings import warnings_to
from common.desk import DeskAdmin, short_time
from common.narrowed import NamedValues
from organizations.models import Organization
from search.desk import Searched

if TYPE_CHECKING:

    class _Hooks:
        """A method of Django's admins that its stubs leave out."""

        def _changeform_view(
            self, request: HttpRequest, object_id: str | None, form_url: str,
            extra_context: dict[str, Any] | None,
        ) -> HttpResponse:  # fmt: skip
            raise NotImplementedError
else:

    class _Hooks: ...


# The headline first, as one writes; the page sets the kicker above it.
TEXTS = ("title", "kicker", "subtitle", "body", "summary", "correction_note")
PLACEMENT = ("section", "column", "genre", "tags", "people", "organization")
SOURCE = ("is_reprint", "source_name", "source_url", "original_title")
DATES = (("edition_page", "page_position"), "published_at", "expires_at", "pinned_until")
# The newsroom's business: shown to correspondents, not theirs to change.
SET_BY_NEWSROOM = (*(part.name for part in PARTS if part.nature is Nature.PLACEMENT), *conflict.TIMES)


@admin.register(Article)
class ArticleAdmin(_Hooks, ReviewMixin, PresenceMixin, BulkMixin, Searched, DeskAdmin[Article]):
    form = ArticleForm
    change_form_template = "admin/articles/article/change_form.html"
    list_display = (
        "state_mark", "headline", "section", "organization_name", "author_name", "publication", "changed",
    )  # fmt: skip
    list_display_links = ("headline",)
    list_select_related = ("section", "organization", "author")
    list_filter = (
        StateFilter,
        MineFilter,
        "section",
        "genre",
        "is_reprint",
        "column",
        ("organization__district", NamedValues),
    )
    search_fields = ("title",)
    search_kinds = ("article",)
    search_help_text = gettext_lazy("Words of headline, kicker, summary or text")
    date_hierarchy = "created_at"
    ordering = ("-updated_at", "-id")
    list_without = ("body", "body_text")
    rich_text = ("body",)
    is_limited = True
    autocomplete_fields = ("column", "people", "organization", "edition_page")
    inlines = (PhotoInline, CreditInline, OrganizationInline, FigureInline)
    save_as = False
    # Of the object that serves one posted form; see ``articles.admin.saving``.
    submission: Submission | None = None

    class Media:
        css = {"all": ["css/desk-prose.css", "css/desk-editor.css"]}
        js = [Script("js/desk-article.js", type="module")]

    # --- who sees and changes what ----------------------------------------------------------------
    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        return policy.visible_articles(acting_user(request)).order_by(*self.ordering)

    def shows(self, request: HttpRequest, row: Any) -> bool:
        return policy.may_see(acting_user(request), row) or (row.is_public and not row.is_working_copy)

    def choice_label(self, row: Article) -> str:
        return choices.labelled(row)

    def offered_first(self, rows: QuerySet[Article], term: str) -> QuerySet[Article]:
        return choices.shown_first(rows)

    def remark_on_choice(self, row: Article) -> str:
        return choices.remark_on(row)

    def acts_for_owner(self, request: HttpRequest, row: Any) -> bool:
        user = acting_user(request)
        return user.acts_for(row.organization_id) or row.author_id == user.pk

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and policy.may_add(acting_user(request))

    def has_view_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        allowed = super().has_view_permission(request, obj)
        return allowed and (obj is None or policy.may_see(acting_user(request), obj))

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        if not super().has_change_permission(request, obj):
            return False
        return obj is None or policy.may_change(acting_user(request), obj)

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or policy.may_delete(acting_user(request), obj))

    # --- the list ------------------------------------------------------------------------------------
    @admin.display(description=gettext_lazy("status"), ordering="status")
    def state_mark(self, article: Article) -> SafeString:
        return state_mark(article)

    @admin.display(description=gettext_lazy("headline"), ordering="title")
    def headline(self, article: Article) -> SafeString:
        kicker = format_html('<span class="list-kicker">{}</span> ', article.kicker) if article.kicker else ""
        badge = (
            format_html(' <span class="badge">{}</span>', _("Correction")) if article.is_working_copy else ""
        )
        return format_html("{}{}{}", kicker, article.title, badge)

    @admin.display(description=gettext_lazy("organization"), ordering="organization__sort_key")
    def organization_name(self, article: Article) -> str:
        return article.organization.display_name if article.organization else "–"

    @admin.display(description=gettext_lazy("publication"), ordering="published_at")
    def publication(self, article: Article) -> str:
        return short_time(article.published_at)

    @admin.display(description=gettext_lazy("changed at"), ordering="updated_at")
    def changed(self, article: Article) -> str:
        return short_time(article.updated_at)

    @admin.display(description=gettext_lazy("entered by"))
    def author_name(self, article: Article) -> str:
        return str(article.author or "–")

    # --- the form ----------------------------------------------------------------------------------------
    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> Any:
        texts = TEXTS if obj and obj.is_working_copy else TEXTS[:-1]
        if obj is not None and not self.has_change_permission(request, obj):
            texts = tuple(self._shown(request, name) for name in texts)
        return (
            (None, {"fields": texts, "classes": ("block-texts",)}),
            (_("Where it belongs"), {"fields": PLACEMENT, "classes": ("block-places",)}),
            (_("Source"), {"fields": SOURCE, "classes": ("block-source",)}),
            (_("Edition and dates"), {"fields": self._dates(obj), "classes": ("block-dates",)}),
        )

    def _dates(self, obj: Article | None) -> tuple[Any, ...]:
        """A correction has no times of its own: they are those of the article it replaces the text of."""
        return DATES[:1] if obj is not None and obj.is_working_copy else DATES

    def get_readonly_fields(self, request: HttpRequest, obj: Article | None = None) -> tuple[str, ...]:
        return () if policy.may_set_placement(acting_user(request)) else SET_BY_NEWSROOM

    def get_form(
        self, request: HttpRequest, obj: Article | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        organization = form.base_fields.get("organization")
        if organization is not None and acting_user(request).grant is not None:
            organization.required = True
        return self.submission.bind(form) if self.submission and issubclass(form, ArticleForm) else form

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Article, inline: Any, prefix: str
    ) -> dict[str, Any]:
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        return {**kwargs, "data": self.submission.data.copy()} if self.submission else kwargs

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Article | None:
        """The row that is locked is the one that is changed."""
        if self.submission is not None and self.submission.change is not None:
            return self.submission.change.article
        return super().get_object(request, object_id, from_field)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "organization" and (grant := acting_user(request).grant) is not None:
            kwargs["queryset"] = Organization.objects.filter(pk__in=grant)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        initial = {"organization": acting_user(request).organization_id}
        return {**initial, **super().get_changeform_initial_data(request)}

    def _changeform_view(
        self, request: HttpRequest, object_id: str | None, form_url: str, extra_context: dict[str, Any] | None
    ) -> HttpResponse:
        """A posted form of a stored article goes through the door for texts, before anybody looks at it."""
        if (
            request.method != "POST" or object_id is None or "_saveasnew" in request.POST
            or self.submission is not None
        ):  # fmt: skip
            return super()._changeform_view(request, object_id, form_url, extra_context)
        if not self.has_change_permission(request):
            raise PermissionDenied
        article = self.get_object(request, unquote(object_id))
        if article is None:
            self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        try:
            with workflow.change_text(article.pk, by=acting_user(request)) as change:
                shown_only = self.get_readonly_fields(request, change.article)
                submission = Submission.received(request.POST, change, shown_only=shown_only)
                view = self._serving(ArticleAdmin, submission)
                return view._changeform_view(request, object_id, form_url, extra_context)
        except workflow.NotPossible as refused:
            submission = Submission(request.POST, refusals=refused.reasons)
            view = self._serving(ShownAgainAdmin, submission)
            return view._changeform_view(request, object_id, form_url, extra_context)

    def _serving(self, admin_class: "type[ArticleAdmin]", submission: Submission) -> "ArticleAdmin":
        view = admin_class(self.model, self.admin_site)
        view.submission = submission
        return view

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], add: bool = False, change: bool = False,
        form_url: str = "", obj: Article | None = None,
    ) -> HttpResponse:  # fmt: skip
        user, sent = acting_user(request), self.submission
        if obj is not None:
            photos = list(obj.photo_entries.all())
            is_under_way = obj.status in WRITING or actions.level_of(obj.status) is not None
            against = policy.reasons_against_change(user, obj)
            context.update(
                warnings=warnings_to(user, obj, photos) if is_under_way and not against else None,
                reasons_against_change=[] if sent else against,
                passes=workflow.valid_passes(obj) if obj.status not in ("draft", "returned") else [],
                editing_others=others(obj, user),
                base_version=sent.data.get("version", obj.version) if sent else obj.version,
                base_times=sent.data.get("times", conflict.times_of(obj)) if sent else conflict.times_of(obj),
                conflict=sent and sent.conflict,
                is_public=obj.is_public,
            )  # fmt: skip
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        user = acting_user(request)
        if not change:
            obj.author = user
            obj.organization = obj.organization or user.organization
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        text = self.submission.change if self.submission else None
        if text is None:  # a new article
            workflow.text_saved(form.instance, by=acting_user(request))
            return
        text.saved()
        if text.voided:
            self.message_user(
                request,
                _(
                    "The passes given to the earlier text are void: the article waits for the first review again."
                ),
                messages.WARNING,
            )

    # --- addresses for the scripts of the form ---------------------------------------------------------
    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("tags/", view(require_GET(self.tags_view)), name="articles_article_tags"),
            path("<int:object_id>/presence/", view(require_POST(self.presence)), name="articles_article_presence"),
            *super().get_urls(),
        ]  # fmt: skip

    def tags_view(self, request: HttpRequest) -> JsonResponse:
        """Known tags for the chooser of tags, in the shape of Django's own autocomplete."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return JsonResponse(
            {"results": known_tags(request.GET.get("term", "")), "pagination": {"more": False}}
        )


class ShownAgainAdmin(ShownAgain, ArticleAdmin):
    """For one posted form that was refused; registered nowhere."""
