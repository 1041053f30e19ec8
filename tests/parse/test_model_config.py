"""What a class says of its configuration as a model."""

import ast

import pytest

from llama_router_codemod.parse.model_config import extra_of


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("class A: ...", id="nothing"),
        pytest.param("class A(Base, frozen=True): ...", id="another keyword"),
        pytest.param("class A(Base, **{'extra': 'allow'}): ...", id="unknown keywords"),
        pytest.param("class A(Base, extra=WORD): ...", id="a name"),
        pytest.param("class A:\n    extra = 'allow'", id="a field"),
        pytest.param("class A:\n    model_config = CONFIG", id="a configuration elsewhere"),
        pytest.param("class A:\n    model_config = ConfigDict(frozen=True)", id="another option"),
        pytest.param("class A:\n    model_config = {**COMMON}", id="an unknown dictionary"),
        pytest.param("class A:\n    class Other:\n        extra = 'allow'", id="another class"),
        pytest.param("class A:\n    class Config(Base):\n        def extra(self): ...", id="no assignment"),
    ],
)
def test_no_word_on_extra_fields(body: str) -> None:
    assert extra_of(class_in(body)) is None


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("class A(Base, extra='allow'): ...", id="a keyword"),
        pytest.param("class A:\n    model_config = ConfigDict(frozen=True, extra='allow')", id="ConfigDict"),
        pytest.param("class A:\n    model_config: ClassVar[ConfigDict] = {'extra': 'allow'}", id="a dictionary"),
        pytest.param("class A:\n    class Config:\n        extra = Extra.allow", id="Config"),
        pytest.param("class A(extra='allow'):\n    model_config = {'extra': 'forbid'}", id="the keyword first"),
    ],
)
def test_extra_fields(body: str) -> None:
    assert extra_of(class_in(body)) == "allow"


def class_in(body: str) -> ast.ClassDef:
    (node,) = ast.parse(body).body
    assert isinstance(node, ast.ClassDef)
    return node
