"""routes.py for other than one plain API: special groups, APIs that no server knows, answers with more fields, servers
that differ."""

import re
from pathlib import Path
from textwrap import dedent

import pytest
from trees import ENDPOINTS, IMPORTS, SERVER, agents_tree, migrated, server_with, tree

from llama_router_codemod.migrate.plan import plan_migration
from llama_router_codemod.report.messages import message

TOOLS = """\
class ToolGroups(Protocol):
    @webmethod(route="/groups", method="GET", level=LLAMA_STACK_API_V1)
    async def find(self) -> int: ...


class ToolRuntime(Protocol):
    rag: RAG | None = None

    @webmethod(route="/tools", method="GET", level=LLAMA_STACK_API_V1)
    async def find(self) -> int: ...
"""
RAG = """\
class RAG(Protocol):
    @webmethod(route="/rag", method="POST", level=LLAMA_STACK_API_V1ALPHA)
    async def query(self, text: str) -> int: ...
"""
TOOL_ROUTES = """\
from .models import QueryRequest
from .rag import RAG
from .service import ToolGroups, ToolRuntime

get_tool_groups_service = service_dependency(Api.tool_groups)
get_tool_runtime_service = service_dependency(Api.tool_runtime)
get_rag_service = service_dependency(Api.tool_runtime, "rag")

tool_groups_router = APIRouter(
    prefix=f"/{LLAMA_STACK_API_V1}", tags=["ToolGroups"], responses=standard_responses, route_class=ServiceRoute
)


@tool_groups_router.get("/groups", response_model=int, response_description="OK")
async def find(svc: Annotated[ToolGroups, Depends(get_tool_groups_service)]) -> int:
    return await svc.find()


register_router(Api.tool_groups, lambda: tool_groups_router)


tool_runtime_router = APIRouter(tags=["ToolRuntime"], responses=standard_responses, route_class=ServiceRoute)


@tool_runtime_router.get("/v1/tools", response_model=int, response_description="OK", name="find")
async def find_(svc: Annotated[ToolRuntime, Depends(get_tool_runtime_service)]) -> int:
    return await svc.find()


@tool_runtime_router.post("/v1alpha/rag", response_model=int, response_description="OK")
async def query(request: Annotated[QueryRequest, Body()], svc: Annotated[RAG, Depends(get_rag_service)]) -> int:
    return await svc.query(text=request.text)


register_router(Api.tool_runtime, lambda: tool_runtime_router)
"""


def test_two_routers_and_a_special_group(tmp_path: Path) -> None:
    groups = "from pkg.apis.tools import RAG\n\n\ndef toolgroup_protocol_map():\n    return {Group.rag: RAG}\n"
    files = {
        "pkg/apis/tools/__init__.py": "from .tools import *\nfrom .rag import *\n",
        "pkg/apis/tools/tools.py": f"{IMPORTS}from .rag import RAG\n\n\n{TOOLS}",
        "pkg/apis/tools/rag.py": IMPORTS + RAG,
        "pkg/core/groups.py": groups,
    }
    text = migrated(tree(tmp_path, files))["pkg/apis/tools/routes.py"]
    _, start, rest = text.partition("from .models")
    assert start + rest == TOOL_ROUTES


def test_an_api_that_no_member_stands_for_is_not_registered(tmp_path: Path) -> None:
    source = f'{IMPORTS}class Rooms(Protocol):\n    @webmethod("/rooms")\n    async def find(self) -> int: ...\n'
    text = migrated(tree(tmp_path, {"pkg/apis/rooms/rooms.py": source}))["pkg/apis/rooms/routes.py"]
    assert text == dedent(
        """\
        from typing import Annotated

        from fastapi import APIRouter, Depends

        from pkg.apis.router_utils import ServiceRoute, service_dependency, standard_responses

        from .service import Rooms

        get_rooms_service = service_dependency("rooms")

        router = APIRouter(tags=["Rooms"], responses=standard_responses, route_class=ServiceRoute)


        @router.post("/None/rooms", response_model=int, response_description="OK")
        async def find(svc: Annotated[Rooms, Depends(get_rooms_service)]) -> int:
            return await svc.find()
        """
    )


