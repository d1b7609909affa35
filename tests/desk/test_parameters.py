"""Keys in parameters: what every address of the desk reads is found by watching it, and what takes a key is attacked.

``keys.txt`` lists each parameter that takes the key of a row, with its rule; it is compared whole. A parameter that is
no field of a form and stands in no table below fails, whoever reads it: our code, Django's admin, allauth.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django import forms
from django.contrib import admin
from django.db import transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from accounts.models import RoleGrant, User
from articles.models import Article, Notice
from tests.conftest import Cast
from tests.desk.parameters import Read, any_number, named_in_code, read_by, strange_query, with_one_row
from tests.desk.probes import SECRET, Probe, World, probes
from tests.desk.test_choices import CHOICES
from tests.desk.test_who_may_what import content
from tests.factories import make_article, make_event, make_user
from tests.shared import undone

pytestmark = pytest.mark.django_db

TABLE = Path(__file__).with_name("keys.txt")

# Parameters that are no field of a form, and take no key: words, pages, buttons, names of columns or apps; "seen" says in
# which version and state the rows of "_selected_action" were agreed to, and is looked up among those alone.
WORDS = {
    "GET": {"_changelist_filters", "_facets", "_popup", "_to_field", "all", "app_label", "field_name", "model_name",
            "next", "p", "page", "q", "term", "text", "from", "to", "urlencode"},
    "POST": {"_popup", "_save", "_saveasnew", "_to_field", "action", "bulk_confirmed", "comment", "count", "do",
             "files-clear", "hours-N-closes", "hours-N-days", "hours-N-opens", "hours-rows", "index", "kind", "leave", "next", "pages-N-pdf-clear", "pdf-clear", "post",
             "seen", "text", "times",
             "until", "version"},
}  # fmt: skip
# Those that take one, and what holds them to the account.
KEYS = {
    ("GET", "ids"): "photos.Photo shared",
    ("POST", "_selected_action"): "rows of the list",
    ("POST", "end"): "sessions of one's own",
    ("POST", "notice"): "notices of one's own",
    ("POST", "row"): "what waits within the grant",
    ("POST", "section"): "articles.Section shared",
    ("POST", "tags"): "words",
}  # fmt: skip
# Named in the code and not looked for by any visit above: what it is. Readers' pages have tests of their own.
ELSEWHERE = {
    "ACTION_CHECKBOX_NAME": "_selected_action", "ERROR_FLAG": "e", "IS_FACETS_VAR": "_facets", "IS_POPUP_VAR": "_popup",
    "PAGE_VAR": "p", "PARAMETER": "the signature of a picture's address", "REDIRECT_FIELD_NAME": "next",
    "TO_FIELD_VAR": "_to_field", "_addanother": "a button", "_continue": "a button", "below": "readers: a flag",
    "desk_browser": "a cookie", "file": "an upload", "honour": "readers: a name", "letter": "readers: a letter", "when": "readers: one of three words",
    "year": "readers: a number",
}  # fmt: skip


def visits(world: World, client: Client, user: Any) -> dict[str, tuple[Probe, Read]]:
    """What each request of ``probes`` reads when ``user`` makes it; whatever it changed is undone."""
    found = {}
    client.force_login(user)
    cookies = client.cookies.output()
    for probe in probes(world):
        mark = transaction.savepoint()
        read = read_by(client, probe)
        rows = with_one_row(name for _method, name in read.names)
        if rows:
            again = read_by(client, probe, {**probe.data, **rows})
            read = Read(read.names | again.names, {**read.fields, **again.fields})
        transaction.savepoint_rollback(mark)
        if client.cookies.output() != cookies:
            client.force_login(user)
            cookies = client.cookies.output()
        found[probe.label] = (probe, read)
    return found


def field_of(read: Read, name: str) -> forms.Field | None:
    """The field of a form that took a parameter; a date and a time are two of one field."""
    return read.fields.get(name) or read.fields.get(re.sub(r"_\d$", "", name))


def rule(method: str, name: str, field: forms.Field | None) -> str:
    """``""`` for what takes no key, else what it may be; ``"nobody decided"`` for what no table knows."""
    queryset = getattr(field, "queryset", None)
    if queryset is not None:
        label = queryset.model._meta.label
        is_part = name.endswith("-id") or not admin.site.is_registered(queryset.model)
        return f"{label} {CHOICES.get(label) or ('part of the row' if is_part else 'nobody decided')}"
    if isinstance(field, forms.models.InlineForeignKeyField):
        return "the row itself"
    if field is not None or any_number(name) in WORDS[method]:
        return ""
    return KEYS.get((method, name), "nobody decided")


@pytest.fixture(scope="class")
def visited(
    stage: tuple[Cast, World], django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[User, dict[str, tuple[Probe, Read]]]]:
    """A superuser, and what each request of theirs reads."""
    _cast, world = stage
    with undone(django_db_blocker, tmp_path_factory.mktemp("visited")):
        root = make_user("root", is_superuser=True)
        yield root, visits(world, Client(), root)


def ask(client: Client, probe: Probe, names: dict[str, list[str]]) -> int:
    """The status of the answer to a request whose parameters are all strange."""
    kind = "application/x-www-form-urlencoded"
    if probe.method == "get":
        return int(
            client.get(probe.url.partition("?")[0], QUERY_STRING=strange_query(names["GET"])).status_code
        )
    counts = [name for name in names["POST"] if name.endswith(("-TOTAL_FORMS", "-INITIAL_FORMS"))]
    rows = "&".join(f"{name}={int(name.endswith('TOTAL_FORMS'))}" for name in counts)
    body = strange_query([name for name in names["POST"] if name not in counts])
    return int(client.post(probe.url, f"{body}&{rows}", content_type=kind).status_code)


class TestEveryParameter:
    def test_every_parameter_that_takes_a_key_has_a_rule(self, visited):
        _root, found = visited
        lines, pairs, seen = [], 0, set()
        for label, (_probe, read) in found.items():
            for method, name in sorted(read.names):
                pairs += 1
                seen.add(name)
                what = rule(method, name, field_of(read, name))
                if what:
                    lines.append(f"{label} | {method} {any_number(name)} | {what}")
        assert [line for line in lines if "nobody decided" in line] == []
        print(f"{len(found)} requests read {pairs} parameters")
        head = f"# {len(lines)} parameters that take a key:"
        written = TABLE.read_text().splitlines()
        assert [head, *sorted(lines)] == written
        assert named_in_code() - seen == ELSEWHERE.keys()

    def test_what_no_database_can_hold_is_not_found_or_refused(self, visited):
        """In every parameter that a request of the desk reads. Never 500."""
        root, found = visited
        client = Client(raise_request_exception=False)
        client.force_login(root)
        cookies = client.cookies.output()
        asked, failed = 0, {}
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


ROLES = ("correspondent", "editor", "section_chief", "chief_editor", "administrator", "")


def attacks(world: World, foreign: dict[str, Any]) -> list[Probe]:
    """Each parameter that takes a key, with a key of 昌平."""
    at = {probe.label: probe for probe in probes(world)}
    found = []
    for line in TABLE.read_text().splitlines()[1:]:
        label, parameter, what = line.split(" | ")
        name = parameter.split()[1]
        value = foreign.get(what) or foreign.get(what.split()[0])
        if value is None:
            continue
        probe = at[label]
        name = name.replace("-N-", "-0-")
        prefix = name.split("-0-")[0]
        rows = with_one_row([f"{prefix}-TOTAL_FORMS"]) if "-0-" in name else {}
        found.append(Probe(f"{label} {name}", probe.method, probe.url, {**probe.data, **rows, name: value}))
    return found


@pytest.fixture
def cast(stage) -> Cast:
    return stage[0]


@pytest.fixture
def world(stage) -> World:
    return stage[1]


@pytest.mark.parametrize("role", ROLES)
def test_a_key_of_another_union_opens_and_changes_nothing(cast, client, world, role):
    grant = RoleGrant.objects.create(
        user=cast.correspondent, role="editor", asked_by=cast.administrator, takes_two=True
    )
    foreign = {
        "articles.Article": world.articles["draft"].pk,
        "accounts.User": cast.correspondent.pk,
        "rows of the list": world.articles["submitted"].pk,
        "notices of one's own": Notice.objects.filter(read_at=None).earliest("pk").pk,
        "sessions of one's own": UserSession.objects.create(
            user=cast.correspondent, ip="127.0.0.1", session_key="k"
        ).pk,
        "what waits within the grant": f"rolegrant-{grant.pk}",
    }
    attacker = make_user("attacker", roles=(role,) if role else (), organization=cast.chaoyang)
    tried = attacks(world, foreign)
    client.force_login(attacker)
    cookies = client.cookies.output()
    before, told = content(), []
    for probe in tried:
        mark = transaction.savepoint()
        response = getattr(client, probe.method)(probe.url, probe.data)
        names = not response.streaming and SECRET in response.content.decode()
        session = UserSession.objects.filter(session_key="k").exists()
        if response.status_code >= 500 or names or content() != before or not session or _granted(grant):
            told.append((probe.label, response.status_code))
        transaction.savepoint_rollback(mark)
        if client.cookies.output() != cookies:
            client.force_login(attacker)
            cookies = client.cookies.output()
    assert told == []
    assert len(tried) > 30


def _granted(grant: RoleGrant) -> bool:
    return not RoleGrant.objects.pending().filter(pk=grant.pk).exists()


@pytest.mark.parametrize("role", ["correspondent", "chief_editor", "administrator"])
def test_no_chooser_tells_of_a_draft_whatever_field_it_is_asked_for(cast, client, world, role):
    """Each relation of each model, whether or not a form of the desk has it."""
    make_event(f"{SECRET}活动", organization=cast.changping, published_at=None)
    client.force_login(make_user("attacker", roles=(role,), organization=cast.chaoyang))
    asked = 0
    for model in admin.site._registry:
        for field in model._meta.get_fields():
            if not field.is_relation or field.auto_created:
                continue
            query = {
                "app_label": model._meta.app_label, "model_name": model._meta.model_name, "field_name": field.name,
                "term": SECRET,
            }  # fmt: skip
            answer = client.get(reverse("admin:autocomplete"), query)
            assert SECRET not in answer.content.decode(), (model, field.name)
            asked += 1
    assert asked > 30


def test_a_part_of_another_article_is_not_taken_into_ones_own(cast, client, world):
    """``photo_entries-0-id`` and its kind: a row is known by its key only within the form's own row."""
    secret, own = world.articles["draft"], make_article("朝阳的稿件", organization=cast.chaoyang)
    figure = secret.figures.create(label="人数", value="300", unit="人")
    attacker = make_user("attacker", roles=("editor",), organization=cast.chaoyang)
    client.force_login(attacker)
    prefixes = ("photo_entries", "credits", "organization_entries", "figures")
    data = {f"{prefix}-{name}": "0" for prefix in prefixes for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    data |= {
        "title": "改", "body": "<p>字</p>", "genre": own.genre, "organization": cast.chaoyang.pk,
        "version": own.version, "figures-TOTAL_FORMS": "1", "figures-INITIAL_FORMS": "1",
        "figures-0-id": figure.pk, "figures-0-article": own.pk, "figures-0-label": "偷", "figures-0-value": "1",
    }  # fmt: skip
    answer = client.post(reverse("admin:articles_article_change", args=[own.pk]), data)
    assert (answer.status_code, SECRET in answer.content.decode()) == (200, False)
    figure.refresh_from_db()
    assert (figure.article_id, figure.label) == (secret.pk, "人数")
    assert Article.objects.get(pk=own.pk).figures.count() == 0


def test_a_popup_hands_out_no_column_that_is_not_for_it(cast, client, world):
    client.force_login(cast.administrator)
    query = {"_popup": "1", "_to_field": "password"}
    assert client.get(reverse("admin:accounts_user_changelist"), query).status_code == 400
