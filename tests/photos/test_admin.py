"""The picture library at the desk: uploading, choosing, where used, deleting."""

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.models import ArticlePhoto
from photos.models import Photo
from tests.factories import make_article, make_event, make_person, make_photo, picture_bytes

pytestmark = pytest.mark.django_db

LIST, ADD = "/admin/photos/photo/", "/admin/photos/photo/add/"
UPLOAD, PICKER = "/admin/photos/photo/upload/", "/admin/photos/photo/picker/"


def file(name="夜校.png", content=None, **size):
    return SimpleUploadedFile(name, picture_bytes(**size) if content is None else content, "image/png")


def test_a_picture_sent_by_the_script_is_stored_once(cast, desk):
    client = desk(cast.correspondent)
    first = client.post(UPLOAD, {"file": file(), "credit": "何苗 摄", "rights": "forged"})
    again = client.post(UPLOAD, {"file": file("别的名字.png")})
    photo = Photo.objects.get()
    assert (first.status_code, first.json()["is_new"], again.json()["is_new"]) == (200, True, False)
    assert (photo.original_name, photo.credit, photo.rights) == ("夜校.png", "何苗 摄", "own")
    assert first.json()["photo"]["url"] == reverse("admin:photos_photo_change", args=[photo.pk])


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7 ...", b"<?php echo 1; ?>", picture_bytes(400, 300, "JPEG")[:900]]
)
def test_what_is_no_picture_is_refused_with_a_sentence(cast, desk, content):
    answer = desk(cast.editor).post(UPLOAD, {"file": file(content=content)})
    assert (answer.status_code, list(answer.json())) == (400, ["error"])
    assert answer.json()["error"].endswith("。")
    assert Photo.objects.count() == 0


def test_an_upload_without_a_file_and_by_the_wrong_role(cast, desk):
    assert desk(cast.editor).post(UPLOAD).status_code == 400
    assert desk(cast.editor).get(UPLOAD).status_code == 405
    assert desk(cast.administrator).post(UPLOAD, {"file": file()}).status_code == 403
    assert desk(cast.administrator).get(PICKER).status_code == 403
    assert Photo.objects.count() == 0


def test_several_files_without_a_script(cast, desk):
    answer = desk(cast.editor).post(
        ADD,
        {
            "files": [file("一.png"), file("二.png", colour="#225588"), file("三.png", content=b"x")],
            "rights": "own",
        },
    )
    assert answer.status_code == 302
    assert sorted(Photo.objects.values_list("original_name", flat=True)) == ["一.png", "二.png"]
    said = [str(message) for message in get_messages(answer.wsgi_request)]
    assert (len(said), said[0].startswith("三.png: "), said[1]) == (2, True, "已存入2张图片。")


def test_the_library_is_searched_and_filtered(cast, desk):
    make_photo(caption="夜校开课", alt_text="教室")
    make_photo(caption="送温暖")
    client = desk(cast.editor)
    found = {photo.caption for photo in client.get(LIST, {"q": "夜校"}).context["cl"].result_list}
    silent = {photo.caption for photo in client.get(LIST, {"alt": "missing"}).context["cl"].result_list}
    assert (found, silent) == ({"夜校开课"}, {"送温暖"})
    assert [row["caption"] for row in client.get(PICKER, {"q": "教室"}).json()["photos"]] == ["夜校开课"]
    assert client.get(PICKER, {"page": "abc"}).json()["more"] is False
    assert client.get(PICKER, {"ids": "1,x,999999"}).status_code == 200


@pytest.mark.parametrize("rows", [3, 30])
def test_the_grid_costs_the_same_for_any_number_of_pictures(cast, desk, rows, django_assert_num_queries):
    for _number in range(rows):
        make_photo()
    client = desk(cast.editor)
    client.get(LIST)
    # Two of them ask whose the pictures are: whether the account acts for the whole site, and its roles.
    with django_assert_num_queries(14):
        client.get(LIST)


def test_where_a_picture_is_used_and_that_it_stays_then(cast, desk):
    photo = make_photo(caption="夜校")
    ArticlePhoto.objects.create(article=make_article("开课", organization=cast.changping), photo=photo)
    make_article(
        "正文里",
        organization=cast.changping,
        body=f'<figure><img src="/a.jpg" data-photo="{photo.pk}"></figure>',
    )
    event = make_event("开学典礼", organization=cast.changping)
    event.photo_entries.create(photo=photo)
    make_person("梁会芬", portrait=photo)
    page = desk(cast.editor).get(reverse("admin:photos_photo_change", args=[photo.pk]))
    assert {str(row) for _kind, row, _url in page.context["used_in"][0]} == {
        "开课",
        "正文里",
        "开学典礼",
        "梁会芬",
    }
    answer = desk(cast.editor).post(reverse("admin:photos_photo_delete", args=[photo.pk]), {"post": "yes"})
    assert answer.status_code == 302
    said = str(list(get_messages(answer.wsgi_request))[0])
    assert said.startswith("这张图片正在使用，不能删除：") and "稿件“开课”" in said and "人物“梁会芬”" in said
    assert Photo.objects.count() == 1


def test_another_unions_draft_is_counted_and_not_named(cast, desk):
    photo = make_photo()
    ArticlePhoto.objects.create(article=make_article("朝阳的稿", organization=cast.chaoyang), photo=photo)
    page = desk(cast.correspondent).get(reverse("admin:photos_photo_change", args=[photo.pk]))
    assert page.context["used_in"] == ([], 1)
    assert "朝阳的稿" not in page.content.decode()


def test_an_unused_picture_is_deleted(cast, desk):
    photo = make_photo()
    desk(cast.editor).post(reverse("admin:photos_photo_delete", args=[photo.pk]), {"post": "yes"})
    assert Photo.objects.count() == 0
