"""LRC106: the default of a parameter is a call of `Field(...)`."""

from pathlib import Path

import pytest
from implemented_methods import LINE, served, spoken
from trees import told

from llama_router_codemod.contract.field_default import plain_default
from llama_router_codemod.contract.implementation_wins import ImplementationWins

MODEL = 'model: str | None = Field(default="x", description="Which.")'


@pytest.mark.parametrize("default", [None, "None", "5", "'Field()'", "other(3)", "Fields.first"])
def test_another_default_stays(default: str | None) -> None:
    assert plain_default(default) == default


@pytest.mark.parametrize(
    ("default", "plain"),
    [
        pytest.param("Field(3, ge=1)", "3", id="positional"),
        pytest.param("Field(default=None)", "None", id="keyword"),
        pytest.param("Field(...)", None, id="required"),
        pytest.param("Field(default=...)", None, id="required by keyword"),
        pytest.param("pydantic.Field(description='text')", None, id="no default"),
    ],
)
def test_a_call_gives_its_default(tmp_path: Path, default: str, plain: str | None) -> None:
    assert plain_default(default) == plain
    signature = served(tmp_path, f"self, a: int = {default}")
    assert [item.default for item in signature.parameters] == [plain]
    assert told(signature.findings) == [("LRC106", LINE, f"`a` has `{default}`")]


def test_a_call_with_a_text(tmp_path: Path) -> None:
    signature = served(tmp_path, f"self, {MODEL}")
    assert spoken(signature) == ["model: str | None = 'x'"]
    assert [item.code for item in signature.findings] == ["LRC106"]


def test_a_call_that_no_implementation_has_is_not_served(tmp_path: Path) -> None:
    signature = served(tmp_path, f"self, {MODEL}", "self, model: str")
    assert spoken(signature) == ["model: str"]
    assert [type(item.facts) for item in signature.findings] == [ImplementationWins]
