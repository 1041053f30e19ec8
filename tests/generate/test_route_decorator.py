"""The decorator of a route, to the letter: path, texts, options, and what is answered."""

from pathlib import Path

import pytest
from legacy_server import SERVED, SERVER
from trees import agents_tree, migrated
from written_routes import BARE, PREFIXED, check_endpoints, routes

from llama_router_codemod.model.route import PutRoutes

CASES = [
    pytest.param(
        "",
        """\
    @webmethod(route="/a", method="GET", level=LLAMA_STACK_API_V1)
    async def f(self) -> Agent: ...
    """,
        PREFIXED,
        """\
    @router.get("/a", response_model=Agent, response_description="OK")
    async def f(svc: Annotated[Agents, Depends(get_agents_service)]) -> Agent:
        return await svc.f()
    """,
        id="no parameters",
    ),
    pytest.param(
        "",
        """\
    @webmethod(route="a", method="GET", level=LLAMA_STACK_API_V1)
    async def f(self) -> Agent: ...
    """,
        PREFIXED,
        """\
    @router.get("/a", response_model=Agent, response_description="OK")
    async def f(svc: Annotated[Agents, Depends(get_agents_service)]) -> Agent:
        return await svc.f()
    """,
        id="no slash in the route",
    ),
    pytest.param(
        "",
        '''\
    @webmethod(route="/a/{x}", method="GET", level=LLAMA_STACK_API_V1)
    async def f(self, x: str) -> Agent:
        """Find it.

        \\"Text\\".

        :param x: The ID.
        :returns: It.
        """
    ''',
        PREFIXED,
        '''\
    @router.get(
        "/a/{x}", response_model=Agent, summary="Find it.", description='Find it.\\n"Text".', response_description="It."
    )
    async def f(
        x: Annotated[str, Path(description="The ID.")], svc: Annotated[Agents, Depends(get_agents_service)]
    ) -> Agent:
        """Find it."""
        return await svc.f(x=x)
    ''',
        id="texts",
    ),
    pytest.param(
        "",
        """\
    @webmethod(route="/a", method="GET", level="v7")
    async def f(self) -> Agent: ...
    """,
        BARE,
        """\
    @router.get("/v7/a", response_model=Agent, response_description="OK")
    async def f(svc: Annotated[Agents, Depends(get_agents_service)]) -> Agent:
        return await svc.f()
    """,
        id="literal level",
    ),
    pytest.param(
        "",
        """\
    @webmethod(route="/a", method="GET", level=LLAMA_STACK_API_V1, deprecated=True)
    @webmethod(route="/a", method="GET", level=LLAMA_STACK_API_V1ALPHA)
    async def f(self) -> Agent: ...
    """,
        BARE,
        """\
    @router.get("/v1/a", response_model=Agent, response_description="OK", deprecated=True)
    @router.get("/v1alpha/a", response_model=Agent, response_description="OK")
    async def f(svc: Annotated[Agents, Depends(get_agents_service)]) -> Agent:
        return await svc.f()
    """,
        id="stacked over levels",
    ),
    pytest.param(
        'SCOPE = "a.read"',
        """\
    @webmethod(
        route="/a",
        method="GET",
        level=LLAMA_STACK_API_V1,
        require_authentication=False,
        required_scope=SCOPE,
        descriptive_name="find",
    )
    async def f(self) -> Agent: ...
    """,
        PREFIXED,
        """\
    @router.get("/a", response_model=Agent, response_description="OK")
    @RouteMark(require_authentication=False, required_scope=SCOPE, descriptive_name="find")
    async def f(svc: Annotated[Agents, Depends(get_agents_service)]) -> Agent:
        return await svc.f()
    """,
        id="marks",
    ),
    pytest.param(
        "",
        """\
    @webmethod(route="/a/{x}", method="DELETE", level=LLAMA_STACK_API_V1)
    async def f(self, x: str) -> None: ...
    """,
        PREFIXED,
        """\
    @router.delete("/a/{x}", response_model=None, status_code=status.HTTP_204_NO_CONTENT, response_description="OK")
    async def f(x: Annotated[str, Path()], svc: Annotated[Agents, Depends(get_agents_service)]) -> None:
        return await svc.f(x=x)
    """,
        id="delete without an answer",
    ),
    pytest.param(
        "",
        """\
    @webmethod(route="/a", method="POST", level=LLAMA_STACK_API_V1)
    async def f(self) -> None: ...
    """,
        PREFIXED,
        """\
    @router.post("/a", response_model=None, response_description="OK")
    async def f(svc: Annotated[Agents, Depends(get_agents_service)]) -> None:
        return await svc.f()
    """,
        id="post without an answer",
    ),
    pytest.param(
        "",
        """\
    @webmethod(route="/a", method="GET", level=LLAMA_STACK_API_V1)
    async def f(self): ...
    """,
        PREFIXED,
        """\
    @router.get("/a", response_model=None, response_description="OK")
    async def f(svc: Annotated[Agents, Depends(get_agents_service)]):
        return await svc.f()
    """,
        id="no return type",
    ),
    pytest.param(
        "",
        """\
    @webmethod(route="/a", method="GET", level=LLAMA_STACK_API_V1)
    async def f(self) -> "Agent": ...
    """,
        PREFIXED,
        """\
    @router.get("/a", response_model=Agent, response_description="OK")
    async def f(svc: Annotated[Agents, Depends(get_agents_service)]) -> Agent:
        return await svc.f()
    """,
        id="quoted return type",
    ),
    pytest.param(
        "import fastapi",
        """\
    @webmethod(route="/a", method="GET", level=LLAMA_STACK_API_V1)
    async def f(self) -> fastapi.Response: ...
    """,
        PREFIXED,
        """\
    @router.get("/a", response_model=None, response_description="OK")
    async def f(svc: Annotated[Agents, Depends(get_agents_service)]) -> fastapi.Response:
        return await svc.f()
    """,
        id="response object",
    ),
    pytest.param(
        "",
        """\
    @webmethod(route="/a", method="GET", level=LLAMA_STACK_API_V1)
    def f(self) -> Agent: ...
    """,
        PREFIXED,
        """\
    @router.get("/a", response_model=Agent, response_description="OK")
    async def f(svc: Annotated[Agents, Depends(get_agents_service)]) -> Agent:
        return svc.f()
    """,
        id="sync method",
    ),
    pytest.param(
        "from collections.abc import AsyncIterator",
        """\
    @webmethod(route="/a", method="POST", level=LLAMA_STACK_API_V1)
    async def find(self, stream: bool = False) -> Agent | AsyncIterator[Agent]: ...
    """,
        PREFIXED,
        """\
    @router.post("/a", response_model=Agent, responses=event_stream_responses, response_description="OK")
    async def find(
        request: Annotated[FindRequest, Body(default_factory=FindRequest)],
        svc: Annotated[Agents, Depends(get_agents_service)],
    ) -> Agent | AsyncIterator[Agent] | StreamingResponse:
        result = svc.find(stream=request.stream)
        if request.stream:
            return event_stream(result)
        return await result
    """,
        id="event stream",
    ),
    pytest.param(
        "from typing import Annotated\nfrom fastapi import Body\nclass Params(BaseModel):\n    stream: bool = False\n",
        """\
    @webmethod(route="/a", method="POST", level=LLAMA_STACK_API_V1)
    async def f(self, params: Annotated[Params, Body()]) -> Agent: ...
    """,
        PREFIXED,
        """\
    @router.post("/a", response_model=Agent, responses=event_stream_responses, response_description="OK")
    async def f(
        params: Annotated[Params, Body()], svc: Annotated[Agents, Depends(get_agents_service)]
    ) -> Agent | StreamingResponse:
        result = svc.f(params=params)
        if params.stream:
            return event_stream(result)
        return await result
    """,
        id="event stream of params",
    ),
    pytest.param(
        "",
        """\
    @webmethod(route="/a", method="GET", level=LLAMA_STACK_API_V1)
    async def list(self) -> Agent: ...
    """,
        PREFIXED,
        """\
    @router.get("/a", response_model=Agent, response_description="OK", name="list")
    async def list_(svc: Annotated[Agents, Depends(get_agents_service)]) -> Agent:
        return await svc.list()
    """,
        id="list",
    ),
    pytest.param(
        "",
        """\
    @webmethod(route="/a", method="GET", level=LLAMA_STACK_API_V1)
    async def event_stream(self) -> Agent: ...
    """,
        PREFIXED,
        """\
    @router.get("/a", response_model=Agent, response_description="OK", name="event_stream")
    async def event_stream_(svc: Annotated[Agents, Depends(get_agents_service)]) -> Agent:
        return await svc.event_stream()
    """,
        id="a name that the module binds",
    ),
]


