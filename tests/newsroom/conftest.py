"""What several tests of the newsroom share."""

from dataclasses import replace

import pytest

from newsroom import word_reading


@pytest.fixture
def bad_converter(monkeypatch) -> None:
    """A converter that does what the file's comment says: loops, eats memory, falls over, answers nonsense."""
    monkeypatch.setattr(word_reading, "TASK", "tests.newsroom.bad_converter")
    monkeypatch.setattr(word_reading, "BOUNDS", replace(word_reading.BOUNDS, processor=2))
