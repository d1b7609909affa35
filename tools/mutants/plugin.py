"""A plugin of pytest that runs the tests on one mutant after another, each in a fork of this process.

First all tests run on the unchanged code, and it is noted which of them reach which function. Everything is loaded
and collected by then, so a fork can begin with the first test at once: most mutants are gone in a part of a second.
A fork has a test database of its own, made from the first as a template; a fork that died while it wrote, and every
fiftieth one, leaves its database to be made anew, so that nothing which one mutant wrote kills the next.
"""

import gc
import os
import signal
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import accumulate

import pytest
from _pytest.runner import runtestprotocol
from django.conf import settings
from django.db import connections
from mutmut.mutation.trampoline import set_mutant_under_test
from mutmut.state import state
from pytest_django.plugin import blocking_manager_key

from tools.mutants import making

TEMPLATE = "mutants_0"
JOBS = int(os.environ["MUTANTS_JOBS"])
# So long may the tests of a mutant take together, as measured on the unchanged code; without it, all of them run.
SECONDS = float(os.environ["MUTANTS_SECONDS"]) if os.environ.get("MUTANTS_SECONDS") else None
FORKS_PER_DATABASE = 50
# A mutant that never ends is killed after its tests' own time, so many times and so many seconds more.
PATIENCE, SECONDS_MORE = 10, 20
# Whether what the last run has killed counts as killed.
ONLY_LEFT = bool(os.environ.get("MUTANTS_ONLY_LEFT"))
NOTHING, EVERYWHERE = "no mutant", "everywhere"

making.make(os.environ["MUTANTS_OF"].split())
os.register_at_fork(before=connections.close_all)


@dataclass
class Slot:
    """A database for the forks, one after another."""

    number: int
    forks: int = 0
    spoiled: bool = True

    @property
    def database(self) -> str:
        return f"mutants_{self.number}"


@dataclass
class Fork:
    mutant: str
    slot: Slot
    said: int  # a file descriptor: the test that failed, or nothing
    begun: float = field(default_factory=time.monotonic)


