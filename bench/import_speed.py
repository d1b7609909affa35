"""How long it takes to bring in many newspaper pages: ``python bench/import_speed.py [--pages 1000]``.

Makes pages of six articles each out of words, brings them in through the command into a database of its own,
brings them in again, and prints the seconds of both and the articles a second.
"""

import argparse
import io
import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

import django

django.setup()

from django.core.management import call_command
from django.db import connection

from articles.models import Article
from organizations.models import Kind, Organization

PLACES = ["松林", "柳河", "青石", "白塔", "云桥", "双井", "石门", "长堤", "南苑", "北关", "东湖", "西山"]
DOINGS = ["开办职工夜校", "慰问一线职工", "举办技能竞赛", "启用户外驿站", "组织健康体检", "开展法律咨询"]


def page(number: int) -> str:
    """The text of a page with six articles; every one has its own words."""
    parts = [f"第{number % 8 + 1:02}版：工会", ""]
    for place, doing in enumerate(DOINGS):
        name = PLACES[(number + place) % len(PLACES)]
        parts += [
            f"# {name}街道总工会{doing}（{number}—{place}）",
            "",
            f"本报讯（记者 林晓舟 通讯员 何苗）近日，{name}街道总工会{doing}，"
            f"{number + place}名职工参加了第{number}次活动。"
            f"活动现场，来自{name}物流有限公司的职工说，工会的服务就在身边，"
            "",
            "以后还会常来。区总工会相关负责人表示，今年将把这样的活动办到每个社区。",
            "",
            f"据介绍，这项活动由{name}社区工会承办，已服务职工{number * 7 + place}人次，{name}工会驿站提供场地和饮水。",
            "",
        ]
    return "\n".join([*parts, "责任编辑：方宁 校对：高原", ""])


def bring_in(files: list[str]) -> float:
    start = time.perf_counter()
    call_command("import_page", *files, date="2026-03-12", stdout=io.StringIO(), stderr=sys.stderr)
    return time.perf_counter() - start


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=1000)
    pages = parser.parse_args().pages
    name = connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        for place in PLACES:
            Organization.objects.create(name=f"{place}街道总工会", kind=Kind.SUBDISTRICT, district="昌平区")
        with tempfile.TemporaryDirectory() as folder:
            files = []
            for number in range(pages):
                path = Path(folder) / f"{number:05}.txt"
                path.write_text(page(number))
                files.append(str(path))
            first, second = bring_in(files), bring_in(files)
        made = Article.objects.count()
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
    print(
        f"{pages} pages, {made} articles: {first:.1f} s, {made / first:.0f} articles/s; known again: {second:.1f} s"
    )
    return 0 if made == pages * len(DOINGS) else 1


if __name__ == "__main__":
    sys.exit(main())
