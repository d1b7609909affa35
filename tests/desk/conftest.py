"""What several tests of the desk share. They look at all that is registered there, some of them before any page is
asked for."""

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from portal.desk.registration import register_all
from tests.conftest import Cast
from tests.desk.probes import World, make_world
from tests.shared import undone

register_all()


@pytest.fixture(scope="module")
def stage(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Cast, World]]:
    """Everybody, and one row of everything, made once for this module."""
    with undone(django_db_blocker, tmp_path_factory.mktemp("stage")):
        cast = Cast()
        for person in ("correspondent", "other_correspondent", "editor", "section_chief", "chief_editor",
                       "administrator", "stranger"):  # fmt: skip
            assert getattr(cast, person)
        yield cast, make_world(cast)
