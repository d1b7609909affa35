"""The parts of an article in a posted form: what is read out of it, and what is put into it instead."""

from typing import Any

import pytest
from django.http import QueryDict

from articles import snapshots
from articles.content import PARTS, posted_rows
from articles.content.kinds import (
    Amount,
    Choice,
    Day,
    Flag,
    Kind,
    Number,
    Picture,
    Reference,
    RichText,
    Text,
    find,
    key_of,
)
from articles.models import Article, ArticlePhoto, Credit, Figure, Genre
from organizations.models import Organization, Person
from tests.articles.full import make_full, make_surroundings, rewrite

BY_NAME = {part.name: part for part in PARTS}
# Their keys stand in full.py; those of the rows are given when they are made.
CHANGPING, CHAOYANG = {"id": 9001, "name": "昌平区总工会"}, {"id": 9002, "name": "朝阳区总工会"}


def query(fields: dict[str, Any]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, value in fields.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def fields(data: QueryDict) -> dict[str, Any]:
    """One value as text, several as a list."""
    return {name: values[0] if len(values) == 1 else values for name, values in data.lists()}


@pytest.fixture
def article(db: None) -> Article:
    make_surroundings()
    return make_full()


# --- rows as formsets name them -----------------------------------------------------------------------------
def test_rows_are_read_in_the_order_of_their_positions():
    data = query({
        "credits-TOTAL_FORMS": "6",
        "credits-0-role": "a", "credits-0-position": "10",
        "credits-1-role": "b", "credits-1-position": "9",
        "credits-2-role": "c", "credits-2-position": "1",
        "credits-3-role": "d", "credits-3-position": "",
        "credits-4-role": "e", "credits-4-position": "2", "credits-4-DELETE": "on",
        "credits-5-role": "f",
        "credits-6-role": "beyond the total",
        "other-0-role": "of another list", "more_credits-0-role": "too", "credits-0": "no column",
    })  # fmt: skip
    assert posted_rows.read_rows(data, "credits") == [
        {"role": "d", "position": ""}, {"role": "f"}, {"role": "c", "position": "1"},
        {"role": "b", "position": "9"}, {"role": "a", "position": "10"},
    ]  # fmt: skip


@pytest.mark.parametrize("total", [None, "", "-1", "many", "0"])
def test_a_list_of_no_rows(total):
    data = query({"credits-0-role": "a"} | ({} if total is None else {"credits-TOTAL_FORMS": total}))
    assert posted_rows.read_rows(data, "credits") == []
    assert posted_rows.are_posted(data, "credits") == (total is not None)
    assert not posted_rows.are_posted(data, "figures")


def test_a_forged_total_makes_no_endless_list():
    data = query({"credits-TOTAL_FORMS": "9" * 12, "credits-999-role": "last", "credits-1000-role": "beyond"})
    assert [row for row in posted_rows.read_rows(data, "credits") if row] == [{"role": "last"}]
    assert len(posted_rows.read_rows(data, "credits")) == 1000


def test_rows_are_written_over_those_that_were_posted():
    data = query({
        "title": "题", "credits-TOTAL_FORMS": "3", "credits-INITIAL_FORMS": "3", "credits-MAX_NUM_FORMS": "1000",
        "credits-0-role": "a", "credits-1-role": "b", "credits-2-DELETE": "on", "credits-__prefix__-role": "blank",
        "figures-0-label": "开课",
    })  # fmt: skip
    stored, new = [{"role": "x", "id": "7"}], [{"role": "y"}, {"role": "z"}]
    posted_rows.write_rows(data, "credits", stored, new)
    assert fields(data) == {
        "title": "题", "credits-TOTAL_FORMS": "3", "credits-INITIAL_FORMS": "1", "credits-MAX_NUM_FORMS": "1000",
        "credits-0-role": "x", "credits-0-id": "7", "credits-1-role": "y", "credits-2-role": "z",
        "credits-__prefix__-role": "blank", "figures-0-label": "开课",
    }  # fmt: skip


# --- single values ------------------------------------------------------------------------------------------------
STORED = [
    ("kicker", "秋季学期"), ("page_position", "2"), ("is_reprint", "on"), ("genre", "feature"), ("section", "9101"),
    ("edition_page", "9311"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text"), STORED)
def test_the_stored_value_is_put_into_the_form(article, name, text):
    part, data = BY_NAME[name], query({name: "posted", "title": "题"})
    part.post(data, article)
    assert fields(data) == {name: text, "title": "题"}
    assert part.posted(data) == part.of({name: part.read(article)})


def test_what_an_article_lacks_is_posted_as_nothing(article):
    article = rewrite(article)
    data = query({})
    for name in ("column", "is_reprint", "source_url"):
        BY_NAME[name].post(data, article)
    assert fields(data) == {"column": "", "is_reprint": "", "source_url": ""}


def test_what_was_posted_of_single_values(article):
    data = query({
        "title": " 题 ", "section": "9102", "page_position": "3", "is_reprint": "on", "organization": "9002",
    })  # fmt: skip
    found = {name: BY_NAME[name].posted(data) for name in ("title", "section", "page_position", "is_reprint")}
    assert found == {
        "title": "题", "section": {"id": 9102, "name": "职工文化"}, "page_position": 3, "is_reprint": True,
    }  # fmt: skip
    missing = {name: BY_NAME[name].posted(query({})) for name in ("title", "section", "is_reprint", "genre")}
    assert missing == {"title": "", "section": None, "is_reprint": False, "genre": ""}
    assert BY_NAME["organization"].posted(data) == CHAOYANG


def test_which_parts_the_form_had():
    """An unticked box and an empty chooser post nothing; a list says how many rows it has."""
    nothing = {part.name for part in PARTS if part.is_posted(query({}))}
    assert nothing == {"is_reprint", "people", "tags"}
    posted = query({"title": "", "credits-TOTAL_FORMS": "0", "photo_entries-TOTAL_FORMS": "0", "photos": "1"})
    assert {part.name for part in PARTS if part.is_posted(posted)} - nothing == {"title", "credits", "photos"}


# --- lists ------------------------------------------------------------------------------------------------------------
def test_rows_that_were_posted(article):
    data = query({
        "figures-TOTAL_FORMS": "2", "figures-0-label": " 课程 ", "figures-0-value": "30.5", "figures-0-unit": "门",
        "figures-0-date": "2026/03/12", "figures-0-organization": "9001", "figures-0-is_approximate": "on",
        "figures-0-state": "planned", "figures-0-position": "1",
        "figures-1-label": "学员", "figures-1-position": "0",
    })  # fmt: skip
    assert BY_NAME["figures"].posted(data) == [
        {"label": "学员", "value": "", "unit": "", "date": None, "organization": None, "is_approximate": False,
         "bound": "", "state": ""},
        {"label": "课程", "value": "30.50", "unit": "门", "date": "2026-03-12", "organization": CHANGPING,
         "is_approximate": True, "bound": "", "state": "planned"},
    ]  # fmt: skip


def test_stored_rows_are_put_into_the_form(article):
    data = query({
        "credits-TOTAL_FORMS": "1", "credits-INITIAL_FORMS": "1", "credits-0-role": "poster", "credits-0-id": "1",
        "photo_entries-TOTAL_FORMS": "0", "title": "题",
    })  # fmt: skip
    first, second = article.credits.all()
    BY_NAME["credits"].post(data, article)
    assert fields(data) == {
        "title": "题", "photo_entries-TOTAL_FORMS": "0", "credits-TOTAL_FORMS": "2", "credits-INITIAL_FORMS": "2",
        "credits-0-role": "reporter", "credits-0-contributor": "9401", "credits-0-position": "0",
        "credits-0-id": str(first.pk),
        "credits-1-role": "photographer", "credits-1-contributor": "9402", "credits-1-position": "1",
        "credits-1-id": str(second.pk),
    }  # fmt: skip


def test_figures_are_put_into_the_form_as_it_would_post_them(article):
    data = query({})
    BY_NAME["figures"].post(data, article)
    first, second = article.figures.order_by("position")
    assert {name.removeprefix("figures-"): value for name, value in fields(data).items()} == {
        "TOTAL_FORMS": "2", "INITIAL_FORMS": "2",
        "0-label": "培训职工", "0-value": "1200.00", "0-unit": "人次", "0-date": "2026-03-01",
        "0-organization": "9001", "0-is_approximate": "on", "0-bound": "", "0-state": "planned", "0-position": "0",
        "0-id": str(first.pk),
        "1-label": "课程", "1-value": "30.50", "1-unit": "门", "1-date": "", "1-organization": "",
        "1-is_approximate": "", "1-bound": "", "1-state": "done", "1-position": "1", "1-id": str(second.pk),
    }  # fmt: skip


def test_ones_own_rows_over_those_that_are_stored_now(article):
    """The same ones keep their key, however their keys are written; what the other added goes, and mine are new."""
    first, second = article.figures.order_by("position")
    data = query({
        "figures-TOTAL_FORMS": "2", "figures-INITIAL_FORMS": "2",
        "figures-0-label": "新的", "figures-0-value": "3", "figures-0-date": "", "figures-0-id": "999",
        "figures-1-label": "培训职工", "figures-1-value": "1300", "figures-1-date": "2026/03/01", "figures-1-id": "",
    })  # fmt: skip
    BY_NAME["figures"].rebase(data, article)
    assert {name.removeprefix("figures-"): value for name, value in fields(data).items()} == {
        "TOTAL_FORMS": "3", "INITIAL_FORMS": "2",
        "0-label": "培训职工", "0-value": "1300", "0-date": "2026/03/01", "0-id": str(first.pk),
        "1-label": "课程", "1-value": "30.50", "1-unit": "门", "1-date": "", "1-organization": "",
        "1-is_approximate": "", "1-bound": "", "1-state": "done", "1-position": "1", "1-id": str(second.pk), "1-DELETE": "on",
        "2-label": "新的", "2-value": "3", "2-date": "", "2-id": "",
    }  # fmt: skip


def test_a_row_that_was_posted_without_its_key_columns_is_a_new_one(article):
    data = query({"figures-TOTAL_FORMS": "1", "figures-0-value": "3"})
    Figure.objects.filter(label="课程").delete()
    BY_NAME["figures"].rebase(data, article)
    assert (data["figures-TOTAL_FORMS"], data["figures-INITIAL_FORMS"], data["figures-0-DELETE"]) == (
        "2", "1", "on",
    )  # fmt: skip
    assert (data["figures-1-value"], data["figures-1-id"]) == ("3", "")


def test_single_values_and_choosers_are_posted_as_they_are(article):
    """Only rows have keys that could have changed meanwhile."""
    data = query({"title": "题", "people": ["9501"], "tags": ["夜校"]})
    for name in ("title", "people", "tags"):
        BY_NAME[name].rebase(data, article)
    assert fields(data) == {"title": "题", "people": "9501", "tags": "夜校"}


def test_people_and_tags_in_a_form(article):
    data = query({"people": ["9502", "x", "9501", "99999"], "tags": [" 夜校 ", "", "冬季", "夜校"]})
    assert BY_NAME["people"].posted(data) == [{"id": 9501, "name": "梁会芬"}, {"id": 9502, "name": "王伟"}]
    assert BY_NAME["tags"].posted(data) == ["冬季", "夜校"]
    for name in ("people", "tags"):
        BY_NAME[name].post(data, article)
    assert (sorted(data.getlist("people")), data.getlist("tags")) == (["9501", "9502"], ["夜校", "职工教育"])


def test_people_are_read_in_the_order_of_their_keys(article):
    """Not of their names: a key stays."""
    Person.objects.filter(pk=9502).update(name="阿依", sort_key="ayi")
    article.people.set([9502, 9501])
    content = snapshots.content_of(Article.objects.get(pk=article.pk))
    assert content["people"] == [{"id": 9501, "name": "梁会芬"}, {"id": 9502, "name": "阿依"}]


# --- in words ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "value", "brief", "lines"),
    [
        ("people", [{"id": 1, "name": "甲"}, {"id": 2, "name": "乙"}], "甲、乙", ["甲", "乙"]),
        ("people", [], "", []),
        ("tags", ["冬季", "夜校"], "冬季、夜校", ["冬季、夜校"]),
        ("tags", [], "", []),
        ("section", {"id": 1, "name": "要闻"}, "要闻", ["要闻"]),
        ("section", None, "", []),
        ("kicker", "", "", []),
        ("page_position", 0, "0", ["0"]),
    ],
)
def test_how_a_part_reads(name, value, brief, lines):
    assert (BY_NAME[name].brief(value), BY_NAME[name].lines(value)) == (brief, lines)


def test_how_a_picture_reads():
    kind = Picture()
    assert (kind.brief(None), kind.lines(None)) == ("", [])
    assert (kind.brief({"id": 7, "digest": "a1"}), kind.lines({"id": 7, "digest": "a1"})) == (
        "图片 7",
        ["图片 7"],
    )


def test_rows_read_beside_others():
    photos = [
        {"photo": {"id": 1, "digest": ""}, "is_lead": True, "caption": "课堂", "alt_text": "", "credit": "何苗 摄"},
        {"photo": {"id": 2, "digest": ""}, "is_lead": False, "caption": "剪纸"},
    ]  # fmt: skip
    assert BY_NAME["photos"].brief(photos) == "课堂 · 何苗 摄\n剪纸"


@pytest.mark.parametrize(("value", "is_empty"), [
    (None, True), ("", True), ([], True), (False, True), (0, True), ("0", False), (["夜校"], False), (True, False),
])  # fmt: skip
def test_what_there_is_nothing_to_show_of(value, is_empty):
    assert BY_NAME["tags"].is_empty(value) is is_empty


def test_a_column_that_a_stored_row_lacks_has_its_empty_value(article):
    """As of a version that was kept before there was such a column; and rows are numbered in their order."""
    nameless = {"contributor": {"id": 9402, "name": "周砚"}}
    named = {"role": "photographer", "contributor": {"id": 9401, "name": "何苗"}}
    assert BY_NAME["credits"].brief([nameless]) == "记者 · 周砚"
    BY_NAME["credits"].put(article, [nameless, named])
    assert list(article.credits.order_by("pk").values_list("contributor", "role", "position")) == [
        (9402, "reporter", 0), (9401, "photographer", 1),
    ]  # fmt: skip
    BY_NAME["photos"].put(article, [{"photo": {"id": 9601, "digest": ""}}])
    row = article.photo_entries.get()
    assert (row.photo_id, row.is_lead, row.caption, row.alt_text, row.credit) == (9601, False, "", "", "")


# --- kinds, one by one ------------------------------------------------------------------------------------------------
def test_values_are_read_and_put(article):
    first, second = article.figures.order_by("position")
    read = [
        (Amount(), "value"),
        (Day(), "date"),
        (Reference(model=Organization), "organization"),
        (Text(), "unit"),
    ]
    assert [[kind.read(row, name) for kind, name in read] for row in (first, second)] == [
        ["1200.00", "2026-03-01", CHANGPING, "人次"], ["30.50", None, None, "门"],
    ]  # fmt: skip
    Reference(model=Organization).put(first, "organization", CHAOYANG)
    Reference(model=Organization).put(second, "organization", {"id": 99999, "name": "已撤销的工会"})
    Text().put(first, "unit", "人")
    assert (first.organization_id, second.organization_id, first.unit) == (9002, None, "人")
    Reference(model=Organization).put(first, "organization", None)
    assert first.organization_id is None
    shown = ArticlePhoto(photo_id=9601)
    assert Picture().read(shown, "photo") == {"id": 9601, "digest": "a1" * 32}
    Picture().put(shown, "photo", {"id": 9602, "digest": ""})
    assert shown.photo_id == 9602
    Picture().put(shown, "photo", None)
    assert (shown.photo_id, Picture().is_missing(shown, "photo")) == (None, True)
    assert Picture().is_missing(ArticlePhoto(photo_id=9601), "photo") is False


@pytest.mark.parametrize(("required", "key", "missing"), [
    (True, None, True), (True, 9401, False), (False, None, False), (False, 9401, False),
])  # fmt: skip
def test_a_row_goes_with_what_it_must_name(required, key, missing):
    kind = Reference(model=Organization, required=required)
    assert kind.is_missing(Credit(contributor_id=key), "contributor") is missing
    assert Text().is_missing(Credit(contributor_id=key), "contributor") is False


@pytest.mark.parametrize(("kind", "text", "mark"), [
    (Text(), " 课程 ", " 课程 "), (Day(), "2026/3/1", "2026-03-01"), (Day(), "", ""), (Day(), "三月", "三月"),
])  # fmt: skip
def test_what_tells_posted_rows_apart(kind, text, mark):
    assert kind.mark(text) == mark


@pytest.mark.parametrize(("text", "key"), [
    ("7", 7), ("9" * 18, 10**18 - 1), ("9" * 19, None), ("", None), ("x", None), ("-1", None),
])  # fmt: skip
def test_a_key_that_fits_its_column(text, key):
    assert key_of(text) == key


def test_nothing_is_looked_up_for_no_key():
    """The database is closed to this test."""
    assert find(Organization, None) is None


def test_a_number_with_two_points_stays_as_it_was_typed():
    assert Amount().typed("1.2.3") == "1.2.3"


def test_which_kinds_post_nothing_when_they_are_empty():
    kinds: list[Kind[Any]] = [
        Text(), RichText(), Choice(Genre.NEWS, Genre), Flag(), Number(), Amount(), Day(), Reference(), Picture(),
    ]  # fmt: skip
    assert [kind.leaves_trace for kind in kinds] == [True, True, True, False, True, True, True, True, True]


def test_a_kind_says_how_it_is_typed():
    class Silent(Kind[str]):
        pass

    with pytest.raises(TypeError, match="typed"):
        Silent("")
