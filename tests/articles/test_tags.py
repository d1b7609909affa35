"""Tags that are merged: two words for one thing, one page."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from articles import snapshots
from articles.models import Article, Shelf, Tag, merge_tag
from tests.factories import make_published

pytestmark = pytest.mark.django_db


@pytest.fixture
def tags() -> dict[str, Tag]:
    """Two words for one thing, and a third; an article under each, and one under both words."""
    for title, names in (
        ("甲", ["夜校"]),
        ("乙", ["职工夜校"]),
        ("丙", ["夜校", "职工夜校"]),
        ("丁", ["急救"]),
    ):
        make_published(title).tags.add(*names)
    return {tag.name: tag for tag in Tag.objects.all()}


def address(tag: Tag, name: str = "tag") -> str:
    return reverse(f"articles:{name}", args=[tag.slug])


def titles(tag: Tag) -> list[str]:
    return sorted(Article.objects.published().on_shelf(Shelf.TAG, tag.pk).values_list("title", flat=True))


def test_the_articles_of_a_merged_tag_stand_under_the_other_each_once(tags):
    merge_tag(tags["职工夜校"], tags["夜校"])
    assert titles(tags["夜校"]) == ["丙", "乙", "甲"]
    both = Article.objects.for_reading().get(title="丙")
    assert [tag.name for tag in both.shown_tags] == ["夜校"]


def test_the_old_address_and_its_feed_lead_to_the_new(client, tags):
    merge_tag(tags["职工夜校"], tags["夜校"])
    for name in ("tag", "tag_feed"):
        answer = client.get(address(tags["职工夜校"], name))
        assert (answer.status_code, answer["Location"]) == (301, address(tags["夜校"], name))
        page = client.get(address(tags["夜校"], name))
        assert (page.status_code, "乙" in page.content.decode()) == (200, True)


def test_the_text_that_was_passed_stays_as_it_was(tags):
    article = Article.objects.get(title="乙")
    before = snapshots.hash_of(snapshots.content_of(article))
    merge_tag(tags["职工夜校"], tags["夜校"])
    assert snapshots.hash_of(snapshots.content_of(article)) == before
    merge_tag(tags["职工夜校"], None)
    assert titles(tags["职工夜校"]) == ["丙", "乙"]


def merged() -> set[tuple[str, str, str]]:
    """Who was merged into whom, and where readers meet it."""
    rows = Tag.objects.filter(merged_into__isnull=False)
    return set(rows.values_list("name", "merged_into__name", "shown_under__name"))


def test_readers_are_led_over_a_chain_at_once(tags):
    merge_tag(tags["职工夜校"], tags["夜校"])
    merge_tag(tags["夜校"], tags["急救"])
    assert merged() == {("职工夜校", "夜校", "急救"), ("夜校", "急救", "急救")}
    assert titles(tags["急救"]) == ["丁", "丙", "乙", "甲"]
    fourth = Tag.objects.create(name="课堂")
    merge_tag(fourth, tags["职工夜校"])
    assert ("课堂", "职工夜校", "急救") in merged()


def test_what_was_merged_before_is_merged_again_when_a_merging_is_taken_back(tags):
    merge_tag(tags["职工夜校"], tags["夜校"])
    merge_tag(tags["夜校"], tags["急救"])
    merge_tag(tags["夜校"], None)
    assert merged() == {("职工夜校", "夜校", "夜校")}
    assert titles(tags["夜校"]) == ["丙", "乙", "甲"]
    merge_tag(tags["职工夜校"], None)
    assert merged() == set()


def test_no_tag_leads_to_itself(tags):
    merge_tag(tags["职工夜校"], tags["夜校"])
    merge_tag(tags["急救"], tags["职工夜校"])
    for tag, into in (("夜校", "职工夜校"), ("夜校", "夜校"), ("职工夜校", "急救"), ("夜校", "急救")):
        with pytest.raises(ValidationError) as refused:
            merge_tag(tags[tag], tags[into])
        assert refused.value.messages == [f"“{into}”就指向这个标签：请选择另一个标签，或先撤销那次合并。"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Tag.objects.filter(name="夜校").update(merged_into=tags["夜校"], shown_under=tags["夜校"])


# --- at the desk -------------------------------------------------------------------------------------------
def change(tag: Tag) -> str:
    return reverse("admin:articles_tag_change", args=[tag.pk])


def save(client: Client, tag: Tag, into: object) -> object:
    return client.post(change(tag), {"name": tag.name, "slug": tag.slug, "into": into})


def test_an_editor_merges_and_takes_it_back(cast, desk, tags):
    client = desk(cast.editor)
    assert save(client, tags["职工夜校"], tags["夜校"].pk).status_code == 302
    assert merged() == {("职工夜校", "夜校", "夜校")}
    assert f'value="{tags["夜校"].pk}" selected' in client.get(change(tags["职工夜校"])).content.decode()
    listed = client.get(reverse("admin:articles_tag_changelist")).content.decode()
    assert '<td class="field-into">夜校</td>' in listed
    known = client.get(reverse("admin:articles_article_tags"), {"term": "夜校"}).json()["results"]
    assert [tag["text"] for tag in known] == ["夜校"]
    assert save(client, tags["职工夜校"], "").status_code == 302
    assert merged() == set()


@pytest.mark.parametrize(
    ("into", "said"),
    [("夜校", "“夜校”就指向这个标签：请选择另一个标签，或先撤销那次合并。"), ("abc", "选择一个有效的选项")],
)
def test_what_cannot_be_merged_is_said_beside_the_field(cast, desk, tags, into, said):
    answer = save(desk(cast.editor), tags["夜校"], tags[into].pk if into in tags else into)
    assert (answer.status_code, merged()) == (200, set())
    assert said in answer.content.decode()


def test_a_tag_that_others_lead_to_cannot_be_deleted(cast, desk, tags):
    merge_tag(tags["职工夜校"], tags["夜校"])
    client = desk(cast.chief_editor)
    client.post(reverse("admin:articles_tag_delete", args=[tags["夜校"].pk]), {"post": "yes"})
    assert Tag.objects.filter(pk=tags["夜校"].pk).exists()


def test_no_ring_is_made_from_within_a_chain_at_the_desk(cast, desk, tags):
    merge_tag(tags["职工夜校"], tags["夜校"])
    merge_tag(tags["夜校"], tags["急救"])
    answer = save(desk(cast.editor), tags["夜校"], tags["职工夜校"].pk)
    assert answer.status_code == 200
    assert "“职工夜校”就指向这个标签" in answer.content.decode()
    assert merged() == {("职工夜校", "夜校", "急救"), ("夜校", "急救", "急救")}
