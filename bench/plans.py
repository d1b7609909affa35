"""Whether a readers' page scans a large table or reads many rows: ``python bench/plans.py``, on a million articles.

Every query of every kind of readers' page is explained as it is run, in the large database of ``growth.py``. It fails
for a plan that scans a table of more than 10,000 rows from beginning to end, and for one that looks at more than
5,000 rows.
"""

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

LARGE, MOST_ROWS = 10_000, 5_000


def main(arguments: list[str] | None = None) -> int:
    """Print what is wrong, a line a query; 0 when nothing is."""
    import growth

    parser = argparse.ArgumentParser(prog="plans", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only", default="", help="only the pages whose name holds this word")
    parser.add_argument("--folder", type=Path, default=ROOT / "var" / "growth", help="where the database is")
    options = parser.parse_args(arguments)
    os.environ |= growth.database(options.folder, growth.SIZES[-1])
    ask = growth.client()
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from kinds_of_pages import DESK, addresses

    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND reltuples > %s", [LARGE])
        large = {name for (name,) in cursor.fetchall()}
    wrong = 0
    for name, address in addresses().items():
        if name.startswith(DESK) or options.only not in name:
            continue
        with CaptureQueriesContext(connection) as queries:
            ask(name, address)
            asked = [query["sql"] for query in queries.captured_queries]
        for statement in asked:
            if not statement.lstrip().startswith(("SELECT", "WITH")):
                continue
            for complaint in complaints(plan_of(statement), large):
                wrong += 1
                print(f"{name} ({address}): {complaint}\n    {' '.join(statement.split())[:300]}", flush=True)
    print(f"{wrong} plans read too much" if wrong else "no page scans a large table or reads many rows")
    return 1 if wrong else 0


def plan_of(statement: str) -> dict[str, Any]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (ANALYZE, FORMAT JSON) " + statement)
        (answer,) = cursor.fetchone()
    plan: dict[str, Any] = (json.loads(answer) if isinstance(answer, str) else answer)[0]["Plan"]
    return plan


def complaints(plan: dict[str, Any], large: set[str]) -> list[str]:
    """What is wrong with a plan: whole tables that it reads, and how many rows it looked at in all."""
    nodes = [plan]
    for node in nodes:
        nodes += node.get("Plans", [])
    reads = [node for node in nodes if "Relation Name" in node]
    whole = {
        node["Relation Name"] for node in reads if node["Node Type"] == "Seq Scan" and node["Actual Loops"]
    }
    found = [f"reads all of {table}" for table in sorted(whole & large)]
    rows = sum(
        (node["Actual Rows"] + node.get("Rows Removed by Filter", 0)) * node["Actual Loops"] for node in reads
    )
    return [*found, f"looks at {rows:,.0f} rows"] if rows > MOST_ROWS else found


if __name__ == "__main__":
    sys.exit(main())
