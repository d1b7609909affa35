"""What the desk says in words of the packages that it stands on, where their Chinese has none or none that the desk
uses: named here, so that ours has them. A test finds what a new version adds.
"""

from django.utils.translation import gettext_noop, ngettext_lazy, pgettext_lazy

DJANGO = (
    gettext_noop("Model name"),
    gettext_noop("Add link"),
    gettext_noop("Change or view list link"),
    gettext_noop("%(model)s instance with %(field)s %(value)r is not a valid choice."),
    gettext_noop("After you’ve created a user, you’ll be able to edit more user options."),
    gettext_noop("Error:"),
    gettext_noop("Forgotten your login credentials?"),
    gettext_noop("In case you’ve forgotten, you are:"),
    ngettext_lazy(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
        "number",
    ),
)
OTHER_WORDS = (  # than theirs
    gettext_noop("Change history: %s"),
    gettext_noop(" By %(filter_title)s "),
    pgettext_lazy("A tag slug", "slug"),
)
ALLAUTH = (gettext_noop("WebAuthn"), gettext_noop("Passkey"))
