from pathlib import Path

import libcst as cst
import pytest
from described_plant import plant

from llama_router_codemod.rewrite.descriptions.class_bodies import declarations
from llama_router_codemod.rewrite.descriptions.field_moves import FieldMove, move_to_inherited, move_to_own

BASE = "class Bush(BaseModel):\n    size: int = Field(0, description='In metres.')\n\n\n"


def code(move: FieldMove) -> str | None:
    return None if move.new is None else cst.Module([]).code_for_node(move.new)


@pytest.mark.parametrize(
    ("field", "new", "codes"),
    [
        pytest.param("name: str", 'name: str = Field(..., description="X")', [], id="bare"),
        pytest.param("name: str = Field(description='Y')", 'name: str = Field(description="X")', ["LRC201"], id="two"),
        pytest.param("name: str = Field(**COMMON)", None, ["LRC204"], id="refused"),
    ],
)
def test_own_field(tmp_path: Path, field: str, new: str | None, codes: list[str]) -> None:
    described, node = plant(tmp_path, f"class Plant(BaseModel):\n    {field}\n")
    own = declarations(node.body)["name"]
    move = move_to_own(described, own, "name", "X")
    assert (code(move), [finding.code for finding in move.findings]) == (new, codes)
    assert (move.moved, move.old) == ((True, own) if new else (False, None))


@pytest.mark.parametrize(
    ("base", "codes"), [("RootModel", ["LRC204"]), ("RootModel[int]", ["LRC204"]), ("BaseModel", [])]
)
def test_the_value_of_a_root_model(tmp_path: Path, base: str, codes: list[str]) -> None:
    """The docstring takes the place of its description."""
    described, node = plant(tmp_path, f"from pydantic import RootModel\n\n\nclass Plant({base}):\n    root: int\n")
    move = move_to_own(described, declarations(node.body)["root"], "root", "X")
    assert ([finding.code for finding in move.findings], move.moved) == (codes, not codes)


@pytest.mark.parametrize(
    ("name", "text", "new", "codes"),
    [
        pytest.param("size", "In metres.", None, [], id="same"),
        pytest.param("size", "", None, [], id="empty"),
        pytest.param("size", "X", 'size: int = Field(0, description="X")', [], id="another"),
        pytest.param("colour", "X", None, ["LRC202"], id="unknown"),
    ],
)
def test_inherited_field(tmp_path: Path, name: str, text: str, new: str | None, codes: list[str]) -> None:
    described, _ = plant(tmp_path, f"{BASE}class Plant(Bush):\n    name: str\n")
    move = move_to_inherited(described, name, text)
    assert (code(move), [finding.code for finding in move.findings]) == (new, codes)
    assert (move.moved, move.old) == (not codes, None)


def test_an_empty_text_just_goes(tmp_path: Path) -> None:
    described, node = plant(tmp_path, "class Plant(BaseModel):\n    name: str\n")
    assert move_to_own(described, declarations(node.body)["name"], "name", "") == FieldMove()
