"""Content in bulk: as much as was asked for, as the product itself would store it, and begun again where it stopped."""

from random import Random

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count, Q
from django.utils import timezone

from articles.models import Article, Section, Status, Tag
from common.html import html_to_text
from common.words import with_breaks
from events.models import Event
from organizations.models import Organization
from portal.demo import notice, removal
from portal.volume import filling
from portal.volume.sentences import Texts
from search import index
from search.models import Document, Due
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def make(articles: int = 600) -> bool:
    return filling.fill(articles, seed=3)


def test_there_is_what_was_asked_for():
    assert make()
    now = timezone.now()
    shown = Article.objects.published()
    assert Article.objects.count() == 600
    assert (Event.objects.count(), Organization.objects.count(), Tag.objects.count()) == (60, 43, 62)
    closed = Article.objects.exclude(pk__in=shown.values("pk"))
    assert closed.aggregate(
        scheduled=Count("pk", Q(status=Status.PUBLISHED, published_at__gt=now)),
        expired=Count("pk", Q(status=Status.PUBLISHED, expires_at__lte=now)),
        withdrawn=Count("pk", Q(status=Status.WITHDRAWN)),
        drafts=Count("pk", Q(status=Status.DRAFT)),
    ) == {"scheduled": 4, "expired": 3, "withdrawn": 4, "drafts": 1}
    lengths = [len(text) for text in shown.values_list("body_text", flat=True)]
    assert min(lengths) >= 300
    assert max(lengths) <= 1520


def test_rows_are_as_the_product_itself_stores_them():
    make(100)
    for article in Article.objects.all()[:20]:
        written = article.body_text, article.body_photos
        assert article.title_words == with_breaks(article.title)
        assert html_to_text(article.body) == article.body_text
        article.full_clean(exclude=["author"])
        article.save()
        assert (article.body_text, article.body_photos) == written
    for event in Event.objects.prefetch_related("occurrences"):
        stored = [(date.starts_at, date.ends_at) for date in event.occurrences.all()]
        assert stored == event.all_dates()
        assert event.last_ends_at == stored[-1][1]
        assert event.is_public
        assert event.title_words == with_breaks(event.title)
    assert make_article("新稿件").pk == 101


def test_readers_and_desk_find_it(client, cast, desk):
    make(100)
    notice.forget()
    article = Article.objects.published().first()
    home = client.get("/")
    assert home.status_code == 200
    assert "noindex" in home.text
    for path in (
        article.get_absolute_url(),
        "/articles/",
        "/archive/",
        "/events/",
        "/organizations/",
        "/feeds/articles/",
    ):
        assert client.get(path).status_code == 200, path
    assert desk(cast.chief_editor).get("/admin/articles/article/").status_code == 200


def test_an_interrupted_run_goes_on_where_it_stopped(monkeypatch):
    monkeypatch.setattr(filling, "BATCH", 50)
    whole = filling._write_articles

    def interrupted(part, *others):
        if part.start == 100:
            raise KeyboardInterrupt
        whole(part, *others)

    with monkeypatch.context() as patch:
        patch.setattr(filling, "_write_articles", interrupted)
        with pytest.raises(KeyboardInterrupt):
            make(200)
    assert Article.objects.count() == 100
    titles = set(Article.objects.values_list("title", flat=True))
    assert make(200)
    assert Article.objects.count() == 200
    assert titles < set(Article.objects.values_list("title", flat=True))
    assert not make(200)


def test_the_search_finds_it_and_an_interrupted_building_of_it_goes_on(monkeypatch, client):
    monkeypatch.setattr(index, "BATCH", 40)
    made = index.make

    def interrupted(source, keys):
        if source.kind == "article" and keys[0] > 40:
            raise KeyboardInterrupt
        made(source, keys)

    with monkeypatch.context() as patch:
        patch.setattr(index, "make", interrupted)
        with pytest.raises(KeyboardInterrupt):
            make(100)
    make(100)
    found = Document.objects.filter(kind="article").order_by("key").values_list("key", flat=True)
    assert list(found) == list(
        Article.objects.filter(status=Status.PUBLISHED).order_by("pk").values_list("pk", flat=True)
    )
    assert Document.objects.filter(kind="event").count() == Event.objects.count()
    assert Due.objects.count() == 0
    article = Article.objects.published().first()
    assert article.get_absolute_url() in client.get("/search/", {"q": article.title}).text


def test_the_search_can_be_left_out():
    filling.fill(100, with_search=False)
    assert Document.objects.count() == 0


def test_another_number_or_other_content_is_refused():
    make(100)
    with pytest.raises(CommandError, match="100"):
        call_command("make_content", "--articles", "200")
    with pytest.raises(removal.NothingToRemoveError):
        removal.remove()
    with pytest.raises(CommandError):
        call_command("make_content", "--articles", "5")


def test_a_portal_with_content_is_left_alone():
    Section.objects.create(name="要闻")
    with pytest.raises(CommandError):
        call_command("make_content", "--articles", "100")
    assert Article.objects.count() == 0


def test_the_same_lot_gives_the_same_text():
    one, other = (Texts(Random(7)).paragraphs(400) for _time in range(2))
    assert one == other
    assert one != Texts(Random(8)).paragraphs(400)
