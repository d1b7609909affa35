"""The demonstration content: what it holds, that it is loaded once, and that it leaves nothing half-done."""

import datetime as dt
import re
from collections import Counter
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.models import User
from articles.models import Article, ArticlePhoto, Edition, Genre, ReviewRecord, Section, Topic
from events.models import Event, EventStatus
from newsroom.models import PageImport
from organizations.models import Kind, Organization, Person
from photos import picture_files
from photos.models import Photo
from portal.demo import desk, loading
from portal.demo.clock import Clock
from portal.demo.content import FOLDER, read
from portal.demo.texts import read_article, read_articles, to_html
from portal.models import FrontPage

ALREADY = "The demonstration was loaded before: nothing was added or changed."


def english(*arguments: str) -> str:
    from django.utils.translation import override

    out = StringIO()
    with override("en"):
        call_command("load_demo", *arguments, stdout=out)
    return out.getvalue()


# --- what it holds ----------------------------------------------------------------------------------
def test_there_is_as_much_as_a_portal_in_use_has(loaded, db):
    assert Article.objects.published().count() >= 40
    assert Organization.objects.count() >= 45
    assert Event.objects.published().count() >= 25
    assert Edition.objects.published().count() == 4
    assert loaded.was_there is False


def test_every_genre_and_every_section_has_articles(loaded, db):
    published = Article.objects.published()
    assert set(published.values_list("genre", flat=True)) == set(Genre.values)
    by_section = Counter(published.values_list("section__name", flat=True))
    assert sorted(by_section) == sorted(Section.objects.values_list("name", flat=True))
    assert min(by_section.values()) >= 2
    assert published.filter(is_reprint=True).count() == 3
    assert not published.filter(is_reprint=True, source_name="").exists()


def test_all_districts_are_there_and_stations_can_be_found(loaded, db):
    city = Organization.objects.get(name="北京市总工会")
    assert [union.name.removesuffix("区总工会") for union in city.children.filter(kind=Kind.DISTRICT)] == [
        "东城", "西城", "朝阳", "海淀", "丰台", "石景山", "门头沟", "房山",
        "通州", "顺义", "昌平", "大兴", "怀柔", "平谷", "密云", "延庆",
    ]  # fmt: skip
    stations = Organization.objects.stations()
    assert len(stations) >= 15
    for station in stations:
        assert station.address and station.hours and station.services, station
        assert station.telephone.startswith("000-"), station
        assert 39 < station.latitude < 41 and 115 < station.longitude < 118, station
    assert Organization.objects.filter(short_name="八里庄街道总工会").count() == 2


def test_nobody_is_shown_who_did_not_agree(loaded, db):
    assert set(Person.objects.values_list("name", flat=True)) - set(
        Person.objects.shown().values_list("name", flat=True)
    ) == {"刘学", "梁会兰"}
    assert Person.objects.shown().filter(honours__isnull=False).distinct().count() >= 8


def test_events_are_past_coming_recurring_postponed_and_cancelled(loaded, db):
    events = Event.objects.published()
    assert events.upcoming().count() >= 12
    assert events.past().count() >= 12
    assert Counter(events.values_list("status", flat=True)) == {
        EventStatus.SCHEDULED: events.count() - 2,
        EventStatus.POSTPONED: 1,
        EventStatus.CANCELLED: 1,
    }
    assert events.exclude(recurrence="").count() >= 4
    assert events.exclude(exception_dates=[]).exists()
    assert [event for event in events if event.sign_up_is_open and event.sign_up_deadline]
    assert len(set(events.values_list("kind", flat=True))) >= 15


def test_the_topics_have_groups_with_articles_and_one_is_archived(loaded, db):
    assert list(Topic.objects.filter(is_archived=True).values_list("name", flat=True)) == ["冬暖夏凉"]
    for topic in Topic.objects.all():
        for group in topic.groups.all():
            assert group.entries.exists(), group


def test_every_picture_says_that_it_is_drawn_and_what_it_shows(loaded, db):
    assert not Photo.objects.filter(alt_text="").exists()
    assert set(ArticlePhoto.objects.values_list("credit", flat=True)) == {"本站绘图"}
    assert not ArticlePhoto.objects.exclude(caption__startswith="示意图").exists()
    photo_stories = Article.objects.published().filter(genre=Genre.PHOTO)
    assert [article.title for article in photo_stories if article.lead_photo is None] == []


