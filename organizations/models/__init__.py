"""Unions, facilities and partners as a tree; people and honours."""

from organizations.models.organization import Alias, Kind, Organization, OrganizationQuerySet
from organizations.models.person import Honour, HonourLevel, Person, PersonQuerySet

__all__ = [
    "Alias",
    "Honour",
    "HonourLevel",
    "Kind",
    "Organization",
    "OrganizationQuerySet",
    "Person",
    "PersonQuerySet",
]
