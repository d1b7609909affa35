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
from portal.demo.stage import CITY, Stage, read, save

# Years are given as four figures, or as 0 and less: so many years ago.
OLDEST_RELATIVE_YEAR = -100


def load_organizations(stage: Stage) -> None:
    for entry in read("organizations.toml")["organization"]:
        aliases, parent, logo = entry.pop("aliases", ()), entry.pop("parent", None), entry.pop("logo", None)
        entry["description"] = f"<p>{entry['description']}</p>" if "description" in entry else ""
        organization = save(
            Organization(
                parent=stage.organizations[parent] if parent else None,
                logo=stage.photos[logo] if logo else None,
                **entry,
            )
        )
        stage.organizations[organization.name] = organization
        Alias.objects.bulk_create(Alias(organization=organization, name=name) for name in aliases)


def load_accounts(stage: Stage) -> None:
    """Those who sign, and the people of the desk; these cannot sign in until ``desk.give_passwords``."""
    people = read("people.toml")
    stage.correspondents = people["correspondents"]
    for name in [*people["newsroom"], *stage.correspondents]:
        contributor_named(stage, name)
    for entry in people["account"]:
        user = User(
            username=entry["username"],
            real_name=entry["real_name"],
            organization=stage.organizations[entry["organization"]],
            is_staff=True,
        )
        user.set_unusable_password()
        stage.accounts[user.username] = save(user)
        user.groups.set(Group.objects.filter(name=entry["role"]))
        contributor = contributor_named(stage, user.real_name)
        contributor.user = user
        contributor.save(update_fields=["user"])


def load_people(stage: Stage) -> None:
    people = read("people.toml")
    for entry in people["person"]:
        consent = entry.get("consent")
        person = save(
            Person(
                name=entry["name"],
                organization=stage.organizations[entry["organization"]],
                studio=stage.organizations[entry["studio"]] if "studio" in entry else None,
                trade=entry.get("trade", ""),
                biography=entry.get("biography", ""),
                portrait=stage.photos[entry["portrait"]] if "portrait" in entry else None,
                consented_on=stage.clock.day(consent) if consent else None,
                consent_note="演示内容，人物为虚构" if consent else "",
            )
        )
        stage.people[person.name] = person
        for honour in entry.get("honours", ()):
            _save_honour(stage, honour, person=person)
    for honour in people["unit_honour"]:
        _save_honour(stage, honour, organization=stage.organizations[honour.pop("organization")])


def _save_honour(stage: Stage, values: dict[str, Any], **holder: Any) -> None:
    year = values.pop("year")
    if OLDEST_RELATIVE_YEAR < year <= 0:
        year += stage.clock.today.year
    save(Honour(year=year, **values, **holder))


def load_places(stage: Stage) -> None:
    places = read("places.toml")
    for position, entry in enumerate(places["section"]):
        owner = stage.accounts[entry.pop("owner", "demo-section-chief")]
        section = save(Section(position=position, owner=owner, **entry))
        stage.sections[section.slug] = section
    for position, entry in enumerate(places["column"]):
        parent = entry.pop("parent", None)
        column = save(Column(position=position, parent=stage.columns[parent] if parent else None, **entry))
        stage.columns[column.slug] = column
    for position, entry in enumerate(places["topic"]):
        groups, banner = entry.pop("groups"), stage.photos[entry.pop("banner")]
        archived = entry.pop("archived", False)
        topic = save(Topic(position=position, banner=banner, is_archived=archived, **entry))
        stage.topics[topic.slug] = topic
        for number, name in enumerate(groups):
            stage.groups[topic.slug, name] = save(TopicGroup(topic=topic, name=name, position=number))


def contributor_named(stage: Stage, name: str) -> Contributor:
    """The one who signs so, made when first named: for a union, or for the city's newsroom."""
    organization = stage.organizations[stage.correspondents.get(name, CITY)]
    return Contributor.objects.get_or_create(name=name, organization=organization)[0]


def page_of(stage: Stage, back: int, number: int) -> EditionPage:
    """A page of the issue ``back`` weeks before the newest, made with its issue when first asked for."""
    if (back, number) not in stage.pages:
        paper = read("places.toml")["paper"]
        edition, _created = Edition.objects.get_or_create(
            date=stage.clock.edition(back), defaults={"number": paper["newest_number"] - back}
        )
        page, created = EditionPage.objects.get_or_create(
            edition=edition, number=number, defaults={"name": paper["page_names"][number - 1]}
        )
        if created:
            for position, role in enumerate((CreditRole.EDITOR, CreditRole.LAYOUT, CreditRole.PROOFREADER)):
                contributor = contributor_named(stage, paper[role])
                PageCredit.objects.create(page=page, contributor=contributor, role=role, position=position)
        stage.pages[back, number] = page
    return stage.pages[back, number]
