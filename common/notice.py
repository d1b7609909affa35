"""What the whole site has to say about itself above everything else: in pages, on paper, in feeds and calendars.

An app further right says it; everything that shows something to readers asks here.
"""

from collections.abc import Callable

_sources: list[Callable[[], str]] = []


def add_notice(source: Callable[[], str]) -> None:
    """Let ``source`` say something in the language of the request; an empty text is nothing."""
    if source not in _sources:
        _sources.append(source)


def site_notice() -> str:
    """All that is to be said now, as one text; empty as a rule."""
    return " ".join(filter(None, (source() for source in _sources)))
