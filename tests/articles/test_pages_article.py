"""The page of one article."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import workflow
from articles.models import Article, ArticleOrganization, Credit, Figure
from articles.models.contributor import CreditRole
from tests.factories import (
    make_article,
    make_column,
    make_contributor,
    make_event,
    make_organization,
    make_page,
    make_person,
    make_photo,
    make_published,
    make_section,
)

pytestmark = pytest.mark.django_db


def show(client, article: Article):
    return client.get(article.get_absolute_url())


def test_what_it_costs(client, django_assert_num_queries):
    article = everything()
    for numbers in (range(4), range(4, 30)):  # with fewer, those with the same tags are asked for too
        for number in numbers:
            other = make_published(column=article.column)
            ArticleOrganization.objects.create(article=other, organization=article.organizations.first())
            Figure.objects.create(
                article=other, label="开课", value=number, unit="场", date=dt.date(2020, 1, number + 1)
            )
            article.tags.add(f"标签{number}")
            article.photo_entries.create(photo=make_photo())
            Credit.objects.create(article=article, contributor=make_contributor())
        with django_assert_num_queries(5):
            show(client, article)


def everything() -> Article:
    column = make_column("北京经验", parent=make_column("创新案例"))
    article = make_published(
        "夜校开课", kicker="送课进园区", subtitle="一所职工夜校", section=make_section("要闻"), column=column,
        edition_page=make_page(), body="<p>一到周三晚上。</p>",
    )  # fmt: skip
    organization = make_organization("昌平区总工会")
    ArticleOrganization.objects.create(article=article, organization=organization)
    article.people.add(make_person("蒋玉芬", consented_on=dt.date(2026, 1, 1)), make_person("未同意者"))
    article.events.add(make_event("夜校开学"))
    article.tags.add("夜校")
    article.photo_entries.create(
        photo=make_photo(alt_text="教室"), is_lead=True, caption="满座", credit="周砚 摄"
    )
    Credit.objects.create(article=article, contributor=make_contributor("林晓舟"), role=CreditRole.REPORTER)
    Credit.objects.create(article=article, contributor=make_contributor("方宁"), role=CreditRole.EDITOR)
    Figure.objects.create(article=article, label="开课", value=96, unit="场", date=dt.date(2025, 12, 31))
    return article


def test_everything_that_belongs_to_it_is_shown(client):
    article = everything()
    article.corrections.create(note="场次应为96场。")
    text = show(client, article).text
    for wanted in (
        "送课进园区", '<h1 class="">夜校开课</h1>', "——一所职工夜校", "创新案例", "北京经验", "记者", "林晓舟", "教室", "满座",
        "周砚 摄", "一到周三晚上。", "开课", "96", "场次应为96场。", "责任编辑 方宁", "第03版 工会", "昌平区总工会",
        "夜校开学", "蒋玉芬", "约1分钟读完", "qr.svg",
    ):  # fmt: skip
        assert wanted in text, wanted
    assert "未同意者" not in text


def test_pictures_of_the_library_come_in_all_sizes(client):
    photo, gone = make_photo(alt_text="车间", focal_x=0.2), 999999
    body = (
        f'<p>前</p><figure data-photo="{photo.pk}"><img src="/media/x.jpeg" alt=""><figcaption>图注</figcaption>'
        f'</figure><figure data-photo="{gone}"><img src="/y.jpeg" alt=""></figure><p>后</p>'
    )
    text = show(client, make_published(body=body)).text
    assert f'<source type="image/avif" srcset="{photo.srcset("avif")}"' in text
    assert 'alt="车间"' in text
    assert "图注" in text
    assert "/y.jpeg" not in text


def test_wide_tables_scroll_by_themselves(client):
    text = show(client, make_published(body="<table><tr><td>1</td></tr></table>")).text
    assert '<div class="table-scroll" role="region" tabindex="0" aria-label="表格"><table>' in text


def test_a_picture_story_is_a_gallery_with_all_pictures(client):
    article = make_published(genre="photo")
    for number in range(3):
        article.photo_entries.create(
            photo=make_photo(), is_lead=number == 0, position=number, caption=f"第{number}张"
        )
    context = show(client, article).context
    assert [entry.caption for entry in context["gallery"]] == ["第0张", "第1张", "第2张"]
    assert context["lead"] is None


def test_related_articles_share_something(client):
    """Same event first, then a person, an organization, the column; never one that shares nothing."""
    column, event, organization = make_column(), make_event(), make_organization("昌平区总工会")
    city = make_organization("北京市总工会", kind="province")
    person = make_person("蒋玉芬", consented_on=dt.date(2026, 1, 1))
    old = timezone.now() - dt.timedelta(days=30)
    article, by_column, by_event, by_organization, by_person, by_city = (
        make_published(title, published_at=old)
        for title in ("本文", "同栏", "同活动", "同单位", "同人", "同市总")
    )
    make_published("最新的无关文章")
    for row in (article, by_column):
        row.column = column
        row.save()
    for row in (article, by_event):
        row.events.add(event)
    for row in (article, by_organization):
        ArticleOrganization.objects.create(article=row, organization=organization)
    for row in (article, by_city):
        ArticleOrganization.objects.create(article=row, organization=city)
    for row in (article, by_person):
        row.people.add(person)
    titles = [row.title for row in show(client, article).context["related"]]
    assert titles == ["同活动", "同人", "同单位", "同栏"]


def test_where_little_is_related_the_same_tags_fill_up(client):
    """Those that share the most tags first, then the newer; no more than four."""
    article = make_published("本文")
    article.tags.add("驿站", "职工服务")
    for title, tags in (
        ("一签旧", ["驿站"]), ("两签", ["驿站", "职工服务"]), ("一签新", ["职工服务"]), ("别的签", ["体育"]),
    ):  # fmt: skip
        make_published(title, published_at=timezone.now() - dt.timedelta(hours=2)).tags.add(*tags)
    make_article("草稿").tags.add("驿站", "职工服务")
    titles = [row.title for row in show(client, article).context["related"]]
    assert titles == ["两签", "一签新", "一签旧"]


def test_older_and_newer_in_the_column(client):
    column, at = make_column(), timezone.now() - dt.timedelta(days=1)
    first, second, third = (make_published(f"{n}", column=column, published_at=at) for n in "一二三")
    make_published("别栏", column=make_column(), published_at=at)
    context = show(client, second).context
    assert (context["older"], context["newer"]) == (first, third)
    context = show(client, third).context
    assert (context["older"], context["newer"]) == (second, None)


def test_a_figure_with_others_to_compare_becomes_a_chart(client):
    union, other = make_organization("昌平区总工会"), make_organization("朝阳区总工会")
    article = make_published("今年")
    figure = {"label": "开课", "unit": "场"}
    Figure.objects.create(article=article, value=96, date=dt.date(2025, 12, 31), organization=union, **figure)
    Figure.objects.create(article=article, label="教师", value=38, unit="名")
    last_year = make_published("去年")
    Figure.objects.create(
        article=last_year, value=48, date=dt.date(2024, 12, 31), organization=union, **figure
    )
    Figure.objects.create(article=last_year, label="开课", unit="小时", value=7)
    neighbour = make_published("邻区")
    Figure.objects.create(
        article=neighbour, value=24, date=dt.date(2025, 12, 31), organization=other, **figure
    )
    (chart,) = show(client, article).context["charts"]
    assert [(bar.label, bar.figure.value, bar.is_here) for bar in chart.bars] == [
        ("昌平区总工会 2024", 48, False),
        ("昌平区总工会 2025", 96, True),
        ("朝阳区总工会 2025", 24, False),
    ]
    lengths = [bar.length for bar in chart.bars]
    assert lengths == [lengths[1] / 2, lengths[1], lengths[1] / 4]
    assert "以表格查看" in show(client, article).text


def test_the_qr_code_holds_the_address(client, settings):
    article = make_published()
    answer = client.get(reverse("articles:qr_code", args=[article.pk]))
    assert answer["Content-Type"] == "image/svg+xml"
    assert answer.text.startswith("<svg")


# --- after a withdrawal --------------------------------------------------------------------------
@pytest.fixture
def live(cast) -> Article:
    return make_published("误发", organization=cast.city, body="<p>原来的正文。</p>")


def withdraw(cast, article, **values):
    workflow.withdraw(article, by=cast.chief_editor, comment="内部原因", **values)


def test_gone_with_the_public_notice_and_not_the_reason(client, cast, live):
    withdraw(cast, live, notice="数据有误，本文已撤回。")
    for _step in range(2):
        answer = show(client, live)
        assert answer.status_code == 410
        assert "数据有误，本文已撤回。" in answer.text
        assert "内部原因" not in answer.text
        assert "误发" not in answer.text
        if _step == 0:
            workflow.restore(live, by=cast.editor)  # taken up again, its address stays closed


def test_replaced_leads_to_the_new_one_for_good(client, cast, live):
    new = make_published("正确的", organization=cast.city)
    withdraw(cast, live, kind="replaced", replaced_by=new)
    answer = show(client, live)
    assert (answer.status_code, answer["Location"]) == (301, new.get_absolute_url())
    withdraw(cast, new)
    assert show(client, live).status_code == 410


def test_kept_shows_the_text_of_then_under_its_notice(client, cast, live):
    withdraw(cast, live, kind="kept", notice="政策已废止。")
    workflow.restore(live, by=cast.editor)
    live.title, live.body = "未审的新题", "<p>未审的新文。</p>"
    live.save()
    answer = show(client, live)
    assert answer.status_code == 200
    assert "政策已废止。" in answer.text
    assert "原来的正文。" in answer.text
    assert "误发" in answer.text
    assert "未审" not in answer.text
    assert '<meta name="robots" content="noindex">' in answer.text
