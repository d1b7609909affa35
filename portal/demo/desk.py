"""Copy at every stage of work, so that the desk of the demonstration is not empty; all through the workflow."""

import secrets

from accounts.models import User
from articles import viewings, workflow
from articles.actions import reasons_against
from articles.models import Article
from articles.models.article import IN_REVIEW
from portal.demo.content import DemoContent, read, save
from portal.demo.texts import ArticleFile
from portal.models import FrontPage, FrontPageBlock, FrontPageLead

USERNAMES = tuple(entry["username"] for entry in read("people.toml")["account"])
REVIEWERS = ("demo-editor", "demo-editor-2", "demo-section-chief", "demo-chief-editor")
PASSES = {"submitted": 0, "first_passed": 1, "second_passed": 2}
# Without letters and digits that look like one another: the password is copied by hand.
ALPHABET = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
PASSWORD_LENGTH = 14


def bring_to(content: DemoContent, article: Article, file: ArticleFile) -> None:
    """Take a draft to the state that its file names."""
    state, author = file.get("state"), content.accounts[file.get("author")]
    if state == "draft":
        return
    workflow.submit(article, by=author)
    if state == "returned":
        workflow.return_to_author(article, by=content.accounts["demo-editor"], comment=file.get("comment"))
    elif state == "scheduled":
        review(content, article)
        chief = content.accounts["demo-chief-editor"]
        workflow.publish(article, by=chief, at=content.clock.moment(file.get("when")))
    else:
        review(content, article, at_most=PASSES[state])


def review(content: DemoContent, article: Article, at_most: int = 3) -> None:
    """Pass as many levels as the site has, but not more than ``at_most``, each by a person who may."""
    reviewers = [content.accounts[name] for name in REVIEWERS]
    for _level in range(at_most):
        if article.status in IN_REVIEW:
            for user in reviewers:
                viewings.shown(article, to=user)
            reviewer = next(user for user in reviewers if not reasons_against("pass", article, user))
            workflow.pass_review(article, by=reviewer)


def withdraw(content: DemoContent, article: Article, kind: str, rest: str) -> None:
    """Withdraw as a file's header says: ``gone <notice>`` or ``replaced <slug of the article> <notice>``."""
    replacement = None
    if kind == "replaced":
        slug, rest = rest.split(" ", 1)
        replacement = content.articles[slug]
    workflow.withdraw(
        article,
        by=content.accounts["demo-chief-editor"],
        comment=rest,
        kind=kind,
        notice=rest,
        replaced_by=replacement,
    )


def arrange_front_page(content: DemoContent) -> None:
    """An arrangement of the front page that is not live: something to look at and to change."""
    entry = read("reference_data.toml")["front_page"]
    front_page = save(FrontPage(name=entry["name"]))
    for position, slug in enumerate(entry["leads"]):
        save(FrontPageLead(front_page=front_page, article=content.articles[slug], position=position))
    for position, block in enumerate(entry["blocks"]):
        section, column, topic = (block.pop(name, None) for name in ("section", "column", "topic"))
        save(
            FrontPageBlock(
                front_page=front_page,
                position=position,
                section=content.sections[section] if section else None,
                column=content.columns[column] if column else None,
                topic=content.topics[topic] if topic else None,
                **block,
            )
        )


def before_correction(body: str, correction: str) -> str:
    """The text as it first appeared, with the error; a correction is ``wrong -> right | note``."""
    wrong, right, _note = _parts(correction)
    if right not in body:
        raise ValueError(f"The text to be corrected does not hold {right!r}.")
    return body.replace(right, wrong)


def correct(content: DemoContent, article: Article, correction: str) -> None:
    """Correct a published article through a working copy and all its reviews."""
    wrong, right, note = _parts(correction)
    editor = content.accounts["demo-editor-2"]
    copy = workflow.start_correction(article, by=editor)
    copy.body = copy.body.replace(wrong, right)
    copy.correction_note = note
    copy.save()
    workflow.text_saved(copy, by=editor)
    workflow.submit(copy, by=editor)
    review(content, copy)
    workflow.publish(copy, by=content.accounts["demo-chief-editor"])


def _parts(correction: str) -> tuple[str, str, str]:
    change, _bar, note = correction.partition(" | ")
    wrong, _arrow, right = change.partition(" -> ")
    return wrong, right, note


def give_passwords() -> tuple[list[User], str]:
    """Give the demonstration's accounts one new password, for trying the reviews; returns them and it."""
    password = "".join(secrets.choice(ALPHABET) for _place in range(PASSWORD_LENGTH))
    accounts = list(User.objects.filter(username__in=USERNAMES).order_by("pk"))
    for user in accounts:
        user.set_password(password)
        user.save(update_fields=["password"])
    return accounts, password
