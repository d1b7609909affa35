"""The screens of signing in and of one's own account that are not allauth's."""

from typing import Any

from allauth.account.internal.stagekit import clear_login
from allauth.account.views import LoginView
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import PasswordChangeView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from accounts import alerts, audit, gate, limits, links
from accounts.browsers import named
from accounts.forms import FirstPasswordForm, ForgottenForm, OwnPasswordForm, SignInForm
from accounts.models import User, What
from accounts.requests import acting_user
from accounts.signals import end_other_sessions

LINK = "accounts.link"  # where the session keeps what stood in a one-time link


class SignIn(LoginView):
    form_class = SignInForm
    template_name = "accounts/sign_in.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.user.is_authenticated and not request.user.is_staff:
            context = {"title": _("No access"), "user": request.user}
            return TemplateResponse(request, "accounts/no_desk.html", context, status=403)
        return super().dispatch(request, *args, **kwargs)

    def form_invalid(self, form: Any) -> HttpResponse:
        name = form.data.get("username", "")
        pause = limits.pause_for(self.request, name) if name and form.data.get("password") else None
        if pause is None:
            again: HttpResponse = super().form_invalid(form)
            return again
        context = {"pause": pause, "title": _("Sign-in is paused"), "mails": bool(settings.EMAIL_HOST)}
        response = TemplateResponse(self.request, "accounts/paused.html", context, status=429)
        response["Retry-After"] = str(pause.minutes * 60)
        return response


@require_POST
@never_cache
def leave(request: HttpRequest) -> HttpResponse:
    """Give up a sign-in that waits for its second factor."""
    clear_login(request)
    return redirect("account_login")


@method_decorator(sensitive_post_parameters(), name="dispatch")
class OwnPassword(PasswordChangeView):
    form_class = OwnPasswordForm
    template_name = "accounts/password.html"
    success_url = reverse_lazy("admin:index")
    title = gettext_lazy("Change password")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "is_first": acting_user(self.request).must_choose_password,
        }

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        audit.record(What.PASSWORD, request=self.request, about=form.user, note=_("by the person"))
        alerts.tell(
            form.user, gettext_lazy("The password of your account was changed."), request=self.request
        )
        messages.success(self.request, _("Your password is changed. All other sessions of yours have ended."))
        return response


@never_cache
@sensitive_post_parameters()
def forgotten(request: HttpRequest) -> HttpResponse:
    """Ask for a one-time link by mail. The answer is the same, and as quick, whatever the name is."""
    form = ForgottenForm(request.POST or None)
    if request.method == "POST" and settings.EMAIL_HOST and form.is_valid():
        links.mail(form.cleaned_data["username"])
        return redirect("accounts_forgotten_done")
    context = {"form": form, "mails": bool(settings.EMAIL_HOST), "title": _("Forgotten password")}
    return TemplateResponse(request, "accounts/forgotten.html", context)


@never_cache
def forgotten_done(request: HttpRequest) -> HttpResponse:
    return TemplateResponse(request, "accounts/forgotten_done.html", {"title": _("Look into your mail")})


@never_cache
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """Take what stands in the link out of the address at once: addresses are kept in too many places."""
    if links.find(token) is None:
        return _link_over(request)
    request.session[LINK] = token
    return redirect("accounts_choose_password")


def _link_over(request: HttpRequest) -> HttpResponse:
    context = {"title": _("This link is over"), "mails": bool(settings.EMAIL_HOST)}
    return TemplateResponse(request, "accounts/link_over.html", context, status=410)


@never_cache
@sensitive_post_parameters()
def choose_password(request: HttpRequest) -> HttpResponse:
    """Choose a password with a one-time link. Afterwards one signs in: the link opens nothing by itself."""
    token = request.session.get(LINK, "")
    link = links.find(token) if token else None
    if link is None:
        return _link_over(request)
    form = FirstPasswordForm(link.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = links.use(token, form.cleaned_data["new_password1"], request=request)
        del request.session[LINK]
        if user is None:
            return _link_over(request)
        alerts.tell(
            user, gettext_lazy("A password was set for your account with a one-time link."), request=request
        )
        messages.success(request, _("Your password is set. Sign in with it now."))
        response = redirect("account_login")
        # So that a pause which others brought about does not keep them out.
        limits.remember_browser(request, response, user.get_username())
        return response
    context = {"form": form, "link": link, "title": _("Choose your password")}
    return TemplateResponse(request, "accounts/choose_password.html", context)


@never_cache
@login_required
def sessions(request: HttpRequest) -> HttpResponse:
    """Where one is signed in, and ending it."""
    user = acting_user(request)
    if request.method == "POST":
        _end(request, user, request.POST.get("end", ""))
        return HttpResponseRedirect(reverse("accounts_sessions"))
    listed = [(row, named(row.user_agent)) for row in UserSession.objects.purge_and_list(user)]
    listed.sort(key=lambda pair: pair[0].created_at, reverse=True)
    context = {"title": _("Where you are signed in"), "sessions": listed, "has_factor": gate.has_factor(user)}
    return TemplateResponse(request, "accounts/sessions.html", context)


def _end(request: HttpRequest, user: Any, which: str) -> None:
    if which == "others":
        end_other_sessions(request, user)
        audit.record(What.SESSIONS_ENDED, request=request, about=user, note=_("all others"))
        messages.success(request, _("All other sessions have ended."))
    elif which == "trust":
        User.objects.filter(pk=user.pk).update(trust_ended_at=timezone.now())
        audit.record(What.SESSIONS_ENDED, request=request, about=user, note=_("trusted browsers"))
        messages.success(
            request, _("No browser is trusted any more: the next sign-in asks for the second factor.")
        )
    elif which.isdecimal() and len(which) < 19:
        session = UserSession.objects.filter(user=user, pk=int(which)).first()
        if session is not None and not session.is_current():
            audit.record(What.SESSIONS_ENDED, request=request, about=user, note=named(session.user_agent))
            session.end()
            messages.success(request, _("The session has ended."))
