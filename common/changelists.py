"""Lists of the desk that stay quick however many rows there are: none is counted to its end, and nothing is read whole
to find out on which days there is something."""

import datetime as dt
from functools import cached_property
from typing import Any, TypeVar

from django.contrib.admin.views.main import ChangeList
from django.db.models import Max, Min, Model, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from common.generic import Paginator

Row = TypeVar("Row", bound=Model)

# A list is counted so far; whoever looks for something beyond narrows it.
MOST_COUNTED = 1000


class BoundedPaginator(Paginator[Any]):
    """Pages of the first ``MOST_COUNTED`` rows; ``is_cut`` when there are more."""

    @cached_property
    def _counted(self) -> int:
        if not isinstance(self.object_list, QuerySet):
            return len(self.object_list)
        return self.rows_to_count(self.object_list)[: MOST_COUNTED + 1].count()

    def rows_to_count(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The rows without anything that their number does not depend on."""
        return rows.order_by().values("pk")

    @cached_property
    def count(self) -> int:
        return min(self._counted, MOST_COUNTED)

    @property
    def is_cut(self) -> bool:
        return self._counted > MOST_COUNTED


class DeskChangeList(ChangeList):
    """A list without the columns that its rows do not show (``DeskAdmin.list_without``)."""

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet[Any]:
        found = super().get_queryset(request, exclude_parameters)
        without = getattr(self.model_admin, "list_without", ())
        return found.defer(*without) if without else found

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        # What Django's hierarchy of dates asks the rows for; it would look at all of them for three years' names.
        object.__setattr__(self.queryset, "datetimes", self.dates_with_rows)

    def dates_with_rows(self, field: str, step: str) -> list[dt.datetime]:
        """The beginnings of the years, months or days (``step``) in which a row of the list has a time."""
        times = self.queryset.order_by()
        span = times.aggregate(first=Min(field), last=Max(field))
        if span["first"] is None:
            return []
        begin, steps = _beginning(timezone.localtime(span["first"]), step), []
        while begin <= span["last"]:
            steps.append((begin, begin := _following(begin, step)))
        asked = [
            times.filter(**{f"{field}__gte": first, f"{field}__lt": end}).values_list(field)[:1]
            for first, end in steps
        ]
        found = asked[0].union(*asked[1:], all=True) if len(asked) > 1 else asked[0]
        return sorted({_beginning(timezone.localtime(moment), step) for (moment,) in found})


def _beginning(moment: dt.datetime, step: str) -> dt.datetime:
    local = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return local if step == "day" else local.replace(day=1, month=1 if step == "year" else local.month)


def _following(begin: dt.datetime, step: str) -> dt.datetime:
    days = {"day": 1, "month": 31, "year": 366}[step]
    return _beginning(begin + dt.timedelta(days=days), step)
