import shutil
from pathlib import Path
from textwrap import dedent

import pytest
from legacy_server import SERVER
from mounted_server import SERVER as MOUNTING
from rewrites import check_rewrite
from trees import BASE, IMPORTS, migrated, told, tree
from trees import SERVER as PLAIN_SERVER
from whole_trees import CACHES, FIXTURES

from llama_router_codemod.infra.modules import RouterModules
from llama_router_codemod.migrate.plan import plan_migration
from llama_router_codemod.model.errors import InputError
from llama_router_codemod.model.route import PutRoutes
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.rewrite.server.integration import ServerIntegration, server_integration
from llama_router_codemod.tree.checkout import Checkout

STACK = Path(__file__).parents[3] / "fixtures/stack/before"
CORE = "mini_stack/core"
AGENTS = f"{IMPORTS}class Agents(Protocol):\n    @webmethod('/a', 'PUT', 'v1')\n    async def f(self) -> None: ...\n"


def modules(registry: str) -> RouterModules:
    """The modules of routers, as far as the server knows them."""
    return RouterModules("pkg.utils", registry, "pkg.apis.datatypes", responses="pkg.utils", marks=registry)


def test_no_server(tmp_path: Path) -> None:
    assert server_integration(tree(tmp_path, BASE), modules("pkg.apis.routers")) == ServerIntegration()


def test_a_server_that_is_not_understood_stays(tmp_path: Path) -> None:
    server = MOUNTING.replace("        routes = all_routes[api]\n", "        routes = spied(all_routes[api])\n")
    symbols = tree(tmp_path, {**BASE, **SERVER, "pkg/core/server/server.py": server})
    assert server_integration(symbols, modules("pkg.core.server.routers")) == ServerIntegration()


def test_what_changes_in_a_server() -> None:
    checkout = Checkout.open(STACK)
    integration = server_integration(Symbols(checkout), modules("mini_stack.core.server.routers"))
    changed: dict[str, str] = {}
    for path, rewrite in integration.rewrites:
        changed[str(path)] = rewrite(changed.get(str(path), checkout.contents[path].decode()))
    mounting, table, *readers = [str(path) for path, _ in integration.rewrites]
    assert (mounting, table) == (f"{CORE}/server/server.py", f"{CORE}/server/routes.py")
    assert "include_routers(" in changed[mounting]
    # The module that defines the decorator is left alone.
    assert {path for path in readers if "__webmethod" in changed[path]} == {"mini_stack/schema_utils.py"}
    assert ("LRC115", table) in {(finding.code, str(finding.place.path)) for finding in integration.findings}


@pytest.mark.parametrize("put", [PutRoutes.DECLARED, PutRoutes.BOTH])
def test_other_verbs_are_in_the_list_of_routes(put: PutRoutes) -> None:
    checkout = Checkout.open(STACK)
    usual = server_integration(Symbols(checkout), modules("mini_stack.core.server.routers"))
    path, rewrite = server_integration(Symbols(checkout), modules("mini_stack.core.server.routers"), put).rewrites[-1]
    assert str(path) == f"{CORE}/server/routes.py"
    assert "isinstance(webmethod, RouteMetadata) or " in rewrite(checkout.contents[path].decode())
    assert all(own is not rewrite for _, own in usual.rewrites)


def test_both_verbs_where_the_list_has_one_route_for_each_method(tmp_path: Path) -> None:
    early = {path: topmost(text) for path, text in PLAIN_SERVER.items()}
    symbols = tree(tmp_path, {**BASE, **early, "pkg/apis/agents/agents.py": AGENTS})
    server_integration(symbols, modules("pkg.routers"), PutRoutes.DECLARED)
    with pytest.raises(InputError, match=r"--put both: pkg\.core\.server\.routes lists one route for each method"):
        server_integration(symbols, modules("pkg.routers"), PutRoutes.BOTH)


def topmost(text: str) -> str:
    """The text of a server whose list of routes asks the topmost decorator only."""
    loop = '            for webmethod in getattr(method, "__webmethods__", []):\n'
    before, found, after = dedent(text).partition(loop)
    if not found:
        return text
    lines = after.splitlines(keepends=True)
    body = "".join(line.removeprefix("    ") for line in lines[:3])
    skip = '            if not hasattr(method, "__webmethod__"):\n                continue\n'
    return f"{before}{skip}            webmethod = method.__webmethod__\n{body}{''.join(lines[3:])}"


def test_all_but_the_mounting_may_be_done_again() -> None:
    checkout = Checkout.open(STACK)
    _, *rewrites = server_integration(Symbols(checkout), modules("mini_stack.core.server.routers")).rewrites
    for path, rewrite in rewrites:
        text = checkout.contents[path].decode()
        check_rewrite(rewrite, text, rewrite(text))


LISTS = """
from port.core.server.fastapi_router_registry import build_fastapi_router


def listed(apis, level):
    routers = {}
    for api in apis:
        router = build_fastapi_router(api, None)
        routers[api] = [route for route in router.routes if PREFIX]
        for route in routers[api]:
            print(is_in(route, router.prefix))
"""


@pytest.mark.parametrize(
    ("levels", "prefix", "changed", "refused"),
    [
        pytest.param(1, "True", False, [], id="routers of one level each"),
        pytest.param(2, "True", True, [], id="a router of two levels"),
        pytest.param(2, "router.prefix == level", True, [("LRC913", "`prefix`")], id="asked in another way"),
    ],
)
def test_levels_of_routes(
    levels: int, prefix: str, changed: bool, refused: list[tuple[str, str]], tmp_path: Path
) -> None:
    root = Path(shutil.copytree(FIXTURES / "routed/before", tmp_path / "routed", ignore=CACHES))
    (root / "port/core/lists.py").write_text(LISTS.replace("PREFIX", prefix), encoding="utf-8")
    berths = root / "port_api/berths.py"
    text = berths.read_text(encoding="utf-8")
    berths.write_text(text.replace("level=API_V1)", 'level="v1beta")', levels - 1), encoding="utf-8")
    symbols = Symbols(Checkout.open(root))
    found = told(plan_migration(symbols.checkout).findings)
    lists = migrated(symbols).get("port/core/lists.py", "")
    assert [(code, text) for code, _, text in found if code.startswith("LRC9")] == refused
    assert ("print(is_in(route, f\"/{route.path.split('/')[1]}\"))" in lists) is (changed and not refused)
