"""The Chinese interface is complete: every text is translated, none is doubtful, and the compiled file is current."""

import ast
import gettext
import re
from pathlib import Path

import pytest

LOCALE = Path(__file__).resolve().parents[1] / "locale" / "zh_Hans" / "LC_MESSAGES"
CATALOGUES = sorted(path.stem for path in LOCALE.glob("*.po"))
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


class Entry:
    """One entry of a .po file: its keys (as gettext composes them) and its texts."""

    def __init__(self, block: str) -> None:
        self.fuzzy = bool(re.search(r"^#,.*\bfuzzy\b", block, re.MULTILINE))
        self.fields: dict[str, str] = {}
        field = ""
        for line in block.splitlines():
            if line.startswith("#"):
                continue
            name, quoted = re.fullmatch(r'(?:(msg\w+(?:\[\d\])?) )?(".*")', line).groups()
            field = name or field
            self.fields[field] = self.fields.get(field, "") + ast.literal_eval(quoted)

    @property
    def source(self) -> str:
        return self.fields["msgid"]

    @property
    def texts(self) -> list[str]:
        return [text for name, text in self.fields.items() if name.startswith("msgstr")]

    @property
    def key(self) -> str | tuple[str, int]:
        key = f"{self.fields['msgctxt']}\x04{self.source}" if "msgctxt" in self.fields else self.source
        return (key, 0) if "msgid_plural" in self.fields else key


def entries(catalogue: str) -> list[Entry]:
    text = (LOCALE / f"{catalogue}.po").read_text(encoding="utf-8")
    blocks = [block for block in text.split("\n\n") if re.search(r"^msgid ", block, re.MULTILINE)]
    return [entry for entry in map(Entry, blocks) if entry.source]


def test_there_is_a_catalogue():
    assert "django" in CATALOGUES
    assert len(entries("django")) > 20


@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_every_text_is_translated(catalogue):
    missing = [entry.source for entry in entries(catalogue) if not all(entry.texts)]
    doubtful = [entry.source for entry in entries(catalogue) if entry.fuzzy]
    assert (missing, doubtful) == ([], [])


@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_placeholders_survive(catalogue):
    changed = [
        entry.source
        for entry in entries(catalogue)
        for text in entry.texts
        if set(PLACEHOLDER.findall(text))
        - set(PLACEHOLDER.findall(entry.source + entry.fields.get("msgid_plural", "")))
    ]
    assert changed == []


# Half-width marks beside a Chinese character. What is written with a point (.docx, .txt) has one by right.
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff”）》] ?(?:[,;:!?)(]|\.(?![a-z]))|[,;:!?()] ?[\u4e00-\u9fff“（《]")


@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_chinese_has_chinese_marks_and_says_nin(catalogue):
    texts = [text for entry in entries(catalogue) for text in entry.texts]
    assert [text for text in texts if HALF_WIDTH.search(text)] == []
    assert [text for text in texts if "你" in text] == []


# Latin words that are said in Chinese too: names of formats, programs, standards, keys, settings.
LATIN = {
    "AVIF", "Atom", "BD", "BYDAY", "COUNT", "CPU", "CSRF", "Content", "Ctrl", "DATABASE", "DIR", "Debian", "Excel",
    "FREQ", "GCJ", "GPS", "HEIC", "HTML", "HTTP", "HTTPS", "JPEG", "JavaScript", "Length", "MB", "PDF", "PIN", "PNG",
    "Policy", "PostgreSQL", "RFC", "Referer", "Referrer", "SA", "SHA", "SmartArt", "TOTP", "UNTIL", "URL", "UTF", "VAR", "WEEKLY", "WGS", "WebP", "Word",
    "docx", "md", "ng", "no", "off", "on", "referrer", "root", "sh", "txt",
}  # fmt: skip
# Commands, files, options, addresses, and what is filled in.
NOT_WORDS = re.compile(
    r"%\(\w+\)[a-z]|\{\w*\}|<[^>]*>|https?://\S+|[./]?\b[\w.-]*/[\w./-]+|\.[a-z]+\b|--?[a-z-]+(?:=\S+)?|\w+\.py \w+"
    r"|\bmake run\b|\bdocker run\b|\blibc-bin\b"
)


@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_no_english_is_left_over(catalogue):
    left = {
        word
        for entry in entries(catalogue)
        for text in entry.texts
        for word in re.findall(r"[A-Za-z]{2,}", NOT_WORDS.sub(" ", text))
    }
    assert left - LATIN == set()


@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_the_compiled_file_is_current(catalogue):
    with (LOCALE / f"{catalogue}.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)._catalog  # the only way to all of it
    written = {entry.key: entry.texts[0] for entry in entries(catalogue) if entry.texts[0]}
    assert {key: text for key, text in compiled.items() if key != ""} == written


# What makemessages looks for; a function of gettext under another name is never collected.
COLLECTED = {
    "_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy",
    "npgettext", "npgettext_lazy",
}  # fmt: skip


def test_every_text_is_collected():
    root = LOCALE.parents[2]
    apps = (
        "accounts",
        "articles",
        "common",
        "events",
        "newsroom",
        "organizations",
        "photos",
        "portal",
        "search",
    )
    names = {
        (str(path.relative_to(root)), alias.asname)
        for app in apps
        for path in (root / app).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.asname and "gettext" in alias.name and alias.asname not in COLLECTED
    }
    assert names == set()
