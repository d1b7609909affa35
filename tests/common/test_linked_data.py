"""Structured data and rich text in templates: nothing leaves its place."""

import json

from common.linked_data import absolute, as_script_text, breadcrumbs, node
from common.templatetags.linked import plain, rich


def test_no_sign_of_the_data_can_end_the_script():
    data = {"name": "</script><!-- & \u2028 \u2029 “”"}
    text = as_script_text(data)
    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text) == {"@context": "https://schema.org", **data}


def test_empty_values_are_left_out_and_zero_is_not_empty():
    assert node("Place", name="", geo={}, image=[], latitude=0.0, open=False, url=None) == {
        "@type": "Place",
        "latitude": 0.0,
        "open": False,
    }


def test_addresses_are_made_whole_once(settings):
    settings.SITE_URL = "https://news.example.org"
    assert absolute("/events/") == "https://news.example.org/events/"
    assert absolute("https://cdn.example.org/1.jpg") == "https://cdn.example.org/1.jpg"


def test_breadcrumbs_end_with_this_page(settings):
    settings.SITE_URL = "https://news.example.org"
    assert breadcrumbs([("活动", "/events/"), ("讲座", "")])["itemListElement"] == [
        {"@type": "ListItem", "position": 1, "name": "首页", "item": "https://news.example.org/"},
        {"@type": "ListItem", "position": 2, "name": "活动", "item": "https://news.example.org/events/"},
        {"@type": "ListItem", "position": 3, "name": "讲座"},
    ]


def test_rich_text_is_clean_whoever_wrote_it():
    assert rich('<p onclick="x()">好</p><script>alert(1)</script>') == "<p>好</p>"
    assert rich("第一段\n第二段 & 更多") == "<p>第一段</p><p>第二段 &amp; 更多</p>"
    assert plain("<h2>标题</h2><p>正文。</p><script>alert(1)</script>") == "标题 正文。"
