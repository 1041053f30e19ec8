"""Symbolic links that lead out of a checkout to Python modules: what is there would count as missing."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from llama_router_codemod.model.errors import InputError


def require_no_outside_links(root: Path, links: Iterable[PurePosixPath]) -> None:
    """Nothing, when none of the links leads to a module, or to a directory with modules, outside the checkout.

    Else InputError that names the first. Links within the checkout are left out: what they lead to has a name there.
    """
    home = root.resolve()
    for link in links:
        # Path.resolve raises for links that lead to themselves, before Python 3.13.
        target = Path(os.path.realpath(root / link))
        if not target.is_relative_to(home) and _is_importable(link, target):
            raise InputError(
                f"{link} leads out of the checkout, to {target}, and what is there is not read",
                "Put the files themselves in its place, or give a directory that holds both.",
            )


def _is_importable(link: PurePosixPath, target: Path) -> bool:
    if target.is_dir():
        is_environment = (target / "pyvenv.cfg").exists()
        return link.name.isidentifier() and not is_environment and any(target.glob("*.py"))
    return link.suffix == ".py" and target.is_file()
