from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models

class _TaggableManager(models.Manager[Any]):
    def add(self, *tags: Any) -> None: ...
    def set(self, tags: Iterable[Any]) -> None: ...
    def names(self) -> models.QuerySet[Any, str]: ...
    def _to_tag_model_instances(self, tags: Iterable[Any], tag_kwargs: dict[str, Any]) -> Sequence[Any]: ...

class TaggableManager:
    def __init__(
        self,
        verbose_name: Any = ...,
        help_text: Any = ...,
        through: type[models.Model] | None = ...,
        blank: bool = ...,
        manager: type[_TaggableManager] = ...,
    ) -> None: ...
    def __get__(self, instance: Any, model: Any) -> _TaggableManager: ...
