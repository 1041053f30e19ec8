"""Methods of a class that are more than their definitions, or less."""

import ast
from pathlib import Path

import pytest
from trees import tree

from llama_router_codemod.conventions.bound_methods import bound_otherwise, is_no_function, overridden
from llama_router_codemod.parse.classes import ClassFacts, class_of
from llama_router_codemod.parse.symbols import Symbols


def class_a(root: Path, source: str) -> tuple[Symbols, ClassFacts]:
    symbols = tree(root, {"pkg/a.py": source})
    facts = class_of(symbols, "pkg.a", "A")
    assert facts is not None
    return symbols, facts


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param("    x: f = 1\n    y = 2\n", [], id="attributes"),
        pytest.param("    class B:\n        f = 1\n", [], id="a class in it"),
        pytest.param("b = A.f\nB.f = 1\nA.g = 1\n", [], id="other attributes in the module"),
        pytest.param("    g = f\n", [(4, "f")], id="another name"),
        pytest.param("    f = wrapped(f)\n", [(4, "f")], id="given anew"),
        pytest.param("    del f\n", [(4, "f")], id="deleted"),
        pytest.param("    if x:\n        f = None\n", [(4, "f")], id="in a block"),
        pytest.param("A.f = g(A.f)\n", [(4, "f")], id="given anew in the module"),
        pytest.param("def h():\n    del A.f\n", [(5, "f")], id="deleted by a function"),
        pytest.param("A . f = g\n", [(4, "f")], id="with spaces"),
        pytest.param("setattr (A, name, g)\n", [(4, "setattr(A, name, g)")], id="set with a space"),
        pytest.param("setattr(A, name, g)\n", [(4, "setattr(A, name, g)")], id="set by a name"),
    ],
)
def test_bound_otherwise(tmp_path: Path, rest: str, expected: list[tuple[int, str]]) -> None:
    symbols, facts = class_a(tmp_path, f"class A:\n    def f(self): ...\n    def other(self): ...\n{rest}")
    assert [(node.lineno, name) for node, name in bound_otherwise(symbols, facts)] == expected


@pytest.mark.parametrize(
    ("decorators", "expected"),
    [
        ("@mark", False),
        ("@mark('/a')\n@other", False),
        ("@staticmethod\n@mark('/a')", False),
        ("@mark('/a')\n@staticmethod", True),
        ("@mark\n@classmethod", True),
        ("@property\n@mark", True),
    ],
)
def test_no_function(decorators: str, expected: bool) -> None:
    node = ast.parse(f"{decorators}\ndef f(): ...\n").body[0]
    assert isinstance(node, ast.FunctionDef)
    assert is_no_function(node, frozenset({"mark"})) is expected


def test_overridden(tmp_path: Path) -> None:
    source = (
        "class C:\n    def f(self): ...\n    def g(self): ...\n    def h(self): ...\n\n\n"
        "class B(C):\n    def g(self): ...\n\n\nclass A(B):\n    def f(self): ...\n"
    )
    symbols, facts = class_a(tmp_path, source)
    assert [(base.node.name, name) for base, name in overridden(symbols, facts)] == [("C", "f"), ("C", "g")]
