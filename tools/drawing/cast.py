"""The people of the pictures. None of them is anybody."""

from dataclasses import replace

from . import palette as c
from .heads import Face
from .people import Look, person

SILVER = "#D9DAD3"

RIDER = Look(
    Face(hat="rider", hat_colour=c.OCHRE),
    top=c.OCHRE,
    kind="padded",
    trousers=c.NAVY,
    stripes=SILVER,
    gloves=c.UMBER,
)
RIDER_BLUE = Look(
    Face(hat="rider", hat_colour=c.TEAL),
    top=c.TEAL,
    kind="padded",
    trousers=c.UMBER,
    stripes=SILVER,
    gloves=c.INK,
)
COURIER = Look(
    Face(hat="cap", hat_colour=c.NAVY, skin=c.SKIN_TAN),
    top=c.NAVY,
    kind="vest",
    sleeves=c.CORAL,
    trousers=c.SLATE,
)
COURIER_F = Look(Face(hair="tail", hat="cap", hat_colour=c.RED), top=c.RED, kind="jacket", trousers=c.SLATE)
CLEANER = Look(
    Face(hat="cap", hat_colour=c.ORANGE, skin=c.SKIN_TAN),
    top=c.ORANGE,
    kind="vest",
    sleeves=c.NAVY,
    trousers=c.NAVY,
    stripes=SILVER,
)
CLEANER_OLD = Look(
    Face(hat="ushanka", hat_colour=c.ORANGE, hair_colour=c.HAIR_GREY, skin=c.SKIN_TAN),
    top=c.ORANGE,
    kind="padded",
    trousers=c.NAVY,
    stripes=SILVER,
    gloves=c.UMBER,
)
VOLUNTEER = Look(Face(hair="bob"), top=c.RED, kind="vest", sleeves=c.CREAM, trousers=c.SLATE, badge=c.GLOW)
VOLUNTEER_M = Look(Face(), top=c.RED, kind="vest", sleeves=c.BLUE, trousers=c.UMBER, badge=c.GLOW)
VOLUNTEER_OLD = Look(
    Face(hair="bun", hair_colour=c.HAIR_GREY, skin=c.SKIN_PALE),
    top=c.RED,
    kind="vest",
    sleeves=c.SAGE,
    trousers=c.NAVY,
    badge=c.GLOW,
)
MASTER = Look(
    Face(hair="thin", hair_colour=c.HAIR_GREY, glasses=True, skin=c.SKIN_TAN),
    top=c.BLUE,
    kind="jacket",
    trousers=c.NAVY,
    badge=c.RED,
)
APPRENTICE = Look(
    Face(hat="hardhat", hat_colour=c.STRAW),
    top=c.mix(c.BLUE, c.SKY, 0.25),
    kind="overalls",
    trousers=c.NAVY,
    sleeves=c.CREAM,
)
APPRENTICE_F = Look(
    Face(hair="tail", hat="cap", hat_colour=c.BLUE), top=c.BLUE, kind="jacket", trousers=c.NAVY
)
BUILDER = Look(
    Face(hat="hardhat", hat_colour=c.OCHRE, skin=c.SKIN_TAN),
    top=c.ORANGE,
    kind="vest",
    sleeves=c.SLATE,
    trousers=c.UMBER,
    stripes=SILVER,
)
BUILDER_RED = Look(
    Face(hat="hardhat", hat_colour=c.RED, skin=c.SKIN_TAN),
    top=c.SAGE,
    kind="vest",
    sleeves=c.BLUE,
    trousers=c.NAVY,
    stripes=c.GLOW,
)
CADRE = Look(Face(glasses=True), top=c.NAVY, kind="jacket", trousers=c.INK, sleeves=c.NAVY)
CADRE_F = Look(Face(hair="bob"), top=c.mix(c.RED, c.UMBER, 0.25), kind="jacket", trousers=c.INK)
TEACHER = Look(Face(hair="bun", glasses=True), top=c.SAGE, kind="shirt", trousers=c.UMBER)
NURSE = Look(Face(hair="bun", skin=c.SKIN_PALE), top=c.PAPER, kind="shirt", trousers=c.SKY)
DOCTOR = Look(Face(hair="short", glasses=True), top=c.PAPER, kind="coat", trousers=c.SLATE)
ELDER = Look(Face(hair="thin", hair_colour=c.HAIR_WHITE), top=c.TEAL, kind="jacket", trousers=c.UMBER)
ELDER_F = Look(
    Face(hair="bun", hair_colour=c.HAIR_WHITE, skin=c.SKIN_PALE),
    top=c.CORAL,
    kind="jacket",
    trousers=c.UMBER,
    scarf=c.STRAW,
)
RESIDENT = Look(
    Face(hat="beanie", hat_colour=c.TEAL), top=c.SAGE, kind="padded", trousers=c.NAVY, scarf=c.RED
)
RESIDENT_M = Look(
    Face(hat="ushanka", hat_colour=c.SLATE), top=c.PINE, kind="coat", trousers=c.INK, scarf=c.OCHRE
)
YOUTH = Look(Face(), top=c.STRAW, kind="shirt", trousers=c.BLUE)
YOUTH_F = Look(Face(hair="tail"), top=c.CORAL, kind="shirt", trousers=c.NAVY)
GIRL = Look(Face(hair="tail", skin=c.SKIN_PALE), top=c.CORAL, kind="shirt", trousers=c.BLUE, child=True)
BOY = Look(
    Face(hat="cap", hat_colour=c.TEAL, skin=c.SKIN_PALE),
    top=c.OCHRE,
    kind="shirt",
    trousers=c.PINE,
    child=True,
)
CHILD = Look(Face(hair="bob", skin=c.SKIN_PALE), top=c.SAGE, kind="shirt", trousers=c.RED, child=True)
GUARD = Look(
    Face(hat="peaked", hat_colour=c.NAVY, smile=False),
    top=c.NAVY,
    kind="jacket",
    trousers=c.NAVY,
    badge=c.OCHRE,
)


def dark(look: Look, colour: str, share: float = 0.75) -> Look:
    """The same person against the light."""
    face = replace(
        look.face,
        skin=c.mix(look.face.skin, colour, share * 0.4),
        hat_colour=c.mix(look.face.hat_colour, colour, share * 0.7),
    )
    return look.but(
        face=face,
        top=c.mix(look.top, colour, share),
        sleeves=c.mix(look.sleeves or look.top, colour, share),
        trousers=c.mix(look.trousers, colour, share),
        stripes=c.mix(look.stripes, colour, 0.3) if look.stripes else "",
    )


def bust(look: Look, facing: int = 1, view: str = "3q", nod: float = 0, x: float = 300) -> str:
    """A person from the chest up in the middle of a tall sheet, arms hanging."""
    return person(
        x - facing * 10,
        1770,
        1580,
        look,
        facing,
        view,
        near=(0.0, 0.4),
        far=(0.12, 0.42),
        nod=nod,
        legs=False,
    )
