"""What no reader is shown empties no store: articles that are neither published nor taken down, and their parts."""

from collections.abc import Iterator

import pytest
from django.db import OperationalError, connection, transaction
from django.utils import timezone

import pagecache.changes
from articles import workflow
from articles.models import (
    Article,
    ArticleOrganization,
    ArticlePhoto,
    Contributor,
    Credit,
    Decision,
    Figure,
    ReviewRecord,
    Status,
)
from articles.snapshots import take
from pagecache.changes import Changes
from tests import factories as make
from tests import hard_world
from tests.pagecache.test_changes import heard


@pytest.fixture
def changes(tmp_path, monkeypatch) -> Iterator[Changes]:
    """One that counts for itself: what another process of this host does has nothing to do with it."""
    monkeypatch.setattr(pagecache.changes, "shared_path", lambda alias: tmp_path / "numbers")
    listening = Changes(patience=0)
    assert listening.generation() is not None
    yield listening
    listening.close()


def parts(article: Article) -> list:
    """Ways to change a part of an article, each with what it needs made before."""
    photo, person = make.make_photo(), make.make_person(f"蒋玉芬{article.pk}")
    union, contributor = make.make_organization(), make.make_contributor(f"记者{article.pk}")
    return [
        lambda: Credit.objects.create(article=article, contributor=contributor),
        lambda: Credit.objects.filter(article=article).update(position=7),
        lambda: ArticlePhoto.objects.create(article=article, photo=photo),
        lambda: article.people.add(person),
        lambda: ArticleOrganization.objects.create(article=article, organization=union),
        lambda: Figure.objects.create(article=article, label="培训", value=7, unit="人"),
        lambda: article.corrections.create(note="更正"),
        lambda: Credit.objects.filter(article=article).delete(),
        lambda: article.figures.all().delete(),
        lambda: Article.objects.filter(pk=article.pk).update(title="改"),
    ]


def told(changes, work: list) -> list[bool]:
    """Of each piece of work, whether it was heard."""
    found = []
    for piece in work:
        before = heard(changes)
        piece()
        found.append(heard(changes) != before)
    return found


@pytest.mark.django_db(transaction=True)
def test_a_draft_is_written_quietly_and_a_published_article_is_not(changes, cast):
    draft, shown = make.make_article("稿"), make.make_published("文")
    assert told(changes, parts(draft)) == [False] * 10
    assert told(changes, parts(shown)) == [True] * 10
    assert told(changes, [
        lambda: draft.tags.add("劳模"),  # a new tag has an address of its own
        lambda: make.make_article("又一篇"),
        lambda: make.make_published("又一篇"),
        lambda: Article.objects.filter(pk=draft.pk).update(status=Status.PUBLISHED, published_at=timezone.now()),
        lambda: Article.objects.filter(pk=draft.pk).update(status=Status.DRAFT),
        lambda: Article.objects.filter(pk=draft.pk).update(withdrawn_at=timezone.now(), withdrawal_notice="误"),
    ]) == [True, False, True, True, True, True]  # fmt: skip
    # Taken down, it still has something to say.
    assert (
        told(changes, [lambda: draft.corrections.create(note="更正"), draft.corrections.all().delete])
        == [True] * 2
    )
    # A part that goes over from a draft to what readers see.
    other = make.make_article("稿二")
    credit = Credit.objects.create(article=other, contributor=Contributor.objects.first())
    assert told(changes, [
        lambda: Credit.objects.filter(pk=credit.pk).update(article=shown),
        lambda: Credit.objects.filter(pk=credit.pk).update(article=other),
        lambda: Credit.objects.filter(pk=credit.pk).update(position=2),
        lambda: Credit.objects.filter(pk=0).update(position=2),
    ]) == [True, True, False, False]  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_whoever_publishes_a_draft_waits_for_who_is_changing_a_part_of_it(changes):
    """Else the part would come after the announcement, and be announced by nobody."""
    draft, contributor = make.make_article("稿"), Contributor.objects.create(name="记者")
    other = connection.copy()
    other.inc_thread_sharing()
    publish = "UPDATE articles_article SET status = 'published', published_at = now() WHERE id = %s"
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute(
                "INSERT INTO articles_credit (article_id, contributor_id, role, position) VALUES (%s, %s, 'reporter', 0)",
                [draft.pk, contributor.pk],
            )
        with (
            pytest.raises(OperationalError, match="lock"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute("SET LOCAL lock_timeout = '20ms'")
            cursor.execute(publish, [draft.pk])
        before = heard(changes)
        other.commit()
        assert heard(changes) == before
        with connection.cursor() as cursor:
            cursor.execute(publish, [draft.pk])
        assert heard(changes) != before
    finally:
        other.close()


@pytest.mark.django_db(transaction=True)
def test_versions_and_reviews_are_quiet_until_a_withdrawal(changes, cast):
    draft = make.make_article("稿", organization=cast.changping, author=cast.correspondent)
    assert told(changes, [lambda: take(draft, by=cast.correspondent)]) == [False]
    assert told(changes, [lambda: workflow.submit(draft, by=cast.correspondent)]) == [False]
    shown = make.make_published("文", organization=cast.changping)
    assert told(
        changes, [lambda: workflow.withdraw(shown, by=cast.chief_editor, comment="误", notice="撤。")]
    ) == [True]
    record = ReviewRecord.objects.get(decision=Decision.WITHDRAWN)
    record.pk = None
    assert told(changes, [lambda: record.save(force_insert=True)]) == [True]


@pytest.mark.django_db
def test_nothing_of_a_draft_is_on_any_page(client):
    """Which is why it may be written quietly."""
    world = hard_world.make_world()
    section, column = world["section"], world["below"]
    draft = Article.objects.exclude(status=Status.PUBLISHED).filter(withdrawn_at=None).get()
    addresses = [
        address for route, address in hard_world.addresses(world).items()
        if not route.startswith(("/preview/", "/healthz", "/readyz"))
    ]  # fmt: skip
    before = {address: client.get(address).content for address in addresses}
    Article.objects.filter(pk=draft.pk).update(
        title="夜校 & 课", body="<p>工会</p>", section=section, column=column, edition_page=world["page"],
        published_at=timezone.now(), pinned_until=timezone.now(), organization=world["union"], genre="notice",
    )  # fmt: skip
    draft.tags.set(["劳模"])
    draft.people.add(world["person"])
    Credit.objects.create(article=draft, contributor=world["contributor"])
    ArticleOrganization.objects.create(article=draft, organization=world["union"])
    ArticlePhoto.objects.create(article=draft, photo=make.make_photo(), is_lead=True)
    Figure.objects.create(
        article=draft, label="培训 & 职工", value=9, unit="人<次>", organization=world["union"]
    )
    draft.corrections.create(note="更正")
    world["topic"].groups.get().entries.create(article=draft)
    world["event"].articles.add(draft)
    assert {address: client.get(address).content for address in addresses} == before
