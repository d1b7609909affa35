"""Two editors on one article: what the other saved meanwhile, beside one's own, part by part.

The form carries the number of the version it was opened with. When a newer one is stored by the time it
comes back, nothing is saved: the form shows every part that the other changed with both texts, the editor
chooses, and the form is put together again from the choices. The times at which an article appears and goes
are no part of its text and of no version: the form carries what they were when it was opened.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.template.defaultfilters import date as format_date
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import snapshots
from articles.content import PARTS, Part
from articles.models import Article
from common.fields import MomentField

TIMES = ("published_at", "expires_at", "pinned_until")
MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True)
class Difference:
    """One part or time that the other changed; texts are for reading."""

    name: str
    label: str
    theirs: str
    mine: str
    choice: str


@dataclass(frozen=True)
class Conflict:
    version: int
    saved_by: str
    sentence: str
    differences: list[Difference] = field(default_factory=list)


def settle(
    posted: QueryDict, article: Article, *, shown_only: Collection[str] = ()
) -> tuple[QueryDict, Conflict | None]:
    """Compare a posted form with what is stored: the form that is to be read instead, and what is to be decided
    before it may be saved, if anything is.

    In the returned form the other's value stands wherever that one was chosen, and the rows of every list are in
    the shape that fits the rows stored now. ``shown_only`` names what the person sees and may not change. The
    article must be locked.
    """
    data = posted.copy()
    opened = posted.get("version", "")
    if not opened.isdecimal():
        return data, None
    decided = posted.get("conflict_version") == str(article.version)
    parts = (
        []
        if int(opened) == article.version
        else _settle_parts(data, article, int(opened), decided, shown_only)
    )
    times = _settle_times(data, article)
    undecided = [] if decided else parts
    if not undecided:
        data["version"] = str(article.version)
    differences = [*undecided, *times]
    return data, _conflict(article, differences) if differences else None


def _settle_parts(
    data: QueryDict, article: Article, opened: int, decided: bool, shown_only: Collection[str]
) -> list[Difference]:
    base = article.snapshots.filter(number=opened).first()
    stored = snapshots.content_of(article)
    differences = []
    for part in PARTS:
        if part.name in shown_only or not part.is_posted(data):
            continue
        theirs = part.of(stored)
        first = part.counted(part.of(base.data)) if base else None
        if part.counted(theirs) != first:
            mine = part.posted(data)
            choice = THEIRS if part.counted(mine) == first else MINE
            if decided:
                choice = data.get(f"keep_{part.name}") or MINE
            if part.counted(mine) != part.counted(theirs):
                differences.append(_difference(part, theirs, mine, choice))
            if decided and choice == THEIRS:
                part.post(data, article)
                continue
        part.rebase(data, article)
    return differences


def _difference(part: Part[Any], theirs: Any, mine: Any, choice: str) -> Difference:
    texts = part.brief(theirs), part.brief(mine)
    if texts[0] == texts[1]:  # what differs is said only in full: which picture leads, the role in a figure
        texts = "\n".join(part.lines(theirs)), "\n".join(part.lines(mine))
    return Difference(part.name, part.label, *texts, choice)


def times_of(article: Article) -> str:
    """The times of an article for a hidden field of its form: ``2026-03-12 09:00|…``, to the minute."""
    moments = [getattr(article, name) for name in TIMES]
    return "|".join(format_date(timezone.localtime(at), "Y-m-d H:i") if at else "" for at in moments)


def _settle_times(data: QueryDict, article: Article) -> list[Difference]:
    """The times that the other changed; one that was shown and chosen before is put into ``data``."""
    bases, stored = data.get("times", "").split("|"), times_of(article)
    data["times"] = stored
    if len(bases) != len(TIMES):
        return []
    differences = []
    for name, base, theirs in zip(TIMES, bases, stored.split("|"), strict=True):
        if f"{name}_0" not in data:
            continue  # shown to this role, not theirs to change
        mine = _posted_time(data, name)
        if theirs == base:
            if data.get(f"keep_{name}") == THEIRS:
                data[f"{name}_0"], _space, data[f"{name}_1"] = theirs.partition(" ")
        elif mine != theirs:
            choice = THEIRS if mine == base else MINE
            differences.append(Difference(name, _label(name), theirs, mine, choice))
    return differences


def _label(name: str) -> str:
    time: Any = Article._meta.get_field(name)
    return str(time.verbose_name)


def _posted_time(data: QueryDict, name: str) -> str:
    """As ``times_of`` writes it; what cannot be read stays as it was typed, and the form says what is wrong."""
    typed = [data.get(f"{name}_0", ""), data.get(f"{name}_1", "")]
    try:
        moment = MomentField(required=False).clean(typed)
    except ValidationError:
        return " ".join(typed)
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}" if moment else ""


def _conflict(article: Article, differences: list[Difference]) -> Conflict:
    user, at = _last_save(article)
    person = str(user) if user else _("The system")
    moment = format_date(timezone.localtime(at), "H:i") if at else ""
    sentence = _(
        "%(person)s saved this article at %(time)s while you were writing. Nothing of yours is lost: choose below, "
        "field by field, which text is to stand, and save again."
    ) % {"person": person, "time": moment}
    return Conflict(article.version, person, sentence, differences)


def _last_save(article: Article) -> tuple[Any, dt.datetime | None]:
    """Who saved last, and when. A change of times alone leaves no snapshot, a bulk action no line in the log."""
    kept = article.snapshots.select_related("saved_by").order_by("-number").first()
    forms = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Article), object_id=str(article.pk)
    )
    logged = forms.select_related("user").order_by("-action_time", "-pk").first()
    saves = [(row.saved_by, row.saved_at) for row in [kept] if row]
    saves += [(row.user, row.action_time) for row in [logged] if row]
    return max(saves, key=lambda save: save[1], default=(None, None))
