"""The desk of articles and of all that orders them."""

from articles.admin.article import ArticleAdmin, articles_showing
from articles.admin.edition import EditionAdmin, EditionPageAdmin
from articles.admin.place import (
    ColumnAdmin,
    ContributorAdmin,
    SectionAdmin,
    TagAdmin,
    TopicAdmin,
    TopicGroupAdmin,
)
from photos.usage import add_finder

add_finder(articles_showing)

__all__ = [
    "ArticleAdmin",
    "ColumnAdmin",
    "ContributorAdmin",
    "EditionAdmin",
    "EditionPageAdmin",
    "SectionAdmin",
    "TagAdmin",
    "TopicAdmin",
    "TopicGroupAdmin",
]
