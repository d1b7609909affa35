"""The schema of an article's content: nothing forgotten, every part read, put back, counted and posted."""

import dataclasses
from typing import Any

import pytest
from django.db.models import NOT_PROVIDED
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import snapshots
from articles.admin.article import SET_BY_NEWSROOM
from articles.content import PARTS, RICH_TEXTS, carried, earlier_text, hash_of, photos_in, words_of
from articles.content import schema as table
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
    by_key,
)
from articles.content.parts import Nature, References, Rows, Tags, Value
from articles.models import Article, Credit, Genre, Snapshot
from common.html import clean_html
from common.text import tidy_line, tidy_text
from organizations.models import Organization
from tests.articles.full import BODY, make_full, make_surroundings, rewrite
from tests.factories import make_article

BY_NAME = {part.name: part for part in PARTS}
ROWS = [part for part in PARTS if isinstance(part, Rows)]

# Every field and reverse relation of an article is a part of its content or stands here, with what it is instead.
NO_CONTENT = {
    "id": "its address",
    "body_text": "follows from the body",
    "title_words": "follows from the title",
    "body_photos": "follows from the body",
    "author": "who entered it",
    "status": "where it stands",
    "version": "counts the snapshots",
    "working_copy_of": "which article it corrects",
    "working_copies": "its corrections",
    "withdrawal_requests": "who asked for it to be taken down",
    "viewings": "who has read it",
    "published_at": "when it appears: belongs to no version",
    "expires_at": "when it goes: belongs to no version",
    "pinned_until": "how long it stands on top: belongs to no version",
    "created_at": "when it was entered",
    "updated_at": "when it was saved",
    "withdrawn_at": "of its withdrawal",
    "withdrawal_kind": "of its withdrawal",
    "withdrawal_notice": "of its withdrawal",
    "replaced_by": "of its withdrawal",
    "replaces": "of the withdrawal of others",
    "snapshots": "its versions",
    "records": "its decisions",
    "corrections": "what readers were told",
    "editing_marks": "who has it open",
    "preview_links": "who was shown it",
    "notices": "who was told of it",
    "topic_entries": "of the topics that show it",
    "events": "of the events that it reports on",
    "front_pages": "of the front pages that show it",
    "front_page_leads": "of the front pages that it leads",
    "imports": "which import made it",
}
# How Django calls the ways to parts that are rows of a table of their own.
WAYS = {"tagged_items": "tags", "organization_entries": "organizations", "photo_entries": "photos"}


def test_every_field_is_a_part_or_said_to_be_none():
    fields = {
        field.get_accessor_name() if field.auto_created and not field.concrete else field.name
        for field in Article._meta.get_fields(include_hidden=False)
    }
    known = {*BY_NAME, *WAYS, *NO_CONTENT}
    assert fields - known == set(), "add a row to articles/content/schema.py, or say here what it is instead"
    assert known - fields == set(), "what an article has no longer"
    assert set(BY_NAME) & set(NO_CONTENT) == set()


def test_no_part_stands_twice():
    assert len(BY_NAME) == len(PARTS)


# --- the table agrees with the models ---------------------------------------------------------------------
def kinds() -> list[tuple[Any, str, Kind[Any]]]:
    single = [(Article, part.name, part.kind) for part in PARTS if isinstance(part, Value)]
    return single + [(part.model, name, kind) for part in ROWS for name, kind in part.columns.items()]


@pytest.mark.parametrize(("model", "name", "kind"), kinds())
def test_the_empty_value_is_the_default_of_the_field(model, name, kind):
    field = model._meta.get_field(name)
    default = (
        ""
        if field.default is NOT_PROVIDED and not field.null and not field.is_relation
        else field.get_default()
    )
    assert kind.empty == default


@pytest.mark.parametrize(("model", "name", "kind"), kinds())
def test_references_lead_where_the_field_leads(model, name, kind):
    field = model._meta.get_field(name)
    assert field.is_relation == isinstance(kind, Reference | Picture)
    if isinstance(kind, Reference):
        assert (field.related_model, not field.null) == (kind.model, kind.required)
    if isinstance(kind, Choice):
        assert field.choices == kind.choices.choices


