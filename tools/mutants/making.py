"""The mutants of a module, all in one source: a switch at the door of each function says which one is called.

mutmut makes them. It leaves decorated functions out, since a copy of one could be registered twice (``@app.route``
and the like). The decorators of the house do nothing of that kind: they open a transaction, make a property or a
context manager. So they stay on the function that others see, and what stands under them is exchanged.
"""

import ast
import difflib
import hashlib
import json
import sys
from collections.abc import Iterable, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType
from typing import Any

import libcst as cst
from mutmut.mutation import file_mutation

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "var" / "mutants"
HARMLESS = ("transaction.atomic", "contextmanager", "property")

skips = file_mutation.MutationVisitor._skip_node_and_children
arrange = file_mutation.function_trampoline_arrangement


def _undecorated(function: cst.FunctionDef) -> cst.FunctionDef:
    return function.with_changes(decorators=[])


def _all_harmless(function: cst.FunctionDef) -> bool:
    names = [cst.Module([]).code_for_node(one.decorator) for one in function.decorators]
    return bool(names) and all(name in HARMLESS for name in names)


def _skips(visitor: file_mutation.MutationVisitor, node: cst.CSTNode) -> bool:
    if isinstance(node, cst.FunctionDef) and _all_harmless(node):
        return False
    return skips(visitor, node)


def _arrange(
    function: cst.FunctionDef, mutants: Iterable[file_mutation.Mutation], class_name: str | None
) -> tuple[Sequence[Any], Sequence[Any], Sequence[Any], Sequence[str]]:
    """The first of the functions that mutmut makes is the one which others call."""
    if not _all_harmless(function):
        return arrange(function, mutants, class_name)
    declarations, functions, assignments, names = arrange(_undecorated(function), mutants, class_name)
    called: Any = functions[0]
    called = called.with_changes(decorators=[*function.decorators, *called.decorators])
    return declarations, [called, *functions[1:]], assignments, names


# What of mutmut is done in another way here.
TAUGHT: tuple[tuple[Any, str, Any], ...] = (
    (file_mutation.MutationVisitor, "_skip_node_and_children", _skips),
    (file_mutation, "function_trampoline_arrangement", _arrange),
)
for holder, name, own in TAUGHT:
    setattr(holder, name, own)


class Mutated:
    """A file with all its mutants; ``names`` end in the function and a number: ``….x_may_see__mutmut_1``."""

    def __init__(self, path: str) -> None:
        made = file_mutation.mutate_file_contents(path, (ROOT / path).read_text())
        self.source = made.code
        self.module = path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        self.names = [f"{self.module}.{name}" for name in made.mutant_names]
        self.kept = RESULTS / f"{self.module}.json"

    @property
    def found(self) -> dict[str, str | None]:
        """Of the last run, by mutant: the test that killed it; ``""`` where no test reaches it, none where all
        of them passed. Of an earlier source these are but guesses."""
        found: dict[str, str | None] = self._kept().get("mutants", {})
        return found

    @property
    def is_known(self) -> bool:
        """Whether the last run was on this source."""
        return bool(self._kept().get("source") == self._digest)

    def keep(self, found: dict[str, str | None]) -> None:
        own = {name: found[name] for name in self.names if name in found}
        self.kept.write_text(json.dumps({"source": self._digest, "mutants": own}, indent=1, sort_keys=True))

    def _kept(self) -> dict[str, Any]:
        kept: dict[str, Any] = json.loads(self.kept.read_text()) if self.kept.exists() else {}
        return kept

    @property
    def _digest(self) -> str:
        return hashlib.sha256(self.source.encode()).hexdigest()

    def difference(self, name: str) -> str:
        """What a mutant changes, as a diff without its head."""
        functions = {
            node.name: node for node in ast.walk(ast.parse(self.source)) if isinstance(node, ast.FunctionDef)
        }
        name = name.removeprefix(f"{self.module}.")
        lines = self.source.splitlines()
        before, after = (
            lines[functions[one].lineno : functions[one].end_lineno]
            for one in (f"{original(name)}_orig", name)
        )
        return "\n".join(list(difflib.unified_diff(before, after, lineterm="", n=1))[2:])


def original(name: str) -> str:
    """The name that all mutants of a function begin with: ``….x_may_see__mutmut``."""
    return name.rpartition("_")[0]


class _Loader(SourceFileLoader):
    def get_code(self, fullname: str) -> CodeType:
        return compile(MADE[fullname].source, self.path, "exec", dont_inherit=True)


class Finder(MetaPathFinder):
    """Puts the modules with their mutants in the place of those that lie in the folders."""

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: Any = None) -> ModuleSpec | None:
        if fullname not in MADE:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.origin is not None:
            spec.loader = _Loader(fullname, spec.origin)
        return spec


MADE: dict[str, Mutated] = {}


def make(paths: Iterable[str]) -> None:
    """Make the mutants of these files; who imports their modules from now on gets them."""
    for path in paths:
        made = Mutated(path)
        MADE[made.module] = made
    sys.meta_path.insert(0, Finder())
