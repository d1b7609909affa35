"""Nothing outside ``articles/workflow/`` writes the status of an article.

The status is what three people have decided; who writes it past the workflow writes it without their passes, without
a record and without a lock. So the syntax trees of the whole product are searched for every way to write one, the
demonstration's loader included. Migrations are what they were when they ran.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from articles.models import Article

ROOT = Path(__file__).resolve().parents[2]
NOT_THE_PRODUCT = {"tests", "bench", "tools", "var", "node_modules"}
MODULES = sorted(
    path.relative_to(ROOT)
    for folder in ROOT.iterdir()
    if folder.is_dir() and folder.name not in NOT_THE_PRODUCT and not folder.name.startswith(".")
    for path in folder.rglob("*.py")
    if "migrations" not in path.parts and "node_modules" not in path.parts
)
WORKFLOW = Path("articles/workflow")

WRITES = {
    "update", "aupdate", "create", "acreate", "get_or_create", "aget_or_create", "update_or_create",
    "aupdate_or_create",
}  # fmt: skip
NAMES_FIELDS = {"save", "asave", "save_base", "bulk_create", "abulk_create", "bulk_update", "abulk_update"}
SQL = re.compile(r"\b(update|insert\s+into|merge\s+into|copy)\s+\W?articles_article\b", re.IGNORECASE)
# Attributes set by names that are worked out: which they can be, so that the status is none of them.
WORKED_OUT = {
    "articles/models/article.py": "clean(): five lines of text",
    "articles/models/parts.py": "captions and credits of a picture in an article",
    "articles/content/kinds.py": "put(): a part of the content; which parts there are is held by test_content.py",
    "events/models/queries.py": "update() of events, which have a status of their own",
    "common/compiled.py": "what a query has worked out beside the columns, on a row that was just read",
    "common/tidying.py": "lines of text; a status is one of its choices, which are left alone (test_tidy_models.py)",
    "newsroom/pages/builder.py": "the parser's own dataclass, no row",
    "newsroom/pages/traditional.py": "the parser's own dataclass, no row",
    "portal/demo/events.py": "events, which have a status of their own",
    "portal/demo/stories.py": "the lines of text that TEXTS names",
}


def writes(source: str) -> list[tuple[int, str]]:
    """``(line, how)`` of all that writes a status, or may."""
    return sorted(found for node in ast.walk(ast.parse(source)) for found in _of_node(node))


def _of_node(node: ast.AST) -> Iterator[tuple[int, str]]:
    match node:
        case ast.Attribute(attr="status", ctx=ast.Store() | ast.Del()):
            yield node.lineno, "assigned"
        case ast.Subscript(ctx=ast.Store() | ast.Del(), value=value) if _is_namespace(value):
            yield node.lineno, "through __dict__"
        case ast.Constant(value=str(text)) if SQL.search(text):
            yield node.lineno, "SQL"
        case ast.Call():
            yield from ((node.lineno, how) for how in _of_call(node))


def _of_call(call: ast.Call) -> Iterator[str]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name in ("setattr", "__setattr__"):
        names = [argument for argument in call.args if isinstance(argument, ast.Constant)]
        if not names:
            yield "name worked out"
        elif any(argument.value == "status" for argument in names):
            yield "setattr"
    if name == "update" and isinstance(call.func, ast.Attribute) and _is_namespace(call.func.value):
        yield "through __dict__"
    if name in NAMES_FIELDS and _says_status(call):
        yield f"{name} with the name of the field"
    if (name in WRITES and not _is_of_another_model(call.func)) or name == "Article":
        if any(word.arg == "status" for word in call.keywords) or _says_status(call):
            yield name
        elif any(word.arg is None and not isinstance(word.value, ast.Dict) for word in call.keywords):
            yield f"{name} with values worked out"


def _is_namespace(node: ast.expr) -> bool:
    match node:
        case ast.Attribute(attr="__dict__"):
            return True
        case ast.Call(func=ast.Name(id="vars")):
            return True
    return False


def _says_status(call: ast.Call) -> bool:
    """Whether a list or dictionary among what is given holds the word."""
    given = [*call.args, *(word.value for word in call.keywords)]
    return any(
        isinstance(part, ast.Constant) and part.value == "status"
        for value in given
        if isinstance(value, ast.List | ast.Tuple | ast.Set | ast.Dict)
        for part in ast.walk(value)
    )


def _is_of_another_model(function: ast.expr) -> bool:
    """Whether a chain of calls begins with a class that is not the article: ``Event.objects.create``."""
    while isinstance(function, ast.Attribute | ast.Call):
        function = function.value if isinstance(function, ast.Attribute) else function.func
    return isinstance(function, ast.Name) and function.id[:1].isupper() and function.id != "Article"


def test_only_the_workflow_writes_a_status():
    found = [
        f"{path}, line {line}: {how}"
        for path in MODULES
        for line, how in writes((ROOT / path).read_text(encoding="utf-8"))
        if WORKFLOW not in path.parents and not (how.endswith("worked out") and path.as_posix() in WORKED_OUT)
    ]
    assert not found, "\n".join(["", *found, "", str(__doc__)])


def test_in_the_workflow_a_few_functions_write_it():
    """A decision, an adopted text and a void pass go through one function; a working copy begins as a draft.

    ``text_saved`` brings a row that a form holds up to what is stored.
    """
    assert {
        (path.stem, function.name)
        for path in MODULES
        if WORKFLOW in path.parents
        for function in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef) and writes(ast.unparse(function))
    } == {("engine", "conclude"), ("decisions", "start_correction"), ("texts", "text_saved")}


def test_no_form_of_the_desk_offers_it():
    assert not Article._meta.get_field("status").editable


def test_the_exceptions_are_all_needed():
    worked_out = {
        path.as_posix()
        for path in MODULES
        for _line, how in writes((ROOT / path).read_text(encoding="utf-8"))
        if how.endswith("worked out") and WORKFLOW not in path.parents
    }
    assert worked_out == set(WORKED_OUT)


@pytest.mark.parametrize(
    ("source", "how"),
    [
        ("article.status = 'published'", "assigned"),
        ("a, article.status = 1, 2", "assigned"),
        ("for article.status in states: pass", "assigned"),
        ("article.status += 'x'", "assigned"),
        ("del article.status", "assigned"),
        ("Article.objects.filter(pk=1).update(status='draft')", "update"),
        ("rows.update(title='x', status=Status.DRAFT)", "update"),
        ("rows.update(**{'status': 'draft'})", "update"),
        ("rows.update(**values)", "update with values worked out"),
        ("Article.objects.create(title='x', status='draft')", "create"),
        ("article.working_copies.create(status='draft')", "create"),
        ("Article.objects.update_or_create(pk=1, defaults={'status': 'draft'})", "update_or_create"),
        ("Article(title='x', status='draft')", "Article"),
        ("models.Article(**values)", "Article with values worked out"),
        ("article.save(update_fields=['title', 'status'])", "save with the name of the field"),
        ("article.save(False, False, None, ('status',))", "save with the name of the field"),
        ("Article.objects.bulk_update(rows, ['status'])", "bulk_update with the name of the field"),
        ("Article.objects.bulk_create(rows, update_conflicts=True, update_fields=['status'])", "bulk_create with the name of the field"),
        ("setattr(article, 'status', 'draft')", "setattr"),
        ("setattr(article, name, value)", "name worked out"),
        ("object.__setattr__(article, 'status', 'draft')", "setattr"),
        ("article.__dict__['status'] = 'draft'", "through __dict__"),
        ("vars(article)[name] = 'draft'", "through __dict__"),
        ("article.__dict__.update(status='draft')", "through __dict__"),
        ("cursor.execute('UPDATE articles_article SET status = 1')", "SQL"),
        ("cursor.execute('''insert into\\n \"articles_article\" values (1)''')", "SQL"),
    ],
)  # fmt: skip
def test_ways_to_write_it_are_seen(source, how):
    assert how in [said for _line, said in writes(source)]


@pytest.mark.parametrize(
    "source",
    [
        "if article.status == 'draft': pass",
        "Event.objects.create(status='planned')",
        "Organization.objects.filter(pk=1).update(status='merged')",
        "Article.objects.filter(status='draft')",
        "Article.objects.create(title='x')",
        "article.save(update_fields=['title'])",
        "setattr(article, 'title', 'x')",
        "render(request, 'x.html', status=404)",
        "reverse('admin:articles_article_change')",
        "known.update(rows)",
    ],
)
def test_what_writes_none_is_let_alone(source):
    assert writes(source) == []