@pytest.mark.parametrize("part", ROWS, ids=lambda part: part.name)
def test_rows_have_every_column_of_their_model_and_the_form_has_them_too(part, desk_site):
    columns = {field.name for field in part.model._meta.concrete_fields} - {"id", "article", "position"}
    assert set(part.columns) == columns
    assert {*part.keys, *part.in_brief} <= columns
    inline = next(
        inline for inline in desk_site.get_model_admin(Article).inlines if inline.model is part.model
    )
    shown = inline.fields or inline.form._meta.fields
    assert set(shown) == {*columns, "position"}


def test_rich_text_is_rich_in_the_form_too(desk_site):
    assert tuple(part.name for part in RICH_TEXTS) == desk_site.get_model_admin(Article).rich_text


def test_what_the_newsroom_sets():
    assert SET_BY_NEWSROOM == (
        "section", "column", "edition_page", "page_position", "published_at", "expires_at", "pinned_until",
    )  # fmt: skip
    assert [part.name for part in PARTS if part.nature is Nature.OWNER] == ["organization"]
    assert [part.name for part in PARTS if part.nature is Nature.FILING] == [
        "genre", "organizations", "people", "tags",
    ]  # fmt: skip


# --- read and put back --------------------------------------------------------------------------------------
@pytest.fixture
def article(db: None) -> Article:
    make_surroundings()
    return make_full()


def fresh(article: Article) -> Article:
    return Article.objects.get(pk=article.pk)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_each_part_alone_is_put_back(article, part):
    first = snapshots.content_of(article)
    second = snapshots.content_of(rewrite(article))
    assert part.of(first) != part.of(second), "both texts of full.py have to differ in every part"
    mixed = {**second, part.name: first[part.name]}
    snapshots.put_back(article, mixed)
    assert snapshots.content_of(fresh(article)) == mixed


def test_many_are_read_in_as_many_queries_as_one(article, django_assert_num_queries):
    others = [make_article() for _number in range(5)]
    with django_assert_num_queries(
        11
    ):  # six lists; section, column, page with its edition, and union of the one
        alone = snapshots.contents_of([article])
    with django_assert_num_queries(6):
        together = snapshots.contents_of([article, *others])
    assert (together[0], len(together)) == (alone[0], 6)


def test_what_is_gone_is_left_out(article):
    content = snapshots.content_of(article)
    article.credits.all().delete()
    Credit.objects.filter(contributor_id=9401).delete()
    table.Contributor.objects.filter(pk=9401).delete()
    content["figures"][0]["organization"] = {"id": 99999, "name": "已撤销的工会"}
    content["section"] = {"id": 99999, "name": "已撤销的频道"}
    content["photos"][0]["photo"]["id"] = 99999
    snapshots.put_back(article, content)
    now = snapshots.content_of(fresh(article))
    assert [row["contributor"]["name"] for row in now["credits"]] == ["周砚"]
    assert [row["organization"] for row in now["figures"]] == [None, None]
    assert (now["section"], [row["photo"]["id"] for row in now["photos"]]) == (None, [9602])


words = st.text(alphabet="职工夜校 a1。\n<&", max_size=20)
LINES = ("kicker", "subtitle", "original_title")
# As forms and imports leave them: what else there is in a text, saving it tidies.
written = st.fixed_dictionaries(
    {**dict.fromkeys(LINES, words.map(tidy_line)), "summary": words.map(tidy_text)}
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=written,
    genre=st.sampled_from(Genre.values), reprint=st.booleans(), position=st.integers(0, 300),
    tags=st.sets(st.sampled_from(["夜校", "冬季", "职工教育", "a"])),
    roles=st.lists(st.sampled_from(table.CreditRole.values), max_size=3),
)  # fmt: skip
def test_any_content_comes_back_as_it_was_put(article, texts, genre, reprint, position, tags, roles):
    content = {
        **snapshots.content_of(article), **texts, "genre": genre, "is_reprint": reprint, "page_position": position,
        "tags": sorted(tags), "credits": [
            {"contributor": {"id": 9401 + number, "name": ("何苗", "周砚", "方宁")[number]}, "role": role}
            for number, role in enumerate(roles)
        ],
    }  # fmt: skip
    snapshots.put_back(article, content)
    now = snapshots.content_of(fresh(article))
    assert (now, hash_of(now)) == (content, hash_of(content))


