"""Which packages `--api` means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from llama_router_codemod.model.api import ApiPackage, State
from llama_router_codemod.model.errors import InputError


def select(packages: Sequence[ApiPackage], names: Iterable[str]) -> tuple[ApiPackage, ...]:
    """The packages that hold the named APIs (by package or member of `Api`); without names all that are not migrated.

    Raises InputError, with the nearest name, for a name that no API has.
    """
    wanted = list(names)
    if not wanted:
        return tuple(package for package in packages if package.state is not State.MIGRATED)
    by_name: dict[str, ApiPackage] = {api.name: package for package in packages for api in package.apis}
    by_name |= {package.name: package for package in packages}
    for name in wanted:
        if name not in by_name:
            close = get_close_matches(name, by_name, n=1)
            hint = f"Did you mean {close[0]}?" if close else "The APIs are: " + ", ".join(sorted(by_name)) + "."
            raise InputError(f"--api {name}: no such API", hint)
    return tuple(package for package in packages if package in {by_name[name] for name in wanted})
