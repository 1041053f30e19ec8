from pathlib import Path

from trees import tree

from llama_router_codemod.conventions.server_names import server_names
from llama_router_codemod.parse.symbols import Imported

SERVER = "pkg.core.server.server"


def origins(root: Path, source: str) -> dict[str, Imported]:
    return dict(server_names(tree(root, {"pkg/core/server/server.py": source}), SERVER))


def test_no_server(tmp_path: Path) -> None:
    assert server_names(tree(tmp_path, {}), SERVER) == {}


def test_what_it_defines(tmp_path: Path) -> None:
    source = "def translate_exception(error): ...\nLIMIT = 1\n"
    assert origins(tmp_path, source) == {name: Imported(SERVER, name) for name in ("translate_exception", "LIMIT")}


def test_what_it_imports(tmp_path: Path) -> None:
    source = "import logging\nfrom pkg.core.errors import translate as translate_exception\nfrom ..auth import user\n"
    assert origins(tmp_path, source) == {
        "logging": Imported(SERVER, "logging"),
        "translate_exception": Imported("pkg.core.errors", "translate"),
        "user": Imported("pkg.core.auth", "user"),
    }


def test_what_a_function_imports_for_itself(tmp_path: Path) -> None:
    source = "def wrapper():\n    async def handler():\n        from ..testing import TEST_CONTEXT as context\n"
    assert origins(tmp_path, source) == {
        "wrapper": Imported(SERVER, "wrapper"),
        "context": Imported("pkg.core.testing", "TEST_CONTEXT"),
    }
