"""What a tree with routers of its own can ask of the routes that were written for it."""

import json
import subprocess
import sys
from typing import Any

from whole_trees import migrated_tree

SCRIPT = """\
import json
from port.core.server.fastapi_router_registry import build_fastapi_router
from port.core.server.routes import route_of, route_table
from port.services.quay import Quay, Yard
from port_api import Api
from port_api.route_marks import called, described
from starlette.routing import Route

impls = {api: Yard() if api is Api.cranes else Quay() for api in Api}
routers = [build_fastapi_router(api, impls[api]) for api in impls]
facts = {
    f"{route.methods} {route.path}": None if described(route) is None else vars(described(route))
    for router in routers
    for route in router.routes
}
def copy(route):
    return Route(route.path, route.endpoint, methods=route.methods, name=route.name)
copies_alike = [
    described(copy(route)) == described(route) and called(copy(route)) == called(route)
    for router in routers
    for route in router.routes
]
table = route_table(impls)
asked = [("GET", "/v1/berths/a/b"), ("DELETE", "/v1/berths/a"), ("POST", "/v1/tides"), ("GET", "/v1/moons")]
found = [route_of(table, *item) for item in asked]
found = [item and [item[0].__qualname__, item[1].require_authentication] for item in found]
print(json.dumps([facts, copies_alike, found]))
"""


def answers() -> list[Any]:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=migrated_tree("routed"), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    found: list[Any] = json.loads(done.stdout)
    return found


def test_what_is_known_of_a_route() -> None:
    facts, copies_alike, table = answers()
    berth = {"level": "v1", "route": "/berths/{name:path}", "method": "GET", "deprecated": False}
    assert facts["{'GET'} /v1/berths/{name:path}"] == {**berth, "require_authentication": False}
    crane = {"level": "v1", "route": "/cranes/{name}", "method": "POST", "deprecated": False}
    assert facts["{'POST'} /v1/cranes/{name}"] == {**crane, "require_authentication": True}
    # Of a router made by hand the endpoint itself is asked.
    assert facts["{'POST'} /v1/tides"] is None
    assert table == [
        ["Quay.get_berth", False],
        ["Quay.remove_berth", True],
        ["create_router.<locals>.list_tides", False],
        None,
    ]
    # Llama-stack's own table of December 2025 has copies of routes, which are none of FastAPI's.
    assert len(copies_alike) == len(facts)
    assert all(copies_alike)
