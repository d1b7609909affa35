"""Everything that readers see announces its changes, or pages would be kept that hold no more."""

import re

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import hard_world

# Tables of our own that no readers' page asks for, and why.
READERS_NEVER_SEE = {
    "accounts_auditentry": "the log of the desk",
    "accounts_onetimelink": "ways into an account",
    "accounts_rolegrant": "who may what at the desk",
    "accounts_user": "accounts; by-lines are contributors",
    "accounts_user_groups": "who may what at the desk",
    "accounts_user_user_permissions": "who may what at the desk",
    "articles_editingmark": "who has a form open",
    "articles_notice": "messages to people of the desk",
    "articles_previewlink": "previews never enter the store",
    "articles_viewing": "who has read what before passing it",
    "articles_withdrawalrequest": "until it is granted nothing is withdrawn; then the article itself changes",
    "events_eventrecord": "the review of events",
    "newsroom_binentry": "what was deleted; restoring writes the rows themselves",
    "newsroom_importedarticle": "where an article came from",
    "newsroom_pageimport": "where articles came from",
    "search_document": "answers of the search never enter the store",
    "search_deskdocument": "no reader's page shows what it finds",
    "search_due": "answers of the search never enter the store",
    "search_name": "answers of the search never enter the store",
    "search_synonyms": "answers of the search never enter the store",
}
# Of others: accounts, sessions and what Django keeps for itself.
OTHERS = {"account", "admin", "auth", "contenttypes", "mfa", "sessions", "taggit", "usersessions"}

pytestmark = pytest.mark.django_db


# INSERT, DELETE, UPDATE and TRUNCATE as PostgreSQL's catalogue has them (pg_trigger.tgtype).
EVERY_STATEMENT = 4 | 8 | 16 | 32
# A stored version is shown to nobody until a record of a withdrawal names it.
SILENT = {"articles_snapshot": 4}
# Rows that are never changed, and what follows from rows that note themselves.
NOTHING_TO_NOTE = {
    "articles_reviewrecord": "evidence: nobody can change or delete it",
    "articles_snapshot": "a stored version is never changed; a withdrawal is a change of its article",
    "articles_shelved": "kept by triggers from articles and what belongs to them",
    "articles_shelfcount": "kept by triggers from articles and what belongs to them",
}


def announcing() -> set[str]:
    """The tables that have a trigger for each kind of statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, bit_or(tgtype::int) FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
            " WHERE starts_with(tgname, relname || '_announced') AND tgenabled = 'O' AND tgtype & 1 = 0 GROUP BY 1"
        )
        kinds = dict(cursor.fetchall())
    return {
        name
        for name, kind in kinds.items()
        if kind & EVERY_STATEMENT == EVERY_STATEMENT & ~SILENT.get(name, 0)
    }


def test_each_table_announces_its_changes_or_is_no_readers_business():
    """A new model fails here: a migration with ``pagecache.changes.announced``, or a line above with its reason."""
    ours = {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label not in OTHERS
    }
    assert announcing() & READERS_NEVER_SEE.keys() == set()
    assert sorted(ours) == sorted(announcing() | READERS_NEVER_SEE.keys())


def test_no_readers_page_asks_for_a_table_that_says_nothing(client):
    """Found by watching what every kind of page asks of the database."""
    world = hard_world.make_world()
    addresses = {
        route: address
        for route, address in hard_world.addresses(world).items()
        if not route.startswith(("/preview/", "/healthz", "/readyz", "/search/"))
    }
    addresses["kept"] = f"/articles/{world['articles']['kept'].pk}/"
    addresses["gone"] = f"/articles/{world['articles']['gone'].pk}/"
    addresses["renamed"] = "/sections/no-such-section/"
    asked: dict[str, set[str]] = {}
    for route, address in addresses.items():
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        for query in queries:
            for table in re.findall(r'(?:FROM|JOIN) \(*"?([a-z_]+)"?', query["sql"]):
                asked.setdefault(table, set()).add(route)
    tables = connection.introspection.table_names()
    silent = {
        table: routes for table, routes in asked.items() if table in tables and table not in announcing()
    }
    assert silent == {}
    assert len(asked) >= 25


def test_each_table_that_announces_notes_what_its_changed_rows_stood_on():
    """A copy for the time without the database goes when what it shows is changed, so nothing may change unnoted."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
            " JOIN pg_proc ON pg_proc.oid = tgfoid WHERE proname = 'note_marks'"
        )
        noting = {name for (name,) in cursor.fetchall()}
    assert announcing() - noting == NOTHING_TO_NOTE.keys()
