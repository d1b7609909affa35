"""What the fields of organizations and people take."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_SYLLABLE = re.compile(r"[a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜê]+[1-5]?", re.IGNORECASE)


def validate_reading(value: str) -> None:
    """Refuse what is not pinyin, syllable by syllable."""
    if not all(_SYLLABLE.fullmatch(syllable) for syllable in value.split()):
        raise ValidationError(_("Write the pinyin with a blank between syllables: shàn qīng shān."))
