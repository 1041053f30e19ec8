"""Which other names files give something, so that files which hold only those are not overlooked."""

from pathlib import Path

import pytest
from trees import tree

from llama_router_codemod.parse.given_names import given_names


def names(root: Path, *sources: str) -> set[str]:
    return {*given_names(tree(root, {f"pkg/m{number}.py": source for number, source in enumerate(sources)}), "mark")}


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("", id="nothing"),
        pytest.param("from a import mark\n", id="the same name"),
        pytest.param("x = mark('/a')\n", id="what a call returns"),
        pytest.param("x = mark.kind\n", id="an attribute of it"),
        pytest.param("f(x=mark)\n", id="an argument"),
        pytest.param("# x = mark\n'mark as x'\n", id="in a comment and a text"),
        pytest.param("x = marks\nfrom a import remark as y\n", id="a part of other words"),
        pytest.param("x = mark == 1\n", id="compared"),
    ],
)
def test_no_other_name(tmp_path: Path, source: str) -> None:
    assert names(tmp_path, source) == {"mark"}


@pytest.mark.parametrize(
    ("source", "given"),
    [
        pytest.param("from a import mark as x\n", {"x"}, id="imported"),
        pytest.param("from a import (\n    mark  # as it was\n    as x,\n)\n", {"x"}, id="over lines"),
        pytest.param("x = mark\n", {"x"}, id="assigned"),
        pytest.param("x = y = mark\n", {"x", "y"}, id="both targets"),
        pytest.param("x: object = a . b.mark\n", {"x"}, id="of a module, with a type"),
        pytest.param("x = (\n    # why\n    mark\n)\n", {"x"}, id="in brackets"),
        pytest.param("def f():\n    if (x := mark): ...\n", {"x"}, id="in an expression"),
        pytest.param("x.y = mark\nz = [mark]\n", set(), id="an attribute, an entry"),
    ],
)
def test_one_file(tmp_path: Path, source: str, given: set[str]) -> None:
    assert names(tmp_path, source) == {"mark", *given}


def test_names_of_names_in_any_order(tmp_path: Path) -> None:
    assert names(tmp_path, "from b import x as y\n", "x = mark\n", "z = y\nmark = z\n") == {"mark", "x", "y", "z"}


def test_a_file_that_does_not_give_one_need_not_parse(tmp_path: Path) -> None:
    assert names(tmp_path, "x = mark\n", "def (mark\n") == {"mark", "x"}
