"""The sign-off sheet: the text as it was passed, with every decision about it."""

from dataclasses import dataclass

from articles import history, snapshots
from articles.actions import LEVELS
from articles.models import Article, Decision, ReviewRecord, Snapshot
from articles.models.record import level_name
from articles.refusals import valid_passes


@dataclass(frozen=True)
class LevelLine:
    """One level of review on the sheet: the pass that holds for it, if there is one."""

    number: int
    is_final: bool
    record: ReviewRecord | None

    @property
    def label(self) -> str:
        return level_name(self.number, self.is_final)


@dataclass(frozen=True)
class SignOffSheet:
    """``version`` is the passed text, or the present one when ``passes`` is empty.

    ``details`` is what stands as a table beside the text; titles and text are set as they are printed.
    ``is_intact``: the hash of the stored text is the one that was signed.
    """

    article: Article
    version: Snapshot | None
    passes: list[ReviewRecord]
    levels: list[LevelLine]
    records: list[ReviewRecord]
    is_complete: bool
    is_intact: bool
    details: list[tuple[str, list[str]]]


def sign_off_sheet(article: Article, levels: int) -> SignOffSheet:
    """The sheet of an article for a desk of ``levels`` levels of review."""
    records = list(article.records.select_related("snapshot").order_by("at", "id"))
    passes = valid_passes(article)
    by_key = {record.pk: record for record in records}
    signed = by_key[passes[-1].pk] if passes else None
    version = signed.snapshot if signed else article.snapshots.order_by("-number").first()
    data = version.data if version else {}
    by_level = {record.level: record for record in passes}
    adopted = bool(passes) and passes[-1].decision == Decision.ADOPTED
    return SignOffSheet(
        article=article,
        version=version,
        passes=passes,
        levels=[
            LevelLine(number, number == levels, by_level.get(number))
            for number in range(1, len(LEVELS[levels]) + 1)
        ],
        records=records,
        is_complete=bool(passes) and (passes[-1].is_final or adopted),
        is_intact=version is not None
        and snapshots.hash_of(data) == version.text_hash
        and all(record.text_hash == version.text_hash for record in passes),
        details=[(part.label, lines) for part, lines in history.readable(data) if part.in_table],
    )
