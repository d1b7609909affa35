"""Opening hours in a form: a few rows of weekdays and two times. Nothing of it needs a script."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from common.weekdays import weekday_name
from organizations.hours import Span, clock, overlap, spans_of

# So many rows are always there: weekdays with a pause at noon, Saturday, Sunday.
LEAST_ROWS = 3


class HoursWidget(forms.Widget):
    """Rows ``name-0-days``, ``name-0-opens``, ``name-0-closes`` and so on."""

    template_name = "admin/organizations/hours.html"
    use_fieldset = True

    def id_for_label(self, id_: str | None, index: str | int | None = None) -> str:
        """The label stands over many boxes, each of which says itself what it is."""
        return ""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[dict[str, Any]] | None:
        count = data.get(f"{name}-rows", "")
        if not count.isascii() or not count.isdigit() or len(count) > 2:
            return None
        return [
            {
                "days": data.getlist(f"{name}-{row}-days"),
                "opens": data.get(f"{name}-{row}-opens", "").strip(),
                "closes": data.get(f"{name}-{row}-closes", "").strip(),
            }
            for row in range(int(count))
        ]

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return f"{name}-rows" not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        rows = list(value or [])
        rows += [{"days": [], "opens": "", "closes": ""}] * max(1, LEAST_ROWS - len(rows))
        context["rows"] = [
            {
                "number": number + 1,
                "prefix": f"{name}-{number}",
                "opens": row["opens"],
                "closes": row["closes"],
                "days": [(day, weekday_name(day), str(day) in map(str, row["days"])) for day in range(7)],
            }
            for number, row in enumerate(rows)
        ]
        context["whole_days"] = _(
            "24:00 is the end of the day; an earlier time than the first is on the next day."
        )
        return context

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        # By the site's own engine: Django's renderer of forms knows the folders of apps only.
        return render_to_string(self.template_name, self.get_context(name, value, attrs))


class HoursField(forms.Field):
    """A list of spans as they are stored; times as people write them."""

    widget = HoursWidget

    def __init__(self, **options: Any) -> None:
        known = {"required", "label", "help_text", "initial", "widget"}
        super().__init__(**{name: value for name, value in options.items() if name in known})

    def to_python(self, value: Any) -> list[dict[str, Any]]:
        spans = [
            self._span(number, row)
            for number, row in enumerate(value or [], 1)
            if row["days"] or row["opens"] or row["closes"]
        ]
        if overlap(spans):
            raise ValidationError(
                _("Two of the rows are open at the same time on one day: correct or join them."),
                code="overlap",
            )
        return [span.data for span in spans]

    def _span(self, number: int, row: dict[str, Any]) -> Span:
        days = sorted({int(day) for day in row["days"] if day in list("0123456")})
        if not days:
            raise ValidationError(
                _("Row %(row)d has times and no day: choose the days."), code="days", params={"row": number}
            )
        opens, closes = clock(row["opens"]), clock(row["closes"])
        if not opens or not closes or opens == "24:00":
            raise ValidationError(
                _("Row %(row)d needs two times, from and to, such as 9:00 and 17:30."),
                code="times",
                params={"row": number},
            )
        if opens == closes:
            raise ValidationError(
                _("Row %(row)d closes when it opens. Around the clock is 0:00 to 24:00."),
                code="equal",
                params={"row": number},
            )
        return Span(tuple(days), opens, closes)

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return spans_of(initial or []) != spans_of(self.to_python(data))
        except ValidationError:
            return True
