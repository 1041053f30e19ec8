from pathlib import Path

from trees import tree

from llama_router_codemod.conventions.server_names import server_names
from llama_router_codemod.parse.symbols import Imported

SERVER = "pkg.core.server.server"


def names(root: Path, server: str) -> dict[str, Imported]:
    return dict(server_names(tree(root, {"pkg/core/server/server.py": server}), SERVER))


def test_no_server(tmp_path: Path) -> None:
    assert server_names(tree(tmp_path, {}), SERVER) == {}


def test_what_it_defines(tmp_path: Path) -> None:
    server = "def translate_exception(error): ...\nclass App: ...\nLIMIT = 3\n"
    assert names(tmp_path, server) == {name: Imported(SERVER, name) for name in ("translate_exception", "App", "LIMIT")}


def test_what_it_imports(tmp_path: Path) -> None:
    server = """\
from pkg.core.errors import translate as translate_exception
from ..auth import user_from_scope
"""
    assert names(tmp_path, server) == {
        "translate_exception": Imported("pkg.core.errors", "translate"),
        "user_from_scope": Imported("pkg.core.auth", "user_from_scope"),
    }


def test_a_module_comes_from_the_server(tmp_path: Path) -> None:
    assert names(tmp_path, "import asyncio\n") == {"asyncio": Imported(SERVER, "asyncio")}


def test_what_a_function_imports_for_itself(tmp_path: Path) -> None:
    server = """\
def create_dynamic_typed_route(func, method, route):
    async def handler():
        from ..testing import TEST_CONTEXT as CONTEXT, reset
"""
    assert names(tmp_path, server) == {
        "create_dynamic_typed_route": Imported(SERVER, "create_dynamic_typed_route"),
        "CONTEXT": Imported("pkg.core.testing", "TEST_CONTEXT"),
        "reset": Imported("pkg.core.testing", "reset"),
    }
