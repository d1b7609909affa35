"""How a picture says what it is."""

from collections.abc import Callable
from dataclasses import dataclass

from ..svg import Point

TALL = (600, 800)


@dataclass(frozen=True)
class Scene:
    """One picture: its drawing, and what the demonstration needs to know of it.

    `alt` describes truly, in Chinese, what is drawn; `suits` names stories; `focus` is the place (0..1 from the
    left, 0..1 from the top) that every crop must keep; `light` is where the light comes from.
    """

    slug: str
    alt: str
    suits: str
    focus: Point
    light: Point
    draw: Callable[[], str]
    kind: str = "scene"
    size: tuple[int, int] = (1200, 800)


ALL: dict[str, Scene] = {}


def scene(
    slug: str,
    alt: str,
    suits: str,
    focus: Point = (0.5, 0.45),
    light: Point = (-0.85, -0.5),
    kind: str = "scene",
    size: tuple[int, int] = (1200, 800),
) -> Callable[[Callable[[], str]], Callable[[], str]]:
    """Enter the drawing below into the list."""

    def enter(draw: Callable[[], str]) -> Callable[[], str]:
        if slug in ALL:
            raise ValueError(f"two pictures are called {slug}")
        ALL[slug] = Scene(slug, alt, suits, focus, light, draw, kind, size)
        return draw

    return enter
