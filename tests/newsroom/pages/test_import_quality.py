"""Every page of the corpus is read without a fault, so a rule that spoils another paper's page is noticed."""

import json
from pathlib import Path

import pytest

from bench.import_quality import score_page

PAGES = sorted(Path(__file__).parent.glob("corpus/*.txt"))


def test_there_are_enough_pages():
    assert len(PAGES) >= 12


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_page_of_the_benchmark_is_read_right(path):
    wanted = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert score_page(path.read_text(encoding="utf-8"), wanted).faults == []
