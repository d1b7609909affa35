"""Columns within columns, and addresses of listings that bear one name."""

import pytest
from django.core.exceptions import ValidationError

from articles.models import Column, Section

pytestmark = pytest.mark.django_db


def test_a_second_one_of_the_same_sound_gets_an_address_of_its_own():
    rows = [Section.objects.create(name=name) for name in ("权益", "全议", "权益!")]
    assert [row.slug for row in rows] == ["quan-yi", "quan-yi-2", "quan-yi-3"]


def test_columns_stand_in_two_levels():
    above = Column.objects.create(name="基层经验")
    below = Column.objects.create(name="他山之石", parent=above)
    above.full_clean()
    below.full_clean()
    with pytest.raises(ValidationError) as third:
        Column(name="三级", parent=below).full_clean()
    assert list(third.value.message_dict) == ["parent"]
    above.parent = Column.objects.create(name="工作")
    with pytest.raises(ValidationError) as moved:
        above.full_clean()
    assert list(moved.value.message_dict) == ["parent"]
    assert str(below) == "基层经验 › 他山之石"
