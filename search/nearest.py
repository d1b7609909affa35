"""What comes nearest to an address that does not exist."""

import re
from urllib.parse import unquote

from articles.models import Article

MOST = 5


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
