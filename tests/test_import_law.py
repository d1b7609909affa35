"""The import law: each app imports only what stands to its left, and one rule on top of it.

What stands to the left knows nothing of what stands to the right, so it can be read, tested and changed
without it. A foreign key is an import (it orders the migrations and the deletions), whether it names the
model by a class or by a string. To read rightwards, use a reverse relation or a function that is passed in.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ORDER = (
    "common",
    "pagecache",
    "search",
    "photos",
    "organizations",
    "accounts",
    "articles",
    "events",
    "newsroom",
    "portal",
)
LABEL = re.compile(rf"({'|'.join(ORDER)})\.[A-Z]\w*")  # "articles.Article"
LOWER_LABEL = re.compile(rf"({'|'.join(ORDER)})\.[a-z]\w*")  # "articles.article", as migrations write it
USER_MODEL = {"AUTH_USER_MODEL", "get_user_model"}
NOT_THE_PRODUCT = {"tests", "tools", "bench"}  # it is delivered without them
FILTERS = {"filter", "exclude", "get", "update", "create", "Q"}


def references(tree: ast.AST) -> Iterator[tuple[int, str, str]]:
    """``(line, app referred to, how)`` of everything in a module that leads to one of our apps."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                for alias in names:
                    yield node.lineno, alias.name.split(".")[0], f"import {alias.name}"
            case ast.ImportFrom(module=module, names=names, level=level):
                if level == 0:
                    yield node.lineno, str(module).split(".")[0], f"from {module} import …"
                if any(alias.name in USER_MODEL for alias in names):
                    yield node.lineno, "accounts", "get_user_model"
            case ast.Attribute(attr=attribute) if attribute in USER_MODEL:
                yield node.lineno, "accounts", attribute
            case ast.Constant(value=str(value)) if LABEL.fullmatch(value):
                yield node.lineno, value.split(".")[0], repr(value)
            case ast.Call():
                yield from _in_call(node)
            case ast.Tuple(elts=[ast.Constant(value=str(app)), ast.Constant(value=str(name))]):
                if re.match(r"\d{4}_|__first__|__latest__", name):
                    yield node.lineno, app, f"migration ({app!r}, {name!r})"


def _in_call(node: ast.Call) -> Iterator[tuple[int, str, str]]:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    first = _text(node.args[0]) if node.args else ""
    if name in ("import_module", "__import__"):
        yield node.lineno, first.split(".")[0], f"{name}({first!r})"
    if name == "get_model" and first and "." not in first:
        yield node.lineno, first, f"get_model({first!r}, …)"
    if name.endswith(("Field", "Key", "Relation")):
        for target in [
            first,
            *(_text(word.value) for word in node.keywords if word.arg in ("to", "through")),
        ]:
            if LOWER_LABEL.fullmatch(target):
                yield node.lineno, target.split(".")[0], repr(target)


def _text(node: ast.AST) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def offences(source: str, app: str) -> list[str]:
    """Sentences on what in a module of ``app`` stands against the law."""
    found = {
        f"line {line}: {how} leads from {app} to {target}, which stands to its right"
        for line, target, how in references(ast.parse(source))
        if target in ORDER and ORDER.index(target) > ORDER.index(app)
    }
    return sorted(found)


def ways_out(source: str) -> list[str]:
    """Sentences on what in a module of the product needs a folder that is no part of it."""
    return sorted(
        f"line {line}: {how} leads out of the product"
        for line, target, how in references(ast.parse(source))
        if target in NOT_THE_PRODUCT
    )


def status_filters(source: str) -> list[int]:
    """Lines that choose rows by status outside a queryset class.

    What "published" means is said once, in the queryset; elsewhere its word is used.
    """
    lines = []

    def visit(node: ast.AST) -> None:
        if isinstance(node, ast.ClassDef) and any("QuerySet" in ast.unparse(base) for base in node.bases):
            return
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in FILTERS - {"create", "update"} and any(
                word.arg and word.arg.split("__")[0] == "status" for word in node.keywords
            ):
                lines.append(node.lineno)
        for child in ast.iter_child_nodes(node):
            visit(child)

    visit(ast.parse(source))
    return lines


MODULES = sorted(path.relative_to(ROOT) for app in ORDER for path in (ROOT / app).rglob("*.py"))


@pytest.mark.parametrize("app", ORDER)
def test_the_law_holds(app):
    found = [
        f"{path}, {offence}"
        for path in MODULES
        if path.parts[0] == app
        for offence in offences((ROOT / path).read_text(), app)
    ]
    assert not found, "\n".join(["", *found, "", str(__doc__)])


def test_the_product_needs_no_tests_no_tools_and_no_bench():
    assert all((ROOT / folder).is_dir() for folder in NOT_THE_PRODUCT)
    found = [
        f"{path}, {way}"
        for path in [*MODULES, Path("manage.py")]
        for way in ways_out((ROOT / path).read_text())
    ]
    assert not found, "\n".join(["", *found])


@pytest.mark.parametrize(
    "source",
    [
        "import tools.drawing",
        "from tests import factories",
        "def late():\n    from bench.memory import rollup",
        "import_module('tools.node')",
    ],
)
def test_a_way_out_is_seen(source):
    (way,) = ways_out(source)
    assert way.endswith("leads out of the product")


def test_rows_are_chosen_by_words_not_by_status():
    allowed = {"models", "querysets", "workflow", "migrations"}
    found = [
        f"{path}, line {line}: use a word of the queryset, such as published()"
        for path in MODULES
        if not allowed & {path.stem, *path.parts}
        for line in status_filters((ROOT / path).read_text())
    ]
    assert not found, "\n".join(["", *found])


@pytest.mark.parametrize(
    ("app", "source", "target"),
    [
        ("common", "import articles.models", "articles"),
        ("photos", "from organizations.models import Organization", "organizations"),
        ("articles", "def late():\n    from events import models", "events"),
        ("photos", "owner = models.ForeignKey('accounts.User', models.CASCADE)", "accounts"),
        ("photos", "owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)", "accounts"),
        ("photos", "from django.contrib.auth import get_user_model", "accounts"),
        ("photos", "field = models.ForeignKey(to='articles.article', on_delete=CASCADE)", "articles"),
        ("photos", "dependencies = [('articles', '0001_initial')]", "articles"),
        ("photos", "apps.get_model('events', 'Event')", "events"),
        ("photos", "apps.get_model('events.Event')", "events"),
        ("photos", "import_module('portal.forms')", "portal"),
        ("search", "from portal import health", "portal"),
    ],
)
def test_the_law_sees(app, source, target):
    (offence,) = offences(source, app)
    assert offence.endswith(f"leads from {app} to {target}, which stands to its right")


@pytest.mark.parametrize(
    ("app", "source"),
    [
        ("articles", "from accounts.models import User\nimport common.text\nfrom . import models"),
        ("portal", "import search, newsroom.pages"),
        ("accounts", "permissions = ['articles.change_article']"),
        ("common", "import calendar\nfrom django.db import models"),
        ("events", "field = models.ManyToManyField('articles.Article', related_name='events')"),
    ],
)
def test_the_law_allows(app, source):
    assert offences(source, app) == []


def test_status_filters_are_seen():
    source = """
class ArticleQuerySet(models.QuerySet):
    def published(self):
        return self.filter(status="published")
def view(request):
    a = Article.objects.filter(status="published")
    b = Q(status__in=["draft"])
    return Article(status="draft"), Article.objects.exclude(kind=1)
"""
    assert status_filters(source) == [6, 7]
