"""Which documents answer a query, and in which order."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from search import finding, index, queries, reading
from search.finding import Narrowed
from search.models import Document
from tests.factories import (
    make_article,
    make_event,
    make_organization,
    make_person,
    make_published,
    make_section,
)
from tests.search.asking import found, titles, titles_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_synonyms")]


def holding_all(typed):
    """Titles of what holds all words, without what follows behind it."""
    hits = found(typed)
    return titles_of(hits.rows[: hits.whole])


def test_every_part_of_a_headline_is_found():
    title = "北京市总工会职工夜校开课"
    article = make_published(title)
    for start in range(len(title)):
        for end in range(start + 1, len(title) + 1):
            assert found(title[start:end]).rows == [("article", article.pk)], title[start:end]


@pytest.mark.parametrize(
    ("body", "typed"),
    [
        ("举办ＡＩ夜校ＱＺＸ班，共１２３４５人。", ["QZX", "qzx", "12345", "ＱＺＸ"]),
        (
            "买买提·阿不都拉获称号。",
            ["买买提•阿不都拉", "买买提・阿不都拉", "买买提·阿不都拉", "买买提阿不都拉"],
        ),
        ("青蓝\u200b工匠\u200b联盟成立，电话\u00ad8612。", ["青蓝工匠", "工匠联盟", "电话8612"]),
        ("北京市总⼯会发布《⽅案》，⺠主管理，⻓城杯。", ["总工会", "方案", "民主管理", "长城杯"]),
        ("臺灣職工技能競賽", ["台湾职工", "臺灣職工", "技能竞赛"]),
        ("待处理的诉求", ["处理", "待处理", "处", "诉求"]),
    ],
)
def test_any_notation_finds_any_other(body, typed):
    article = make_published("甲乙丙", body=f"<p>{body}</p>")
    for query in typed:
        assert found(query).rows == [("article", article.pk)], query


def test_homophones_are_not_mixed():
    make_published("食事会")
    make_published("时事会")
    assert titles("时事会") == ["时事会"]


def test_all_words_wherever_they_stand():
    make_published("夜校开课", kicker="昌平", body="<p>钳工基础</p>")
    make_published("钳工开课", kicker="昌平", body="<p>急救护理</p>")
    assert holding_all("夜校 昌平") == ["夜校开课"]
    assert holding_all("夜校 钳工 昌平") == ["夜校开课"]


def test_behind_few_that_hold_all_words_come_those_that_hold_some():
    make_published("夜校开课", kicker="昌平", body="<p>钳工基础</p>")
    make_published("钳工开课", kicker="昌平", body="<p>急救护理</p>")
    assert titles("夜校 钳工 昌平") == titles("昌平夜校钳工") == ["夜校开课", "钳工开课"]
    assert not found("夜校 钳工 昌平").is_nearest
    assert titles("夜校 -钳工 昌平") == []
    for number in range(9):
        make_published(f"昌平夜校钳工{number}", body="")
    assert "钳工开课" not in titles("夜校 钳工 昌平")


def test_no_more_follow_than_a_reader_looks_through(monkeypatch):
    monkeypatch.setattr(finding, "MOST_NEAREST", 2)
    make_published("夜校与钳工", body="")
    for number in range(4):
        make_published(f"夜校{number}", body="")
    hits = found("夜校 钳工")
    assert (hits.whole, len(hits.rows)) == (1, 1 + 2)


def test_where_nothing_holds_all_words_those_come_that_hold_what_is_rare():
    make_published("钳工开课", kicker="昌平", body="")
    for number in range(9):
        make_published(f"夜校{number}", body="")
    hits = found("夜校 钳工 昌平")
    assert (len(hits.rows), hits.is_nearest, hits.left_out) == (10, True, [])
    assert titles("夜校 钳工 昌平")[0] == "钳工开课"


def test_of_a_short_word_that_nothing_holds_its_characters_are_looked_for():
    make_published("捐赠季开始", body="")
    make_published("讲座开始", body="")
    hits = found("衣服捐到哪里")
    assert (titles_of(hits.rows), hits.left_out) == (["捐赠季开始"], ["衣服", "捐到"])


@pytest.mark.parametrize(
    ("typed", "wanted", "other"),
    [
        ("待审核", "待审核的稿件", "审核入会申请，等待三天"),
        ("第37届", "第37届赛事", "第37路公交，本届"),
        ("卡拉OK", "卡拉OK大赛", "卡拉胶课与OK表情"),
        ("工友·之家", "工友之家", "工友的家"),
        ("燕化 公司", "燕化公司", "燕化医院"),
    ],
)
def test_what_only_looks_alike_is_not_mixed_in(typed, wanted, other):
    make_published(wanted, body="")
    make_published(other, body="")
    assert [title.replace("ok", "OK") for title in holding_all(typed)] == [wanted]


@pytest.mark.parametrize("typed", ["待审核", "第37届", "卡拉OK"])
def test_behind_a_word_of_which_no_part_says_anything_nothing_follows(typed):
    for title in (
        "待审核的稿件",
        "审核入会申请",
        "第37届赛事",
        "第37路公交",
        "卡拉OK大赛",
        "卡拉胶课与OK表情",
    ):
        make_published(title, body="")
    assert len(found(typed).rows) == 1


def test_a_tag_does_not_lead_where_other_words_stand_beside_it():
    make_published("讲座").tags.add("体检")
    article = make_published("体检报名开始")
    assert found("体检 报名").rows[0] == ("article", article.pk)
    assert found("体检").rows[0][0] == "tag"


def test_what_stands_together_need_not_where_nothing_holds_all():
    article = make_published("1400余家门店")
    make_published("门店")
    assert found("1400家门店").rows[0] == ("article", article.pk)


def test_words_that_nothing_holds_are_left_out_and_named():
    article = make_published("工伤怎么认定")
    hits = found("工伤赔偿")
    assert (hits.rows, hits.left_out) == ([("article", article.pk)], ["赔偿"])


def test_a_phrase_stands_as_it_is():
    make_published("职工的夜校", body="")
    make_published("职工夜校", body="")
    make_published("职工，夜校", body="")
    make_published("职工", kicker="工夜校", body="")
    assert titles('"职工夜校"') == ["职工夜校"]


def test_without():
    make_published("夜校开课", body="")
    make_published("夜校报名", body="")
    make_published("夜校报到开名单", body="")
    assert titles("夜校 -报名") == ["夜校报到开名单", "夜校开课"]
    assert titles('夜校 -"报到开"') == ["夜校报名", "夜校开课"]
    assert titles("-报名") == []


def test_what_is_called_so_comes_first():
    for _number in range(5):
        make_published("昌平区总工会 昌平区总工会", body="<p>电话 昌平区总工会 电话</p>")
    union = make_organization("昌平区总工会", telephone="010-8412")
    assert found("昌平区总工会 电话").rows[0] == ("organization", union.pk)
    assert found("昌平总工会").rows[0] == ("organization", union.pk)


def test_a_headline_counts_more_than_a_text_and_the_new_more_than_the_old():
    old = timezone.now() - dt.timedelta(days=3000)
    make_published("甲", body="<p>夜校</p>")
    make_published("旧夜校", published_at=old)
    make_published("新夜校")
    assert titles("夜校") == ["新夜校", "旧夜校", "甲"]
    assert titles("夜校", Narrowed(), "date")[-1] == "旧夜校"


def test_only_what_readers_may_see_and_by_the_clock():
    now = timezone.now()
    make_article("劳模草稿")
    make_published("劳模讲堂")
    make_published("劳模预告", published_at=now + dt.timedelta(hours=1))
    make_published("劳模往事", expires_at=now + dt.timedelta(hours=1))
    make_organization("劳模旧院", status="closed")
    make_person("李劳模")
    make_event("劳模闭门会", published_at=None)
    assert sorted(titles("劳模")) == ["劳模往事", "劳模讲堂"]
    Document.objects.filter(title="劳模往事").update(shown_until=now)
    Document.objects.filter(title="劳模预告").update(shown_from=now)
    assert sorted(titles("劳模")) == ["劳模讲堂", "劳模预告"]


def test_narrowed():
    section, other = make_section("要闻"), make_section("普法")
    make_published("夜校一", section=section, published_at=dt.datetime(2026, 3, 1, tzinfo=dt.UTC))
    make_published("夜校二", section=other, published_at=dt.datetime(2026, 4, 1, tzinfo=dt.UTC))
    assert titles("夜校", Narrowed((f"section:{section.pk}",))) == ["夜校一"]
    since = dt.datetime(2026, 3, 15, tzinfo=dt.UTC)
    assert titles("夜校", Narrowed(since=since)) == ["夜校二"]
    assert titles("夜校", Narrowed(until=since)) == ["夜校一"]


def test_an_organization_with_those_below_it():
    from articles.models import ArticleOrganization

    city = make_organization("北京市总工会")
    district = make_organization("昌平区总工会", parent=city)
    article = make_published("夜校开课")
    ArticleOrganization.objects.create(article=article, organization=district, role="subject")
    assert found("夜校", Narrowed((f"organization:{city.pk}",))).rows == [("article", article.pk)]
    district.parent = make_organization("河北省总工会")
    district.save()
    assert found("夜校", Narrowed((f"organization:{city.pk}",))).rows == []


class TestMany:
    """What more documents hold than are read at once: the newest are found, span after span."""

    @pytest.fixture(autouse=True)
    def many(self, monkeypatch):
        monkeypatch.setattr(reading, "FEW", 0)
        monkeypatch.setattr(finding, "MOST_COUNTED", 3)
        monkeypatch.setattr(finding, "MOST_TITLED", 2)

    def make(self, days: int, title: str = "讲座", **values):
        values.setdefault("body", "<p>夜校</p>")
        return make_published(title, published_at=timezone.now() - dt.timedelta(days=days), **values)

    @pytest.mark.parametrize("typed", ["夜校", "夜", "夜校 夜", "讲座 夜校", "jiangzuo"])
    def test_the_newest(self, typed):
        for number in range(5):
            self.make(200 * number, f"讲座{number}")
        hits = found(typed)
        assert hits.has_more
        assert sorted(titles(typed))[:3] == ["讲座0", "讲座1", "讲座2"]
        assert titles(typed, Narrowed(), "date") == ["讲座0", "讲座1", "讲座2"]

    def test_all_where_there_are_no_more_however_old(self, monkeypatch):
        for years in (0, 1, 9, 70):
            self.make(365 * years, f"讲座{years}")
        monkeypatch.setattr(finding, "MOST_COUNTED", 4)
        hits = found("夜校")
        assert (len(hits.rows), hits.has_more) == (4, False)
        assert titles("夜校", Narrowed(), "date") == ["讲座0", "讲座1", "讲座9", "讲座70"]

    def test_what_says_it_in_a_headline_and_is_older(self):
        old = self.make(3000, "夜校")
        for days in range(4):
            self.make(days)
        assert found("夜校").rows[0] == ("article", old.pk)
        assert found('"夜校"').rows[0] == ("article", old.pk)
        assert ("article", old.pk) not in found("夜校", Narrowed(), "date").rows

    def test_what_must_stand_together_or_must_not_among_the_newest(self):
        for days in range(3):
            self.make(days, f"讲座{days}", body="<p>职工，工夜，夜校</p>")
        self.make(3, "讲座三", body="<p>职工夜校</p>")
        assert (titles('"职工夜校"'), found('"职工夜校"').has_more) == ([], True)
        # Of the index alone it is asked what of two characters must not be there.
        self.make(4, "讲座四", body="<p>夜校报名</p>")
        assert titles("夜校 -职工", Narrowed(), "date") == ["讲座四"]
        assert titles("夜校 -报名", Narrowed(), "date") == ["讲座0", "讲座1", "讲座2"]
        assert titles('夜校 -"工夜，夜校"', Narrowed(), "date") == []

    def test_what_is_not_public_takes_no_place(self):
        for days in (-1, -40, -400):
            self.make(days)
        self.make(1, "过期", expires_at=timezone.now() - dt.timedelta(seconds=1))
        for days in (50, 60, 70, 80):
            self.make(days, f"讲座{days}")
        assert titles("夜校", Narrowed(), "date") == ["讲座50", "讲座60", "讲座70"]

    def test_events_to_come(self, monkeypatch):
        monkeypatch.setattr(reading, "MOST_AHEAD", 1)
        for days in (40, 80, 500):
            make_event(f"夜校{days}", starts_at=timezone.now() + dt.timedelta(days=days))
        for days in (1, 2, 3):
            self.make(days, f"讲座{days}")
        assert titles("夜校", Narrowed(), "date") == ["夜校500", "夜校80", "夜校40"]
        monkeypatch.setattr(finding, "MOST_TITLED", 0)
        assert titles("夜校") == ["夜校40", "讲座1", "讲座2"]
        # Where there is little else, more of them.
        assert titles("夜校", Narrowed(since=timezone.now() - dt.timedelta(days=1.5))) == [
            "夜校80", "夜校40", "讲座1"
        ]  # fmt: skip

    def test_the_newest_of_a_span_that_holds_more_than_one_answer(self, monkeypatch):
        monkeypatch.setattr(reading, "MOST_READ", 2)
        for days in (190, 160, 130, 100):
            self.make(days, f"讲座{days}")
        assert titles("夜校", Narrowed(), "date") == ["讲座100", "讲座130", "讲座160"]

    def test_narrowed(self):
        section = make_section("要闻")
        for days in (1, 400, 800, 1200, 1600):
            self.make(days, f"讲座{days}", section=section if days != 400 else None)
        mark = f"section:{section.pk}"
        assert titles("夜校", Narrowed((mark,)), "date") == ["讲座1", "讲座800", "讲座1200"]
        now = timezone.now()
        span = Narrowed((mark,), now - dt.timedelta(days=1300), now - dt.timedelta(days=500))
        assert (titles("夜校", span), found("夜校", span).has_more) == (["讲座800", "讲座1200"], False)
        assert titles("夜校", Narrowed((), now + dt.timedelta(days=9), now + dt.timedelta(days=99))) == []

    def test_of_letters_that_very_many_words_begin_with_the_whole_word_alone(self):
        self.make(1, body="<p>wifi</p>")
        whole = self.make(2, body="<p>wi</p>")
        assert (found("wi").rows, found("wi").has_more) == ([("article", whole.pk)], True)

    def test_the_number_of_statements_is_bounded(self, django_assert_max_num_queries):
        for days in (1, 40_000):
            self.make(days)
        index.bring_up_to_date()
        query = queries.read("夜校")
        with django_assert_max_num_queries(30):
            finding.find(query)


def test_no_plan_reads_the_whole_table():
    """Of a small table the planner would rather read all: it may not."""
    make_published("夜校")
    index.bring_up_to_date()
    with CaptureQueriesContext(connection) as captured:
        for typed in ("夜校", "夜", "职工 夜校", '"职工夜校"', "夜校 -职工", "职工怎么报夜校", "yexiao", "2"):
            finding.find(queries.read(typed))
    asked = [query["sql"] for query in captured.captured_queries if "vector @@" in query["sql"]]
    asked = [sql for sql in asked if not sql.startswith("EXPLAIN")]
    assert len(asked) > 8
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        for sql in asked:
            cursor.execute("EXPLAIN " + sql)
            plan = "\n".join(line for (line,) in cursor.fetchall())
            assert "Seq Scan" not in plan, plan
            assert "search_vector" in plan or "Index Cond: (id = ANY" in plan, plan


@pytest.mark.parametrize(
    ("typed", "titles_found"),
    [
        ("gongjiang", ["昌平工匠学院"]),
        ("gongjiangxueyuan", ["昌平工匠学院"]),
        ("changping", ["昌平工匠学院"]),
        ("gjxy", ["昌平工匠学院"]),
        ("gong'jiang", ["昌平工匠学院"]),
        ("yinhang", ["银行职工"]),
        ("jianggong", []),
        ("gongjian", ["共建"]),
        ("mengjian", []),
        ("工匠", ["昌平工匠学院"]),
        ("公匠", []),
    ],
)
def test_titles_are_found_by_letters(typed, titles_found):
    make_published("昌平工匠学院", body="<p>梦见</p>")
    make_published("银行职工")
    make_published("共建")
    assert titles(typed) == titles_found
