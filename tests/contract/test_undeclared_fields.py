"""LRC105: fields outside the response model are left out of the answer."""

from pathlib import Path

import pytest
from trees import agents_tree, one_package, told

from llama_router_codemod.contract.operation import api_contract
from llama_router_codemod.contract.undeclared_fields import undeclared_fields
from llama_router_codemod.model.finding import Finding

BODY = """\
class Base(BaseModel):
    name: str


class Agent(Base):
    size: int


class Agents(Protocol):
    @webmethod("/agents")
    async def find(self) -> {}: ...
"""
OWN = "pkg/core/own.py"


def found(root: Path, body: str, path: str = OWN, subclass: str = "") -> tuple[Finding, ...]:
    files = {path: f"from pkg.apis.agents.agents import Agent, Base\n{subclass}"}
    symbols = agents_tree(root, body, files)
    (api,) = one_package(symbols).apis
    return undeclared_fields(symbols, api, api_contract(symbols, api).operations)


@pytest.mark.parametrize("returns", ["None", "int", "dict[str, int]", "Response", "'AsyncIterator[int]'"])
def test_an_answer_without_a_response_model(tmp_path: Path, returns: str) -> None:
    body = f"from fastapi import Response\n\n\n{BODY.format(returns)}"
    assert found(tmp_path, body, OWN, "class Own(Agent):\n    owner: str\n") == ()


@pytest.mark.parametrize(
    ("path", "subclass"),
    [
        pytest.param(OWN, "", id="no subclass"),
        pytest.param(OWN, "class Own(Agent):\n    name: str\n", id="no further field"),
        pytest.param("pkg/apis/own.py", "class Own(Agent):\n    owner: str\n", id="among the APIs"),
    ],
)
def test_a_response_model_without_a_wider_class(tmp_path: Path, path: str, subclass: str) -> None:
    (finding,) = found(tmp_path, BODY.format("Agent"), path, subclass)
    assert told([finding]) == [("LRC105", 17, "`find`; no class of the checkout has more fields")]
    assert (finding.api, finding.method) == ("agents", None)


@pytest.mark.parametrize(
    ("returns", "subclass", "expected"),
    [
        pytest.param(
            "Agent",
            "class Own(Agent, Mixin):\n    owner: str\n    cost: int\n",
            "`find` answers Agent; Own also has cost, owner",
            id="of the model",
        ),
        pytest.param(
            "Base", "class Own(Base):\n    owner: str\n", "`find` answers Base; Own also has owner", id="of its base"
        ),
    ],
)
def test_a_wider_class(tmp_path: Path, returns: str, subclass: str, expected: str) -> None:
    (finding,) = found(tmp_path, BODY.format(returns), OWN, subclass)
    assert told([finding]) == [("LRC105", 2, expected)]
    assert (finding.api, finding.method) == ("agents", "find")


def test_all_other_methods_stand_in_one_finding(tmp_path: Path) -> None:
    body = BODY.format("Agent") + (
        '    @webmethod("/bases")\n    async def bases(self) -> list[Base] | None: ...\n'
        '    @webmethod("/licence")\n    async def licence(self) -> License: ...\n'
        '    @webmethod("/clear")\n    async def clear(self) -> None: ...\n'
    )
    source = f"from fastapi.openapi.models import License\n\n\n{body}"
    assert told(found(tmp_path, source, OWN, "class Own(Agent):\n    owner: str\n")) == [
        ("LRC105", 2, "`find` answers Agent; Own also has owner"),
        ("LRC105", 20, "`bases`, `licence`; no class of the checkout has more fields"),
    ]
