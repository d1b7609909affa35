"""Headlines break between words, wherever readers meet them."""

import pytest

from articles.models import Article
from common.words import with_breaks
from tests.factories import make_published

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def broken_headlines(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other tests have them whole."""
    monkeypatch.setattr("articles.models.article.with_breaks", with_breaks)


BROKEN = "首都<wbr>工匠<wbr>学院："


def test_the_words_are_kept_beside_the_title_and_follow_it():
    article = make_published("首都工匠学院：四级台阶，人人有课上")
    assert article.headline.startswith(BROKEN)
    article.title = "职工夜校 & <b>开课</b>"
    article.save(update_fields=["title"])
    assert Article.objects.get().headline.replace("<wbr>", "") == "职工夜校 &amp; &lt;b&gt;开课&lt;/b&gt;"
    Article.objects.update(title="另有标题")
    assert Article.objects.get().headline == "另有标题"


def test_pages_break_headlines_between_words_and_titles_stay_plain(client):
    article = make_published("首都工匠学院：四级台阶，人人有课上")
    for address in ("/", "/articles/", article.get_absolute_url()):
        assert BROKEN in client.get(address).text, address
    head = client.get(article.get_absolute_url()).text.partition("</head>")[0]
    assert "<wbr>" not in head
    assert "\u200b" not in head


@pytest.mark.parametrize("title", ["“夜校”开课，《读报》随行！", "5G＋AI：工会（试点）来了", "👷‍♀️ 上岗", "a"])
def test_no_line_begins_with_a_closing_mark_and_nothing_is_lost(title):
    headline = make_published(title).headline
    assert headline.replace("<wbr>", "") == title
    pieces = headline.split("<wbr>")
    assert not [piece for piece in pieces if piece[0] in "，。！？”》）：" or piece[-1] in "“《（"]


def test_no_line_begins_with_a_particle():
    pieces = make_published("厨师长赢了体育老师，孩子们看着的").headline.split("<wbr>")
    assert not [piece for piece in pieces if piece[0] in "的了着们"]
