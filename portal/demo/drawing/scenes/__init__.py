"""The pictures. Each module holds some, around one subject; `ALL` has them in the order of the list."""

from . import city, craft, honours, winter
from .register import ALL, Scene

__all__ = ["ALL", "Scene", "city", "craft", "honours", "winter"]
