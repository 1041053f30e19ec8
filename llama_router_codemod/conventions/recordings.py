"""Recordings of requests and answers that tests replay: what of them may change, and what they are looked up by.

The file of an answer is named by a hash of the request that a test makes (llama_stack 0.3.5,
testing/api_recorder.py:132 and :174). The class that an answer is read back as stands in it as `__type__` (:320 and
:331), which no hash covers.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import PurePosixPath

#: What stands before the name of a class in an answer.
TYPE_KEY = re.compile(rb'"__type__"\s*:\s*"\Z')


@dataclass(frozen=True)
class Recording:
    """What was asked, as JSON text."""

    request: str


def read_recording(path: PurePosixPath, data: bytes) -> Recording | None:
    """The recording in a file, None where it is something else.

    Of one that is nested too deep to be read, all may be what was asked.
    """
    if path.suffix != ".json":
        return None
    try:
        document = json.loads(data)
    except RecursionError:
        return Recording(data.decode(errors="replace"))
    except ValueError:
        return None
    if not isinstance(document, dict) or not {"request", "response"} <= document.keys():
        return None
    return Recording(json.dumps(document["request"], ensure_ascii=False))
