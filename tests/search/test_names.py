"""Names that are offered where somebody made a slip."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from search import index, names
from tests.factories import make_section

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "typed",
    ["公匠学院", "工将学院", "工匠雪院", "工匠学员", "匠学院", "工学院", "工匠院", "工匠学", "大工匠学院", "工大匠学院", "工匠大学院",
     "工匠学大院", "工匠学院大"],
)  # fmt: skip
def test_one_character_otherwise_too_much_or_missing(typed):
    make_section("工匠学院")
    make_section("工人学堂")
    index.bring_up_to_date()
    assert "工匠学院" in {name for name, _kind, _key in names.meant(typed)}


def test_slips_are_looked_for_by_indexes_alone():
    make_section("工匠学院")
    index.bring_up_to_date()
    with CaptureQueriesContext(connection) as captured:
        names.meant("户外劳动者驿站几点开门")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        for query in captured.captured_queries:
            cursor.execute("EXPLAIN " + query["sql"])
            assert "Seq Scan on search_name" not in "\n".join(line for (line,) in cursor.fetchall())
