"""The decorator: under which names a module has it, and what can be said with it."""

import ast
from pathlib import Path

import pytest
from tiny_checkout import tiny_checkout
from trees import tree

from llama_router_codemod.conventions.webmethod import (
    MetadataField,
    WebmethodConvention,
    is_webmethod,
    webmethod_convention,
    webmethod_names,
)

MODULE = "pkg.apis.agents"
FUNCTION = """\
def webmethod(route: str | None = None, method: str | None = None, deprecated: bool = False, scope: str | None = None):
    def wrap(function):
        function.__webmethods__ = [WebMethod(route=route, method=method, scope=scope)]
        return function

    return wrap
"""
DATACLASS = """\
@dataclass
class WebMethod:
    route: str | None = None
    method: str | None = None
    scope: str | None = None
    public: bool = False
    examples: list[str]
    level: str | None = None


"""


def convention(root: Path, source: str) -> WebmethodConvention:
    return webmethod_convention(tiny_checkout(root, {"pkg/schema_utils.py": source}))


def names(metadata: tuple[MetadataField, ...]) -> list[str]:
    return [field.name for field in metadata]


def test_a_tree_that_does_not_define_it_has_the_usual_one(tmp_path: Path) -> None:
    found = convention(tmp_path, "")
    assert (found.module, found.arguments) == (None, ("route", "method", "level", "deprecated"))
    assert found.takes("required_scope")
    assert not found.takes("timeout")


def test_the_fields_of_its_dataclass_beyond_those_of_a_route(tmp_path: Path) -> None:
    assert convention(tmp_path, DATACLASS + FUNCTION) == WebmethodConvention(
        "pkg.schema_utils",
        ("route", "method", "deprecated", "scope"),
        (
            MetadataField("scope", "str | None", "None"),
            MetadataField("public", "bool", "False"),
            MetadataField("examples", "list[str]", None),
        ),
    )


def test_without_a_dataclass_it_has_the_usual_ones_among_its_arguments(tmp_path: Path) -> None:
    function = "def webmethod(route, *, required_scope=None, own=None): ...\n"
    found = convention(tmp_path, function)
    assert (found.arguments, names(found.metadata)) == (("route", "required_scope", "own"), ["required_scope"])


def test_with_any_arguments_it_has_all_of_the_usual_ones(tmp_path: Path) -> None:
    found = convention(tmp_path, "def webmethod(route, **options): ...\n")
    assert found.arguments == ("route", "deprecated")
    assert names(found.metadata)[-2:] == ["required_scope", "require_authentication"]


def test_a_module_that_is_not_there_has_no_names_for_it(tmp_path: Path) -> None:
    assert webmethod_names(tree(tmp_path, {}), "elsewhere") == frozenset()


@pytest.mark.parametrize(
    ("imports", "spellings"),
    [
        pytest.param("from typing import Protocol", set(), id="something else"),
        pytest.param("import os", {"os.webmethod"}, id="a module that may have it"),
        pytest.param("from pkg.schema_utils import webmethod", {"webmethod"}, id="from its module"),
        pytest.param("from elsewhere import webmethod as wm", {"wm"}, id="from anywhere, as another name"),
        pytest.param("from pkg.schema_utils import *", {"webmethod"}, id="star"),
        pytest.param("from pkg.apis.version import *", set(), id="star of another module"),
        pytest.param("from pkg import schema_utils as su", {"su.webmethod"}, id="by its module"),
        pytest.param("if x:\n    from .. import schema_utils", {"schema_utils.webmethod"}, id="relative, in an if"),
    ],
)
def test_names(tmp_path: Path, imports: str, spellings: set[str]) -> None:
    assert webmethod_names(tree(tmp_path, {"pkg/apis/agents.py": f"{imports}\n"}), MODULE) == spellings


@pytest.mark.parametrize(
    ("decorator", "expected"),
    [
        ("wm", True),
        ("wm(1)", True),
        ("a.wm(1)", True),
        ("webmethod", False),
        ("wm.other", False),
        ("f(wm)", False),
    ],
)
def test_is_webmethod(decorator: str, expected: bool) -> None:
    node = ast.parse(decorator, mode="eval").body
    assert is_webmethod(node, frozenset({"wm", "a.wm"})) is expected
