import ast

import pytest

from llama_router_codemod.source.bound_names import bindings_besides_imports, bindings_by_name, imported_names


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
