"""What did not come in from a Word file, or came in otherwise, as sentences for the editor."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def remarks_of(losses: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """A sentence for each kind of loss (``newsroom.word_losses.Losses.as_dict``), in the order of ``SENTENCES``."""
    return [
        sentence(loss["count"]) % {"count": loss["count"]} + _words(loss["words"]) + _places(loss["places"])
        for kind, sentence in SENTENCES.items()
        if (loss := losses.get(kind))
    ]


def _words(words: list[str]) -> str:
    quoted = "".join(f"“{word}”" for word in words)
    return " " + _("It read: %(words)s.") % {"words": quoted} if quoted else ""


def _places(places: list[str]) -> str:
    quoted = "".join(f"“{place}…”" for place in places)
    return " " + _("At: %(places)s.") % {"places": quoted} if quoted else ""


SENTENCES: dict[str, Callable[[int], str]] = {
    "hidden": lambda n: ngettext(
        "%(count)d character that Word hides was left out.",
        "%(count)d characters that Word hides were left out.",
        n,
    ),
    "hidden-picture": lambda n: ngettext(
        "%(count)d hidden or deleted picture was left out.",
        "%(count)d hidden or deleted pictures were left out.",
        n,
    ),
    "added": lambda n: ngettext(
        "Nobody has accepted %(count)d insertion in this file; it was taken in.",
        "Nobody has accepted %(count)d insertions in this file; they were taken in.",
        n,
    ),
    "deleted": lambda n: ngettext(
        "Nobody has accepted %(count)d deletion in this file; the words were left out.",
        "Nobody has accepted %(count)d deletions in this file; the words were left out.",
        n,
    ),
    "comment": lambda n: ngettext("%(count)d comment was left out.", "%(count)d comments were left out.", n),
    "struck": lambda n: ngettext(
        "%(count)d struck-out passage was left out.", "%(count)d struck-out passages were left out.", n
    ),
    "linked-picture": lambda n: ngettext(
        "%(count)d picture is only linked in the file and did not come in. Insert the picture itself.",
        "%(count)d pictures are only linked in the file and did not come in. Insert the pictures themselves.",
        n,
    ),
    "missing-picture": lambda n: ngettext(
        "%(count)d picture is missing in the file. Insert it again.",
        "%(count)d pictures are missing in the file. Insert them again.",
        n,
    ),
    "picture-shape": lambda n: ngettext(
        "%(count)d picture is cut to a shape in Word; here all of it is shown. Look whether that may be.",
        "%(count)d pictures are cut to a shape in Word; here all of them is shown. Look whether that may be.",
        n,
    ),
    "video": lambda n: ngettext(
        "%(count)d video or sound did not come in.", "%(count)d videos or sounds did not come in.", n
    ),
    "chart": lambda n: ngettext(
        "%(count)d chart did not come in. Save it as a picture and insert that.",
        "%(count)d charts did not come in. Save them as pictures and insert these.",
        n,
    ),
    "diagram": lambda n: ngettext(
        "%(count)d diagram (SmartArt) did not come in. Save it as a picture and insert that.",
        "%(count)d diagrams (SmartArt) did not come in. Save them as pictures and insert these.",
        n,
    ),
    "object": lambda n: ngettext(
        "%(count)d embedded object (a table of Excel, say) did not come in.",
        "%(count)d embedded objects (a table of Excel, say) did not come in.",
        n,
    ),
    "formula-object": lambda n: ngettext(
        "%(count)d formula of an older kind did not come in. Write it anew.",
        "%(count)d formulas of an older kind did not come in. Write them anew.",
        n,
    ),
    "formula": lambda n: ngettext(
        "%(count)d formula came in as a line of characters. Please check it.",
        "%(count)d formulas came in as lines of characters. Please check them.",
        n,
    ),
    "reading": lambda n: ngettext(
        "%(count)d reading above characters was left out; the characters came in.",
        "%(count)d readings above characters were left out; the characters came in.",
        n,
    ),
    "control": lambda n: ngettext(
        "%(count)d form control did not come in.", "%(count)d form controls did not come in.", n
    ),
    "ink": lambda n: ngettext(
        "%(count)d drawing by hand did not come in.", "%(count)d drawings by hand did not come in.", n
    ),
    "shape": lambda n: ngettext(
        "%(count)d drawn line or shape did not come in.",
        "%(count)d drawn lines or shapes did not come in.",
        n,
    ),
    "symbol": lambda n: ngettext(
        "%(count)d sign of a special font did not come in.",
        "%(count)d signs of special fonts did not come in.",
        n,
    ),
    "field": lambda n: ngettext(
        "%(count)d field of Word did not come in.", "%(count)d fields of Word did not come in.", n
    ),
    "document": lambda n: ngettext(
        "%(count)d inserted document did not come in. Copy its text into this one.",
        "%(count)d inserted documents did not come in. Copy their text into this one.",
        n,
    ),
    "edge": lambda n: ngettext(
        "%(count)d header or footer was left out.", "%(count)d headers or footers were left out.", n
    ),
    "characters": lambda n: ngettext(
        "%(count)d character more or less came in than stands in the file. Please compare the text.",
        "%(count)d characters more or less came in than stand in the file. Please compare the text.",
        n,
    ),
    "pictures": lambda n: ngettext(
        "%(count)d picture of the file is not in the text. Please compare them.",
        "%(count)d pictures of the file are not in the text. Please compare them.",
        n,
    ),
}
