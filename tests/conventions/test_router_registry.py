from pathlib import Path, PurePosixPath

from tiny_checkout import tiny_checkout

from llama_router_codemod.conventions.router_registry import router_registry, routers_server

REGISTRY = {"lab/web/routers.py": "def register_router(api, factory): ...\n\n\ndef include_routers(app): ...\n"}
SERVER = {
    "lab/web/main.py": "def create():\n    include_routers(app)\n",
    "tests/test_web.py": "if a:\n    include_routers(b)\n",
}


def test_a_tree_without_routers(tmp_path: Path) -> None:
    checkout = tiny_checkout(tmp_path, SERVER).checkout
    assert (router_registry(checkout), routers_server(checkout)) == (None, None)


def test_a_registry_and_its_server(tmp_path: Path) -> None:
    checkout = tiny_checkout(tmp_path, {**REGISTRY, **SERVER}).checkout
    assert router_registry(checkout) == PurePosixPath("lab/web/routers.py")
    assert routers_server(checkout) == PurePosixPath("lab/web/main.py")


def test_a_registry_alone(tmp_path: Path) -> None:
    assert routers_server(tiny_checkout(tmp_path, REGISTRY).checkout) is None