def test_the_library_takes_every_picture_that_is_listed():
    listed = read("pictures/LIST.toml")
    files = {path.stem: path for path in (FOLDER / "pictures").glob("*.jpg")}
    assert sorted(files) == sorted(listed)
    for path in files.values():
        with path.open("rb") as file:
            assert min(picture_files.open_picture(file.read()).size) >= 400, path


def test_a_page_came_in_through_the_importer(loaded, db):
    page_import = PageImport.objects.get()
    page = page_import.edition_page
    assert (page.number, page.name, page.edition.number) == (3, "工会", 310)
    assert [article.title for article in page.articles.order_by("page_position")] == [
        "延庆区总工会“板凳议事”走进二十六个班组",
        "密云区总工会：“一件事清单”管住慰问品",
        "平谷区大桃产业工会联合会成立",
        "绳子那头，是隔壁车间",
        "“我照顾老人，今天有人照顾我”",
    ]
    assert all(article.is_public for article in page.articles.all())
    signed = page.articles.get(page_position=1)
    assert [
        (credit.role, str(credit.contributor), str(credit.contributor.organization))
        for credit in signed.credits.all()
    ] == [
        ("reporter", "沈知远", "北京市总工会"),
        ("correspondent", "郝云", "延庆区总工会"),
    ]
    assert [
        str(article.column) for article in page.articles.exclude(column=None).order_by("page_position")
    ] == [
        "工会重点工作创新案例 › 北京经验",
        "工会重点工作创新案例 › 他山之石",
    ]
    assert "{" not in "".join(page.articles.values_list("body", flat=True))


def test_the_desk_has_copy_at_every_stage(loaded, db):
    states = Counter(article.state for article in Article.objects.filter(working_copy_of=None))
    published = states.pop("published")
    assert published == Article.objects.published().count()
    assert states == {
        "draft": 1, "returned": 1, "submitted": 1, "first_passed": 1, "second_passed": 1, "scheduled": 2,
        "withdrawn": 3,
    }  # fmt: skip
    corrected = Article.objects.get(corrections__isnull=False)
    assert "36支球队" in corrected.body and "34支" not in corrected.body
    assert not ReviewRecord.objects.filter(by_author=True).exists()
    assert FrontPage.objects.live() is None
    assert FrontPage.objects.get().leads.count() == 4


# --- once --------------------------------------------------------------
def test_loading_again_adds_nothing_and_leaves_an_editors_work(loaded, db):
    article = Article.objects.published().first()
    Article.objects.filter(pk=article.pk).update(title="编辑改过的标题")
    Event.objects.first().delete()
    before = loading._counts()
    assert english() == ALREADY + "\n"
    assert loading._counts() == before
    assert Article.objects.get(pk=article.pk).title == "编辑改过的标题"


def test_accounts_sign_in_only_with_the_password_that_was_asked_for(loaded, db):
    assert not any(user.has_usable_password() for user in User.objects.filter(username__in=desk.USERNAMES))
    out = english("--with-accounts", "--verbosity", "0")
    password = re.search(r"password (\S+)", out)[1]
    for username in desk.USERNAMES:
        assert username in out
        assert User.objects.get(username=username).check_password(password)


# --- on whatever day ------------------------------------------------------------------------------------
def clock_at(day: dt.date, hour: int = 10) -> Clock:
    return Clock(dt.datetime.combine(day, dt.time(hour), ZoneInfo("Asia/Shanghai")))


@pytest.mark.parametrize("first", [dt.date(2026, 11, 22), dt.date(2028, 2, 1)])
def test_the_dates_hold_on_every_day_of_the_year(first):
    files = read_articles(FOLDER / "articles")
    events = read("events.toml")["event"]
    for number in range(366):
        clock = clock_at(first + dt.timedelta(days=number), number % 24)
        for file in files:
            if file.get("when") != "none" and file.get("state") != "scheduled":
                # At three in the morning the newest of today's are of yesterday; the paper of a season's
                # day may appear later on that same day.
                assert clock.moment(file.get("when")) < clock.now + dt.timedelta(hours=24), file.slug
            if file.get("state") == "scheduled":
                assert clock.moment(file.get("when")) > clock.now, file.slug
        for event in events:
            assert clock.moment(event["start"]) <= clock.moment(event["end"]), event["slug"]


