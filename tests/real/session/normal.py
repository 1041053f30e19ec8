"""Turns what differs between two runs of one session into the same text: ids, times, ports."""

from __future__ import annotations

import json
import re
from typing import Any

TIME_KEY = re.compile(r"created|timestamp|\w+_(at|timestamp)")
UNIQUE = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{16,}|(?<=boundary=)\w+")
LOCAL_ADDRESS = re.compile(r"(127\.0\.0\.1|localhost):\d+")
OBJECT_ADDRESS = re.compile(r"0x[0-9a-f]+")
# A migrated API is a package of modules; the name of a class says which, in the text of an error.
MODULE = re.compile(r"(llama_stack\.apis\.\w+)\.\w+\.(?=[A-Z])")
DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?")


class Normaliser:
    """Remembers the unique texts of one session: the first is `#1` wherever it stands."""

    def __init__(self, directory: str) -> None:
        self._directory = directory
        self._seen: dict[str, str] = {}

    def text(self, text: str) -> str:
        text = MODULE.sub(r"\1.", OBJECT_ADDRESS.sub("<object>", text.replace(self._directory, "<directory>")))
        text = LOCAL_ADDRESS.sub("<address>", DATE_TIME.sub("<time>", text))
        return UNIQUE.sub(lambda found: self._seen.setdefault(found[0], f"#{len(self._seen) + 1}"), text)

    def value(self, value: Any) -> Any:
        """A JSON value; the order of its fields stays."""
        match value:
            case dict():
                return {
                    self.text(key): "<time>" if TIME_KEY.fullmatch(key) and item is not None else self.value(item)
                    for key, item in value.items()
                }
            case list():
                return [self.value(item) for item in value]
            case str():
                return self.text(value)
            case _:
                return value

    def body(self, content: bytes) -> Any:
        """A JSON body as its value, any other as text."""
        text = content.decode("utf-8", "backslashreplace")
        try:
            return self.value(json.loads(text))
        except ValueError:
            return self.text(text)

    def events(self, content: bytes) -> list[Any]:
        """The events of a stream; a line that is no JSON stays text."""
        lines = content.decode().split("\n\n")
        return [self.body(line.removeprefix("data: ").encode()) if line else "" for line in lines]
