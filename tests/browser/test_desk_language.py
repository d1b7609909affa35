"""The Chinese desk speaks Chinese: every screen, what its scripts add, and what it says of a form filled in wrongly.

Latin words are looked for in all that is said: texts, names for those who hear them, and hints. What somebody has
typed (names of accounts, addresses, texts) is no word of the desk and is left out by where it stands.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.test_desk import sign_in
from tests.browser.test_desk_screens import LISTED, NO_SCREENS

# Names that are written so in Chinese too: formats, standards, products, keys, units.
ALLOWED = {
    "AVIF", "Atom", "BD", "CSV", "Ctrl", "DOCX", "Excel", "GCJ", "GIF", "GPS", "H", "HEIC", "HTML", "HTTPS", "ID",
    "IP", "JPEG", "JPG", "MB", "MP", "Markdown", "PDF", "PNG", "RFC", "RRULE", "S", "SHA", "URL", "WGS", "WebP", "Word",
    "PIN", "TOTP", "docx", "md", "txt", "BYDAY", "COUNT", "FREQ", "SA", "UNTIL", "WEEKLY", "shan",
    "Enter", "Esc", "Tab", "Chrome", "Edge", "Firefox", "Safari", "Linux", "Windows", "Android", "iPhone", "Mac", "OpenStreetMap",
}  # fmt: skip
# Where what somebody typed or the machine made stands, not words of the desk.
DATA = ", ".join((
    "code", "pre", "time", "svg", "script", "style", "template", "noscript", ".material-icons", ".hash",
    "[data-not-ours]", ".field-slug", ".field-username", ".field-email", ".field-ip", ".field-address",
    ".field-website", ".field-recurrence .readonly", ".ProseMirror", ".shown-text", ".source-line", ".file-name",
    ".photo-name", ".who strong", "option[value='']", "[hreflang]",
))  # fmt: skip

SAID = """
([data, width]) => {
  const found = [];
  const skipped = (element) => element.closest(data) !== null;
  const shown = (element) => element.checkVisibility({ visibilityProperty: true }) || element.tagName === "OPTION";
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (element && !skipped(element) && shown(element)) found.push(walker.currentNode.textContent);
  }
  for (const element of document.body.querySelectorAll("[title], [aria-label], [placeholder], [alt], input")) {
    if (skipped(element) || element.closest("[hidden]")) continue;
    for (const name of ["title", "aria-label", "placeholder", "alt"]) {
      const text = element.getAttribute(name);
      if (text) found.push(text);
    }
    if (["submit", "button", "reset"].includes(element.type)) found.push(element.value);
  }
  found.push(document.title);
  return found;
}
"""
WORD = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏ]+(?:['’][A-Za-z]+)?")
PINYIN = re.compile("[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]")
ADDRESS = re.compile(
    r"(?:https?://|/)[\w./%#?=&-]+|[\w.+-]+@[\w.-]+|[\w-]+\.(?:png|jpe?g|docx?|txt|pdf|md)\b"
)


def foreign(page: Any, allowed: frozenset[str] = frozenset()) -> list[str]:
    """What a page says in Latin letters, as far as it is not allowed."""
    said = page.evaluate(SAID, [DATA, 0])
    words: dict[str, None] = {}
    for text in said:
        for word in WORD.findall(ADDRESS.sub(" ", text)):
            if word not in ALLOWED and word not in allowed and not PINYIN.search(word):
                words[f"{word} ({' '.join(text.split())[:60]})"] = None
    return list(words)


@pytest.fixture(scope="module")
def context(browser, site) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    sign_in(context, site)
    yield context
    context.close()


@pytest.fixture
def page(context) -> Iterator[Any]:
    page = context.new_page()
    yield page
    page.close()


def test_every_screen(context, site, page):
    data = json.loads(site.run(NAMES))
    found = {}
    for route, path in json.loads(site.run(LISTED)):
        if any(part in f"/{route}" for part in NO_SCREENS):
            continue
        if context.request.get(site.address + path).status != 200:
            continue
        page.goto(site.address + path)
        page.wait_for_load_state("networkidle")
        words = foreign(page, frozenset(data))
        if words:
            found[path] = words
    assert found == {}


# Words of the demonstration's own rows: they are data wherever they stand.
NAMES = """
import json, re
from accounts.models import User
from django.apps import apps
words = set()
for model in apps.get_models():
    if model._meta.app_label in ("admin", "sessions", "contenttypes"):
        continue
    for field in model._meta.concrete_fields:
        kind = field.get_internal_type()
        if kind in ("CharField", "SlugField", "EmailField", "URLField", "TextField") and not field.choices:
            for value in model._base_manager.order_by().values_list(field.name, flat=True).distinct()[:2000]:
                words.update(re.findall(r"[A-Za-z]+", str(value or ""))[:200])
