"""Which modules of a host have moved, or will: what a package outside it has to import from elsewhere.

Of a host that is not migrated it is planned, as `migrate` would; of one that is, its shims and split packages tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from llama_router_codemod.conventions.api_root import find_api_root
from llama_router_codemod.conventions.packages import api_packages
from llama_router_codemod.conventions.refusals import checkout_refusals
from llama_router_codemod.conventions.selected_packages import select
from llama_router_codemod.conventions.shims import shims
from llama_router_codemod.conventions.split_packages import lost_module
from llama_router_codemod.conventions.webmethod import DECORATOR
from llama_router_codemod.infra.infrastructure import infrastructure
from llama_router_codemod.migrate.candidates import candidates
from llama_router_codemod.migrate.migration import MigrateOptions
from llama_router_codemod.model.api import State
from llama_router_codemod.model.move import Move
from llama_router_codemod.model.progress import Report
from llama_router_codemod.parse.symbols import Symbols


@dataclass(frozen=True)
class HostMoves:
    """Moves by module. Of the `lost` ones the path is gone already, the `shims` can still be imported."""

    planned: Mapping[str, Move]
    shims: Mapping[str, Move]
    lost: Mapping[str, Move]

    @property
    def all(self) -> dict[str, Move]:
        """All of them."""
        return {**self.planned, **self.shims, **self.lost}

    @property
    def gone(self) -> dict[str, Move]:
        """Those whose path is gone, or will be."""
        return {**self.planned, **self.lost}


def host_moves(symbols: Symbols, asked: Iterable[str], options: MigrateOptions, report: Report) -> HostMoves:
    """The moves of a host; `asked` are the modules that may be imported from it.

    Names that the package of a module offers are led to that: it offers them before and after.
    """
    found = {module: move for module in asked if (move := lost_module(symbols, module)) is not None}
    kinds = (_planned(symbols, options, report), shims(symbols), found)
    planned, kept, lost = (
        {module: _through_package(symbols, move) for module, move in moves.items()} for moves in kinds
    )
    return HostMoves(planned, kept, lost)


def _planned(symbols: Symbols, options: MigrateOptions, report: Report) -> dict[str, Move]:
    if find_api_root(symbols.checkout) is None:
        return {}
    pending = [item for item in select(api_packages(symbols), options.apis) if item.state is not State.MIGRATED]
    blocked = bool(checkout_refusals(symbols) or infrastructure(symbols).refusals)
    return candidates(symbols, pending, options, blocked=blocked, report=report).moves()


def _through_package(symbols: Symbols, move: Move) -> Move:
    package = move.module.rpartition(".")[0]
    offered = symbols.public_names(package)
    homes = {
        name: package if name in offered and _is_same(symbols, package, (move.module, home), name) else home
        for name, home in move.homes.items()
    }
    starred = symbols.public_names(move.module) or frozenset().union(*map(symbols.public_names, move.star_homes))
    star_homes = (package,) if starred - {DECORATOR} == offered - {DECORATOR} else move.star_homes
    return replace(move, homes=homes, star_homes=star_homes)


def _is_same(symbols: Symbols, package: str, homes: Iterable[str], name: str) -> bool:
    """Whether a package offers what the old module, or the new one, has under a name."""
    defined = [found for home in homes if (found := symbols.resolve(home, name)) is not None]
    return symbols.resolve(package, name) in defined
