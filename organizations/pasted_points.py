"""Coordinates at the desk: pasted from any map, stored in WGS 84, shown beside what is known."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.forms.widgets import Script
from django.http import HttpRequest, QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.generic import ModelAdmin
from common.maps import map_links
from common.points import Datum, PasteError, Point, bearing, distance, read_point, to_wgs84
from organizations.models import Organization

FIELDS = ("point_pasted", "point_map")
POINTS: Any = Script("js/desk-points.js", type="module")
# How many known places are named beside a point.
NEAREST = 5
MAPS = {
    Datum.GCJ02: gettext_lazy("AMap or Tencent (GCJ-02)"),
    Datum.BD09: gettext_lazy("Baidu (BD-09)"),
    Datum.WGS84: gettext_lazy("GPS or Tianditu (WGS 84)"),
}


class PointForm(forms.Form):
    """A field to paste a point into, mixed into a form with ``latitude`` and ``longitude``."""

    point_pasted = forms.CharField(
        label=gettext_lazy("coordinates from a map"), required=False, max_length=1000,
        help_text=gettext_lazy(
            "Paste two numbers, or the link of a place on AMap, Tencent or Baidu maps: they are converted and put "
            "into the two fields below."
        ),
        widget=forms.TextInput(attrs={"class": "vTextField", "autocomplete": "off"}),
    )  # fmt: skip
    point_map = forms.ChoiceField(
        label=gettext_lazy("from which map"), required=False,
        choices=[("", gettext_lazy("as the link says")), *MAPS.items()],
    )  # fmt: skip
    # What is told once the row is saved.
    point_told = ""

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("point_pasted"):
            self._take(data)
        return data

    def _take(self, data: dict[str, Any]) -> None:
        typed = {"latitude", "longitude"} & set(self.changed_data)
        if typed:
            self.add_error(
                "point_pasted", _("Paste coordinates or write them into the two fields, not both.")
            )
            return
        try:
            point, said = read_point(data["point_pasted"])
        except PasteError as error:
            self.add_error("point_pasted", _REFUSALS[error.reason]())
            return
        chosen = Datum(data["point_map"]) if data.get("point_map") else None
        if chosen and said and chosen != said:
            self.add_error(
                "point_map",
                _("The link is of another map: %(map)s. Choose that one, or “as the link says”.")
                % {"map": MAPS[said]},
            )
            return
        datum = said or chosen
        if datum is None:
            self.add_error(
                "point_map", _("Say which map the numbers come from: each has coordinates of its own.")
            )
            return
        found = to_wgs84(point, datum)
        data["latitude"], data["longitude"] = round(found.latitude, 6), round(found.longitude, 6)
        said_of = {"map": MAPS[datum], "point": f"{found.latitude:.6f}, {found.longitude:.6f}"}
        self.point_told = _(
            "Coordinates of %(map)s were converted: %(point)s, %(metres)d metres beside what was pasted."
        ) % {**said_of, "metres": round(distance(point, found))}


_REFUSALS = {
    PasteError.UNREADABLE: lambda: _(
        "This holds no coordinates. Paste two numbers, such as 116.397428, 39.909230, or the link of a place."
    ),
    PasteError.WHICH_IS_WHICH: lambda: _(
        "Which of the two is the latitude cannot be told outside China: write them into the two fields below."
    ),
    PasteError.NO_POINT: lambda: _(
        "This link holds no coordinates. Short links and links of a business do not: copy the numbers from the "
        "map's own coordinate picker."
    ),
    PasteError.VIEW_ONLY: lambda: _(
        "This link says only which part of the map was on the screen, not the place: copy the numbers from the "
        "map's own coordinate picker."
    ),
}


def preview(data: QueryDict) -> str:
    """What saving would make of what is pasted: as HTML, with the link that opens the point, or what is missing.

    The same form reads it as when it is saved, so that no second formula can say something else.
    """
    form = PointForm(data)
    is_read = form.is_valid() and bool(form.point_told)
    context: dict[str, Any] = {"refused": [text for texts in form.errors.values() for text in texts]}
    if is_read:
        point = Point(form.cleaned_data["latitude"], form.cleaned_data["longitude"])
        shown = f"{point.latitude:.6f}, {point.longitude:.6f}"
        context |= {"told": form.point_told, "point": shown, "links": map_links(shown, "", *point)}
    return render_to_string("admin/organizations/point_preview.html", context)


class PointAdmin(ModelAdmin[Any]):
    """For the admins of what lies somewhere: says what was converted, and shows the point without a map."""

    point_fields: ClassVar[tuple[Any, ...]] = (FIELDS, ("latitude", "longitude"), "point_shown")

    class Media:
        js = (POINTS,)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if form.point_told:
            messages.info(request, form.point_told)

    @admin.display(description=gettext_lazy("where that is"))
    def point_shown(self, row: Any) -> SafeString:
        """A link that opens the point, and how far it is from the nearest known places."""
        asked = {"preview": reverse("admin:organizations_organization_point")}
        if row.latitude is None or row.longitude is None:
            return render_to_string("admin/organizations/point.html", asked)
        point = Point(row.latitude, row.longitude)
        links = map_links(str(row), "", row.latitude, row.longitude)
        return render_to_string(
            "admin/organizations/point.html",
            {
                **asked,
                "point": f"{point.latitude:.6f}, {point.longitude:.6f}",
                "links": links,
                "nearest": nearest(point, row),
            },
        )


def nearest(point: Point, but: Any) -> list[str]:
    """The known organizations next to a point, in words; one that shares its coordinates is named too."""
    others = Organization.objects.exclude(latitude=None)
    if isinstance(but, Organization):
        others = others.exclude(pk=but.pk)
    placed = [
        (distance(point, other), row.name, other)
        for row in others.near(point.latitude, point.longitude, NEAREST)
        if row.latitude is not None and row.longitude is not None
        and (other := Point(row.latitude, row.longitude))
    ]  # fmt: skip
    return [_told(name, metres, bearing(other, point)) for metres, name, other in sorted(placed)]


def _told(name: str, metres: float, direction: int) -> str:
    far = (
        _("%(km)s km") % {"km": f"{metres / 1000:.1f}"}
        if metres >= 1000
        else _("%(m)d m") % {"m": round(metres)}
    )
    if metres < 1:
        return _("%(name)s: at the same place") % {"name": name}
    return _("%(far)s %(direction)s of %(name)s") % {
        "far": far, "direction": _directions()[direction], "name": name,
    }  # fmt: skip


def _directions() -> tuple[str, ...]:
    return (_("north"), _("north-east"), _("east"), _("south-east"), _("south"), _("south-west"), _("west"),
            _("north-west"))  # fmt: skip
