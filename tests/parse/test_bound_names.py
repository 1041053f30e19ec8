"""The names that statements bind in their scope."""

import ast

import pytest

from llama_router_codemod.parse.bound_names import (
    bindings_besides_imports,
    bindings_by_name,
    defined_names,
    imported_names,
    names_bound_by,
    top_level,
)


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("a = b", {"a"}),
        ("a = [b, *c] = x", {"a", "b", "c"}),
        ("a.b = c[d] = 1", set()),
        ("a: int", {"a"}),
        ("a += 1", {"a"}),
        ("import a.b, c as d", {"a", "d"}),
        ("from a import b, c as d", {"b", "d"}),
        ("def a():\n    b = 1\n", {"a"}),
        ("async def a(): ...", {"a"}),
        ("class a:\n    b = 1\n", {"a"}),
        ("try:\n    a = 1\nexcept E:\n    b = 1\nelse:\n    c = 1\nfinally:\n    d = 1\n", {"a", "b", "c", "d"}),
        ("try:\n    a = 1\nexcept* E:\n    b = 1\n", {"a", "b"}),
        ("if x:\n    a = 1\nelif y:\n    b = 1\nelse:\n    c = 1\n", {"a", "b", "c"}),
        ("for a, b in x:\n    c = 1\nelse:\n    d = 1\n", {"a", "b", "c", "d"}),
        ("while x:\n    a = 1\nelse:\n    b = 1\n", {"a", "b"}),
        ("with x as a, y as (b, c), z:\n    import d\n", {"a", "b", "c", "d"}),
        (
            "match x:\n    case [a, *b]:\n        c = 1\n    case {'k': d, **e} | F(d, e): ...\n",
            {"a", "b", "c", "d", "e"},
        ),
        ("print(a := 1, [b := y for y in x])", {"a", "b"}),
        ("if (a := x) and (lambda: (b := 1)):\n    pass\n", {"a"}),
        ("def f(x=(a := 1)):\n    (b := 1)\n", {"f", "a"}),
    ],
)
def test_names_bound_by(source: str, names: set[str]) -> None:
    assert set(names_bound_by(ast.parse(source).body)) == names


def test_a_statement_itself() -> None:
    (loop,) = ast.parse("for a in (b := x):\n    c = 1\n").body
    assert list(defined_names(loop)) == ["a", "b"]


def test_what_decides_stands_last() -> None:
    tree = ast.parse("try:\n    a\nexcept E:\n    b\nif x:\n    c\nelse:\n    d\n")
    assert [ast.unparse(node) for node in top_level(tree.body) if isinstance(node, ast.Expr)] == ["b", "a", "d", "c"]


def test_imported_names() -> None:
    tree = ast.parse("import a.b, c as d\nfrom e import f, g as h\n\n\ndef k():\n    import l\n")
    assert imported_names(tree) == {"a", "d", "f", "h"}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("import X", id="an import"),
        pytest.param("print(X)", id="a use"),
        pytest.param("a.X = 1", id="an attribute"),
        pytest.param("f(X=1)", id="a keyword"),
        pytest.param("class A:\n    X = 1\n    def X(self): ...", id="members of a class"),
    ],
)
def test_no_other_binding(text: str) -> None:
    assert list(bindings_besides_imports(ast.parse(text), "X")) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("X = 1", id="a constant"),
        pytest.param("def X(): ...", id="a function"),
        pytest.param("class X: ...", id="a class"),
        pytest.param("def f(X): ...", id="a parameter"),
        pytest.param("def f():\n    for X in a: ...", id="a variable of a function"),
        pytest.param("class A:\n    def f(self):\n        X = 1", id="a variable of a method"),
    ],
)
def test_another_binding(text: str) -> None:
    assert len(list(bindings_besides_imports(ast.parse(text), "X"))) == 1


@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param("print(X)", 0, id="a use"),
        pytest.param("def f(X):\n    X = 1", 0, id="a name of a function"),
        pytest.param("class A:\n    X = 1", 0, id="a member of a class"),
        pytest.param("a = [X for X in b]", 0, id="a name of a comprehension"),
        pytest.param("a = lambda: (X := 1)", 0, id="a name of a lambda"),
        pytest.param("a[0].X = 1", 0, id="an attribute"),
        pytest.param("import X.a, X.b", 2, id="modules below one package"),
        pytest.param("from a import b as X", 1, id="an import under another name"),
        pytest.param("try:\n    import X\nexcept E:\n    X = None", 2, id="a fallback"),
        pytest.param("X = 1\nX += 1\ndel X", 3, id="assignments"),
        pytest.param("X: int = 1\ndef X(): ...\nclass X: ...", 3, id="definitions"),
        pytest.param("for X in a: ...\nwith a as X: ...\ntry: ...\nexcept E as X: ...", 3, id="statements"),
        pytest.param("match a:\n    case [X, *X] | {**X}: ...", 3, id="patterns"),
        pytest.param("a = [b for c in d if (X := c)]", 1, id="out of a comprehension"),
        pytest.param("if (X := a): ...", 1, id="an expression"),
        pytest.param("X = 1\ndef f():\n    global X\n    X = 2", 2, id="a global"),
    ],
)
def test_how_often_a_name_is_bound(text: str, count: int) -> None:
    assert bindings_by_name(ast.parse(text))["X"] == count
