import ast

import pytest

from llama_router_codemod.contract.service_names import own_names, service_names, used_by_service_only


@pytest.mark.parametrize(
    ("source", "names"),
    [
        pytest.param("", set(), id="nothing"),
        pytest.param("class P: ...", set(), id="the Protocol"),
        pytest.param("class P: ...\nclass M: ...", set(), id="a model"),
        pytest.param("class M:\n    p: P\nclass P: ...", {"M"}, id="what refers to it"),
        pytest.param("class M:\n    p: 'list[P]'\nclass P: ...", {"M"}, id="a forward reference"),
        pytest.param("class M:\n    kind: Literal['P']\nclass P: ...", set(), id="a literal of its name"),
        pytest.param("A = P\nB = A\nC = 1\nclass P: ...", {"A", "B"}, id="through a third"),
        pytest.param("from x import P as P\nclass P: ...", set(), id="an import"),
        pytest.param("__all__ = ['P']\nclass P: ...", set(), id="exports"),
        pytest.param(
            "n = 0\ndef f() -> P:\n    global n\n    n += 1\ndef g(): return n\ndef h(): ...\nclass P: ...",
            {"n", "f", "g"},
            id="a variable that a function changes",
        ),
        pytest.param(
            "s = None\ndef put(x):\n    global s\n    s = x\ndef get() -> P: return s\nclass P: ...",
            {"s", "put", "get"},
            id="a variable that another function changes",
        ),
        pytest.param("n = 0\ndef f():\n    global n\n    n = 1\nclass P: ...", set(), id="one of no Protocol"),
    ],
)
def test_service_names(source: str, names: set[str]) -> None:
    assert service_names(ast.parse(source), {"P"}) == {"P", *names}


def test_own_names() -> None:
    source = """\
import a
from b import c
if TYPE_CHECKING:
    from d import e
try:
    from f import g
except ImportError:
    h = None
finally:
    i = 1
if x:
    import j
else:
    k = 1
class L: ...
"""
    assert own_names(ast.parse(source)) == {"g", "h", "i", "j", "k", "L"}


def test_what_only_the_service_uses() -> None:
    source = "__all__ = ['P', 'json']\nclass M:\n    a: os\nclass P:\n    b: tw\n    c: os\n"
    assert used_by_service_only(ast.parse(source), {"P"}) == {"b", "c", "tw"}