@pytest.mark.parametrize(
    ("keep", "options"),
    [
        pytest.param(False, "response_model=Agent", id="left out"),
        pytest.param(True, 'response_model=None, responses={200: {"model": Agent}}', id="kept"),
    ],
)
def test_undeclared_fields(tmp_path: Path, keep: bool, options: str) -> None:
    body = """\
        class Agent(BaseModel):
            name: str


        class Agents(Protocol):
            @webmethod(route="/agents", method="GET", level=LLAMA_STACK_API_V1)
            async def find(self) -> Agent: ...
        """
    owned = "from pkg.apis.agents import Agent\n\n\nclass Owned(Agent):\n    owner: str\n"
    symbols = agents_tree(tmp_path, body, {"pkg/core/types.py": owned})
    text = migrated(symbols, keep_undeclared_fields=keep)["pkg/apis/agents/routes.py"]
    (line,) = (line for line in text.splitlines() if line.startswith("@router"))
    assert line == f'@router.get("/agents", {options}, response_description="OK")'


@pytest.mark.parametrize(
    ("keep", "options"),
    [
        pytest.param(False, "    response_model=Agent,\n    responses=event_stream_responses,\n", id="left out"),
        pytest.param(
            True,
            '    response_model=None,\n    responses={200: {"model": Agent, "content": {"text/event-stream": {}}}},\n',
            id="kept",
        ),
    ],
)
def test_undeclared_fields_where_a_stream_may_be_asked_for(tmp_path: Path, keep: bool, options: str) -> None:
    body = """\
        class Agent(BaseModel):
            name: str


        class Agents(Protocol):
            @webmethod(route="/agents", method="POST", level=LLAMA_STACK_API_V1)
            async def find(self, stream: bool = False) -> Agent | AsyncIterator[Agent]:
                \"\"\"Find an agent, of all that there are in this small tree.\"\"\"
        """
    text = migrated(agents_tree(tmp_path, body), keep_undeclared_fields=keep)["pkg/apis/agents/routes.py"]
    assert options in text


DELETE = """
    class Agents(Protocol):
        @webmethod(route="/a/{x}", method="DELETE", level=LLAMA_STACK_API_V1)
        async def f(self, x: str) -> None: ...
    """


def test_a_delete_of_a_server_that_answers_it_with_null(tmp_path: Path) -> None:
    written = migrated(agents_tree(tmp_path, DELETE, SERVER))
    decorator = '@router.delete("/a/{x}", response_model=None, response_description="OK")\n'
    assert decorator in written["pkg/apis/agents/routes.py"]
    assert "204" not in written["pkg/core/server/router_utils.py"]


def test_a_constant_of_the_server_begins_all_paths(tmp_path: Path) -> None:
    files = server_with(
        ("{webmethod.level}", "{VERSION}"), ("import inspect", "import inspect\n\n        VERSION = 'v9'")
    )
    written = migrated(agents_tree(tmp_path, DELETE, files))["pkg/apis/agents/routes.py"]
    assert "from pkg.core.server.routes import VERSION\n" in written
    assert 'APIRouter(prefix=f"/{VERSION}", ' in written


def test_a_text_of_the_server_begins_all_paths(tmp_path: Path) -> None:
    files = server_with(("{webmethod.level}", "api/v9"))
    written = migrated(agents_tree(tmp_path, DELETE, files))["pkg/apis/agents/routes.py"]
    assert 'APIRouter(prefix="/api/v9", ' in written
    assert '@router.delete("/a/{x}", ' in written


