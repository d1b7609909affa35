"""Headlines that were stored under older rules get the places to break of today's, and nothing else changes."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

from articles.models import Article, Topic
from common.words import with_breaks
from events.models import Event, Programme
from portal.operations import words
from tests.factories import make_article, make_event, make_topic

pytestmark = pytest.mark.django_db
TITLE = "首都工匠学院开课"


@pytest.fixture
def stored() -> list[models.Model]:
    """A row of every kind, prepared by older rules or not at all."""
    rows = [
        make_article(TITLE), make_topic(name=TITLE), make_event(TITLE), Programme.objects.create(name=TITLE),
    ]  # fmt: skip
    models.QuerySet(Article).update(title_words="首都工匠\u200b学院开课")
    models.QuerySet(Event).update(title_words="")
    Topic.objects.update(name_words="")
    Programme.objects.update(name_words="另一个\u200b名字")
    for row in rows:
        row.refresh_from_db()
    return rows


def values(row: models.Model) -> dict[str, object]:
    row.refresh_from_db()
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_all_are_worked_out_anew_and_nothing_else_changes(stored):
    before = [values(row) for row in stored]
    words.rebuild()
    for row, was in zip(stored, before, strict=True):
        now = values(row)
        changed = {name: value for name, value in now.items() if value != was[name]}
        assert list(changed.values()) == [with_breaks(TITLE)]
        assert list(changed) in (["title_words"], ["name_words"])


def test_it_tells_how_many_and_changes_none_twice(stored, capsys):
    for number in (4, 0):
        call_command("rebuild_words")
        assert f"重新划分了断行处的标题：{number}。" in capsys.readouterr().out


def test_many_rows_go_in_batches(stored, monkeypatch):
    monkeypatch.setattr(words, "BATCH", 2)
    for _number in range(4):
        make_article(TITLE)
    models.QuerySet(Article).update(title_words="")
    told = []
    assert words.rebuild(progress=lambda kind, done, of: told.append((kind, done, of))) == 8
    assert [row for row in told if row[0] == "稿件"] == [("稿件", 2, 5), ("稿件", 4, 5), ("稿件", 5, 5)]


def test_a_title_that_is_changed_meanwhile_keeps_its_own(stored, monkeypatch):
    article = stored[0]

    def slow(text: str) -> str:
        models.QuerySet(Article).update(title="另一个标题", title_words="另一个\u200b标题")
        return with_breaks(text)

    monkeypatch.setattr(words, "with_breaks", slow)
    words.rebuild()
    article.refresh_from_db()
    assert (article.title, article.title_words) == ("另一个标题", "另一个\u200b标题")


def test_no_stored_words_are_forgotten():
    found = {
        (model._meta.label, field.name)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.name in ("title_words", "name_words")
    }
    assert found == {(label, stored) for label, _source, stored in words.STORED}
