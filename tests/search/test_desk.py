"""What the desk's lists and choosers find, for whom, and that readers find nothing of it."""

import datetime as dt
import json

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import workflow
from articles.models import Article, Status
from organizations.models import OrganizationStatus
from search import desk as searching
from search import finding, index, names, queries
from search.models import DeskDocument, Document, Name
from tests.factories import (
    make_article,
    make_column,
    make_contributor,
    make_event,
    make_organization,
    make_person,
    make_photo,
    make_published,
    make_section,
    make_topic,
)

pytestmark = pytest.mark.django_db
ROLES = ("correspondent", "other_correspondent", "editor", "section_chief", "chief_editor")


def listed(client, model, **asked):
    answer = client.get(reverse(f"admin:{model}_changelist"), asked)
    assert answer.status_code == 200
    return [str(row) for row in answer.context["cl"].result_list]


def offered(client, model, field, term):
    app, _dot, name = model.partition(".")
    query = {"app_label": app, "model_name": name, "field_name": field, "term": term}
    answer = client.get(reverse("admin:autocomplete"), query)
    return [row["text"] for row in json.loads(answer.content)["results"]]


def readers_find(typed):
    index.bring_up_to_date()
    return finding.find(queries.read(typed)).rows


# --- as readers type -----------------------------------------------------------------------------------
TYPED = {
    "昌平工匠": True, "昌平 工匠": True, "工匠昌平": True, "總工會": True, "ＱＺＸ": True, '"工匠学院"': True, '"学院工匠"': False,
    "工匠 -摄影": True, "工匠 -学院": False, "-工匠": False, "-摄影": True, "gongjiang": True, "gongjiangxueyuan": True,
    "gjxy": True, "jianggong": False, "朝阳": False, "匠": True, "%": False, "_": False, "《》": False, "的": False,
    "3 夜校": False, "钳工": True, "职工教育": True, "李师傅": True, "x" * 3000: False, "工" * 3000: False,
}  # fmt: skip


@pytest.mark.parametrize("typed", TYPED)
def test_a_draft_is_found_as_readers_find_articles(cast, desk, typed):
    draft = make_article(
        "昌平区总工会：工匠学院", organization=cast.changping, body="<p>QZX班学钳工。</p>", section=make_section("职工教育"),
        credits=(("reporter", "李师傅"),),
    )  # fmt: skip
    make_article("夜校开班", organization=cast.changping, body="<p>摄影。</p>")
    found = listed(desk(cast.editor), "articles_article", q=typed)
    assert [title for title in found if title == draft.title] == [draft.title] * TYPED[typed]


def test_a_number_and_a_slug_are_found(cast, desk):
    article, other = (
        make_article("夜校", organization=cast.changping),
        make_article("课堂", organization=cast.changping),
    )
    topic = make_topic("五一", slug="may-day")
    client = desk(cast.editor)
    assert listed(client, "articles_article", q=str(article.pk)) == ["夜校"]
    assert listed(client, "articles_article", q=f" {other.pk} ") == ["课堂"]
    assert (
        listed(client, "articles_article", q="9" * 18) == listed(client, "articles_article", q="9" * 99) == []
    )
    assert listed(client, "articles_topic", q=topic.slug) == ["五一"]
    assert listed(client, "articles_topic", q="may") == []


def test_the_list_keeps_its_order_and_its_filters(cast, desk):
    of = {"organization": cast.changping}
    first, second = (
        make_article("夜校甲", body="", **of),
        make_article("讲座", body="<p>夜校，夜校。</p>", **of),
    )
    make_published("夜校丙", **of)
    for place, article in enumerate((first, second)):
        Article.objects.filter(pk=article.pk).update(updated_at=timezone.now() - dt.timedelta(days=9 - place))
    client = desk(cast.editor)
    assert listed(client, "articles_article", q="夜校") == ["夜校丙", "讲座", "夜校甲"]
    assert listed(client, "articles_article", q="夜校", state="draft") == ["讲座", "夜校甲"]
    assert listed(client, "articles_article", q="夜校", state="draft", o="2") == ["夜校甲", "讲座"]


