"""Fills the peer's database once: python fill.py 3000. Prints the addresses of an article and of the index as JSON."""

import datetime as dt
import json
import os
import random
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
django.setup()

from django.core.management import call_command
from django.utils import timezone
from news.models import NewsIndexPage, NewsPage, NewsPageTag
from taggit.models import Tag
from wagtail.models import Page, Site

PARAGRAPH = "职工夜校在区工会的教室里开课，来自二十家单位的职工学习急救、摄影和书法，课程全部免费。" * 3
BODY = "".join(f"<p>{PARAGRAPH}</p>" for _paragraph in range(12))
TAGS, TAGS_EACH = 200, 3


def main(count):
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    index = NewsIndexPage.objects.first() or make_index()
    missing = count - NewsPage.objects.count()
    if missing > 0:
        fill(index, missing)
    article = NewsPage.objects.child_of(index).order_by("-date")[count // 2]
    print(json.dumps({"article": article.url, "list": index.url, "pages": NewsPage.objects.count()}))


def make_index():
    root = Page.objects.get(depth=1)
    index = root.add_child(instance=NewsIndexPage(title="新闻", slug="news"))
    Site.objects.all().delete()
    Site.objects.create(
        hostname="127.0.0.1", port=80, root_page=index, is_default_site=True, site_name="工会动态"
    )
    Page.objects.filter(slug="home").delete()
    return NewsIndexPage.objects.get(pk=index.pk)


def fill(index, missing):
    chance = random.Random(1)
    tags = [
        Tag.objects.get_or_create(name=f"标签{number}", slug=f"tag-{number}")[0] for number in range(TAGS)
    ]
    now = timezone.now()
    done = NewsPage.objects.count()
    for number in range(done, done + missing):
        page = NewsPage(
            title=f"第{number}期职工夜校开课",
            slug=f"news-{number}",
            intro=PARAGRAPH[:60],
            body=BODY,
            date=now - dt.timedelta(hours=number + 1),
        )
        index.add_child(instance=page)
        for tag in chance.sample(tags, TAGS_EACH):
            NewsPageTag.objects.create(content_object=page, tag=tag)


main(int(sys.argv[1]))
