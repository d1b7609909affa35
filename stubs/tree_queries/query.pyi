"""What the portal uses of django-tree-queries, which brings no types."""

from typing import Self, TypeVar

from django.db.models import Model, QuerySet

_Row = TypeVar("_Row", bound=Model, covariant=True)

class TreeQuerySet(QuerySet[_Row]):
    def with_tree_fields(self, tree_fields: bool = True) -> Self: ...
    def ancestors(self, of: Model, *, include_self: bool = False) -> Self: ...
    def descendants(self, of: Model, *, include_self: bool = False) -> Self: ...