@pytest.mark.parametrize("exactly", ["夜校", '"夜校"', "夜校 -摄影"])
def test_of_a_word_that_stands_nearly_everywhere_the_first_rows_of_the_list_are_looked_at(
    cast, desk, monkeypatch, exactly
):
    for number in range(6):
        make_article(f"夜校{number}", organization=cast.changping)
    monkeypatch.setattr(searching, "MANY", 3)
    assert len(listed(desk(cast.editor), "articles_article", q=exactly)) == 6
    monkeypatch.setattr(searching, "LOOKED_AT", 4)
    assert listed(desk(cast.editor), "articles_article", q=exactly) == ["夜校5", "夜校4", "夜校3", "夜校2"]


def test_the_search_costs_the_same_for_any_number_of_rows(cast, desk, django_assert_num_queries):
    client = desk(cast.editor)
    for number, rows in enumerate((1, 29)):
        for _number in range(rows):
            make_article("夜校", organization=cast.changping)
        listed(client, "articles_article", q="夜校")
        with django_assert_num_queries(23):
            assert len(listed(client, "articles_article", q="夜校")) == (1, 30)[number]


# --- role by list ------------------------------------------------------------------------------------------
@pytest.fixture
def everywhere(cast):
    """Of each union one article in each state that its desk has, and one event; of 朝阳 what 昌平 may not see."""
    for union in (cast.changping, cast.chaoyang):
        make_article(f"草稿 夜校 {union.name}", organization=union)
        make_article(f"送审 夜校 {union.name}", organization=union, status=Status.SUBMITTED)
        make_published(f"公开 夜校 {union.name}", organization=union)
        make_event(f"预告 夜校 {union.name}", organization=union, published_at=None)
        make_event(f"开课 夜校 {union.name}", organization=union)


@pytest.mark.parametrize("model", ["articles_article", "events_event"])
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("typed", ["夜校", '"夜校"', "夜校 -摄影", "yexiao"])
def test_a_search_finds_of_a_list_what_the_list_shows(cast, desk, everywhere, model, role, typed):
    client = desk(getattr(cast, role))
    every = sorted(listed(client, model))
    assert sorted(listed(client, model, q=typed)) == every
    if (role, model) == ("correspondent", "articles_article"):
        assert every == [f"{state} 夜校 {cast.changping.name}" for state in ("公开", "草稿", "送审")]


@pytest.mark.parametrize("role", ROLES)
def test_a_chooser_offers_what_the_list_shows(cast, desk, everywhere, role):
    client = desk(getattr(cast, role))
    every = offered(client, "events.event", "articles", "")
    assert offered(client, "events.event", "articles", "夜校") == every
    assert offered(client, "events.event", "articles", "朝阳") == [text for text in every if "朝阳" in text]


def test_whoever_has_no_list_finds_nothing(cast, desk, everywhere):
    client = desk(cast.stranger)
    address = reverse("admin:articles_article_changelist")
    assert client.get(address, {"q": "夜校"}).status_code in (302, 403)


