"""Routers in functions of an implementation, as the fixture with routers of its own has them."""

import shutil
from pathlib import Path

from run_cli import run
from whole_trees import CACHES, FIXTURES, files_of, migrated_tree

from llama_router_codemod.report.explanation import explanation


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


def test_an_answer_that_nobody_describes(tmp_path: Path) -> None:
    """FastAPI says of it what it says by itself, where it makes the document."""
    tree = tmp_path / "routed"
    shutil.copytree(FIXTURES / "routed/before", tree, ignore=CACHES)
    ((path, program),) = explanation("LRC313").before.items()
    (tree / path).parent.mkdir()
    (tree / path).write_text(program, encoding="utf-8")
    code, _, err = run("migrate", tree)
    assert code == 0, err
    written = (tree / "port_api/berths/fastapi_routes.py").read_text(encoding="utf-8")
    assert "responses={204:" not in written
    assert "Successful Response" not in written
    assert 'responses={200: {"description": "The new berth."}},' in written


def test_a_text_of_stacked_routes_is_a_variable(tmp_path: Path) -> None:
    tree = tmp_path / "routed"
    shutil.copytree(FIXTURES / "routed/before", tree, ignore=CACHES)
    cranes = tree / "port_api/cranes.py"
    route, text = '    @webmethod(route="/cranes/{name}", method="PUT", level=API_V1)\n', "        Move a crane.\n"
    before = cranes.read_text(encoding="utf-8")
    stacked = before.replace(route, f"{route.replace('cranes', 'hoists')}{route}")
    cranes.write_text(stacked.replace("Move a crane.\n", f"Move a crane.\n\n{text}"), encoding="utf-8")
    code, _, err = run("migrate", tree)
    assert code == 0, err
    written = (tree / "port_api/cranes/fastapi_routes.py").read_text(encoding="utf-8")
    assert '    move_crane_description = "Move a crane.\\nMove a crane."\n' in written
    assert written.count("description=move_crane_description") == 2
