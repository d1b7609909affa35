"""Names of controls for those who hear a form: where no label stands beside a control, it says itself what it is."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.utils.translation import gettext as _

from common.generic import BaseInlineFormSet


def name_moments(fields: Mapping[str, forms.Field]) -> None:
    """The two boxes of a moment, of which the label of the field names neither."""
    for field in fields.values():
        if isinstance(field.widget, forms.SplitDateTimeWidget):
            day, time = field.widget.widgets
            day.attrs["aria-label"] = _("%(field)s: day") % {"field": field.label}
            time.attrs["aria-label"] = _("%(field)s: time of day") % {"field": field.label}


class NamedRows(BaseInlineFormSet[Any, Any, Any]):
    """Rows of a table: the head of a column names its boxes for the eye alone."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        for field in form.fields.values():
            widget = field.widget
            inner = widget.widget if isinstance(widget, RelatedFieldWidgetWrapper) else widget
            if not inner.is_hidden and field.label:
                inner.attrs.setdefault("aria-label", field.label)
