"""Querysets that are compiled once and asked often, one by one or several in one statement.

Django works out the SQL of a queryset each time it is asked, which costs more than the database's answer. Here the same
queryset is written down once, beside the others that use its words, with ``Given`` where a value comes in later:

    NEWEST = Compiled(lambda: Article.objects.published(NOW).newest_first()[:10])
    NEWEST.ask(now=timezone.now())

What is not given is part of the text of the statement, so that the database may choose an index that holds for a fixed
value alone. The statement is prepared by the connection (``prepare_threshold``), so it is planned once too.
"""

import datetime as dt
import json
import re
import threading
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Generic, TypeVar, cast
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import DEFAULT_DB_ALIAS, NotSupportedError, connections, models, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.backends.utils import CursorWrapper
from django.db.models import Value
from django.db.models import query as rows_of_models
from django.db.models.expressions import Expression
from psycopg.sql import Literal

from common.generic import Lookup

Row = TypeVar("Row")
_PLACEHOLDER = re.compile("%[%s]")


class Given(Expression):
    """A value that comes in when a compiled queryset is asked, by its name. Wherever a queryset takes a value."""

    def __init__(self, name: str, output_field: "models.Field[Any, Any]") -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        return "%s", [self]


class OneOf(Lookup[Any]):
    """Whether a column holds one of the values of an array: as ``__in``, for any number of them."""

    lookup_name = "one_of"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        left, before = self.process_lhs(compiler, connection)
        right, after = self.process_rhs(compiler, connection)
        return f"{left} = ANY({right})", [*before, *after]


def as_asked(row: models.Model) -> Hashable | None:
    """All that the database said of a row and of what was selected along with it; ``None`` if it came another way.

    Two that are alike in this say the same on a page. Nobody changes a row that is shown.
    """
    asked = vars(row).get(_AS_ASKED)
    if asked is None:
        return None
    columns, values = asked
    return columns, tuple([tuple(value) if isinstance(value, list) else value for value in values])


# Where a row has it: which columns, and their values.
_AS_ASKED = "_as_asked"

Moment = dt.datetime | Given
# The moment by which readers' pages are made.
NOW = Given("now", models.DateTimeField())


def as_expression(value: Moment) -> Expression:
    """A value or a given one, to reckon with."""
    return value if isinstance(value, Given) else Value(value)


@dataclass(frozen=True)
class _Written:
    """A queryset as text, with ``%(name)s`` for what is given, and how its rows become what it is asked for."""

    sql: str
    columns: int
    read: list[tuple[int, Callable[[Any], Any]]]  # columns that JSON has no words for
    builder: Callable[[str], Callable[[Sequence[Any]], Any]]  # for one answer

    def from_json(self, alias: str, rows: list[list[Any]]) -> list[Any]:
        for row in rows:
            for index, read in self.read:
                if row[index] is not None:
                    row[index] = read(row[index])
        return list(map(self.builder(alias), rows))


class Compiled(Generic[Row]):
    """One queryset, as one statement. ``make`` is called when it is first asked."""

    def __init__(self, make: "Callable[[], models.QuerySet[Any, Row]]") -> None:
        self._make = make
        self._written: _Written | None = None
        self._model: type[models.Model] = models.Model

    def ask(self, **given: Any) -> list[Row]:
        """The rows: objects with what is selected along with them, or the value or tuple that ``values_list`` names."""
        if self._written is None:
            queryset = self._make()
            self._model, self._written = queryset.model, _write(queryset)
        alias = router.db_for_read(self._model)
        return list(map(self._written.builder(alias), _rows(alias, self._written.sql, given)))


class Together:
    """Several querysets as one statement; each is as with ``Compiled``, and they are asked by their names.

    They travel as JSON, so what JSON cannot say is read back by the kind of the column.
    """

    def __init__(self, make: "Callable[[], Mapping[str, models.QuerySet[Any, Any]]]") -> None:
        self._make = make
        self._sql = ""
        self._parts: dict[str, _Written] = {}
        self._model: type[models.Model] = models.Model
        self._lock = threading.Lock()

    def ask(self, **given: Any) -> dict[str, list[Any]]:
        """The rows of each queryset by its name."""
        if not self._sql:
            with self._lock:
                self._write()
        alias = router.db_for_read(self._model)
        [answer] = _rows(alias, self._sql, given)
        return {
            name: part.from_json(alias, json.loads(text, parse_float=Decimal)) if text else []
            for (name, part), text in zip(self._parts.items(), answer, strict=True)
        }

    def _write(self) -> None:
        querysets = self._make()
        self._model = next(iter(querysets.values())).model
        self._parts = {name: _write(queryset) for name, queryset in querysets.items()}
        self._sql = "SELECT " + ",\n".join(map(_as_json, self._parts.values()))


def _as_json(part: _Written) -> str:
    names = ", ".join(f"c{number}" for number in range(part.columns))
    rows = f"FROM ({part.sql}) AS part ({names})"
    return f"(SELECT json_agg(json_build_array({names}))::text {rows})"


