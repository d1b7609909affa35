"""The people of the desk, what they may do and who gave it to them, and the log of what was done."""

from accounts.models.audit import AuditEntry, What
from accounts.models.grant import RoleGrant
from accounts.models.link import OneTimeLink
from accounts.models.user import User

__all__ = ["AuditEntry", "OneTimeLink", "RoleGrant", "User", "What"]
