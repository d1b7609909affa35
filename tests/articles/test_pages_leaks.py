"""Nothing unpublished stands anywhere: every address of readers is walked with something that could leak."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import workflow
from articles.models import Article, ArticleOrganization, Contributor, Credit, Figure, Status
from tests.factories import (
    make_article,
    make_column,
    make_event,
    make_organization,
    make_page,
    make_person,
    make_photo,
    make_published,
    make_section,
    make_topic,
)

pytestmark = pytest.mark.django_db
SECRET = "密稿"


@pytest.fixture
def shelf():
    """One of everything that lists articles, and a public article in all of it."""
    places = {
        "section": make_section("通知公告"),
        "column": make_column("基层经验"),
        "group": make_topic("夜校").groups.create(name="报道"),
        "page": make_page(timezone.localdate()),
        "organization": make_organization("昌平区总工会"),
        "person": make_person("蒋玉芬", consented_on=dt.date(2026, 1, 1)),
        "contributor": Contributor.objects.create(name="林晓舟"),
        "event": make_event("夜校开学"),
        "photo": make_photo(),
    }
    for genre in ("news", "photo", "notice"):
        public = make_published(f"公开的稿件{genre}", genre=genre)
        put_everywhere(public, places)
    return places | {"public": public}


def put_everywhere(article: Article, places) -> None:
    article.section, article.column = places["section"], places["column"]
    article.edition_page = places["page"]
    article.save()
    places["group"].entries.create(article=article)
    places["event"].articles.add(article)
    article.people.add(places["person"])
    article.tags.add("夜校")
    article.photo_entries.create(photo=places["photo"], is_lead=True)
    Credit.objects.create(article=article, contributor=places["contributor"])
    ArticleOrganization.objects.create(article=article, organization=places["organization"])
    Figure.objects.create(
        article=article, label="开课", value=96, unit="场", date=dt.date(2026, 1, 1) + dt.timedelta(article.pk),
        organization=places["organization"],
    )  # fmt: skip


@pytest.fixture
def hidden(shelf, cast) -> list[Article]:
    """One article in every state that readers do not see, standing everywhere."""
    now = timezone.now()
    rows = [make_article(f"{SECRET}{status}", status=status) for status in (
        Status.DRAFT, Status.RETURNED, Status.SUBMITTED, Status.FIRST_PASSED, Status.SECOND_PASSED, Status.APPROVED
    )]  # fmt: skip
    rows.append(make_published(f"{SECRET}排期", published_at=now + dt.timedelta(minutes=5)))
    rows.append(make_published(f"{SECRET}过期", published_at=now - dt.timedelta(days=3), expires_at=now))
    rows.append(make_published(f"{SECRET}撤下", organization=cast.city))
    for row in rows:
        put_everywhere(row, shelf)
    workflow.withdraw(
        rows[-1], by=cast.editor, approver=cast.chief_editor, comment="有误", notice="本文已撤回。"
    )
    Article.objects.filter(pk=shelf["public"].pk).update(organization=cast.city)
    copy = workflow.start_correction(shelf["public"], by=cast.editor)
    copy.title = f"{SECRET}更正稿"
    copy.save()
    return [*rows, copy]


def addresses(shelf) -> list[str]:
    at = timezone.localtime(shelf["public"].published_at)
    day = [at.year, at.month, at.day]
    section, column = shelf["section"], shelf["column"]
    return [
        "/",
        reverse("articles:news"),
        shelf["public"].get_absolute_url(),
        reverse("articles:archive"),
        reverse("articles:archive_year", args=day[:1]),
        reverse("articles:archive_month", args=day[:2]),
        reverse("articles:archive_day", args=day),
        section.get_absolute_url(),
        reverse("articles:section_feed", args=[section.slug]),
        reverse("articles:columns"),
        column.get_absolute_url(),
        reverse("articles:column_feed", args=[column.slug]),
        reverse("articles:topics"),
        shelf["group"].topic.get_absolute_url(),
        reverse("articles:tag", args=["夜校"]),
        reverse("articles:tag_feed", args=["夜校"]),
        shelf["contributor"].get_absolute_url(),
        reverse("articles:editions"),
        shelf["page"].edition.get_absolute_url(),
        shelf["page"].get_absolute_url(),
        reverse("articles:article_feed"),
        reverse("search:search") + f"?q={SECRET}",
        reverse("search:search") + "?q=稿件",
        f"/没有的/{SECRET}/",
        reverse("organizations:directory"),
        shelf["organization"].get_absolute_url(),
        reverse("people:people"),
        shelf["person"].get_absolute_url(),
        reverse("events:upcoming"),
        shelf["event"].get_absolute_url(),
    ]


def test_no_page_shows_what_is_not_public(client, shelf, hidden):
    for address in addresses(shelf):
        answer = client.get(address)
        text = answer.content.decode().replace(f'value="{SECRET}"', "").replace(f"“{SECRET}”", "")
        text = text.replace(f"搜索：{SECRET}", "").replace(address, "")
        assert SECRET not in text, address
        assert answer.status_code == (404 if "没有的" in address else 200), address


def test_the_same_pages_show_what_is_public(client, shelf):
    """Else the test above would prove nothing."""
    without = {reverse("articles:archive"), reverse("articles:topics")}
    without |= {address for address in addresses(shelf) if SECRET in address}
    without |= {reverse("organizations:directory"), reverse("people:people"), reverse("events:upcoming")}
    for address in addresses(shelf):
        assert ("公开的稿件" in client.get(address).text) == (address not in without), address


def test_the_address_of_a_hidden_article_says_nothing_of_it(client, shelf, hidden):
    codes = []
    for row in hidden:
        answer = client.get(row.get_absolute_url())
        codes.append(answer.status_code)
        assert SECRET not in answer.text
        assert client.get(reverse("articles:qr_code", args=[row.pk])).status_code == 404
    assert codes == [404] * 8 + [410] + [404]


def test_places_without_anything_public_are_not_there(client, shelf, hidden):
    """A tag, a contributor or an issue that only hidden articles know."""
    draft = hidden[0]
    draft.tags.add("秘密行动")
    Credit.objects.create(article=draft, contributor=Contributor.objects.create(name="匿名者"))
    draft.edition_page = make_page(dt.date(2020, 1, 1))
    draft.save()
    assert client.get(reverse("articles:tag", args=["秘密行动"])).status_code == 404
    assert client.get(reverse("articles:tag_feed", args=["秘密行动"])).status_code == 404
    assert client.get(Contributor.objects.get(name="匿名者").get_absolute_url()).status_code == 404
    assert client.get(draft.edition_page.get_absolute_url()).status_code == 404
    assert client.get(draft.edition_page.edition.get_absolute_url()).status_code == 404
    assert client.get("/archive/2020/").status_code == 404
    assert "秘密行动" not in client.get(shelf["public"].get_absolute_url()).text


def test_tomorrows_paper_is_not_read_today(client):
    page = make_page(timezone.localdate() + dt.timedelta(days=1))
    make_published("明天见报", edition_page=page)
    assert client.get(page.get_absolute_url()).status_code == 404
    assert page.edition.get_absolute_url() not in client.get(reverse("articles:editions")).text
