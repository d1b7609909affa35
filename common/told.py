"""What did not come along with a rich text, as sentences for the editor."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.pasted import LeftOut


def told_of(lost: LeftOut) -> list[str]:
    """Sentences for the editor."""
    told = []
    if lost.pictures:
        told.append(
            ngettext(
                "%(count)d picture of the text was not stored: it does not lie in the library. Upload it there and "
                "insert it with the picture button.",
                "%(count)d pictures of the text were not stored: they do not lie in the library. Upload them there and "
                "insert them with the picture button.",
                lost.pictures,
            )
            % {"count": lost.pictures}
        )
    if lost.films:
        told.append(
            ngettext(
                "%(count)d video or part of another page was not stored. Put a link to it into the text.",
                "%(count)d videos or parts of other pages were not stored. Put links to them into the text.",
                lost.films,
            )
            % {"count": lost.films}
        )
    if lost.hidden:
        told.append(_("%(count)d hidden characters were not stored.") % {"count": lost.hidden})
    if lost.characters:
        told.append(
            _("The stored text has %(count)d characters more or fewer than were sent. Please look at it.")
            % {"count": lost.characters}
        )
    return told
