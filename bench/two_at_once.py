"""Two people at one article in the same moment, again and again: ``python bench/two_at_once.py [TRIALS]``.

Runs every case of ``tests/articles/test_two_at_once.py`` so many times (100 unless told) and prints how many of
them ended as they must: one decision, one clear message, no text lost.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    trials = sys.argv[1] if len(sys.argv) > 1 else "100"
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "tests/articles/test_two_at_once.py", "-q", "-n", "2", "-rf"],
        cwd=ROOT, env={**os.environ, "TRIALS": trials}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    print(f"{trials} trials of each case:")
    print("\n".join(re.findall(r"^FAILED.*$", run.stdout, re.MULTILINE)) or "no failure")
    print(run.stdout.strip().splitlines()[-1])
    return run.returncode


if __name__ == "__main__":
    raise SystemExit(main())
