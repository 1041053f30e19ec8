"""The edits that make a checkout's server serve routers, and what read webmethod metadata read the routers instead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath

from llama_router_codemod.model.finding import Finding
from llama_router_codemod.model.place import Place
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.rewrite.server.mounting import MOUNTS, UnknownMounting, include_routers, mounts_routes
from llama_router_codemod.rewrite.server.path_pattern import CONVERTS, SlashesUnknown, colon_path_test, match_slashes
from llama_router_codemod.rewrite.server.route_metadata import READS, read_route_metadata
from llama_router_codemod.source.encoding import read_text

Edit = Callable[[str], str]


@dataclass(frozen=True)
class ServerIntegration:
    """The edits by file in the order in which they are made, notes on them, and why the server cannot be changed."""

    edits: tuple[tuple[PurePosixPath, Edit], ...] = ()
    findings: tuple[Finding, ...] = ()
    refusals: tuple[Finding, ...] = ()


def server_integration(symbols: Symbols, registry: str) -> ServerIntegration:
    """What must change outside the API packages for the routers to be served; `registry` is the module of the registry.

    Nothing in a tree without a server.
    """
    checkout = symbols.checkout
    if checkout.server_directory is None:
        return ServerIntegration()
    edits: list[tuple[PurePosixPath, Edit]] = []
    home = checkout.server_directory
    mounting = (path for path in checkout.containing(MOUNTS) if path.is_relative_to(home))
    servers = [path for path in mounting if mounts_routes(symbols.tree(path))]
    unknown = [path for path in servers if include_routers(read_text(checkout.contents[path], path), registry) is None]
    if not servers or unknown:
        places = [Place(path, 1) for path in unknown] or [Place(checkout.server_directory / "server.py", 1)]
        return ServerIntegration(refusals=tuple(Finding(place, UnknownMounting(str(place.path))) for place in places))
    edits += [(path, lambda text: include_routers(text, registry) or text) for path in servers]
    wrong = {path: test for path in checkout.containing(CONVERTS) if (test := colon_path_test(symbols.tree(path)))}
    edits += [(path, match_slashes) for path in wrong]
    edits += [
        (path, lambda text: read_route_metadata(text, registry))
        for path in checkout.containing(READS)
        if not path.is_relative_to(checkout.api_root) and checkout.module_name(path) != registry
    ]
    return ServerIntegration(
        tuple(edits),
        tuple(
            Finding(Place(path, test.lineno), SlashesUnknown("_convert_path_to_regex")) for path, test in wrong.items()
        ),
    )
