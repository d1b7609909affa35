"""Joins style sheets and scripts, one source file per component, into bundles, so that a page loads few files.

No build step: the parts are put together when Django looks for static files (``collectstatic``, ``runserver``,
WhiteNoise), and the result is one more static file, fingerprinted and compressed like any other.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

# In the order in which they are put together; below BASE_DIR/static.
BUNDLES = {
    "css/site.css": (
        "css/tokens.css",
        "css/base.css",
        "css/page.css",
        "css/masthead.css",
        "css/lists.css",
        "css/pictures.css",
        "css/home.css",
        "css/prose.css",
        "css/article.css",
        "css/article-pictures.css",
        "css/article-foot.css",
        "css/archive.css",
        "css/organizations.css",
        "css/people.css",
        "css/events.css",
        "css/calendar.css",
        "css/search.css",
        "css/elder.css",
        "css/print.css",
    ),
    "css/desk.css": (
        "css/desk-base.css",
        "css/desk-frame.css",
        "css/desk-lists.css",
        "css/desk-forms.css",
        "css/desk-days.css",
        "css/desk-sign-in.css",
        "css/desk-account.css",
        "css/desk-today.css",
        "css/desk-phone.css",
    ),
    "css/desk-prose.css": ("css/prose.css",),
    "css/desk-review.css": (
        "css/desk-review-screen.css",
        "css/desk-review-compare.css",
        "css/desk-review-parts.css",
    ),
    "css/desk-article.css": ("css/desk-article-form.css", "css/desk-article-photos.css"),
    "js/site.js": (
        "js/lazy-pictures.js",
        "js/controls.js",
        "js/fold.js",
        "js/gallery.js",
        "js/share.js",
        "js/search.js",
        "js/speech.js",
        "js/station-distances.js",
    ),
}

# Rules of readers' pages that hold at the desk too, below an element there: Django's admin has rules of its own for
# whatever stands in a form, and they would win.
WITHIN = {"css/desk-prose.css": "#content"}


class BundleFinder(BaseFinder):
    """Finds the bundles, which it writes below ``VAR_DIR/bundles`` whenever a part has changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.source = Path(settings.BASE_DIR) / "static"
        self.target = Path(settings.VAR_DIR) / "bundles"
        self.storage = FileSystemStorage(location=self.target, base_url=settings.STATIC_URL)
        super().__init__(*args, **kwargs)

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        if path not in BUNDLES:
            return []
        found = str(self._build(path))
        return [found] if find_all else found

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        for path in BUNDLES:
            self._build(path)
            yield path, self.storage

    def _build(self, path: str) -> Path:
        text = "\n".join((self.source / part).read_text(encoding="utf-8") for part in BUNDLES[path])
        if path in WITHIN:
            text = f"{WITHIN[path]} {{\n{text}}}\n"
        target = self.target / path
        if not target.exists() or target.read_text(encoding="utf-8") != text:
            target.parent.mkdir(parents=True, exist_ok=True)
            draft = target.with_name(f"{target.name}.{os.getpid()}")
            draft.write_text(text, encoding="utf-8")
            draft.replace(target)  # a reader of the old file, or another builder, is not disturbed
        return target