# --- what counts ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_every_part_counts_in_the_hash(article, part):
    first = snapshots.content_of(article)
    second = snapshots.content_of(rewrite(article))
    mixed = {**first, part.name: second[part.name]}
    assert hash_of(mixed) != hash_of(first)
    assert (words_of(mixed) != words_of(first)) == (part.nature is Nature.WORDS)


def test_a_rename_changes_no_text_but_a_signature_does():
    content = {
        "section": {"id": 1, "name": "要闻"},
        "credits": [{"role": "reporter", "contributor": {"id": 2, "name": "何苗"}}],
    }
    assert hash_of({**content, "section": {"id": 1, "name": "头条"}}) == hash_of(content)
    other = [{"role": "reporter", "contributor": {"id": 2, "name": "何淼"}}]
    assert hash_of({**content, "credits": other}) != hash_of(content)


def test_a_part_that_the_house_has_no_longer_still_counts():
    assert hash_of({"title": "题", "dateline": "北京"}) != hash_of({"title": "题"})
    assert hash_of({"title": "题", "dateline": "北京"}) != hash_of({"title": "题", "dateline": "昌平"})
    gone = {"title": "题", "desk": {"id": 3, "name": "一版"}}
    assert hash_of(gone) == hash_of({**gone, "desk": {"id": 3, "name": "要闻版"}})


LATER = [
    (Value("location", Nature.WORDS, Text(), later=True), "", "昌平"),
    (Value("is_exclusive", Nature.FILING, Flag(), later=True), False, True),
    (Value("tone", Nature.FILING, Choice(Genre.NEWS, Genre), later=True), "news", "feature"),
    (Value("desk", Nature.PLACEMENT, Reference(model=Organization), later=True), None, {"id": 1, "name": "市总"}),
    (dataclasses.replace(BY_NAME["credits"], later=True), [],
     [{"role": "reporter", "contributor": {"id": 2, "name": "何苗"}}]),
    (Tags("keywords", Nature.FILING, later=True), [], ["夜校"]),
]  # fmt: skip


@pytest.mark.parametrize(("part", "empty", "value"), LATER, ids=lambda one: getattr(one, "name", ""))
def test_a_later_part_counts_once_there_is_something_in_it(part, empty, value):
    assert part.of({}) == empty
    assert part.counted(part.of({})) == part.counted(empty) == {}
    assert part.counted(value)[part.name] == by_key(value)


def test_a_later_column_counts_once_there_is_something_in_it():
    part = dataclasses.replace(BY_NAME["photos"], later_columns=frozenset({"credit"}))
    row = {"photo": {"id": 1, "digest": "a1"}, "is_lead": True, "caption": "课堂", "alt_text": ""}
    assert part.counted([row]) == part.counted([{**row, "credit": ""}]) == {"photos": [row]}
    assert part.counted([{**row, "credit": "何苗 摄"}]) == {"photos": [{**row, "credit": "何苗 摄"}]}
    assert part.brief([row]) == "课堂"


# --- what corrections and earlier texts take over -----------------------------------------------------------------
def test_a_correction_takes_over_everything_but_its_own_note(article):
    content = snapshots.content_of(article)
    assert carried(content) == {**content, "correction_note": ""}


@pytest.mark.parametrize(
    ("places", "correction", "stays"),
    [(True, True, {"organization"}), (True, False, {"organization", "correction_note"}),
     (False, True, {"organization", "section", "column", "edition_page", "page_position"})],
)  # fmt: skip
def test_what_stays_when_an_earlier_text_is_put_back(article, places, correction, stays):
    earlier = snapshots.content_of(article)
    now = snapshots.content_of(rewrite(article))
    text = earlier_text(earlier, now=now, with_placement=places, with_correction=correction)
    assert text == {name: (now if name in stays else earlier)[name] for name in earlier}


