"""Django's classes that the type checker knows as generic, made to take the parameter while running too.

Querysets and managers do so already (``QuerySet[Photo]``); forms, fields, feeds and admins do not. Take them
from here wherever a class of ours is made of one of them: ``class PhotoForm(ModelForm[Photo])``.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin, StackedInline, TabularInline
    from django.contrib.syndication.views import Feed
    from django.core.paginator import Paginator
    from django.db.models import Lookup
    from django.forms import BaseInlineFormSet, ModelChoiceField, ModelForm, ModelMultipleChoiceField
else:
    from django import forms
    from django.contrib import admin
    from django.contrib.syndication import views
    from django.core import paginator
    from django.db import models

    class _Generic:
        def __class_getitem__(cls, parameters: object) -> type:
            return cls

    class ModelAdmin(_Generic, admin.ModelAdmin): ...

    class StackedInline(_Generic, admin.StackedInline): ...

    class TabularInline(_Generic, admin.TabularInline): ...

    class Feed(_Generic, views.Feed): ...

    class Paginator(_Generic, paginator.Paginator): ...

    class BaseInlineFormSet(_Generic, forms.BaseInlineFormSet): ...

    class ModelForm(_Generic, forms.ModelForm): ...

    class ModelChoiceField(_Generic, forms.ModelChoiceField): ...

    class Lookup(_Generic, models.Lookup): ...

    class ModelMultipleChoiceField(_Generic, forms.ModelMultipleChoiceField): ...


__all__ = [
    "BaseInlineFormSet",
    "Feed",
    "Lookup",
    "ModelAdmin",
    "ModelChoiceField",
    "ModelForm",
    "ModelMultipleChoiceField",
    "Paginator",
    "StackedInline",
    "TabularInline",
]
