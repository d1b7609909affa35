"""What the desk does with arrangements of the front page."""

from django.db import transaction
from django.utils.translation import gettext as _

from portal.models import FrontPage


@transaction.atomic
def put_live(arrangement: FrontPage) -> None:
    """Readers see this arrangement from now on; the one before stays as a draft."""
    FrontPage.objects.select_for_update().filter(is_live=True).exclude(pk=arrangement.pk).update(
        is_live=False
    )
    arrangement.is_live = True
    arrangement.save(update_fields=["is_live", "updated_at"])


@transaction.atomic
def take_down(arrangement: FrontPage) -> None:
    """Back to the portal's own arrangement."""
    arrangement.is_live = False
    arrangement.save(update_fields=["is_live", "updated_at"])


@transaction.atomic
def copy_of(arrangement: FrontPage) -> FrontPage:
    """A draft with the same stories and blocks, to be changed without readers seeing it."""
    copy = FrontPage.objects.create(name=_("%(name)s (copy)") % {"name": arrangement.name[:40]})
    for related in (arrangement.leads.all(), arrangement.blocks.all()):
        for row in related:
            row.pk, row.front_page = None, copy
            row._state.adding = True
            row.save()
    return copy
