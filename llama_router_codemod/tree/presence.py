"""Whether there is something under a path."""

from __future__ import annotations

from pathlib import Path


def exists(path: Path) -> bool:
    """Whether there is something, be it a broken link. Raises OSError when that cannot be told."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True
