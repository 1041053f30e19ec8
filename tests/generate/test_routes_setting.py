from dataclasses import replace

import pytest
from trees import agents_tree, one_package

from llama_router_codemod.generate.code import Code
from llama_router_codemod.generate.names import Names
from llama_router_codemod.generate.routes_setting import RoutesSetting
from llama_router_codemod.infra.modules import RouterModules
from llama_router_codemod.model.api import Api
from llama_router_codemod.source.import_set import Import

BODY = """\
class Agent(BaseModel): ...


class Agents(Protocol):
    @webmethod("/agents", "GET", "v1")
    async def find(self) -> Agent: ...
"""
MODULES = RouterModules(
    "pkg.core.utils", "pkg.core.registry", "pkg.apis.datatypes", responses="pkg.core.utils", marks="pkg.core.registry"
)


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> tuple[RoutesSetting, Api]:
    """The setting of the package of an API, and the API."""
    symbols = agents_tree(tmp_path_factory.mktemp("tree"), BODY)
    (api,) = one_package(symbols).apis
    return RoutesSetting(Names(symbols, {}), MODULES, "pkg.apis.agents", "pkg.apis.agents.models"), api


def test_code_that_needs_nothing(known: tuple[RoutesSetting, Api]) -> None:
    setting, _ = known
    assert setting.written("int | None", "pkg.apis.agents.agents") == Code("int | None")


def test_code_with_what_it_needs(known: tuple[RoutesSetting, Api]) -> None:
    setting, _ = known
    agent = Import("pkg.apis.agents.agents", "Agent", "Agent")
    assert setting.written("list[Agent]", "pkg.apis.agents.agents") == Code("list[Agent]", frozenset({agent}))


def test_an_api_by_its_member(known: tuple[RoutesSetting, Api]) -> None:
    setting, api = known
    assert setting.member(api) == Code("Api.agents", frozenset({Import("pkg.apis.datatypes", "Api")}))


def test_an_api_that_no_server_knows_by_its_name(known: tuple[RoutesSetting, Api]) -> None:
    setting, api = known
    assert setting.member(replace(api, member=None)) == Code('"agents"')
    external = replace(api, member="town-agents", is_external=True)
    assert setting.member(external) == replace(setting.member(api), text='Api("town-agents")')


def test_a_utility(known: tuple[RoutesSetting, Api]) -> None:
    setting, _ = known
    needed = frozenset({Import("pkg.core.utils", "event_stream")})
    assert setting.utility("event_stream") == Code("event_stream", needed)
