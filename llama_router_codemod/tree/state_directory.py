"""Where the tool keeps what must outlive a run, and what no checkout and no archive can bring along."""

from __future__ import annotations

import os
from pathlib import Path

_APPLICATION = "llama-router-codemod"


def state_directory() -> Path:
    """The tool's directory below `$XDG_STATE_HOME`, by default `~/.local/state`; it need not exist.

    A relative `$XDG_STATE_HOME` is ignored, as the XDG Base Directory Specification wants it.
    """
    configured = Path(os.environ.get("XDG_STATE_HOME", ""))
    base = configured if configured.is_absolute() else Path.home() / ".local" / "state"
    return base / _APPLICATION
