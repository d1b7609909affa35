"""Contents and hashes that were stored before: read, hashed, compared and put back as on the day they were signed.

``stored_contents.json`` was written by the code of November 2026, before the parts of an article had a schema. It
is never written anew: a part that is added later must leave everything in it as it is.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from articles import history, snapshots
from articles.models import Article
from tests.articles.full import make_full, make_surroundings, rewrite
from tests.factories import make_article

STORED: dict[str, Any] = json.loads((Path(__file__).parent / "stored_contents.json").read_text())
# ``older`` holds neither key figures nor people nor a correction note, as if these had been added later.
TEXTS = ("first", "second", "bare", "older")


@pytest.mark.parametrize("which", TEXTS)
def test_the_hash_is_the_one_that_was_signed(which):
    assert snapshots.hash_of(STORED[which]["content"]) == STORED[which]["hash"]


@pytest.mark.parametrize("which", TEXTS)
def test_every_part_is_read_as_before(which):
    content, lines = STORED[which]["content"], STORED[which]["lines"]
    assert {name: history.readable(name, content.get(name)) for name in history.ORDER} == lines


def test_labels_and_order():
    assert [(name, history.label_of(name)) for name in history.ORDER] == list(STORED["labels"].items())


def test_two_texts_are_compared_as_before():
    first, second = STORED["first"]["content"], STORED["second"]["content"]
    found = [
        {
            "name": one.name,
            "label": one.label,
            "only_form": one.only_form,
            "rows": [list(row) for row in one.rows],
        }
        for one in history.compare(first, second)
    ]
    assert found == STORED["differences"]


def test_what_makes_somebody_an_author():
    first, second = STORED["first"]["content"], STORED["second"]["content"]
    changed = {
        name: snapshots.words_of(first) != snapshots.words_of({**first, name: second[name]}) for name in first
    }
    assert changed == STORED["words_differ"]


@pytest.fixture
def article(db: None) -> Article:
    make_surroundings()
    return make_full()


def test_an_article_has_the_content_and_the_hash_it_had(article):
    found = {"first": snapshots.content_of(article)}
    found["second"] = snapshots.content_of(rewrite(article))
    found["bare"] = snapshots.content_of(make_article("只有标题", body=""))
    assert {which: (content, snapshots.hash_of(content)) for which, content in found.items()} == {
        which: (STORED[which]["content"], STORED[which]["hash"]) for which in ("first", "second", "bare")
    }


@pytest.mark.parametrize("which", ["first", "second", "bare"])
def test_a_stored_text_is_put_back(article, which):
    snapshots.put_back(rewrite(article), STORED[which]["content"])
    assert snapshots.content_of(Article.objects.get(pk=article.pk)) == STORED[which]["content"]
