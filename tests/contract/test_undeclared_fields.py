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


@pytest.mark.parametrize(
    "returns",
    ["None", "int", "dict[str, int]", "Literal['Agent']", "Any", "datetime", "Kind", "Text", "Loop", "Row", "Response"],
)
def test_an_answer_without_a_response_model(tmp_path: Path, returns: str) -> None:
    types = """\
from datetime import datetime
from enum import Enum
from typing import Annotated, Any, Literal, TypedDict

from fastapi import Response
from pydantic import Field


class Kind(Enum):
    a = 1


class Row(TypedDict):
    x: int


Text = Annotated[str, Field(min_length=1)]
Loop = list["Loop"]


"""
    body = types + BODY.format(returns)
    assert found(tmp_path, body, OWN, "class Own(Agent):\n    owner: str\n") == ()


@pytest.mark.parametrize(
    ("path", "subclass"),
    [
        pytest.param(OWN, "", id="no subclass"),
        pytest.param(OWN, "class Own(Agent):\n    name: str\n", id="no further field"),
    ],
)
def test_a_response_model_without_a_wider_class(tmp_path: Path, path: str, subclass: str) -> None:
    (finding,) = found(tmp_path, BODY.format("Agent"), path, subclass)
    assert told([finding]) == [("LRC105", 17, "`find`; no class of the checkout has more fields")]
    assert (finding.api, finding.method) == ("agents", None)


@pytest.mark.parametrize("path", [OWN, "pkg/apis/own.py"])
def test_a_wider_class(tmp_path: Path, path: str) -> None:
    subclass = "class Own(Agent, Mixin):\n    owner: str\n    cost: int\n"
    (finding,) = found(tmp_path, BODY.format("Agent"), path, subclass)
    assert told([finding]) == [("LRC105", 2, "`find` answers Agent; Own also has cost, owner")]
    assert (finding.api, finding.method) == ("agents", "find")


def test_a_class_below_a_subclass(tmp_path: Path) -> None:
    subclass = "class Near(Agent): ...\n\n\nclass Far(Near):\n    owner: str\n"
    (finding,) = found(tmp_path, BODY.format("Agent"), OWN, subclass)
    assert told([finding]) == [("LRC105", 5, "`find` answers Agent; Far also has owner")]


@pytest.mark.parametrize("decorator", ["computed_field", "pydantic.computed_field(repr=False)"])
def test_a_computed_field(tmp_path: Path, decorator: str) -> None:
    subclass = f"class Own(Agent):\n    @{decorator}\n    @property\n    def cost(self) -> int: ...\n"
    (finding,) = found(tmp_path, BODY.format("Agent"), OWN, subclass)
    assert told([finding]) == [("LRC105", 2, "`find` answers Agent; Own also has cost")]


@pytest.mark.parametrize(
    ("returns", "wider"),
    [("Base", ["Agent also has size", "Own also has owner"]), ("Base | Agent", ["Own also has owner"])],
)
def test_wider_classes_that_are_no_answer_themselves(tmp_path: Path, returns: str, wider: list[str]) -> None:
    findings = found(tmp_path, BODY.format(returns), OWN, "class Own(Base):\n    owner: str\n")
    assert [message for _, _, message in told(findings)] == [f"`find` answers Base; {item}" for item in sorted(wider)]


@pytest.mark.parametrize("returns", ["list[Agent]", "Agent | None", "dict[str, list['Agent']]", "Agents_"])
def test_a_wider_class_of_a_model_behind_other_types(tmp_path: Path, returns: str) -> None:
    body = f"Agents_ = list['Agent']\n\n\n{BODY.format(returns)}"
    (finding,) = found(tmp_path, body, OWN, "class Own(Agent):\n    owner: str\n")
    assert told([finding]) == [("LRC105", 2, "`find` answers Agent; Own also has owner")]


@pytest.mark.parametrize(
    "returns",
    [
        "list[Agent]",
        "dict[str, Agent] | None",
        "list['Agent']",
        "Several",
        "Many",
        "License",
        "Own",
    ],
)
def test_a_model_behind_other_types(tmp_path: Path, returns: str) -> None:
    types = """\
from typing import Annotated

from fastapi.openapi.models import License
from pydantic import Field
from sqlmodel import SQLModel


class Own(SQLModel):
    x: int


Several = Annotated[Agent | Base, Field(discriminator="x")]
Many = list[Several]


"""
    (finding,) = found(tmp_path, types + BODY.format(returns))
    assert told([finding]) == [("LRC105", 32, "`find`; no class of the checkout has more fields")]


def test_all_other_methods_stand_in_one_finding(tmp_path: Path) -> None:
    body = BODY.format("Agent") + (
        '    @webmethod("/bases")\n    async def bases(self) -> list[Base] | None: ...\n'
        '    @webmethod("/licence")\n    async def licence(self) -> License: ...\n'
        '    @webmethod("/permit")\n    async def permit(self) -> list[License]: ...\n'
        '    @webmethod("/clear")\n    async def clear(self) -> None: ...\n'
    )
    source = f"from fastapi.openapi.models import License\n\n\n{body}"
    assert told(found(tmp_path, source, OWN, "class Own(Agent):\n    owner: str\n")) == [
        ("LRC105", 16, "`bases` answers Base; Agent also has size"),
        ("LRC105", 2, "`find` answers Agent; Own also has owner"),
        ("LRC105", 2, "`bases` answers Base; Own also has owner, size"),
        ("LRC105", 20, "`licence`, `permit`; no class of the checkout has more fields"),
    ]
