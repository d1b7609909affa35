"""Newspaper pages: text in, articles out. A pure core: no database, no model.

The way of a text through the package, led by `assemble`: `blocks` reads each line by itself, `segments` deals
the blocks out to drafts, which `headline_detection` and `columns` tell apart, and `builder` makes an article of each
draft: it joins broken lines, takes credits and sources out and adds warnings. Every rule is a small function of
its own; a newspaper with another habit is one more rule.
"""

from .assemble import parse_page
from .model import (
    GENRES,
    ROLES,
    Article,
    Credit,
    FoundOrganization,
    KnownOrganization,
    LeftOut,
    LineUse,
    Page,
    PageWarning,
    Paragraph,
)
from .organizations import KnownNames
from .text import split_lines

__all__ = [
    "GENRES",
    "ROLES",
    "Article",
    "Credit",
    "FoundOrganization",
    "KnownNames",
    "KnownOrganization",
    "LeftOut",
    "LineUse",
    "Page",
    "PageWarning",
    "Paragraph",
    "parse_page",
    "split_lines",
]
