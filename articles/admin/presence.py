"""Who else has an article's form open, and whether it was saved meanwhile."""

import datetime as dt

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.defaultfilters import date as format_date
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.requests import acting_user
from articles import policy
from articles.models import Article, EditingMark
from articles.refusals import MARK_STALE_AFTER, others_editing


class PresenceMixin:
    """The address that an open form calls every half minute."""

    def presence(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """A heartbeat of an open form (with ``leave``, its end): answers who else has it open and the saved version."""
        user = acting_user(request)
        article = policy.visible_articles(user).filter(pk=object_id).first()
        if article is None:
            return JsonResponse(
                {"error": _("This article is not there, or not for your account.")}, status=404
            )
        if not policy.may_change(user, article):
            return JsonResponse({"others": others(article, user), "version": article.version})
        if request.POST.get("leave"):
            EditingMark.objects.filter(article=article, user=user).delete()
            return JsonResponse({})
        keep_mark(article, user)
        return JsonResponse({"others": others(article, user), "version": article.version})


@transaction.atomic
def keep_mark(article: Article, user: User) -> None:
    """Renew somebody's mark; one that had gone stale begins anew."""
    now = timezone.now()
    mark, is_new = EditingMark.objects.get_or_create(
        article=article, user=user, defaults={"opened_at": now, "seen_at": now}
    )
    if is_new:
        return
    opened_at = now if mark.seen_at < now - MARK_STALE_AFTER else mark.opened_at
    # Of no row when the same person's other window has just left: its next heartbeat makes a new one.
    EditingMark.objects.filter(pk=mark.pk).update(opened_at=opened_at, seen_at=now)


def others(article: Article, user: User) -> list[str]:
    """Sentences: 林某 is editing since 14:02."""
    today = timezone.localdate()
    return [_sentence(mark, today) for mark in others_editing(article, user)]


def _sentence(mark: EditingMark, today: dt.date) -> str:
    opened = timezone.localtime(mark.opened_at)
    moment = format_date(opened, "H:i" if opened.date() == today else "Y-m-d H:i")
    return _("%(person)s is editing since %(time)s") % {"person": mark.user, "time": moment}
