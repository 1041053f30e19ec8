from pathlib import Path

import pytest
from routed_methods import method, routed

from llama_router_codemod.generate.argument_comment import argument_comment


@pytest.mark.parametrize(
    ("declared", "served"),
    [
        pytest.param("x: str", "x: str", id="the same"),
        pytest.param("x: Optional[str]", "x: str", id="narrower"),
        pytest.param("x: str | None = None", "x: Annotated[str | None, Query()] = None", id="a marker"),
        pytest.param("x: str", "x", id="no type"),
    ],
)
def test_nothing_to_say(tmp_path: Path, declared: str, served: str) -> None:
    assert comment(tmp_path, declared, served) == ""


@pytest.mark.parametrize(
    ("declared", "served", "expected"),
    [
        pytest.param('x: Literal["a"]', "x: str", "  # type: ignore[arg-type]", id="another type"),
        pytest.param("x: str", "x: str | None = None", "  # type: ignore[arg-type]", id="wider"),
        pytest.param("x: str", "x: str, y: int = 1", "  # type: ignore[call-arg]", id="a parameter more"),
        pytest.param("x: str", "x: int, y: int = 1", "  # type: ignore[arg-type, call-arg]", id="both"),
    ],
)
def test_what_the_protocol_does_not_take(tmp_path: Path, declared: str, served: str, expected: str) -> None:
    assert comment(tmp_path, declared, served) == expected


def comment(root: Path, declared: str, served: str) -> str:
    implementation = (
        "from typing import Annotated\n\nfrom fastapi import Query\n\nfrom pkg.apis.agents import Agents\n\n\n"
        f"class Impl(Agents):\n    async def find(self, {served}) -> str: ...\n"
    )
    _, _, (operation,) = routed(
        root, method("/find", f"find(self, {declared}) -> str"), others={"pkg/providers/impl.py": implementation}
    )
    return argument_comment(operation)
