from pathlib import Path

import pytest
from trees import agents_tree, one_package, told

from llama_router_codemod.contract.operation import operations_of
from llama_router_codemod.contract.undeclared_fields import undeclared_fields

BODY = """\
class Base(BaseModel):
    name: str


class Agent(Base):
    size: int


class Agents(Protocol):
    @webmethod("/agents")
    async def find(self) -> {}: ...
"""


@pytest.mark.parametrize(
    ("returns", "path", "subclass", "message"),
    [
        pytest.param("Agent", "pkg/core/own.py", "", None, id="no subclass"),
        pytest.param("Agent", "pkg/core/own.py", "class Own(Agent):\n    name: str\n", None, id="no further field"),
        pytest.param("Agent", "pkg/apis/own.py", "class Own(Agent):\n    owner: str\n", None, id="among the APIs"),
        pytest.param("None", "pkg/core/own.py", "class Own(Agent):\n    owner: str\n", None, id="no answer"),
        pytest.param(
            "Agent",
            "pkg/core/own.py",
            "class Own(Agent, Mixin):\n    owner: str\n    cost: int\n",
            "`find` answers Agent; Own also has cost, owner",
            id="subclass",
        ),
        pytest.param(
            "Base",
            "pkg/core/own.py",
            "class Own(Base):\n    owner: str\n",
            "`find` answers Base; Own also has owner",
            id="of the base",
        ),
    ],
)
def test_undeclared_fields(tmp_path: Path, returns: str, path: str, subclass: str, message: str | None) -> None:
    files = {path: f"from pkg.apis.agents.agents import Agent, Base\n{subclass}"}
    symbols = agents_tree(tmp_path, BODY.format(returns), files)
    (api,) = one_package(symbols).apis
    operations, _ = operations_of(symbols, api)
    findings = undeclared_fields(symbols, api.name, operations)
    assert told(findings) == ([] if message is None else [("LRC105", 2, message)])
    assert all((finding.api, finding.method) == ("agents", "find") for finding in findings)
