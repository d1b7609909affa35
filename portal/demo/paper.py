"""Pages of the paper that come in as an editor would bring them in: their text, through the importer."""

from portal.demo.stage import Stage


def load_pages(stage: Stage) -> None:
    """Parse and import."""
