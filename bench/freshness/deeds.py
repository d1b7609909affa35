"""What people at the desk do that readers see, one random deed at a time, through the functions that the desk calls.

Each deed returns the addresses that it is most likely to be seen at; what it was is told by its name.
"""

import datetime as dt
import random
from collections.abc import Callable
from typing import TypeVar

from django.db.models import Model, QuerySet
from django.utils import timezone

from accounts.models import User
from articles import workflow
from articles.models import Article, Column, Section, Tag, Topic
from articles.models.tag import merge_tag
from events.models import Event
from organizations.models import Organization, Person
from portal.models import FrontPage, FrontPageLead
from tests import factories

Row = TypeVar("Row", bound=Model)

SOON = 1.2  # seconds from now at which the clock publishes or ends something
PARAGRAPH = "职工夜校在区工会的教室里开课，来自二十家单位的职工学习急救、摄影和书法。"


class Newsroom:
    """The people who do it, and a lot that falls the same way for the same seed."""

    def __init__(self, seed: int) -> None:
        self.lot = random.Random(seed)
        self.union = Organization.objects.active().order_by("pk")[0]
        roles = ("correspondent", "editor", "section_chief", "chief_editor", "editor")
        people = [self._person(role, number) for number, role in enumerate(roles)]
        self.author, *self.reviewers, self.corrector = people
        self.chief = self.reviewers[-1]
        self.deeds: list[Callable[[], list[str]]] = [
            self.publish, self.publish_through_reviews, self.correct, self.withdraw, self.pin, self.move_to_a_section,
            self.tag_anew, self.rename_a_section, self.rename_a_column, self.rename_a_tag, self.merge_tags,
            self.order_sections, self.hide_a_section, self.change_the_front_page, self.publish_an_event,
            self.cancel_an_event, self.move_an_event, self.rename_a_union, self.move_a_union, self.move_in_the_tree,
            self.withdraw_consent, self.rename_a_person, self.rename_a_topic,
        ]  # fmt: skip
        self.deeds_of_the_clock: list[Callable[[], list[str]]] = [self.schedule, self.let_expire]

    def _person(self, role: str, number: int) -> User:
        name = f"freshness-{role}-{number}"
        known = User.objects.filter(username=name).first()
        return known or factories.make_user(name, roles=(role,), organization=self.union)

    # --- articles -----------------------------------------------------------------------------------------
    def publish(self) -> list[str]:
        return _of(self._published(timezone.now() - dt.timedelta(minutes=self.lot.randrange(1, 60))))

    def _published(self, at: dt.datetime) -> Article:
        article = factories.make_article(
            f"第{self.lot.randrange(10**6)}期职工夜校开课",
            body=f"<p>{PARAGRAPH * self.lot.randrange(1, 4)}</p>",
            section=self.lot.choice(list(Section.objects.all())),
            organization=self.union,
            author=self.author,
            credits=(("reporter", f"记者{self.lot.randrange(20)}"),),
        )
        article.tags.add(self.lot.choice(["夜校", "技能竞赛", "冬送温暖", "劳模"]))
        workflow.text_saved(article, by=self.author)
        workflow.adopt(article, by=None, published_at=at)
        return article

    def publish_through_reviews(self) -> list[str]:
        article = factories.make_article("经过三审的稿件", organization=self.union, author=self.author)
        workflow.text_saved(article, by=self.author)
        return _of(self._reviewed(article, by=self.author))

    def _reviewed(self, article: Article, *, by: User) -> Article:
        workflow.submit(article, by=by)
        for reviewer in self.reviewers:
            workflow.pass_review(article, by=reviewer)
        return workflow.publish(article, by=self.chief)

    def correct(self) -> list[str]:
        live = self._any_of_ours()
        if live is None:
            return self.publish()
        copy = workflow.start_correction(live, by=self.corrector)
        copy.title = f"{live.title[:60]}（更正{self.lot.randrange(1000)}）"
        copy.save()
        workflow.text_saved(copy, by=self.corrector)
        self._reviewed(copy, by=self.corrector)
        return _of(live)

    def _any_of_ours(self) -> Article | None:
        return self._one_of(
            Article.objects.published().filter(author__username__startswith="freshness-", working_copies=None)
        )

    def _one_of(self, rows: QuerySet[Row]) -> Row | None:
        """By the lot, so that the same seed chooses the same; nothing of nothing."""
        keys = list(rows.order_by("pk").values_list("pk", flat=True))
        return rows.model._default_manager.get(pk=self.lot.choice(keys)) if keys else None

    def _a(self, rows: QuerySet[Row]) -> Row:
        found = self._one_of(rows)
        if found is None:
            raise LookupError(f"no {rows.model._meta.verbose_name} to work on")
        return found

    def withdraw(self) -> list[str]:
        live = self._any_of_ours()
        if live is None:
            return self.publish()
        addresses = _of(live)
        workflow.withdraw(live, by=self.chief, comment="日期有误", notice="稿件已撤")
        return addresses

    def pin(self) -> list[str]:
        live = self._any_of_ours()
        if live is None:
            return self.publish()
        until = timezone.now() + dt.timedelta(days=self.lot.randrange(1, 9))
        workflow.set_times(live, by=self.chief, pinned_until=until, expires_at=live.expires_at)
        return [*_of(live), "/articles/"]

    def move_to_a_section(self) -> list[str]:
        live = self._a(Article.objects.published())
        before = _of(live)
        live.section = self.lot.choice(list(Section.objects.all()))
        live.save(update_fields=["section"])
        return before + _of(live)

    def tag_anew(self) -> list[str]:
        live = self._a(Article.objects.published())
        before = _of(live)
        live.tags.set([self.lot.choice(["夜校", "技能竞赛", "冬送温暖", "劳模", "读书"])])
        return before + _of(live)

    # --- lists --------------------------------------------------------------------------------------------
    def rename_a_section(self) -> list[str]:
        return self._renamed(self._a(Section.objects.all()))

    def rename_a_column(self) -> list[str]:
        column = self._one_of(Column.objects.all())
        return self._renamed(column) if column else self.rename_a_section()

    def rename_a_topic(self) -> list[str]:
        topic = self._one_of(Topic.objects.all())
        return self._renamed(topic) if topic else self.rename_a_section()

    def _renamed(self, row: Section | Column | Topic) -> list[str]:
        row.name = f"{row.name.rstrip('0123456789')}{self.lot.randrange(100)}"
        row.save()
        return [row.get_absolute_url(), "/", "/archive/", "/columns/", "/topics/"]

    def rename_a_tag(self) -> list[str]:
        tag = self._one_of(Tag.objects.filter(merged_into=None))
        if tag is None:
            return self.tag_anew()
        tag.name = f"{tag.name.rstrip('0123456789')}{self.lot.randrange(10**6)}"
        tag.save()
        return [f"/tags/{tag.slug}/", f"/tags/{tag.slug}/feed/"]

    def merge_tags(self) -> list[str]:
        tags = list(Tag.objects.filter(merged_into=None).order_by("pk"))
        if len(tags) < 2:
            return self.tag_anew()
        two = self.lot.sample(tags, 2)
        merge_tag(two[0], two[1])
        return [f"/tags/{tag.slug}/" for tag in two]

    def order_sections(self) -> list[str]:
        for section in Section.objects.all():
            section.position = self.lot.randrange(100)
            section.save()
        return ["/", "/articles/", "/en/"]

    def hide_a_section(self) -> list[str]:
        section = self._a(Section.objects.all())
        section.in_navigation = not section.in_navigation
        section.save()
        return ["/", "/events/", "/organizations/"]

    def change_the_front_page(self) -> list[str]:
        page = FrontPage.objects.live() or FrontPage.objects.create(name="试", is_live=True)
        page.leads.all().delete()
        for position, article in enumerate(self._newest(4)):
            FrontPageLead.objects.create(front_page=page, article=article, position=position)
        return ["/", "/en/"]

    def _newest(self, count: int) -> list[Article]:
        return self.lot.sample(list(Article.objects.published().newest_first()[:50]), count)

    # --- events, unions, people ---------------------------------------------------------------------------
    def publish_an_event(self) -> list[str]:
        starts = timezone.now() + dt.timedelta(hours=self.lot.randrange(1, 200))
        return _of_event(factories.make_event(f"第{self.lot.randrange(10**6)}场培训", starts_at=starts))

    def cancel_an_event(self) -> list[str]:
        event = self._event()
        event.status = "cancelled" if event.status == "scheduled" else "scheduled"
        event.save()
        return _of_event(event)

    def move_an_event(self) -> list[str]:
        event = self._event()
        before = _of_event(event)
        event.place = f"礼堂{self.lot.randrange(100)}"
        event.save()
        return before

    def _event(self) -> Event:
        return self._one_of(Event.objects.published()) or factories.make_event("培训")

    def rename_a_union(self) -> list[str]:
        union = self._a(Organization.objects.active())
        union.short_name = f"简称{self.lot.randrange(10**6)}"
        union.save()
        return [union.get_absolute_url(), "/organizations/", "/events/", "/articles/"]

    def move_a_union(self) -> list[str]:
        union = self._a(Organization.objects.active())
        union.address = f"府前街{self.lot.randrange(100)}号"
        union.save()
        return [union.get_absolute_url(), "/stations/"]

    def withdraw_consent(self) -> list[str]:
        person = self._a(Person.objects.all())
        person.consented_on = None if person.consented_on else timezone.localdate()
        person.save()
        return [f"/people/{person.pk}/", "/people/"]

    def rename_a_person(self) -> list[str]:
        person = self._a(Person.objects.all())
        person.trade = f"钳工{self.lot.randrange(100)}"
        person.save()
        return [f"/people/{person.pk}/", "/people/", "/organizations/", "/"]

    def move_in_the_tree(self) -> list[str]:
        union = self._a(Organization.objects.active().filter(children=None))
        before = union.parent
        union.parent = self._a(Organization.objects.active().exclude(pk=union.pk).filter(parent=None))
        union.save()
        above = [row.get_absolute_url() for row in (before, union.parent) if row is not None]
        return [
            union.get_absolute_url(),
            *above,
            *(f"{address}units/" for address in above),
            "/organizations/",
        ]

    # --- the clock ----------------------------------------------------------------------------------------
    def schedule(self) -> list[str]:
        return _of(self._published(timezone.now() + dt.timedelta(seconds=SOON)))

    def let_expire(self) -> list[str]:
        live = self._any_of_ours()
        if live is None:
            return self.schedule()
        end = timezone.now() + dt.timedelta(seconds=SOON)
        workflow.set_times(live, by=self.chief, pinned_until=live.pinned_until, expires_at=end)
        return _of(live)


