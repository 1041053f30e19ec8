from pathlib import Path

from legacy_server import SERVER
from mounted_server import SERVER as MOUNTING
from rewrites import check_rewrite
from trees import BASE, tree

from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.rewrite.server.integration import ServerIntegration, server_integration
from llama_router_codemod.tree.checkout import Checkout

STACK = Path(__file__).parents[3] / "fixtures/stack/before"
CORE = "mini_stack/core"


def test_no_server(tmp_path: Path) -> None:
    assert server_integration(tree(tmp_path, BASE), "pkg.apis.routers") == ServerIntegration()


def test_a_server_that_is_not_understood_stays(tmp_path: Path) -> None:
    server = MOUNTING.replace("        routes = all_routes[api]\n", "        routes = spied(all_routes[api])\n")
    symbols = tree(tmp_path, {**BASE, **SERVER, "pkg/core/server/server.py": server})
    assert server_integration(symbols, "pkg.core.server.routers") == ServerIntegration()


def test_what_changes_in_a_server() -> None:
    checkout = Checkout.open(STACK)
    integration = server_integration(Symbols(checkout), "mini_stack.core.server.routers")
    changed: dict[str, str] = {}
    for path, rewrite in integration.rewrites:
        changed[str(path)] = rewrite(changed.get(str(path), checkout.contents[path].decode()))
    mounting, table, *readers = [str(path) for path, _ in integration.rewrites]
    assert (mounting, table) == (f"{CORE}/server/server.py", f"{CORE}/server/routes.py")
    assert "include_routers(" in changed[mounting]
    # The module that defines the decorator is left alone.
    assert {path for path in readers if "__webmethod" in changed[path]} == {"mini_stack/schema_utils.py"}
    assert ("LRC115", table) in {(finding.code, str(finding.place.path)) for finding in integration.findings}


def test_all_but_the_mounting_may_be_done_again() -> None:
    checkout = Checkout.open(STACK)
    _, *rewrites = server_integration(Symbols(checkout), "mini_stack.core.server.routers").rewrites
    for path, rewrite in rewrites:
        text = checkout.contents[path].decode()
        check_rewrite(rewrite, text, rewrite(text))
