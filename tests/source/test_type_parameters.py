"""Type parameters and aliases, on a Python that knows them and on one that does not."""

import ast
from pathlib import PurePosixPath

import pytest

from llama_router_codemod.source.syntax import parse_source
from llama_router_codemod.source.type_parameters import (
    blanked_type_parameters,
    is_type_statement,
    with_type_statements,
)

PATH = PurePosixPath("pkg/module.py")


@pytest.mark.parametrize(
    ("source", "blanked"),
    [
        pytest.param("x = rows[0]\n", "x = rows[0]\n", id="nothing"),
        pytest.param("class A[T]:\n    x: int\n", "class A   :\n    x: int\n", id="a class"),
        pytest.param("def f[T: (int,\n str)](x): ...\n", "def f        \\\n      (x): ...\n", id="over lines"),
        pytest.param("type X[T] = list[T]\n", "0;   X    = list[T]\n", id="an alias"),
    ],
)
def test_every_place_stays(source: str, blanked: str) -> None:
    assert blanked_type_parameters(source) == blanked


def test_an_alias_is_known_by_its_mark() -> None:
    tree = with_type_statements(ast.parse("0;   X = int\nY = 0; Z = 1\n0\nW = 1\n"))
    assert [is_type_statement(node) for node in tree.body] == [True, False, False, False, False]


@pytest.mark.parametrize(
    ("source", "place"),
    [
        pytest.param("class A[T]:\n    x: int\n", (2, 4), id="class"),
        pytest.param("class A[T: (int, list[str]), *Ts](Base):\n    x: int\n", (2, 4), id="bounds"),
        pytest.param("def f[T](x: T) -> T:\n    y = 1\n", (2, 4), id="function"),
        pytest.param("async  def  f [\n    T,\n](x):\n    y = 1\n", (4, 4), id="over several lines"),
        pytest.param("type X[T] = list[T]\nx: int\n", (2, 0), id="generic alias"),
        pytest.param("type X = int\nx: int\n", (2, 0), id="alias"),
    ],
)
def test_type_parameters_parse_on_every_python(source: str, place: tuple[int, int]) -> None:
    tree = parse_source(source, PATH)
    last = tree.body[-1]
    inner = getattr(last, "body", [last])[-1]
    assert (inner.lineno, inner.col_offset) == place


def test_a_subscript_at_the_start_of_a_line_is_no_type_parameter() -> None:
    source = "rows = {}\nrows [0] = 1\ntype = 3\n"
    assert [type(node).__name__ for node in parse_source(source, PATH).body] == ["Assign"] * 3
