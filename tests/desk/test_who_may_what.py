"""Who may do what at the desk: every address, action, bulk action and chooser, as everybody, in one table.

The table is ``who_may_what.txt``: a line a request, a column a person. It is compared whole. A new address of
the desk appears as a missing line, so it cannot come in without somebody deciding who may use it.
"""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from tests.conftest import Cast
from tests.desk.probes import SECRET, Probe, World, desk_patterns, probes
from tests.factories import make_user

pytestmark = pytest.mark.django_db

TABLE = Path(__file__).with_name("who_may_what.txt")
# The rows are 昌平's: those of the first person, within the grant of the newsroom of the city, and out of reach
# of the correspondent and the editor of 朝阳.
WHO = (
    "correspondent", "other_correspondent", "other_editor", "editor", "section_chief", "chief_editor",
    "administrator", "no_role", "stranger", "anonymous",
)  # fmt: skip
CAST = (
    "correspondent",
    "other_correspondent",
    "editor",
    "section_chief",
    "chief_editor",
    "administrator",
    "stranger",
)


def expected() -> dict[str, list[str]]:
    lines = [
        line.rsplit(maxsplit=len(WHO)) for line in TABLE.read_text().splitlines() if line[:1] not in ("", "#")
    ]
    return {label: answers for label, *answers in lines}


# One statement, since it is asked after each of several thousand requests.
CONTENT = """
    SELECT
        (SELECT array_agg((id, title, status, version, section_id, updated_at)::text ORDER BY id) FROM articles_article),
        (SELECT count(*) FROM articles_reviewrecord), (SELECT count(*) FROM articles_snapshot),
        (SELECT count(*) FROM articles_notice WHERE read_at IS NULL),
        (SELECT count(*) FROM articles_previewlink WHERE revoked_at IS NULL),
        (SELECT count(*) FROM articles_editingmark), (SELECT count(*) FROM events_eventrecord)
"""


def content() -> tuple[Any, ...]:
    """What a request must not have changed where the table says nothing of a change."""
    with connection.cursor() as cursor:
        cursor.execute(CONTENT)
        row: tuple[Any, ...] = cursor.fetchone()
    return row


# Those who act neither for 昌平 nor for anything above it: no answer names a draft of 昌平 to them.
OUTSIDE = ("other_correspondent", "other_editor", "no_role", "stranger", "anonymous")


def answer(client: Client, probe: Probe, before: tuple[Any, ...]) -> tuple[str, bool]:
    """The answer in a word, and whether it names a draft; ``+`` says that articles, records or what belongs to them were
    changed by it.
    """
    response = getattr(client, probe.method)(probe.url, probe.data)
    status, address = response.status_code, response.headers.get("Location", "")
    word = {200: "ok", 302: "go", 403: "no", 404: "none", 405: "method", 409: "refused"}.get(
        status, str(status)
    )
    if status == 302 and address.startswith("/admin/login/"):
        word = "login"
    if status == 200 and response.context and "cl" in response.context:
        word += f":{response.context['cl'].result_count}"
    if status == 200 and "/autocomplete/" in probe.url:
        word += f":{len(response.json()['results'])}"
    named = not response.streaming and SECRET in response.content.decode("utf-8", "replace") + address
    return word + ("+" if content() != before else ""), named


def column(who: str, cast: Cast, world: World) -> tuple[dict[str, str], list[str]]:
    """All answers to one person, and those that name a draft; whatever a request changed is undone before the next."""
    client = Client(raise_request_exception=False)
    user = getattr(cast, who) if who in CAST else None
    if who == "other_editor":
        user = make_user(who, roles=("editor",), organization=cast.chaoyang)
    elif who == "no_role":
        user = make_user(who, organization=cast.city)
    if user:
        client.force_login(user)
    cookies = client.cookies.output()
    before, found, naming = content(), {}, []
    for probe in probes(world):
        mark = transaction.savepoint()
        found[probe.label], named = answer(client, probe, before)
        naming += [probe.label] * named
        transaction.savepoint_rollback(mark)
        if user and client.cookies.output() != cookies:
            client.force_login(user)
            cookies = client.cookies.output()
    return found, naming


@pytest.mark.parametrize("who", WHO)
def test_the_whole_table(who, stage):
    found, naming = column(who, *stage)
    place = WHO.index(who)
    assert found == {label: answers[place] for label, answers in expected().items()}
    # What the refusals prove, only because there is something to tell; an administrator keeps accounts, not copy.
    assert bool(naming) == (who not in OUTSIDE and who != "administrator"), naming


def test_every_address_of_the_desk_stands_in_the_table(stage):
    _cast, world = stage
    asked = {probe.label.split(" ", 1)[1] for probe in probes(world)}
    missing = []
    for route, _pattern in desk_patterns():
        words = "/" + route
        for converter in ("int:", "str:", "path:"):
            words = words.replace(converter, "")
        if words not in asked and "/do/" not in route and "app_label" not in route:
            missing.append(words)
    assert missing == []
