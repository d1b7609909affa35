"""Organizations and people as structured data (https://schema.org)."""

from typing import Any

from common.html import html_to_text
from common.linked_data import absolute, node
from common.text import shorten
from organizations.hours import hours_data, spans_of
from organizations.models import Honour, Kind, Organization, Person

_TYPES = {Kind.SCHOOL: "EducationalOrganization", Kind.CRAFT_COLLEGE: "EducationalOrganization"}


def organization_data(
    organization: Organization, *, aliases: list[str], parent: Organization | None
) -> dict[str, Any]:
    """One organization; a union of any level as WorkersUnion."""
    type = "WorkersUnion" if organization.is_union else _TYPES.get(Kind(organization.kind), "Organization")
    names = [name for name in (organization.short_name, *aliases) if name and name != organization.name]
    place: dict[str, Any] = {}
    point: dict[str, Any] = {}
    hours = hours_data(spans_of(organization.hours), closed_on_holidays=organization.closed_on_holidays)
    if organization.latitude is not None:
        point = node("GeoCoordinates", latitude=organization.latitude, longitude=organization.longitude)
    if point or hours:  # an organization has no opening hours, the place where it is has
        place = node(
            "Place",
            name=organization.name,
            address=organization.address,
            geo=point,
            openingHoursSpecification=hours,
        )
    return node(
        type,
        name=organization.name,
        alternateName=names,
        url=absolute(organization.get_absolute_url()),
        description=shorten(html_to_text(organization.description), 200),
        telephone=organization.telephone,
        sameAs=organization.website,
        logo=absolute(organization.logo.fallback.url) if organization.logo else "",
        address=_address(organization),
        location=place,
        parentOrganization=_reference(parent),
    )


def person_data(person: Person, honours: list[Honour]) -> dict[str, Any]:
    """One person who agreed to be shown."""
    return node(
        "Person",
        name=person.name,
        url=absolute(person.get_absolute_url()),
        jobTitle=person.trade,
        description=shorten(html_to_text(person.biography), 200),
        image=absolute(person.portrait.fallback.url) if person.portrait else "",
        worksFor=_reference(person.organization),
        affiliation=_reference(person.studio),
        award=[f"{honour.title}（{honour.year}）" for honour in honours],
    )


def _address(organization: Organization) -> dict[str, Any]:
    if not (organization.address or organization.district):
        return {}
    return node(
        "PostalAddress",
        streetAddress=organization.address,
        addressLocality=organization.district,
        addressCountry="CN",
    )


def _reference(organization: Organization | None) -> dict[str, Any]:
    if organization is None:
        return {}
    return node("Organization", name=organization.name, url=absolute(organization.get_absolute_url()))
