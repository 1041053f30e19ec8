"""The parameters of endpoints, to the letter, the order of the routes, and what their module imports."""

from pathlib import Path
from textwrap import dedent

import pytest
from written_routes import BARE, PREFIXED, REGISTERED, check_endpoints, routes

from llama_router_codemod.generate.endpoint_parameters import described_marker

CASES = [
    pytest.param(
        "",
        """\
    @webmethod(route="/a/{x}/{y}", method="POST", level=LLAMA_STACK_API_V1)
    async def f(self, y: str, x: str, /, z: int = 1) -> Agent: ...
    """,
        PREFIXED,
        """\
    @router.post("/a/{x}/{y}", response_model=Agent, response_description="OK")
    async def f(
        y: Annotated[str, Path()],
        x: Annotated[str, Path()],
        request: Annotated[FRequest, Body(default_factory=FRequest)],
        svc: Annotated[Agents, Depends(get_agents_service)],
    ) -> Agent:
        return await svc.f(y, x, request.z)
    """,
        id="positional call",
    ),
    pytest.param(
        "",
        """\
    @webmethod(route="/a", method="POST", level=LLAMA_STACK_API_V1)
    async def find(self, x: int = 1) -> Agent: ...
    """,
        PREFIXED,
        """\
    @router.post("/a", response_model=Agent, response_description="OK")
    async def find(
        request: Annotated[FindRequest, Body(default_factory=FindRequest)],
        svc: Annotated[Agents, Depends(get_agents_service)],
    ) -> Agent:
        return await svc.find(x=request.x)
    """,
        id="optional body",
    ),
    pytest.param(
        "from typing import Any\nfrom openai import NOT_GIVEN",
        '''\
    @webmethod(route="/a", method="GET", level=LLAMA_STACK_API_V1)
    async def f(self, x: str = NOT_GIVEN) -> Agent:
        """
        :param x: Text.
        """
    ''',
        PREFIXED,
        """\
    @router.get("/a", response_model=Agent, response_description="OK")
    async def f(
        svc: Annotated[Agents, Depends(get_agents_service)], x: Annotated[str, Query(description="Text.")] = NOT_GIVEN
    ) -> Agent:
        return await svc.f(x=x)
    """,
        id="single query",
    ),
    pytest.param(
        "",
        """\
    @webmethod(route="/a", method="DELETE", level=LLAMA_STACK_API_V1)
    async def f(self, x: dict) -> Agent: ...
    """,
        PREFIXED,
        """\
    @router.delete("/a", response_model=Agent, response_description="OK")
    async def f(x: Annotated[dict, Body()], svc: Annotated[Agents, Depends(get_agents_service)]) -> Agent:
        return await svc.f(x=x)
    """,
        id="single body",
    ),
    pytest.param(
        "",
        """\
    @webmethod(route="/a", method="GET", level=LLAMA_STACK_API_V1)
    async def f(self, x: dict, y: Agent | None = None) -> Agent: ...
    """,
        PREFIXED,
        """\
    @router.get("/a", response_model=Agent, response_description="OK")
    async def f(
        x: Annotated[dict, Body(embed=True)],
        svc: Annotated[Agents, Depends(get_agents_service)],
        y: Annotated[Agent | None, Body(embed=True)] = None,
    ) -> Agent:
        return await svc.f(x=x, y=y)
    """,
        id="several bodies",
    ),
    pytest.param(
        "from openai import NOT_GIVEN",
        """\
    @webmethod(route="/a", method="POST", level=LLAMA_STACK_API_V1)
    async def f(self, x: str, y: str = NOT_GIVEN) -> Agent: ...
    """,
        PREFIXED,
        """\
    @router.post("/a", response_model=Agent, response_description="OK")
    async def f(
        x: Annotated[str, Body(embed=True)],
        svc: Annotated[Agents, Depends(get_agents_service)],
        y: Annotated[str, Body(embed=True)] = NOT_GIVEN,
    ) -> Agent:
        return await svc.f(x=x, y=y)
    """,
        id="embedded",
    ),
    pytest.param(
        "",
        """\
    @webmethod(route="/a", method="POST", level=LLAMA_STACK_API_V1)
    async def f(self, x) -> Agent: ...
    """,
        PREFIXED,
        """\
    @router.post("/a", response_model=Agent, response_description="OK")
    async def f(x: Annotated[Any, Body(embed=True)], svc: Annotated[Agents, Depends(get_agents_service)]) -> Agent:
        return await svc.f(x=x)
    """,
        id="no annotation",
    ),
    pytest.param(
        "import datetime\nimport collections.abc as abc\nimport xml.dom",
        """\
    @webmethod(route="/a/{x}", method="GET", level=LLAMA_STACK_API_V1)
    async def f(self, x: datetime.date, y: abc.Mapping, z: xml.dom.Node) -> Agent: ...
    """,
        PREFIXED,
        """\
    @router.get("/a/{x}", response_model=Agent, response_description="OK")
    async def f(
        x: Annotated[datetime.date, Path()],
        y: Annotated[abc.Mapping, Body()],
        z: xml.dom.Node,
        svc: Annotated[Agents, Depends(get_agents_service)],
    ) -> Agent:
        return await svc.f(x=x, y=y, z=z)
    """,
        id="module of a type",
    ),
    pytest.param(
        "",
        """\
    @webmethod(route="/a/{x}", method="GET", level=LLAMA_STACK_API_V1)
    async def f(self, x: str = "all") -> Agent: ...
    """,
        PREFIXED,
        """\
    @router.get("/a/{x}", response_model=Agent, response_description="OK")
    async def f(x: Annotated[str, Path()], svc: Annotated[Agents, Depends(get_agents_service)]) -> Agent:
        return await svc.f(x=x)
    """,
        id="a path parameter has no default",
    ),
    pytest.param(
        "from typing import Annotated\nfrom fastapi import Body",
        """\
    @webmethod(route="/a/{x}", method="GET", level=LLAMA_STACK_API_V1)
    async def f(
        self,
        x: str = None,
        y: dict[str, str] = None,
        z: Annotated[dict[str, str], Body()] = None,
        v: dict | None = None,
    ) -> Agent: ...
    """,
        PREFIXED,
        """\
    @router.get("/a/{x}", response_model=Agent, response_description="OK")
    async def f(
        x: Annotated[str, Path()],
        svc: Annotated[Agents, Depends(get_agents_service)],
        y: Annotated[dict[str, str], Body(embed=True)] = None,  # type: ignore[assignment]
        z: Annotated[dict[str, str], Body()] = None,  # type: ignore[assignment]
        v: Annotated[dict | None, Body(embed=True)] = None,
    ) -> Agent:
        return await svc.f(x=x, y=y, z=z, v=v)
    """,
        id="None for types without it",
    ),
    pytest.param(
        "",
        """\
    @webmethod(route="/a/{x}", method="GET", level=LLAMA_STACK_API_V1)
    async def get(self, x: str) -> Agent: ...
    @webmethod(route="/b", method="GET", level=LLAMA_STACK_API_V1)
    async def other(self) -> Agent: ...
    @webmethod(route="/a/new", method="GET", level=LLAMA_STACK_API_V1)
    async def fresh(self) -> Agent: ...
    """,
        PREFIXED,
        """\
    # Stands before `get`, which would match its requests too.
    @router.get("/a/new", response_model=Agent, response_description="OK")
    async def fresh(svc: Annotated[Agents, Depends(get_agents_service)]) -> Agent:
        return await svc.fresh()


    @router.get("/a/{x}", response_model=Agent, response_description="OK")
    async def get(x: Annotated[str, Path()], svc: Annotated[Agents, Depends(get_agents_service)]) -> Agent:
        return await svc.get(x=x)


    @router.get("/b", response_model=Agent, response_description="OK")
    async def other(svc: Annotated[Agents, Depends(get_agents_service)]) -> Agent:
        return await svc.other()
    """,
        id="overlap",
    ),
]


