"""A file beside the pages is handed out while something public shows it, and to nobody else without a reason."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from articles import workflow
from articles.models import Article, ArticlePhoto, PreviewLink, Topic, WithdrawalKind
from events.models import EventPhoto, Programme
from organizations.models import Organization
from photos import signing
from photos.exposure import exposure
from photos.models import Photo
from tests import factories as make

PAST, FUTURE = timezone.now() - dt.timedelta(days=3), timezone.now() + dt.timedelta(days=3)


@pytest.fixture
def photo(db: None) -> Photo:
    return make.make_photo()


def address(photo: Photo) -> str:
    return photo.rendition("jpeg", 480).url


def figure(photo: Photo) -> str:
    return f'<p>前</p><figure data-photo="{photo.pk}"><img src="{address(photo)}" alt=""></figure>'


def article(photo: Photo, **columns: Any) -> Article:
    return make.make_article("夜校开课", **{"status": "published", "published_at": PAST, **columns})


def with_entry(photo: Photo, **columns: Any) -> None:
    ArticlePhoto.objects.create(article=article(photo, **columns), photo=photo)


def with_figure(photo: Photo, **columns: Any) -> None:
    article(photo, body=figure(photo), **columns)


def with_event(photo: Photo, **columns: Any) -> None:
    EventPhoto.objects.create(event=make.make_event("夜校", **columns), photo=photo)


def on_a_page(photo: Photo, date: dt.date, **columns: Any) -> None:
    page = make.make_page(date)
    page.scan = photo
    page.save()
    make.make_article(
        "夜校开课", edition_page=page, **{"status": "published", "published_at": PAST, **columns}
    )


def withdrawn(photo: Photo, kind: str, body: str) -> None:
    row = article(photo, body=body)
    chief = make.make_user("chief", roles=("chief_editor",), is_superuser=True)
    workflow.withdraw(row, by=chief, comment="有误。", kind=kind, notice="有误，已撤稿。")


TODAY = timezone.localdate()
SHOWN: dict[str, Callable[[Photo], Any]] = {
    "an article's picture": with_entry,
    "a figure of an article": with_figure,
    "an article that expires later": lambda photo: with_entry(photo, expires_at=FUTURE),
    "one of two articles": lambda photo: [
        with_entry(photo),
        with_entry(photo, status="draft", published_at=None),
    ],
    "a figure of a withdrawn text that is kept": lambda photo: withdrawn(photo, "kept", figure(photo)),
    "an event": with_event,
    "a figure of an event": lambda photo: make.make_event("夜校", description=figure(photo)),
    "a figure of a programme": lambda photo: Programme.objects.create(name="夜校", description=figure(photo)),
    "a logo": lambda photo: make.make_organization("昌平区总工会", logo=photo),
    "a figure of a union": lambda photo: make.make_organization("昌平区总工会", description=figure(photo)),
    "a portrait": lambda photo: make.make_person("张三", portrait=photo, consented_on=TODAY),
    "a figure of a biography": lambda photo: make.make_person(
        "张三", biography=figure(photo), consented_on=TODAY
    ),
    "a banner": lambda photo: Topic.objects.create(name="夜校", slug="yexiao", banner=photo),
    "a figure of a topic": lambda photo: Topic.objects.create(name="夜校", slug="yexiao", lead=figure(photo)),
    "a page of the paper": lambda photo: on_a_page(photo, TODAY),
}
HELD: dict[str, Callable[[Photo], Any]] = {
    "the library alone": lambda photo: None,
    "a draft": lambda photo: with_entry(photo, status="draft", published_at=None),
    "a figure of a draft": lambda photo: with_figure(photo, status="draft", published_at=None),
    "a planned article": lambda photo: with_entry(photo, published_at=FUTURE),
    "an expired article": lambda photo: with_entry(photo, expires_at=PAST + dt.timedelta(days=1)),
    "a figure of an expired article": lambda photo: with_figure(
        photo, expires_at=PAST + dt.timedelta(days=1)
    ),
    "a withdrawn article": lambda photo: withdrawn(photo, WithdrawalKind.GONE, figure(photo)),
    "a planned event": lambda photo: with_event(photo, published_at=FUTURE),
    "an unpublished event": lambda photo: with_event(photo, published_at=None),
    "a figure of an unpublished event": lambda photo: make.make_event(
        "夜校", description=figure(photo), published_at=None
    ),
    "a portrait without consent": lambda photo: make.make_person("张三", portrait=photo, consented_on=None),
    "a biography without consent": lambda photo: make.make_person(
        "张三", biography=figure(photo), consented_on=None
    ),
    "tomorrow's paper": lambda photo: on_a_page(photo, TODAY + dt.timedelta(days=1)),
    "a page with drafts only": lambda photo: on_a_page(photo, TODAY, status="draft", published_at=None),
    "another picture's figure": lambda photo: article(photo, body=figure(photo).replace('="', '="1', 1)),
}


@pytest.mark.parametrize("shown_by", SHOWN)
def test_a_picture_is_public_while_something_public_shows_it(photo, shown_by):
    SHOWN[shown_by](photo)
    answer = Client().get(address(photo))
    assert (answer.status_code, answer["Cache-Control"]) == (200, "public, max-age=86400, s-maxage=0")
    assert (answer["Content-Type"], answer.cookies) == ("image/jpeg", {})


@pytest.mark.parametrize("held_by", HELD)
def test_a_picture_that_nothing_public_shows_does_not_exist(photo, held_by):
    HELD[held_by](photo)
    assert Client().get(address(photo)).status_code == 404


def test_every_way_to_show_a_picture_is_tried_above(desk_site):
    """A new relation to pictures, or a new rich text, needs a line in both tables and a showing of its own."""
    relations = {
        f"{relation.related_model._meta.label}.{relation.field.name}"
        for relation in Photo._meta.related_objects
        if not relation.many_to_many
    }
    assert relations == {
        "articles.ArticlePhoto.photo", "articles.Topic.banner", "articles.EditionPage.scan",
        "events.EventPhoto.photo", "organizations.Organization.logo", "organizations.Person.portrait",
    }  # fmt: skip
    texts = {
        f"{model._meta.label}.{name}"
        for model in apps.get_models()
        if model in desk_site._registry
        for name in getattr(desk_site._registry[model], "rich_text", ())
    }
    assert texts == {
        "articles.Article.body", "articles.Topic.lead", "events.Event.description", "events.Programme.description",
        "organizations.Organization.description", "organizations.Person.biography",
    }  # fmt: skip


def test_a_withdrawal_reaches_the_picture(photo):
    row = article(photo)
    ArticlePhoto.objects.create(article=row, photo=photo)
    assert Client().get(address(photo)).status_code == 200
    chief = make.make_user("chief", roles=("chief_editor",), is_superuser=True)
    workflow.withdraw(row, by=chief, comment="有误。")
    assert Client().get(address(photo)).status_code == 404


# --- what it costs ------------------------------------------------------------------------------------
@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The index of pictures as in a running portal, with ``heard[0]`` counted up by hand for each change."""
    generation = [1]
    monkeypatch.setattr(exposure, "_generation", lambda: generation[0])
    monkeypatch.setattr(exposure, "_index", None)
    return generation


