"""What each address of the portal reads of a request, found by watching it; and what the code names, found by reading it.

A view is asked and its parameters are written down as it looks for them, whoever looks: our code, a form, Django's
admin or allauth. What no visit reaches is found in the syntax trees. See ``test_parameters``.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import django.contrib.admin
import pytest
from django import forms
from django.conf import settings
from django.http import QueryDict
from django.test import Client
from django.utils.datastructures import MultiValueDict

from tests.desk.probes import Probe

HOUSE = (
    "accounts", "articles", "common", "events", "newsroom", "organizations", "photos", "portal", "search",
)  # fmt: skip
DJANGO_ADMIN = Path(django.contrib.admin.__file__).parent


@dataclass
class Read:
    """What one request was asked for: names by ``GET`` and ``POST``, and the form fields that took some of them."""

    names: set[tuple[str, str]] = field(default_factory=set)
    fields: dict[str, forms.Field] = field(default_factory=dict)


@contextmanager
def _watched() -> Iterator[tuple[list[tuple[Any, str]], list[forms.BaseForm]]]:
    asked: list[tuple[Any, str]] = []
    made: list[forms.BaseForm] = []
    with pytest.MonkeyPatch.context() as patch:
        for name in ("__getitem__", "__contains__", "get", "getlist"):
            patch.setattr(MultiValueDict, name, _noted(getattr(MultiValueDict, name), asked))
        deep = QueryDict.__deepcopy__

        def copied(self: QueryDict, memo: Any) -> QueryDict:
            made_of = deep(self, memo)
            made_of.copy_of = getattr(self, "copy_of", self)
            return made_of

        patch.setattr(QueryDict, "__deepcopy__", copied)
        init = forms.BaseForm.__init__

        def noted(form: Any, *args: Any, **kwargs: Any) -> None:
            init(form, *args, **kwargs)
            made.append(form)

        patch.setattr(forms.BaseForm, "__init__", noted)
        yield asked, made


def _noted(method: Any, asked: list[tuple[Any, str]]) -> Any:
    def noted(self: Any, key: Any, *args: Any) -> Any:
        if isinstance(self, QueryDict):
            asked.append((getattr(self, "copy_of", self), key))
        return method(self, key, *args)

    return noted


def read_by(client: Client, probe: Probe, data: dict[str, Any] | None = None) -> Read:
    """The parameters that the answer to a request looked for."""
    sent = probe.data if data is None else data
    if probe.method == "post":
        sent = {
            "_save": "1",
            **sent,
        }  # of a form that brings nothing at all, Django does not look at the lists
    with _watched() as (asked, made):
        response = getattr(client, probe.method)(probe.url, sent)
    request = response.wsgi_request
    sources = (("GET", request.GET), ("POST", getattr(request, "_post", None)))
    found = Read()
    for method, source in sources:
        found.names |= {
            (method, key) for dictionary, key in asked if dictionary is source and source is not None
        }
    for form in made:
        if form.is_bound:
            found.fields |= {form.add_prefix(name): part for name, part in form.fields.items()}
    return found


def with_one_row(names: Iterable[str]) -> dict[str, str]:
    """What a form has to bring so that the fields of its lists are read: one new row in each."""
    prefixes = [name.removesuffix("-TOTAL_FORMS") for name in names if name.endswith("-TOTAL_FORMS")]
    return {f"{prefix}-{name}": value for prefix in prefixes
            for name, value in (("TOTAL_FORMS", "1"), ("INITIAL_FORMS", "0"))}  # fmt: skip


# A NUL, half of a surrogate pair as some programs write it, a byte that is no UTF-8, and a letter.
STRANGE = "%00%ED%A0%80%FFa"


def strange_query(names: Iterable[str]) -> str:
    """Each parameter with what no database can hold."""
    return "&".join(f"{quote(name)}={STRANGE}" for name in names)


def any_number(name: str) -> str:
    """A name without the numbers in it: ``leads-0-article`` → ``leads-N-article``."""
    return re.sub(r"\d+", "N", name)


# --- what the code names ------------------------------------------------------------------------------
def named_in_code() -> set[str]:
    """Each name that is taken out of ``….GET``, ``….POST``, ``….FILES`` or ``….COOKIES`` in the house and in Django's
    admin; of a constant from elsewhere, the name of the constant.
    """
    files = [path for app in HOUSE for path in (Path(settings.BASE_DIR) / app).rglob("*.py")]
    return {
        name for path in [*files, *DJANGO_ADMIN.rglob("*.py")] for name in _names_in(ast.parse(path.read_text()))
    }  # fmt: skip


def _names_in(tree: ast.AST) -> Iterator[str]:
    values = {
        target.id: node.value.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name) and isinstance(node.value.value, str)
    }
    loops = {
        node.target.id: [item.value for item in node.iter.elts if isinstance(item, ast.Constant)]
        for node in ast.walk(tree)
        if isinstance(node, ast.comprehension | ast.For) and isinstance(node.target, ast.Name)
        and isinstance(node.iter, ast.Tuple | ast.List)
    }  # fmt: skip
    for node in ast.walk(tree):
        key = _key_of(node)
        if isinstance(key, ast.Constant) and isinstance(key.value, str):
            yield key.value
        elif isinstance(key, ast.Name) and key.id in loops:
            yield from loops[key.id]
        elif isinstance(key, ast.Name | ast.Attribute):
            last = key.id if isinstance(key, ast.Name) else key.attr
            yield values.get(last, last)


def _key_of(node: ast.AST) -> ast.expr | None:
    """The key of ``request.GET["x"]``, ``request.GET.get("x")``, ``"x" in request.GET``."""
    if isinstance(node, ast.Subscript) and _is_source(node.value):
        return node.slice
    if isinstance(node, ast.Compare) and any(_is_source(part) for part in node.comparators):
        return node.left
    if (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args
        and node.func.attr in ("get", "getlist", "pop", "setdefault") and _is_source(node.func.value)
    ):  # fmt: skip
        return node.args[0]
    return None


def _is_source(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr in ("GET", "POST", "FILES", "COOKIES")
