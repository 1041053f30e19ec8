"""Small templates, and what is left of them. Known here: there is a `request_log`, there is no `error_model`."""

import libcst as cst
import pytest

from llama_router_codemod.conventions.capabilities import Capabilities
from llama_router_codemod.infra.fold_known_values import FoldKnownValues

CAPABILITIES = Capabilities(request_log=True)


def folded(code: str) -> str:
    names = {"APIS": "pkg.apis", "CALLER": "User(request.scope)"}
    sequences = {"VARIABLES": ["ONE", "TWO"], "NONE": []}
    fields = {"FACTS": ["public: bool = False", "scope: str | None = None"], "NOTHING": []}
    return cst.parse_module(code).visit(FoldKnownValues(CAPABILITIES, names, sequences, fields)).code


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("x = 1 if y else 2\n", id="conditional expression"),
        pytest.param("if x and not y:\n    a\nelif z:\n    b\nelse:\n    c\n", id="if"),
        pytest.param("while True:\n    a\n", id="loop"),
        pytest.param("def f():\n    if x:\n        return 1\n    return 2\n", id="return in a branch"),
        pytest.param("x = [*y, z]\n", id="list"),
        pytest.param("x = other.error_model\n", id="attribute of something else"),
        pytest.param("from a import APIS\n", id="import"),
        pytest.param("class A:\n    OTHERS: int\n", id="declaration"),
    ],
)
def test_stays(code: str) -> None:
    assert folded(code) == code


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        pytest.param("if capabilities.request_log:\n    a\nb\n", "a\nb\n", id="applies"),
        pytest.param("if capabilities.error_model:\n    a\nb\n", "b\n", id="does not apply"),
        pytest.param("if capabilities.request_log:\n    a\nelse:\n    b\n", "a\n", id="applies, with else"),
        pytest.param("if capabilities.error_model:\n    a\nelse:\n    b\n", "b\n", id="else"),
        pytest.param("if not capabilities.error_model:\n    a\n", "a\n", id="not"),
        pytest.param("if capabilities.request_log and x:\n    a\n", "if x:\n    a\n", id="and"),
        pytest.param("if capabilities.error_model and x and y:\n    a\nb\n", "b\n", id="and, does not apply"),
        pytest.param(
            "if capabilities.request_log and x and y:\n    a\n", "if x and y:\n    a\n", id="and of more than two"
        ),
        pytest.param("if capabilities.error_model or x:\n    a\n", "if x:\n    a\n", id="or"),
        pytest.param("if capabilities.request_log or x or y:\n    a\nb\n", "a\nb\n", id="or, applies"),
        pytest.param("x = a if capabilities.request_log else b\n", "x = a\n", id="expression"),
        pytest.param("x = a if capabilities.error_model else b\n", "x = b\n", id="expression, else"),
        pytest.param("a\n# why\nAPIS = a.b\nx = y\n", "a\nx = y\n", id="assignment to a name"),
        pytest.param("x = APIS.y\n", "x = pkg.apis.y\n", id="name"),
        pytest.param("f(CALLER)\n", "f(User(request.scope))\n", id="name for a call"),
        pytest.param("x = [a, *VARIABLES, b]\n", "x = [a, ONE, TWO, b]\n", id="sequence"),
        pytest.param("x = [*NONE]\n", "x = []\n", id="empty sequence"),
        pytest.param(
            'class A:\n    """Doc."""\n\n    FACTS: Any = None\n',
            'class A:\n    """Doc."""\n\n    public: bool = False\n    scope: str | None = None\n'.replace(
                "\n\n    public", "\n    public"
            ),
            id="declarations",
        ),
        pytest.param(
            'class A:\n    """Doc."""\n    NOTHING: Any = None\n', 'class A:\n    """Doc."""\n', id="no declarations"
        ),
    ],
)
def test_is_folded(code: str, expected: str) -> None:
    assert folded(code) == expected


def test_nested_branches_lose_their_indentation() -> None:
    code = """\
def f():
    with x:
        if capabilities.request_log:
            a
            if capabilities.error_model:
                b
            else:
                with y:
                    c
        d
"""
    assert folded(code) == "def f():\n    with x:\n        a\n        with y:\n            c\n        d\n"


def test_what_follows_a_return_goes() -> None:
    code = "def f():\n    if capabilities.request_log:\n        a\n        return 1\n    return 2\n"
    assert folded(code) == "def f():\n    a\n    return 1\n"


def test_what_follows_a_raise_goes() -> None:
    code = "def f():\n    if capabilities.request_log:\n        raise a from b\n    raise\n"
    assert folded(code) == "def f():\n    raise a from b\n"


def test_what_follows_a_branch_that_does_not_apply_stays() -> None:
    code = "def f():\n    if capabilities.error_model:\n        return 1\n    return 2\n"
    assert folded(code) == "def f():\n    return 2\n"


def test_a_definition_keeps_the_lines_above_it() -> None:
    code = """\
a


# About f.
if capabilities.request_log:

    # More about f.
    @decorated
    def f(): ...


b
"""
    assert folded(code) == "a\n\n\n# About f.\n# More about f.\n@decorated\ndef f(): ...\n\n\nb\n"


def test_an_unknown_capability_is_an_error() -> None:
    with pytest.raises(AttributeError):
        folded("if capabilities.unheard_of:\n    a\n")
