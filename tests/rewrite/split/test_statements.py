import ast

import libcst as cst
import pytest

from llama_router_codemod.parse.bound_names import is_import
from llama_router_codemod.rewrite.split.statements import Statement


def only_statement(source: str) -> Statement:
    module = cst.parse_module(f"x = 1\n{source}")
    return Statement.of(module.body[1], module)


def test_facts() -> None:
    statement = only_statement("\n# Why.\n\n# Indeed.\nclass M(Base):\n    p: 'P'\n")
    assert statement.code == "\n# Why.\n\n# Indeed.\nclass M(Base):\n    p: 'P'\n"
    assert (statement.defines, statement.uses, statement.modules) == ({"M"}, {"Base", "p", "P"}, frozenset())
    assert (statement.is_import, statement.is_guarded) == (False, False)
    assert statement.comments_lost_in("") == "# Why.\n# Indeed.\n"
    assert statement.comments_lost_in("# Indeed.") == "# Why.\n"


def test_comments_of_an_import() -> None:
    statement = only_statement(
        "# noqa: F401\nfrom a import (  # first\n    b,  # noqa\n    # above\n    c,  # beside\n)\n"
    )
    assert statement.comments_lost_in("from a import b  # noqa\n") == "# noqa: F401\n# first\n# above\n# beside\n"


@pytest.mark.parametrize(
    ("source", "guarded", "defines", "modules"),
    [
        pytest.param("import a.b, c as d\n", False, {"a", "d"}, {"a", "d"}, id="modules"),
        pytest.param("from a import b, c as d\n", False, {"b", "d"}, set(), id="names"),
        pytest.param("import a; from b import c\n", False, {"a", "c"}, {"a"}, id="both"),
        pytest.param("if TYPE_CHECKING:\n    import a\n", True, {"a"}, set(), id="for type checkers"),
        pytest.param("if t.TYPE_CHECKING:\n    from a import b\n", True, {"b"}, set(), id="for type checkers, dotted"),
    ],
)
def test_imports(source: str, guarded: bool, defines: set[str], modules: set[str]) -> None:
    statement = only_statement(source)
    assert statement.is_import
    assert (statement.is_guarded, statement.defines, statement.modules) == (guarded, defines, modules)


@pytest.mark.parametrize(
    "source",
    [
        "x = 1",
        "try:\n    import a\nexcept ImportError:\n    pass",
        "if x:\n    import a",
        "if TYPE_CHECKING:\n    import a\nelse:\n    b = 1",
        "if TYPE_CHECKING:\n    import a\n    b = 1",
    ],
)
def test_no_imports(source: str) -> None:
    assert not is_import(ast.parse(source).body[0])
    assert not only_statement(source).is_import


def test_an_import_beside_another_statement_is_none() -> None:
    assert not only_statement("import a; b = 1\n").is_import
