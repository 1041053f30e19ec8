"""Where the names of a split module now live."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Move:
    """One split module.

    `homes` maps a name to the absolute dotted module that now defines it, `reexports` a name that the old module only
    imported to its source (module, original name), `modules` what it bound by `import x` to the module that does now.
    `star_homes` are the modules that a star import must now read, in order. `remains` tells that the path still is a
    module afterwards (`apis/models/models.py`).
    """

    module: str
    homes: Mapping[str, str]
    reexports: Mapping[str, tuple[str, str]]
    star_homes: tuple[str, ...]
    remains: bool
    modules: Mapping[str, str] = field(default_factory=dict)

    def lost(self, name: str) -> bool:
        """Whether the module named `module` no longer has this name of the old one."""
        return name in self.reexports or self.homes.get(name, self.modules.get(name, self.module)) != self.module


def new_home(module: str, name: str, moves: Mapping[str, Move]) -> tuple[str, str] | None:
    """Where to import `name` of `module` from now: (module, name there); None when a move does not know the name.

    A name that the old module only imported is followed to its source, through further moved modules. A home is final,
    even when it is a moved module that remains.
    """
    seen: set[tuple[str, str]] = set()
    while (move := moves.get(module)) and (module, name) not in seen:
        seen.add((module, name))
        if home := move.homes.get(name, move.modules.get(name)):
            return home, name
        if name not in move.reexports:
            return None
        module, name = move.reexports[name]
    return None if seen and module in moves else (module, name)
