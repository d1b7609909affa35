"""How long a page of results takes on a million articles: ``python bench/search_speed.py``.

Every query is asked of the whole page, rendered, without any cache of pages, as many times as there are rounds; the
first time counts like any other. A kind's limit is one for p95. Times are those of the clock, and beside them the
processor time of Python and PostgreSQL together, which says the same on a busy machine. ``--set test`` asks the queries
that nothing was tuned on.

The database is that of ``growth.py``, with what the search finds of it: ``manage.py make_content --articles 1000000``
in the same ``VAR_DIR``, which takes the longest; ``--folder`` names another.
"""

import argparse
import os
import statistics
import sys
import time
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

Ask = Callable[[str, dict[str, str]], tuple[float, float]]


@dataclass(frozen=True)
class Kind:
    """Queries of one kind, those that may be tuned on and others; ``most`` milliseconds of p95. Each is asked with each
    of ``narrowed``, further parameters, in which the names of ``places`` stand for addresses."""

    name: str
    most: float
    tuning: list[str]
    test: list[str]
    address: str = "/search/"
    narrowed: list[dict[str, str]] = field(default_factory=lambda: [{}])


def kinds() -> list[Kind]:
    with (ROOT / "bench" / "search_speed.toml").open("rb") as file:
        return [Kind(**kind) for kind in tomllib.load(file)["kind"]]


def main(arguments: list[str] | None = None) -> int:
    """Print the table; 0 when every kind keeps to its limit."""
    parser = argparse.ArgumentParser(prog="search_speed", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5, help="times that each query is asked (5)")
    parser.add_argument("--set", choices=["tuning", "test"], default="tuning", help="which queries (tuning)")
    parser.add_argument("--only", default="", help="only the kinds whose name holds this word")
    parser.add_argument("--slowest", action="store_true", help="name the slowest query of each kind")
    parser.add_argument(
        "--explain", type=Path, help="write there how ten queries are read, and measure nothing"
    )
    parser.add_argument(
        "--folder", type=Path, default=ROOT / "var" / "growth" / "1000000", help="where the database is"
    )
    options = parser.parse_args(arguments)
    os.environ["VAR_DIR"] = str(options.folder)
    ask = asking()
    report_sizes()
    if options.explain:
        options.explain.write_text("\n".join(explained()), encoding="utf-8")
        return 0
    print(f"\n{'kind':<20}{'queries':>8}{'p50':>8}{'p95':>8}{'max':>8}{'limit':>8}{'processor p95':>16}")
    values, are_kept = places(), True
    for kind in kinds():
        if options.only in kind.name:
            are_kept &= measure(kind, getattr(kind, options.set), values, ask, options)
    return 0 if are_kept else 1


def measure(
    kind: Kind, asked: Sequence[str], values: dict[str, str], ask: Ask, options: argparse.Namespace
) -> bool:
    """One line of the table; whether the limit is kept."""
    cases = [
        {"q": text} | {name: value.format(**values) for name, value in narrowed.items()}
        for text in asked
        for narrowed in kind.narrowed
    ]
    times = [(*ask(kind.address, case), case) for _round in range(options.rounds) for case in cases]
    clock = sorted(ms for ms, _processor, _case in times)
    processor = sorted(ms for _ms, ms, _case in times)
    p95 = percentile(clock, 95)
    mark = "" if p95 <= kind.most else "  !"
    print(
        f"{kind.name:<20}{len(cases):>8}{statistics.median(clock):>8.1f}{p95:>8.1f}{clock[-1]:>8.1f}"
        f"{kind.most:>8.0f}{percentile(processor, 95):>16.1f}{mark}",
        flush=True,
    )
    if options.slowest:
        ms, spent, case = max(times, key=lambda entry: entry[1])
        print(f"    {spent:.1f} ms of processor time, {ms:.1f} by the clock: {case}")
    return p95 <= kind.most


def percentile(ordered: Sequence[float], percent: int) -> float:
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]


def asking() -> Ask:
    """A function that asks for a page: milliseconds by the clock, and of processor time. A query may be refused with a
    page that says so; any other answer ends the bench."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test import Client

    settings.ALLOWED_HOSTS, settings.SEARCHES_A_SECOND = ["*"], 0
    connection.settings_dict["CONN_MAX_AGE"] = None  # one backend all along, whose time is read
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")
    readers = Client()

    def processor() -> int:
        return time.process_time_ns() + int(backend.read_text().split()[0])

    def ask(address: str, values: dict[str, str]) -> tuple[float, float]:
        began, spent = time.perf_counter_ns(), processor()
        answer = readers.get(address, values)
        took = (time.perf_counter_ns() - began) / 1e6, (processor() - spent) / 1e6
        if answer.status_code not in (200, 400):
            raise SystemExit(f"{address} {values} answers {answer.status_code}")
        return took

    ask("/search/", {"q": "dictionaries are loaded once"})
    return ask


def places() -> dict[str, str]:
    """What the filters name: a section and a tag that many articles have, an organization in the middle of the tree."""
    from articles.models import Section, Tag
    from organizations.models import Organization

    def first(rows: Any) -> str:
        return str(rows.order_by("pk").values_list("slug", flat=True)[0])

    return {
        "section": first(Section.objects.all()), "tag": first(Tag.objects.all()),
        "organization": first(Organization.objects.filter(parent__parent__isnull=False)),
        "union": first(Organization.objects.all()),
    }  # fmt: skip


def report_sizes() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT kind, count(*) FROM search_document GROUP BY kind ORDER BY count(*) DESC")
        kinds = dict(cursor.fetchall())
        cursor.execute(
            "SELECT pg_relation_size('search_document'), pg_table_size('search_document'),"
            " pg_relation_size('search_vector'), pg_indexes_size('search_document')"
        )
        rows, table, vectors, indexes = (size / 2**30 for size in cursor.fetchone())
    print(f"{sum(kinds.values()):,} documents, {kinds.get('article', 0):,} of them articles")
    print(f"GB: rows {rows:.2f}, their vectors {table - rows:.2f}, index of those {vectors:.2f}")
    print(f"all other indexes {indexes - vectors:.2f}")


EXPLAINED = (
    "工",
    "职工",
    "职工夜校",
    "夜校 钳工",
    "区总工会",
    "量子隧穿",
    "jineng",
    '"休息休假、食堂饭价"',
    "职工 -夜校",
    "钳工多少年成为班组长",
)


def explained() -> Iterator[str]:
    """Of ten queries, how each statement that finds documents is read."""
    from django.db import connection, transaction
    from django.test.utils import CaptureQueriesContext

    from search import finding, queries

    for text in EXPLAINED:
        with CaptureQueriesContext(connection) as captured:
            finding.find(queries.read(text))
        yield f"\n=== {text}"
        for query in captured.captured_queries:
            statement = query["sql"]
            if "search_document" not in statement or not statement.lstrip().startswith(("SELECT", "WITH")):
                continue
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(
                    "SET LOCAL enable_seqscan = off; SET LOCAL max_parallel_workers_per_gather = 0"
                )
                cursor.execute("EXPLAIN (ANALYZE, BUFFERS) " + statement)
                yield f"\n-- {' '.join(statement.split())[:1500]}"
                yield from (line for (line,) in cursor.fetchall())


if __name__ == "__main__":
    sys.exit(main())
