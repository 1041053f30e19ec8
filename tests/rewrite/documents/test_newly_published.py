"""LRC307: descriptions that only `Field` had are published now."""

from pathlib import Path

import pytest
from trees import tree

from llama_router_codemod.report.messages import message
from llama_router_codemod.rewrite.documents.newly_published import NewlyPublished, newly_published

IMPORTS = "from pydantic import BaseModel, Field\n\n\n"


def read(root: Path, source: str, path: str = "pkg/apis/agents/agents.py") -> list[tuple[str, NewlyPublished]]:
    found = newly_published(tree(root, {path: f"{IMPORTS}{source}"}))
    return [(str(item.place), item.facts) for item in found]  # type: ignore[misc]


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("class A(BaseModel):\n    x: int\n", id="no text"),
        pytest.param(
            'class A(BaseModel):\n    """A.\n\n    :param x: The x.\n    """\n\n    x: int\n', id="a docstring"
        ),
        pytest.param(
            'class A(BaseModel):\n    """A.\n\n    :param x: The x.\n    """\n\n    x: int = Field(description="X.")\n',
            id="both",
        ),
        pytest.param(
            'class A(BaseModel):\n    """A.\n\n    :param x: The x.\n    """\n\n    x: int\n\n\n'
            'class B(A):\n    x: int = Field(description="X.")\n',
            id="the docstring of a base class",
        ),
        pytest.param('class A:\n    x: int = Field(description="X.")\n', id="no model"),
    ],
)
def test_nothing_new(source: str, tmp_path: Path) -> None:
    assert read(tmp_path, source) == []


def test_outside_the_apis(tmp_path: Path) -> None:
    source = 'class A(BaseModel):\n    x: int = Field(description="X.")\n'
    assert read(tmp_path, source, "pkg/core/models.py") == []


def test_new_texts(tmp_path: Path) -> None:
    source = 'class A(BaseModel):\n    x: int = Field(description="X.")\n    z: int = Field(description="Z.")\n'
    facts = NewlyPublished("A", ("x", "z"))
    assert read(tmp_path, source) == [("pkg/apis/agents/agents.py:4:1", facts)]
    assert message(facts) == "A: `x`, `z`"
