"""The rows of a list in a posted form, as Django's formsets name them: ``credits-0-role``."""

from django.http import QueryDict

MOST_ROWS = 1000

# The columns of one row as they were posted.
PostedRow = dict[str, str]


def are_posted(data: QueryDict, prefix: str) -> bool:
    return f"{prefix}-TOTAL_FORMS" in data


def read_rows(data: QueryDict, prefix: str) -> list[PostedRow]:
    """The rows that are to stay, in their order."""
    total = data.get(f"{prefix}-TOTAL_FORMS") or "0"
    rows: list[PostedRow] = []
    for index in range(min(int(total), MOST_ROWS) if total.isdecimal() else 0):
        start = f"{prefix}-{index}-"
        row = {key.removeprefix(start): str(data[key]) for key in data if key.startswith(start)}
        if not row.get("DELETE"):
            rows.append(row)
    return sorted(rows, key=lambda row: int(row["position"]) if row.get("position", "").isdecimal() else 0)


def write_rows(data: QueryDict, prefix: str, stored: list[PostedRow], new: list[PostedRow]) -> None:
    """Post other rows instead: first those that are stored, each with its ``id``, then the new ones."""
    for key in [key for key in data if key.startswith(f"{prefix}-") and key.split("-")[1].isdecimal()]:
        del data[key]
    for index, row in enumerate([*stored, *new]):
        for column, value in row.items():
            data[f"{prefix}-{index}-{column}"] = value
    data[f"{prefix}-TOTAL_FORMS"] = str(len(stored) + len(new))
    data[f"{prefix}-INITIAL_FORMS"] = str(len(stored))
