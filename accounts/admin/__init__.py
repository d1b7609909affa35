"""The accounts at the desk, and the log of what was done there."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin

from accounts.admin.audit import AuditEntryAdmin
from accounts.admin.user import UserAdmin

# What allauth keeps is looked at and changed on its owner's own screens, by nobody else.
admin.site.unregister([Authenticator, EmailAddress, UserSession])

__all__ = ["AuditEntryAdmin", "UserAdmin"]
