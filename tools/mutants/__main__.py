"""Mutation tests of the modules that decide who may do what: ``make mutants``, or some of them with ``ARGS``.

mutmut changes one thing at a time in a copy under ``var/mutants`` and runs the tests that reach it; a mutant that no
test notices survives. Printed are the survivors and the share that was killed; it ends with an error below 95 %.
What survives for good reason stands in ``docs/mutants.md``. Takes minutes, so it is no part of ``make test``.

    make mutants ARGS="articles/policy.py articles/workflow/engine.py"

What was killed is kept until its function changes; ``ARGS=--anew`` forgets it, as is right after tests were loosened.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PLACE = ROOT / "var" / "mutants"
MODULES = (
    "articles/workflow/decisions.py", "articles/workflow/engine.py", "articles/workflow/texts.py",
    "articles/actions.py", "articles/refusals.py", "articles/policy.py", "articles/snapshots.py",
    "articles/models/status.py", "articles/content/__init__.py", "articles/content/kinds.py",
    "articles/content/parts.py", "articles/content/schema.py",
)  # fmt: skip
# Enough to kill what can be killed, and no more: all of them run twice before the first mutant.
TESTS = (
    "tests/articles/test_table_of_actions.py", "tests/articles/test_refusals.py", "tests/articles/test_policy.py",
    "tests/articles/test_workflow.py", "tests/articles/test_corrections_and_withdrawal.py",
)  # fmt: skip
KILLED_AT_LEAST = 95  # percent
# What mutmut keeps of a run, by the code with which it ended; a mutant that never ends is killed too.
SAID = {
    0: "survived",
    1: "killed",
    5: "no tests",
    33: "no tests",
    24: "killed",
    -24: "killed",
    36: "killed",
    152: "killed",
    None: "not run",
}
CONFIGURATION = """
[tool.mutmut]
source_paths = ["articles"]
only_mutate = {modules}
also_copy = {folders}
pytest_add_cli_args = ["-p", "tools.mutants.plugin", "--reuse-db"]
pytest_add_cli_args_test_selection = {tests}
track_dependencies = false
use_git_change_detection = false
timeout_constant = 120.0
"""


def prepare(modules: list[str]) -> None:
    """Make the folder in which mutmut works: links to the project, and a configuration."""
    PLACE.mkdir(parents=True, exist_ok=True)
    folders = []
    for path in sorted(ROOT.iterdir()):
        if path.name.startswith(".") or path.name in ("var", "node_modules", "pyproject.toml"):
            continue
        link = PLACE / path.name
        if not link.is_symlink():
            link.symlink_to(path)
        if path.name != "articles":
            folders.append(path.name)
    settings = (ROOT / "pyproject.toml").read_text()
    tests = [test for test in TESTS if (ROOT / test).exists()]
    settings += CONFIGURATION.format(modules=modules, folders=folders, tests=tests)
    (PLACE / "pyproject.toml").write_text(settings)
    work = PLACE / "mutants"
    work.mkdir(exist_ok=True)
    if not (work / "var").is_symlink():
        (work / "var").symlink_to(ROOT / "var")  # the embedded server is the project's


def mutmut(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(PLACE)}
    return subprocess.run(
        [sys.executable, "-m", "mutmut", *arguments], cwd=PLACE, env=environment, text=True, check=False,
        stdout=None if arguments[0] == "run" else subprocess.PIPE,
    )  # fmt: skip


def results(module: str) -> dict[str, str]:
    """What became of each mutant of a module.

    mutmut takes an internal error of pytest for a kill; here it is one of the run itself, and no kill.
    """
    file = PLACE / "mutants" / f"{module}.meta"
    codes = json.loads(file.read_text())["exit_code_by_key"] if file.exists() else {}
    return {name: SAID.get(code, "error of the run") for name, code in codes.items()}


def forget_what_was_not_killed(modules: list[str]) -> None:
    """Tests that were added since may kill it now."""
    for module in modules:
        file = PLACE / "mutants" / f"{module}.meta"
        if file.exists():
            meta = json.loads(file.read_text())
            kept = {
                name: code for name, code in meta["exit_code_by_key"].items() if SAID.get(code) == "killed"
            }
            meta["exit_code_by_key"] = {name: kept.get(name) for name in meta["exit_code_by_key"]}
            file.write_text(json.dumps(meta, indent=4))


def report(modules: list[str]) -> bool:
    """Print survivors and shares; whether each module has enough killed."""
    enough = True
    for module in modules:
        found = results(module)
        for name, said in sorted(found.items()):
            if said != "killed":
                print(f"\n{said}: {name}")
                print(mutmut("show", name).stdout)
        killed = list(found.values()).count("killed")
        share = 100 * killed / len(found) if found else 100.0
        print(f"{module}: {killed} of {len(found)} killed, {share:.1f} %", flush=True)
        enough = enough and share >= KILLED_AT_LEAST
    return enough


def main() -> int:
    parser = argparse.ArgumentParser(prog="make mutants", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("modules", nargs="*", metavar="module", help=f"of these: {', '.join(MODULES)}")
    parser.add_argument("--anew", action="store_true", help="forget the results of earlier runs")
    options = parser.parse_args()
    modules = options.modules or list(MODULES)
    if unknown := [module for module in modules if module not in MODULES]:
        parser.error(f"no module of the list: {', '.join(unknown)}")
    if options.anew:
        shutil.rmtree(PLACE, ignore_errors=True)
    prepare(modules)
    names = [module.removesuffix(".py").replace("/", ".") + ".*" for module in modules]
    forget_what_was_not_killed(modules)
    done = mutmut("run", "--max-children", "2", *names)
    if done.returncode:
        return done.returncode
    return 0 if report(modules) else 1


if __name__ == "__main__":
    sys.exit(main())
