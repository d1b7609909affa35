"""A posted form of an article on its way into the database: received under the lock, saved, or shown again.

Django's form view knows the request alone. So each posted form is served by an admin object of its own, which
holds the ``Submission``; the registered one, which serves everybody, holds none.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from articles import workflow
from articles.admin.conflict import Conflict, settle
from articles.admin.fields import ArticleForm
from articles.models import Article
from articles.models.article import WRITING
from common.desk import DeskAdmin, PartInline


@dataclass(frozen=True)
class Submission:
    """What was posted and what stands against saving it.

    ``data`` is what the form is read from; ``change`` the locked text, ``None`` when it cannot be changed by now.
    """

    data: QueryDict
    change: workflow.TextChange | None = None
    conflict: Conflict | None = None
    refusals: list[str] = field(default_factory=list)

    @classmethod
    def received(
        cls, posted: QueryDict, change: workflow.TextChange, *, shown_only: Collection[str]
    ) -> "Submission":
        """A form for a text that is locked now."""
        data, found = settle(posted, change.article, shown_only=shown_only)
        refusals = []
        if found is None and _voids_passes(change.article) and "accept_voiding" not in data:
            refusals.append(
                _("This text has been passed in review. Saving a change makes those passes void. "
                  "Tick the box in the notice above if that is meant, and save again.")
            )  # fmt: skip
        return cls(data, change, found, refusals)

    def check(self) -> None:
        """Raises ``ValidationError`` with what stands against saving."""
        if self.conflict is not None:
            raise ValidationError(self.conflict.sentence, code="conflict")
        if self.refusals:
            raise ValidationError([str(reason) for reason in self.refusals], code="refused")

    def bind(self, form_class: type[ArticleForm]) -> Callable[..., ArticleForm]:
        """What Django makes the form with: one that reads this submission, whatever the request holds."""

        def bound(_posted: QueryDict, files: Any, *, instance: Article) -> ArticleForm:
            return form_class(self.data, files, instance=instance, submission=self)

        return bound


def _voids_passes(article: Article) -> bool:
    return article.status not in WRITING and bool(workflow.valid_passes(article))


class ShownAgain(DeskAdmin[Article]):
    """Mixed into the admin of articles, it shows what was typed when the text cannot be changed by now.

    Its fields are open, so that nothing typed is lost to sight, though nobody has the permission to save them: the
    form it is given is never valid.
    """

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return True

    def get_inline_instances(self, request: HttpRequest, obj: Article | None = None) -> list[Any]:
        inlines = [inline(self.model, self.admin_site) for inline in self.get_inlines(request, obj)]
        for inline in inlines:
            if isinstance(inline, PartInline):
                inline.parent_admin = self
        return inlines
