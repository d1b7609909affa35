"""Readers' pages of organizations and people."""

from django.http import Http404, HttpRequest, HttpResponse


def directory(request: HttpRequest) -> HttpResponse:
    raise Http404


def organization(request: HttpRequest, slug: str) -> HttpResponse:
    raise Http404


def stations(request: HttpRequest) -> HttpResponse:
    raise Http404


def people(request: HttpRequest) -> HttpResponse:
    raise Http404


def person(request: HttpRequest, pk: int) -> HttpResponse:
    raise Http404
