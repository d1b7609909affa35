"""What of a text to show under a hit: the sentence that says most of what was asked for, with its words marked."""

import re
from collections.abc import Iterable, Sequence

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString

from common.folding import Folded, folded, folded_with_origins

LONGEST = 110  # characters of a passage
BEFORE = 25  # characters that stand before the first word at most, where a sentence has to be cut
_SENTENCE = re.compile(r"[^。！？!?…\n]+[。！？!?…]*[”’」』）]*")


def passage(texts: Iterable[str], forms: Sequence[str]) -> SafeString:
    """The sentence that holds most of the forms (folded), of the first of equal ones; empty where none holds any."""
    best, most = "", 0
    for text in texts:
        for sentence in _SENTENCE.findall(text):
            if len(sentence) > 1:
                said = folded(sentence)
                number = sum(form in said for form in forms)
                if number > most:
                    best, most = sentence.strip(), number
    return marked(shortened(best, forms), forms) if most else SafeString("")


def marked(text: str, forms: Sequence[str]) -> SafeString:
    """The text for a page, each place that holds one of the forms in ``<mark>``; everything else escaped."""
    spans = _spans(folded_with_origins(text), forms)
    parts: list[SafeString] = []
    end = 0
    for start, stop in spans:
        parts += [escape(text[end:start]), format_html("<mark>{}</mark>", text[start:stop])]
        end = stop
    parts.append(escape(text[end:]))
    return format_html_join("", "{}", ((part,) for part in parts))


def shortened(text: str, forms: Sequence[str]) -> str:
    """At most ``LONGEST`` characters of the text, around the first place that holds one of the forms."""
    if len(text) <= LONGEST:
        return text
    spans = _spans(folded_with_origins(text), forms)
    start = max(0, (spans[0][0] if spans else 0) - BEFORE)
    start = min(start, len(text) - LONGEST)
    cut = text[start : start + LONGEST]
    return ("…" if start else "") + cut + ("…" if start + LONGEST < len(text) else "")


def _spans(found: Folded, forms: Iterable[str]) -> list[tuple[int, int]]:
    """The places in the original, one after the other; those that touch are one."""
    spans = sorted(
        found.span(match.start(), match.end())
        for form in forms
        if form
        for match in re.finditer(re.escape(form), found.text)
    )
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined
