"""Organizations, people, accounts; sections, columns, topics and the pages of the paper."""

from typing import Any

from django.contrib.auth.models import Group

from accounts.models import User
from articles.models import (
    Column,
    Contributor,
    CreditRole,
    Edition,
    EditionPage,
    PageCredit,
    Section,
    Topic,
    TopicGroup,
)
from organizations.models import Alias, Honour, Organization, Person
from portal.demo.content import CITY, DemoContent, read, save

# Years are given as four figures, or as 0 and less: so many years ago.
OLDEST_RELATIVE_YEAR = -100


def load_organizations(content: DemoContent) -> None:
    for entry in read("organizations.toml")["organization"]:
        aliases, parent, logo = entry.pop("aliases", ()), entry.pop("parent", None), entry.pop("logo", None)
        entry["description"] = f"<p>{entry['description']}</p>" if "description" in entry else ""
        hours = entry.pop("opening_hours", "")
        organization = Organization(
            parent=content.organizations[parent] if parent else None,
            logo=content.photos[logo] if logo else None,
            **entry,
        )
        organization.read_hours(hours)
        save(organization)
        content.organizations[organization.name] = organization
        Alias.objects.bulk_create(Alias(organization=organization, name=name) for name in aliases)


def load_accounts(content: DemoContent) -> None:
    """Those who sign, and the people of the desk; these cannot sign in until ``desk.give_passwords``."""
    people = read("people.toml")
    content.correspondents = people["correspondents"]
    for name in [*people["newsroom"], *content.correspondents]:
        contributor_named(content, name)
    for entry in people["account"]:
        user = User(
            username=entry["username"],
            real_name=entry["real_name"],
            organization=content.organizations[entry["organization"]],
            is_staff=True,
        )
        user.set_unusable_password()
        content.accounts[user.username] = save(user)
        user.groups.set(Group.objects.filter(name=entry["role"]))
        contributor = contributor_named(content, user.real_name)
        contributor.user = user
        contributor.save(update_fields=["user"])


def load_people(content: DemoContent) -> None:
    people = read("people.toml")
    for entry in people["person"]:
        consent = entry.get("consent")
        person = save(
            Person(
                name=entry["name"],
                organization=content.organizations[entry["organization"]],
                studio=content.organizations[entry["studio"]] if "studio" in entry else None,
                trade=entry.get("trade", ""),
                biography=entry.get("biography", ""),
                portrait=content.photos[entry["portrait"]] if "portrait" in entry else None,
                consented_on=content.clock.day(consent) if consent else None,
                consent_note="演示内容，人物为虚构" if consent else "",
            )
        )
        content.people[person.name] = person
        for honour in entry.get("honours", ()):
            _save_honour(content, honour, person=person)
    for honour in people["unit_honour"]:
        _save_honour(content, honour, organization=content.organizations[honour.pop("organization")])


def _save_honour(content: DemoContent, values: dict[str, Any], **holder: Any) -> None:
    year = values.pop("year")
    if OLDEST_RELATIVE_YEAR < year <= 0:
        year += content.clock.today.year
    save(Honour(year=year, **values, **holder))


def load_sections(content: DemoContent) -> None:
    data = read("reference_data.toml")
    for position, entry in enumerate(data["section"]):
        owner = content.accounts[entry.pop("owner", "demo-section-chief")]
        section = save(Section(position=position, owner=owner, **entry))
        content.sections[section.slug] = section
    for position, entry in enumerate(data["column"]):
        parent = entry.pop("parent", None)
        column = save(Column(position=position, parent=content.columns[parent] if parent else None, **entry))
        content.columns[column.slug] = column
    for position, entry in enumerate(data["topic"]):
        groups, banner = entry.pop("groups"), content.photos[entry.pop("banner")]
        archived = entry.pop("archived", False)
        topic = save(Topic(position=position, banner=banner, is_archived=archived, **entry))
        content.topics[topic.slug] = topic
        for number, name in enumerate(groups):
            content.groups[topic.slug, name] = save(TopicGroup(topic=topic, name=name, position=number))


def contributor_named(content: DemoContent, name: str) -> Contributor:
    """The one who signs so, made when first named: for a union, or for the city's newsroom."""
    organization = content.organizations[content.correspondents.get(name, CITY)]
    return Contributor.objects.get_or_create(name=name, organization=organization)[0]


def page_of(content: DemoContent, back: int, number: int) -> EditionPage:
    """A page of the issue ``back`` weeks before the newest, made with its issue when first asked for."""
    if (back, number) not in content.pages:
        paper = read("reference_data.toml")["paper"]
        edition, _created = Edition.objects.get_or_create(
            date=content.clock.edition(back), defaults={"number": paper["newest_number"] - back}
        )
        page, created = EditionPage.objects.get_or_create(
            edition=edition, number=number, defaults={"name": paper["page_names"][number - 1]}
        )
        if created:
            for position, role in enumerate((CreditRole.EDITOR, CreditRole.LAYOUT, CreditRole.PROOFREADER)):
                contributor = contributor_named(content, paper[role])
                PageCredit.objects.create(page=page, contributor=contributor, role=role, position=position)
        content.pages[back, number] = page
    return content.pages[back, number]