@pytest.mark.parametrize(("prelude", "methods", "router", "endpoints"), CASES)
def test_endpoints(tmp_path: Path, prelude: str, methods: str, router: str, endpoints: str) -> None:
    check_endpoints(tmp_path, prelude, methods, router, endpoints)


def test_imports(tmp_path: Path) -> None:
    methods = '@webmethod(route="/a/{x}", method="GET")\nasync def f(self, x: dates.date) -> "Agent": ...\n'
    imports, _ = routes(tmp_path, "import datetime as dates\nimport xml.dom", methods)
    assert imports == dedent(
        """\
        import datetime as dates
        from typing import Annotated

        from fastapi import APIRouter, Depends, Path

        from pkg.apis.datatypes import Api
        from pkg.apis.router_utils import ServiceRoute, service_dependency, standard_responses
        from pkg.apis.routers import register_router

        from .models import Agent
        from .service import Agents

        get_agents_service = service_dependency(Api.agents)
        """
    )


def test_a_dependency_that_reads_a_form_is_documented(tmp_path: Path) -> None:
    prelude = """
from typing import Annotated
from fastapi import Depends, Response


class After(BaseModel): ...


async def parse() -> After: ...
async def parse_text() -> str: ...
"""
    methods = '''\
@webmethod(route="/a", method="POST", level="v1")
async def f(self, x: Annotated[After, Depends(parse)], y: Annotated[str, Depends(parse_text)]) -> Response:
    """
    :param x: The after.
    :param y: Text.
    """
'''
    _, written = routes(tmp_path, prelude, methods)
    endpoint = """\
@router.post(
    "/v1/a",
    response_model=None,
    response_description="OK",
    openapi_extra={
        "requestBody": {
            "content": {
                "multipart/form-data": {
                    "schema": {
                        "properties": {
                            "x": {**After.model_json_schema(), "description": "The after."},
                            "y": {"description": "Text."},
                        }
                    }
                }
            }
        }
    },
)
async def f(
    x: Annotated[After, Depends(parse)],
    y: Annotated[str, Depends(parse_text)],
    svc: Annotated[Agents, Depends(get_agents_service)],
) -> Response:
    return await svc.f(x=x, y=y)
"""
    assert written == f"{BARE}\n\n{endpoint}{REGISTERED}"


