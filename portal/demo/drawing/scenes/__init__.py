"""The pictures. Each module holds some, around one subject; `ALL` has them in the order of the list."""

from . import banners, city, craft, culture, honours, logos, portraits, rights, services, trades, winter
from .register import ALL, Scene

__all__ = [
    "ALL",
    "Scene",
    "banners",
    "city",
    "craft",
    "culture",
    "honours",
    "logos",
    "portraits",
    "rights",
    "services",
    "trades",
    "winter",
]
