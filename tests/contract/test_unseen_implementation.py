"""LRC118: no class in sight implements a Protocol of a package that stands alone."""

from pathlib import Path

import pytest
from trees import agents_tree, one_package, told

from llama_router_codemod.contract.unseen_implementation import unseen_implementations

PROTOCOL = """\
    class Agents(Protocol):
        @webmethod(route="/agents", method="GET", level=LLAMA_STACK_API_V1)
        async def list_agents(self) -> list[str]: ...
    """
PROVIDER = """\
    from pkg.apis.agents import Agents


    class Local(Agents):
        async def list_agents(self) -> list[str]: ...
    """


@pytest.mark.parametrize(
    ("files", "findings"),
    [({"pkg/local.py": PROVIDER}, []), ({}, [("LRC118", 9, "`Agents`")])],
    ids=["an implementation", "none"],
)
def test_implementations(tmp_path: Path, files: dict[str, str], findings: list[tuple[str, int, str]]) -> None:
    symbols = agents_tree(tmp_path, PROTOCOL, files)
    (api,) = one_package(symbols).apis
    assert told(unseen_implementations(symbols, api)) == findings
