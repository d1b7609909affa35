"""Contents and hashes that were stored before: read, hashed, compared and put back as on the day they were signed.

``stored_contents.json`` was written by the code of November 2026, before the parts of an article had a schema. It
is never written anew: a part that is added later must leave everything in it as it is.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from articles import history, snapshots
from articles.content import PARTS
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
    found = {part.name: part.lines(part.of(content)) for part in PARTS}
    assert {name: found[name] for name in lines} == lines


def test_labels_and_order():
    known = [(part.name, part.label) for part in PARTS if not part.later]
    assert known == list(STORED["labels"].items())


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
    for which, content in found.items():
        stored = STORED[which]["content"]
        assert {name: content[name] for name in stored} == {
            part.name: part.of(stored) for part in PARTS if part.name in stored
        }
        without_later = {**content, **{part.name: part.empty for part in PARTS if part.later}}
        assert snapshots.hash_of(without_later) == STORED[which]["hash"]


@pytest.mark.parametrize("which", TEXTS)
def test_a_stored_text_is_put_back(article, which):
    """Of a part that was not known yet nothing is left; the text is the one that was signed again."""
    snapshots.put_back(rewrite(article), STORED[which]["content"])
    found = snapshots.content_of(Article.objects.get(pk=article.pk))
    assert found == {part.name: part.of(STORED[which]["content"]) for part in PARTS}


def test_a_text_from_before_a_part_differs_in_nothing_from_one_that_has_nothing_in_it():
    older, first = STORED["older"]["content"], STORED["first"]["content"]
    emptied = {**first, "figures": [], "people": [], "correction_note": ""}
    assert history.compare(older, emptied) == []
    assert [one.name for one in history.compare(older, first)] == ["figures", "correction_note", "people"]
