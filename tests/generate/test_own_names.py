"""Generated code gives way to the names of the API: each of its own names is free, or spelled with its origin."""

import re
from pathlib import Path

import pytest
from harbour import harbour
from wire import check_wire, declared, implemented, migrated_copy, one_route

from llama_router_codemod.contract.implementation_wins import ImplementationWins
from llama_router_codemod.generate.code import Code
from llama_router_codemod.generate.own_names import OwnNames
from llama_router_codemod.source.import_set import Import

TAKEN = OwnNames(
    {
        "Query": ("shop.orders", "Query"),
        "status": ("shop.orders", "status"),
        "RouteMark": ("shop.orders", "RouteMark"),
        "Annotated": ("typing_extensions", "Annotated"),
        "Path": ("fastapi", "Path"),
        "FastapiBody": ("shop.orders", "FastapiBody"),
        "Body": ("shop.orders", "Body"),
        "router": ("shop.orders", "router"),
        "router_": ("shop.orders", "router_"),
    }
)


@pytest.mark.parametrize(
    ("module", "name", "spelled"),
    [
        pytest.param("fastapi", "Depends", "Depends", id="free"),
        pytest.param("fastapi", "Query", "FastapiQuery", id="taken"),
        pytest.param("fastapi", "status", "fastapi_status", id="no class"),
        pytest.param("shop.core.routers", "RouteMark", "RoutersRouteMark", id="the last name of a module"),
        pytest.param("fastapi", "Body", "FastapiBody_", id="taken with its origin, too"),
        pytest.param("typing", "Annotated", "Annotated", id="the same from elsewhere"),
        pytest.param("fastapi", "Path", "Path", id="the very same"),
    ],
)
def test_spellings(module: str, name: str, spelled: str) -> None:
    imported = Import(module, name, None if spelled == name else spelled)
    assert TAKEN.code(module, name) == Code(spelled, frozenset({imported}))


def test_local_names() -> None:
    assert TAKEN.local("router") == "router__"
    assert TAKEN.local("get_orders_service") == "get_orders_service"


#: An API with the names of everything that is written for it.
TYPES = """
import enum

class Query(BaseModel):
    a: int = 1

class Field(BaseModel):
    a: int = 1

class Depends(BaseModel):
    a: int = 1

class RequestModel(BaseModel):
    a: int = 1

class Api(enum.Enum):
    A = "a"

class status(enum.Enum):
    A = "a"

class get_berths_service(enum.Enum):
    A = "a"

Path = dict[str, int]

class Body(enum.Enum):
    A = "a"
class router(enum.Enum):
    A = "a"
class service_dependency(enum.Enum):
    A = "a"
class register_router(enum.Enum):
    A = "a"
class ServiceRoute(enum.Enum):
    A = "a"
class APIRouter(enum.Enum):
    A = "a"
"""
DECLARED = """
@webmethod(route="/q/{x}", method="GET", level="v1")
async def q(self, x: Body, y: Path, z: Api = Api.A) -> Query: ...
@webmethod(route="/p", method="POST", level="v1")
async def p(self, x: Field, y: router = router.A) -> RequestModel:
    \"\"\"Do it.

    :param y: The router.
    \"\"\"
@webmethod(route="/d", method="DELETE", level="v1")
async def d(self, x: status = status.A, y: get_berths_service = get_berths_service.A) -> None: ...
@webmethod(route="/e/{x}/{y}/{z}", method="GET", level="v1")
async def e(self, x: service_dependency, y: register_router, z: ServiceRoute, v: APIRouter) -> Depends: ...
"""
IMPLEMENTED = """
async def q(self, x: Body, y: Path, z: Api = Api.A) -> Query: return Query(a=2)
async def p(self, x: Field, y: router = router.A) -> RequestModel: return RequestModel(a=x.a)
async def d(self, x: status = status.A, y: get_berths_service = get_berths_service.A) -> None: return None
async def e(self, x: service_dependency, y: register_router, z: ServiceRoute, v: APIRouter) -> Depends: return Depends()
"""


def test_an_api_with_the_names_of_all_that_is_written(tmp_path: Path) -> None:
    files = declared(DECLARED, TYPES) | implemented(IMPLEMENTED, "from port.apis.berths.berths import *")
    requests = {
        'GET /v1/q/a {"b": 1}': {"a": 2},
        "GET /v1/q/b": 422,
        'POST /v1/p {"x": {"a": 3}}': {"a": 3},
        "POST /v1/p {}": 422,
        "DELETE /v1/d?x=a": None,
        "DELETE /v1/d?y=b": 422,
        "GET /v1/e/a/a/a?v=a": {"a": 1},
    }
    assert check_wire(tmp_path, files, requests) == []


def test_two_types_of_one_name(tmp_path: Path) -> None:
    """Those of the Protocol keep their name, that of an implementation gets another one."""
    route = "@webmethod(route='/{0}', method='{1}', level='v1')\nasync def {0}(self, x: {2}) -> Any: ...\n"
    own = "class Side(BaseModel):\n    own: int"
    methods = route.format("a", "POST", "int") + route.format("b", "GET", "Side").replace("Any", "Side")
    other = "import pydantic\nfrom port.apis.berths import Side as OwnSide\n"
    other += "class Side(pydantic.BaseModel):\n    other: int"
    bodies = "async def a(self, x: Side) -> Any: return x\nasync def b(self, x: OwnSide) -> OwnSide: return x\n"
    requests = {
        'POST /v1/a {"x": {"other": 5}}': {"other": 5},
        'POST /v1/a {"x": {"own": 5}}': 422,
        'GET /v1/b {"own": 5}': {"own": 5},
    }
    found = check_wire(tmp_path, declared(methods, own) | implemented(bodies, other), requests)
    assert [code for code, _ in found] == [ImplementationWins.code]


def test_a_method_and_a_type_that_are_called_as_the_router(tmp_path: Path) -> None:
    method = "async def router(self, a: int) -> router: "
    files = declared(f"@webmethod(route='/r', method='GET', level='v1')\n{method}...", "router = dict[str, int]")
    files |= implemented(f"{method}return {{'a': a}}", "from port.apis.berths import router")
    assert check_wire(tmp_path, files, {"GET /v1/r?a=5": {"a": 5}}) == []


def test_a_marker_that_another_package_passes_on(tmp_path: Path) -> None:
    """Nothing is imported twice."""
    prelude = "from port.markers import Body"
    files = one_route("a: Annotated[dict[str, int], Body()], b: int", prelude=prelude)
    old = harbour(tmp_path / "old", {**files, "port/markers.py": "from fastapi import Body as Body\n"})
    migrated_copy(old, tmp_path / "new")
    written = (tmp_path / "new/port/apis/berths/routes.py").read_text(encoding="utf-8")
    assert re.findall("^from (.*) import .*\\bBody\\b", written, re.MULTILINE) == ["fastapi"]
