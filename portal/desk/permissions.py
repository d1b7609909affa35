"""What each role may do with each kind of content: the table, and what writes it into the groups.

Django's permissions say which kinds an account meets at all; which rows of them, its grant says, and the
state of an article says the rest (``articles.policy``).
"""

from typing import Any

from django.contrib.auth.management import create_permissions

from accounts.roles import Role

VIEW, ADD, CHANGE, DELETE = "view", "add", "change", "delete"
READ, ENTER, WRITE, ALL = (VIEW,), (VIEW, ADD), (VIEW, ADD, CHANGE), (VIEW, ADD, CHANGE, DELETE)

EDITOR = {
    "articles.article": ALL,
    "articles.column": WRITE,
    "articles.contributor": ALL,
    "articles.edition": WRITE,
    "articles.editionpage": WRITE,
    "articles.section": READ,
    "articles.topic": ALL,
    "articles.topicgroup": WRITE,
    "events.event": ALL,
    "events.programme": WRITE,
    "organizations.organization": WRITE,
    "organizations.person": WRITE,
    "photos.photo": ALL,
    "portal.frontpage": WRITE,
    "articles.tag": WRITE,
    "newsroom.binentry": READ,
    "search.synonyms": ALL,
}
CHIEF = {
    **EDITOR,
    "articles.column": ALL,
    "articles.edition": ALL,
    "articles.editionpage": ALL,
    "articles.section": ALL,
    "articles.topicgroup": ALL,
    "events.programme": ALL,
    "organizations.organization": ALL,
    "organizations.person": ALL,
    "portal.frontpage": ALL,
    "articles.tag": ALL,
}
PERMISSIONS: dict[str, dict[str, tuple[str, ...]]] = {
    Role.CORRESPONDENT: {
        "articles.article": ALL,
        "articles.column": READ,
        "articles.contributor": ENTER,
        "articles.edition": READ,
        "articles.editionpage": READ,
        "articles.section": READ,
        "articles.topic": READ,
        "events.event": READ,
        "events.programme": READ,
        "organizations.organization": READ,
        "organizations.person": READ,
        "photos.photo": ENTER,
        "articles.tag": READ,
        "newsroom.binentry": READ,
    },
    Role.EDITOR: EDITOR,
    Role.SECTION_CHIEF: CHIEF,
    Role.CHIEF_EDITOR: CHIEF,
    Role.ADMINISTRATOR: {
        "accounts.auditentry": READ,
        "accounts.user": WRITE,
        "articles.column": READ,
        "articles.section": READ,
        "organizations.organization": ALL,
        "newsroom.binentry": READ,
    },
}


def write_permissions(apps: Any) -> None:
    """Give every role's group exactly the permissions of the table. ``apps`` is a migration's registry.

    A kind that is not in it yet is left out: today's table is older than the migration that is running, and a
    later one writes it again.
    """
    for config in apps.get_app_configs():
        # Permissions are otherwise made only after all migrations.
        config.models_module = True
        create_permissions(config, apps=apps, verbosity=0)
        config.models_module = None
    group_model, permission_model = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    kinds = {model._meta.label_lower for model in apps.get_models()}
    known = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in permission_model.objects.select_related("content_type")
    }
    for role, models in PERMISSIONS.items():
        group, _created = group_model.objects.get_or_create(name=role)
        group.permissions.set(
            known[f"{app}.{action}_{model}"]
            for app, _dot, model in (name.partition(".") for name in models if name in kinds)
            for action in models[f"{app}.{model}"]
        )
