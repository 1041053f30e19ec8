"""The conventions of llama-stack's own migration, as they are written for a tree that has none."""

from pathlib import Path

from harbour import harbour

from llama_router_codemod.conventions.server import read_server
from llama_router_codemod.conventions.tree_routers import TreeRouters, tree_routers
from llama_router_codemod.infra.router_conventions import convention_sources
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.tree.checkout import Checkout


def test_what_is_written_is_understood(tmp_path: Path) -> None:
    symbols = Symbols(Checkout.open(harbour(tmp_path)))
    server = read_server(symbols).server
    assert server is not None
    sources = convention_sources(symbols, server)
    assert list(map(str, sources)) == ["port/core/server/fastapi_router_registry.py", "port/apis/router_utils.py"]
    written = {path: text.encode() for path, text in sources.items()}
    found = tree_routers(Symbols(symbols.checkout.with_contents(written)))
    registry = "port.core.server.fastapi_router_registry"
    assert found == TreeRouters(registry, "port.apis.router_utils", True, frozenset(), False)
