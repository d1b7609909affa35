"""Pages that mix all apps."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.models import FrontPage
from portal.readers.front_page import front_page


def home(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/home.html", {"front": front_page(FrontPage.objects.live())})
