"""The roles of a newsroom. Each is a group of the same name, made by migration."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    CORRESPONDENT = "correspondent", _("Correspondent")
    EDITOR = "editor", _("Editor")
    SECTION_CHIEF = "section_chief", _("Section chief")
    CHIEF_EDITOR = "chief_editor", _("Chief editor")
    ADMINISTRATOR = "administrator", _("Administrator")


# Those who work on other people's copy.
NEWSROOM_ROLES = frozenset({Role.EDITOR, Role.SECTION_CHIEF, Role.CHIEF_EDITOR})
