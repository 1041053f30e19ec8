import ast

import libcst as cst
import pytest

from llama_router_codemod.rewrite.split.statements import Statement, is_import, names_bound_by, statements_of

PIECES = [
    "",
    "x = 1",
    "x = 1; y = 2  # both\nz = 3\n",
    "# header\n\n# note\nx = 1\n\n\n# footer\n# end",
    '"""Text.\n\n# no comment\n"""\n\nfrom a import (\n    b,\n)\n',
    "@one\n# between\n@two(\n    3,\n)\n# above\ndef f(): ...\n    # inside\n  # deeper\n# next\nclass A:\n    x = 1\n",
    "if a:\n    b\n    # of a\nelif c:\n    d\nelse:\n    e\n\n    # of e\n\n# of f\nf = \\\n    1\n\n",
    "try:\n    import a\nexcept ImportError:  # none\n    a = None\n",
]


def only_statement(source: str) -> Statement:
    module = cst.parse_module(f"x = 1\n{source}")
    return Statement.of(module.body[1], module)


def test_facts() -> None:
    statement = only_statement("\n# Why.\n\n# Indeed.\nclass M(Base):\n    p: 'P'\n")
    assert statement.code == "\n# Why.\n\n# Indeed.\nclass M(Base):\n    p: 'P'\n"
    assert (statement.defines, statement.uses, statement.modules) == ({"M"}, {"Base", "p", "P"}, frozenset())
    assert (statement.is_import, statement.is_guarded) == (False, False)
    assert statement.comments == "# Why.\n# Indeed.\n"


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


@pytest.mark.parametrize(
    ("source", "names"),
    [
        pytest.param("try:\n    a = 1\nexcept E:\n    b = 1\n", {"a", "b"}, id="try"),
        pytest.param("try:\n    a = 1\nfinally:\n    b = 1\n", {"a", "b"}, id="finally"),
        pytest.param("if x:\n    a = 1\nelif y:\n    b = 1\nelse:\n    c = 1\n", {"a", "b", "c"}, id="if"),
        pytest.param("for a in x:\n    b = 1\n", set(), id="loop"),
        pytest.param("def a():\n    b = 1\n", {"a"}, id="function"),
    ],
)
def test_names_inside_blocks(source: str, names: set[str]) -> None:
    assert set(names_bound_by(ast.parse(source).body)) == names


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("text", PIECES)
def test_statements_are_cut_as_they_are_written_out(text: str, newline: str) -> None:
    source = text.replace("\n", newline)
    module = cst.parse_module(source)
    statements = statements_of(module, source)
    assert [statement.node for statement in statements] == [*module.body]
    assert [statement.code for statement in statements] == [module.code_for_node(node) for node in module.body]
