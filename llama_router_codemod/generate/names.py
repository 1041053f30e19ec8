"""Where a generated module of a package imports a name from."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from llama_router_codemod.model.move import Move, new_home
from llama_router_codemod.parse.classes import ClassKind, class_of, kind_of
from llama_router_codemod.parse.symbols import Imported, Symbols
from llama_router_codemod.source.import_set import Import
from llama_router_codemod.source.syntax import names_in


@dataclass(frozen=True)
class Names:
    """Names as they are seen in old modules, and where they live after the migration."""

    symbols: Symbols
    moves: Mapping[str, Move]

    def home(self, module: str, name: str) -> tuple[str, str] | None:
        """`(module, original name)` to import `name` of an old module from; None for a builtin or an unknown name."""
        bindings = self.symbols.bindings(module)
        if bindings is None:
            return None
        move = self.moves.get(module)
        for star in bindings.stars_over(name):
            if name in self.symbols.public_names(star):
                return self.moved(star, name)
        match bindings.names.get(name):
            case Imported(source, original) if move is None or name not in move.homes:
                return (source, "") if original is None else self.moved(source, original)
            case None:
                return None
            case _:
                return self.moved(module, name)

    def moved(self, module: str, name: str) -> tuple[str, str]:
        """The new place of a name of a module, the old one if the module does not move."""
        return new_home(module, name, self.moves) or (module, name)

    def defined(self, module: str, name: str) -> tuple[str, str]:
        """Where a name of a module is defined: the module and its name there, as far as the tree tells."""
        found = self.symbols.resolve(module, name) if name else None
        return (module, name) if found is None else (found.module, found.name)

    def model_in(self, module: str, annotation: str) -> str | None:
        """The first name of an annotation that is a Pydantic model of the tree."""
        for node in ast.walk(ast.parse(annotation)):
            facts = class_of(self.symbols, module, node.id) if isinstance(node, ast.Name) else None
            if facts is not None and kind_of(self.symbols, facts) is ClassKind.MODEL:
                return facts.node.name
        return None

    def needed(self, code: str, module: str, package: str, local: str = "") -> frozenset[Import]:
        """What a piece of code that was written in `module` names and has to import in a module of `package`.

        `local` is the module that the code goes to.
        """
        found: set[Import] = set()
        for name in sorted(names_in(code)) if code else ():
            home = self.home(module, name)
            if home is not None and f"{package}.".startswith(f"{home[0]}."):
                # The `__init__` of the package, or of one around it, is still being imported; its modules go to where
                # the name is defined.
                definition = self.symbols.resolve(module, name)
                home = self.moved(definition.module, definition.name) if definition is not None else home
            if home is not None and not home[1]:
                found |= {Import(alias.name, None, alias.asname) for alias in self._module_imports(module, name)}
            elif home is not None and home[0] != local:
                found.add(Import(home[0], home[1], name))
        return frozenset(found)

    def _module_imports(self, module: str, name: str) -> Iterator[ast.alias]:
        """The `import a.b` and `import a.b as name` of a module that bind a name."""
        tree = self.symbols.tree(self.symbols.checkout.modules[module])
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                yield from (alias for alias in node.names if (alias.asname or alias.name.partition(".")[0]) == name)
