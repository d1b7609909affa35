"""What comes nearest to an address that does not exist."""

import re
from difflib import get_close_matches
from urllib.parse import unquote

from articles.models import Article, Column, Section, Topic

MOST = 5
ALIKE = 0.7  # of the characters of an address name, as difflib counts them


def nearest_articles(path: str) -> list[Article]:
    """Public articles whose headline holds a word of the address; none for addresses without words.

    Raises ``DatabaseError`` when the database is away.
    """
    words = re.findall(r"[^\W\d_]{2,20}", unquote(path))
    words = [word for word in words if not word.isascii()][:3]
    for word in words:
        found = list(Article.objects.published().filter(title__icontains=word).newest_first()[:MOST])
        if found:
            return found
    return []


def nearest_places(path: str) -> list[Section | Column | Topic]:
    """Sections, columns and topics whose address name is nearly the last part of the address: a slip of the pen.

    Raises ``DatabaseError`` when the database is away.
    """
    wanted = unquote(path).rstrip("/").rpartition("/")[2]
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9-]{3,79}", wanted):
        return []
    places = {
        place.slug: place
        for rows in (Section.objects.all(), Column.objects.with_published(), Topic.objects.with_published())
        for place in rows
    }
    return [places[slug] for slug in get_close_matches(wanted.lower(), places, MOST, ALIKE)]
