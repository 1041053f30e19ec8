"""Messages as files: the one place where they become JSON, and typed data again."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter

Message = TypeVar("Message")


def write_message(path: Path, message: object) -> None:
    """Write a dataclass of this package to a file, which is there when it is whole: somebody may wait for it."""
    # pydantic's own JSON has no NaN and no lone surrogates; a body or an argument may have both.
    data = TypeAdapter(type(message)).dump_python(message)
    draft = path.with_name(f"{path.name}.draft")
    draft.write_text(json.dumps(data, default=os.fspath), encoding="utf-8")
    draft.replace(path)


def read_message(message: type[Message], path: Path) -> Message:
    """Read a file that `write_message` wrote. Raises ValueError when it holds no such message, OSError without it."""
    return TypeAdapter(message).validate_python(json.loads(path.read_text(encoding="utf-8")))
