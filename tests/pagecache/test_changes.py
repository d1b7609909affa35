"""What readers see has changed: every process hears of it as soon as it is committed, and of nothing before."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from django.db import connection, connections, transaction
from django.db.models import OuterRef
from django.test import Client
from django.utils import timezone

from articles import workflow
from articles.models import Article, ArticlePhoto
from organizations.models import Organization
from pagecache.changes import CHANNEL, Changes
from photos.exposure import Exposure, exposure
from photos.models import Photo
from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def changes() -> Iterator[Changes]:
    listening = Changes(patience=0)
    assert listening.generation() is not None
    yield listening
    listening.close()


def heard(changes: Changes) -> int | None:
    """What ``generation`` tells when all that was sent has arrived: an answer on the same line comes after it."""
    if changes._listening is not None and changes._listening.connection is not None:
        changes._listening.connection.execute("SELECT 1")
    return changes.generation()


def test_a_change_is_heard_once_it_is_committed(changes):
    before = heard(changes)
    with transaction.atomic():
        make.make_organization("昌平区总工会")
        assert heard(changes) == before
    after = heard(changes)
    assert after != before
    assert heard(changes) == after


def test_what_is_rolled_back_is_not_heard(changes):
    before = heard(changes)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        make.make_organization("昌平区总工会")
        raise ZeroDivisionError
    assert heard(changes) == before


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO photos_photo SELECT * FROM photos_photo WHERE false",
        "UPDATE articles_section SET name = name",
        "DELETE FROM events_eventphoto",
        "TRUNCATE articles_figure",
        "TRUNCATE organizations_person CASCADE",
    ],
)
def test_it_is_heard_whoever_says_it(changes, statement):
    before = heard(changes)
    with connection.cursor() as cursor:
        cursor.execute(statement)
    assert heard(changes) != before


def test_reading_and_what_readers_do_not_see_are_no_changes(changes):
    make.make_user("somebody")
    before = heard(changes)
    list(Photo.objects.all())
    make.make_user("another")
    assert heard(changes) == before


def test_a_broken_line_is_one_and_is_taken_up_again(changes):
    before = changes.generation()
    line = changes._listening.connection.info.backend_pid
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 60000)", [line])
    assert changes.generation() is None
    again = changes.generation()
    assert again is not None
    assert again != before


def test_without_a_database_nothing_is_heard():
    """And it is asked now and then only, so that readers wait for it as little as may be."""
    now = [0.0]
    deaf = Changes(clock=lambda: now[0])
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(connections["default"].settings_dict, "NAME", "no_such_database")
        assert deaf.generation() is None
    assert deaf.generation() is None
    now[0] += 1
    assert deaf.generation() is not None
    deaf.close()


def test_a_process_that_was_forked_has_a_line_of_its_own(changes):
    before = changes.generation()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        told = changes.generation()
        os.write(writing, str((told != before, changes._process == os.getpid())).encode())
        os._exit(0)
    os.waitpid(child, 0)
    assert os.read(reading, 100) == b"(True, True)"
    os.close(reading)
    os.close(writing)
    make.make_organization("昌平区总工会")
    assert heard(changes) != before


def test_every_table_by_which_a_picture_is_shown_announces_its_changes():
    """Those that the questions name, whatever is added to them."""
    asked = " ".join(
        str(Photo.objects.filter(pk__in=showing(OuterRef("pk")).values("pk")).query)
        for showing in [*exposure._showing, *exposure._showing_by_reading]
    )
    tables = set(re.findall(r'"((?:photos|articles|events|organizations)_[a-z]+)"(?!\.)', asked))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid WHERE tgname = relname || '_announced'"
        )
        announced = {name for (name,) in cursor.fetchall()}
    assert len(tables) == 13
    assert tables <= announced


# --- a withdrawal and the pictures of every process --------------------------------------------------
WORKER = """
import sys
import uuid
import django
from django.conf import settings
django.setup()
settings.DATABASES["default"]["NAME"] = sys.argv[1]
from tests.pagecache.test_changes import heard
from pagecache.changes import changes
from photos.exposure import exposure
for line in sys.stdin:
    heard(changes)
    print(int(exposure.is_public(uuid.UUID(line.strip()))), flush=True)
"""


@pytest.fixture
def workers() -> Iterator[list["subprocess.Popen[str]"]]:
    """Two processes that answer as workers of the portal do."""
    command = [sys.executable, "-c", WORKER, connection.settings_dict["NAME"]]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings"}
    started = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment)
        for _number in range(2)
    ]
    yield started
    for worker in started:
        worker.communicate()


def ask(workers: "list[subprocess.Popen[str]]", photo: Photo) -> list[bool]:
    """Whether each would hand the picture out."""
    answers = []
    for worker in workers:
        assert worker.stdin is not None
        assert worker.stdout is not None
        worker.stdin.write(f"{photo.key}\n")
        worker.stdin.flush()
        answers.append(worker.stdout.readline() == "1\n")
    return answers


def test_a_withdrawal_holds_in_every_process_at_once(workers):
    photo = make.make_photo()
    row = make.make_published("夜校开课")
    ArticlePhoto.objects.create(article=row, photo=photo)
    assert ask(workers, photo) == [True, True]
    chief = make.make_user("chief", roles=("chief_editor",), is_superuser=True)
    workflow.withdraw(row, by=chief, comment="有误。")
    assert ask(workers, photo) == [False, False]
    Article.objects.filter(pk=row.pk).update(status="published")
    assert ask(workers, photo) == [True, True]
    Article.objects.filter(pk=row.pk).update(expires_at=timezone.now())
    assert ask(workers, photo) == [False, False]
    Organization.objects.create(name="昌平区总工会", kind="district", logo=photo)
    assert ask(workers, photo) == [True, True]
    Organization.objects.all().delete()
    assert ask(workers, photo) == [False, False]


def test_the_index_is_dropped_by_a_change(changes, media_root):
    shown = Exposure(lambda: heard(changes), timezone.now)
    shown.add(lambda key: Organization.objects.filter(logo=key))
    photo = make.make_photo()
    assert not shown.is_public(photo.key)
    union = make.make_organization("昌平区总工会", logo=photo)
    assert shown.is_public(photo.key)
    union.delete()
    assert not shown.is_public(photo.key)
    assert Client().get(photo.rendition("jpeg", 480).url).status_code == 404


def test_the_channel_is_the_one_that_the_function_uses(changes):
    with connection.cursor() as cursor:
        before = heard(changes)
        cursor.execute("SELECT pg_notify(%s, '')", [CHANNEL])
    assert heard(changes) != before
