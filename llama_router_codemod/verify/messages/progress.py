"""How far the probe is: one line of its output for each event."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Step:
    """A step has begun."""

    step: str


@dataclass(frozen=True)
class Sent:
    """So many requests have been sent."""

    done: int
    of: int


Progress = Step | Sent

#: The server and all modules around it have been imported.
IMPORTED = Step("Making answers")


def progress_line(progress: Progress) -> str:
    """The line of an event."""
    return json.dumps(asdict(progress))


def read_progress(line: str) -> Progress | None:
    """The event of a line; None for what a server wrote by itself."""
    try:
        match json.loads(line):
            case {"step": str(step)}:
                return Step(step)
            case {"done": int(done), "of": int(total)}:
                return Sent(done, total)
    except ValueError:
        pass
    return None