@pytest.mark.parametrize("count", [3, 12])
def test_the_pictures_of_a_page_cost_no_query_each(heard, count, django_assert_num_queries, db):
    photos = [make.make_photo() for _number in range(count)]
    row = article(photos[0], body="".join(figure(photo) for photo in photos[1:]))
    ArticlePhoto.objects.create(article=row, photo=photos[0])
    for _time in ("at first", "after a change"):
        with django_assert_num_queries(2):  # the index, and when the next article ends
            assert Client().get(address(photos[0])).status_code == 200
        with django_assert_num_queries(0):
            assert {Client().get(address(photo)).status_code for photo in photos} == {200}
        heard[0] += 1


def test_an_older_picture_is_asked_for_once(heard, monkeypatch, photo, django_assert_num_queries):
    monkeypatch.setattr(exposure, "NEWEST", 0)
    with_entry(photo)
    for queries in (2, 0):
        with django_assert_num_queries(queries):
            assert Client().get(address(photo)).status_code == 200
    heard[0] += 1
    for queries in (2, 0):  # from now on it is among those that are asked for together
        with django_assert_num_queries(queries):
            assert Client().get(address(photo)).status_code == 200


def test_what_only_reading_finds_is_remembered_too(heard, photo, django_assert_num_queries):
    make.make_organization("昌平区总工会", description=figure(photo))
    for queries in (4, 0):
        with django_assert_num_queries(queries):
            assert Client().get(address(photo)).status_code == 200
    heard[0] += 1
    for queries in (3, 0):
        with django_assert_num_queries(queries):
            assert Client().get(address(photo)).status_code == 200
    Organization.objects.update(description="")
    heard[0] += 1
    assert Client().get(address(photo)).status_code == 404