# --- every list ----------------------------------------------------------------------------------------
def test_all_kinds_are_found_in_their_lists(cast, desk):
    make_organization("云川工匠学院")
    make_organization("云川工匠旧院", status=OrganizationStatus.CLOSED)
    make_organization("云川工匠驿站", kind="station")
    make_person("云工匠", consented_on=dt.date(2026, 1, 1))
    make_person("云工匠二")
    make_section("工匠频道")
    make_column("工匠子栏", parent=make_column("工匠专栏"))
    make_topic("工匠专题")
    make_contributor("工匠作者", organization=cast.changping)
    make_event("工匠讲堂", organization=cast.changping)
    make_photo(caption="工匠比赛", credit="王敏")
    make_photo(alt_text="一位工匠")
    make_photo(caption="送温暖")
    make_article().tags.add("工匠标签")
    client = desk(cast.chief_editor)
    found = {
        model: sorted(listed(client, model, q="工匠"))
        for model in (
            "organizations_organization", "organizations_person", "articles_section", "articles_column", "articles_topic",
            "articles_contributor", "articles_tag", "events_event",
        )
    }  # fmt: skip
    assert found == {
        "organizations_organization": ["云川工匠学院", "云川工匠旧院", "云川工匠驿站"],
        "organizations_person": ["云工匠", "云工匠二"],
        "articles_section": ["工匠频道"],
        "articles_column": ["工匠专栏", "工匠专栏 › 工匠子栏"],
        "articles_topic": ["工匠专题"],
        "articles_contributor": ["工匠作者"],
        "articles_tag": ["工匠标签"],
        "events_event": ["工匠讲堂"],
    }
    photos = client.get(reverse("admin:photos_photo_changelist"), {"q": "工匠"}).context["cl"].result_list
    assert sorted((photo.caption, photo.alt_text) for photo in photos) == [("", "一位工匠"), ("工匠比赛", "")]
    picked = client.get(reverse("admin:photos_photo_picker"), {"q": "王敏"}).json()["photos"]
    assert [photo["caption"] for photo in picked] == ["工匠比赛"]


@pytest.mark.parametrize("typed", ["gongjiangzuo", "gjzz", "gongjiangzuozhe", "gj", "作者", "匠作", "北岭"])
def test_who_signs_is_offered_by_pinyin_and_by_union(cast, desk, typed):
    make_contributor("工匠作者", organization=make_organization("北岭总工会"))
    make_contributor("李四")
    assert offered(desk(cast.editor), "articles.credit", "contributor", typed) == ["工匠作者"]


def test_known_tags_are_offered_by_pinyin(cast, desk):
    make_article().tags.add("工匠", "夜校")
    address = reverse("admin:articles_article_tags")
    client = desk(cast.editor)
    assert client.get(address, {"term": "gongj"}).json()["results"] == [{"id": "工匠", "text": "工匠"}]
    assert len(client.get(address).json()["results"]) == 2


@pytest.mark.parametrize("change", ["caption", "credit", "alt_text"])
def test_a_picture_is_found_by_what_it_says_now(change):
    photo = make_photo(**{change: "夜校"})
    everything = type(photo).objects.all()
    assert list(searching.found(everything, "夜校", ["photo"])) == [photo]
    type(photo).objects.filter(pk=photo.pk).update(**{change: "课堂"})
    assert list(searching.found(everything, "夜校", ["photo"])) == []
    assert list(searching.found(everything, "课堂", ["photo"])) == [photo]
    photo.delete()
    index.bring_up_to_date()
    assert not DeskDocument.objects.filter(kind="photo").exists()


def test_who_signs_is_found_under_the_new_name_of_a_union():
    union = make_organization("北岭总工会")
    signer = make_contributor("李四", organization=union)
    everyone = type(signer).objects.all()
    assert list(searching.found(everyone, "北岭", ["contributor"])) == [signer]
    union.name = "南岭总工会"
    union.save()
    assert list(searching.found(everyone, "北岭", ["contributor"])) == []
    assert list(searching.found(everyone, "南岭", ["contributor"])) == [signer]


# --- never by readers ----------------------------------------------------------------------------------
def tables(key):
    """Where an article has its document: readers', the desk's."""
    index.bring_up_to_date()
    return tuple(table.objects.filter(kind="article", key=key).count() for table in (Document, DeskDocument))


STATES = [status for status in Status.values if status != Status.PUBLISHED]
# What the database wants to know of some states.
EXPLAINED = {status: {} for status in STATES} | {
    Status.WITHDRAWN: {
        "withdrawn_at": timezone.now(),
        "withdrawal_kind": "gone",
        "withdrawal_notice": "有误",
    }
}


