"""The picture library at the desk."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import quote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Model
from django.forms.widgets import Script
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from common.apart.slots import Busy
from common.desk import DeskAdmin, change_url
from common.grants import grantee
from photos.models import Photo, Rights
from photos.uploading import PhotoError, store_photo
from photos.usage import users_of
from search.desk import Searched

PICKER_PAGE = 24
# PDF is named so that it can be chosen and refused with a sentence; browsers would leave it out without a word.
ACCEPT = "image/jpeg,image/png,image/webp,image/avif,image/heic,image/heif,.heic,.heif,.pdf"
RETRY_AFTER = 5  # seconds until a place for decoding may be free again


class MultipleFileInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """At least one file; each is judged by ``store_photo``, not here."""

    widget = MultipleFileInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        if not data:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return data if isinstance(data, list) else [data]


class UploadForm(forms.Form):
    """What is common to the pictures of one upload; each can be described on its own afterwards."""

    # Any: forms take their fields out of the class, so this is not the attribute ``files`` of the stubs.
    files: Any = FilesField(
        label=gettext_lazy("Pictures"),
        widget=MultipleFileInput(attrs={"accept": ACCEPT}),
        help_text=gettext_lazy(
            "JPEG, PNG, WebP, AVIF or HEIC, up to 40 MB and 40 megapixels each. Several at once, if you like."
        ),
    )
    credit = forms.CharField(label=gettext_lazy("picture credit"), max_length=100, required=False)
    rights = forms.ChoiceField(label=gettext_lazy("rights"), choices=Rights.choices, initial=Rights.OWN)


class HasAltText(admin.SimpleListFilter):
    title = gettext_lazy("alternative text")
    parameter_name = "alt"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("missing", _("Without alternative text"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.without_alt_text() if self.value() == "missing" else queryset


@admin.register(Photo)
class PhotoAdmin(Searched, DeskAdmin[Photo]):
    list_display = ("thumbnail_tag", "caption", "credit", "created_at")
    list_display_links = ("thumbnail_tag", "caption")
    list_filter = (HasAltText, "rights")
    search_fields = ("caption", "alt_text", "credit")
    search_kinds = ("photo",)
    search_help_text = gettext_lazy("Words in caption, alternative text or credit")
    date_hierarchy = "created_at"
    ordering = ("-created_at", "-id")
    fields = ("caption", "alt_text", "credit", "rights", ("focal_x", "focal_y"), "size", "created_at")
    readonly_fields = ("size", "created_at")
    list_per_page = 48

    class Media:
        js = [Script("js/desk-photo.js", type="module")]

    @admin.display(description=gettext_lazy("picture"))
    def thumbnail_tag(self, photo: Photo) -> SafeString:
        small = photo.thumbnail
        return format_html(
            '<img src="{}" width="{}" height="{}" alt="" loading="lazy">',
            small.url,
            small.width,
            small.height,
        )

    @admin.display(description=gettext_lazy("size"))
    def size(self, photo: Photo) -> str:
        return f"{photo.width} × {photo.height}"

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("picker/", view(require_GET(self.picker)), name="photos_photo_picker"),
            path("upload/", view(require_POST(self.upload)), name="photos_photo_upload"),
            *super().get_urls(),
        ]

    # --- upload ---------------------------------------------------------------------------------
    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Several files at once. The script of the page sends them one by one and shows the progress of each."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = UploadForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            self._store_all(request, form)
            return HttpResponseRedirect(reverse("admin:photos_photo_changelist"))
        context = {
            **self.admin_site.each_context(request), "form": form, "title": _("Upload pictures"),
            "opts": self.opts, "media": self.media, **(extra_context or {}),
        }  # fmt: skip
        return TemplateResponse(request, "admin/photos/photo/upload.html", context)

    def _store_all(self, request: HttpRequest, form: UploadForm) -> None:
        stored = 0
        for file in form.cleaned_data["files"]:
            try:
                photo, is_new = self._store(request, file, form.cleaned_data)
            except (PhotoError, Busy) as error:
                self.message_user(request, f"{file.name}: {error}", messages.ERROR)
                continue
            if is_new:
                stored += 1
            else:
                text = _("%(file)s is in the library already.") % {"file": file.name}
                self.message_user(
                    request, format_html('{} <a href="{}">{}</a>', text, change_url(photo), photo)
                )
        if stored:
            text = ngettext("%(count)d picture was stored.", "%(count)d pictures were stored.", stored)
            self.message_user(request, text % {"count": stored}, messages.SUCCESS)

    def _store(self, request: HttpRequest, file: Any, data: dict[str, str]) -> tuple[Photo, bool]:
        rights = data.get("rights", "")
        stored = store_photo(
            file, name=file.name, credit=data.get("credit", "")[:100], caption=data.get("caption", "")[:300],
            alt_text=data.get("alt_text", "")[:300], rights=rights if rights in Rights.values else Rights.OWN,
        )  # fmt: skip
        if stored.is_new:
            self.log_addition(request, stored.photo, [{"added": {}}])
        return stored.photo, stored.is_new

    def upload(self, request: HttpRequest) -> JsonResponse:
        """One file by script: ``{"photo": …, "is_new": …}``, or ``{"error": sentence}`` with 400 or 503."""
        if not self.has_add_permission(request):
            return JsonResponse({"error": _("Your role does not upload pictures.")}, status=403)
        file = request.FILES.get("file")
        if file is None:
            return JsonResponse({"error": _("No file arrived. Choose the picture again.")}, status=400)
        try:
            photo, is_new = self._store(request, file, request.POST)
        except PhotoError as error:
            return JsonResponse({"error": str(error)}, status=400)
        except Busy as error:
            return JsonResponse({"error": str(error)}, status=503, headers={"Retry-After": str(RETRY_AFTER)})
        return JsonResponse({"photo": describe(photo), "is_new": is_new})

    # --- choosing --------------------------------------------------------------------------------
    def picker(self, request: HttpRequest) -> JsonResponse:
        """The library for choosers, newest first: ``?q=words&page=1``; or the pictures ``?ids=3,5``."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        photos = self.get_queryset(request)
        if request.GET.get("ids"):
            ids = [int(word) for word in request.GET["ids"].split(",") if word.isdecimal()][:100]
            return JsonResponse(
                {"photos": [describe(photo) for photo in photos.filter(pk__in=ids)], "more": False}
            )
        found, _may_repeat = self.get_search_results(request, photos, request.GET.get("q", "")[:100])
        page = Paginator(found, PICKER_PAGE).get_page(request.GET.get("page"))
        return JsonResponse({"photos": [describe(photo) for photo in page], "more": page.has_next()})

    # --- whose it is ---------------------------------------------------------------------------------
    def has_change_permission(self, request: HttpRequest, obj: Photo | None = None) -> bool:
        """The library is everybody's; what a picture says of itself belongs to the unions that show it."""
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or self._acts_for_users(request, obj))

    def has_delete_permission(self, request: HttpRequest, obj: Photo | None = None) -> bool:
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or self._acts_for_users(request, obj))

    def _acts_for_users(self, request: HttpRequest, photo: Photo) -> bool:
        account = grantee(request)
        if account.acts_for_site:
            return True
        desks = ((self.admin_site._registry.get(type(row)), row) for row in users_of(photo))
        return all(isinstance(desk, DeskAdmin) and desk.acts_for_owner(request, row) for desk, row in desks)

    # --- where used, deleting ----------------------------------------------------------------------
    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        photo = self.get_object(request, object_id)
        extra = {"photo": photo, "used_in": self.visible_users(request, photo) if photo else None}
        return super().change_view(request, object_id, form_url, {**extra, **(extra_context or {})})

    def visible_users(self, request: HttpRequest, photo: Photo) -> tuple[list[tuple[str, Model, str]], int]:
        """``(kind, row, address)`` of the users that the account may see at the desk, and the number of others."""
        shown, hidden = [], 0
        for user in users_of(photo):
            desk = self.admin_site._registry.get(type(user))
            if (
                desk
                and desk.has_view_permission(request)
                and desk.get_queryset(request).filter(pk=user.pk).exists()
            ):
                opts = user._meta
                url = reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[quote(user.pk)])
                shown.append((str(opts.verbose_name), user, url))
            else:
                hidden += 1
        return shown, hidden

    def reasons_against_deletion(self, request: HttpRequest, row: Photo) -> list[str | SafeString]:
        shown, hidden = self.visible_users(request, row)
        if not shown and not hidden:
            return []
        names = [f"{kind}“{user}”" for kind, user, _url in shown[:10]]
        if hidden:
            text = ngettext("%(count)d place of another union", "%(count)d places of other unions", hidden)
            names.append(text % {"count": hidden})
        return [
            _("This picture cannot be deleted, because it is used: %(places)s. Take it out there first.")
            % {"places": "；".join(names)}
        ]


def describe(photo: Photo) -> dict[str, Any]:
    """A picture for the scripts of the desk; addresses are those of its renditions."""
    return {
        "id": photo.pk, "name": str(photo), "thumbnail": photo.thumbnail.url, "src": photo.fallback.url,
        "width": photo.fallback.width, "height": photo.fallback.height, "caption": photo.caption,
        "alt_text": photo.alt_text, "credit": photo.credit, "url": change_url(photo),
    }  # fmt: skip
