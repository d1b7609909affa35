"""Names that are offered where somebody made a slip."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from search import index, names
from tests.factories import make_organization, make_section

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


@pytest.mark.parametrize("typed", ["北京市工会", "beijingshigonghui", "bjsgh"])
def test_what_people_say_is_completed_by_the_name(typed):
    union = make_organization("北京市总工会", short_name="市总")
    index.bring_up_to_date()
    assert names.completed(typed) == [("北京市总工会", "organization", union.pk)]
    assert names.called([typed])[:1] == ([("organization", union.pk)] if typed.endswith("会") else [])


def test_what_people_say_with_a_slip_leads_to_the_name():
    make_organization("北京市总工会", short_name="市总")
    index.bring_up_to_date()
    assert {name for name, _kind, _key in names.meant("北京市公会")} == {"北京市总工会"}
