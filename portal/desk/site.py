"""The desk: Django's admin under the portal's name and colours, its pages in the order of an editor's work."""

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_safe
from django.views.i18n import JavaScriptCatalog

from accounts.gate import first_duty
from accounts.models import User
from accounts.requests import acting_user
from articles import policy
from articles.models import Article
from common.choosing import Offered
from common.narrowed import way_to_site
from common.pinyin import pinyin_slug
from newsroom.dashboard import Dashboard, dashboard

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# The navigation: the kinds of content as editors think of them, not by Django's apps.
GROUPS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (pgettext_lazy("desk", "Copy"), ("articles.Article", "newsroom.PageImport", "newsroom.BinEntry")),
    (_("Pictures"), ("photos.Photo",)),
    (_("Organizations and people"), ("organizations.Organization", "organizations.Person", "articles.Contributor")),
    (_("Events"), ("events.Event", "events.Programme")),
    (_("Newspaper pages"), ("articles.Edition",)),
    (
        _("Columns and sections"),
        ("portal.FrontPage", "articles.Section", "articles.Column", "articles.Topic", "articles.Tag",
         "search.Synonyms"),
    ),
    (_("Accounts"), ("accounts.User", "accounts.AuditEntry")),
)  # fmt: skip


class Desk(AdminSite):
    site_header = _("Newsroom desk")
    site_title = _("Newsroom desk")
    index_title = _("Today")
    enable_nav_sidebar = True
    site_url = "/"

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        # Rows go one by one, with a sentence where they cannot.
        del self._actions["delete_selected"]

    def get_urls(self) -> list[URLPattern | URLResolver]:
        return [
            path("session/", never_cache(require_GET(session_state)), name="session"),
            path("slug/", self.admin_view(require_GET(slug)), name="slug"),
            path(
                "r/<path:content_type_id>/<path:object_id>/",
                self.admin_view(self.way_to_site),
                name="view_on_site",
            ),
            *(pattern for pattern in super().get_urls() if getattr(pattern, "name", "") != "view_on_site"),
        ]

    def way_to_site(self, request: HttpRequest, content_type_id: str, object_id: str) -> HttpResponse:
        """Django's own leads anybody of the desk to any row, and so tells which there are and what they are called."""
        return way_to_site(self, request, content_type_id, object_id)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """The desk begins behind what an account has to do first: its own password, its second factor."""
        inner = super().admin_view(view, cacheable)
        if view == self.logout:  # leaving is open to everybody: the computer may be another's
            return inner

        @wraps(inner)
        def gated(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            duty = first_duty(request)
            return HttpResponseRedirect(duty) if duty else inner(request, *args, **kwargs)

        return gated

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """Names this site on the sign-in page too, where Django would put the host's name under the same word."""
        return {**super().each_context(request), "site": settings.SITE}

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """What needs doing, for the person who asks."""
        user = acting_user(request)
        day = dashboard(user) if self._registry[Article].has_view_permission(request) else None
        context = {
            "day_at_desk": day, "shelves": shelves(day, user) if day else [], "may_write": policy.may_add(user),
            "title": self.index_title,
        }  # fmt: skip
        return super().index(request, {**context, **(extra_context or {})})

    def autocomplete_view(self, request: HttpRequest) -> Any:
        """What a chooser of rows offers."""
        return Offered.as_view(admin_site=self)(request)

    def i18n_javascript(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The texts of all scripts of the desk: Django's, the editor's and ours."""
        return require_safe(JavaScriptCatalog().get)(request)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
        """The navigation, grouped for editors; what is in no group stands under its app's name."""
        apps = super().get_app_list(request, app_label)
        if app_label:
            return apps
        known = {f"{app['app_label']}.{m['object_name']}": (app, m) for app in apps for m in app["models"]}
        listed = []
        for number, (label, names) in enumerate(GROUPS):
            rows = []
            for name in names:
                if name in known:
                    rows.append(known.pop(name)[1])
            if rows:
                listed.append(_group(label, f"group{number}", rows))
        rest: dict[str, list[Any]] = {}
        for app, row in known.values():
            rest.setdefault(app["name"], []).append(row)
        return listed + [_group(name, "other", rows) for name, rows in rest.items()]


def shelves(day: Dashboard, user: User) -> list[dict[str, Any]]:
    """The lists of the front page in their order: what waits for this person first. Empty ones say so."""
    newsroom = [
        ("waiting", _("Waiting for your review"), day.waiting, _("Nothing waits for your review."), ""),
        ("to_publish", _("Ready to publish"), day.to_publish, _("Nothing is ready to publish."), "?state=approved"),
    ]  # fmt: skip
    if day.events_waiting:
        newsroom.insert(
            1, ("events_waiting", _("Events waiting for you"), day.events_waiting, _("Nothing waits."), "")
        )
    if day.events_returned:
        newsroom.append(
            ("events_returned", _("Events returned to you"), day.events_returned, _("Nothing waits."), "")
        )
    if day.to_withdraw:
        newsroom.insert(
            0,
            (
                "to_withdraw",
                _("Withdrawals asked for"),
                day.to_withdraw,
                _("Nothing waits."),
                "?state=published",
            ),
        )
    own = [
        ("returned", _("Returned to you"), day.returned, _("Nothing was returned."), "?state=returned&whose=mine"),
        ("sent", _("What you sent in"), day.sent, _("Nothing of yours is on its way."), "?whose=mine"),
        ("drafts", _("Your drafts"), day.drafts, _("You have no draft."), "?state=draft&whose=mine"),
        ("published", _("Published today"), day.published_today, _("Nothing was published today."),
         "?state=published"),
    ]  # fmt: skip
    listed = newsroom + own if user.works_on_others else own
    return [
        {
            "code": code,
            "title": title,
            "rows": shelf.items,
            "has_more": shelf.has_more,
            "empty": empty,
            "query": query,
            "of_events": code.startswith("events_"),
        }
        for code, title, shelf, empty, query in listed
    ]


def _group(label: "StrOrPromise", code: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"name": label, "app_label": code, "app_url": rows[0]["admin_url"], "has_module_perms": True,
            "models": rows}  # fmt: skip


def session_state(request: HttpRequest) -> JsonResponse:
    """Whether the browser is still signed in, and a fresh token: asked by an open form before it saves."""
    signed_in = request.user.is_active and request.user.is_staff
    answer = {"user": str(request.user) if signed_in else None, "login": reverse("admin:login")}
    if signed_in:
        answer["token"] = get_token(request)
    return JsonResponse(answer)


def slug(request: HttpRequest) -> JsonResponse:
    """The address name for a text: ``?text=昌平区`` → ``changping-qu``."""
    return JsonResponse({"slug": pinyin_slug(request.GET.get("text", "")[:200])})
