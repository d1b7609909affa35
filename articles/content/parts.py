"""The kinds of parts that the content of an article consists of: one value, or a list of rows, names or tags.

Every part says its name and label, what it is (``Nature``), how it is read from an article and put back into one,
what of it counts in hash and comparison, how it reads in words, and how it is found in a posted form.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import KW_ONLY, dataclass, field
from enum import Enum
from typing import Any, Generic, TypeVar

from django.db.models import Model, Prefetch
from django.http import QueryDict

from articles.content import posted_rows
from articles.content.kinds import Kind, Named, by_key, key_of, reference_to
from articles.models import Article, TaggedArticle

V = TypeVar("V")
Content = Mapping[str, Any]
# A row of a list by its columns.
Row = Mapping[str, Any]


class Nature(Enum):
    """What a part is to the people who work on an article."""

    WORDS = "what somebody writes: whoever changes it is an author"
    FILING = "how it is found again: anybody may set it who may write, and is no author for that"
    PLACEMENT = "where the newsroom puts it: shown to others, not theirs to change"
    OWNER = "whose it is: stays when an earlier text is put back"


@dataclass(frozen=True)
class Part(ABC, Generic[V]):
    """``of_correction``: it belongs to one correction, and is not carried between it and its article.

    ``in_table``: it stands in the table of the sign-off sheet; titles and text are set there as they are printed.

    ``later``: it was added when texts had been signed already. While it is empty it does not count in the hash, so
    that the passes of all articles hold.
    """

    name: str
    nature: Nature
    _: KW_ONLY
    of_correction: bool = False
    in_table: bool = True
    later: bool = False

    @property
    def label(self) -> str:
        """What the desk calls it: the verbose name of the model's field, or that of the rows."""
        described: Any = Article._meta.get_field(self.name)
        return str(
            getattr(described, "verbose_name", "") or described.related_model._meta.verbose_name_plural
        )

    @property
    @abstractmethod
    def empty(self) -> V:
        """What an article has that never got a value."""

    def of(self, content: Content) -> V:
        """The part of a content; of one that was stored before there was such a part, the empty one."""
        value: V = content.get(self.name, self.empty)
        return value

    # --- in the database ----------------------------------------------------------------------------
    # Whether it is saved with the article's own row, or beside it.
    is_column = False

    def prefetch(self) -> "list[Prefetch[str]]":
        """What has to be fetched before many articles are read, each into an attribute of its own."""
        return []

    @property
    def fetched(self) -> str:
        return f"content_{self.name}"

    @abstractmethod
    def read(self, article: Article) -> V:
        """The value, once what ``prefetch`` says was fetched."""

    @abstractmethod
    def put(self, article: Article, value: V) -> None:
        """Make the article hold a value again; rows that are gone by now are left out. See ``is_column``."""

    # --- compared and read --------------------------------------------------------------------------
    def counted(self, value: V) -> dict[str, Any]:
        """What counts in hash and comparison, by the keys of the canonical JSON."""
        return {} if self.later and value == self.empty else {self.name: by_key(value)}

    def is_empty(self, value: V) -> bool:
        """Whether there is nothing to show of it: a "no" and a zero are nothing too."""
        return value in (None, "", [], False)

    @abstractmethod
    def lines(self, value: V) -> list[str]:
        """For reading, a line a paragraph or row; none for nothing."""

    @abstractmethod
    def brief(self, value: V) -> str:
        """For reading beside another, in one cell of a form."""

    # --- in the form --------------------------------------------------------------------------------
    @property
    def anchor(self) -> str:
        """The id of what the form has for it."""
        return f"id_{self.name}"

    # --- in a posted form ---------------------------------------------------------------------------
    @abstractmethod
    def is_posted(self, data: QueryDict) -> bool:
        """Whether the form had this part, as far as what was posted can tell."""

    @abstractmethod
    def posted(self, data: QueryDict) -> V:
        """The value that the form would save."""

    @abstractmethod
    def post(self, data: QueryDict, article: Article) -> None:
        """Put what is stored now into the form, instead of what was posted."""

    def rebase(self, data: QueryDict, article: Article) -> None:
        """Make what was posted fit the rows that are stored now."""


