"""Readers' pages travel compressed, the desk's never."""

import gzip

import pytest
from django.urls import reverse

from tests.factories import make_published

pytestmark = pytest.mark.django_db
GZIP = {"accept-encoding": "gzip"}


def test_readers_pages_are_compressed_and_the_same_each_time(client):
    make_published("夜校开课")
    plain, first, second = (
        client.get("/articles/"),
        client.get("/articles/", headers=GZIP),
        client.get("/articles/", headers=GZIP),
    )
    assert first["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in first["Vary"]
    assert gzip.decompress(first.content) == plain.content
    assert first.content == second.content


def test_what_depends_on_a_cookie_is_not(client, desk, cast):
    assert "Content-Encoding" not in client.get(reverse("admin:login"), headers=GZIP)
    assert "Content-Encoding" not in desk(cast.editor).get(reverse("admin:index"), headers=GZIP)
