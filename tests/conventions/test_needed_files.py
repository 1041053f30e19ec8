from pathlib import Path

import pytest
from trees import IMPORTS, SERVER, agents_tree

from llama_router_codemod.conventions.needed_files import require_needed_files
from llama_router_codemod.model.errors import InputError
from llama_router_codemod.tree.checkout import Checkout

PROTOCOL = """\
    class Agents(Protocol):
        @webmethod(route="/agents", method="GET", level=LLAMA_STACK_API_V1)
        async def list_agents(self) -> list[str]: ...
    """
OTHERS = {
    **SERVER,
    "pkg/providers/agents.py": """\
        from pkg.apis.agents import Agents


        class Local(Agents):
            async def list_agents(self) -> list[str]:
                return []
        """,
    "pkg/metadata.py": "def is_routed(method):\n    return hasattr(method, '__webmethods__')\n",
    "pkg/strong_typing/schema.py": "",
    "tests/unit/fake.py": IMPORTS + "class Fake:\n    @webmethod(route='/a')\n    async def a(self): ...\n",
}


def require(root: Path, pattern: str) -> None:
    agents_tree(root, PROTOCOL, OTHERS)
    require_needed_files(Checkout.open(root, [pattern]))


@pytest.mark.parametrize(
    "pattern",
    [
        pytest.param("nothing/", id="no file"),
        pytest.param("pkg/strong_typing/", id="a vendored package that the server imports"),
        pytest.param("tests/", id="tests"),
        pytest.param("tests/unit/fake.py", id="one of the tests"),
    ],
)
def test_not_needed(tmp_path: Path, pattern: str) -> None:
    require(tmp_path, pattern)


def test_a_file_that_does_not_parse(tmp_path: Path) -> None:
    """No server can import it."""
    (tmp_path / "pkg").mkdir()
    (tmp_path / "pkg/broken.py").write_text("def webmethod(", encoding="utf-8")
    require(tmp_path, "broken.py")


def test_a_nested_checkout(tmp_path: Path) -> None:
    (tmp_path / "nested").mkdir()
    agents_tree(tmp_path / "nested", PROTOCOL, OTHERS)
    require(tmp_path, "/nested/")


@pytest.mark.parametrize(
    ("pattern", "path", "reason"),
    [
        ("datatypes.py", "pkg/apis/datatypes.py", "belongs to its APIs"),
        ("pkg/apis/agents/", "pkg/apis/agents/__init__.py", "belongs to its APIs"),
        ("pkg/core/server/server.py", "pkg/core/server/server.py", "is part of its server"),
        ("pkg/core/server/routes.py", "pkg/core/server/routes.py", "is part of its server"),
        ("resolver.py", "pkg/core/resolver.py", "is part of its server"),
        ("pkg/providers/", "pkg/providers/agents.py", "implements Agents"),
        ("pkg/metadata.py", "pkg/metadata.py", "speaks of webmethods"),
        ("schema_utils.py", "pkg/schema_utils.py", "speaks of webmethods"),
    ],
)
def test_needed(tmp_path: Path, pattern: str, path: str, reason: str) -> None:
    with pytest.raises(InputError) as raised:
        require(tmp_path, pattern)
    assert raised.value.message == f"--exclude: {pattern} leaves out {path}, which {reason}"
