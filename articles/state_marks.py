"""How a state looks at the desk: a shape beside its word, so that colour is never the only sign."""

from typing import Protocol

from django.utils.html import format_html
from django.utils.safestring import SafeString

SHAPES = {
    "draft": "○", "returned": "↩", "submitted": "◔", "first_passed": "◑", "second_passed": "◕", "approved": "✓",
    "published": "●", "scheduled": "◷", "expired": "◌", "withdrawn": "✕", "merged": "●", "discarded": "✕",
}  # fmt: skip


class HasState(Protocol):
    """An article, or a line about one."""

    @property
    def state(self) -> str: ...

    @property
    def state_label(self) -> str: ...


def state_mark(article: HasState) -> SafeString:
    """The state of an article as HTML: shape and word."""
    return format_html(
        '<span class="state state-{}"><span class="state-shape" aria-hidden="true">{}</span> {}</span>',
        article.state, SHAPES[article.state], article.state_label,
    )  # fmt: skip