words -= {"Yes", "No"}
print(json.dumps(sorted(words)))
"""


def test_an_account_filled_in_wrongly(site, page):
    page.goto(f"{site.address}/admin/accounts/user/add/")
    page.click("[data-save], [name=_save]")
    page.wait_for_selector(".errorlist")
    assert foreign(page) == []
    page.fill("#id_username", "有 空格!")
    page.fill("#id_email", "不是邮箱")
    with page.expect_navigation():
        page.click("[data-save], [name=_save]")
    page.wait_for_selector(".errorlist")
    assert foreign(page) == []


@pytest.mark.parametrize(
    ("old", "new", "again"),
    [("wrong", "a", "b"), ("wrong", "12345678", "12345678"), ("wrong", "password", "password"), ("", "", "")],
)
def test_a_password_that_is_not_taken(site, page, old, new, again):
    page.goto(f"{site.address}/admin/password_change/")
    page.locator("form").evaluate_all("(forms) => forms.forEach((form) => { form.noValidate = true; })")
    fields = page.locator("input[type=password]")
    for field, value in zip(fields.all(), [old, new, again][-fields.count() :], strict=True):
        field.fill(value)
    page.locator("form:has(input[type=password]) [type=submit]").last.click()
    page.wait_for_load_state("networkidle")
    assert page.locator(".field-error").count()
    assert foreign(page) == []


@pytest.fixture
def editor(site, page) -> Any:
    page.goto(f"{site.address}/admin/articles/article/add/")
    page.wait_for_selector(".ProseMirror")
    page.click(".ProseMirror")
    page.keyboard.type("夜校开课")
    page.wait_for_selector("[data-name='history:undo'][aria-label='撤销']")
    return page


def menu(page: Any, name: str) -> None:
    page.click(f".prose-menubar [data-name='{name}']")


def test_the_editor_and_its_dialogs(editor):
    assert foreign(editor) == []
    for name in ("html", "table"):
        menu(editor, name)
        editor.wait_for_selector(".prose-editor-dialog[open]")
        assert foreign(editor) == [], name
        editor.locator(".prose-editor-dialog button[value=cancel]").click()
    editor.keyboard.press("Control+a")
    menu(editor, "link")
    editor.wait_for_selector(".prose-editor-dialog[open]")
    assert foreign(editor) == []
    editor.locator(".prose-editor-dialog button[value=cancel]").click()
    menu(editor, "figure")
    editor.wait_for_selector("dialog.picker[open]")
    editor.wait_for_selector("dialog.picker .picker-grid li")
    editor.fill("dialog.picker input[type=search]", "没有这样的图片")
    editor.wait_for_function("() => !document.querySelector('.picker-grid li')")
    assert foreign(editor) == []


def test_a_table_has_a_heading_row_when_it_is_asked_for(editor):
    menu(editor, "table")
    dialog = editor.locator(".prose-editor-dialog[open]")
    assert dialog.locator("option").all_inner_texts() == ["是", "否"]
    dialog.locator("select").select_option(label="是")
    dialog.locator("[type=submit]").click()
    editor.wait_for_selector(".ProseMirror table th")
    assert foreign(editor) == []
    assert editor.input_value("#id_body").count("<th>") + editor.input_value("#id_body").count("<th ") == 3


def test_choosers_and_pickers_say_when_nothing_is_found(site, page):
    page.goto(f"{site.address}/admin/articles/article/add/")
    page.wait_for_load_state("networkidle")
    page.locator(".field-column .select2-selection").first.click()
    page.keyboard.type("没有这样的专栏")
    page.wait_for_selector(".select2-results__message")
    assert foreign(page) == []
    page.keyboard.press("Escape")
    for sign, box in (("date", "calendarbox"), ("clock", "clockbox")):
        page.locator(f".datetimeshortcuts a:has(.{sign}-icon):visible").first.click()
        page.wait_for_selector(f".{box}:visible")
        assert foreign(page) == []
        page.keyboard.press("Escape")
