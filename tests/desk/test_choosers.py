"""Choosers: what is meant comes first, what readers do not see says so, and whoever chose it is told."""

import datetime as dt
import json

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import workflow
from common.dates import desk_time
from events.models import Event
from organizations.models import Alias, Organization, OrganizationStatus
from tests import factories as make
from tests.forms import form_data

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def offered(client, model, field, term=""):
    app, _dot, name = model.partition(".")
    query = {"app_label": app, "model_name": name, "field_name": field, "term": term}
    answer = client.get(reverse("admin:autocomplete"), query)
    assert answer.status_code == 200
    return [row["text"] for row in json.loads(answer.content)["results"]]


# --- organizations -----------------------------------------------------------------------------------
@pytest.fixture
def unions(cast):
    """Made in an order, with positions and pinyin, that would put the district last."""
    district = make.make_organization(
        "宁山区总工会", parent=cast.city, district="宁山区", short_name="宁山区总", position=90
    )
    for name, kind, position in (
        ("宁山百工汇", "station", 1),
        ("宁山区安平街道总工会", "subdistrict", 1),
        ("宁山区职工服务中心", "service_centre", 1),
        ("北岭市宁山区教育工会", "industry", 1),
        ("阿里宁山门店工会", "enterprise_union", 1),
    ):
        make.make_organization(name, kind=kind, position=position, parent=district)
    make.make_organization("宁山区旧总工会", parent=cast.city, status=OrganizationStatus.CLOSED)
    return district


def test_a_district_comes_before_what_belongs_to_it(cast, desk, unions):
    assert offered(desk(cast.editor), "articles.articleorganization", "organization", "宁山") == [
        "宁山区总工会",
        "宁山区安平街道总工会",
        "北岭市宁山区教育工会",
        "宁山区职工服务中心",
        "宁山百工汇",
        "阿里宁山门店工会",
        "宁山区旧总工会（已撤销）",
    ]


def test_what_is_called_so_comes_first(cast, unions):
    hall = make.make_organization("城东文化宫", kind="culture", parent=unions)
    Alias.objects.create(organization=hall, name="宁山")
    found = Organization.objects.search("宁山").best_first("宁山")
    assert [one.name for one in found[:2]] == ["城东文化宫", "宁山区总工会"]
    assert [one.name for one in Organization.objects.search("宁山区总").best_first("宁山区总")][:1] == [
        "宁山区总工会"
    ]


@pytest.mark.parametrize("term", ["", "  ", "%", "_", "\\", "宁山 街道"])
def test_any_words_are_taken(cast, desk, unions, term):
    names = offered(desk(cast.editor), "articles.articleorganization", "organization", term)
    assert ("宁山区总工会" in names) == (not term.strip())


# --- articles --------------------------------------------------------------------------------------------
@pytest.fixture
def articles(cast):
    union = cast.changping
    times = {
        "old": (NOW - dt.timedelta(days=400), None),
        "new": (NOW - dt.timedelta(hours=2), None),
        "planned": (NOW + dt.timedelta(days=400), None),
        "gone": (NOW - dt.timedelta(days=3), NOW - dt.timedelta(days=1)),
    }
    titles = {"old": "旧闻", "new": "新闻", "planned": "定时稿", "gone": "过期稿"}
    made = {
        name: make.make_published(titles[name], published_at=start, expires_at=end, organization=union)
        for name, (start, end) in times.items()
    }
    return {**made, "draft": make.make_article("草稿一篇", organization=union)}


CHOOSERS = [
    ("portal.frontpagelead", "article"),
    ("articles.topicentry", "article"),
    ("events.event", "articles"),
]


@pytest.mark.parametrize(("model", "field"), CHOOSERS)
def test_what_readers_see_comes_first_and_the_rest_says_its_state(cast, desk, articles, model, field):
    clock = {name: desk_time(one.published_at) for name, one in articles.items() if one.published_at}
    assert offered(desk(cast.chief_editor), model, field) == [
        f"新闻（{clock['new']}发布）",
        f"旧闻（{clock['old']}发布）",
        f"定时稿（定时{clock['planned']}发布）",
        "草稿一篇（草稿，发布后显示）",
        "过期稿（已到期，不显示）",
    ]


