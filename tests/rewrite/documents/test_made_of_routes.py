"""LRC313: a program that has FastAPI make the document of webmethods, which is made of routes then."""

from pathlib import Path

import pytest
from trees import ENDPOINTS, agents_tree

from llama_router_codemod.migrate.plan import plan_migration

AGENTS = """class Agents(Protocol):
    @webmethod(route="/agents", method="GET", level=LLAMA_STACK_API_V1)
    async def find(self) -> int: ...
"""


@pytest.mark.parametrize(
    ("others", "places"),
    [
        pytest.param({"scripts/endpoints.py": ENDPOINTS}, ["scripts/endpoints.py:5:1"], id="such a program"),
        pytest.param({}, [], id="none"),
    ],
)
def test_document(tmp_path: Path, others: dict[str, str], places: list[str]) -> None:
    found = plan_migration(agents_tree(tmp_path, AGENTS, others).checkout).findings
    assert [str(finding.place) for finding in found if finding.code == "LRC313"] == places
