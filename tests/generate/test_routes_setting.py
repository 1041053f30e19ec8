from pathlib import Path, PurePosixPath

import pytest
from trees import agents_tree

from llama_router_codemod.generate.code import Code
from llama_router_codemod.generate.names import Names
from llama_router_codemod.generate.routes_setting import RoutesSetting
from llama_router_codemod.infra.modules import RouterModules
from llama_router_codemod.model.api import Api, ProtocolClass
from llama_router_codemod.model.place import Place
from llama_router_codemod.source.import_set import Import

PROTOCOL = ProtocolClass("Agents", "pkg.apis.agents.agents", Place(PurePosixPath("a.py"), 1), ())


@pytest.fixture
def setting(tmp_path: Path) -> RoutesSetting:
    names = Names(agents_tree(tmp_path, ""), {})
    modules = RouterModules("pkg.router_utils", "pkg.routers", "pkg.apis.datatypes")
    return RoutesSetting(names, modules, "pkg.apis.agents", "pkg.apis.agents.models")


def test_code_as_it_was_written(setting: RoutesSetting) -> None:
    assert setting.written("int | None", "pkg.apis.agents.agents") == Code("int | None")
    written = setting.written("LLAMA_STACK_API_V1", "pkg.apis.agents.agents")
    needed = Import("pkg.apis.version", "LLAMA_STACK_API_V1", "LLAMA_STACK_API_V1")
    assert written == Code("LLAMA_STACK_API_V1", frozenset({needed}))


def test_an_api_by_its_member_or_its_name(setting: RoutesSetting) -> None:
    member = Code("Api.agents", frozenset({Import("pkg.apis.datatypes", "Api")}))
    assert setting.member(Api("agents", "agents", PROTOCOL, ())) == member
    assert setting.member(Api("agents", None, PROTOCOL, ())) == Code('"agents"')


def test_a_name_of_the_route_utilities(setting: RoutesSetting) -> None:
    assert setting.utility("event_stream") == Import("pkg.router_utils", "event_stream")