def test_copies_of_articles_are_not_offered(cast, desk):
    live = make.make_published("新闻", organization=cast.city)
    workflow.start_correction(live, by=cast.editor)
    assert len(offered(desk(cast.chief_editor), "portal.frontpagelead", "article")) == 1


def test_a_draft_that_leads_the_front_page_says_so(cast, desk, articles):
    client, add = desk(cast.chief_editor), reverse("admin:portal_frontpage_add")
    data = form_data(client.get(add), "frontpage_form", name="春节")
    data |= {"leads-TOTAL_FORMS": 3}
    for number, name in enumerate(("draft", "planned", "new")):
        data |= {f"leads-{number}-article": articles[name].pk, f"leads-{number}-position": number}
    answer = client.post(add, {**data, "_continue": "1"}, follow=True)
    state = articles["planned"].state_label
    said = [str(message) for message in answer.context["messages"]]
    assert said[:2] == [
        "《草稿一篇》目前是“草稿”：发布后才会在这里出现。",
        f"《定时稿》目前是“{state}”：到时会在这里出现。",
    ]
    page = answer.content.decode()
    assert "草稿一篇（草稿，发布后显示）" in page
    again = form_data(answer, "frontpage_form")
    quiet = client.post(answer.request["PATH_INFO"], {**again, "_continue": "1"}, follow=True)
    assert not [one for one in quiet.context["messages"] if "草稿一篇》" in str(one)]


def test_an_article_that_will_never_be_shown_is_told_as_that(cast, desk, articles):
    client, add = desk(cast.chief_editor), reverse("admin:events_event_add")
    start = timezone.localtime(NOW).date() + dt.timedelta(days=3)
    data = form_data(
        client.get(add), "event_form", title="讲座", starts_at_0=str(start), starts_at_1="09:00",
        ends_at_0=str(start), ends_at_1="10:00", articles=[articles["gone"].pk], organization=cast.city.pk,
    )  # fmt: skip
    answer = client.post(add, data, follow=True)
    assert Event.objects.count() == 1
    assert "《过期稿》目前是“已到期”：不会在这里出现，请另选一篇。" in [
        str(one) for one in answer.context["messages"]
    ]


def test_another_unions_draft_stays_without_name_and_state(cast, desk):
    secret = make.make_article("朝阳的草稿", organization=cast.chaoyang)
    event = make.make_event("讲座", organization=cast.changping)
    event.articles.add(secret)
    chief = make.make_user("chief-cp", roles=("chief_editor",), organization=cast.changping)
    page = desk(chief).get(reverse("admin:events_event_change", args=[event.pk])).content.decode()
    assert "朝阳的草稿" not in page
    assert "不是您的稿件或活动" in page


# --- whatever else has states --------------------------------------------------------------------------------
def test_columns_people_and_topics_say_theirs(cast, desk):
    make.make_column("旧栏", is_closed=True)
    make.make_column("新栏")
    make.make_person("未同意")
    make.make_person("已同意", consented_on=dt.date(2026, 1, 1))
    client = desk(cast.chief_editor)
    assert offered(client, "articles.article", "column") == ["新栏", "旧栏（已停办）"]
    assert offered(client, "articles.article", "people") == ["已同意", "未同意（未同意公开，不显示）"]
    make.make_topic("旧专题", is_archived=True)
    page = client.get(reverse("admin:portal_frontpage_add")).content.decode()
    assert "旧专题（已归档）" in page


@pytest.mark.parametrize("count", [1, 15])
def test_the_cost_does_not_grow(cast, desk, django_assert_num_queries, count):
    client = desk(cast.chief_editor)
    for number in range(count):
        make.make_published(f"稿{number}", organization=cast.changping)
    address = reverse("admin:autocomplete")
    query = {"app_label": "portal", "model_name": "frontpagelead", "field_name": "article"}
    client.get(address, query)
    with django_assert_num_queries(9):
        client.get(address, query)
