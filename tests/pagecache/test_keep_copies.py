"""``manage.py keep_copies --once``: the quiet walk through the site's own list of addresses."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.factories import make_published

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def own_copies(settings, tmp_path, monkeypatch):
    settings.VAR_DIR, settings.PAGE_STORE_MB, settings.PAGE_COPIES_MB = tmp_path, 8, 8
    monkeypatch.setattr("portal.management.commands.keep_copies.os.nice", lambda more: 0)


def walked() -> int:
    out = StringIO()
    call_command("keep_copies", "--once", "--quick", stdout=out)
    return int(re.findall(r"\d+", out.getvalue())[0])


def test_every_page_once_and_then_what_has_changed():
    make_published("夜校")
    first = walked()
    assert first > 10
    assert walked() < first


def test_without_copies_it_says_so(settings):
    settings.PAGE_COPIES_MB = 0
    with pytest.raises(CommandError, match="PAGE_COPIES_MB"):
        call_command("keep_copies", "--once")
