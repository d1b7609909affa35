"""What docstrings, comments and papers name exists: a file, a module, or a word of the code.

A sentence that names a module which was moved, or a function which was renamed, misleads for years and breaks
nothing. What is meant as an example or stands in somebody else's code is listed, with the reason.
"""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = tuple(sorted(path.parent.name for path in ROOT.glob("*/__init__.py"))) + ("bench",)
PLACES = (*FOLDERS, "docs", "static", "templates", "locale", ".ci")
SOURCES = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))
PAPERS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "tools").rglob("*.md")])

PATH = re.compile(rf"(?<![\w/.-])((?:{'|'.join(map(re.escape, PLACES))})/[\w./-]*\w)(?![\w*<]|/[*<])")
MODULE = re.compile(rf"(?<![\w/.@-])((?:{'|'.join(FOLDERS)})(?:\.\w+)+)")
# `word`, ``word`` or ``word(…)`` where the word can only come from code: with an underscore inside.
WORD = re.compile(r"(?<!`)(`{1,2})([A-Za-z_.]*[a-z]_[a-z][\w.]*)(?:\(.*?\))?\1(?!`)")

NOT_FILES = {
    "articles/article_detail.html",  # a template, as Django names it: below templates/
    "portal/demo/pictures/SLUG.jpg",  # any picture
    "static/img/icon",  # the beginning of several names
}


def texts(path: Path) -> Iterator[str]:
    """The docstrings and comments of a module; a paper as a whole."""
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".md":
        yield source
        return
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield ast.get_docstring(node) or ""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.string


def named(pattern: re.Pattern[str], paths: list[Path]) -> Iterator[tuple[str, str]]:
    """``(file, name)`` for all that the pattern finds in these texts; its last group is the name."""
    for path in paths:
        for text in texts(path):
            for match in pattern.finditer(text):
                yield str(path.relative_to(ROOT)), match.groups()[-1]


def words_of(source: str) -> set[str]:
    """All words that a module's code holds, those inside its strings too; without docstrings and comments."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
            and ast.get_docstring(node) is not None
        ):
            node.body[0] = ast.Pass()
    return set(re.findall(r"\w+", ast.unparse(tree)))


def exists(name: str) -> bool:
    """Whether a dotted name leads to a module, to something in one, or is a model's label (``articles.article``)."""
    parts = name.split(".")
    if len(parts) == 2 and apps.is_installed(parts[0]) and parts[1] in apps.all_models[parts[0]]:
        return True
    for length in range(len(parts), 0, -1):
        try:
            found = import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        for part in parts[length:]:
            if not hasattr(found, part):
                return False
            found = getattr(found, part)
        return True
    return False


def test_files_named_in_texts_exist():
    missing = {
        f"{file}: {name}"
        for file, name in named(PATH, [*SOURCES, *PAPERS])
        if name not in NOT_FILES and not (ROOT / name).exists()
    }
    assert sorted(missing) == []


def test_modules_named_in_texts_exist():
    product = [path for path in SOURCES if path.relative_to(ROOT).parts[0] != "tests"]
    missing = {f"{file}: {name}" for file, name in named(MODULE, [*product, *PAPERS]) if not exists(name)}
    assert sorted(missing) == []


def test_modules_named_in_the_docstring_of_their_package_exist():
    missing = []
    for path in SOURCES:
        if path.name != "__init__.py":
            continue
        text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
        known = {other.stem for other in path.parent.iterdir()} | words_of(path.read_text(encoding="utf-8"))
        names = re.findall(r"(?<!`)`{1,2}([a-z_]+)`{1,2}(?!`)", text)
        missing += [f"{path.relative_to(ROOT)}: {name}" for name in names if name not in known]
    assert missing == []


def test_words_of_code_in_texts_exist():
    known = {
        part for path in SOURCES for word in words_of(path.read_text()) for part in (word, *word.split("__"))
    }
    known |= {part for path in SOURCES for part in (path.stem, *path.parts)}
    missing = {
        f"{file}: {name}"
        for file, name in named(WORD, SOURCES)
        if not all(part in known for part in name.strip(".").split("."))
    }
    assert sorted(missing) == []


def test_both_readmes_lead_to_the_same_places():
    english, chinese = (
        (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh-Hans.md")
    )
    links = [set(re.findall(r"\]\(([^)]+)\)", text)) for text in (english, chinese)]
    assert links[0] - {"README.zh-Hans.md"} == links[1] - {"README.md"}
    commands = [re.findall(r"^make \w+", text, re.MULTILINE) for text in (english, chinese)]
    assert commands == [["make run", "make test"]] * 2


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("see articles/policy.py, and docs/decisions.md.", ["articles/policy.py", "docs/decisions.md"]),
        ("pictures in `portal/demo/pictures/`", ["portal/demo/pictures"]),
        ("all of articles/*.py; /srv/articles/x.py; tests/<app>/", []),
    ],
)
def test_paths_are_seen(text, names):
    assert [match.group(1) for match in PATH.finditer(text)] == names


def test_names_that_lead_nowhere_are_seen():
    assert [
        exists(name) for name in ("articles.policy.may_see", "articles.polices", "articles.policy.nobody")
    ] == [
        True,
        False,
        False,
    ]
