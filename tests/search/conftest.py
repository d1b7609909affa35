"""What tests of the search share."""

import pytest

from search.models import Synonyms


@pytest.fixture
def own_synonyms(db: None) -> None:
    """No words of one meaning but those of the test: those that migrations bring may say anything."""
    Synonyms.objects.all().delete()
