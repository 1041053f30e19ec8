from pathlib import Path, PurePosixPath

import pytest
from trees import tree

from llama_router_codemod.conventions.written_routes import written_routes

HEAD = "from fastapi import APIRouter\n\nrouter = APIRouter()\n\n\n"


@pytest.mark.parametrize(
    ("source", "number"),
    [
        pytest.param("", 0, id="nothing"),
        pytest.param("@router.get('/a')\ndef f(): ...\n", 0, id="no router is made"),
        pytest.param(HEAD + "@cache\n@other.get\n@router.include('/a')\ndef f(): ...\n", 0, id="other decorators"),
        pytest.param(HEAD + "@router.get('/a')\n@router.put('/b')\nasync def f(): ...\n", 2, id="two of a function"),
        pytest.param(
            HEAD + "def create_router(impl):\n    @router.delete('/a')\n    async def f(): ...\n", 1, id="in a factory"
        ),
    ],
)
def test_the_routes_of_a_package(tmp_path: Path, source: str, number: int) -> None:
    symbols = tree(tmp_path, {"pkg/apis/agents/routes.py": source, "pkg/apis/rooms/routes.py": HEAD})
    assert written_routes(symbols, PurePosixPath("pkg/apis/agents")) == number
