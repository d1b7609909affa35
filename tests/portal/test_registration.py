"""What the desk offers is registered with the addresses, and nowhere on the way."""

import ast
import subprocess
import sys
from pathlib import Path

from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]
OURS = [app for app in apps.get_app_configs() if Path(app.path).parent == ROOT]


def registers(source: str) -> bool:
    """Whether importing a module would register something with an admin site, or take it out."""
    return any(
        isinstance(node, ast.Attribute) and node.attr in ("register", "unregister")
        for node in ast.walk(ast.parse(source))
    )


def test_packages_named_admin_hold_nothing_but_what_they_are_for():
    packages = [Path(app.path) / "admin" / "__init__.py" for app in OURS]
    found = {path.parts[-3]: ast.parse(path.read_text()).body for path in packages if path.exists()}
    assert sorted(found) == ["accounts", "articles", "newsroom"]
    for body in found.values():
        assert [type(node) for node in body] == [ast.Expr]


def test_the_modules_that_register_are_those_that_their_app_names():
    named = {app.name: sorted(app.admin_modules) for app in OURS if hasattr(app, "admin_modules")}
    found = {
        app.name: sorted(
            path.stem for path in (Path(app.path) / "admin").glob("*.py") if registers(path.read_text())
        )
        for app in OURS
        if (Path(app.path) / "admin").is_dir()
    }
    assert found == named


def test_a_command_that_asks_for_no_page_reads_no_form_of_the_desk():
    told = (
        "import os, sys, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'portal.settings'; django.setup();"
        "print(sorted(name for name in sys.modules if name.split('.')[0] in "
        f"{sorted(app.name for app in OURS)} and 'admin' in name.split('.')))"
    )
    done = subprocess.run([sys.executable, "-c", told], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
