"""Does the search find what people look for? Judged queries over the demonstration, beside ``simple`` and LIKE.

    .venv/bin/python bench/search_quality [--set test] [--misses]

``queries.toml`` was written from the demonstration's texts before any search was run on them; every third query of a
kind is of the test set, on which nothing is tuned. Recall and nDCG are those of the first ten results; slips count by
what is asked back, and queries with nothing to find by nothing being shown. ``cases.toml`` holds thirty cases of what
Chinese search is known to fail at.

The database is the bench's own, below ``var/search_quality``, and made anew each time: dates of the demonstration are
counted from its loading. Ends with 1 where the wanted figures of the test set or a case are missed.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
FOLDER = ROOT / "var" / "search_quality"
os.environ["VAR_DIR"] = str(FOLDER)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
sys.path[:0] = [str(ROOT)]

import django
from judged import FIRST, Answer, Figures, Judged, Key, is_right, ndcg, read, recall

Table = dict[tuple[str, str], dict[str, Figures]]  # by set and kind, by engine

WANTED = {"recall": 0.97, "ndcg": 0.9}  # of the test set


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--set", choices=["test", "tuning"], help="one of the two sets (both)")
    parser.add_argument("--misses", action="store_true", help="list what was missed in the tuning set")
    parser.add_argument(
        "--json", type=Path, default=FOLDER / "figures.json", help="where the figures are written"
    )
    options = parser.parse_args()
    django.setup()
    with database():
        good = measure([options.set] if options.set else ["tuning", "test"], options)
    sys.exit(not good)


@contextmanager
def database() -> Iterator[None]:
    """The bench's own database, made anew, with the demonstration in it and everything that can be found."""
    from django.core.management import call_command
    from django.db import connection

    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        import engines

        call_command("load_demo", verbosity=0)
        engines.bring_up_to_date()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE search_document")  # as it is in a portal of some hours
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def measure(sets: Sequence[str], options: argparse.Namespace) -> bool:
    """Ask, print, write; whether everything that is wanted was reached."""
    import cases
    import engines

    titles = engines.titles()
    queries = read(HERE / "queries.toml", titles)
    queries = [query for query in queries if query.set in sets]
    engines.lay_out_texts()
    answers = {
        name: {id(query): engine(query.text) for query in queries} for name, engine in engines.ENGINES.items()
    }
    figures: Table = {}
    for of_set in sets:
        kinds = list(dict.fromkeys(query.kind for query in queries))
        for kind in [*kinds, "all"]:
            chosen = [query for query in queries if query.set == of_set and kind in (query.kind, "all")]
            figures[of_set, kind] = {
                name: Figures.of(chosen, lambda query, given=given: given[id(query)])
                for name, given in answers.items()
            }
    report(figures)
    if options.misses and "tuning" in sets:
        chosen = [query for query in queries if query.set == "tuning"]
        list_misses(chosen, answers["portal"], dict(titles))
    outcome = cases.run(HERE / "cases.toml")
    print(f"\ncases: {sum(not wrong for _name, wrong in outcome)} of {len(outcome)} right")
    for name, wrong in outcome:
        for fault in wrong:
            print(f"  {name}: {fault}")
    write(options.json, figures, outcome)
    test = figures.get(("test", "all"), {}).get("portal")
    reached = test is None or all((getattr(test, name) or 0) >= least for name, least in WANTED.items())
    return reached and not any(wrong for _name, wrong in outcome)


def report(figures: Table) -> None:
    """One table: by set and kind, of each engine recall@10 and nDCG@10, or how many were right."""
    names = list(next(iter(figures.values())))
    print(
        f"{'set':<8}{'kind':<11}{'queries':>7}  "
        + "".join(f"{name + ' recall@10  nDCG@10':>26}" for name in names)
    )
    for (of_set, kind), by_engine in figures.items():
        number = by_engine[names[0]].queries
        print(
            f"{of_set:<8}{kind:<11}{number:>7}  " + "".join(f"{cell(by_engine[name]):>26}" for name in names)
        )


def cell(found: Figures) -> str:
    parts = [] if found.recall is None else [f"{found.recall:.3f}", f"{found.ndcg:.3f}"]
    return "  ".join([*parts, *([f"{found.right}/{found.asked} right"] if found.asked else [])])


def list_misses(queries: Sequence[Judged], answers: Mapping[int, Answer], titles: Mapping[Key, str]) -> None:
    """What of the answers is not among the first ten, and what stands there instead."""
    print("\nmisses of the tuning set")
    for query in queries:
        answer = answers[id(query)]
        if not query.is_answered:
            if not is_right(query, answer):
                said = answer.meant if query.meant else [titles.get(key, key) for key in answer.keys[:3]]
                print(f"  {query.kind} | {query.text} | wrong: {said}")
            continue
        first = answer.keys[:FIRST]
        share, order = recall(query, first), ndcg(query, first)
        if share == 1 and order > 0.9:
            continue
        lost = [f"{grade} {key[0]}:{titles[key]}" for key, grade in query.grades.items() if key not in first]
        others = [f"{key[0]}:{titles.get(key, key)}" for key in first if key not in query.grades]
        print(f"  {query.kind} | {query.text} | recall {share:.2f} nDCG {order:.2f}")
        if share < 1:
            print(f"      lost: {'; '.join(lost)}")
        if others:
            print(f"      instead: {'; '.join(others[:5])}")


def write(path: Path, figures: Table, outcome: Sequence[tuple[str, list[str]]]) -> None:
    rows = [
        {"set": of_set, "kind": kind, "engine": name, **asdict(found)}
        for (of_set, kind), by_engine in figures.items()
        for name, found in by_engine.items()
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"figures": rows, "cases": dict(outcome)}, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
