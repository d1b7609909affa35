"""What holds of any text, whatever stands in it; hypothesis looks for one of which it does not.

These stand by themselves since loading hypothesis takes as long as all tests of ``tests/common``.
"""

from hypothesis import example, given
from hypothesis import strategies as st

from common.differences import ADDED, REMOVED, pieces
from common.folding import folded, folded_with_origins

WRITTEN = st.text(alphabet="职工夜校开课，。12ab \n", max_size=60)
NOTATIONS = "總工会ＱＺx１·•—：“<b>/ e\u0301\u200b\u3000が\u3099か⼯⻓㈱½ｶﾞ\u1112\u1161\u11ab"


@given(WRITTEN, WRITTEN)
def test_both_texts_are_whole_in_the_pieces_of_their_differences(old, new):
    found = pieces(old, new)
    assert "".join(piece.text for piece in found if piece.kind != ADDED) == old
    assert "".join(piece.text for piece in found if piece.kind != REMOVED) == new


@given(st.text(alphabet=NOTATIONS) | st.text())
@example("\u0301·\u3099")
def test_both_ways_of_folding_lead_to_the_same_form(text):
    assert folded_with_origins(text).text == folded(text)
    if "<" not in folded(text):  # what becomes a tag by the first folding only (<·b>) is one for the second
        assert folded(folded(text)) == folded(text)
