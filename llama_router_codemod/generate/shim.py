"""The module that stays at the path of a split one, for importers outside the checkout: its names, and a warning."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from llama_router_codemod.conventions.shims import MOVED
from llama_router_codemod.conventions.webmethod import DECORATOR
from llama_router_codemod.model.layout import PackageFiles
from llama_router_codemod.model.move import Move, new_home
from llama_router_codemod.parse.bound_names import is_import, names_bound_by
from llama_router_codemod.parse.symbols import Imported, Symbols
from llama_router_codemod.source.import_set import Import, ImportSet
from llama_router_codemod.source.literals import string_literal

_DOCSTRING = '"""The old path of what is in {}.py and {}.py now."""\n\n'
_WARNING = f"""\
warnings.warn(f"{MOVED}", DeprecationWarning, stacklevel=2)
"""
#: What goes with the webmethod system.
_GONE = frozenset({DECORATOR})


def shim_source(symbols: Symbols, module: str, moves: Mapping[str, Move], header: str, files: PackageFiles) -> str:
    """The source of the module at the path of an old one, whose contents are in `files` now.

    It has every name that the old one had, from where that is now, and lists in `__all__` what a star import of the old
    one gave; a name that is not listed has a redundant alias, by which type checkers know a re-export. What only they
    saw stays with them.
    """
    package = module.rpartition(".")[0]
    tree = symbols.tree(symbols.checkout.modules[module])
    guards = [node for node in tree.body if isinstance(node, ast.If) and is_import(node)]
    checked = frozenset(names_bound_by(guards)) - frozenset(names_bound_by(set(tree.body) - set(guards)))
    passed_on = {item.alias or item.module: item for item in _passed_on(symbols, module, moves)}
    starred = [name for name in _starred(symbols, module) if name in passed_on and name not in checked]
    imports = ImportSet(package)
    imports.include([Import("warnings", None), *(passed_on[name] for name in starred)])
    others = [item for name, item in passed_on.items() if name not in starred]
    lines = "".join(_aliased(package, item) for item in others if item.alias not in checked)
    guarded = "".join(f"    {_aliased(package, item)}" for item in others if item.alias in checked)
    if guarded:
        imports.add("typing", "TYPE_CHECKING")
        guarded = f"\nif TYPE_CHECKING:\n{guarded}"
    exports = f"\n__all__ = [{', '.join(map(string_literal, starred))}]\n\n"
    docstring = _DOCSTRING.format(files.service, files.models)
    return f"{header}{docstring}{imports.render()}{lines}{guarded}{exports}{_WARNING}"


def _passed_on(symbols: Symbols, module: str, moves: Mapping[str, Move]) -> Iterator[Import]:
    """How to import each name of the old module now, and each module that it imported as a whole."""
    bindings = symbols.bindings(module)
    assert bindings is not None
    for node in symbols.tree(symbols.checkout.modules[module]).body:
        for alias in node.names if isinstance(node, ast.Import) else ():
            yield Import(alias.name, None, alias.asname)
    own = {name for name, bound in bindings.names.items() if not (isinstance(bound, Imported) and bound.name is None)}
    for name in sorted(own.union(*map(symbols.public_names, bindings.stars)) - _GONE):
        found = new_home(module, name, moves)
        definition = symbols.resolve(module, name) if found is None else None
        if definition is not None and definition.name:
            found = new_home(definition.module, definition.name, moves) or (definition.module, definition.name)
        if found is not None:
            yield Import(*found, name)


def _starred(symbols: Symbols, module: str) -> list[str]:
    """What a star import of a module gives, in the order of its `__all__`, else sorted."""
    bindings = symbols.bindings(module)
    exports = bindings.exports if bindings is not None else None
    return list(dict.fromkeys(exports)) if exports is not None else sorted(symbols.public_names(module))


def _aliased(package: str, item: Import) -> str:
    """An import with an alias, be it redundant."""
    if item.name is None:
        return f"import {item.module}\n" if item.alias is None else f"import {item.module} as {item.alias}\n"
    inside = item.module.removeprefix(f"{package}.")
    source = item.module if inside == item.module or "." in inside else f".{inside}"
    return f"from {source} import {item.name} as {item.alias}\n"
