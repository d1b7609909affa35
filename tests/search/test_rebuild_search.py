"""``manage.py rebuild_search``."""

from concurrent.futures.process import BrokenProcessPool
from importlib import import_module
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from search import index
from search.models import Document, Due
from tests.factories import make_published

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("rebuild_search", *arguments, stdout=out)
    return out.getvalue()


def test_everything_is_made_anew_and_told():
    article = make_published("夜校")
    assert f"article: 1 (--kind article --after {article.pk})" in run()
    assert Document.objects.filter(kind="article", key=article.pk).exists()


def test_one_kind_quietly():
    make_published("夜校")
    assert run("--kind", "article", "--verbosity", "0") == ""
    assert Document.objects.get(kind="article").title == "夜校"


@pytest.mark.parametrize("arguments", [("--kind", "nothing"), ("--after", "7")])
def test_what_cannot_be_meant_is_refused(arguments):
    with pytest.raises(CommandError):
        run(*arguments)


def test_what_came_in_meanwhile_stays():
    make_published("夜校一")
    index.bring_up_to_date()

    def told(_last, _number):
        make_published("夜校二")
        index.bring_up_to_date()

    index.rebuild("article", told=told)
    titles = Document.objects.filter(kind="article").order_by("key").values_list("title", flat=True)
    assert list(titles) == ["夜校一", "夜校二"]


@pytest.mark.django_db(transaction=True)
def test_several_processes_at_the_same_time(monkeypatch):
    monkeypatch.setattr(index, "BATCH", 2)
    monkeypatch.setattr(index, "FEW", 1)
    keys = [make_published(f"夜校{number}").pk for number in range(8)]
    gone = make_published("旧稿")
    index.bring_up_to_date()
    gone.delete()
    Document.objects.filter(kind="article", key__in=keys).delete()
    told = []
    assert index.rebuild("article", told=lambda last, number: told.append((last, number)), processes=2) == 8
    assert told == [(keys[1], 2), (keys[3], 4), (keys[5], 6), (keys[7], 8)]
    documents = Document.objects.filter(kind="article").order_by("key")
    assert list(documents.values_list("key", "title")) == [(key, f"夜校{n}") for n, key in enumerate(keys)]


def test_a_process_that_was_ended_is_told(monkeypatch):
    def rebuild(*arguments):
        raise BrokenProcessPool

    monkeypatch.setattr(index, "rebuild", rebuild)
    with pytest.raises(CommandError, match="其中一个进程被终止。已报告完成的部分不必重做：请从那里继续。"):
        run("--kind", "article")


def test_a_search_waits_for_a_batch_that_has_begun_and_batches_wait_for_no_other(monkeypatch):
    """Otherwise a batch could write over a newer document what it read before the change."""
    held = []

    def make(*arguments):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT mode FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()"
                " AND (classid::bigint << 32) | objid::bigint = %s",
                [index._LOCK],
            )
            held.append(sorted(mode for (mode,) in cursor.fetchall()))

    make_published("夜校")
    monkeypatch.setattr(index, "make", make)
    index.rebuild("article")
    index.bring_up_to_date()
    assert held[0] == ["ShareLock"]
    assert all("ExclusiveLock" in modes for modes in held[1:])
    assert len(held) > 1


@pytest.mark.parametrize(("most", "due"), [(2, 2), (1, 0)])
def test_an_upgrade_makes_everything_due_unless_it_is_too_much(most, due):
    make_published("夜校", body="")
    make_published("体检", body="")
    index.bring_up_to_date()
    assert (Document.objects.count(), Due.objects.count()) == (2, 0)
    migration = import_module("search.migrations.0007_documents_are_due")
    with connection.cursor() as cursor:
        cursor.execute(migration.DUE.replace("20001", str(most + 1)).replace("20000", str(most)))
    assert Due.objects.count() == due