class Run:
    def __init__(self, session: pytest.Session) -> None:
        self.session = session
        self.items = {item.nodeid: item for item in session.items}
        self.seconds: dict[str, float] = {}
        self.reached: dict[str, set[str]] = defaultdict(set)
        self.killers: dict[str, Counter[str]] = defaultdict(Counter)
        self.slots = [Slot(number) for number in range(1, JOBS + 1)]
        self.forks: dict[int, Fork] = {}
        self.before = {name: test for made in making.MADE.values() for name, test in made.found.items()}
        self.found: dict[str, str | None] = {}

    def everything(self) -> None:
        self.look()
        names = [name for made in making.MADE.values() for name in made.names]
        gc.freeze()  # what is there by now is shared by all forks: the collector shall not write into it
        known = {name for made in making.MADE.values() if ONLY_LEFT and made.is_known for name in made.names}
        self.found = {name: test for name in known if (test := self.before.get(name))}
        for number, name in enumerate(names, 1):
            if name in self.found:
                continue
            tests = self.reached[making.original(name)]
            self.found[name] = "" if not tests else None
            if tests:
                self.begin(name, self.in_order(name, tests))
            if number % 25 == 0:
                self.keep()
                killed = sum(bool(killer) for killer in self.found.values())
                print(f"{number} of {len(names)} mutants, {killed} killed", flush=True)
        while self.forks:
            self.wait()
        self.keep()
        killing = {killer for killer in self.found.values() if killer in self.items}
        self.begin(NOTHING, sorted(killing, key=self.seconds.__getitem__))
        while self.forks:
            self.wait()
        if failed := self.found.pop(NOTHING, None):
            pytest.exit(f"without any mutant, too, this test fails in a fork: {failed}", 1)

    def keep(self) -> None:
        for made in making.MADE.values():
            made.keep(self.found)

    def look(self) -> None:
        """Run all tests on the unchanged code."""
        set_mutant_under_test("stats")
        first = self.session.items[0]
        for nodeid, item in self.items.items():
            begun = time.monotonic()
            if failed := self.failed(item, first):
                pytest.exit(f"on the unchanged code this test fails: {nodeid}\n{failed}", 1)
            self.seconds[nodeid] = time.monotonic() - begun
            for function in state()._stats:
                self.reached[f"{function}__mutmut"].add(nodeid)
            state()._stats.clear()
        set_mutant_under_test("")
        print(f"{len(self.items)} tests pass on the unchanged code", flush=True)

    def failed(self, item: pytest.Item, following: pytest.Item) -> str:
        """Run a test; why it failed, if it did. The fixtures of the session stay."""
        self.session._setupstate.teardown_exact(item)
        reports = runtestprotocol(item, log=False, nextitem=following)
        return "\n".join(report.longreprtext or "failed" for report in reports if report.failed)

    def in_order(self, name: str, tests: set[str]) -> list[str]:
        """First what killed it the last time; then what has killed many in a short time, its neighbours above all."""
        near, far = self.killers[making.original(name)], self.killers[EVERYWHERE]

        def promise(test: str) -> float:
            return (10 * near[test] + far[test] + 0.2) / (self.seconds[test] + 0.05)

        order = sorted(tests, key=lambda test: (test != self.before.get(name), -promise(test)))
        return order if SECONDS is None else self.shortened(order, SECONDS)

    def shortened(self, tests: list[str], limit: float) -> list[str]:
        sums = accumulate(self.seconds[test] for test in tests)
        return [test for test, together in zip(tests, sums, strict=True) if together <= limit] or tests[:1]

    def begin(self, name: str, tests: list[str]) -> None:
        while not self.slots:
            self.wait()
        slot = self.slots.pop()
        if slot.spoiled or slot.forks >= FORKS_PER_DATABASE:
            self.make_anew(slot)
        slot.forks += 1
        reading, writing = os.pipe()
        pid = os.fork()
        if pid == 0:
            self.be(name, tests, slot, writing)
        os.close(writing)
        self.forks[pid] = Fork(name, slot, reading)

    def make_anew(self, slot: Slot) -> None:
        connection = connections["default"]
        connection.close()
        with (
            self.session.config.stash[blocking_manager_key].unblock(),
            connection._nodb_cursor() as cursor,
        ):
            cursor.execute(f'DROP DATABASE IF EXISTS "{slot.database}" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{slot.database}" TEMPLATE "{TEMPLATE}"')
        slot.forks, slot.spoiled = 0, False

    def be(self, name: str, tests: list[str], slot: Slot, said: int) -> None:
        """The fork: the tests on one mutant until one fails. Never returns."""
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(SECONDS_MORE + int(PATIENCE * sum(self.seconds[test] for test in tests)))
        settings.DATABASES["default"]["NAME"] = connections["default"].settings_dict["NAME"] = slot.database
        set_mutant_under_test("" if name == NOTHING else name)
        try:
            for test, following in zip(tests, [*tests[1:], tests[-1]], strict=True):
                if self.failed(self.items[test], self.items[following]):
                    os.write(said, test.encode())
                    break
            connections.close_all()
            os._exit(0)
        finally:
            os._exit(3)  # an error of the run itself

    def wait(self) -> None:
        pid, status = os.wait()
        fork = self.forks.pop(pid)
        with os.fdopen(fork.said) as pipe:
            killer = pipe.read()
        code = os.waitstatus_to_exitcode(status)
        if code == -signal.SIGALRM:
            killer = "it never ends"
        elif code:
            pytest.exit(f"the fork of {fork.mutant} ended with {code}", 1)
        fork.slot.spoiled = bool(code)
        self.slots.append(fork.slot)
        self.found[fork.mutant] = killer or None
        if killer in self.items:
            self.killers[making.original(fork.mutant)][killer] += 1
            self.killers[EVERYWHERE][killer] += 1


def pytest_configure() -> None:
    connections["default"].settings_dict["TEST"]["NAME"] = TEMPLATE


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool:
    run = Run(session)
    run.everything()
    return True
