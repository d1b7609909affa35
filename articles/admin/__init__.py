"""The desk of articles and of all that orders them."""

from articles.admin.article import ArticleAdmin

__all__ = ["ArticleAdmin"]
