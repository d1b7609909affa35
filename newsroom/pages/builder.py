"""The finished article out of a collected one: headline, paragraphs, credits, source, names, warnings."""

from __future__ import annotations

import re

from .blocks import Block
from .collecting import CollectedArticle
from .credits import CreditReading, read_credits
from .datelines import read_tail
from .furniture import jump_spans
from .genres import genre_of
from .mentions import find_events, find_people
from .model import Article, Credit, LeftOut, Page, PageWarning, Paragraph
from .organizations import KnownNames, find_organizations
from .origins import (
    Origin,
    clean_medium,
    read_opening_source,
    read_tail_dateline,
    read_tail_picture,
    read_tail_source,
)
from .paragraphs import caption_paragraphs, join_paragraphs
from .person_names import read_names
from .text import NEVER_FIRST, Run, is_closed, join_lines

_RELATIVE_DAY = re.compile(
    r"近日|日前|昨天|昨日|今天|今日|明天|明日|前天|本周|上周|近期|当前(?=，)|本月|上月"
)


def name_warnings(reading: CreditReading, line: int) -> list[PageWarning]:
    found = [
        PageWarning("names-run-together", line, (("text", t), ("names", "、".join(n))))
        for t, n in reading.run_together
    ]
    found += [PageWarning("names-unsplit", line, (("text", t),)) for t in reading.unsplit]
    if reading.role_missing:
        names = "、".join(dict.fromkeys(c.name for c in reading.credits))
        found.append(PageWarning("role-missing", line, (("names", names),)))
    return found


