"""What several tests of the newsroom share."""

from dataclasses import replace
from typing import Any

import pytest

from common.apart.running import Failed, run_here
from newsroom import word_conversion, word_reading


@pytest.fixture
def bad_converter(monkeypatch) -> None:
    """A converter that does what the file's comment says: loops, eats memory, falls over, answers nonsense."""
    monkeypatch.setattr(word_reading, "TASK", "tests.newsroom.bad_converter")
    monkeypatch.setattr(word_reading, "BOUNDS", replace(word_reading.BOUNDS, processor=2))


@pytest.fixture
def here(monkeypatch) -> None:
    """The converter of Word files is called in this process; what the process apart adds is tested by itself."""

    def run(task: str, source: Any, *, orders: Any, bounds: Any, patience: Any) -> Any:
        assert task == word_reading.TASK
        try:
            return run_here(word_conversion.work, source, orders=orders)
        except Exception as error:
            raise Failed("crash") from error

    monkeypatch.setattr(word_reading, "run", run)
