"""Articles and all that orders them: sections, columns, topics, contributors, editions; reviews and history."""

from articles.models.article import Article
from articles.models.contributor import Contributor, Credit, CreditRole
from articles.models.edition import Edition, EditionPage, PageCredit
from articles.models.listings import Column, Section, Topic, TopicEntry, TopicGroup
from articles.models.parts import (
    ArticleOrganization,
    ArticleOrganizationRole,
    ArticlePhoto,
    Bound,
    Figure,
    FigureState,
    approximation,
)
from articles.models.queries import ArticleQuerySet
from articles.models.record import (
    Correction,
    Decision,
    EditingMark,
    Notice,
    NoticeKind,
    PreviewLink,
    ReviewRecord,
    Snapshot,
    Viewing,
    WithdrawalRequest,
)
from articles.models.shelves import Shelf, ShelfCount, Shelved
from articles.models.status import Genre, Status, WithdrawalKind, published_q, scheduled_q
from articles.models.tag import Tag, TaggedArticle, meeting_tag, merge_tag

__all__ = [
    "Article",
    "ArticleOrganization",
    "ArticleOrganizationRole",
    "ArticlePhoto",
    "ArticleQuerySet",
    "Bound",
    "Column",
    "Contributor",
    "Correction",
    "Credit",
    "CreditRole",
    "Decision",
    "EditingMark",
    "Edition",
    "EditionPage",
    "Figure",
    "FigureState",
    "Genre",
    "Notice",
    "NoticeKind",
    "PageCredit",
    "PreviewLink",
    "ReviewRecord",
    "Section",
    "Shelf",
    "ShelfCount",
    "Shelved",
    "Snapshot",
    "Status",
    "Tag",
    "TaggedArticle",
    "Topic",
    "TopicEntry",
    "TopicGroup",
    "Viewing",
    "WithdrawalKind",
    "WithdrawalRequest",
    "approximation",
    "meeting_tag",
    "merge_tag",
    "published_q",
    "scheduled_q",
]
