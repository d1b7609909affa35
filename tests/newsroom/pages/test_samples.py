"""The two sample pages, field by field."""

import datetime
import json
from pathlib import Path

import pytest

from newsroom.pages import parse_page

SAMPLES = Path(__file__).parent / "samples"


def sample(name):
    text = (SAMPLES / f"{name}.txt").read_text(encoding="utf-8")
    expected = json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    date = datetime.date(2026, 3, 12) if name.startswith("page") else None
    return parse_page(text, date=date).as_dict(file=f"{name}.txt"), expected


@pytest.mark.parametrize("name", ["page-2026-03-12-03", "web-copy-2026-03-10"])
def test_every_field_of_the_samples(name):
    found, expected = sample(name)
    assert found["date"] == expected["date"]
    assert found["page"] == expected["page"]
    assert found["page_credits"] == expected.get("page_credits", [])
    assert len(found["articles"]) == len(expected["articles"])
    plain = ("kicker", "title", "subtitle", "column", "subcolumn", "genre", "is_reprint", "source", "credits")
    for article, wanted in zip(found["articles"], expected["articles"], strict=True):
        assert {key: article[key] for key in plain} == {key: wanted[key] for key in plain}
        ends = [
            [text[: len(first)], text[-len(last) :]]
            for text, (first, last) in zip(article["paragraphs"], wanted["paragraphs"], strict=True)
        ]
        assert ends == wanted["paragraphs"]
        assert sorted(w["code"] for w in article["warnings"]) == sorted(wanted["warnings"])
        for kind in ("organizations", "people", "events"):
            assert sorted(item["name"] for item in article[kind]) == sorted(wanted[kind])


def test_the_json_has_exactly_the_keys_of_the_format():
    found, _expected = sample("page-2026-03-12-03")
    assert list(found) == ["file", "date", "page", "articles", "page_credits", "left_out", "warnings"]
    assert list(found["articles"][0]) == [
        "lines", "kicker", "title", "subtitle", "column", "subcolumn", "genre", "is_reprint", "source",
        "original_title", "credits", "paragraphs", "organizations", "people", "events", "warnings",
    ]  # fmt: skip
    assert found["file"] == "page-2026-03-12-03.txt"
    assert found["articles"][0]["lines"] == [4, 16]
    assert list(found["left_out"][0]) == ["lines", "text", "reason"]
