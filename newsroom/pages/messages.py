"""The sentences of the parser: why something was left out, and what the editor must decide."""

from __future__ import annotations

from django.utils.translation import gettext, gettext_noop

# code -> sentence with %(name)s placeholders. The codes are stable: screens and tests name them.
WARNINGS = {
    "photo-missing": gettext_noop(
        "A credit names a photographer, but the text brings no picture. Add the picture or drop the credit."
    ),
    "names-run-together": gettext_noop(
        "The names in “%(text)s” stand without a space; they were read as %(names)s. Please check."
    ),
    "names-unsplit": gettext_noop(
        "“%(text)s” may be several names written together; it was left as one. Please split it if so."
    ),
    "role-missing": gettext_noop(
        "“%(names)s” is signed without a role and was taken for the reporter. Please check."
    ),
    "subcolumn-inherited": gettext_noop(
        "Only the article before stands directly under “%(name)s”. Decide whether this one belongs to it too."
    ),
    "column-ended": gettext_noop(
        "Whether the column “%(name)s” goes on here is unclear; this article was put in none. Add it if it does."
    ),
    "date-missing": gettext_noop(
        "The text says “%(word)s”, but the date of issue is not known. Give the date before you publish."
    ),
    "date-differs": gettext_noop(
        "The page prints the date %(printed)s, but %(given)s was given and kept. Please check."
    ),
    "date-impossible": gettext_noop("“%(text)s” is no date of the calendar. Please give the date of issue."),
    "number-differs": gettext_noop(
        "The page prints the number %(printed)s, but %(given)s was given and kept. Please check."
    ),
    "paragraph-open": gettext_noop(
        "The paragraph ends without a closing mark: something is missing, or it belongs to the next one."
    ),
    "paragraph-bad-start": gettext_noop(
        "The paragraph begins with a punctuation mark: something before it may be missing."
    ),
    "no-title": gettext_noop(
        "No headline was found above this text. Write one, or join the text to the article before it."
    ),
    "no-body": gettext_noop("This headline has no text under it. Skip it, or join it to another article."),
    "no-article": gettext_noop("No article was found in this text. Check that the right text was pasted."),
    "heading-unsure": gettext_noop(
        "“%(text)s” may be a crosshead or the headline of a new article. Please check."
    ),
    "title-unsure": gettext_noop(
        "The lines above the text are not marked; which is the headline is a guess. Please check."
    ),
    "jump": gettext_noop(
        "The text goes on on another page (“%(text)s”): a part of the article may be missing."
    ),
    "organization-ambiguous": gettext_noop(
        "“%(name)s” exists in several districts, and the text does not say which. Please choose."
    ),
}

REASONS = {
    "mark": gettext_noop("Sign of layout"),
    "separator": gettext_noop("Dividing line"),
    "dateline": gettext_noop("Dateline; its names stand in the credits"),
    "credit": gettext_noop("Credit line; its names stand in the credits"),
    "page-credit": gettext_noop("Credit line of the page; its names stand in the credits of the page"),
    "source": gettext_noop("Source line; it stands in the field for the source"),
    "original-title": gettext_noop("Line with the original headline; it stands in a field of its own"),
    "page-header": gettext_noop("Header of the page: paper, date, page"),
    "jump": gettext_noop("Reference to another page"),
    "web": gettext_noop("Furniture of a web page"),
    "headline-list": gettext_noop("List of other headlines"),
    "picture": gettext_noop("Place of a picture; upload the picture itself"),
    "column-unused": gettext_noop("Column heading without an article"),
    "stray": gettext_noop("Text that belongs to no article"),
}


def warning_text(code: str, values: dict[str, str]) -> str:
    """The sentence of a warning in the active language, its values filled in."""
    return gettext(WARNINGS[code]) % values


def reason_text(code: str) -> str:
    """Why something was left out, in the active language."""
    return gettext(REASONS[code])
