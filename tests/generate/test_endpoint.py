"""The function of an endpoint: its docstring, what it returns, and how it calls the service."""

from pathlib import Path

import pytest
from written_routes import BARE, check_endpoints

CASES = [
    pytest.param(
        """\
    @webmethod("/a", "GET", "v1")
    async def f(self) -> None: ...
    """,
        """\
    @router.get("/v1/a", response_model=None, response_description="OK")
    async def f(svc: Annotated[Agents, Depends(get_agents_service)]) -> None:
        return await svc.f()
    """,
        id="nothing",
    ),
    pytest.param(
        """\
    @webmethod("/a/{svc}/{request}", "POST", "v1")
    async def f(self, svc: str, request: str, x: int) -> Agent: ...
    """,
        """\
    @router.post("/v1/a/{svc}/{request}", response_model=Agent, response_description="OK")
    async def f(
        svc: Annotated[str, Path()],
        request: Annotated[str, Path()],
        request_: Annotated[FRequest, Body()],
        svc_: Annotated[Agents, Depends(get_agents_service)],
    ) -> Agent:
        return await svc_.f(svc=svc, request=request, x=request_.x)
    """,
        id="parameters with names of its own",
    ),
    pytest.param(
        """\
    @webmethod("/a/{result}", "GET", "v1")
    async def f(self, result: str, stream: bool = False) -> Agent | AsyncIterator[Agent]: ...
    """,
        """\
    @router.get("/v1/a/{result}", response_model=Agent, responses=event_stream_responses, response_description="OK")
    async def f(
        result: Annotated[str, Path()],
        query: Annotated[FRequest, Query()],
        svc: Annotated[Agents, Depends(get_agents_service)],
    ) -> Agent | AsyncIterator[Agent] | StreamingResponse:
        result_ = svc.f(result=result, stream=query.stream)
        if query.stream:
            return event_stream(result_)
        return await result_
    """,
        id="a stream on request",
    ),
    pytest.param(
        """\
    @webmethod("/a/{event_stream}", "GET", "v1")
    async def f(self, event_stream: str, stream: bool = False) -> int: ...
    """,
        """\
    @router.get("/v1/a/{event_stream}", response_model=int, responses=event_stream_responses, response_description="OK")
    async def f(
        event_stream: Annotated[str, Path()],
        query: Annotated[FRequest, Query()],
        svc: Annotated[Agents, Depends(get_agents_service)],
    ) -> int | StreamingResponse:
        result = svc.f(event_stream=event_stream, stream=query.stream)
        if query.stream:
            return event_stream_(result)
        return await result
    """,
        id="a stream, and a parameter of that name",
    ),
]


@pytest.mark.parametrize(("methods", "endpoint"), CASES)
def test_endpoint(tmp_path: Path, methods: str, endpoint: str) -> None:
    check_endpoints(tmp_path, "from collections.abc import AsyncIterator", methods, BARE, endpoint)
