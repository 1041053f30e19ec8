from dataclasses import replace
from pathlib import Path

from legacy_server import SERVED, SERVER
from refused_apis import AGENTS, protocol
from trees import tree

from llama_router_codemod.contract.webmethods_needed import Reason, WebmethodsNeeded, webmethods_needed
from llama_router_codemod.conventions.server import Server, read_server
from llama_router_codemod.parse.symbols import Symbols


def read(root: Path, source: str) -> tuple[Symbols, Server]:
    symbols = tree(root, {**SERVER, AGENTS: source})
    server = read_server(symbols).server
    assert server is not None
    return symbols, server


def test_nothing_needs_them(tmp_path: Path) -> None:
    assert list(webmethods_needed(*read(tmp_path, "class Agents: ...\n"))) == []


def test_a_decorated_method(tmp_path: Path) -> None:
    (found,) = webmethods_needed(*read(tmp_path, protocol("Agents")))
    assert isinstance(found.facts, WebmethodsNeeded)
    assert (str(found.place.path), found.facts.reason) == (AGENTS, Reason.USED)
    assert found.facts.name.startswith("Agents.")


def test_lists_of_routes_that_are_not_made_of_pairs(tmp_path: Path) -> None:
    symbols, server = read(tmp_path, "class Agents: ...\n")
    for discovery in (
        replace(server.discovery, own_endpoints=True),
        replace(server.discovery, protocols=(("agents", "Agents"),)),
    ):
        (found,) = webmethods_needed(symbols, replace(server, discovery=discovery))
        assert found.facts == WebmethodsNeeded(Reason.LISTING, "get_all_api_routes")
        assert str(found.place.path) == SERVED.replace("server.py", "routes.py")
