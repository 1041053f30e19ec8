"""Pieces of generated code with the names that they need, so that a module's imports follow from what it says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from llama_router_codemod.source.import_set import Import


@dataclass(frozen=True)
class Code:
    """A piece of source text, and what it has to import."""

    text: str
    imports: frozenset[Import] = frozenset()

    def needing(self, *needs: Import | Code | Iterable[Import]) -> Code:
        """The same text with more that it needs: imports, or those of the pieces that it was made of."""
        imports = set(self.imports)
        for need in needs:
            match need:
                case Import():
                    imports.add(need)
                case Code():
                    imports |= need.imports
                case _:
                    imports |= set(need)
        return Code(self.text, frozenset(imports))


def joined(separator: str, pieces: Iterable[Code]) -> Code:
    """Pieces with a text between them."""
    pieces = list(pieces)
    return Code(separator.join(piece.text for piece in pieces)).needing(*pieces)