def test_an_unknown_constant_of_the_server_is_refused(tmp_path: Path) -> None:
    files = server_with(
        ("{webmethod.level}", "{VERSION}"), ("import inspect", "import inspect\n        from os import VERSION")
    )
    migration = plan_migration(agents_tree(tmp_path, DELETE, files).checkout)
    assert [message(item.facts) for item in migration.findings] == ["the value of the level `VERSION` is not known"]
    assert migration.changeset.is_empty


@pytest.mark.parametrize("name", ["parse", "get_agents_service"])
def test_a_method_with_a_name_that_the_module_binds(tmp_path: Path, name: str) -> None:
    body = f"""\
        from typing import Annotated
        from fastapi import Depends


        async def parse() -> str: ...


        class Agents(Protocol):
            @webmethod(route="/a", method="GET", level=LLAMA_STACK_API_V1)
            async def {name}(self) -> int: ...

            @webmethod(route="/b", method="GET", level=LLAMA_STACK_API_V1)
            async def find(self, text: Annotated[str, Depends(parse)]) -> int: ...
        """
    text = migrated(agents_tree(tmp_path, body))["pkg/apis/agents/routes.py"]
    endpoints = """\
@router.get("/a", response_model=int, response_description="OK", name="{name}")
async def {name}_(svc: Annotated[Agents, Depends(get_agents_service)]) -> int:
    return await svc.{name}()


@router.get("/b", response_model=int, response_description="OK")
async def find(text: Annotated[str, Depends(parse)], svc: Annotated[Agents, Depends(get_agents_service)]) -> int:
    return await svc.find(text=text)
"""
    assert endpoints.format(name=name) in text


def test_what_a_document_that_fastapi_makes_says_already(tmp_path: Path) -> None:
    """The tag is the API in words, the description the docstring as it stands, a text about no answer is FastAPI's."""
    body = '''\
        class ToolGroups(Protocol):
            @webmethod(route="/groups", method="POST", level=LLAMA_STACK_API_V1)
            async def find(self) -> int:
                """Find
                tools.

                All of them.

                :returns:
                """
        '''
    registry = (
        "from pkg.apis.datatypes import Api\nfrom pkg.apis.tools import ToolGroups\n\n\n"
        "def api_protocol_map():\n    return {Api.tool_groups: ToolGroups}\n"
    )
    files = {"pkg/apis/tools/tools.py": IMPORTS + dedent(body), "pkg/apis/tools/__init__.py": "from .tools import *\n"}
    symbols = tree(tmp_path, {**files, "pkg/core/resolver.py": registry, "scripts/endpoints.py": ENDPOINTS})
    text = migrated(symbols)["pkg/apis/tools/routes.py"]
    assert 'tags=["Tool Groups"]' in text
    assert (
        """
@router.post(
    "/groups",
    response_model=int,
    summary="Find tools.",
    description="Find\\ntools.\\n\\nAll of them.",
    response_description="Successful Response",
)
"""
        in text
    )


INHERITED = """\
class Base(Protocol):
    {namespace}
    @webmethod(route="/bases", method="GET", level=LLAMA_STACK_API_V1)
    async def base(self) -> int: ...

class Agents(Base, Protocol):
    @webmethod(route="/own", method="GET", level=LLAMA_STACK_API_V1)
    async def own(self) -> int: ...
"""


@pytest.mark.parametrize(
    ("namespace", "tags"),
    [("", ["tags=['Base']", "tags=['Agents']"]), ('API_NAMESPACE = "Agents"', ["tags=['Agents']"])],
)
def test_routes_that_a_protocol_inherits_keep_its_tag(tmp_path: Path, namespace: str, tags: list[str]) -> None:
    symbols = agents_tree(tmp_path, INHERITED.format(namespace=namespace))
    text = migrated(symbols)["pkg/apis/agents/routes.py"]
    assert re.findall(r"tags=\[[^]]*\]", text.replace('"', "'")) == tags
