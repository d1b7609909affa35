"""All that is measured in requests a second, as ratios in one run: ``make bench``.

The pieces run one after the other. In each its pages take turns in several rounds, so that a busy moment of the machine
hits all alike; each round gives a ratio, and of them the smallest, the median and the largest are told. A whole run is
written into ``results.json`` and ``README.md``.
"""

import argparse
import datetime as dt
import os
import platform
import sys
from pathlib import Path
from types import ModuleType

sys.path.insert(0, str(Path(__file__).resolve().parent))

import peer
import stored_pages
import table
import throughput
from serving import THREADS, WORKERS

# Each has a line on what it ``COMPARES`` and a function ``measure(seconds, rounds)`` that gives rates by page.
PIECES: dict[str, ModuleType] = {"uncached": throughput, "stored": stored_pages, "peer": peer}


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="ratios", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seconds", type=float, default=3.0, help="length of one measurement (3)")
    parser.add_argument("--rounds", type=int, default=5, help="measurements of each page (5)")
    parser.add_argument("--only", choices=PIECES, help="one piece alone; nothing is written then")
    options = parser.parse_args(arguments)
    circumstances = {
        "date": dt.datetime.now(dt.UTC).date().isoformat(),
        "processors": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
        "workers": WORKERS, "threads": THREADS, "connections": throughput.CONNECTIONS,
        "rounds": options.rounds, "seconds": options.seconds,
    }  # fmt: skip
    ratios, left_out = [], []
    for name in [options.only] if options.only else PIECES:
        piece = PIECES[name]
        try:
            rates = piece.measure(options.seconds, options.rounds)
        except peer.NotMadeError as missing:
            left_out.append(str(missing))
            continue
        ratios += [table.Ratio.of(rates, compared) for compared in piece.COMPARES]
    print(table.text(ratios, circumstances, left_out))
    if not options.only:
        table.write(ratios, circumstances, left_out, Path(__file__).parent)


if __name__ == "__main__":
    main()
