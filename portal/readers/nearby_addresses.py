"""What to offer on the page of an address that does not exist."""

import re
from difflib import get_close_matches
from urllib.parse import unquote

from articles.models import Article, Column, Section, Topic

MOST = 5
ALIKE = 0.7  # of the characters of an address name, as difflib counts them


def suggested_articles(path: str) -> list[Article]:
    """Public articles whose headline holds a word of the address; none for addresses without words.

    Raises ``DatabaseError`` when the database is unavailable.
    """
    words = re.findall(r"[^\W\d_]{2,20}", unquote(path))
    words = [word for word in words if not word.isascii()][:3]
    for word in words:
        found = list(Article.objects.published().filter(title__icontains=word).newest_first()[:MOST])
        if found:
            return found
    return []


def suggested_lists(path: str) -> list[Section | Column | Topic]:
    """Sections, columns and topics whose address name is nearly the last part of the address: a typing error.

    Raises ``DatabaseError`` when the database is unavailable.
    """
    wanted = unquote(path).rstrip("/").rpartition("/")[2]
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9-]{3,79}", wanted):
        return []
    lists = {
        entry.slug: entry
        for rows in (Section.objects.all(), Column.objects.with_published(), Topic.objects.with_published())
        for entry in rows
    }
    return [lists[slug] for slug in get_close_matches(wanted.lower(), lists, MOST, ALIKE)]
