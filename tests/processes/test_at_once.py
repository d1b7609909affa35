"""Work that several processes do at the same time."""

import os
import select
import signal
import subprocess
import sys
from concurrent.futures.process import BrokenProcessPool

import pytest
from django.db import connection

from common.processes import at_once

LONGEST_WAIT = 60  # seconds, for a process that has to end


def doubled(number: int) -> int:
    return 2 * number


def database(_part: int) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database()")
        return str(cursor.fetchone()[0])


def killed(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def wait_for_ever(_part: int) -> None:
    print(os.getpid(), flush=True)
    signal.pause()


@pytest.mark.parametrize("processes", [1, 2])
def test_what_becomes_of_each_part_in_their_order(processes):
    assert list(at_once(doubled, iter(range(20)), processes)) == [2 * number for number in range(20)]


@pytest.mark.django_db
def test_all_work_on_the_database_of_the_one_that_began_them():
    own = connection.settings_dict["NAME"]
    assert list(at_once(database, [1, 2], 2)) == [own, own]


def test_parts_are_taken_as_they_are_needed():
    taken = []
    made = at_once(doubled, (taken.append(number) or number for number in range(100)), 2)
    assert next(made) == 0
    assert len(taken) == 5
    made.close()


def test_one_that_was_killed_is_told():
    with pytest.raises(BrokenProcessPool):
        list(at_once(killed, [1, 2, 3], 2))


def test_they_end_with_the_one_that_began_them():
    begun = subprocess.Popen(
        [sys.executable, "-c", "from tests.processes import test_at_once as t; t.begin_and_wait()"],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert begun.stdout is not None
    child = os.pidfd_open(int(begun.stdout.readline()))
    begun.kill()
    begun.wait()
    assert select.select([child], [], [], LONGEST_WAIT)[0] == [child]
    os.close(child)
    begun.stdout.close()


def begin_and_wait() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    list(at_once(wait_for_ever, [1], 2))