@dataclass(frozen=True)
class Value(Part[Any]):
    """One column of the article."""

    kind: Kind[Any] = field(kw_only=False)
    is_column = True

    @property
    def empty(self) -> Any:
        return self.kind.empty

    def read(self, article: Article) -> Any:
        return self.kind.read(article, self.name)

    def put(self, article: Article, value: Any) -> None:
        self.kind.put(article, self.name, value)

    def lines(self, value: Any) -> list[str]:
        return self.kind.lines(value)

    def brief(self, value: Any) -> str:
        return self.kind.brief(value)

    def is_posted(self, data: QueryDict) -> bool:
        return self.name in data or not self.kind.leaves_trace

    def posted(self, data: QueryDict) -> Any:
        return self.kind.typed(data.get(self.name) or "")

    def post(self, data: QueryDict, article: Article) -> None:
        data[self.name] = self.kind.to_form(article, self.name)


@dataclass(frozen=True)
class Rows(Part[list[Row]]):
    """Rows of another model in their order, which the desk edits as a list within the form.

    ``keys`` are the columns that tell rows of a posted list apart, ``in_brief`` those that are named beside
    another text, ``line`` says a row in full, and ``signed`` is the column whose names are printed as part of the
    text: they count in the hash, under ``signatures``. ``later_columns`` are to rows what ``later`` is to parts.
    """

    model: type[Model] = field(kw_only=False)
    columns: Mapping[str, Kind[Any]] = field(kw_only=False)
    _: KW_ONLY
    keys: tuple[str, ...]
    in_brief: tuple[str, ...]
    line: Callable[[Row], str]
    signed: str = ""
    later_columns: frozenset[str] = frozenset()

    @property
    def empty(self) -> list[Row]:
        return []

    def of(self, content: Content) -> list[Row]:
        """The rows of a content; those that were stored before there was a column have nothing in it."""
        missing = {name: self.columns[name].empty for name in self.later_columns}
        return [{**missing, **row} for row in super().of(content)]

    @property
    def accessor(self) -> str:
        """The article's attribute that leads to the rows; the prefix of their list in a form."""
        to_article: Any = self.model._meta.get_field("article")
        return str(to_article.remote_field.get_accessor_name())

    def prefetch(self) -> "list[Prefetch[str]]":
        linked = [name for name in self.columns if self.model._meta.get_field(name).is_relation]
        rows = self.model._default_manager.select_related(*linked)
        return [Prefetch(self.accessor, rows, to_attr=self.fetched)]

    def read(self, article: Article) -> list[Row]:
        return [self._read(row) for row in getattr(article, self.fetched)]

    def _read(self, row: Model) -> Row:
        return {name: kind.read(row, name) for name, kind in self.columns.items()}

    def put(self, article: Article, value: list[Row]) -> None:
        getattr(article, self.accessor).all().delete()
        rows = [self._row(article, position, entry) for position, entry in enumerate(value)]
        self.model._default_manager.bulk_create(
            row for row in rows if not any(kind.is_missing(row, name) for name, kind in self.columns.items())
        )

    def _row(self, article: Article, position: int, entry: Row) -> Model:
        row = self.model(article=article, position=position)
        for name, kind in self.columns.items():
            kind.put(row, name, entry.get(name, kind.empty))
        return row

    def counted(self, value: list[Row]) -> dict[str, Any]:
        counted = super().counted([self._counted(entry) for entry in value])
        if counted and self.signed:
            counted["signatures"] = [entry[self.signed]["name"] for entry in value if entry[self.signed]]
        return counted

    def _counted(self, entry: Row) -> Row:
        left_out = {
            name for name in self.later_columns if entry.get(name) in (None, self.columns[name].empty)
        }
        return {name: value for name, value in entry.items() if name not in left_out}

    def lines(self, value: list[Row]) -> list[str]:
        return [self.line(entry) for entry in value]

    def brief(self, value: list[Row]) -> str:
        texts = [[self._brief(name, entry) for name in self.in_brief] for entry in value]
        return "\n".join(" · ".join(filter(None, row)) for row in texts)

    def _brief(self, name: str, entry: Row) -> str:
        kind = self.columns[name]
        return kind.brief(entry.get(name, kind.empty))

    @property
    def anchor(self) -> str:
        return f"{self.accessor}-group"

    def is_posted(self, data: QueryDict) -> bool:
        return posted_rows.are_posted(data, self.accessor)

    def posted(self, data: QueryDict) -> list[Row]:
        return [
            {name: kind.typed(row.get(name, "")) for name, kind in self.columns.items()}
            for row in posted_rows.read_rows(data, self.accessor)
        ]

    def post(self, data: QueryDict, article: Article) -> None:
        stored = [self._to_form(row) for row in getattr(article, self.accessor).all()]
        posted_rows.write_rows(data, self.accessor, stored, [])

    def rebase(self, data: QueryDict, article: Article) -> None:
        """One's own rows over the rows stored now: the same ones keep their key, the other's new ones go."""
        rows = [self._to_form(row) for row in getattr(article, self.accessor).all()]
        stored = {self._key(row): row for row in rows}
        known: list[posted_rows.PostedRow] = []
        new: list[posted_rows.PostedRow] = []
        for row in posted_rows.read_rows(data, self.accessor):
            same = stored.pop(self._key(row), None)
            (known if same else new).append({**row, "id": same["id"] if same else ""})
        gone = [{**row, "DELETE": "on"} for row in stored.values()]
        posted_rows.write_rows(data, self.accessor, [*known, *gone], new)

    def _to_form(self, row: Model) -> posted_rows.PostedRow:
        texts = {name: kind.to_form(row, name) for name, kind in self.columns.items()}
        return {**texts, "position": str(row.serializable_value("position")), "id": str(row.pk)}

    def _key(self, row: posted_rows.PostedRow) -> tuple[str, ...]:
        return tuple(self.columns[name].mark(row.get(name, "")) for name in self.keys)


