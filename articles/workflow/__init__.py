"""The way of an article through draft, reviews, publication, correction and withdrawal: nobody else writes its status.

Each function does one action of the table in ``articles.actions``, or saves a text, under a lock on the article's row
and in one transaction with its record; or it raises ``NotPossible`` with every reason against it.
"""

from articles.refusals import valid_passes
from articles.workflow.decisions import (
    FUNCTIONS,
    adopt,
    ask_withdrawal,
    call_off,
    discard,
    drop_withdrawal,
    pass_review,
    publish,
    restore,
    return_to_author,
    seen_from,
    set_times,
    start_correction,
    submit,
    take_back,
    withdraw,
    withdraw_first,
)
from articles.workflow.engine import NotPossible, Seen
from articles.workflow.texts import TextChange, change_text, restore_version, text_saved

__all__ = [
    "FUNCTIONS", "NotPossible", "Seen", "TextChange", "adopt", "ask_withdrawal", "call_off", "change_text", "discard",
    "drop_withdrawal", "pass_review", "publish", "restore", "restore_version", "return_to_author", "seen_from",
    "set_times", "start_correction", "submit", "take_back", "text_saved", "valid_passes", "withdraw", "withdraw_first",
]  # fmt: skip
