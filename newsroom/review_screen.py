"""The screen on which an editor looks through a parsed page: its data, its forms, its actions."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from articles.models import CreditRole
from newsroom.forms import CreditsField, PageHeaderForm, PlannedArticleForm
from newsroom.importing import Recognition, Register, digest_of, recognize
from newsroom.models import PageImport
from newsroom.pages import LeftOut, Page, parse_page, split_lines
from newsroom.plans import PagePlan, PlannedArticle, differences, merge_with_previous, move, split
from newsroom.word_pictures import PICTURE_PLACE, place_pictures, store_pictures
from newsroom.word_reading import WordPicture
from photos.models import Photo

if TYPE_CHECKING:
    from accounts.models import User


def start_import(
    source: str, *, by: "User", file_name: str = "", date: dt.date | None = None,
    page_number: int | None = None, page_name: str = "", pictures: Sequence[WordPicture] = (),
    remarks: Sequence[str] = (),
) -> PageImport:  # fmt: skip
    """Parse a text and keep it with its first plan. Date, number and name of the page may be empty.

    ``pictures`` of a Word file are stored and given to the articles; ``remarks`` say what did not come in from it.
    """
    page = parse_page(source, date=date, number=page_number, name=page_name, known=Register().known)
    plan = PagePlan.from_parsed(page)
    told = list(remarks)
    brought: list[int] = []
    place_pictures(plan, source, store_pictures(pictures, told, brought), pictures)
    return PageImport.objects.create(
        source=source, file_name=file_name[-200:], digest=digest_of(source), created_by=by, date=plan.date,
        page_number=plan.number, page_name=plan.name[:50], plan=_stored(plan, told, brought),
    )  # fmt: skip


def _stored(plan: PagePlan, remarks: list[str], brought: list[int]) -> dict[str, Any]:
    """``brought``: the keys of the pictures that came into the library with this page."""
    articles = [article.as_dict() for article in plan.articles]
    return {"articles": articles, "credits": plan.credits, "remarks": remarks, "brought": brought}


@dataclass
class ArticleCard:
    """One article on the screen."""

    position: int
    article: PlannedArticle
    form: PlannedArticleForm
    recognition: Recognition
    problems: list[str] = field(default_factory=list)
    photos: list[Photo] = field(default_factory=list)

    @property
    def number(self) -> int:
        return self.position + 1

    @property
    def changes(self) -> list[tuple[Any, str, str]]:
        """What differs from the copy that was brought in before: ``(label, then, now)``."""
        if self.recognition.known is None:
            return []
        then = PlannedArticle.from_dict(self.recognition.known.content)
        return [
            (self.form.fields[name].label, _shown(then, name), _shown(self.article, name))
            for name in differences(then, self.article)
        ]


def _shown(article: PlannedArticle, name: str) -> str:
    if name == "credits":
        return "\n".join(f"{CreditRole(role).label} {person}" for role, person in article.credits)
    return article.body_source if name == "body" else str(getattr(article, name))


class ReviewScreen:
    """A page import with its forms. ``data`` is what was posted, or ``None`` when the screen is only shown."""

    def __init__(self, record: PageImport, data: QueryDict | None) -> None:
        self.record, self.data = record, data
        articles = [PlannedArticle.from_dict(values) for values in record.plan.get("articles", [])]
        self.plan = PagePlan(
            articles=articles,
            date=record.date,
            number=record.page_number,
            name=record.page_name,
            credits=[(role, name) for role, name in record.plan.get("credits", [])],
        )
        self.header = PageHeaderForm(
            data,
            initial={"date": record.date, "page_number": record.page_number, "page_name": record.page_name},
            prefix="page",
        )
        self.header.fields["credits"] = CreditsField(label=_("Credits of the page"), required=False)
        self.header.fields["credits"].widget.attrs["rows"] = 2
        self.header.initial["credits"] = self.plan.credits
        self.forms = [
            PlannedArticleForm(data, initial=PlannedArticleForm.initial_of(article), prefix=f"a{position}")
            for position, article in enumerate(articles)
        ]
        self.problems: list[tuple[int | None, str]] = []

    def is_valid(self) -> bool:
        """Take what was posted into the plan and store it; a form that is wrong keeps what was typed on the screen."""
        forms_valid = [form.is_valid() for form in self.forms]
        if self.data is not None and self.data.get("count") != str(len(self.forms)):
            self.problems.append(
                (
                    None,
                    _("The page was changed in another window meanwhile. Look at it again before you go on."),
                )
            )
            return False
        if not self.header.is_valid() or not all(forms_valid):
            return False
        known = set(self.register.by_name)
        self.plan.articles = [
            form.article(article, known) for form, article in zip(self.forms, self.plan.articles, strict=True)
        ]
        self._move_pictures()
        header = self.header.cleaned_data
        self.plan.date, self.plan.number, self.plan.name = (
            header["date"],
            header["page_number"],
            header["page_name"],
        )
        self.plan.credits = header["credits"]
        self._store()
        return True

    def _move_pictures(self) -> None:
        """Each picture to the article that was chosen for it; "" leaves it out."""
        data = self.data or QueryDict()
        shown = [(article, photo) for article in self.plan.articles for photo in article.photos]
        for article, photo in shown:
            target = data.get(f"picture-{photo[0]}")
            if target is None or target == str(self.plan.articles.index(article)):
                continue
            article.photos.remove(photo)
            if target.isascii() and target.isdigit() and int(target) < len(self.plan.articles):
                self.plan.articles[int(target)].photos.append(photo)

    def act(self, action: str) -> int | None:
        """Split, merge or move an article, or only store. Returns the number of the article to look at."""
        code, _colon, number = action.partition(":")
        position = int(number) if number.isdigit() and int(number) < len(self.plan.articles) else None
        if position is None:
            return None
        articles, data = self.plan.articles, self.data or QueryDict()
        try:
            if code == "split":
                articles = split(articles, position, int(data.get(f"a{position}-split_at") or 0))
            elif code == "merge":
                articles = merge_with_previous(articles, position)
                position -= 1
            elif code in ("up", "down"):
                articles = move(articles, position, -1 if code == "up" else 1)
                position += -1 if code == "up" else 1
        except ValueError:
            return position + 1
        self.plan.articles = articles
        self._store()
        return max(1, min(position + 1, len(articles)))

    def _store(self) -> None:
        self.record.plan = _stored(self.plan, self.remarks, self.record.plan.get("brought", []))
        self.record.date, self.record.page_number = self.plan.date, self.plan.number
        self.record.page_name = self.plan.name
        self.record.save(update_fields=["plan", "date", "page_number", "page_name"])

    def add_problems(self, problems: list[tuple[int | None, str]]) -> None:
        self.problems += problems

    # --- for the template ---------------------------------------------------------------------------
    @cached_property
    def register(self) -> Register:
        return Register()

    @cached_property
    def parsed(self) -> Page:
        """The page as the source reads, for the colours beside its lines and what was left out."""
        return parse_page(
            self.record.source, date=self.record.date, number=self.record.page_number, name=self.record.page_name,
            known=self.register.known,
        )  # fmt: skip

    @cached_property
    def cards(self) -> list[ArticleCard]:
        return [
            ArticleCard(
                position,
                article,
                form,
                recognition,
                [text for index, text in self.problems if index == position],
                [self.photos[key] for key, _caption in article.photos if key in self.photos],
            )
            for position, (article, form, recognition) in enumerate(
                zip(self.plan.articles, self.forms, recognize(self.plan), strict=True)
            )
        ]

    @property
    def remarks(self) -> list[str]:
        """What did not come in from a Word file, or came in otherwise."""
        return [str(remark) for remark in self.record.plan.get("remarks", [])]

    @property
    def left_out(self) -> list[LeftOut]:
        """What the reader left out; pictures of a Word file are none of it, they stand at their articles."""
        return [piece for piece in self.parsed.left_out if not PICTURE_PLACE.fullmatch(piece.text.strip())]

    @cached_property
    def photos(self) -> dict[int, Photo]:
        return Photo.objects.in_bulk(
            [key for article in self.plan.articles for key, _caption in article.photos]
        )

    @property
    def page_problems(self) -> list[str]:
        return [text for index, text in self.problems if index is None]

    @property
    def new_count(self) -> int:
        return sum(
            1 for card in self.cards if card.recognition.state == "new" and not card.article.is_skipped
        )

    @cached_property
    def source_lines(self) -> list[tuple[int, list[tuple[str, str, int | None]]]]:
        """The source: ``(line number, [(stretch, use, article number or None)])``, blank lines with no stretch."""
        uses = self.parsed.uses_by_line()
        lines: list[tuple[int, list[tuple[str, str, int | None]]]] = []
        for number, line in enumerate(split_lines(self.record.source), 1):
            stretches: list[tuple[str, str, int | None]] = []
            at = 0
            if picture := PICTURE_PLACE.fullmatch(line.strip()):
                shown = _("[picture %(number)d]") % {"number": int(picture[1]) + 1}
                lines.append((number, [(shown, "picture", None)]))
                continue
            for use in uses.get(number, []):
                if use.start > at:
                    stretches.append((line[at : use.start], "plain", None))
                article = use.article + 1 if use.article is not None else None
                stretches.append((line[use.start : use.end], use.use, article))
                at = use.end
            if line[at:]:
                stretches.append((line[at:], "plain", None))
            lines.append((number, stretches))
        return lines

    @property
    def roles(self) -> list[str]:
        return [str(label) for label in CreditRole.labels]