@pytest.mark.parametrize(("prelude", "methods", "router", "endpoints"), CASES)
def test_endpoints(tmp_path: Path, prelude: str, methods: str, router: str, endpoints: str) -> None:
    check_endpoints(tmp_path, prelude, methods, router, endpoints)


def test_a_delete_without_an_answer_where_the_server_answers_null(tmp_path: Path) -> None:
    methods = '@webmethod("/a", "DELETE", "v1")\nasync def f(self) -> None: ...\n'
    server = {**SERVER, SERVED: without_no_content(SERVER[SERVED])}
    _, written = routes(tmp_path, "", methods, server)
    assert '@router.delete("/v1/a", response_model=None, response_description="OK")\n' in written


PUT = """\
class Agents(Protocol):
    @webmethod(route="/a", method="PUT", level=LLAMA_STACK_API_V1)
    async def f(self) -> None:
        \'\'\'Set it.

        At once.
        \'\'\'
"""
SHORT = 'response_model=None, summary="Set it.", description="Set it.\\nAt once.", response_description="OK"'
NAMED = 'response_model=None, summary="Set it.", description=F_DESCRIPTION, response_description="OK"'


@pytest.mark.parametrize(
    ("put", "above"),
    [
        pytest.param(PutRoutes.SERVED, f'@router.post("/a", {SHORT})', id="served"),
        pytest.param(PutRoutes.DECLARED, f'@router.put("/a", {SHORT})', id="declared"),
        pytest.param(
            PutRoutes.BOTH,
            f'F_DESCRIPTION = "Set it.\\nAt once."\n\n\n@router.put("/a", {NAMED})\n@router.post("/a", {NAMED})',
            id="both",
        ),
    ],
)
def test_a_verb_that_was_never_served(tmp_path: Path, put: PutRoutes, above: str) -> None:
    text = migrated(agents_tree(tmp_path, PUT), put=put)["pkg/apis/agents/routes.py"]
    assert f"\n\n\n{above}\nasync def f(" in text


def without_no_content(server: str) -> str:
    before, _, after = server.partition('                if method.upper() == "DELETE" and result is None:\n')
    return before + after.partition("NO_CONTENT)\n")[2]


@pytest.mark.parametrize(
    ("returns", "origin", "described"),
    [
        pytest.param("Response", "fastapi", True, id="a raw response"),
        pytest.param("Response", "pkg.apis.datatypes", False, id="a class of the checkout"),
        pytest.param("None", "fastapi", False, id="nothing"),
    ],
)
def test_an_answer_that_would_be_published_as_none(tmp_path: Path, returns: str, origin: str, described: bool) -> None:
    """Where the program that publishes the document takes an answer without a schema for none."""
    program = {"scripts/transforms.py": "def _normalize_empty_responses(schema): ...\n"}
    response = {"pkg/apis/datatypes.py": "from enum import Enum\n\n\nclass Api(Enum): ...\n\n\nclass Response: ...\n"}
    methods = f'@webmethod("/a", "GET", "v1")\nasync def f(self) -> {returns}: ...\n'
    _, written = routes(tmp_path, f"from {origin} import Response\n", methods, {**program, **response})
    assert ('{"schema": {"title": "Response"}}' in written) == described
