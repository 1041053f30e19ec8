import ast

import pytest

from llama_router_codemod.source.pattern import Bindings, match_statement


def match(pattern: str, code: str, bound: Bindings | None = None) -> dict[str, str] | None:
    """What the underscored names of a pattern stand for in a statement; None if it does not match."""
    (statement,) = ast.parse(code).body
    found = match_statement(pattern, statement, bound or Bindings())
    if found is None:
        return None
    names = {name: identifier for name, identifier in found.names.items() if name.startswith("_")}
    return names | {name: ast.unparse(code) for name, code in found.code.items()}


@pytest.mark.parametrize(
    "statement",
    [
        "pass",
        "x = f(a, *b, c=1, **d)",
        "async def f(a: int, *, b=None):\n    return await g(a)",
        "with a, b:\n    x[0] += 1",
        "try:\n    f()\nexcept E as e:\n    raise G from e\nelse:\n    pass\nfinally:\n    h()",
        'x = f"/{a.b}/{c!r:>{d}}"',
    ],
)
def test_a_statement_matches_itself(statement: str) -> None:
    assert match(statement, statement) == {}


@pytest.mark.parametrize(
    ("pattern", "code"),
    [
        pytest.param("x = 1", "x = 2", id="constant"),
        pytest.param("x = 1", "x = True", id="kind of constant"),
        pytest.param("x = ...", "x = None", id="an ellipsis is itself"),
        pytest.param("f(...)", "f(1)", id="an ellipsis is no wildcard"),
        pytest.param("x = a", "x = b", id="name"),
        pytest.param("x = a.b", "x = a.c", id="attribute"),
        pytest.param("x = a == b", "x = a != b", id="operator"),
        pytest.param("f(a)", "await f(a)", id="await"),
        pytest.param("f(a)", "f(a, b)", id="more arguments"),
        pytest.param("f(a)", "f(a, b=c)", id="more keywords"),
        pytest.param("f(a, b=c)", "f(a, d=c)", id="another keyword"),
        pytest.param("f(a, b)", "f(b, a)", id="order"),
        pytest.param("x = f'{a}'", "x = f'{a!r}'", id="conversion"),
        pytest.param("def f():\n    return a", "async def f():\n    return a", id="async"),
        pytest.param("def f():\n    return a", "@g\ndef f():\n    return a", id="decorator"),
        pytest.param("def f(a):\n    return a", "def f(a=1):\n    return a", id="default"),
        pytest.param("if a:\n    b()", "if a:\n    b()\nelse:\n    c()", id="else"),
        pytest.param(
            "try:\n    a()\nexcept E:\n    b()", "try:\n    a()\nexcept E as e:\n    b()", id="name of an error"
        ),
        pytest.param("raise a from b", "raise a", id="cause"),
        pytest.param("from a import b", "from a import b as c", id="alias"),
        pytest.param("from a import b", "from .a import b", id="relative import"),
    ],
)
def test_any_difference_counts(pattern: str, code: str) -> None:
    assert match(pattern, code) is None


def test_an_underscored_name_stands_for_an_identifier() -> None:
    assert match("_user = f(scope)", "caller = f(scope)") == {"_user": "caller"}
    assert match("_user = f(scope)", "request.user = f(scope)") is None
    assert match("f(_user)", "f(g(user))") is None


def test_it_stands_for_the_same_one_everywhere() -> None:
    assert match("_a = f(_a)", "x = f(x)") == {"_a": "x"}
    assert match("_a = f(_a)", "x = f(y)") is None


def test_two_names_stand_for_different_ones() -> None:
    assert match("_a = f(_b)", "x = f(y)") == {"_a": "x", "_b": "y"}
    assert match("_a = f(_b)", "x = f(x)") is None


def test_a_plain_name_is_nothing_that_a_pattern_binds() -> None:
    assert match("_a = f(scope)", "f = f(scope)") is None
    assert match("f(_a)", "f(f)") is None


def test_earlier_bindings_count() -> None:
    bound = Bindings({"_a": "x", "f": "f"})
    assert match("g(_a)", "g(x)", bound) == {"_a": "x"}
    assert match("g(_a)", "g(y)", bound) is None
    assert match("g(_b)", "g(x)", bound) is None
    assert match("_b = 1", "f = 1", bound) is None


def test_parameters_functions_errors_and_modules_have_names_too() -> None:
    assert match("def _f(_a, *, b):\n    return _a", "def g(x, *, b):\n    return x") == {"_f": "g", "_a": "x"}
    assert match("async def _f(**_k):\n    return _k", "async def g(**x):\n    return x") == {"_f": "g", "_k": "x"}
    assert match("try:\n    f()\nexcept E as _e:\n    raise _e", "try:\n    f()\nexcept E as x:\n    raise x") == {
        "_e": "x"
    }
    assert match("from _module import a", "from b.c import a") == {"_module": "b.c"}
    assert match("_x = 1", "a = 1", Bindings({"a": "a"})) is None


def test_two_underscores_stand_for_any_expression() -> None:
    assert match("for x in __map.items():\n    pass", "for x in {A.b: C}.items():\n    pass") == {"__map": "{A.b: C}"}


@pytest.mark.parametrize(
    "text",
    ["'text'", "name", "a.b.c", "f'{a}: {b.c!r:>5}'", "f'{str(error)} {route.method.upper()}'", "f'{route=}'"],
)
def test_a_text_has_no_effect(text: str) -> None:
    assert match("log(_text)", f"log({text})") == {}


@pytest.mark.parametrize(
    "text",
    ["f(a)", "f'{f(a)}'", "a[0]", "f'{(a := b)}'", "f'{a:{f()}}'", "f'{str(f())}'", "a.upper(b)", "await a", "str(*a)"],
)
def test_anything_else_is_no_text(text: str) -> None:
    assert match("log(_text)", f"log({text})") is None


def test_three_dots_at_the_end_of_a_block_stand_for_the_rest() -> None:
    assert match("if a:\n    ...", "if a:\n    b()\n    c()") == {}
    assert match("if a:\n    b()\n    ...", "if a:\n    b()") == {}
    assert match("if a:\n    b()\n    ...", "if a:\n    c()\n    b()") is None
    assert match("if a:\n    ...\n    b()", "if a:\n    c()\n    b()") is None


def test_annotations_count_where_the_pattern_has_them() -> None:
    assert match("def f(a):\n    ...", "def f(a: int) -> str:\n    ...") == {}
    assert match("def f(a: int) -> str:\n    ...", "def f(a: int) -> str:\n    ...") == {}
    assert match("def f(a: int):\n    ...", "def f(a: str):\n    ...") is None
    assert match("def f(a: int):\n    ...", "def f(a):\n    ...") is None


def test_a_pattern_is_one_statement() -> None:
    with pytest.raises(ValueError, match="too many values"):
        match("a\nb", "a")
