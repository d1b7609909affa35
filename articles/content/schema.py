"""What the content of an article consists of: the one table of its parts, in the order in which it is read.

Snapshots, hash, history, comparison, conflict, sign-off sheet and working copies loop over it. A new field of an
article is a row here, marked ``later=True``; see the recipe in ``docs/``.
"""

from typing import Any

from django.utils.translation import gettext as _

from articles.content.kinds import Amount, Choice, Day, Flag, Number, Picture, Reference, RichText, Text
from articles.content.parts import Nature, Part, References, Row, Rows, Tags, Value
from articles.models import (
    ArticleOrganization,
    ArticleOrganizationRole,
    ArticlePhoto,
    Bound,
    Column,
    Contributor,
    Credit,
    CreditRole,
    EditionPage,
    Figure,
    FigureState,
    Genre,
    Section,
    approximation,
)
from organizations.models import Organization, Person

WORDS, FILING, PLACEMENT, OWNER = Nature.WORDS, Nature.FILING, Nature.PLACEMENT, Nature.OWNER

CREDIT_ROLE = Choice(CreditRole.REPORTER, CreditRole)
ORGANIZATION_ROLE = Choice(ArticleOrganizationRole.SUBJECT, ArticleOrganizationRole)
FIGURE_BOUND = Choice("", Bound)
FIGURE_STATE = Choice(FigureState.DONE, FigureState)
NAME = Reference()


def photo_line(row: Row) -> str:
    lead = f"（{_('lead picture')}）" if row["is_lead"] else ""
    parts = [Picture().brief(row["photo"]) + lead, row["caption"], row["alt_text"], row["credit"]]
    return " · ".join(filter(None, parts))


def credit_line(row: Row) -> str:
    return f"{CREDIT_ROLE.brief(row['role'])} {NAME.brief(row['contributor'])}"


def organization_line(row: Row) -> str:
    return f"{NAME.brief(row['organization'])} · {ORGANIZATION_ROLE.brief(row['role'])}"


def figure_line(row: Row) -> str:
    before, after = approximation(is_approximate=row["is_approximate"], bound=row.get("bound", ""))
    value = (
        f"{before} {row['value']}{after}{row['unit']}" if before else f"{row['value']}{after}{row['unit']}"
    )
    parts = [f"{row['label']} {value}", row["date"], NAME.brief(row["organization"]),
             FIGURE_STATE.brief(row["state"])]  # fmt: skip
    return " · ".join(filter(None, parts))


PARTS: tuple[Part[Any], ...] = (
    Value("kicker", WORDS, Text(), in_table=False),
    Value("title", WORDS, Text(), in_table=False),
    Value("subtitle", WORDS, Text(), in_table=False),
    Value("summary", WORDS, Text(), in_table=False),
    Value("body", WORDS, RichText(), in_table=False),
    Rows(
        "photos", WORDS, ArticlePhoto,
        {"photo": Picture(), "is_lead": Flag(), "caption": Text(), "alt_text": Text(), "credit": Text()},
        keys=("photo",), in_brief=("caption", "alt_text", "credit"), line=photo_line,
    ),
    Rows(
        "credits", WORDS, Credit,
        {"role": CREDIT_ROLE, "contributor": Reference(model=Contributor, required=True)},
        keys=("role", "contributor"), in_brief=("role", "contributor"), line=credit_line, signed="contributor",
    ),
    Rows(
        "figures", WORDS, Figure,
        {"label": Text(), "value": Amount(), "unit": Text(), "date": Day(),
         "organization": Reference(model=Organization), "is_approximate": Flag(), "bound": FIGURE_BOUND,
         "state": FIGURE_STATE},
        keys=("label", "date"), in_brief=("label", "value", "unit", "date"), line=figure_line,
        later_columns=frozenset({"bound"}),
    ),
    Value("is_reprint", WORDS, Flag()),
    Value("source_name", WORDS, Text()),
    Value("source_url", WORDS, Text()),
    Value("original_title", WORDS, Text()),
    Value("correction_note", WORDS, Text(), of_correction=True),
    Value("genre", FILING, Choice(Genre.NEWS, Genre)),
    Value("section", PLACEMENT, Reference(model=Section)),
    Value("column", PLACEMENT, Reference(model=Column)),
    Value("edition_page", PLACEMENT, Reference(model=EditionPage)),
    Value("organization", OWNER, Reference(model=Organization), in_table=False),
    Value("page_position", PLACEMENT, Number(), in_table=False),
    Rows(
        "organizations", FILING, ArticleOrganization,
        {"organization": Reference(model=Organization, required=True), "role": ORGANIZATION_ROLE},
        keys=("organization",), in_brief=("organization", "role"), line=organization_line,
    ),
    References("people", FILING, Person),
    Tags("tags", FILING),
)  # fmt: skip
