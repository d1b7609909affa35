"""The roles of a newsroom. Each is a group of the same name, made by migration."""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    CORRESPONDENT = "correspondent", _("Correspondent")
    EDITOR = "editor", _("Editor")
    SECTION_CHIEF = "section_chief", _("Section chief")
    CHIEF_EDITOR = "chief_editor", _("Chief editor")
    ADMINISTRATOR = "administrator", _("Administrator")


# Those who work on other people's copy: they review and publish.
NEWSROOM_ROLES = frozenset({Role.EDITOR, Role.SECTION_CHIEF, Role.CHIEF_EDITOR})

# A password alone does not open an account that may publish, or make others who may.
SECOND_FACTOR_ROLES = NEWSROOM_ROLES | {Role.ADMINISTRATOR}

# What a second administrator confirms. Giving administrators too: else one would make the other.
CONFIRMED_ROLES = NEWSROOM_ROLES | {Role.ADMINISTRATOR}


@dataclass(frozen=True)
class Exclusion:
    """Two roles that nobody holds together where there are at least ``levels`` levels of review, and why."""

    roles: frozenset[str]
    levels: int
    reason: str | Promise

    def holds(self, levels: int) -> bool:
        return levels >= self.levels


_THREE_PEOPLE = _("The three reviews are made by three people: nobody is two of the reviewers.")
_TWO_PEOPLE = _("The final review is made by another person than the reviews before it.")
_GIVES_ROLES = _("Whoever gives roles reviews nothing: else one person could be all reviewers by proxy.")
EXCLUSIONS = (
    Exclusion(frozenset({Role.EDITOR, Role.SECTION_CHIEF}), 3, _THREE_PEOPLE),
    Exclusion(frozenset({Role.EDITOR, Role.CHIEF_EDITOR}), 2, _TWO_PEOPLE),
    Exclusion(frozenset({Role.SECTION_CHIEF, Role.CHIEF_EDITOR}), 2, _TWO_PEOPLE),
    Exclusion(frozenset({Role.ADMINISTRATOR, Role.EDITOR}), 1, _GIVES_ROLES),
    Exclusion(frozenset({Role.ADMINISTRATOR, Role.SECTION_CHIEF}), 1, _GIVES_ROLES),
    Exclusion(frozenset({Role.ADMINISTRATOR, Role.CHIEF_EDITOR}), 1, _GIVES_ROLES),
)


def exclusions_among(roles: set[str], levels: int) -> list[Exclusion]:
    """The rules that somebody with all of these roles would break, in the table's order."""
    return [rule for rule in EXCLUSIONS if rule.holds(levels) and rule.roles <= roles]
