"""What the portal uses of django-taggit, which brings no types."""

from typing import ClassVar, Self

from django.db import models

class TagBase(models.Model):
    name: models.CharField[str, str]
    slug: models.SlugField[str, str]
    objects: ClassVar[models.Manager[Self]]
    def slugify(self, tag: str, i: int | None = None) -> str: ...

    class Meta:
        abstract = True

class Tag(TagBase): ...

class ItemBase(models.Model):
    objects: ClassVar[models.Manager[Self]]

    class Meta:
        abstract = True
