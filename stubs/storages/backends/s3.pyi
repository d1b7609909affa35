from typing import Any

from django.core.files.storage import Storage

class S3Storage(Storage):
    def __init__(self, **settings: Any) -> None: ...
