"""Routers in functions of an implementation, as the fixture with routers of its own has them."""

from whole_trees import files_of, migrated_tree


def written(path: str) -> str:
    return files_of(migrated_tree("routed"))[path].decode()


def test_the_function_of_the_only_api() -> None:
    text = written("port_api/cranes/fastapi_routes.py")
    assert "def create_router(impl: Cranes) -> APIRouter:\n" in text
    assert "        return await impl.move_crane(name=name, crane=crane)\n" in text
    assert text.endswith("\n    return router\n")


def test_what_each_route_says() -> None:
    text = written("port_api/berths/fastapi_routes.py")
    assert (
        """
    @router.post(
        "/berths",
        response_model=Berth,
        summary="Build a berth.",
        description="Build a berth.\\nIt takes a while.",
        responses={200: {"description": "The new berth."}},
    )
    async def build_berth(request: Annotated[BuildBerthRequest, Body()]) -> Berth:
        return await impl.build_berth(name=request.name, metres=request.metres)
"""
        in text
    )
    assert 'responses={204: {"description": "OK"}},' in text
    assert 'responses={200: {"description": "The berth.", "content": {"text/event-stream": {}}}},' in text