def _of(article: Article) -> list[str]:
    """Where an article is to be seen."""
    day = timezone.localtime(article.published_at).date() if article.published_at else timezone.localdate()
    addresses = [
        article.get_absolute_url(), "/", "/articles/", "/en/articles/", "/feeds/articles/", "/archive/",
        f"/archive/{day:%Y/%m/%d}/", f"/archive/{day:%Y/%m}/", "/sitemaps/news.xml", "/sitemaps/articles-1.xml",
    ]  # fmt: skip
    if article.section:
        addresses += [article.section.get_absolute_url(), f"{article.section.get_absolute_url()}feed/"]
    addresses += [f"/tags/{tag.slug}/" for tag in article.tags.all()]
    addresses += [f"/contributors/{key}/" for key in article.credits.values_list("contributor_id", flat=True)]
    addresses += [f"{union.get_absolute_url()}news/" for union in article.organizations.all()]
    return addresses


def _of_event(event: Event) -> list[str]:
    day = timezone.localtime(event.starts_at).date()
    return [
        event.get_absolute_url(), f"/events/{event.pk}.ics", "/events/", "/events/calendar.ics", "/",
        f"/events/{day:%Y/%m}/", f"/events/{day:%Y/%m/%d}/", "/events/past/", "/en/events/",
    ]  # fmt: skip
