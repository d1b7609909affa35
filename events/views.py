"""Readers' pages of events."""

from django.http import Http404, HttpRequest, HttpResponse


def upcoming(request: HttpRequest) -> HttpResponse:
    raise Http404


def event(request: HttpRequest, pk: int) -> HttpResponse:
    raise Http404
