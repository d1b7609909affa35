"""What no database can hold, in every parameter that any address reads: nothing is found, or it is refused. Never 500.

The parameters are found by watching (see ``parameters``), so a new one is asked here without anybody thinking of it.
"""

from typing import Any
from urllib.parse import quote

import pytest
from django.db import transaction
from django.test import Client

from tests import hard_world
from tests.desk.parameters import read_by
from tests.desk.probes import Probe, make_world
from tests.desk.test_parameters import visits
from tests.factories import make_user

pytestmark = pytest.mark.django_db

# A NUL, half of a surrogate pair as some programs write it, a byte that is no UTF-8, and a letter.
STRANGE = "%00%ED%A0%80%FFa"


def query(names: list[str]) -> str:
    return "&".join(f"{quote(name)}={STRANGE}" for name in names)


def ask(client: Client, probe: Probe, names: dict[str, list[str]]) -> int:
    """The status of the answer to a request whose parameters are all strange."""
    kind = "application/x-www-form-urlencoded"
    if probe.method == "get":
        return int(client.get(probe.url.partition("?")[0], QUERY_STRING=query(names["GET"])).status_code)
    counts = [name for name in names["POST"] if name.endswith(("-TOTAL_FORMS", "-INITIAL_FORMS"))]
    rows = "&".join(f"{name}={int(name.endswith('TOTAL_FORMS'))}" for name in counts)
    body = query([name for name in names["POST"] if name not in counts])
    return int(client.post(probe.url, f"{body}&{rows}", content_type=kind).status_code)


def test_every_parameter_of_the_desk(cast, client):
    client.raise_request_exception = False
    root = make_user("root", is_superuser=True)
    found = visits(make_world(cast), client, root)
    asked, failed = 0, {}
    client.force_login(root)
    cookies = client.cookies.output()
    for label, (probe, read) in found.items():
        names = {
            source: sorted(name for method, name in read.names if method == source)
            for source in ("GET", "POST")
        }
        mark = transaction.savepoint()
        status = ask(client, probe, names)
        transaction.savepoint_rollback(mark)
        asked += len(names["GET" if probe.method == "get" else "POST"])
        if status >= 500:
            failed[label] = status
        if client.cookies.output() != cookies:
            client.force_login(root)
            cookies = client.cookies.output()
    assert failed == {}
    assert asked > 1000


def test_every_parameter_of_the_readers_site(client):
    client.raise_request_exception = False
    asked, failed = 0, {}
    for route, address in hard_world.addresses(hard_world.make_world()).items():
        read = read_by(client, Probe(route, "get", address))
        for name in sorted({name for method, name in read.names if method == "GET"}):
            status = client.get(address, QUERY_STRING=query([name])).status_code
            asked += 1
            if status >= 500:
                failed[f"{route}?{name}"] = status
    assert failed == {}
    assert asked >= 50


@pytest.mark.parametrize("charset", ["utf-7", "utf-16", "unicode_escape"])
def test_another_encoding_is_refused(cast, desk, charset: Any):
    """Some make half characters of plain letters."""
    kind = f"application/x-www-form-urlencoded; charset={charset}"
    answer = desk(cast.editor).post("/admin/articles/column/add/", "name=%5Cud800", content_type=kind)
    assert answer.status_code == 400
