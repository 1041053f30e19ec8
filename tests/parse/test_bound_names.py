"""The names that statements bind in their scope."""

import ast

import pytest

from llama_router_codemod.parse.bound_names import defined_names, names_bound_by, top_level


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
