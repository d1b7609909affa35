"""In place of ``newsroom.word_conversion``: a converter with faults that some file sets off, told by its comment."""

import io
import os
import zipfile
from typing import Any

from newsroom import word_conversion


def work(source: Any, orders: dict[str, Any], keep: Any) -> dict[str, Any]:
    with zipfile.ZipFile(io.BytesIO(source.read())) as package:
        fault = package.comment.decode()
    source.seek(0)
    if fault == "loops":
        while True:
            pass
    if fault == "eats":
        raise AssertionError(len([bytes(10_000_000) for _number in range(1000)]))
    if fault == "falls over":
        os.abort()
    if fault == "answers nonsense":
        return {"refused": None}
    return word_conversion.work(source, orders, keep)
