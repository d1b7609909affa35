"""``manage.py rebuild_search``."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from search.models import Document
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