def test_what_is_not_public_is_not_remembered(heard, photo):
    """A planned article's picture is there with its article, though somebody asked for it the moment before."""
    with_entry(photo, published_at=FUTURE)
    assert Client().get(address(photo)).status_code == 404
    Article.objects.update(published_at=PAST)
    assert Client().get(address(photo)).status_code == 200


def test_what_ends_by_the_clock_ends_at_its_second(heard, monkeypatch, photo, django_assert_num_queries):
    end = timezone.now() + dt.timedelta(seconds=20)
    other = make.make_photo()
    with_entry(other)
    with_entry(photo, expires_at=end)
    now = [end - dt.timedelta(seconds=10)]
    monkeypatch.setattr(exposure, "_clock", lambda: now[0])
    monkeypatch.setattr("django.utils.timezone.now", lambda: now[0])
    with django_assert_num_queries(2):
        assert [exposure.is_public(key.key) for key in (photo, other)] == [True, True]
    now[0] = end - dt.timedelta(microseconds=1)
    with django_assert_num_queries(0):
        assert exposure.is_public(photo.key)
    now[0] = end
    assert [exposure.is_public(key.key) for key in (photo, other)] == [False, True]


def test_nothing_is_remembered_longer_than_a_minute(heard, monkeypatch, photo, django_assert_num_queries):
    """Should the line to the database be dead and nobody know it."""
    with_entry(photo)
    now = [timezone.now()]
    monkeypatch.setattr(exposure, "_clock", lambda: now[0])
    assert exposure.is_public(photo.key)
    now[0] += dt.timedelta(seconds=59)
    with django_assert_num_queries(0):
        assert exposure.is_public(photo.key)
    now[0] += dt.timedelta(seconds=1)
    with django_assert_num_queries(2):
        assert exposure.is_public(photo.key)


def test_nothing_is_remembered_while_no_change_can_be_heard(monkeypatch, photo, django_assert_num_queries):
    with_entry(photo)
    for _time in range(2):
        with django_assert_num_queries(1):
            assert exposure.is_public(photo.key)


def test_what_is_remembered_is_bounded(heard, monkeypatch, db):
    monkeypatch.setattr(exposure, "NEWEST", 0)
    monkeypatch.setattr(exposure, "MOST_KEPT", 2)
    photos = [make.make_photo() for _number in range(4)]
    for photo in photos:
        with_entry(photo)
    assert [exposure.is_public(photo.key) for photo in photos * 2] == [True] * 8
    assert exposure._index is not None
    assert len(exposure._index.by_index) == 2


# --- who may have what nothing public shows -----------------------------------------------------------
def test_the_desk_sees_every_picture(cast, desk, photo):
    answer = desk(cast.correspondent).get(address(photo))
    assert (answer.status_code, answer["Cache-Control"], answer.cookies) == (200, "private, no-store", {})


