"""Unions, facilities and partners as a tree; people and honours."""

from organizations.models.organization import (
    FACILITY_KINDS,
    PARTNER_KINDS,
    UNION_KINDS,
    Alias,
    Kind,
    Organization,
    OrganizationQuerySet,
    OrganizationStatus,
)
from organizations.models.person import Honour, HonourLevel, Person, PersonQuerySet

__all__ = [
    "FACILITY_KINDS",
    "PARTNER_KINDS",
    "UNION_KINDS",
    "Alias",
    "Honour",
    "HonourLevel",
    "Kind",
    "Organization",
    "OrganizationQuerySet",
    "OrganizationStatus",
    "Person",
    "PersonQuerySet",
]
