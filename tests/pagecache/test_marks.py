"""Every text that stands on a readers' page takes the copy of that page away when it is changed.

A page's marks are the addresses that it names, and a change of a row notes marks (``pagecache.marks``). That the two
meet is tried with every text of every table: each is given a word of its own, all pages are rendered, and the row of
each word that is found is changed.
"""

import datetime as dt
import re
from typing import Any, NamedTuple

import pytest
from django.apps import apps
from django.db import connection, models
from django.test import Client

from articles.models import Contributor, Credit
from pagecache.entries import Entry
from pagecache.marks import EVERYTHING, marks_of
from pagecache.store import entry_of
from portal.models import BlockKind, FrontPage
from portal.web.stored import read
from tests import factories as make
from tests import hard_world

pytestmark = pytest.mark.django_db
WORD = re.compile(r"qx[0-9]{4}z")
# Not to other months, which calendars lead on to without end, and not to English pages, which show the same texts.
LINK = re.compile(r'href="(?:https?://[^/"]+)?(/(?!events/\d{4}/|archive/|en/)[^"?#]*)"')
# Columns that no page shows as they are: keys to sort by, words of a headline, names of files, the rule of a series.
NO_TEXT = re.compile(
    r".*(?:_words|_text|sort_key|reading|recurrence|consent_note)|key|kind|slug|digest|original.*"
)
NOT_SHOWN = {
    ("articles_article", "correction_note"),  # while the correction is being worked on
    ("articles_article", "withdrawal_notice"),  # of an article that is not withdrawn …
    ("portal_frontpage", "name"),  # for those who choose one
}


class Text(NamedTuple):
    """Where a text stands in the database."""

    table: str
    column: str
    key: Any


@pytest.fixture
def addresses(monkeypatch) -> list[str]:
    """One of each kind, in a world where names stand in as many places as they can, on pages as short as can be."""
    monkeypatch.setattr("portal.readers.organizations.people.PAGE_SIZE", 1)
    world = hard_world.make_world()
    union, article = world["union"], world["articles"]["full"]
    union.aliases.create(name="昌平工会")
    union.honours.create(title="先进集体", awarder="市总工会", year=2025, level="national")
    another = make.make_person(
        "周立新", consented_on=dt.date(2026, 1, 1), organization=world["city"], studio=union
    )
    another.honours.create(title="五一奖章", awarder="省总工会", year=2023, level="national")
    signing = Contributor.objects.create(name="昌工宣", organization=union)
    Credit.objects.create(article=article, contributor=signing)
    world["page"].credits.create(contributor=signing, role="editor")
    front = FrontPage.objects.create(name="首页", is_live=True)
    front.leads.create(article=article, position=1)
    front.blocks.create(kind=BlockKind.EVENTS, heading="近期活动", position=1)
    return list(hard_world.addresses(world).values())


def noting() -> set[str]:
    """The tables that note what was changed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
            " JOIN pg_proc ON pg_proc.oid = tgfoid WHERE proname = 'note_marks'"
        )
        return {name for (name,) in cursor.fetchall()}


def models_with_texts() -> dict[str, tuple[type[models.Model], list[Any]]]:
    """By table: the model, and its columns that hold a text of their own."""
    found, noted = {}, noting()
    for model in apps.get_models(include_auto_created=True):
        texts = [
            field
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField)
            and not field.choices
            and not NO_TEXT.fullmatch(field.name)
        ]
        if texts and model._meta.db_table in noted:
            found[model._meta.db_table] = (model, texts)
    return found


def give_words() -> dict[str, Text]:
    """Each text of each row is a word of its own now; the words, and where they stand."""
    words: dict[str, Text] = {}
    for table, (model, fields) in models_with_texts().items():
        for field in fields:
            for key in list(model._base_manager.order_by("pk").values_list("pk", flat=True)):
                word = f"qx{len(words):04}z"
                words[word] = Text(table, field.name, key)
                value = f"https://{word}.org/" if isinstance(field, models.URLField) else word
                model._base_manager.filter(pk=key).update(**{field.name: value})
    return words


def all_pages(client: Client, addresses: list[str]) -> dict[str, Entry]:
    """These pages and all that they lead to, as far as copies of them are kept."""
    found: dict[str, Entry] = {}
    wanted = [*addresses]
    while wanted:
        path = wanted.pop()
        if path in found or read(path, "") is None:
            continue
        answer = client.get(path)
        found[path] = entry_of(str(answer.status_code), list(answer.items()), answer.getvalue())
        wanted += LINK.findall(found[path].body.decode())
    return found


def notes_of_a_change(text: Text) -> set[str]:
    """The marks that are noted when a text is changed."""
    model, _fields = models_with_texts()[text.table]
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM pagecache_note")
        model._base_manager.filter(pk=text.key).update(**{text.column: f"{text.key}-{text.column}"[:20]})
        cursor.execute("SELECT mark FROM pagecache_note")
        return {mark for (mark,) in cursor.fetchall()}


def test_a_text_that_is_changed_takes_away_every_page_that_shows_it(addresses, client):
    words = give_words()
    found = all_pages(client, addresses)
    assert len(found) > 60
    shown: dict[Text, set[str]] = {}
    for path, page in found.items():
        for word in WORD.findall(page.body.decode()):
            shown.setdefault(words[word], set()).add(path)
    stays: dict[str, set[str]] = {}
    for text, paths in shown.items():
        notes = notes_of_a_change(text)
        if EVERYTHING not in notes:
            kept = {path for path in paths if notes.isdisjoint(marks_of(path, found[path]))}
            stays.setdefault(f"{text.table}.{text.column}", set()).update(kept)
    assert {column: paths for column, paths in stays.items() if paths} == {}
    seen = {(text.table, text.column) for text in shown}
    assert {(text.table, text.column) for text in words.values()} - seen == NOT_SHOWN
