"""A server as upstream has it, before and after its routers are mounted."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from tiny_checkout import tiny_checkout

from llama_router_codemod.conventions.mounting_loop import read_mounting_loop
from llama_router_codemod.rewrite.server.mount_routers import mount_routers

if TYPE_CHECKING:
    from pathlib import Path

REGISTRY = "lab.core.server.routers"
PATH = PurePosixPath("lab/core/server/server.py")

SERVER = """from lab.core.server.routes import get_all_api_routes


def create_dynamic_typed_route(func, method, route):
    return func


def create_app(impls, wanted):
    app = FastAPI()
    external_apis = load()
    # every route of every API
    all_routes = get_all_api_routes(external_apis)
    for api_str in wanted:
        api = Api(api_str)

        routes = all_routes[api]
        try:
            impl = impls[api]
        except KeyError as e:
            raise ValueError(f"no {api}") from e

        # one endpoint each
        for route, _ in routes:
            impl_method = getattr(impl, route.name)
            method = next(m for m in route.methods if m != "HEAD")
            getattr(app, method.lower())(route.path, response_model=None)(
                create_dynamic_typed_route(impl_method, method.lower(), route.path)
            )
    return app
"""

MOUNTED = (
    SERVER.replace(
        "from lab.core.server.routes import get_all_api_routes\n",
        "from lab.core.server.routes import get_all_api_routes\n"
        "from lab.core.server.routers import get_all_routers, include_routers\n",
    )
    .replace(
        "    # every route of every API\n",
        "    all_routers = get_all_routers(external_apis)\n    # every route of every API\n",
    )
    .replace(
        "        # one endpoint each\n",
        "        if api in all_routers:\n"
        "            include_routers(app, api, impl, all_routers[api])\n"
        "            continue\n"
        "\n"
        "        # one endpoint each\n",
    )
)


def mounted(root: Path, text: str) -> str:
    """The text of a server with its routers mounted, by what is read from it below `root`."""
    file = root / PATH
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="")
    return mount_routers(text, read_mounting_loop(tiny_checkout(root, {}), PATH), REGISTRY)
