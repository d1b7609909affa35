"""Structured data for search engines (JSON-LD, schema.org): what any page needs to write its own."""

import json
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

# "<" would end the script element, the others are cut off for older readers of JSON in HTML.
_ESCAPES = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)


def absolute(address: str) -> str:
    """The full address of a path of this site; a full one stays as it is."""
    return address if "://" in address else settings.SITE_URL + address


def node(type: str, **values: Any) -> dict[str, Any]:
    """A schema.org node without what is empty: ``node("Place", name="文化宫", telephone="")``."""
    return {"@type": type} | {
        name: value for name, value in values.items() if value not in ("", None, [], {})
    }


def breadcrumbs(crumbs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """BreadcrumbList of a page from its ``crumbs`` (label, path); the last one, this page, has no path."""
    trail = [(_("Home"), "/"), *((str(label), address) for label, address in crumbs)]
    items = [
        node("ListItem", position=position, name=label, item=absolute(address) if address else "")
        for position, (label, address) in enumerate(trail, 1)
    ]
    return node("BreadcrumbList", itemListElement=items)


def as_script_text(data: dict[str, Any]) -> SafeString:
    """The text of a ``<script type="application/ld+json">``; whatever stands in the data cannot leave it."""
    text = json.dumps({"@context": "https://schema.org"} | data, ensure_ascii=False, default=str)
    return mark_safe(text.translate(_ESCAPES))  # noqa: S308  # every sign that HTML knows is escaped above
