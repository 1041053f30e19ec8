"""Copies of release trees and the command that migrates them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from thorough import THOROUGH

VERSIONS = ("0.3.5", "0.3.0", "0.2.23") if THOROUGH else ("0.3.5",)


@dataclass(frozen=True)
class MigratedRelease:
    """A release, its migrated copy, and what the command said."""

    version: str
    legacy: Path
    tree: Path
    exit_code: int
    result: dict[str, Any]
    stderr: str


def copied_tree(tree: Path, target: Path) -> Path:
    """A copy of a tree at `target`; what is compiled of it counts for the copy, too."""
    return Path(shutil.copytree(tree, target))


def migrate(tree: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs `migrate` on a tree."""
    command = [sys.executable, "-m", "llama_router_codemod", "migrate", str(tree), *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def tree_bytes(tree: Path) -> dict[str, bytes]:
    """Every file below a tree, compiled ones and git's own apart."""
    return {
        str(path.relative_to(tree)): path.read_bytes()
        for path in sorted(tree.rglob("*"))
        if path.is_file() and path.suffix != ".pyc" and ".git" not in path.relative_to(tree).parts
    }
