"""Taking the demonstration out: all of it, with its evidence and files, and nothing of the editors' own work."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import TestCase
from django.utils import timezone
from django.utils.translation import override

from accounts.models import User
from articles import workflow
from articles.models import (
    Article,
    ArticleOrganization,
    EditionPage,
    ReviewRecord,
    Section,
    Snapshot,
    Tag,
    TopicEntry,
    TopicGroup,
)
from events.models import Event
from newsroom import bin
from newsroom.models import BinEntry
from organizations.models import Organization, Person
from photos.models import Photo
from portal.demo import loading, removal
from portal.models import Demonstration, FrontPage
from portal.operations.first_run import load_demonstration
from search import index
from tests import factories as make

# What is there without any content: what migrations write, and what this removal leaves as its trace.
FOUNDATION = {
    "auth.Group", "auth.Permission", "contenttypes.ContentType", "auth.Group_permissions", "search.Synonyms",
}  # fmt: skip


@pytest.fixture
def trial(loaded, db) -> None:
    """The loaded demonstration, as it was again afterwards."""


@pytest.fixture
def editor(trial) -> User:
    return make.make_user("own-editor", is_superuser=True)


def everything() -> dict[str, int]:
    models = apps.get_models(include_auto_created=True)
    counts = {model._meta.label: model._base_manager.count() for model in models}
    return {label: count for label, count in counts.items() if count and label not in FOUNDATION}


def command(*arguments: str) -> str:
    out = StringIO()
    with override("en"):
        call_command("load_demo", "--remove", *arguments, stdout=out)
    return out.getvalue()


def test_nothing_is_left_but_that_it_was_there(trial):
    removed = removal.remove()
    index.bring_up_to_date(10_000)
    left = everything()
    assert left.pop("accounts.AuditEntry", 0) >= 0
    assert left == {"portal.Demonstration": 1}
    assert removed.kept == {}
    assert Demonstration.objects.current() is None


def test_the_files_of_its_pictures_go(trial, monkeypatch):
    dropped, prints = [], []

    def note(pictures, others):
        dropped.extend(pictures)
        prints.extend(others)

    monkeypatch.setattr(removal, "drop_files", note)
    pictures = set(Photo.objects.all())
    pages = set(EditionPage.objects.exclude(pdf="").values_list("pdf", flat=True))
    with TestCase.captureOnCommitCallbacks(execute=True):
        removal.remove()
    assert len(pictures) > 20
    assert len(pages) > 1 and set(prints) == pages
    assert {picture.original for picture in dropped} == {picture.original for picture in pictures}


def test_evidence_is_final_again_afterwards(editor):
    own = make.make_article("自己的稿件", author=editor)
    workflow.adopt(own, by=editor, published_at=timezone.now(), comment="已见报")
    removal.remove()
    assert ReviewRecord.objects.filter(article=own).exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        ReviewRecord.objects.filter(article=own).delete()


def test_own_work_stays_whole_with_what_it_stands_on(editor):
    section, union = Section.objects.first(), Organization.objects.exclude(parent=None).first()
    person, photo, group = Person.objects.first(), Photo.objects.first(), TopicGroup.objects.first()
    own = make.make_published("自己的稿件", section=section, organization=union)
    ArticleOrganization.objects.create(article=own, organization=union, role="partner")
    own.people.add(person)
    own.tags.add(Tag.objects.first())
    TopicEntry.objects.create(group=group, article=own)
    Article.objects.filter(pk=own.pk).update(body_photos=[photo.pk])
    before = workflow_content(own)

    kept = removal.remove().kept
    own = Article.objects.get(pk=own.pk)
    assert workflow_content(own) == before
    assert (own.section, own.organization) == (section, union)
    assert Organization.objects.filter(pk=union.parent_id).exists()
    assert set(own.people.all()) == {person}
    assert Photo.objects.filter(pk=photo.pk).exists()
    assert list(TopicEntry.objects.filter(article=own).values_list("group", flat=True)) == [group.pk]
    assert list(Article.objects.all()) == [own]
    assert str(section) in kept[str(Section._meta.verbose_name_plural)]
    assert Event.objects.count() == 0


def workflow_content(article: Article) -> dict[str, object]:
    from articles import snapshots

    return snapshots.content_of(article)


def test_what_lies_in_the_bin_does_not_come_back(editor):
    own = make.make_event("自己的活动")
    for row in (Event.objects.exclude(pk=own.pk).first(), own):
        bin.keep(row, by=editor, owner=None)
        row.delete()
    removal.remove()
    assert list(BinEntry.objects.values_list("name", flat=True)) == ["自己的活动"]


def test_a_story_written_anew_is_its_editors(editor):
    story = Article.objects.published().first()
    workflow.start_correction(story, by=editor)
    removal.remove()
    assert set(Article.objects.values_list("pk", flat=True)) == {
        story.pk, *story.working_copies.values_list("pk", flat=True),
    }  # fmt: skip
    assert Snapshot.objects.filter(article=story).exists()


def test_what_only_shows_a_story_does_not_hold_it(editor):
    story = Article.objects.published().first()
    page = FrontPage.objects.create(name="自己的首页")
    page.leads.create(article=story)
    event = make.make_event("自己的活动")
    event.articles.add(story)
    removal.remove()
    assert Article.objects.count() == 0
    assert (page.leads.count(), event.articles.count()) == (0, 0)
    assert Event.objects.get() == event


def test_an_account_that_own_work_names_is_switched_off(editor):
    demo = User.objects.get(username="demo-editor")
    own = make.make_article("自己的稿件", author=demo)
    removal.remove()
    assert User.objects.get(username="demo-editor").is_active is False
    assert Article.objects.get() == own
    assert User.objects.filter(username__startswith="demo-").count() == 1


def test_the_command_says_what_went_and_what_stays(editor):
    section = Section.objects.first()
    make.make_article("自己的稿件", section=section)
    said = command()
    assert said.startswith("Taken out:\n")
    assert "This stays, because work of your own stands on it" in said
    assert f"sections：{section}" in said
    with override("en"), pytest.raises(CommandError) as refused:
        call_command("load_demo", "--remove", stdout=StringIO())
    assert str(refused.value) == "No demonstration is loaded here: there is nothing to take out."


def test_it_does_not_come_back_by_itself(trial):
    removal.remove()
    assert load_demonstration(lambda text: None) is False
    assert Article.objects.count() == 0
    assert not loading.is_loaded()
