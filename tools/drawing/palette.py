"""The colours of the demonstration's pictures, and how light changes them.

Everything is mixed from a few paints around the house colours, so that fifty pictures look like the work
of one hand. Shade is cool and light is warm, as gouache on tinted paper does it.
"""

PAPER = "#FBF8F3"
INK = "#1F1B16"
RED = "#A81C17"
RED_DEEP = "#7E1512"
CORAL = "#C9533F"
OCHRE = "#D39A3F"
STRAW = "#E8C887"
SAND = "#DCC6A0"
CREAM = "#F3E7D0"
CLAY = "#A5693F"
BROWN = "#6B4A33"
UMBER = "#3E2D23"
SAGE = "#93A489"
GREEN = "#557058"
LEAF = "#92A35C"
PINE = "#2F4A41"
TEAL = "#3F6F73"
AZURE = "#8FB4C4"
SKY = "#B9CCD0"
MIST = "#DCE3E0"
BLUE = "#4F7390"
STEEL = "#7D8B92"
NAVY = "#2C3F55"
NIGHT = "#1C2838"
SLATE = "#56616A"
SNOW = "#EEF1F0"
SNOW_SHADE = "#BFCBD3"
BRICK = "#8D5443"
GREY = "#A39C92"
AMBER = "#F2B65A"
GLOW = "#FFE1A0"
ORANGE = "#D9772E"
SKIN = "#DDA982"
SKIN_TAN = "#C78F66"
SKIN_PALE = "#EBC3A0"
HAIR = "#352B27"
HAIR_GREY = "#A9A39B"
HAIR_WHITE = "#DAD5CC"

SHADE_TINT = "#232440"
LIGHT_TINT = "#FFF1D2"


def mix(first: str, second: str, share: float) -> str:
    """`first` with `share` (0..1) of `second` in it; both and the result as #RRGGBB."""
    a = [int(first[i : i + 2], 16) for i in (1, 3, 5)]
    b = [int(second[i : i + 2], 16) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(p + (q - p) * share):02X}" for p, q in zip(a, b, strict=True))


def shade(colour: str, strength: float = 0.3) -> str:
    """The colour where the light does not reach."""
    return mix(colour, SHADE_TINT, strength)


def light(colour: str, strength: float = 0.3) -> str:
    """The colour where the light falls."""
    return mix(colour, LIGHT_TINT, strength)
