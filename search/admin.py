"""Words of the same meaning, kept by editors."""

from django.contrib import admin

from common.desk import OwnedAdmin
from search.models import Synonyms


@admin.register(Synonyms)
class SynonymsAdmin(OwnedAdmin[Synonyms]):
    list_display = ("words",)
    search_fields = ("words",)