@pytest.mark.parametrize("status", STATES)
def test_what_is_not_published_stands_in_no_document_of_readers(status):
    article = make_article("密训营地", status=status, credits=(("reporter", "米迅"),), **EXPLAINED[status])
    assert tables(article.pk) == (0, 1)
    for typed in (
        "密训营地",
        "密训",
        "mixunyingdi",
        "mixun",
        "mxyd",
        "米迅",
        '"密训"',
        "密训 -摄影",
        str(article.pk),
    ):
        assert readers_find(typed) == [], typed
    assert not Name.objects.filter(form__contains="密训").exists()
    assert names.meant("密训营第") == names.completed("密") == names.spelled("mixun") == []
    assert list(searching.found(Article.objects.all(), "密训", ["article"])) == [article]


def test_before_and_after_publication_expiry_and_withdrawal(client):
    article = make_article("密训营地")
    everything = Article.objects.all()

    def state():
        page = client.get("/search/", {"q": "密训营地"}).context["page"]
        return (
            [str(entry.row) for entry in page],
            tables(article.pk),
            len(searching.found(everything, "密训营地", ["article"])),
        )

    def change(**values):
        Article.objects.filter(pk=article.pk).update(**values)

    now = timezone.now()
    assert state() == ([], (0, 1), 1)
    change(status=Status.PUBLISHED, published_at=now + dt.timedelta(hours=1))  # planned
    assert state() == ([], (1, 0), 1)
    change(published_at=now - dt.timedelta(hours=2))
    assert state() == (["密训营地"], (1, 0), 1)
    change(expires_at=now - dt.timedelta(hours=1))
    assert state() == ([], (1, 0), 1)
    change(expires_at=None)
    assert state() == (["密训营地"], (1, 0), 1)
    change(status=Status.WITHDRAWN, **EXPLAINED[Status.WITHDRAWN])
    assert state() == ([], (0, 1), 1)
    article.delete()
    assert tables(article.pk) == (0, 0)


def test_a_correction_is_found_at_the_desk_alone_until_it_replaces_the_text(cast, desk):
    live = make_published("夜校开课", organization=cast.changping)
    copy = workflow.start_correction(live, by=cast.editor)
    Article.objects.filter(pk=copy.pk).update(title="密训营地")
    assert readers_find("密训营地") == []
    assert listed(desk(cast.editor), "articles_article", q="密训营地") == ["密训营地"]
    assert readers_find("夜校开课") == [("article", live.pk)]


@pytest.mark.parametrize("made", ["organization", "person", "event", "contributor", "photo"])
def test_no_other_kind_is_found_by_readers_before_it_is_public(made):
    {
        "organization": lambda: make_organization("密训营地", status=OrganizationStatus.CLOSED),
        "person": lambda: make_person("密训"),
        "event": lambda: make_event("密训营地", published_at=None),
        "contributor": lambda: make_contributor("密训"),
        "photo": lambda: make_photo(caption="密训"),
    }[made]()
    assert readers_find("密训") == readers_find("mixun") == []
    assert not Document.objects.filter(title__contains="密训").exists()
    assert DeskDocument.objects.filter(kind=made).count() == 1


def test_a_rebuild_makes_both_and_leaves_nothing_of_what_is_gone():
    draft, live = make_article("草稿"), make_published("公开")
    index.bring_up_to_date()
    DeskDocument.objects.create(kind="article", key=draft.pk + 1000, vector="'x'")
    DeskDocument.objects.filter(key=draft.pk).update(vector="'x'")
    assert index.rebuild("article") == 2
    assert (tables(draft.pk), tables(live.pk)) == ((0, 1), (1, 0))
    assert DeskDocument.objects.filter(kind="article").count() == 1
    assert list(searching.found(Article.objects.all(), "草稿", ["article"])) == [draft]
