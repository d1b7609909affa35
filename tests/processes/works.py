"""Pieces of work for the tests of ``common.apart``: one does what it is told, the others misbehave."""

import ctypes
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any


def work(source: Any, orders: dict[str, Any], keep: Any) -> dict[str, Any]:
    return globals()[orders["do"]](source, orders, keep)


def echo(source: Any, orders: dict[str, Any], keep: Any) -> dict[str, Any]:
    content = source.read()
    return {"files": [keep(content), keep(b""), keep(content[::-1])], "words": orders["words"]}


def tell(source: Any, orders: dict[str, Any], keep: Any) -> dict[str, Any]:
    """What the process was given."""
    kinds = ("RLIMIT_AS", "RLIMIT_CPU", "RLIMIT_FSIZE", "RLIMIT_CORE")
    return {
        "limits": [resource.getrlimit(getattr(resource, kind)) for kind in kinds], "nice": os.nice(0),
        "environment": sorted(os.environ), "django": "django" in sys.modules, "alone": os.getpid() == os.getsid(0),
    }  # fmt: skip


def chatter(source: Any, orders: dict[str, Any], keep: Any) -> dict[str, Any]:
    print("on standard output")
    os.write(1, b"even below Python")
    return {"said": True}


def eat(source: Any, orders: dict[str, Any], keep: Any) -> dict[str, Any]:
    return {"never": len([bytes(10_000_000) for _number in range(1000)])}


def loop(source: Any, orders: dict[str, Any], keep: Any) -> dict[str, Any]:
    while True:
        pass


def sleep(source: Any, orders: dict[str, Any], keep: Any) -> dict[str, Any]:
    time.sleep(10_000)
    return {}


def child(source: Any, orders: dict[str, Any], keep: Any) -> dict[str, Any]:
    """Leaves a process behind: when it ends itself, or when it is ended."""
    Path(orders["told"]).write_text(str(subprocess.Popen(["sleep", "10000"]).pid))
    return {} if orders["ends"] else loop(source, orders, keep)


def fill(source: Any, orders: dict[str, Any], keep: Any) -> dict[str, Any]:
    for _number in range(1000):
        keep(bytes(1_000_000))
    return {}


def fault(source: Any, orders: dict[str, Any], keep: Any) -> dict[str, Any]:
    ctypes.string_at(0)
    return {}


def fail(source: Any, orders: dict[str, Any], keep: Any) -> dict[str, Any]:
    raise RuntimeError("the converter broke")


def leave(source: Any, orders: dict[str, Any], keep: Any) -> dict[str, Any]:
    """Ends as if all were well, with half an answer."""
    keep(b"half")
    os._exit(0)


def no_json(source: Any, orders: dict[str, Any], keep: Any) -> dict[str, Any]:
    return {"set": {1, 2}}