@pytest.mark.parametrize(
    ("expression", "moment"),
    [
        ("-3 08:30", "2026-11-19T08:30"),
        ("+1", "2026-11-23T09:00"),
        ("edition 0 06:30", "2026-11-19T06:30"),
        ("edition 2 -1", "2026-11-04T09:00"),
        ("season 11-18 +1 10:20", "2026-11-19T10:20"),
        ("season 11-22", "2025-11-22T09:00"),
        ("lunar 12-08", "2026-01-26T09:00"),
        ("SA -7 17:00", "2026-11-21T17:00"),
        ("SU", "2026-11-22T09:00"),
        ("2023-12-15 10:00", "2023-12-15T10:00"),
        ("hours -3", "2026-11-22T07:00"),
    ],
)
def test_an_expression_is_a_moment(expression, moment):
    clock = clock_at(dt.date(2026, 11, 22))
    assert timezone.localtime(clock.moment(expression)).strftime("%Y-%m-%dT%H:%M") == moment


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("yesterday", "yesterday"),
        ("season 13-01", "month must be in 1..12"),
        ("edition x", "'x'"),
        ("-3 noon", "noon"),
        ("-3 08:30 sharp", "Not a moment: '-3 08:30 sharp'"),
    ],
)
def test_what_is_no_moment_is_refused(expression, said):
    with pytest.raises(ValueError, match=re.escape(said)):
        clock_at(dt.date(2026, 11, 22)).moment(expression)


def test_placeholders_become_dates():
    text = clock_at(dt.date(2026, 11, 22)).fill("{d}{d+12w}{d-1y}{SA}{year}{year-1}", dt.date(2026, 12, 25))
    assert text == "12月25日1月6日（星期三）2026年12月24日11月28日20262025"


# --- the texts ------------------------------------------------------------------------------------------
def test_the_light_markup_becomes_rich_text():
    assert to_html(
        "开头**要紧**。\n\n## 一\n\n- 甲\n- 乙\n\n1. 丙\n2. 丁\n\n> 引语\n\n| 区 | 数 |\n| 东<城 | 1 |\n\n~ 总工会\n~ 今天"
    ) == (
        "<p>开头<strong>要紧</strong>。</p><h2>一</h2><ul><li>甲</li><li>乙</li></ul><ol><li>丙</li><li>丁</li></ol>"
        "<blockquote><p>引语</p></blockquote>"
        '<table><thead><tr><th scope="col">区</th><th scope="col">数</th></tr></thead>'
        "<tbody><tr><td>东&lt;城</td><td>1</td></tr></tbody></table>"
        '<p class="sign">总工会</p><p class="sign">今天</p>'
    )


def test_a_picture_in_the_text_is_asked_for_by_its_slug():
    assert (
        to_html("前。\n\n! lathe | 车床。", lambda slug, caption: f"[{slug} {caption}]")
        == "<p>前。</p>[lathe 车床。]"
    )
    with pytest.raises(ValueError, match=r"There is no picture 'lathe' here\."):
        to_html("! lathe | 车床。")


def test_an_unknown_header_is_named_with_its_file(tmp_path):
    (tmp_path / "a.txt").write_text("title: 题\nautor: 谁\n---\n正文。")
    with pytest.raises(ValueError, match=r"a\.txt: 'autor: 谁' is not a header of an article\."):
        read_article(tmp_path / "a.txt")


def test_the_copy_is_clean():
    """Rules that the desk's proofreading has too: half-width marks, straight quotes, unpaired ones, long titles."""
    for file in read_articles(FOLDER / "articles"):
        text = f"{file.get('title')}\n{file.body}"
        assert not re.search(r"[\u4e00-\u9fff][,;:?!()][\u4e00-\u9fff]", text), file.slug
        assert not re.search("[\"']|[，。、；：]{2}|\\.\\.\\.", text), file.slug
        assert text.count("“") == text.count("”"), file.slug
        assert text.count("《") == text.count("》"), file.slug
        assert len(file.get("title")) <= 34, file.slug
        assert not file.get("title").endswith("。"), file.slug
