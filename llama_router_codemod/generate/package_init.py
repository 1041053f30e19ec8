"""A package's `__init__.py`: the same public names as before."""

from __future__ import annotations

import ast
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from llama_router_codemod.conventions.webmethod import DECORATOR
from llama_router_codemod.parse.symbols import Imported, bindings_of
from llama_router_codemod.source.spans import Edit, SourceLines, apply_edits
from llama_router_codemod.source.syntax import parse_source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from llama_router_codemod.generate.names import Names


def keep_public_names(
    text: str, package: str, old_names: frozenset[str], written: Mapping[str, str], names: Names
) -> str:
    """The text of an `__init__.py` with explicit imports of the names that its star imports no longer bring.

    `old_names` is what the package (or flat module) offered before, `written` the sources of the new modules by dotted
    name. The redundant alias is how a module says that it re-exports a name; `webmethod` itself goes.
    """
    tree = parse_source(text, PurePosixPath("__init__.py"))
    bindings = bindings_of(tree, package, is_package=True)
    offered = frozenset(bindings.names).union(*(_brought(star, written, names) for star in bindings.stars))
    lines = []
    for name in sorted(old_names - offered - {DECORATOR}):
        found = names.symbols.resolve(package, name)
        module, original = names.moved(found.module, found.name) if found is not None else ("", "")
        if original:
            inside = module.removeprefix(f"{package}.")
            source = module if inside == module or "." in inside else f".{inside}"
            # Linters take only the redundant alias for a re-export.
            lines.append(f"from {source} import {original} as {name}{'' if original == name else '  # noqa: F401'}\n")
    if not lines:
        return text
    relative = next((node for node in tree.body if isinstance(node, ast.ImportFrom) and node.level), None)
    if relative is None:
        return text + ("" if text.endswith("\n") or not text else "\n") + "".join(lines)
    place = SourceLines.of(text).line_start(relative)
    return apply_edits(text, [Edit(place, place, "".join([*lines, "\n"]))])


def explicit_init(header: str, routes: str, written: Mapping[str, str], old_names: frozenset[str]) -> str:
    """The text of an `__init__.py` that imports each public name of the new modules, and lists them in `__all__`.

    `routes` is the stem of the module with the routes; of private names it imports those in `old_names`.
    """
    lines = [f"from . import {routes}\n"]
    public = {routes}
    for module, text in written.items():
        stem = module.rpartition(".")[2]
        bindings = bindings_of(parse_source(text, PurePosixPath(f"{stem}.py")), module, is_package=False)
        defined = {name for name, binding in bindings.names.items() if not isinstance(binding, Imported)}
        names = {name for name in defined if not name.startswith("_")} if stem != routes else set()
        public |= names
        imported = sorted(names | (defined & old_names))
        lines += [f"from .{stem} import {', '.join(imported)}\n"] if imported and stem != routes else []
    listed = "".join(f'    "{name}",\n' for name in sorted(public))
    return f"{header}{''.join(lines)}\n__all__ = [\n{listed}]\n"


def _brought(module: str, written: Mapping[str, str], names: Names) -> frozenset[str]:
    """What a star import of a module brings, be it a new one or one of the checkout."""
    if module not in written:
        return names.symbols.public_names(module)
    bindings = bindings_of(parse_source(written[module], PurePosixPath(f"{module}.py")), module, is_package=False)
    if bindings.exports is not None:
        return frozenset(bindings.exports)
    own = frozenset(name for name in bindings.names if not name.startswith("_"))
    return own.union(*(_brought(star, written, names) for star in bindings.stars))
