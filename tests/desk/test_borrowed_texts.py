"""The packages under the desk say nothing in English: what their Chinese lacks is in ours."""

import gettext
import re
from pathlib import Path

import allauth
import django
import pytest
from django.conf import settings
from django.contrib.admin.templatetags.admin_list import _boolean_icon
from django.contrib.staticfiles import finders
from django.utils import translation

OURS = Path(settings.BASE_DIR) / "locale/zh_Hans/LC_MESSAGES"
DJANGO = Path(django.__file__).parent
CATALOGS = [
    DJANGO / "conf", DJANGO / "contrib/admin", DJANGO / "contrib/auth", DJANGO / "contrib/contenttypes",
    DJANGO / "contrib/postgres", Path(allauth.__file__).parent,
]  # fmt: skip
# Of a widget of two lists that the desk does not use.
UNUSED = re.compile(r"(?:Choose|Remove) (?:%s by|all %s|selected %s)|\(click to clear\)")


def texts(path: Path) -> list[tuple[str | None, str, bool]]:
    """The message ids of a catalog, each with its context and whether it has a plural."""
    found = []
    for block in path.read_text("utf-8").split("\n\n"):
        match = re.search(r'^msgid ((?:".*"\n?)+)', block, re.MULTILINE)
        context = re.search(r'^msgctxt "(.*)"$', block, re.MULTILINE)
        if match and not block.lstrip().startswith("#~"):
            text = (
                "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', match[1])).replace('\\"', '"').replace("\\n", "\n")
            )
            found.append((context and context[1], text, "msgid_plural" in block))
    return [row for row in found if row[1]]


def is_said(catalog: gettext.NullTranslations, context: str | None, text: str, plural: bool) -> bool:
    if context is not None:
        return catalog.pgettext(context, text) != text
    return (catalog.ngettext(text, text, 2) if plural else catalog.gettext(text)) != text


def is_word(text: str) -> bool:
    """Whether it says something in letters, apart from what is filled in."""
    return re.search("[a-z]{2}|^[A-Z]$", re.sub(r"%\(\w+\)", "%", text)) is not None


@pytest.mark.parametrize("package", CATALOGS, ids=lambda path: path.name)
@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_nothing_is_left_in_english(package, domain):
    english = package / f"locale/en/LC_MESSAGES/{domain}.po"
    if not english.exists():
        return
    own = gettext.translation(domain, package / "locale", ["zh_Hans"])
    ours = gettext.translation(domain, OURS.parents[1], ["zh_Hans"])
    missing = [
        text
        for context, text, plural in texts(english)
        if is_word(text) and not UNUSED.match(text)
        and not any(is_said(catalog, context, text, plural) for catalog in (own, ours))
    ]  # fmt: skip
    assert missing == []


def test_the_editor_asks_for_no_text_that_is_not_translated():
    script = Path(finders.find("django_prose_editor/editor.js")).read_text("utf-8")
    (name,) = re.findall(r"(\w+)=window\.gettext\|\|", script)
    asked = set(re.findall(rf'\b{name}\("([^"]+)"\)', script))
    ours = gettext.translation("djangojs", OURS.parents[1], ["zh_Hans"])
    assert len(asked) > 25
    assert [text for text in sorted(asked) if not is_said(ours, None, text, False)] == []


def test_signs_say_yes_and_no(desk_site):
    said = [re.search('alt="(.*?)"', _boolean_icon(value))[1] for value in (True, False, None)]
    assert said == ["是", "否", "未知"]
    with translation.override("en"):
        assert 'alt="Yes"' in _boolean_icon(True)


@pytest.mark.parametrize("package", CATALOGS, ids=lambda path: path.name)
def test_everybody_is_addressed_in_one_way(package):
    """The desk says 您; the packages say that and 你 by turns, on one page."""
    own = gettext.translation("django", package / "locale", ["zh_Hans"], fallback=True)
    ours = gettext.translation("django", OURS.parents[1], ["zh_Hans"])
    wrong = []
    for context, text, plural in texts(package / "locale/zh_Hans/LC_MESSAGES/django.po"):
        catalog = ours if is_said(ours, context, text, plural) else own
        said = catalog.ngettext(text, text, 2) if plural else catalog.gettext(text)
        if context is None and "你" in said:
            wrong.append(text)
    assert wrong == []