def test_pictures_of_a_content(article):
    content = snapshots.content_of(article)
    assert photos_in(content) == [(9601, content["photos"][0]), (9602, content["photos"][1])]
    assert photos_in({}) == []


def test_an_older_version_does_not_make_an_author_of_whoever_saves_next(article):
    """A version that was kept before there were figures is no other text than one with none in it."""
    article.figures.all().delete()
    content = snapshots.content_of(article)
    kept = {name: value for name, value in content.items() if name != "figures"}
    Snapshot.objects.create(article=article, number=1, data=kept, text_hash=hash_of(kept))
    article.tags.add("冬季")
    assert snapshots.take(article, by=None).changes_words is False


# --- kinds of values ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("kind", "typed", "value", "brief", "lines"),
    [
        (Text(), " 夜校\r\n开课 ", "夜校\n开课", "夜校\n开课", ["夜校", "开课"]),
        (Text(), "", "", "", []),
        (RichText(), BODY + "<script>x()</script>", clean_html(BODY), None, None),
        (RichText(), "<p>夜校</p>", "<p>夜校</p>", "夜校", ["夜校"]),
        (Choice(Genre.NEWS, Genre), "feature", "feature", "通讯", ["通讯"]),
        (Choice(Genre.NEWS, Genre), "forged", "forged", "forged", ["forged"]),
        (Choice(Genre.NEWS, Genre), "", "", "", []),
        (Flag(), "on", True, "是", ["是"]),
        (Flag(), "", False, "否", ["否"]),
        (Number(), "3", 3, "3", ["3"]),
        (Number(), "-1", "-1", "-1", ["-1"]),
        (Number(), "", "", "", []),
        (Amount(), "30.5", "30.50", "30.50", ["30.50"]),
        (Amount(), "9999999999999.99", "9999999999999.99", "9999999999999.99", ["9999999999999.99"]),
        (Amount(), "1e400", "1e400", "1e400", ["1e400"]),
        (Day(), "2026-03-12", "2026-03-12", "2026-03-12", ["2026-03-12"]),
        (Day(), "2026/03/12", "2026-03-12", "2026-03-12", ["2026-03-12"]),
        (Day(), "三月", "三月", "三月", ["三月"]),
        (Day(), "", None, "", []),
    ],
)  # fmt: skip
def test_what_a_form_posts(kind, typed, value, brief, lines):
    assert kind.typed(typed) == value
    if brief is not None:
        assert (kind.brief(value), kind.lines(value)) == (brief, lines)


@pytest.mark.parametrize("typed", ["", "x", "-1", "9" * 30, "99999"])
def test_a_posted_key_of_nothing(db, typed):
    assert (Reference(model=Organization).typed(typed), Picture().typed(typed)) == (None, None)


def test_a_posted_key(article):
    assert Reference(model=Organization).typed("9001") == {"id": 9001, "name": "昌平区总工会"}
    assert Picture().typed("9601") == {"id": 9601, "digest": "a1" * 32}
    assert isinstance(BY_NAME["people"], References)


@pytest.mark.parametrize(
    ("bound", "is_approximate", "line"),
    [
        ({"bound": "over"}, False, "参与职工 500余人 · 2026-03-12 · 昌平区总工会 · 计划"),
        ({"bound": "under"}, False, "参与职工 近 500人 · 2026-03-12 · 昌平区总工会 · 计划"),
        ({"bound": ""}, True, "参与职工 约 500人 · 2026-03-12 · 昌平区总工会 · 计划"),
        ({"bound": ""}, False, "参与职工 500人 · 2026-03-12 · 昌平区总工会 · 计划"),
        ({}, False, "参与职工 500人 · 2026-03-12 · 昌平区总工会 · 计划"),  # stored before there were bounds
    ],
)
def test_a_figure_in_one_line(bound, is_approximate, line):
    row = {
        "label": "参与职工", "value": "500", "unit": "人", "date": "2026-03-12", "organization": {"id": 7, "name": "昌平区总工会"}, "state": "planned",
        "is_approximate": is_approximate, **bound,
    }  # fmt: skip
    assert table.figure_line(row) == line
