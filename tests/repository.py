"""Repositories for tests."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path, PurePosixPath


def git(root: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True)


def write(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(os.fsencode(f"{name}\n"))


def commit(root: Path, *names: str) -> Path:
    """A repository at `root` with these files committed."""
    write(root, *names)
    git(root, "init")
    git(root, "add", ".")
    git(root, "commit", "-m", "start")
    return root


def paths(*names: str) -> list[PurePosixPath]:
    return [PurePosixPath(name) for name in names]
