"""What no database can hold, in every parameter that readers' addresses read: nothing is found, or it is refused.

The parameters are found by watching (see ``parameters``), so a new one is asked here without anybody thinking of it;
those of the desk in ``test_parameters``, which watches them anyway.
"""

from typing import Any

import pytest

from tests import hard_world
from tests.desk.parameters import read_by, strange_query
from tests.desk.probes import Probe

pytestmark = pytest.mark.django_db


def test_every_parameter_of_the_readers_site(client):
    client.raise_request_exception = False
    asked, failed = 0, {}
    for route, address in hard_world.addresses(hard_world.make_world()).items():
        read = read_by(client, Probe(route, "get", address))
        for name in sorted({name for method, name in read.names if method == "GET"}):
            status = client.get(address, QUERY_STRING=strange_query([name])).status_code
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
