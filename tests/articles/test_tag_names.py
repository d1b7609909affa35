"""One tag for one word, with an address that is never empty."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from articles.models import Tag
from articles.models.tag import tags_named
from tests.factories import make_published

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("AI", "ai"),
        ("5G", "５Ｇ"),
        ("Café", "Cafe\u0301"),
        ("ＡＩ", "Ai"),
        ("夜 校", "夜校"),
        ("夜校", "夜\u200b校"),
        ("工会", "⼯会"),
    ],
)
def test_two_spellings_are_one_tag_and_the_first_stays(first, second):
    article, other = make_published("甲"), make_published("乙")
    article.tags.add(first)
    other.tags.set([second, first])
    assert list(Tag.objects.values_list("name", flat=True)) == [first]
    assert list(other.tags.names()) == [first]
    assert Tag.objects.get().items.count() == 2


def test_two_spellings_at_once_make_one_tag():
    assert [tag.name for tag in tags_named(["ai", "AI", "夜校"])] == ["ai", "夜校"]


def test_the_database_keeps_two_spellings_apart_from_each_other():
    Tag.objects.create(name="AI")
    with pytest.raises(IntegrityError), transaction.atomic():
        Tag.objects.bulk_create([Tag(name="ai", slug="ai_2", key="ai")])


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("🎉", "u1f389"),
        ("👷🏻", "u1f477-u1f3fb"),
        ("！", "u21"),
        ("五一·劳动", "五一劳动"),
        ("AI+", "ai"),
    ],
)
def test_every_tag_has_an_address(client, name, slug):
    make_published("甲").tags.add(name)
    tag = Tag.objects.get()
    assert tag.slug == slug
    page = client.get(reverse("articles:tag", args=[tag.slug]))
    assert (page.status_code, "甲" in page.content.decode()) == (200, True)


@pytest.mark.parametrize("path", ["/articles/{0}/", "/en/articles/{0}/"])
def test_the_page_of_an_article_with_such_a_tag_stands(client, path):
    article = make_published("甲")
    article.tags.add("🎉", "！！")
    assert client.get(article.get_absolute_url()).status_code == 200


def test_two_names_of_one_address_get_two():
    assert [tag.slug for tag in tags_named(["C++", "C#", "C"])] == ["c", "c_1", "c_2"]
    assert [len(tag.slug) for tag in tags_named(["🎉" * 30, "🎊" + "🎉" * 29])] == [100, 100]


def test_a_tag_of_which_nothing_can_be_seen_is_refused():
    with pytest.raises(ValidationError) as refused:
        tags_named(["\u200b \u2060"])
    assert refused.value.messages == ["这个标签什么也看不见：请写一个词。"]


def test_a_merged_spelling_is_found_by_exactly_its_name():
    known = Tag.objects.create(name="AI")
    with connection.cursor() as cursor:  # as it was carried over from before
        cursor.execute(
            "INSERT INTO articles_tag (name, slug, key, merged_into_id, shown_under_id) VALUES ('ai', 'ai_1', 'ai', %s, %s)",
            [known.pk, known.pk],
        )
    assert [tag.name for tag in tags_named(["ai"])] == ["ai"]
    assert [tag.name for tag in tags_named(["Ai"])] == ["AI"]


# --- at the desk -------------------------------------------------------------------------------------------
def test_a_second_spelling_is_refused_beside_the_field(cast, desk):
    Tag.objects.create(name="AI")
    answer = desk(cast.editor).post(
        reverse("admin:articles_tag_add"), {"name": "ａｉ", "slug": "ai-2", "into": ""}
    )
    assert (answer.status_code, Tag.objects.count()) == (200, 1)
    assert "“AI”就是这个标签，只是写法不同：请使用它，或者把两个合并。" in answer.content.decode()


def test_two_spellings_that_are_merged_stay_so(cast, desk):
    known = Tag.objects.create(name="AI")
    other = Tag.objects.create(name="人工智能")
    Tag.objects.filter(pk=other.pk).update(name="ai", key="ai", merged_into=known, shown_under=known)
    change = reverse("admin:articles_tag_change", args=[other.pk])
    client = desk(cast.editor)
    answer = client.post(change, {"name": "ai", "slug": other.slug, "into": ""})
    assert "“ai”是一个已有标签的另一种写法，不能单独成立。请先改名。" in answer.content.decode()
    assert Tag.objects.get(pk=other.pk).merged_into == known
    assert client.post(change, {"name": "智能", "slug": other.slug, "into": ""}).status_code == 302
    assert Tag.objects.get(pk=other.pk).merged_into is None
