"""Pages that mix all apps."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.models import Article


def home(request: HttpRequest) -> HttpResponse:
    articles = Article.objects.published().for_lists().newest_first()[:20]
    return render(request, "portal/home.html", {"articles": articles})