class ArticleBuilder:
    """Finishes a collected article; what it takes out of the text goes into the page's left-out list."""

    def __init__(
        self, collected: CollectedArticle, page: Page, known: KnownNames, own_papers: frozenset[str]
    ) -> None:
        self.collected, self.page, self.known, self.own_papers = collected, page, known, own_papers
        self.article = Article()
        self.paragraphs: list[Paragraph] = []
        self.fields: list[tuple[str, Run]] = []
        self.later_credits: list[tuple[Block, CreditReading]] = []
        self.picture_stories = 0

    def build(self) -> Article:
        self._headline()
        collected = self.collected
        self.paragraphs = join_paragraphs(collected.notes) + join_paragraphs(collected.body)
        self.paragraphs += caption_paragraphs(collected.captions)
        for block in self.collected.metas:
            self._meta(block)
        self._outer_credits()
        self._datelines()
        self._tails()
        self.paragraphs = [p for p in self.paragraphs if p.run]
        self._origins()
        self.article.paragraphs = self.paragraphs
        self._genre()
        self._mentions()
        self._warnings()
        self.article.lines = self._lines()
        return self.article

    def _warn(self, code: str, line: int, **values: str) -> None:
        self.article.warnings.append(PageWarning(code, line, tuple(values.items())))

    def _leave(self, run: Run, code: str) -> None:
        if run := run.strip():
            self.page.left_out.append(LeftOut(run, code))

    def _headline(self) -> None:
        collected, article = self.collected, self.article
        if collected.heading:
            article.kicker = " ".join(b.text for b in collected.heading.kicker)
            subtitle = Run()
            for number, block in enumerate(collected.heading.subtitle):
                run = block.run
                dash = len(run.text) - len(run.text.lstrip("—–-－―─")) if not number else 0
                self._leave(run.slice(0, dash) if dash else Run(), "mark")
                subtitle = subtitle + run.slice(dash).strip() if dash < len(run) else subtitle
            article.subtitle = subtitle.text
            article.title = join_lines(run.text for run in collected.title)
            self.fields += [("kicker", b.run) for b in collected.heading.kicker]
            self.fields += [*(("title", run) for run in collected.title), ("subtitle", subtitle)]
        for use, name in (("column", collected.column), ("subcolumn", collected.subcolumn)):
            if name:
                setattr(article, use, name.text)
                self.fields.append((use, name))

    def _outer_credits(self) -> None:
        first = self.paragraphs[0].run.first_line if self.paragraphs else 0
        for block, reading in self.collected.credits:
            if not first or block.line < first:
                self._credit(reading, block.line)
            else:
                self.later_credits.append((block, reading))

    def _credit(self, reading: CreditReading, line: int) -> None:
        fresh = [c for c in reading.credits if c not in self.article.credits]
        self.article.credits.extend(fresh)
        if fresh:
            self.article.warnings.extend(name_warnings(reading, line))
        self.picture_stories += "both" in reading.markers

    def _datelines(self) -> None:
        starts: dict[tuple[int, int], Block] = {
            (b.run.pieces[0].line, b.run.pieces[0].start): b for b in self.collected.body if b.dateline
        }
        for number, paragraph in enumerate(self.paragraphs):
            piece = paragraph.run.pieces[0]
            block = starts.get((piece.line, piece.start))
            if block is None or block.dateline is None:
                continue
            dateline = block.dateline
            self._leave(paragraph.run.slice(0, dateline.end), "dateline")
            rest = paragraph.run.slice(dateline.end).strip() if dateline.end < len(paragraph.run) else Run()
            self.paragraphs[number] = Paragraph(rest, paragraph.kind)
            self._credit(dateline.reading, piece.line)
            if dateline.source and not self.article.source and dateline.source not in self.own_papers:
                self.article.source, self.article.is_reprint = dateline.source, True

    def _tails(self) -> None:
        """Credits, sources and jumps at the ends of paragraphs; then the lines that hold nothing else."""
        last = max((n for n, p in enumerate(self.paragraphs) if p.run and p.kind != "heading"), default=-1)
        signed = {
            n
            for n, p in enumerate(self.paragraphs)
            if p.text.endswith(("）", ")")) and read_tail(p.text, bare=True)
        }
        for number, paragraph in enumerate(self.paragraphs):
            if paragraph.kind in ("heading", "signature") or not paragraph.run:
                continue
            self._credits_above(paragraph.run.first_line)
            # Several signed paragraphs are briefs, each with its own author.
            bare = number == last or (number in signed and len(signed) > 1)
            brief = number in signed and len(signed) > 1
            run = self._cut_tail(self._without_arrow(paragraph, brief=brief), bare=bare)
            if run is not paragraph.run:
                self.paragraphs[number] = Paragraph(run, paragraph.kind)
        self._credits_above(None)

    def _credits_above(self, line: int | None) -> None:
        """Take the credit lines that stand above this line, or all that are left."""
        while self.later_credits and (line is None or self.later_credits[0][0].line < line):
            block, reading = self.later_credits.pop(0)
            self._credit(reading, block.line)

    def _without_arrow(self, paragraph: Paragraph, *, brief: bool) -> Run:
        """A caption without the arrow that points at its picture, a brief without its bullet."""
        pointed = paragraph.kind == "caption" or brief
        match = re.match(r"[▲▼△↑↓←→■◆●]+\s*", paragraph.text) if pointed else None
        if not match or match.end() == len(paragraph.text):
            return paragraph.run
        self._leave(paragraph.run.slice(0, match.end()), "mark")
        return paragraph.run.slice(match.end())

    def _cut_tail(self, run: Run, *, bare: bool) -> Run:
        for _round in range(4):
            before = run
            for start, end in reversed(jump_spans(run.text)):
                self._warn("jump", run.line_at(start), text=run.text[start:end])
                self._leave(run.slice(start, end), "jump")
                run = (run.slice(0, start) if start else run.slice(end)).strip()
            origin = read_tail_source(run.text)
            if origin:
                self._leave(run.slice(origin[0]), "source")
                self._origin(origin[1])
                run = run.slice(0, origin[0]).strip() if origin[0] else Run()
            dateline = read_tail_dateline(run.text)
            if dateline:
                self._leave(run.slice(dateline[0]), "dateline")
                self._origin(Origin(source=dateline[1]))
                run = run.slice(0, dateline[0]).strip() if dateline[0] else Run()
            picture = read_tail_picture(run.text)
            if picture:
                if reading := read_credits(picture[2]):
                    self._credit(reading, run.last_line)
                if len(self.paragraphs) == 1:
                    self._origin(Origin(source=picture[1]))
                self._leave(run.slice(picture[0]), "credit")
                run = run.slice(0, picture[0]).strip() if picture[0] else Run()
            tail = read_tail(run.text, bare=bare)
            if tail and tail.start:
                self._credit(tail.reading, run.line_at(tail.start))
                self._leave(run.slice(tail.start), "credit")
                run = run.slice(0, tail.start).strip()
            if run is before or not run:
                break
        return run

    def _origin(self, origin: Origin) -> None:
        article = self.article
        if origin.source:
            article.source, article.is_reprint = clean_medium(origin.source), True
        if origin.original_title:
            article.original_title = origin.original_title

    def _origins(self) -> None:
        article = self.article
        for block, origin in self.collected.origins:
            self._origin(origin)
            self._leave(block.run, "original-title" if origin.original_title else "source")
        if not article.source and self.paragraphs:
            medium = read_opening_source(self.paragraphs[0].text)
            if medium:
                article.source, article.is_reprint = medium, True

    def _meta(self, block: Block) -> None:
        article = self.article
        for label, value in (block.meta or {}).items():
            if label.endswith("来源") and value:
                article.source, article.is_reprint = clean_medium(value), True
            role = {
                "作者": "reporter",
                "文章作者": "reporter",
                "记者": "reporter",
                "责任编辑": "editor",
                "编辑": "editor",
            }.get(label)
            if role == "reporter" and (reading := read_credits(value)):
                self._credit(reading, block.line)
                continue
            names = read_names(value) if role and value else None
            if role and names:
                article.credits.extend(
                    Credit(role, n) for n in names.names if Credit(role, n) not in article.credits
                )
        self._leave(block.run, "source")

    def _genre(self) -> None:
        article = self.article
        shot = {c.name for c in article.credits if c.role == "photographer"}
        article.genre = genre_of(
            title=article.title,
            kicker=article.kicker,
            subtitle=article.subtitle,
            column=article.column,
            subcolumn=article.subcolumn,
            inherited=bool(self.collected.unclear_columns),
            paragraphs=article.paragraphs,
            picture_credits=self.picture_stories,
            only_pictures=bool(shot) and all(c.name in shot or c.role == "editor" for c in article.credits),
        )

    def _mentions(self) -> None:
        article = self.article
        head = [text for text in (article.kicker, article.title, article.subtitle) if text]
        body = [p.text for p in article.paragraphs]
        article.organizations, ambiguous = find_organizations([*body, *head], self.known)
        for name in ambiguous:
            self._warn("organization-ambiguous", self._line_of(name), name=name)
        article.people = find_people(body)
        article.events = find_events([*body])

    def _line_of(self, words: str) -> int:
        for paragraph in self.article.paragraphs:
            at = paragraph.text.find(words)
            if at >= 0:
                return paragraph.run.line_at(at)
        return self.fields[0][1].first_line if self.fields else 0

    def _warnings(self) -> None:
        article, collected = self.article, self.collected
        first = self._first_line()
        if not article.title:
            self._warn("no-title", first)
        if not article.paragraphs:
            self._warn("no-body", first)
        if collected.heading and collected.heading.unsure:
            self._warn("title-unsure", first)
        for block in collected.unsure_headings:
            self._warn("heading-unsure", block.line, text=block.text)
        if collected.ended_column:
            self._warn("column-ended", first, name=collected.ended_column.text)
        for name in collected.unclear_columns:
            self._warn("subcolumn-inherited", first, name=name.text)
        if any(c.role == "photographer" for c in article.credits) and not collected.has_picture:
            self._warn("photo-missing", article.paragraphs[-1].run.last_line if article.paragraphs else first)
        self._paragraph_warnings()
        self._date_warning()

    def _paragraph_warnings(self) -> None:
        for paragraph in self.article.paragraphs:
            if paragraph.kind in ("text", "caption") and not is_closed(paragraph.text):
                self._warn("paragraph-open", paragraph.run.last_line)
            if paragraph.text[0] in NEVER_FIRST and not paragraph.text.startswith("…"):
                self._warn("paragraph-bad-start", paragraph.run.first_line)

    def _date_warning(self) -> None:
        if self.page.date is not None:
            return
        for paragraph in self.article.paragraphs:
            if match := _RELATIVE_DAY.search(paragraph.text):
                self._warn("date-missing", paragraph.run.line_at(match.start()), word=match[0])
                return

    def _first_line(self) -> int:
        runs = [run for use, run in self.fields if use in ("kicker", "title", "subtitle") and run]
        runs += [p.run for p in self.paragraphs if p.run]
        return min((run.first_line for run in runs), default=0)

    def _lines(self) -> tuple[int, int]:
        runs = [run for use, run in self.fields if use in ("kicker", "title", "subtitle") and run]
        runs += [p.run for p in self.article.paragraphs]
        blocks = (
            self.collected.captions
            + self.collected.notes
            + self.collected.body
            + [b for b, _r in self.collected.credits]
            + [b for b, _o in self.collected.origins]
        )
        firsts = [run.first_line for run in runs] + [b.line for b in blocks]
        lasts = [run.last_line for run in runs] + [b.run.last_line for b in blocks]
        return (min(firsts, default=0), max(lasts, default=0))
