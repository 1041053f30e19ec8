import libcst as cst
import pytest

from llama_router_codemod.source.dotted_name import dotted_name


@pytest.mark.parametrize(
    ("code", "name"),
    [
        pytest.param("a", "a", id="name"),
        pytest.param("a.b.c", "a.b.c", id="attributes"),
        pytest.param("a . b", "a.b", id="spaces"),
        pytest.param("a()", None, id="call"),
        pytest.param("a().b", None, id="attribute of a call"),
        pytest.param("a[0].b", None, id="attribute of an item"),
        pytest.param("'a'", None, id="string"),
    ],
)
def test_dotted_name(code: str, name: str | None) -> None:
    assert dotted_name(cst.parse_expression(code)) == name
