"""What a package that an earlier run split tells of the old module: where each of its names is now.

Such a package has a `service.py` and a `routes.py`, and a `models.py` where there was something for it. A name that one
of these defines was one of the old module, whatever that was called; it may have been called `models.py`, too.
"""

from __future__ import annotations

from llama_router_codemod.model.move import Move
from llama_router_codemod.parse.symbols import Imported, Symbols


def lost_module(symbols: Symbols, module: str) -> Move | None:
    """The move of a module that a tree does not have any more, or not with all names; None for any other."""
    package, _, name = module.rpartition(".")
    modules = symbols.checkout.modules
    is_split = f"{package}.service" in modules and f"{package}.routes" in modules
    remains = name == "models"
    if not is_split or (module in modules) is not remains or symbols.resolve(package, name) is not None:
        return None
    files = [file for file in (f"{package}.models", f"{package}.service") if file in modules]
    homes: dict[str, str] = {}
    reexports: dict[str, tuple[str, str]] = {}
    for file in files:
        bindings = symbols.bindings(file)
        for bound, binding in bindings.names.items() if bindings is not None else ():
            match binding:
                case Imported(source, str(original)) if not source.startswith(f"{package}."):
                    reexports[bound] = (source, original)
                case Imported():
                    pass
                case _:
                    homes[bound] = file
    return Move(module, homes, reexports, tuple(files), remains=remains)
