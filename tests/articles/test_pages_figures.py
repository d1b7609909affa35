"""Key figures as the text has them: more than, nearly and about are three things."""

import pytest
from django.core.exceptions import ValidationError

from articles.models import Credit, Figure
from articles.models.parts import Bound
from tests.factories import make_contributor, make_published

pytestmark = pytest.mark.django_db


def shown(client, prefix: str, **values) -> str:
    article = make_published("数字")
    Figure.objects.create(article=article, label="覆盖职工", unit="人", **values)
    page = client.get(prefix + article.get_absolute_url()).text
    cell = page.partition("<dd>")[2].partition("</dd>")[0]
    return "".join(cell.replace("<", " <").replace(">", "> ").split(" "))


@pytest.mark.parametrize(
    ("values", "chinese", "english"),
    [
        ({"value": 9400}, "9400人", "9400人"),
        ({"value": 9400, "is_approximate": True}, "约9400人", "about9400人"),
        ({"value": 8000, "bound": Bound.OVER}, "8000余人", "morethan8000人"),
        ({"value": 50, "bound": Bound.UNDER}, "近50人", "nearly50人"),
        ({"value": 300_000, "bound": Bound.OVER}, "30余万人", "morethan300,000人"),
    ],
)
def test_the_word_of_the_text_stands_with_the_figure(client, values, chinese, english):
    import re

    plain = [re.sub(r"<[^>]*>", "", shown(client, prefix, **values)) for prefix in ("", "/en")]
    assert plain == [chinese, english]


def test_one_word_at_a_time():
    article = make_published("数字")
    figure = Figure(article=article, label="学员", value=3, bound=Bound.OVER, is_approximate=True)
    with pytest.raises(ValidationError) as refused:
        figure.full_clean()
    assert refused.value.messages == ["一个数字只用一个约数：约、余、近选其一。"]


def test_who_drew_a_picture_is_no_photographer(client):
    article = make_published("图片")
    Credit.objects.create(article=article, contributor=make_contributor("杜见山"), role="illustrator")
    page = client.get(article.get_absolute_url()).text
    assert "绘图" in page
    assert "摄影" not in page
