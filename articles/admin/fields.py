"""Form fields of an article that Django has not: tags by name, a picture by its thumbnail."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from articles.models import Article, ArticlePhoto, Tag
from common.choosing import CHOOSER_NAMES
from common.generic import ModelForm
from common.spoken import NamedRows, name_moments
from common.text import tidy_line
from search.desk import found

if TYPE_CHECKING:
    from articles.admin.saving import Submission

    class _Hooks:
        """Methods of Django's forms that its stubs leave out."""

        def _save_m2m(self) -> None: ...

        def _get_validation_exclusions(self) -> set[str]:
            raise NotImplementedError
else:

    class _Hooks: ...


LONGEST_TAG = 30


class TagSelect(forms.SelectMultiple):
    """Known tags are offered while one types; what is typed and unknown becomes a new one."""

    class Media:
        css = {"screen": ("admin/css/vendor/select2/select2.css", "admin/css/autocomplete.css")}
        js = (CHOOSER_NAMES,)

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({
            "class": "admin-autocomplete", "data-ajax--url": reverse_lazy("admin:articles_article_tags"),
            "data-ajax--cache": "true", "data-ajax--delay": 250, "data-ajax--type": "GET", "data-tags": "true",
            "data-theme": "admin-autocomplete", "data-allow-clear": "false", "data-placeholder": "",
            "data-app-label": "articles", "data-model-name": "article", "data-field-name": "tags",
            "data-token-separators": '[",","，","、",";","；"]', **(attrs or {}),
        })  # fmt: skip

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list[Any]:
        """Only the chosen ones are in the page; the rest come from the server."""
        chosen = [self.create_option(name, tag, tag, True, index) for index, tag in enumerate(value) if tag]
        return [(None, chosen, 0)]


class TagNamesField(forms.Field):
    """Tags as a list of names, each once."""

    widget = TagSelect

    def prepare_value(self, value: Any) -> Any:
        return [str(getattr(tag, "name", tag)) for tag in value or []]

    def to_python(self, value: Any) -> list[str]:
        names = [tidy_line(str(name)).strip("，,、 ") for name in value or []]
        return list(dict.fromkeys(name for name in names if name))

    def validate(self, value: list[str]) -> None:
        super().validate(value)
        if any(len(name) > LONGEST_TAG for name in value):
            raise forms.ValidationError(
                _("A tag has at most %(most)d characters. Shorten it."), params={"most": LONGEST_TAG}
            )

    def has_changed(self, initial: Any, data: Any) -> bool:
        return sorted(self.prepare_value(initial)) != sorted(self.to_python(data))


class ArticleForm(_Hooks, ModelForm[Article]):
    """The text of an article. ``submission`` is what was received, when it was posted for a stored one."""

    tags = TagNamesField(label=_("tags"), required=False, help_text=_("Choose known tags, or type new ones."))

    def __init__(self, *args: Any, submission: "Submission | None" = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_moments(self.fields)
        self.submission = submission
        if self.instance.pk is None and "title" in self.fields:
            self.fields["title"].widget.attrs["autofocus"] = True  # one begins with the headline

    class Meta:
        widgets = {
            "kicker": forms.TextInput(attrs={"class": "vTextField line-kicker"}),
            "title": forms.Textarea(
                attrs={"class": "line-title", "rows": 1, "data-one-line": "", "data-count": 30}
            ),
            "subtitle": forms.TextInput(attrs={"class": "vTextField line-subtitle"}),
            "summary": forms.Textarea(attrs={"class": "vLargeTextField", "rows": 3, "data-count": 120}),
            "correction_note": forms.Textarea(attrs={"class": "vLargeTextField", "rows": 3}),
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.submission is not None:
            self.submission.check()
        published, expires = data.get("published_at"), data.get("expires_at")
        if published and expires and expires <= published:
            self.add_error(
                "expires_at",
                _("An article cannot expire before it is published: correct one of the two times."),
            )
        return data

    def _save_m2m(self) -> None:
        super()._save_m2m()
        if "tags" in self.fields:
            self.instance.tags.set(self.cleaned_data["tags"])


def known_tags(term: str, limit: int = 20) -> list[dict[str, str]]:
    """Tags whose name answers the term, for the chooser."""
    tags = Tag.objects.filter(merged_into=None).order_by("name")
    names = (found(tags, term, ["tag"]) if term.strip() else tags).values_list("name", flat=True)
    return [{"id": name, "text": name} for name in names[:limit]]


class PhotoEntryForm(_Hooks, ModelForm[ArticlePhoto]):
    """A picture of an article; the picture itself is chosen once, its words can be changed."""

    class Meta:
        model = ArticlePhoto
        fields = ("photo", "position", "is_lead", "caption", "alt_text", "credit")
        widgets = {
            "photo": forms.TextInput(attrs={"class": "photo-id", "inputmode": "numeric"}),
            "caption": forms.Textarea(attrs={"rows": 2}),
            "alt_text": forms.Textarea(attrs={"rows": 2}),
            "position": forms.NumberInput(attrs={"class": "position-input", "min": 0}),
        }

    def _get_validation_exclusions(self) -> set[str]:
        # The set of pictures is checked as a whole: the lead may move from one row to another.
        return {*super()._get_validation_exclusions(), "article"}


class PhotoEntryFormSet(NamedRows):
    """Exactly one picture leads, or none."""

    def clean(self) -> None:
        super().clean()
        if len(self._leads()) > 1:
            raise forms.ValidationError(
                _("Only one picture can lead: take the mark from the other one first.")
            )

    def _leads(self) -> list[ModelForm[ArticlePhoto]]:
        kept = [form for form in self.forms if form not in self.deleted_forms]
        return [form for form in kept if getattr(form, "cleaned_data", {}).get("is_lead")]

    def save(self, commit: bool = True) -> list[ArticlePhoto]:
        if commit and self.instance.pk:
            keep = [form.instance.pk for form in self._leads() if form.instance.pk]
            ArticlePhoto.objects.filter(article=self.instance, is_lead=True).exclude(pk__in=keep).update(
                is_lead=False
            )
        return super().save(commit)
