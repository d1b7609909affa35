"""What stood under the tags of the library stands under the tags of the house."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.factories import make_published

BEFORE = [("articles", "0007_pictures_within_the_text"), ("portal", "0003_administrators_read_the_log")]

pytestmark = pytest.mark.django_db(transaction=True)


def migrate(targets):
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return executor.loader.project_state(targets).apps


@pytest.fixture
def newest():
    """The newest state, to which the database goes back whatever happens."""
    leaves = MigrationExecutor(connection).loader.graph.leaf_nodes()
    yield leaves
    migrate(leaves)


def test_tags_keep_their_numbers_addresses_articles_and_mergings(newest):
    first, second = make_published("甲").pk, make_published("乙").pk
    old = migrate(BEFORE)
    tag, item = old.get_model("taggit", "Tag"), old.get_model("taggit", "TaggedItem")
    kind = old.get_model("contenttypes", "ContentType").objects.get(app_label="articles", model="article")
    rows = [
        tag.objects.create(pk=pk, name=name, slug=slug)
        for pk, name, slug in [
            (11, "AI", "ai"), (12, "ai", "ai_1"), (13, "🎉", ""), (14, "夜校", "夜校"), (15, "职工夜校", "职工夜校"),
        ]
    ]  # fmt: skip
    old.get_model("articles", "MergedTag").objects.create(tag=rows[4], into=rows[3])
    for article, key in ((first, 11), (first, 13), (second, 12), (second, 15)):
        item.objects.create(tag_id=key, content_type=kind, object_id=article)
    item.objects.create(tag_id=14, content_type=kind, object_id=987654)  # of an article that is gone

    new = migrate(newest)
    tags = new.get_model("articles", "Tag").objects.order_by("pk")
    assert list(tags.values_list("pk", "name", "slug", "key", "merged_into", "shown_under")) == [
        (11, "AI", "ai", "ai", None, None),
        (12, "ai", "ai_1", "ai", 11, 11),
        (13, "🎉", "u1f389", "🎉", None, None),
        (14, "夜校", "夜校", "夜校", None, None),
        (15, "职工夜校", "职工夜校", "职工夜校", 14, 14),
    ]
    tagged = new.get_model("articles", "TaggedArticle").objects.order_by("pk")
    assert list(tagged.values_list("tag", "content_object")) == [
        (11, first), (13, first), (12, second), (15, second),
    ]  # fmt: skip
    assert new.get_model("articles", "Tag").objects.create(name="新", slug="新", key="新").pk == 16
