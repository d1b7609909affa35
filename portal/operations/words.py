"""The places where stored headlines may break, worked out anew.

They follow from the words of a title and from the segmenter and rules of this version. A migration would run today's
rules once, under a number, and not again when they change; and a new database would load the segmenter for nothing. So
it is a task of its own, to be run after any version that changes the rules, as often as one likes.
"""

from collections.abc import Callable

from django.apps import apps
from django.db import models

from common.words import with_breaks

# What is prepared for a line to break in: the model, the words, where they are stored.
STORED = (
    ("articles.Article", "title", "title_words"),
    ("articles.Topic", "name", "name_words"),
    ("events.Event", "title", "title_words"),
    ("events.Programme", "name", "name_words"),
)
BATCH = 1000  # rows that are read and, where they differ, written at once

Progress = Callable[[str, int, int], None]


def rebuild(*, progress: Progress = lambda kind, done, of: None) -> int:
    """Work all of them out and write those that differ; returns how many did.

    Nothing else of a row is touched, the time of its last change neither: no reader is told of a change that is none.
    """
    return sum(_rebuild(apps.get_model(label), source, stored, progress) for label, source, stored in STORED)


def _rebuild(model: type[models.Model], source: str, stored: str, progress: Progress) -> int:
    rows = model._base_manager.order_by("pk")
    total, done, changed, last = rows.count(), 0, 0, 0
    (longest,) = (field.max_length for field in model._meta.concrete_fields if field.name == stored)
    # By key, not by offset: a batch costs the same at the end of a million rows as at the beginning.
    while batch := list(rows.filter(pk__gt=last).values_list("pk", source, stored)[:BATCH]):
        for key, text, kept in batch:
            words = with_breaks(text)[:longest]
            if words == kept:
                continue
            # Only while the title is still the one that was read: somebody may be saving another now.
            changed += models.QuerySet(model).filter(pk=key, **{source: text}).update(**{stored: words})
        last, done = batch[-1][0], done + len(batch)
        progress(str(model._meta.verbose_name_plural), done, total)
    return changed
