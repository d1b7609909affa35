"""What can be found, what of it is due, and which words mean the same."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F
from django.db.models.functions import Reverse
from django.utils.translation import gettext_lazy as _

from common.folding import folded


class Document(models.Model):
    """One row of another table as the search sees it: ``kind`` and ``key`` name it, nothing of its text is kept twice.

    Readers may see it from ``shown_from`` on and before ``shown_until``; ``date`` is what it is sorted by, and what
    ``ages`` counts for less the older it is. ``title`` is folded.
    """

    kind = models.CharField(max_length=20)
    key = models.BigIntegerField()
    title = models.CharField(max_length=400)
    date = models.DateTimeField()
    shown_from = models.DateTimeField()
    shown_until = models.DateTimeField(null=True)
    ages = models.BooleanField(default=True)
    vector = SearchVectorField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="search_document_once")]
        indexes = [
            GinIndex(fields=["vector"], name="search_vector"),
            models.Index(F("date").desc(), F("id").desc(), name="search_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}: {self.title}"


class DeskDocument(models.Model):
    """One row that readers do not see and the desk does: a draft, a picture, what was withdrawn or closed.

    A table of its own, so that no text that is not public stands in what readers search, count or complete. A row has
    its document here or among readers' documents, never in both; the desk looks in both.
    """

    kind = models.CharField(max_length=20)
    key = models.BigIntegerField()
    vector = SearchVectorField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="search_deskdocument_once")]
        indexes = [GinIndex(fields=["vector"], name="search_desk_vector")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Due(models.Model):
    """A document that has to be made anew; written by triggers, more than once perhaps (see ``search.due``)."""

    kind = models.CharField(max_length=20)
    key = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Name(models.Model):
    """A name under which something is known: of an organization, a person, a tag. For completing, pinyin and slips.

    ``form`` is folded; ``pinyin`` and ``initials`` are letters alone (``zonggonghui``, ``zgh``). ``is_part``:
    it is a word of a longer name, such as 总工会, and completed and spelled as one, but nothing is called so.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="names")
    text = models.CharField(max_length=200)
    form = models.CharField(max_length=200)
    pinyin = models.CharField(max_length=400)
    initials = models.CharField(max_length=200)
    is_part = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["form"], name="search_name_form", opclasses=["varchar_pattern_ops"]),
            models.Index(OpClass(Reverse("form"), "text_pattern_ops"), name="search_name_backwards"),
            models.Index(fields=["pinyin"], name="search_name_pinyin", opclasses=["varchar_pattern_ops"]),
            models.Index(fields=["initials"], name="search_name_initials", opclasses=["varchar_pattern_ops"]),
        ]

    def __str__(self) -> str:
        return self.text


def forms_of(words: str) -> list[str]:
    """Words with blanks between them, folded, each once."""
    return list(dict.fromkeys(folded(words).split()))


class Synonyms(models.Model):
    """Words that mean the same to those who search; kept by editors: 讨薪 欠薪 拖欠工资."""

    words = models.CharField(
        _("words"),
        max_length=500,
        help_text=_("Words that mean the same, with blanks between them: 讨薪 欠薪 拖欠工资."),
    )

    class Meta:
        verbose_name = _("words of the same meaning")
        verbose_name_plural = _("words of the same meaning")
        ordering = ["words"]

    def __str__(self) -> str:
        return self.words

    def clean(self) -> None:
        self.words = " ".join(self.words.replace("、", " ").replace("，", " ").split())
        if len(self.forms) < 2:
            raise ValidationError({"words": _("Write at least two words, with a blank between them.")})

    @property
    def forms(self) -> list[str]:
        return forms_of(self.words)