@dataclass(frozen=True)
class References(Part[list[Named]]):
    """Rows that an article names, in the order of their keys, with nothing said about each."""

    model: type[Model] = field(kw_only=False)

    @property
    def empty(self) -> list[Named]:
        return []

    def prefetch(self) -> "list[Prefetch[str]]":
        rows = self.model._default_manager.order_by("pk")
        return [Prefetch(self.name, rows, to_attr=self.fetched)]

    def read(self, article: Article) -> list[Named]:
        return [reference for row in getattr(article, self.fetched) if (reference := reference_to(row))]

    def put(self, article: Article, value: list[Named]) -> None:
        keys = [reference["id"] for reference in value]
        getattr(article, self.name).set(self.model._default_manager.filter(pk__in=keys))

    def lines(self, value: list[Named]) -> list[str]:
        return [reference["name"] for reference in value]

    def brief(self, value: list[Named]) -> str:
        return "、".join(self.lines(value))

    def is_posted(self, data: QueryDict) -> bool:
        return True  # a chooser with nothing in it leaves no trace

    def posted(self, data: QueryDict) -> list[Named]:
        keys = [key for text in data.getlist(self.name) if (key := key_of(text)) is not None]
        rows = self.model._default_manager.filter(pk__in=keys).order_by("pk")
        return [reference for row in rows if (reference := reference_to(row))]

    def post(self, data: QueryDict, article: Article) -> None:
        keys = getattr(article, self.name).values_list("pk", flat=True)
        data.setlist(self.name, [str(key) for key in keys])


@dataclass(frozen=True)
class Tags(Part[list[str]]):
    """Names that are kept once for the whole house, in the order of the alphabet."""

    @property
    def empty(self) -> list[str]:
        return []

    def prefetch(self) -> "list[Prefetch[str]]":
        items = TaggedArticle.objects.select_related("tag")
        return [Prefetch("tagged_items", items, to_attr=self.fetched)]

    def read(self, article: Article) -> list[str]:
        return sorted(item.tag.name for item in getattr(article, self.fetched))

    def put(self, article: Article, value: list[str]) -> None:
        getattr(article, self.name).set(value)

    def lines(self, value: list[str]) -> list[str]:
        return [self.brief(value)] if value else []

    def brief(self, value: list[str]) -> str:
        return "、".join(value)

    def is_posted(self, data: QueryDict) -> bool:
        return True  # a chooser with nothing in it leaves no trace

    def posted(self, data: QueryDict) -> list[str]:
        return sorted({name.strip() for name in data.getlist(self.name)} - {""})

    def post(self, data: QueryDict, article: Article) -> None:
        data.setlist(self.name, sorted(getattr(article, self.name).names()))
