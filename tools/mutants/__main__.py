"""Mutation tests of the modules that decide who may do what: ``make mutants``, or some of them with ``ARGS``.

One thing at a time is changed, and the tests that reach it run; a mutant that no test notices survives. Printed are
the survivors and the share that was killed; it ends with an error below 95 %. What survives for good reason stands in
``docs/mutants.md``. Takes long, so it is no part of ``make test``.

    make mutants ARGS="--jobs 1 articles/policy.py articles/actions.py"
"""

import argparse
import os
import subprocess
import sys
import time

from tools.mutants.making import RESULTS, ROOT, Mutated

KILLED_AT_LEAST = 95  # percent
# Modules, and the tests that are enough to kill what can be killed in them; all of these run before the first mutant.
GROUPS = (
    (
        ("articles/content/__init__.py", "articles/content/kinds.py", "articles/content/parts.py",
         "articles/content/posted_rows.py", "articles/content/schema.py", "articles/snapshots.py"),
        ("test_content", "test_content_in_forms", "test_stored_contents", "test_snapshots"),
    ),
    (("articles/policy.py", "articles/models/status.py"), ("test_policy", "test_refusals")),
    (
        ("articles/actions.py", "articles/refusals.py"),
        ("test_reasons", "test_table_of_actions", "test_refusals", "test_decisions", "test_policy",
         "test_withdrawal_requests"),
    ),
    (("articles/workflow/texts.py",), ("test_saving_texts", "test_corrections_and_withdrawal")),
    (
        ("articles/workflow/decisions.py", "articles/workflow/engine.py"),
        ("test_handed_to_the_engine", "test_decisions", "test_refusals", "test_saving_texts", "test_workflow",
         "test_corrections_and_withdrawal", "test_withdrawal_requests"),
    ),
)  # fmt: skip
MODULES = tuple(module for modules, _tests in GROUPS for module in modules)


def run(modules: list[str], tests: tuple[str, ...], options: argparse.Namespace) -> bool:
    """Whether the tests ran on all mutants of these modules."""
    environment = {
        **os.environ, "MUTANTS_OF": " ".join(modules), "MUTANTS_JOBS": str(options.jobs),
        "MUTANTS_SECONDS": options.seconds, "MUTANTS_ONLY_LEFT": "yes" if options.left else "",
    }  # fmt: skip
    files = [f"tests/articles/{name}.py" for name in tests]
    # Nobody reads why a test failed on a mutant, and saying it well takes longer than most tests.
    quickly = ["--assert=plain", "--tb=native", "-qq", "-s", "--reuse-db"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "tools.mutants.plugin", *quickly, *files],
        cwd=ROOT, env=environment, check=False,
    )  # fmt: skip
    return done.returncode == 0


def report(module: str) -> tuple[int, int]:
    """Print the survivors; how many mutants there are, and how many were killed."""
    made = Mutated(module)
    found = made.found
    for name in made.names:
        if not found.get(name):
            print(f"\n{'reached by no test' if found.get(name) == '' else 'survived'}: {name}")
            print(made.difference(name))
    return len(made.names), sum(bool(found.get(name)) for name in made.names)


def main() -> int:
    parser = argparse.ArgumentParser(prog="make mutants", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("modules", nargs="*", metavar="module", help=f"of these: {', '.join(MODULES)}")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="so many at once")
    parser.add_argument(
        "--seconds", default="", help="give up on a mutant after so much of its tests; else after all"
    )
    parser.add_argument(
        "--left",
        action="store_true",
        help="only what the last run left over in modules that did not change since",
    )
    parser.add_argument("--report", action="store_true", help="only print what the last run found")
    options = parser.parse_args()
    wanted = options.modules or list(MODULES)
    if unknown := [module for module in wanted if module not in MODULES]:
        parser.error(f"no module of the list: {', '.join(unknown)}")
    RESULTS.mkdir(parents=True, exist_ok=True)
    shares = []
    lines = []
    for group, tests in GROUPS:
        modules = [module for module in group if module in wanted]
        begun = time.monotonic()
        if modules and not options.report and not run(modules, tests, options):
            return 2
        minutes = (time.monotonic() - begun) / 60
        for module in modules:
            total, killed = report(module)
            shares.append(100 * killed / total)
            lines.append(f"{module}: {killed} of {total} killed, {shares[-1]:.1f} %")
        if modules:
            lines.append(f"  in {minutes:.1f} minutes")
    print("\n" + "\n".join(lines))
    return 0 if min(shares) >= KILLED_AT_LEAST else 1


if __name__ == "__main__":
    sys.exit(main())
