"""The server's own table of routes: what authentication and tracing ask of a request, and what the library calls."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from llama_router_codemod.verify.messages.route_key import RouteKey
from llama_router_codemod.verify.probe.included_routers import guarded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from types import SimpleNamespace

    from llama_router_codemod.verify.messages.record import RouteRow
    from llama_router_codemod.verify.probe.tree import Tree

#: What makes the table of implementations (llama_stack 0.3.5, core/server/routes.py:79).
_MAKES_TABLE = "initialize_route_impls"


def with_server_table(
    rows: Iterable[RouteRow], tree: Tree, implementations: Mapping[str, SimpleNamespace]
) -> Iterator[RouteRow]:
    """The rows with what the server's own table says of each: which function it calls, and the rules for who may.

    A table that cannot be made says so of each route, so that it differs from one that can.
    """
    try:
        entries = _entries(tree, implementations)
    except Exception as error:
        failure = f"{type(error).__name__}: {error}"
        yield from (replace(row, calls=failure) for row in rows)
        return
    for row in rows:
        function, metadata = entries.get(row.key, (None, None))
        told = row if metadata is None else guarded(row, metadata)
        yield replace(told, calls=getattr(function, "__name__", None))


def _entries(tree: Tree, implementations: Mapping[str, SimpleNamespace]) -> dict[RouteKey, tuple[Any, Any]]:
    """By route, the function that is called and the metadata, which old tables lack; none in trees without a table."""
    make = _maker(tree)
    if make is None:
        return {}
    served = {api: implementations[api.value] for api in tree.apis() if api.value in implementations}
    return {
        RouteKey(verb.upper(), path): (function, next(iter(metadata), None))
        for verb, by_pattern in make(served).items()
        for function, path, *metadata in by_pattern.values()
    }


def _maker(tree: Tree) -> Any:
    """What makes the table, wherever the server has it from; it is not always beside what lists routes."""
    modules = [tree.server, *(module for name, module in sys.modules.items() if name.startswith(f"{tree.package}."))]
    return next((make for module in modules if (make := getattr(module, _MAKES_TABLE, None)) is not None), None)
