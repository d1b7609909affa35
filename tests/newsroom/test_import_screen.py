"""The desk's screens for bringing in a page."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.models import Article
from newsroom.models import PageImport
from tests.factories import picture_bytes
from tests.newsroom.raw_word import docx, p, picture, run

pytestmark = pytest.mark.django_db

PAGE = """第03版：工会

# 昌平区总工会办起职工夜校

本报讯（记者 林晓舟）昌平区总工会开办职工夜校，开课96场。

## ■基层经验

### 朝阳区把驿站连成网

本报讯（通讯员 何苗）朝阳区总工会牵头成立驿站联盟，设施共享。

责任编辑：方宁
"""
ADD = "admin:newsroom_pageimport_add"


@pytest.fixture
def browser(cast, desk):
    cast.changping  # noqa: B018 - a known organization
    return desk(cast.editor)


@pytest.fixture
def record(browser) -> PageImport:
    response = browser.post(reverse(ADD), {"text": PAGE, "date": "2026-03-12"})
    record = PageImport.objects.get()
    assert response.status_code == 302
    assert response.url == reverse("admin:newsroom_pageimport_review", args=[record.pk])
    return record


def address(record: PageImport) -> str:
    return reverse("admin:newsroom_pageimport_review", args=[record.pk])


def form_of(browser, record: PageImport) -> dict[str, str]:
    """What a browser would send back unchanged."""
    screen = browser.get(address(record)).context["screen"]
    data = {"count": str(len(screen.cards))}
    for form in [screen.header, *(card.form for card in screen.cards)]:
        for bound in form:
            value = bound.field.prepare_value(bound.initial) if bound.initial is not None else ""
            if value is True:
                data[bound.html_name] = "on"
            elif value is not False:
                data[bound.html_name] = str(value)
    return data


def titles(record: PageImport) -> list[str]:
    record.refresh_from_db()
    return [article["title"] for article in record.plan["articles"]]


def test_pasted_text_is_looked_through_before_anything_is_made(record, browser):
    page = browser.get(address(record))
    assert titles(record) == ["昌平区总工会办起职工夜校", "朝阳区把驿站连成网"]
    assert Article.objects.count() == 0
    html = page.content.decode()
    assert '<span class="use-title" data-article="1">昌平区总工会办起职工夜校</span>' in html
    assert "责任编辑：方宁" in html


def test_the_drafts_are_made_and_the_page_is_closed(record, browser):
    data = form_of(browser, record) | {"action": "import"}
    assert browser.post(address(record), data).status_code == 302
    assert list(Article.objects.order_by("id").values_list("title", "status")) == [
        ("昌平区总工会办起职工夜校", "draft"),
        ("朝阳区把驿站连成网", "draft"),
    ]
    browser.post(address(record), data)
    assert Article.objects.count() == 2
    assert "朝阳区把驿站连成网" in browser.get(address(record)).content.decode()


def test_what_the_editor_changes_is_what_is_made(record, browser):
    data = form_of(browser, record) | {
        "a0-title": "职工夜校开课",
        "a0-body": "第一段。\n\n### 小标题\n\n第二段。",
        "a0-credits": "记者 周砚\n摄影 何苗",
        "a0-organizations": "昌平区总工会\n没有登记的公司",
        "a1-is_skipped": "on",
        "action": "import",
    }
    browser.post(address(record), data)
    article = Article.objects.get()
    assert (article.title, article.body) == ("职工夜校开课", "<p>第一段。</p><h3>小标题</h3><p>第二段。</p>")
    assert [(credit.role, str(credit.contributor)) for credit in article.credits.all()] == [
        ("reporter", "周砚"),
        ("photographer", "何苗"),
    ]
    assert [str(entry) for entry in article.organization_entries.all()] == ["昌平区总工会"]


@pytest.mark.parametrize(
    ("action", "result"),
    [
        ("down:0", ["朝阳区把驿站连成网", "昌平区总工会办起职工夜校"]),
        ("up:1", ["朝阳区把驿站连成网", "昌平区总工会办起职工夜校"]),
        ("merge:1", ["昌平区总工会办起职工夜校"]),
        ("merge:0", ["昌平区总工会办起职工夜校", "朝阳区把驿站连成网"]),
        ("up:99", ["昌平区总工会办起职工夜校", "朝阳区把驿站连成网"]),
        ("nonsense", ["昌平区总工会办起职工夜校", "朝阳区把驿站连成网"]),
    ],
)
def test_articles_are_moved_and_merged(record, browser, action, result):
    assert browser.post(address(record), form_of(browser, record) | {"action": action}).status_code == 302
    assert titles(record) == result
    assert Article.objects.count() == 0


def test_an_article_is_split(record, browser):
    data = form_of(browser, record) | {"a0-body": "一。\n\n新标题\n\n二。", "action": "save"}
    browser.post(address(record), data)
    data = form_of(browser, record) | {"a0-split_at": "1", "action": "split:0"}
    browser.post(address(record), data)
    assert titles(record) == ["昌平区总工会办起职工夜校", "新标题", "朝阳区把驿站连成网"]


def test_too_long_a_headline_is_refused_beside_it_and_kept(record, browser):
    response = browser.post(
        address(record), form_of(browser, record) | {"a0-title": "长" * 400, "action": "import"}
    )
    assert response.status_code == 200
    assert len(response.context["screen"].cards[0].problems) == 1
    assert "长" * 400 in response.content.decode()
    assert Article.objects.count() == 0


def test_a_wrong_credit_keeps_what_was_typed(record, browser):
    data = form_of(browser, record) | {"a0-credits": "船长 周砚", "a1-title": "改过", "action": "import"}
    response = browser.post(address(record), data)
    assert response.status_code == 200
    html = response.content.decode()
    assert "船长 周砚" in html
    assert "改过" in html


def test_two_windows_do_not_mix(record, browser):
    data = form_of(browser, record)
    browser.post(address(record), data | {"action": "merge:1"})
    response = browser.post(address(record), data | {"action": "import"})
    assert response.status_code == 200
    assert len(response.context["screen"].page_problems) == 1
    assert Article.objects.count() == 0


def test_the_same_page_again_shows_what_is_there(record, browser):
    browser.post(address(record), form_of(browser, record) | {"action": "import"})
    browser.post(reverse(ADD), {"text": PAGE.replace("96场", "97场"), "date": "2026-03-12"})
    again = PageImport.objects.first()
    cards = browser.get(address(again)).context["screen"].cards
    assert [card.recognition.state for card in cards] == ["changed", "same"]
    assert [(then, now) for _label, then, now in cards[0].changes] == [
        ("昌平区总工会开办职工夜校，开课96场。", "昌平区总工会开办职工夜校，开课97场。")
    ]


@pytest.mark.parametrize(
    ("old", "new", "state"),
    [
        ("林晓舟", "周砚", "changed"),  # a credit alone
        ("## ■基层经验", "## ■劳模风采", "changed"),  # the column alone
        ("通讯员 何苗", "通讯员　何苗", "same"),
    ],
)
def test_unchanged_is_never_said_above_a_difference(record, browser, old, new, state):
    browser.post(address(record), form_of(browser, record) | {"action": "import"})
    browser.post(reverse(ADD), {"text": PAGE.replace(old, new), "date": "2026-03-12"})
    answer = browser.get(address(PageImport.objects.first()))
    cards = answer.context["screen"].cards
    assert sorted({card.recognition.state for card in cards}) == sorted({"same", state})
    for card in cards:
        assert bool(card.changes) == (card.recognition.state == "changed")


def word_page() -> bytes:
    body = "".join(
        [
            p("第03版：工会"),
            p("昌平区总工会办起职工夜校", about='<w:pStyle w:val="Heading1"/>'),
            p("本报讯（记者 林晓舟）昌平区总工会开办职工夜校，开课96场。"),
            p(picture(about='descr="夜校的教室"')),
            p("朝阳区把驿站连成网", about='<w:pStyle w:val="Heading1"/>'),
            p("本报讯（通讯员 何苗）朝阳区总工会牵头成立驿站联盟，设施共享。", run("不发", "<w:vanish/>")),
            p(picture(key="i2")),
            p(picture(key="gone")),
        ]
    )
    styles = '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style>'
    return docx(
        body, styles=styles, media={"i1": picture_bytes(colour="red"), "i2": picture_bytes(colour="blue")}
    )


@pytest.mark.usefixtures("here")
def test_the_pictures_of_a_word_page_come_along_and_losses_are_told(browser):
    browser.post(
        reverse(ADD), {"files": [SimpleUploadedFile("第3版.docx", word_page())], "date": "2026-03-12"}
    )
    record = PageImport.objects.get()
    screen = browser.get(address(record)).context["screen"]
    assert [len(card.photos) for card in screen.cards] == [1, 1]
    assert [text for _line, stretches in screen.source_lines for text, use, _article in stretches if use == "picture"] == [
        "〔图片1〕", "〔图片2〕",
    ]  # fmt: skip
    assert "word-picture" not in "".join(piece.text for piece in screen.left_out)
    assert "\ufdd0" not in "".join(screen.remarks)
    assert screen.cards[0].photos[0].alt_text == "夜校的教室"
    assert [remark[:14] for remark in screen.remarks] == [
        "略去了Word中隐藏的2个字",
        "文件中缺少1张图片。请重新插",
    ]
    one, two = (card.photos[0].pk for card in screen.cards)
    # the second picture to the first article, the first one out
    data = form_of(browser, record) | {f"picture-{one}": "", f"picture-{two}": "0", "action": "import"}
    browser.post(address(record), data)
    placed = {
        article.title: [(entry.photo_id, entry.is_lead) for entry in article.photo_entries.all()]
        for article in Article.objects.all()
    }
    assert placed == {"昌平区总工会办起职工夜校": [(two, True)], "朝阳区把驿站连成网": []}
    assert screen.remarks[0] in browser.get(address(record)).text


def test_several_files_wait_side_by_side(browser):
    files = [SimpleUploadedFile(f"{number}.txt", PAGE.encode("gb18030")) for number in (1, 2)]
    response = browser.post(reverse(ADD), {"files": files})
    assert response.url == reverse("admin:newsroom_pageimport_changelist") + "?state__exact=open"
    assert [record.file_name for record in PageImport.objects.order_by("id")] == ["1.txt", "2.txt"]


@pytest.mark.parametrize(
    "data",
    [
        {"text": "", "date": ""},
        {"text": PAGE, "date": "2026-02-30"},
        {"text": PAGE, "date": "2999-01-01"},
        {"text": PAGE, "page_number": "0"},
        {"files": SimpleUploadedFile("empty.txt", b"")},
        {"files": SimpleUploadedFile("page.docx", b"not a document")},
        {"files": SimpleUploadedFile("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(200))},
    ],
    ids=["nothing", "no such day", "future", "page 0", "empty file", "no docx", "binary"],
)
def test_bad_input_is_answered_on_the_form(browser, data):
    response = browser.post(reverse(ADD), data)
    assert response.status_code == 200
    assert sum(len(errors) for errors in response.context["form"].errors.values()) == 1
    assert PageImport.objects.count() == 0


def test_a_page_without_an_article_says_so(browser):
    browser.post(reverse(ADD), {"text": "第03版：工会\n\n责任编辑：方宁"})
    record = PageImport.objects.get()
    response = browser.post(address(record), form_of(browser, record) | {"action": "import"})
    assert response.status_code == 200
    assert len(response.context["screen"].page_problems) == 1


def test_correspondents_and_strangers_do_not_bring_in_pages(record, cast, client):
    for person, status in ((cast.correspondent, 403), (cast.administrator, 403), (cast.stranger, 302)):
        client.force_login(person)
        assert client.get(reverse(ADD)).status_code == status
        assert client.get(address(record)).status_code == status
    client.logout()
    assert client.get(reverse(ADD)).status_code == 302
