"""The tree of organizations, and people: what the database and the forms refuse, in words."""

from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from organizations.models import Honour, Organization, Person
from tests.factories import make_organization, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def street(cast) -> Organization:
    return make_organization("昌平区城北街道总工会", kind="subdistrict", parent=cast.changping)


def errors(row) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    return refused.value.message_dict


def test_a_loop_is_refused_in_words(cast, street):
    cast.city.parent = street
    assert errors(cast.city) == {
        "parent": ["昌平区城北街道总工会是北京市总工会的下级，不能作为它的上级。请选择另一分支的上级组织。"]
    }


@pytest.mark.parametrize("statement", ["update", "raw"])
def test_a_loop_is_refused_by_the_database_whoever_writes(cast, street, statement):
    with pytest.raises(IntegrityError, match="cannot stand below itself"), transaction.atomic():
        if statement == "update":
            Organization.objects.filter(pk=cast.city.pk).update(parent=street)
        else:
            with connection.cursor() as cursor:
                cursor.execute(
                    "UPDATE organizations_organization SET parent_id = %s WHERE id = %s",
                    [street.pk, cast.city.pk],
                )
    cast.city.refresh_from_db()
    assert cast.city.parent is None


def test_nothing_stands_above_itself(cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        Organization.objects.filter(pk=cast.city.pk).update(parent=cast.city)


def test_two_of_one_name_under_one_parent_are_refused_and_elsewhere_allowed(cast, street):
    again = Organization(name="昌平区城北街道总工会", kind="subdistrict", parent=cast.changping)
    (sentence,) = errors(again)["__all__"]
    assert sentence == "同一上级组织下已有同名组织。请打开那一个，或换一个可以区分的名称。"
    with pytest.raises(IntegrityError, match="organization_name_once_under_parent"), transaction.atomic():
        again.save()
    again.parent = cast.chaoyang
    again.save()
    assert again.slug == street.slug + "-2"


def test_two_of_one_name_without_parent_are_refused():
    make_organization("中国教育工会")
    with pytest.raises(IntegrityError, match="organization_name_once_under_parent"), transaction.atomic():
        make_organization("中国教育工会")


def test_a_parent_with_children_is_not_deleted_away(cast, street):
    with pytest.raises(ProtectedError):
        cast.changping.delete()
    assert Organization.objects.filter(pk=cast.changping.pk).exists()


def test_the_way_up_and_the_branch_below(cast, street):
    other = make_organization("朝阳区来广营地区总工会", kind="subdistrict", parent=cast.chaoyang)
    assert street.lineage() == [cast.city, cast.changping]
    assert cast.city.lineage() == []
    assert set(Organization.objects.filter(pk__in=cast.changping.branch())) == {cast.changping, street}
    assert cast.changping.descendant_ids() == {cast.changping.pk, street.pk}
    assert cast.city.descendant_ids() == {
        row.pk for row in (cast.city, cast.changping, cast.chaoyang, street, other)
    }


@pytest.mark.parametrize(
    ("latitude", "longitude"), [(40.0, None), (None, 116.0), (91.0, 116.0), (40.0, 181.0)]
)
def test_coordinates_are_whole_or_none(latitude, longitude):
    with pytest.raises(IntegrityError, match="organization_coordinates_whole"), transaction.atomic():
        make_organization(latitude=latitude, longitude=longitude)


def test_a_name_in_quotation_marks_stands_under_its_first_letter():
    assert make_organization("“树在长”创新工作室").sort_key.startswith("shu4 ")


def test_services_are_read_however_they_are_parted():
    station = make_organization(kind="station", services="饮水、微波炉 充电，急救箱；")
    assert station.service_list == ["饮水", "微波炉", "充电", "急救箱"]
    assert make_organization(services="").service_list == []


def test_an_honour_has_exactly_one_holder(cast):
    person = make_person(organization=cast.changping)
    for holders in ({}, {"person": person, "organization": cast.changping}):
        with pytest.raises(IntegrityError, match="honour_has_one_holder"), transaction.atomic():
            Honour.objects.create(title="全国劳动模范", level="national", year=2020, **holders)


def test_only_those_who_agreed_are_shown():
    shown, _hidden = make_person("顾秋生", consented_on="2026-01-05"), make_person("没同意的人")
    assert list(Person.objects.shown()) == [shown]


# --- keys that are stored, so that readers' pages sort without dictionaries -----------------------------------
def test_keys_follow_what_they_are_made_from(cast):
    cast.changping.district = "重庆路"
    cast.changping.save(update_fields=["district"])
    honour = Honour.objects.create(title="劳动模范", year=2025, organization=cast.changping)
    honour.title = "先进"
    honour.save(update_fields=["title"])
    stored = Organization.objects.get(pk=cast.changping.pk)
    assert (stored.district_sort_key, stored.sort_key) == (
        "chong2 qing4 lu4", "chang1 ping2 qu1 zong3 gong1 hui4"
    )  # fmt: skip
    assert Honour.objects.get(pk=honour.pk).title_sort_key == "xian1 jin4"


def test_the_migration_makes_the_keys_of_what_is_stored(cast):
    Honour.objects.create(title="劳动模范", year=2025, organization=cast.chaoyang)
    assert cast.changping.district_sort_key
    Organization.objects.update(district_sort_key="")
    Honour.objects.update(title_sort_key="")
    import_module("organizations.migrations.0005_keys_to_sort_by").make_keys(apps, None)
    assert set(Organization.objects.values_list("district", "district_sort_key")) == {
        ("", ""), ("昌平区", "chang1 ping2 qu1"), ("朝阳区", "chao2 yang2 qu1"),
    }  # fmt: skip
    assert Honour.objects.get().title_sort_key == "lao2 dong4 mo2 fan4"


@pytest.mark.parametrize("reading", ["单青山", "shan4-qing1", "shàn，qīng", "123"])
def test_a_reading_is_pinyin(reading):
    person = make_person("单青山", reading=reading)
    with pytest.raises(ValidationError) as refused:
        person.full_clean()
    assert refused.value.message_dict == {"reading": ["请填写拼音，音节之间空一格：shàn qīng shān。"]}


def test_a_written_reading_sorts():
    first, second = make_person("𢡟某", reading="bā mǒu"), make_person("阿某")
    assert list(Person.objects.all()) == [second, first]
    first.reading = "ā mǒu"
    first.save(update_fields=["reading"])
    assert Person.objects.get(pk=first.pk).sort_key == "a1 mou3"


def test_everyone_knows_the_keys_of_all_above(cast):
    """However somebody comes in or is moved: one by one, in bulk, with what is below, by a row that was loaded before."""

    def wrong() -> list[str]:
        return [
            row.name
            for row in Organization.objects.all()
            if row.above_keys != [above.pk for above in row.lineage()]
        ]

    street = make_organization("回龙观街道总工会", parent=cast.changping, kind="subdistrict")
    station = make_organization("回龙观驿站", parent=street, kind="station")
    stale = Organization.objects.get(pk=station.pk)
    Organization.objects.bulk_create(
        Organization(name=f"第{number}企业工会", slug=f"e{number}", parent=street, kind="enterprise_union")
        for number in range(3)
    )
    assert wrong() == []
    assert stale.above_keys == [above.pk for above in (cast.city, cast.changping, street)]
    assert set(Organization.objects.below(cast.changping)) == {street, *street.children.all()}
    street.parent = cast.chaoyang
    street.save(update_fields=["parent"])
    stale.telephone = "12351"
    stale.save()
    assert wrong() == []
    assert set(Organization.objects.below(cast.changping)) == set()
    assert station.pk in cast.chaoyang.descendant_ids()
    Organization.objects.filter(pk=street.pk).update(parent=None)
    assert wrong() == []
    assert Organization.objects.get(pk=station.pk).above_keys == [street.pk]