@pytest.mark.parametrize(
    ("annotation", "marker", "expected"),
    [
        pytest.param("str", "", "str", id="no marker"),
        pytest.param("Annotated[str, B()]", "B", "Annotated[str, B(description='T(')]", id="alias"),
        pytest.param("Query(5, ge=1)", "Query", "Query(5, ge=1, description='T(')", id="default"),
        pytest.param("5", "Query", "5", id="another default"),
        pytest.param("Annotated[str, Body]", "Body", "Annotated[str, Body(description='T(')]", id="no call"),
        pytest.param("Annotated[str, Body()]", "Body", "Annotated[str, Body(description='T(')]", id="empty call"),
        pytest.param(
            "Annotated[str, Form(..., alias=f(x))]",
            "Form",
            "Annotated[str, Form(..., alias=f(x), description='T(')]",
            id="nested parentheses",
        ),
        pytest.param(
            "Annotated[str, Form(alias='a)b')]",
            "Form",
            "Annotated[str, Form(alias='a)b', description='T(')]",
            id="parentheses in a string",
        ),
        pytest.param(
            "Annotated[str, Form(alias='description=')]",
            "Form",
            "Annotated[str, Form(alias='description=', description='T(')]",
            id="the word in a string",
        ),
        pytest.param(
            "Annotated[str, Form(description='Own')]", "Form", "Annotated[str, Form(description='T(')]", id="has one"
        ),
        pytest.param(
            "Annotated[str, 'Form()', fastapi.Form()]",
            "fastapi.Form",
            "Annotated[str, 'Form()', fastapi.Form(description='T(')]",
            id="dotted, behind a string",
        ),
        pytest.param(
            "Annotated[str, MyForm(), Form()]",
            "Form",
            "Annotated[str, MyForm(), Form(description='T(')]",
            id="behind a longer name",
        ),
    ],
)
def test_described_marker(annotation: str, marker: str, expected: str) -> None:
    assert described_marker(annotation, marker, "T(") == expected


def test_each_parameter_has_its_own_description() -> None:
    annotation = "Annotated[UploadFile, File()]"
    assert described_marker(annotation, "File", "One.") == "Annotated[UploadFile, File(description='One.')]"
    assert described_marker(annotation, "File", "Two.") == "Annotated[UploadFile, File(description='Two.')]"
