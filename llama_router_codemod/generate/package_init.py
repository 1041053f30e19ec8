"""A package's `__init__.py`: the same public names as before."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

from llama_router_codemod.generate.names import Names
from llama_router_codemod.parse.symbols import ModuleBindings, bindings_of
from llama_router_codemod.parse.syntax import parse_source


def keep_public_names(text: str, package: str, old_names: frozenset[str], written: Mapping[str, str], names: Names) -> str:
    """The text of an `__init__.py` with explicit imports of the names that its star imports no longer bring.

    `old_names` is what the package (or flat module) offered before, `written` the sources of the new modules by dotted
    name. The redundant alias is how a module says that it re-exports a name; `webmethod` itself goes.
    """
    offered = _public(bindings_of(parse_source(text, PurePosixPath("__init__.py")), package, is_package=True), written, names)
    lines = []
    for name in sorted(old_names - offered - {"webmethod"}):
        found = names.symbols.resolve(package, name)
        home = names.moved(found.module, found.name) if found is not None else ("", "")
        if home[1] and not home[0].startswith(f"{package}."):
            lines.append(f"from {home[0]} import {home[1]} as {name}\n")
    if not lines:
        return text
    head, separator, rest = text.partition("from .")
    return f"{head}{''.join(lines)}\n{separator}{rest}" if separator else text + "".join(lines)


def _public(bindings: ModuleBindings, written: Mapping[str, str], names: Names) -> frozenset[str]:
    if bindings.exports is not None:
        return frozenset(bindings.exports)
    found = {name for name in bindings.names if not name.startswith("_")}
    for star in bindings.stars:
        if star in written:
            tree = parse_source(written[star], PurePosixPath(f"{star}.py"))
            found |= _public(bindings_of(tree, star, is_package=False), written, names)
        else:
            found |= names.symbols.public_names(star)
    return frozenset(found)
