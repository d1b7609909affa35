"""What an editor types when a page is brought in."""

import datetime as dt
from typing import Any

from django import forms
from django.contrib.admin.utils import label_for_field
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article, CreditRole, Genre
from common.fields import DayField
from newsroom.importing import dates_in_the_future
from newsroom.plans import PlannedArticle, read_body
from newsroom.sources import Source, SourceError, open_source


class SeveralFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """Any number of files; cleans to a list of uploads."""

    widget = SeveralFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(SeveralFilesField, self).clean(file) for file in files]


class PageHeaderForm(forms.Form):
    """Which page of which issue; the text itself may say it, and often does not."""

    date = DayField(
        label=gettext_lazy("Date of the issue"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    page_number = forms.IntegerField(
        label=gettext_lazy("Page number"), required=False, min_value=1, max_value=200,
        error_messages={"invalid": gettext_lazy("The page number is a whole number, such as 3.")},
    )  # fmt: skip
    page_name = forms.CharField(label=gettext_lazy("Page name"), required=False, max_length=50)

    def clean_date(self) -> dt.date | None:
        date: dt.date | None = self.cleaned_data["date"]
        if dates_in_the_future([date], timezone.localdate()):
            raise ValidationError(_("This date lies in the future. Check the date of the issue."))
        return date


class SourceForm(PageHeaderForm):
    """The text of a page, pasted or as files."""

    text = forms.CharField(
        label=gettext_lazy("Text of the page"), required=False, strip=False,
        widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "false"}),
    )  # fmt: skip
    # Any, here and below: forms take their fields out of the class, where the stubs know ``files`` as uploads.
    files: Any = SeveralFilesField(
        label=gettext_lazy("Or files"),
        required=False,
        help_text=gettext_lazy(".txt, .md or .docx, one page each. The pictures of a Word file come along."),
    )
    field_order = ("text", "files", "date", "page_number", "page_name")

    def clean(self) -> dict[str, Any]:
        """Adds ``sources``: pairs of a file name (empty for pasted text) and what it holds."""
        cleaned = super().clean() or self.cleaned_data
        sources: list[tuple[str, Source]] = []
        text = cleaned.get("text") or ""
        files = cleaned.get("files") or []
        if text.strip():
            self._read(sources, "text", "", text.encode())
        for file in files:
            self._read(sources, "files", file.name, file.read())
        if not text.strip() and not files and not self.errors:
            self.add_error("text", _("Paste the text of a page, or choose a file."))
        cleaned["sources"] = sources
        return cleaned

    def _read(self, sources: list[tuple[str, Source]], field: str, name: str, content: bytes) -> None:
        try:
            sources.append((name, open_source(content, name=name)))
        except SourceError as error:
            self.add_error(field, f"{name}: {error}" if name else str(error))


class WordForm(forms.Form):
    """Word files, each of which becomes a draft."""

    files: Any = SeveralFilesField(
        label=gettext_lazy("Word files"), allow_empty_file=True,
        widget=SeveralFilesInput(attrs={"accept": ".docx"}),
        help_text=gettext_lazy(
            "One article each. Text, tables and pictures come along, Word's fonts and colours do not."
        ),
    )  # fmt: skip

    def clean_files(self) -> list[Any]:
        files: list[Any] = self.cleaned_data["files"]
        if not files:
            raise ValidationError(_("Choose a Word file (.docx)."))
        return files


class CreditsField(forms.Field):
    """A role and a name a line: ``记者 林晓舟``. Cleans to pairs ``(role code, name)``."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> list[tuple[str, str]]:
        codes = {str(label): code for code, label in CreditRole.choices} | {
            code: code for code in CreditRole.values
        }
        credits = []
        for line in filter(None, map(str.strip, str(value or "").splitlines())):
            # A label may hold blanks itself, as “Editor in charge” does.
            role = next((label for label in codes if line.startswith(label + " ")), None)
            if role is None:
                raise ValidationError(
                    _("“%(line)s” is not a credit. Write a role, a blank and a name: %(example)s.")
                    % {"line": line, "example": f"{CreditRole.REPORTER.label} 张三"}
                )
            credits.append((codes[role], line.removeprefix(role).strip()))
        return credits

    def prepare_value(self, value: Any) -> str:
        if isinstance(value, str):
            return value
        return "\n".join(f"{CreditRole(role).label} {name}" for role, name in value or [])


class LinesField(forms.Field):
    """One name a line. Cleans to a list."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> list[str]:
        lines = map(str.strip, str(value or "").splitlines())
        return list(dict.fromkeys(filter(None, lines)))

    def prepare_value(self, value: Any) -> str:
        return value if isinstance(value, str) else "\n".join(value or [])


def _text_field(name: str, **options: Any) -> forms.CharField:
    """A field for a column of the article; its length is judged with the plan, so that nothing typed is refused."""
    label = label_for_field(name, Article, return_attr=False)
    return forms.CharField(label=label, required=False, **options)


class PlannedArticleForm(forms.Form):
    """One article of the plan, every field of it."""

    is_skipped = forms.BooleanField(label=gettext_lazy("Skip this article"), required=False)
    kicker = _text_field("kicker")
    title = _text_field("title")
    subtitle = _text_field("subtitle")
    column = forms.CharField(
        label=gettext_lazy("Column"), required=False, widget=forms.TextInput(attrs={"list": "known-columns"})
    )
    subcolumn = forms.CharField(
        label=gettext_lazy("Sub-column"),
        required=False,
        widget=forms.TextInput(attrs={"list": "known-subcolumns"}),
    )
    genre = forms.ChoiceField(label=gettext_lazy("Genre"), choices=Genre.choices)
    is_reprint = forms.BooleanField(label=gettext_lazy("Reprint"), required=False)
    source = _text_field("source_name")
    original_title = _text_field("original_title")
    body = forms.CharField(
        label=gettext_lazy("Text"), required=False, widget=forms.Textarea(attrs={"rows": 14}),
        help_text=gettext_lazy(
            "Paragraphs are parted by an empty line; ### begins a sub-heading, > a verse, ~ a signature."
        ),
    )  # fmt: skip
    credits = CreditsField(
        label=gettext_lazy("Credits"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("A role and a name a line."),
    )  # fmt: skip
    organizations = LinesField(
        label=gettext_lazy("Organizations"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Full names, one a line. Names that are not registered are kept aside."),
    )  # fmt: skip
    people = LinesField(
        label=gettext_lazy("People"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    events = LinesField(
        label=gettext_lazy("Events"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    @staticmethod
    def initial_of(article: PlannedArticle) -> dict[str, Any]:
        names = [*article.organizations, *article.unknown_organizations]
        return article.as_dict() | {
            "body": article.body_source,
            "organizations": names,
            "credits": article.credits,
        }

    def article(self, before: PlannedArticle, known: set[str]) -> PlannedArticle:
        """The plan's article with what was typed; ``known`` are the full names of registered organizations."""
        typed = dict(self.cleaned_data)
        names = typed.pop("organizations", None)
        texts = read_body(typed.pop("body", ""))
        values = before.as_dict() | typed
        article = PlannedArticle.from_dict(values)
        article.texts = texts
        if names is not None:
            article.organizations = [name for name in names if name in known]
            article.unknown_organizations = [name for name in names if name not in known]
        return article
