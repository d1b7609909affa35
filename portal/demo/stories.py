"""Articles from the files under ``articles/``: each with all that belongs to it, then through the workflow's door."""

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
    Contributor,
    Credit,
    Figure,
    FigureState,
    TopicEntry,
)
from portal.demo import desk
from portal.demo.pictures import CREDIT
from portal.demo.places import contributor_named, page_of
from portal.demo.stage import CITY, FOLDER, Stage, save
from portal.demo.texts import ROLES, ArticleFile, read_articles, to_html

TEXTS = ("kicker", "title", "subtitle", "summary", "genre", "original_title")
ADOPTED = "演示内容：按已见报稿件导入"
DRAWN = "示意图"


def load_articles(stage: Stage) -> None:
    """Make all articles, the oldest first: those of the past as published, the others at their stage of work."""
    files = read_articles(FOLDER / "articles")
    unpublished = [file for file in files if file.get("state") not in ("", "withdrawn")]
    past = [file for file in files if file not in unpublished]
    for file in sorted(past, key=lambda file: (stage.clock.moment(file.get("when")), file.slug)):
        stage.articles[file.slug] = _publish(stage, file)
    for file in past:
        article = stage.articles[file.slug]
        if file.get("withdrawal"):
            desk.withdraw(stage, article, *file.get("withdrawal").split(" ", 1))
        if file.get("correction"):
            desk.correct(stage, article, file.get("correction"))
    for file in unpublished:
        article = make_article(stage, file)
        workflow.text_saved(article, by=article.author)
        stage.articles[file.slug] = article
        desk.bring_to(stage, article, file)


def _publish(stage: Stage, file: ArticleFile) -> Article:
    article = make_article(stage, file)
    moment = stage.clock.moment(file.get("when"))
    workflow.adopt(article, by=stage.accounts["demo-editor"], published_at=moment, comment=ADOPTED)
    return article


def make_article(stage: Stage, file: ArticleFile) -> Article:
    """The article of a file as a draft, with its credits, organizations, pictures, figures, tags and places."""
    day = _day_of(stage, file)
    article = save(_texts_and_places(stage, file, day))
    _add_credits(stage, article, file)
    _add_organizations(stage, article, file)
    _add_pictures(stage, article, file)
    _add_figures(stage, article, file, day)
    article.people.set(stage.people[name] for name in file.all("people"))
    article.tags.set([tag.strip() for tags in file.all("tags") for tag in tags.split(",")])
    if file.get("topic"):
        topic, _slash, name = file.get("topic").partition(" / ")
        group = stage.groups[topic, name]
        save(TopicEntry(group=group, article=article, position=group.entries.count()))
    for slug in file.all("event"):
        stage.events[slug].articles.add(article)
    return article


def _day_of(stage: Stage, file: ArticleFile) -> dt.date:
    """The day from which the text counts its dates: that of publication, or today."""
    if file.get("when") == "none":
        return stage.clock.today
    return timezone.localtime(stage.clock.moment(file.get("when"))).date()


def _texts_and_places(stage: Stage, file: ArticleFile, day: dt.date) -> Article:
    body = stage.clock.fill(file.body, day)
    if file.get("correction"):
        body = desk.before_correction(body, file.get("correction"))
    article = Article(
        **{name: file.get(name) for name in TEXTS},
        section=stage.sections[file.get("section")],
        column=stage.columns[file.get("column")] if file.get("column") else None,
        source_name=file.get("source"),
        source_url=file.get("source_address"),
        is_reprint=bool(file.get("reprint")),
        body=to_html(body, partial(_figure, stage)),
        organization=stage.organizations[_writing_union(stage, file)],
        author=_author(stage, file),
        expires_at=stage.clock.moment(file.get("expires")) if file.get("expires") else None,
        pinned_until=stage.clock.moment(file.get("pinned")) if file.get("pinned") else None,
    )
    if file.get("edition"):
        back, page, position = map(int, file.get("edition").split())
        article.edition_page, article.page_position = page_of(stage, back, page), position
    return article


def _figure(stage: Stage, slug: str, caption: str) -> str:
    """A picture of the library in the text, as the desk's editor writes it."""
    photo = stage.photos[slug]
    return (
        f'<figure data-photo="{photo.pk}"><img data-photo="{photo.pk}" src="{photo.get_absolute_url()}" '
        f'alt="{escape(photo.alt_text)}"><figcaption>{DRAWN}：{escape(caption)} {CREDIT}</figcaption></figure>'
    )


def _writing_union(stage: Stage, file: ArticleFile) -> str:
    """The union of the correspondent who sent it in; the city's own newsroom writes the rest."""
    return next(
        (stage.correspondents[name] for name in file.all("correspondent") if name in stage.correspondents),
        CITY,
    )


def _author(stage: Stage, file: ArticleFile) -> User:
    """The account that entered it: the one named, that of who signed it, or an editor's."""
    if file.get("author"):
        return stage.accounts[file.get("author")]
    names = {*file.all("correspondent"), *file.all("reporter")}
    signed = (user for user in stage.accounts.values() if user.real_name in names)
    return next(signed, stage.accounts["demo-editor"])


def _add_credits(stage: Stage, article: Article, file: ArticleFile) -> None:
    credits = [(role, contributor_named(stage, name)) for role in ROLES for name in file.all(role)]
    for name in file.all("contributor"):  # a union that signs with its own name
        union, _created = Contributor.objects.get_or_create(name=name, organization=stage.organizations[name])
        credits.append(("correspondent", union))
    for position, (role, contributor) in enumerate(credits):
        save(Credit(article=article, contributor=contributor, role=role, position=position))


def _add_organizations(stage: Stage, article: Article, file: ArticleFile) -> None:
    for position, entry in enumerate(file.all("organization")):
        name, _equals, role = entry.partition(" = ")
        organization = stage.organizations[name]
        save(ArticleOrganization(article=article, organization=organization, role=role, position=position))


def _add_pictures(stage: Stage, article: Article, file: ArticleFile) -> None:
    for position, entry in enumerate(file.all("photo")):
        slug, _bar, caption = entry.partition(" | ")
        save(
            ArticlePhoto(
                article=article,
                photo=stage.photos[slug],
                position=position,
                is_lead=position == 0,
                caption=f"{DRAWN}：{caption}" if caption else DRAWN,
            )
        )


def _add_figures(stage: Stage, article: Article, file: ArticleFile, day: dt.date) -> None:
    """``label | value | unit | organization | date or words``: ``approximate`` and ``planned`` are the words."""
    for position, entry in enumerate(file.all("figure")):
        label, value, unit, organization, *rest = (part.strip() for part in entry.split("|"))
        words = {"approximate", "planned"} & set(rest)
        date = next((stage.clock.day(part) for part in rest if part not in words), None)
        save(
            Figure(
                article=article,
                label=label,
                value=Decimal(value),
                unit=unit,
                organization=stage.organizations[organization],
                date=date or day,
                is_approximate="approximate" in words,
                state=FigureState.PLANNED if "planned" in words else FigureState.DONE,
                position=position,
            )
        )
