"""The registry of factories that is written for a tree without routers."""

from enum import Enum
from typing import Any

from llama_router_codemod.conventions.capabilities import Capabilities
from llama_router_codemod.infra.render_template import TemplateValues, read_template, render_template
from llama_router_codemod.parse.symbols import Imported


class Api(Enum):
    tides = "tides"
    moons = "moons"


def test_routers_are_built_of_implementations() -> None:
    scope: dict[str, Any] = {}
    values = TemplateValues(Capabilities(), {"Api": Imported(__name__, "Api")}, "apis")
    exec(render_template(read_template("fastapi_router_registry.py"), values), scope)
    scope["_ROUTER_FACTORIES"]["tides"] = lambda impl: f"a router for {impl}"
    assert [scope["has_router"](api) for api in Api] == [True, False]
    assert [scope["build_fastapi_router"](api, "a gauge") for api in Api] == ["a router for a gauge", None]
