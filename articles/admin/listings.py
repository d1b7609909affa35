"""Sections, columns, topics, tags and contributors at the desk."""

from typing import TYPE_CHECKING, Any, TypedDict

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from taggit.models import Tag as StockTag

from accounts.models import User
from accounts.requests import acting_user
from accounts.roles import NEWSROOM_ROLES
from articles.models import (
    Column,
    Contributor,
    Section,
    Tag,
    Topic,
    TopicEntry,
    TopicGroup,
    meeting_tag,
    merge_tag,
)
from articles.models.contributor import ContributorQuerySet
from articles.models.tag import TaggedArticle, key_of, leads_to, merges_back, same_word
from common.choosing import Choose, row_field
from common.desk import OrderedInline, OwnedAdmin
from common.generic import ModelChoiceField, ModelForm
from search.desk import Searched

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


def accounts_of(request: HttpRequest) -> QuerySet[User]:
    """The accounts that somebody may name: the working ones of their grant."""
    accounts = User.objects.filter(is_active=True).order_by("real_name", "username")
    grant = acting_user(request).grant
    return accounts if grant is None else accounts.filter(organization__in=grant)


@admin.register(Section)
class SectionAdmin(Searched, OwnedAdmin[Section]):
    list_display = ("name", "slug", "position", "in_navigation", "freshness_days", "owner")
    list_filter = ("in_navigation",)
    list_select_related = ("owner",)
    search_fields = ("name",)
    search_kinds = ("section",)
    search_codes = ("slug",)
    slug_from = "name"
    fields = ("name", "slug", "description", ("position", "in_navigation"), ("freshness_days", "owner"))

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "owner":
            kwargs["queryset"] = accounts_of(request).filter(groups__name__in=NEWSROOM_ROLES).distinct()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class SubcolumnInline(OrderedInline):
    model = Column
    fields = ("name", "slug", "is_closed", "position")
    verbose_name = gettext_lazy("sub-column")
    verbose_name_plural = gettext_lazy("sub-columns")
    show_change_link = True


@admin.register(Column)
class ColumnAdmin(Searched, OwnedAdmin[Column]):
    tells_states = True
    list_display = ("__str__", "slug", "position", "is_closed")
    list_filter = ("is_closed",)
    list_select_related = ("parent",)
    search_fields = ("name",)
    search_kinds = ("column",)
    search_codes = ("slug",)
    slug_from = "name"
    autocomplete_fields = ("parent",)
    fields = ("name", "slug", "parent", "description", ("position", "is_closed"), "freshness_days")

    def choice_label(self, row: Column) -> str:
        return _("%(name)s (closed)") % {"name": row} if row.is_closed else str(row)

    def offered_first(self, rows: QuerySet[Column], term: str) -> QuerySet[Column]:
        return rows.order_by("is_closed", "position", "id")

    def get_inlines(self, request: HttpRequest, obj: Column | None) -> tuple[type[SubcolumnInline], ...]:
        return () if obj is None or obj.parent_id else (SubcolumnInline,)


class TopicGroupInline(OrderedInline):
    model = TopicGroup
    fields = ("name", "position")
    show_change_link = True


@admin.register(Topic)
class TopicAdmin(Searched, OwnedAdmin[Topic]):
    tells_states = True
    list_display = ("name", "slug", "position", "is_archived", "created_at")
    list_filter = ("is_archived",)
    search_fields = ("name",)
    search_kinds = ("topic",)
    search_codes = ("slug",)
    slug_from = "name"
    rich_text = ("lead",)
    autocomplete_fields = ("banner",)
    inlines = (TopicGroupInline,)
    fields = ("name", "slug", "lead", "banner", "description", ("position", "is_archived"))

    def choice_label(self, row: Topic) -> str:
        return _("%(name)s (archived)") % {"name": row} if row.is_archived else str(row)


class TopicEntryInline(OrderedInline):
    model = TopicEntry
    autocomplete_fields = ("article",)
    fields = ("article", "position")


