"""Articles from the files under ``articles/``: made with all that belongs to them, then published by the workflow."""

import datetime as dt
from decimal import Decimal
from functools import partial
from html import escape

from django.utils import timezone

from accounts.models import User
from articles import workflow
from articles.models import (
    Article,
    ArticleOrganization,
    ArticlePhoto,
    Bound,
    Contributor,
    Credit,
    Figure,
    FigureState,
    TopicEntry,
)
from portal.demo import desk
from portal.demo.content import CITY, FOLDER, DemoContent, save
from portal.demo.pictures import CREDIT
from portal.demo.reference_data import contributor_named, page_of
from portal.demo.texts import ROLES, ArticleFile, read_articles, to_html

TEXTS = ("kicker", "title", "subtitle", "summary", "genre", "original_title")
ADOPTED = "演示内容：按已见报稿件导入"
DRAWN = "示意图"
FIGURE_WORDS = {"approximate", "planned", *Bound.values}


def load_articles(content: DemoContent) -> None:
    """Make all articles, the oldest first: those of the past as published, the others at their stage of work."""
    files = read_articles(FOLDER / "articles")
    unpublished = [file for file in files if file.get("state") not in ("", "withdrawn")]
    past = [file for file in files if file not in unpublished]
    for file in sorted(past, key=lambda file: (content.clock.moment(file.get("when")), file.slug)):
        content.articles[file.slug] = _publish(content, file)
    for file in past:
        article = content.articles[file.slug]
        if file.get("withdrawal"):
            desk.withdraw(content, article, *file.get("withdrawal").split(" ", 1))
        if file.get("correction"):
            desk.correct(content, article, file.get("correction"))
    for file in unpublished:
        article = make_article(content, file)
        workflow.text_saved(article, by=article.author)
        content.articles[file.slug] = article
        desk.bring_to(content, article, file)


def _publish(content: DemoContent, file: ArticleFile) -> Article:
    article = make_article(content, file)
    moment = content.clock.moment(file.get("when"))
    workflow.adopt(article, by=content.accounts["demo-editor"], published_at=moment, comment=ADOPTED)
    return article


def make_article(content: DemoContent, file: ArticleFile) -> Article:
    """The article of a file as a draft, with its credits, organizations, pictures, figures, tags and places."""
    day = _day_of(content, file)
    article = save(_texts_and_classification(content, file, day))
    _add_credits(content, article, file)
    _add_organizations(content, article, file)
    _add_pictures(content, article, file)
    _add_figures(content, article, file, day)
    article.people.set(content.people[name] for name in file.all("people"))
    article.tags.set([tag.strip() for tags in file.all("tags") for tag in tags.split(",")])
    if file.get("topic"):
        topic, _slash, name = file.get("topic").partition(" / ")
        group = content.groups[topic, name]
        save(TopicEntry(group=group, article=article, position=group.entries.count()))
    for slug in file.all("event"):
        content.events[slug].articles.add(article)
    return article


def _day_of(content: DemoContent, file: ArticleFile) -> dt.date:
    """The day from which the text counts its dates: that of publication, or today."""
    if file.get("when") == "none":
        return content.clock.today
    return timezone.localtime(content.clock.moment(file.get("when"))).date()


def _texts_and_classification(content: DemoContent, file: ArticleFile, day: dt.date) -> Article:
    body = content.clock.fill(file.body, day)
    if file.get("correction"):
        body = desk.before_correction(body, file.get("correction"))
    article = Article(
        **{name: file.get(name) for name in TEXTS},
        section=content.sections[file.get("section")],
        column=content.columns[file.get("column")] if file.get("column") else None,
        source_name=file.get("source"),
        source_url=file.get("source_address"),
        is_reprint=bool(file.get("reprint")),
        body=to_html(body, partial(_figure, content)),
        organization=content.organizations[_writing_union(content, file)],
        author=_author(content, file),
        expires_at=content.clock.moment(file.get("expires")) if file.get("expires") else None,
        pinned_until=content.clock.moment(file.get("pinned")) if file.get("pinned") else None,
    )
    if file.get("edition"):
        back, page, position = map(int, file.get("edition").split())
        article.edition_page, article.page_position = page_of(content, back, page), position
    return article


def _figure(content: DemoContent, slug: str, caption: str) -> str:
    """A picture of the library in the text, as the desk's editor writes it."""
    photo = content.photos[slug]
    return (
        f'<figure data-photo="{photo.pk}"><img data-photo="{photo.pk}" src="{photo.get_absolute_url()}" '
        f'alt="{escape(photo.alt_text)}"><figcaption>{DRAWN}：{escape(caption)} {CREDIT}</figcaption></figure>'
    )


def _writing_union(content: DemoContent, file: ArticleFile) -> str:
    """The union of the correspondent who sent it in; the city's own newsroom writes the rest."""
    return next(
        (
            content.correspondents[name]
            for name in file.all("correspondent")
            if name in content.correspondents
        ),
        CITY,
    )


def _author(content: DemoContent, file: ArticleFile) -> User:
    """The account that entered it: the one named, that of who signed it, or an editor's."""
    if file.get("author"):
        return content.accounts[file.get("author")]
    names = {*file.all("correspondent"), *file.all("reporter")}
    signed = (user for user in content.accounts.values() if user.real_name in names)
    return next(signed, content.accounts["demo-editor"])


def _add_credits(content: DemoContent, article: Article, file: ArticleFile) -> None:
    credits = [(role, contributor_named(content, name)) for role in ROLES for name in file.all(role)]
    for name in file.all("contributor"):  # a union that signs with its own name
        union, _created = Contributor.objects.get_or_create(
            name=name, organization=content.organizations[name]
        )
        credits.append(("correspondent", union))
    for position, (role, contributor) in enumerate(credits):
        save(Credit(article=article, contributor=contributor, role=role, position=position))


def _add_organizations(content: DemoContent, article: Article, file: ArticleFile) -> None:
    for position, entry in enumerate(file.all("organization")):
        name, _equals, role = entry.partition(" = ")
        organization = content.organizations[name]
        save(ArticleOrganization(article=article, organization=organization, role=role, position=position))


def _add_pictures(content: DemoContent, article: Article, file: ArticleFile) -> None:
    for position, entry in enumerate(file.all("photo")):
        slug, _bar, caption = entry.partition(" | ")
        save(
            ArticlePhoto(
                article=article,
                photo=content.photos[slug],
                position=position,
                is_lead=position == 0,
                caption=f"{DRAWN}：{caption}" if caption else DRAWN,
            )
        )


def _add_figures(content: DemoContent, article: Article, file: ArticleFile, day: dt.date) -> None:
    """``label | value | unit | organization | date or words``; the words are those of ``FIGURE_WORDS``."""
    for position, entry in enumerate(file.all("figure")):
        label, value, unit, organization, *rest = (part.strip() for part in entry.split("|"))
        words = FIGURE_WORDS & set(rest)
        date = next((content.clock.day(part) for part in rest if part not in words), None)
        save(
            Figure(
                article=article,
                label=label,
                value=Decimal(value),
                unit=unit,
                organization=content.organizations[organization],
                date=date or day,
                is_approximate="approximate" in words,
                bound=next((bound for bound in Bound.values if bound in words), ""),
                state=FigureState.PLANNED if "planned" in words else FigureState.DONE,
                position=position,
            )
        )
