"""How much work a long text takes: counted calls, no clock. They stand apart from the tests of one rule, which are to be
over in no time."""

import random

import pytest

from common.differences import ADDED, REMOVED, Piece, pieces
from common.telephones import find_telephones
from tests.effort import calls

# A quarter more calls than each costs. Comparing tokens costs one call a round, and what a round costs is bounded by its
# number; so four times as many changes allowed (MOST_CHANGES) would be seen in "another" and "two characters".
MOST_CALLS = {"edited": 45_000, "another": 10_000, "no clauses": 36_000, "two characters": 1_100}


def _text(chance: random.Random, length: int) -> str:
    return "".join(
        chance.choice("的一是在不了有和人这中大为上个国我以要他，时来用们生到作地于出就分对成")
        for _ in range(length)
    )


@pytest.mark.parametrize("case", MOST_CALLS)
def test_twenty_thousand_characters_take_bounded_work(case):
    chance = random.Random(7)
    old = _text(chance, 20_000)
    if case == "edited":
        new = "".join(character if chance.random() > 0.01 else "甲" for character in old)
    elif case == "another":
        new = _text(chance, 20_000)
    elif case == "no clauses":
        old = old.replace("，", "")
        new = old[:5_000] + "乙" + old[5_001:15_000] + "丙丁" + old[15_000:]
    else:
        old, new = "的是" * 10_000, "是的的" * 7_000
    found: list[Piece] = []
    assert calls(lambda: found.extend(pieces(old, new))) < MOST_CALLS[case]
    without = {
        kind: "".join(piece.text for piece in found if piece.kind != kind) for kind in (ADDED, REMOVED)
    }
    assert without == {ADDED: old, REMOVED: new}


def test_telephones_are_looked_for_in_a_hundred_thousand_characters():
    assert find_telephones("电话" * 50_000 + "0" * 50_000) == []
