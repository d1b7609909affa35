"""Pages that mix all apps."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from pagecache.kept import kept
from portal.models import FrontPage
from portal.readers.front_page import front_page, plan_of


def home(request: HttpRequest) -> HttpResponse:
    plan = kept("front page", lambda: plan_of(FrontPage.objects.live()))
    return render(request, "portal/home.html", {"front": front_page(plan)})
