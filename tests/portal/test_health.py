"""The two addresses for whoever watches over the portal."""

import pytest
from django.core.cache import caches
from django.db import OperationalError, connection
from django.test import Client

from portal.web import health


def test_alive_without_asking_the_database(client: Client):
    # No database mark: a query would fail the test.
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert "no-store" in response["Cache-Control"]
    assert response.cookies == {}


@pytest.mark.django_db
def test_ready(client: Client):
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (200, b"ready\n")


@pytest.mark.django_db
def test_ready_looks_migrations_up_once_a_minute(client: Client, django_assert_num_queries):
    client.get("/readyz")
    with django_assert_num_queries(1):
        client.get("/readyz")


@pytest.mark.django_db
def test_not_ready_while_migrations_are_missing(client: Client):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'articles'")
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.content.decode() == "The database lacks migrations: run manage.py migrate.\n"


def test_not_ready_without_a_database(client: Client, monkeypatch):
    class Gone:
        def cursor(self):
            raise OperationalError("connection refused")

    monkeypatch.setattr(health, "connection", Gone())
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (503, b"The database does not answer.\n")


@pytest.mark.django_db  # the page of a 404 looks for what comes nearest
@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_only_reading_is_allowed(client: Client, address: str):
    assert client.post(address).status_code == 405
    assert client.get(address + "/").status_code == 404


@pytest.fixture(autouse=True)
def _nothing_remembered():
    caches["process"].delete(health.MIGRATED)
    yield
    caches["process"].delete(health.MIGRATED)
