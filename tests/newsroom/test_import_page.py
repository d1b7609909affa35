"""The command that brings in pages."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article
from newsroom.models import PageImport

pytestmark = pytest.mark.django_db

PAGE = "# 昌平区总工会办起职工夜校\n\n本报讯（记者 林晓舟）昌平区总工会开办职工夜校，开课96场。\n"


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "第03版.txt"
    path.write_text(PAGE)
    return path


def run(*args: object, **options: object) -> str:
    out = io.StringIO()
    call_command("import_page", *map(str, args), stdout=out, stderr=out, no_color=True, **options)
    return out.getvalue()


def test_files_become_drafts_and_are_known_the_second_time(page):
    run(page, date="2026-03-12", page=3, page_name="工会")
    assert str(Article.objects.get().edition_page) == "2026-03-12 第03版 工会"
    run(page, date="2026-03-12", page=3)
    assert (Article.objects.count(), PageImport.objects.count()) == (1, 1)


def test_a_dry_run_makes_nothing(page):
    result = json.loads(run(page, dry_run=True, format="json", date="2026-03-12"))
    assert list(result) == ["file", "date", "page", "articles", "page_credits", "left_out", "warnings"]
    assert list(result["articles"][0]) == [
        "lines", "kicker", "title", "subtitle", "column", "subcolumn", "genre", "is_reprint", "source",
        "original_title", "credits", "paragraphs", "organizations", "people", "events", "warnings",
    ]  # fmt: skip
    assert result["articles"][0]["organizations"] == [{"name": "昌平区总工会", "match": None}]
    assert (Article.objects.count(), PageImport.objects.count()) == (0, 0)


def test_known_organizations_are_matched(page, cast):
    cast.changping  # noqa: B018
    result = json.loads(run(page, dry_run=True, format="json"))
    assert result["articles"][0]["organizations"] == [{"name": "昌平区总工会", "match": "昌平区总工会"}]


def test_standard_input(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(PAGE.encode("gb18030"))))
    run("-")
    assert Article.objects.get().title == "昌平区总工会办起职工夜校"


def test_one_bad_file_does_not_stop_the_others(page, tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    with pytest.raises(CommandError):
        run(tmp_path / "empty.txt", tmp_path, tmp_path / "none.txt", page)
    assert Article.objects.count() == 1


def test_an_interrupted_import_keeps_whole_pages_and_goes_on(page, tmp_path, monkeypatch):
    from newsroom.management.commands import import_page

    second = tmp_path / "second.txt"
    second.write_text(PAGE.replace("职工夜校", "职工书屋"))
    real, calls = import_page.bring_in, []

    def interrupted(*args, **values):
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(*args, **values)

    monkeypatch.setattr(import_page, "bring_in", interrupted)
    with pytest.raises(CommandError) as stopped:
        run(page, second)
    assert stopped.value.returncode == 130
    assert Article.objects.count() == 1
    monkeypatch.setattr(import_page, "bring_in", real)
    run(page, second)
    assert Article.objects.count() == 2


@pytest.mark.parametrize(
    "options",
    [{"date": "2026-13-01"}, {"date": "12.3.2026"}, {"date": "2999-01-01"}, {"page": 0}, {"user": "nobody"}],
)
def test_wrong_arguments_are_refused_before_anything_is_read(options):
    with pytest.raises(CommandError):
        run("no-such-file", **options)


def test_the_account_signs_the_drafts(page, cast):
    run(page, user=cast.editor.username)
    article = Article.objects.get()
    assert (article.author, article.organization) == (cast.editor, cast.city)


# --- what is printed -------------------------------------------------------------------------------------
def test_a_dry_run_shows_what_would_be_made(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(f"返回首页\n\n## ■基层经验\n\n##{PAGE}\n（图片由昌平区总工会提供）\n")
    lines = run(path, dry_run=True, date="2026-03-12", page=3, page_name="工会").splitlines()
    assert lines[0] == f"{path}  2026-03-12 第03版 工会"
    assert [line for line in lines if "昌平区总工会办起职工夜校" in line] == [
        "  5–9  昌平区总工会办起职工夜校  ■ 基层经验"
    ]
    assert any("reporter 林晓舟" in line for line in lines)
    assert any(line.startswith("  – 1–1 ") and line.endswith("返回首页") for line in lines)
    assert Article.objects.count() == 0


def test_what_is_done_is_told_as_text_and_as_data(page):
    first = run(page, date="2026-03-12", page=3)
    article = Article.objects.get()
    assert first.splitlines() == [str(page), f"  {article.pk}  昌平区总工会办起职工夜校: 已生成草稿"]
    page.write_text(PAGE.replace("96场", "97场"))
    changed = run(page, date="2026-03-12", page=3).splitlines()
    assert len(changed) == 2 and changed[1].startswith(f"  {article.pk}  昌平区总工会办起职工夜校: ")
    assert "已生成草稿" not in changed[1]
    page.write_text(PAGE.replace("96场", "98场"))
    told = json.loads(run(page, date="2026-03-12", page=3, format="json"))
    assert told == {
        "file": str(page),
        "articles": [{"title": "昌平区总工会办起职工夜校", "state": "changed", "article": article.pk}],
    }


def test_of_many_files_the_progress_is_told_and_not_each(tmp_path):
    paths = []
    for number in range(21):
        paths.append(tmp_path / f"{number}.txt")
        paths[-1].write_text(
            f"# 第{number}期夜校开课\n\n本报讯（记者 林晓舟）第{number}期职工夜校开课了，欢迎报名。\n"
        )
    lines = run(*paths).splitlines()
    assert [line for line in lines if "/21" in line] == ["20/21  20篇草稿", "21/21  21篇草稿"]
    assert len(lines) == 3
    assert Article.objects.count() == 21


def test_a_file_that_may_not_be_read_is_named(page, monkeypatch):
    from pathlib import Path

    def refuse(_path: Path) -> bytes:
        raise PermissionError

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(CommandError):
        run(page)
    assert Article.objects.count() == 0


def test_a_dry_run_needs_no_tables(page, monkeypatch):
    from django.db import connection

    monkeypatch.setattr(connection.introspection, "table_names", list)
    assert "昌平区总工会办起职工夜校" in run(page, dry_run=True)


def test_remarks_on_a_word_file_are_told(tmp_path, here):
    from tests.newsroom.raw_word import TITLE, docx, p
    from tests.newsroom.raw_word import run as words

    path = tmp_path / "夜校.docx"
    path.write_bytes(docx(TITLE + p("昌平区总工会开办职工夜校。", words("密语", "<w:vanish/>"))))
    assert f"{path}: 略去了Word中隐藏的2个字符。" in run(path)
