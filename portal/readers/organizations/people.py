"""Model workers and craftsmen: nobody without the recorded consent is on any page here, nor counted by one."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.models import Shelf
from articles.shelves import ShelfOf, shelf_page
from common.linked_data import breadcrumbs
from common.paging import page_number, paginate
from common.text import tidy_line
from organizations.directory import by_key
from organizations.linked_data import person_data
from organizations.models import Honour, Person, PersonQuerySet

PAGE_SIZE = 24


@dataclass(frozen=True)
class PeopleFilter:
    """The wanted part of the people; empty values want all."""

    honour: str = ""
    year: str = ""
    district: str = ""

    @property
    def is_set(self) -> bool:
        return bool(self.honour or self.year or self.district)

    @property
    def query_string(self) -> str:
        values = {"honour": self.honour, "year": self.year, "district": self.district}
        return urlencode({name: value for name, value in values.items() if value})

    def apply(self, people: PersonQuerySet) -> PersonQuerySet:
        """Honour and year mean one and the same honour: whoever got this one in that year."""
        if self.honour or self.year:
            honours = Honour.objects.filter(person__isnull=False)
            if self.honour:
                honours = honours.filter(title=self.honour)
            if self.year:
                honours = honours.filter(year=int(self.year))
            people = people.filter(pk__in=honours.values("person_id"))
        if self.district:
            people = people.filter(organization__district=self.district)
        return people


def _read_filter(request: HttpRequest) -> PeopleFilter:
    year = request.GET.get("year", "")
    if year and not (year.isascii() and year.isdigit() and len(year) == 4):
        raise Http404(_("Give the year with four figures. Begin again with all people."))
    honour, district = (tidy_line(request.GET.get(name, ""))[:100] for name in ("honour", "district"))
    return PeopleFilter(honour, year, district)


def _choices() -> dict[str, list[Any]]:
    """What can be chosen: only what somebody who is shown has. Two queries."""
    shown = Person.objects.shown()
    honours = Honour.objects.filter(person__in=shown).order_by()
    titles = set(honours.values_list("title", "title_sort_key", "year").distinct())
    districts = shown.order_by().values_list("organization__district", "organization__district_sort_key")
    return {
        "honours": by_key((title, key) for title, key, _year in titles),
        "years": sorted({year for _title, _key, year in titles}, reverse=True),
        "districts": by_key(districts.distinct()),
    }


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    wanted = _read_filter(request)
    rows = wanted.apply(Person.objects.shown()).by_name().for_lists()
    crumbs = [(_("People"), "")]
    context = {
        "page": paginate(request, rows, keep=wanted.query_string, size=PAGE_SIZE),
        "wanted": wanted,
        "choices": _choices(),
        "crumbs": crumbs,
        "linked_data": [breadcrumbs(crumbs)],
    }
    return render(request, "people/person_list.html", context)


@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person with honours by year, studio and college, and the articles on them."""
    rows = Person.objects.shown().select_related("portrait", "organization__parent", "studio")
    person = get_object_or_404(rows, pk=pk)
    honours = list(person.honours.all())
    crumbs = [(_("People"), reverse("people:people")), (person.name, "")]
    context = {
        "person": person,
        "honours": [(year, list(group)) for year, group in groupby(honours, key=lambda honour: honour.year)],
        "page": shelf_page(request, ShelfOf(Shelf.PERSON, person.pk)),
        "colleagues": _colleagues(person) if page_number(request) == 1 else [],
        "crumbs": crumbs,
        "linked_data": [person_data(person, honours), breadcrumbs(crumbs)],
    }
    return render(request, "people/person_detail.html", context)


def _colleagues(person: Person) -> list[Person]:
    """Others of the same studio or college who are shown."""
    if person.studio_id is None:
        return []
    return list(
        Person.objects.shown().filter(studio=person.studio_id).exclude(pk=person.pk).by_name().for_lists()[:8]
    )
