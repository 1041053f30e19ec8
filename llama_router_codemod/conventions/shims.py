"""The modules that an earlier run left at old paths: they tell where the names of a split module are."""

from __future__ import annotations

import re

from llama_router_codemod.model.move import Move
from llama_router_codemod.parse.symbols import Imported, Symbols

#: What such a module says when it is imported, as the text of an f-string.
MOVED = "{__name__} has moved: import from {__package__}"
_SAYS_MOVED = re.compile(re.escape(MOVED).encode())


def shims(symbols: Symbols) -> dict[str, Move]:
    """The moves that the shims of a tree tell, by the names of their modules."""
    paths = symbols.checkout.containing(_SAYS_MOVED, MOVED.encode())
    return {module: _move(symbols, module) for module in map(symbols.checkout.module_name, paths)}


def _move(symbols: Symbols, module: str) -> Move:
    bindings = symbols.bindings(module)
    assert bindings is not None
    package = f"{module.rpartition('.')[0]}."
    homes: dict[str, str] = {}
    reexports: dict[str, tuple[str, str]] = {}
    for name, binding in bindings.names.items():
        match binding:
            case Imported(source, str(original)) if source.startswith(package) and original == name:
                homes[name] = source
            case Imported(source, str(original)):
                reexports[name] = (source, original)
            case _:
                pass
    return Move(module, homes, reexports, tuple(sorted(set(homes.values()))), remains=False)