@admin.register(TopicGroup)
class TopicGroupAdmin(OwnedAdmin[TopicGroup]):
    """Reached from its topic."""

    list_display = ("__str__", "position")
    list_select_related = ("topic",)
    search_fields = ("name", "topic__name")
    inlines = (TopicEntryInline,)
    fields = ("topic", "name", "position")
    readonly_fields = ("topic",)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


@admin.register(Contributor)
class ContributorAdmin(Searched, OwnedAdmin[Contributor]):
    # A new signature may be entered with the copy that it stands under; changing one changes it everywhere.
    owner = "organization_id"

    list_display = ("name", "organization", "user")
    list_select_related = ("organization", "user")
    search_fields = ("name",)
    search_kinds = ("contributor",)
    search_help_text = gettext_lazy("Words of a name or an organization")
    autocomplete_fields = ("organization",)
    fields = ("name", "organization", "user")

    def choice_data(self, row: Contributor) -> dict[str, str]:
        """In which role they sign: the row of a credit begins with it."""
        return {"role": vars(row).get("usual_role") or ""}

    def offered_first(self, rows: QuerySet[Contributor], term: str) -> QuerySet[Contributor]:
        return rows.with_usual_role() if isinstance(rows, ContributorQuerySet) else rows

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "user":
            kwargs["queryset"] = accounts_of(request)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class TagForm(ModelForm[Tag]):
    """A tag, and the one that it is merged into."""

    into = ModelChoiceField[Tag](
        Tag.objects.all(), label=gettext_lazy("merged into"), required=False,
        help_text=gettext_lazy("Two words for one thing: readers meet the articles under the tag chosen here, and the "
                               "address of this one leads there. Left empty, it stands for itself."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].initial = self.instance.merged_into

    def clean_into(self) -> Tag | None:
        into: Tag | None = self.cleaned_data["into"]
        if into is not None and leads_to(into, self.instance):
            raise ValidationError(merges_back(into))
        return into

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        key = key_of(data.get("name", ""))
        taken_back = self.instance.merged_into is not None and "into" in data and data["into"] is None
        if taken_back and Tag.objects.filter(key=key, merged_into=None).exists():
            self.add_error("into", same_word(self.instance))
        return data


admin.site.unregister(StockTag)  # the tags of this house are a model of their own


class Uses(TypedDict):
    uses: int


@admin.register(Tag)
class TagAdmin(Searched, OwnedAdmin[Tag]):
    list_display = ("name", "slug", "uses", "into")
    list_select_related = ("shown_under",)
    search_fields = ("name",)
    search_kinds = ("tag",)
    search_codes = ("slug",)
    form = TagForm
    fields = ("name", "slug", "into")
    slug_from = "name"
    ordering = ("name",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tag]:
        # Counted tag by tag, so that a page of the list counts those that it shows and no other.
        counted = TaggedArticle.objects.filter(tag=OuterRef("pk")).order_by().values("tag")
        uses = Subquery(counted.annotate(uses=Count("*")).values("uses"))
        tags: QuerySet[Tag] = super().get_queryset(request).annotate(uses=Coalesce(uses, 0))
        return tags

    @admin.display(description=gettext_lazy("used in"), ordering="uses")
    def uses(self, tag: "WithAnnotations[Tag, Uses]") -> int:
        return tag.uses

    @admin.display(description=gettext_lazy("merged into"), ordering="shown_under__name")
    def into(self, tag: Tag) -> str:
        return "–" if meeting_tag(tag) == tag else str(meeting_tag(tag))

    def get_form(
        self, request: HttpRequest, obj: Tag | None = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm[Tag]]:
        form = super().get_form(request, obj, change, **kwargs)
        if "into" in form.base_fields:
            field = row_field(form.base_fields, "into")
            field.widget = Choose(Tag._meta.get_field("merged_into"), self.admin_site)
            field.widget.choices = field.choices
        return form

    def save_model(self, request: HttpRequest, obj: Tag, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        merge_tag(obj, form.cleaned_data.get("into"))