@pytest.mark.parametrize("who", ["stranger", "switched off", "signed out", "no session", "no cookie at all"])
def test_others_do_not(cast, client, photo, who):
    client.force_login(cast.stranger if who == "stranger" else cast.correspondent)
    if who == "switched off":
        type(cast.correspondent).objects.update(is_active=False)
    if who == "signed out":
        key = client.cookies["sessionid"].value
        client.logout()
        client.cookies["sessionid"] = key
    if who == "no session":
        client.cookies["sessionid"] = "nonsense"
    if who == "no cookie at all":
        client.cookies.clear()
    answer = client.get(address(photo))
    assert (answer.status_code, answer.cookies) == (404, {})


def test_a_preview_without_an_account_shows_its_pictures(cast, photo):
    draft = make.make_article("夜校开课", body=figure(photo), author=cast.correspondent)
    ArticlePhoto.objects.create(article=draft, photo=photo)
    link = PreviewLink.objects.create(article=draft, created_by=cast.correspondent, expires_at=FUTURE)
    page = Client().get(link.get_absolute_url()).content.decode()
    signed = [
        part.split()[0]
        for part in page.replace('"', " \n").splitlines()
        if "?preview=" in part
        for part in part.split(",")
    ]
    assert signed
    for picture in signed:
        assert Client().get(picture).status_code == 200
    assert Client().get(address(photo)).status_code == 404


@pytest.mark.parametrize("word", ["", "x", "1tQ:x", "\x00"])
def test_a_forged_signature_opens_nothing(photo, word):
    assert Client().get(address(photo), {signing.PARAMETER: word}).status_code == 404


def test_a_signature_is_for_one_picture_and_two_hours(photo, monkeypatch):
    with signing.signed_addresses():
        signed = address(photo)
    other = make.make_photo()
    assert Client().get(signed).status_code == 200
    assert Client().get(address(other) + "?" + signed.partition("?")[2]).status_code == 404
    assert address(photo).endswith("/480.jpeg")
    monkeypatch.setattr("photos.signing.SIGNED_FOR", dt.timedelta(seconds=-1))
    assert Client().get(signed).status_code == 404


# --- PDFs of the paper's pages ------------------------------------------------------------------------
def pdf_of(date: dt.date, **columns: Any) -> str:
    page = make.make_page(date)
    page.pdf.save("03.pdf", ContentFile(b"%PDF-1.4"))
    make.make_article(
        "夜校开课", edition_page=page, **{"status": "published", "published_at": PAST, **columns}
    )
    return page.pdf.url


def test_the_paper_of_today_can_be_fetched(db):
    answer = Client().get(pdf_of(TODAY))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")


@pytest.mark.parametrize("why", ["tomorrow", "drafts only"])
def test_a_page_that_is_not_out_cannot(cast, desk, why):
    file = pdf_of(TODAY + dt.timedelta(days=1)) if why == "tomorrow" else pdf_of(TODAY, status="draft")
    assert Client().get(file).status_code == 404
    assert desk(cast.editor).get(file).status_code == 200


# --- names --------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "path",
    [
        "photos/", "photos/x/480.jpeg", "photos/00000000-0000-0000-0000-000000000000/480.jpeg", "editions/2026/x.pdf",
        "secret.txt", "../settings.py", "photos/../secret.txt", "%2e%2e/settings.py", "photos%00/480.jpeg", "",
    ],
)  # fmt: skip
def test_other_names_are_no_files_even_for_the_desk(cast, desk, settings, path):
    (settings.MEDIA_ROOT / "secret.txt").parent.mkdir(parents=True, exist_ok=True)
    (settings.MEDIA_ROOT / "secret.txt").write_text("x")
    assert desk(cast.chief_editor).get(f"/media/{path}").status_code in (400, 404)


def test_the_server_in_front_is_told_what_to_send(photo, settings):
    settings.MEDIA_ACCEL = "/protected-media/"
    with_entry(photo)
    answer = Client().get(address(photo))
    assert (answer["X-Accel-Redirect"], answer["Content-Type"], answer.content) == (
        f"/protected-media/photos/{photo.key}/480.jpeg", "image/jpeg", b"",
    )  # fmt: skip
