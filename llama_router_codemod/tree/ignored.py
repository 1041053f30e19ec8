"""New files that git would ignore, so that a commit of a migrated checkout would lack them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from llama_router_codemod.model.errors import InputError
from llama_router_codemod.tree.git import work_tree_prefix
from llama_router_codemod.tree.git_command import ask_git

if TYPE_CHECKING:
    from pathlib import Path

    from llama_router_codemod.tree.changeset import Changeset


def require_not_ignored(root: Path, changeset: Changeset) -> None:
    """Nothing, when git ignores none of the new files of a changeset, or has no part in `root`; else InputError naming
    the first."""
    created = [bytes(change.path) for change in changeset.changes if change.before is None]
    if not created or work_tree_prefix(root) is None:
        return
    answer = ask_git(root, "check-ignore", "-z", "--stdin", given=b"".join(path + b"\0" for path in created))
    if answer.returncode == 0:
        name = os.fsdecode(answer.stdout.split(b"\0")[0])
        raise InputError(f"{name}: git ignores this new file", "Let .gitignore keep it, so that it can be committed.")
