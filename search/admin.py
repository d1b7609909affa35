"""Words of the same meaning, kept by editors."""

from django.contrib import admin

from common.generic import ModelAdmin
from search.models import Synonyms


@admin.register(Synonyms)
class SynonymsAdmin(ModelAdmin[Synonyms]):
    list_display = ("words",)
    search_fields = ("words",)
