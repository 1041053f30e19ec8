import libcst as cst
import pytest

from llama_router_codemod.source.statements import assigned_name


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("a = f()", "a"),
        ("a = b = 1", None),
        ("a, b = 1, 2", None),
        ("a.b = 1", None),
        ("a: int = 1", None),
        ("a += 1", None),
        ("a = 1; b = 2", None),
        ("if a:\n    b = 1\n", None),
    ],
)
def test_assigned_name(statement: str, name: str | None) -> None:
    assert assigned_name(cst.parse_statement(statement)) == name
