"""Symbolic links within a checkout to modules that go away: nothing would be behind them any more."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from llama_router_codemod.model.errors import InputError
from llama_router_codemod.tree.changeset import Changeset


def require_no_links_to_moved(root: Path, links: Iterable[PurePosixPath], changeset: Changeset) -> None:
    """Nothing, when no link leads to a file that is deleted, or to a directory through which one could be imported.

    Else InputError that names the first: an import by the name of the link is not followed.
    """
    gone = [change.path for change in changeset.changes if change.kind == "deleted"]
    home = Path(os.path.realpath(root))
    for link in links if gone else ():
        target = Path(os.path.realpath(root / link))
        found = next((path for path in gone if _leads_to(link, target, home / path)), None)
        if found is not None:
            raise InputError(
                f"{link} is a symbolic link to {target.relative_to(home)}, and {found} moves",
                f"Remove the link, or give --exclude {link} if nothing imports through it."
                if target.is_dir()
                else "Remove the link.",
            )


def _leads_to(link: PurePosixPath, target: Path, file: Path) -> bool:
    return file == target or (link.name.isidentifier() and file.is_relative_to(target))
