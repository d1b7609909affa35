"""Passwords that are long and still guessed first: pinyin with figures, names, the site, rows of keys.

NIST SP 800-63B asks for a comparison with what is expected (§ 3.1.1.2: lists of common passwords, words of the
context, repetitions and sequences) and for no rules on kinds of characters. Django's list of 20,000 common passwords
comes from leaks of sites in English, and hardly one of its entries is twelve characters long.
"""

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from common.pinyin import pinyin_slug

WORDS_FILE = Path(__file__).with_name("common_words.txt")
ROWS = (
    "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p", "1q2w3e4r5t6y7u8i9o0p",
    "qazwsxedcrfvtgbyhnujm", "abcdefghijklmnopqrstuvwxyz", "147258369", "741852963", "159357", "5201314", "1314520",
)  # fmt: skip
ROW_AT_LEAST = 4
LETTERS_LEFT = 5
WORDS_AT_MOST = 3
SYLLABLES_AT_MOST = 3
SYLLABLE = re.compile(
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|ei|ui|ao|ou|iu|ie|ue|ve|er|an|en|in|un|ia|ua|uo|a|o|e|i|u|v)"
)
LOOKS_LIKE = str.maketrans("@$", "as")


def why_predictable(password: str, names: set[str]) -> str | None:
    """Why a password would be among the first that somebody tries, as a sentence; ``None`` when it would not.

    ``names``: what anybody knows of the person and the site, in lower-case letters a to z.
    """
    folded = unicodedata.normalize("NFKC", password).casefold().translate(LOOKS_LIKE)
    if re.fullmatch(r"(.{1,6}?)\1+.{0,2}", folded):
        return _("It repeats itself: choose something longer that does not.")
    words, rest = _without_words(folded, names)
    letters = re.sub(r"[^a-z\u3400-\u9fff]", "", rest)
    weight = sum(2 if character > "z" else 1 for character in letters)
    if weight < LETTERS_LEFT and words <= WORDS_AT_MOST:
        if words:
            return _(
                "It is a name, a common word or a row of keys with figures: add words that do not belong together."
            )
        return _("It is nearly all figures and marks: a few words that do not belong together are safer.")
    if letters.isascii() and _syllables(letters) <= SYLLABLES_AT_MOST:
        return _(
            "It is a short word in pinyin with figures: take four words or more that do not belong together."
        )
    return None


@cache
def _words() -> frozenset[str]:
    lines = WORDS_FILE.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _without_words(text: str, names: set[str]) -> tuple[int, str]:
    """How many known words and rows of keys the text holds, and what is left without them."""
    count = 0
    for word in sorted((word for word in _words() | names if len(word) > 2), key=len, reverse=True):
        text, found = re.subn(re.escape(word), " ", text)
        count += found
    for row in (*ROWS, *(row[::-1] for row in ROWS)):
        at = 0
        while at <= len(text) - ROW_AT_LEAST:
            length = _run(text[at:], row)
            if length:
                text = f"{text[:at]} {text[at + length :]}"
                count += 1
            at += 1
    return count, text


def _run(text: str, row: str) -> int:
    """The length of the longest beginning of the text that stands in the row; 0 when it is too short to count."""
    length = 0
    while length < len(text) and text[: length + 1] in row:
        length += 1
    return length if length >= ROW_AT_LEAST else 0


def _syllables(letters: str) -> int:
    """The number of syllables of pinyin that letters are made of; a large number when they are none."""
    count, at = 0, 0
    while at < len(letters):
        found = SYLLABLE.match(letters, at)
        if found is None:
            return len(letters)
        end = found.end()
        if letters[end : end + 1] in ("n", "r") and not SYLLABLE.match(letters, end):
            end += 1
        if letters[end : end + 1] == "g" and not SYLLABLE.match(letters, end):
            end += 1
        count, at = count + 1, end
    return count


def known_of(user: Any) -> set[str]:
    """What anybody knows of an account and of the site, as letters of pinyin, whole and as initials."""
    names = {str(settings.SITE["name"]), str(settings.SITE["organizer"])}
    if user is not None:
        names |= {
            str(getattr(user, name, "") or "") for name in ("real_name", "username", "email", "telephone")
        }
        organization = getattr(user, "organization", None)
        if organization is not None:
            names |= {organization.name, organization.short_name}
    found = set()
    for name in filter(None, names):
        syllables = pinyin_slug(name.partition("@")[0]).split("-")
        found |= {"".join(syllables), "".join(syllable[:1] for syllable in syllables), *syllables}
    return {name for name in found if len(name) > 2}


class LengthValidator(MinimumLengthValidator):
    """Django's own, whose sentence it has in English only."""

    def get_error_message(self) -> str:
        return _("The password is too short: %(number)d characters or more are needed.") % {
            "number": self.min_length
        }

    def get_help_text(self) -> str:
        return _("%(number)d characters or more; blanks and Chinese characters count too.") % {
            "number": self.min_length
        }


class PredictablePasswordValidator:
    """Refuses passwords that are guessed first, whatever their length."""

    def validate(self, password: str, user: Any = None) -> None:
        reason = why_predictable(password, known_of(user))
        if reason:
            raise ValidationError(reason, code="password_predictable")

    def get_help_text(self) -> str:
        return _(
            "Four words that do not belong together are good; names, pinyin with figures and rows of keys are not."
        )
