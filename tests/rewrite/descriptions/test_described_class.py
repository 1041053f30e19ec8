import ast
from pathlib import Path, PurePosixPath

import libcst as cst
import pytest
from tiny_checkout import tiny_checkout

from llama_router_codemod.parse.classes import ClassKind
from llama_router_codemod.rewrite.descriptions.described_class import DescribedClass, described_classes
from llama_router_codemod.rewrite.descriptions.module_names import ModuleNames

PATH = PurePosixPath("garden/plants.py")


def classes_of(root: Path, text: str, known: str) -> dict[str, DescribedClass]:
    """The classes of a text, for a module that says `known` in the checkout."""
    symbols = tiny_checkout(root, {str(PATH): known})
    names = ModuleNames(symbols, "garden.plants", ast.parse(text), is_package=False)
    return described_classes(symbols.tree(PATH), names, PATH)


@pytest.mark.parametrize(
    ("text", "known", "names"),
    [
        pytest.param("", "class A: ...\n", [], id="none"),
        pytest.param("class A: ...\n", "", [], id="not-in-the-checkout"),
        pytest.param("class A: ...\nclass B: ...\n", "class B: ...\nclass A: ...\n", ["A", "B"], id="another-order"),
        pytest.param("class A: ...\nclass A: ...\n", "class A: ...\n", [], id="twice-here"),
        pytest.param("class A: ...\n", "class A: ...\nclass A: ...\n", [], id="twice-there"),
        pytest.param("if x:\n    class A: ...\n", "class A: ...\n", [], id="in-a-block"),
    ],
)
def test_classes_of_a_module(tmp_path: Path, text: str, known: str, names: list[str]) -> None:
    found = classes_of(tmp_path, text, known)
    assert [*found] == names
    assert all(name == described.scope == described.name for name, described in found.items())


def test_nested_classes(tmp_path: Path) -> None:
    text = "class A:\n    class B:\n        class C: ...\n\n    class D: ...\n"
    (outer,) = classes_of(tmp_path, text, text.replace("D", "E")).values()
    (node,) = cst.parse_module(text).body
    assert isinstance(node, cst.ClassDef)
    assert isinstance(node.body, cst.IndentedBlock)
    ((inner_node, inner),) = outer.nested(node.body).items()
    assert (inner_node.name.value, inner.name, inner.scope) == ("B", "B", "A")


def test_what_is_known_of_a_class(tmp_path: Path) -> None:
    text = "from pydantic import BaseModel\n\n\nclass A(BaseModel):\n    x: int\n"
    (described,) = classes_of(tmp_path, text, text).values()
    assert described.kind is ClassKind.MODEL
    assert [str(described.place_of(field)) for field in (None, "x", "y")] == [
        "garden/plants.py:4:1",
        "garden/plants.py:5:5",
        "garden/plants.py:4:1",
    ]