def _write(queryset: "models.QuerySet[Any, Any]") -> _Written:
    """Raises ``TypeError`` for a column whose values are worked on by Django when they come from the database."""
    connection = connections[DEFAULT_DB_ALIAS]
    connection.ensure_connection()
    compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
    sql, parameters = compiler.as_sql()
    values = iter(parameters)

    def place(found: re.Match[str]) -> str:
        if found[0] == "%%":
            return "%%"
        value = next(values)
        if isinstance(value, Given):
            return f"%({value.name})s"
        return Literal(value).as_string(connection.connection).replace("%", "%%")

    select = compiler.select
    fields = [expression.output_field for expression, _sql, _alias in select]
    if converted := [field for field in fields if hasattr(field, "from_db_value")]:
        raise TypeError(f"{converted[0]} cannot be part of a compiled queryset")
    read = [(index, reader) for index, field in enumerate(fields) if (reader := _reader(field))]
    return _Written(_PLACEHOLDER.sub(place, sql), len(select), read, _builder(queryset, compiler))


def _reader(field: "models.Field[Any, Any]") -> Callable[[Any], Any] | None:
    """How a value of a column is read from JSON; nothing where JSON has it as it is."""
    if isinstance(field, ArrayField):
        one = _reader(field.base_field)
        return (lambda values: [one(value) for value in values]) if one else None
    readers: tuple[tuple[type[models.Field[Any, Any]], Callable[[Any], Any]], ...] = (
        (models.DateTimeField, dt.datetime.fromisoformat),  # before DateField, of which it is one
        (models.DateField, dt.date.fromisoformat),
        (models.UUIDField, UUID),
        (models.FloatField, float),
        (models.DecimalField, Decimal),
    )
    return next((reader for kind, reader in readers if isinstance(field, kind)), None)


def _builder(
    queryset: "models.QuerySet[Any, Any]", compiler: Any
) -> Callable[[str], Callable[[Sequence[Any]], Any]]:
    """As ``QuerySet`` makes its rows: of a model with all that is selected along with it, or of columns.

    Within one answer, rows that lead to the same row (to their section, say) share one object of it.
    """
    described, select = compiler.klass_info, compiler.select
    if not issubclass(queryset._iterable_class, rows_of_models.ModelIterable):
        one = (lambda row: row[0]) if len(select) == 1 else tuple
        return lambda _alias: one
    model, indexes = described["model"], described["select_fields"]
    start, end = indexes[0], indexes[-1] + 1
    names = [column.target.attname for column, _sql, _alias in select[start:end]]
    related = [_Related(each, select) for each in described.get("related_klass_infos", ())]
    annotated = list(compiler.annotation_col_map.items())
    columns = repr([sql for _expression, sql, _alias in select])

    def builder(alias: str) -> Callable[[Sequence[Any]], Any]:
        known: dict[Hashable, Any] = {}

        def build(row: Sequence[Any]) -> Any:
            found = model.from_db(alias, names, row[start:end])
            for each in related:
                each.populate(alias, row, found, known)
            for name, index in annotated:
                setattr(found, name, row[index])
            setattr(found, _AS_ASKED, (columns, row))
            return found

        return build

    return builder


class _Related:
    """What is selected along with a row: as ``RelatedPopulator`` of Django, but for the objects that rows share."""

    def __init__(self, described: Mapping[str, Any], select: Sequence[Any]) -> None:
        if described["from_parent"]:
            raise TypeError("a parent's row cannot be part of a compiled queryset")
        indexes = described["select_fields"]
        self._model: type[models.Model] = described["model"]
        self._start, self._end = indexes[0], indexes[-1] + 1
        self._names = [column.target.attname for column, _sql, _alias in select[self._start : self._end]]
        self._key = self._start + self._names.index(self._model._meta.pk.attname)
        self._point_to, self._point_back = described["local_setter"], described["remote_setter"]
        # Only what many may lead to does not point back.
        self._is_shared = described["field"].many_to_one and not described["reverse"]
        self._related = [_Related(each, select) for each in described.get("related_klass_infos", ())]

    def populate(
        self, alias: str, row: Sequence[Any], source: models.Model, known: dict[Hashable, Any]
    ) -> None:
        """Let ``source`` lead to the object that the row has of it; ``known`` are those of the answer so far."""
        key = self, row[self._key]
        found = known.get(key)
        if found is None and row[self._key] is not None:
            found = self._model.from_db(alias, self._names, row[self._start : self._end])
            for each in self._related:
                each.populate(alias, row, found, known)
            if self._is_shared:
                known[key] = found
        self._point_to(source, found)
        if found is not None:
            self._point_back(found, source)


def _rows(alias: str, sql: str, given: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    connection = connections[alias]
    try:
        return _asked(connection, sql, given)
    except NotSupportedError:
        # A column has another type than when the statement was prepared: a migration ran meanwhile.
        if connection.in_atomic_block:
            raise
        with connection.cursor() as cursor:
            cursor.execute("DEALLOCATE ALL")
        return _asked(connection, sql, given)


def _asked(connection: BaseDatabaseWrapper, sql: str, given: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with _cursor(connection) as cursor:
        cursor.execute(sql, given)
        return cast("list[tuple[Any, ...]]", cursor.fetchall())


def _cursor(connection: BaseDatabaseWrapper) -> CursorWrapper:
    """A cursor that leaves values to the server, which alone lets a statement be prepared.

    Where queries are written down, Django's own: it tells them with their values.
    """
    if connection.queries_logged:
        return connection.cursor()
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    with connection.wrap_database_errors:
        bare: Any = ServerBindingCursor
        return connection.make_cursor(bare(connection.connection))
