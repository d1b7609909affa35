"""How well pages are read: fields right, paragraphs joined right, organizations found.

    python bench/import_quality.py [-v] [NAME...]

Reads every page of the tests' corpus and samples (NAME.txt beside NAME.json), prints a table, and ends with 1 if a
figure is missed. In the JSON a paragraph is the whole text or [first characters, last characters];
`given` holds what the operator says (date, number, name, known organizations); fields that are missing there
count as empty. Organizations, people and events under `also` are right but need not be found.
"""

from __future__ import annotations

import argparse
import datetime
import json
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import django.conf

if not django.conf.settings.configured:
    django.conf.settings.configure(USE_I18N=False)

from newsroom.pages import KnownOrganization, parse_page

FOLDERS = (ROOT / "tests/newsroom/pages/samples", ROOT / "tests/newsroom/pages/corpus")
WANTED = {"fields": 0.98, "paragraphs": 1.0, "precision": 0.95, "recall": 0.90}
EMPTY: dict[str, Any] = {
    "kicker": "", "title": "", "subtitle": "", "column": None, "subcolumn": None, "genre": "news",
    "is_reprint": False, "source": "", "original_title": "", "credits": [], "people": [], "events": [],
}  # fmt: skip


@dataclass
class Score:
    """Counts of one page, or of all."""

    fields: list[int] = field(default_factory=lambda: [0, 0])
    paragraphs: list[int] = field(default_factory=lambda: [0, 0])
    offered: list[int] = field(default_factory=lambda: [0, 0])
    found: list[int] = field(default_factory=lambda: [0, 0])
    faults: list[str] = field(default_factory=list)

    def count(self, kind: str, right: bool, fault: str = "") -> None:
        pair = getattr(self, kind)
        pair[0] += right
        pair[1] += 1
        if not right:
            self.faults.append(f"{kind}: {fault}")

    def add(self, other: Score) -> None:
        for kind in ("fields", "paragraphs", "offered", "found"):
            mine, theirs = getattr(self, kind), getattr(other, kind)
            mine[0] += theirs[0]
            mine[1] += theirs[1]

    def share(self, kind: str) -> float:
        right, all_of_them = getattr(self, kind)
        return right / all_of_them if all_of_them else 1.0


def score_page(text: str, wanted: dict[str, Any]) -> Score:
    """Compare one page with what it should be."""
    given = wanted.get("given", {})
    known = [KnownOrganization(k[0], tuple(k[1]), k[2]) for k in given.get("known", [])]
    date = datetime.date.fromisoformat(given["date"]) if given.get("date") else None
    page = parse_page(
        text, date=date, number=given.get("number"), name=given.get("name", ""), known=known
    ).as_dict()
    score = Score()
    for key in ("date", "page"):
        score.count("fields", page[key] == wanted[key], f"{key} {page[key]} != {wanted[key]}")
    credits = wanted.get("page_credits", [])
    score.count(
        "fields", page["page_credits"] == credits, f"page_credits {page['page_credits']} != {credits}"
    )
    titles = [a["title"] for a in page["articles"]], [a.get("title", "") for a in wanted["articles"]]
    same = len(titles[0]) == len(titles[1])
    score.count("fields", same, f"articles {titles[0]} != {titles[1]}")
    if "warnings" in wanted:
        codes = sorted(w["code"] for w in page["warnings"])
        score.count("fields", codes == sorted(wanted["warnings"]), f"page warnings {codes}")
    found = page["articles"] + [{}] * (len(titles[1]) - len(titles[0]))
    for article, target in zip(found, wanted["articles"], strict=False):
        score_article(score, article, target)
    return score


def score_article(score: Score, article: dict[str, Any], target: dict[str, Any]) -> None:
    label = target.get("title") or "(untitled)"
    for key, empty in EMPTY.items():
        value, right = article.get(key), target.get(key, empty)
        if key in ("people", "events"):
            names = {item["name"] for item in value or []}
            also = set(target.get("also", {}).get(key, []))
            ok = set(right) <= names and names <= set(right) | also
            score.count("fields", ok, f"{label}: {key} {sorted(names)} != {sorted(right)}")
        else:
            score.count("fields", value == right, f"{label}: {key} {value!r} != {right!r}")
    if "warnings" in target:
        codes = sorted({w["code"] for w in article.get("warnings", [])})
        ok = codes == sorted(target["warnings"])
        score.count("fields", ok, f"{label}: warnings {codes} != {sorted(target['warnings'])}")
    score_paragraphs(score, label, article.get("paragraphs", []), target["paragraphs"])
    score_organizations(score, label, article.get("organizations", []), target)


def score_paragraphs(score: Score, label: str, found: list[str], wanted: list[Any]) -> None:
    for number in range(max(len(found), len(wanted))):
        text = found[number] if number < len(found) else ""
        right = wanted[number] if number < len(wanted) else ""
        if isinstance(right, list):
            ok = text.startswith(right[0]) and text.endswith(right[1]) and bool(text)
        else:
            ok = text == right
        score.count("paragraphs", ok, f"{label}: {text[:30]!r}…{text[-20:]!r} != {right!r}")


def score_organizations(
    score: Score, label: str, found: list[dict[str, Any]], target: dict[str, Any]
) -> None:
    wanted = target.get("organizations", [])
    also = set(target.get("also", {}).get("organizations", []))
    names = {o["name"]: o["match"] for o in found}
    matches = target.get("matches", {})
    for name, match in names.items():
        right = (name in wanted or name in also) and match == matches.get(name)
        score.count("offered", right, f"{label}: wrong organization {name} ({match})")
    for name in wanted:
        score.count("found", name in names, f"{label}: organization not found {name}")


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("names", nargs="*")
    parser.add_argument("-v", "--verbose", action="store_true", help="name every fault")
    options = parser.parse_args()
    total = Score()
    print(f"{'page':<34}{'fields':>14}{'paragraphs':>14}{'org precision':>16}{'org recall':>14}")
    paths = sorted(path for folder in FOLDERS for path in folder.glob("*.txt"))
    for path in paths:
        if options.names and path.stem not in options.names:
            continue
        wanted = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        if path.parent == FOLDERS[0]:
            wanted.setdefault("given", {"date": wanted["date"]})
        score = score_page(path.read_text(encoding="utf-8"), wanted)
        total.add(score)
        print_row(path.stem, score)
        if options.verbose:
            for fault in score.faults:
                print("    ", fault)
    print_row("all", total)
    figures = {
        "fields": total.share("fields"),
        "paragraphs": total.share("paragraphs"),
        "precision": total.share("offered"),
        "recall": total.share("found"),
    }
    missed = [name for name, least in WANTED.items() if figures[name] < least]
    for name in missed:
        print(f"missed: {name} {figures[name]:.3f}, wanted {WANTED[name]:.2f}")
    return 1 if missed else 0


def print_row(name: str, score: Score) -> None:
    cells = [getattr(score, kind) for kind in ("fields", "paragraphs", "offered", "found")]
    shares = [f"{right}/{count} {100 * right / count if count else 100:5.1f}%" for right, count in cells]
    print(f"{name:<34}{shares[0]:>14}{shares[1]:>14}{shares[2]:>16}{shares[3]:>14}")


if __name__ == "__main__":
    sys.exit(main())
