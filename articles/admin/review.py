"""What the desk adds to an article's form for reviewing it."""


class ReviewMixin:
    """Addresses and context of the review screens, for ``ArticleAdmin``."""
