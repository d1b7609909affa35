"""The demonstration's stories agree with their events and with themselves, on whatever day they are loaded."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from portal.demo.clock import Clock
from portal.demo.content import FOLDER, read
from portal.demo.texts import ArticleFile, read_article

FILES = [read_article(path) for path in sorted((FOLDER / "articles").glob("*.txt"))]
EVENTS = {entry["slug"]: entry for entry in read("events.toml")["event"]}
# A Monday to a Sunday, and days in other seasons.
DAYS = [dt.datetime(2026, 11, 23 + n, 4, tzinfo=dt.UTC) for n in range(7)] + [
    dt.datetime(2027, 3, 3, 4, tzinfo=dt.UTC), dt.datetime(2027, 7, 18, 4, tzinfo=dt.UTC)
]  # fmt: skip
REPORTS = ("news", "photo", "feature")


def times(clock: Clock, entry: dict[str, str]) -> tuple[dt.datetime, dt.datetime]:
    if entry.get("all_day"):
        end = clock.midnight(clock.day(entry["end"]) + dt.timedelta(days=1))
        return clock.midnight(clock.day(entry["start"])), end
    return clock.moment(entry["start"]), clock.moment(entry["end"])


def told(clock: Clock) -> list[tuple[ArticleFile, dt.datetime, dt.datetime, dt.datetime]]:
    """Each report with its publication, and the start and end of an event of a single date that it tells of."""
    found = []
    for file in FILES:
        if file.get("genre") not in REPORTS or file.get("when") in ("", "none"):
            continue
        published = clock.moment(file.get("when"))
        for slug in file.all("event"):
            start, end = times(clock, EVENTS[slug])
            if "recurrence" not in EVENTS[slug] and start <= published:
                found.append((file, published, start, end))
    return found


@pytest.mark.parametrize("now", DAYS)
def test_no_story_is_published_before_the_end_of_what_it_tells(now):
    early = [
        file.slug
        for file, published, start, end in told(Clock(now))
        if start.date() == published.date() == (end - dt.timedelta(seconds=1)).date() and published < end
    ]
    assert early == []


@pytest.mark.parametrize("now", DAYS)
def test_a_story_that_names_a_day_names_that_of_its_event(now):
    clock, wrong = Clock(now), []
    for file, published, start, end in told(clock):
        day = timezone.localtime(published).date()
        named = {
            day + dt.timedelta(days=int(offset or 0))
            for offset in re.findall(r"\{d([+-]\d+)?[wy]?\}", file.body)
        }
        local = [timezone.localtime(moment).date() for moment in (start, end)]
        if named and not any(local[0] <= one <= local[1] for one in named):
            wrong.append((file.slug, sorted(named), local))
    assert wrong == []


@pytest.mark.parametrize("now", DAYS)
def test_what_is_announced_lies_ahead_and_sign_up_ends_before_it(now):
    clock = Clock(now)
    late = [
        slug
        for slug, entry in EVENTS.items()
        if "sign_up_deadline" in entry and clock.moment(entry["sign_up_deadline"]) > times(clock, entry)[1]
    ]
    assert late == []


def test_no_two_stories_end_alike():
    lines = [file.body.rstrip().splitlines()[-1] for file in FILES]
    ends = [line[-8:] for line in lines if not line.startswith("~")]
    assert sorted(ends) == sorted(set(ends))
    quoted = [line for line in lines if line.rstrip().endswith(("”", "”。"))]
    assert len(quoted) < len(FILES) // 3, "too many stories end with a quotation"
