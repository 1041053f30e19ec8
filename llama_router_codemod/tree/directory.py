"""The directory that a command is given."""

from __future__ import annotations

from pathlib import Path

from llama_router_codemod.model.errors import InputError


def require_directory(root: Path) -> None:
    """Nothing, when there is such a directory; else InputError."""
    if not root.is_dir():
        what = (
            "is a file, no directory" if root.is_file() else "is no directory" if root.exists() else "no such directory"
        )
        raise InputError(f"{root}: {what}", "Give the directory of a checkout or of an unpacked wheel.")
