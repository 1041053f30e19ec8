import ast

import pytest

from llama_router_codemod.conventions.caller import caller_expression
from llama_router_codemod.conventions.endpoint_wrapper import EndpointWrapper


def found(*statements: str) -> str | None:
    """The caller where statements find out who calls; the last one has it."""
    name = ast.unparse(ast.parse(statements[-1]).body[0]).partition(" = ")[0]
    return caller_expression(EndpointWrapper(user=statements, user_name=name))


def test_nobody_is_asked() -> None:
    assert caller_expression(EndpointWrapper()) is None


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        pytest.param(
            ("attributes = request.scope.get('user_attributes', {})",),
            "request.scope.get('user_attributes', {})",
            id="0.2.4",
        ),
        pytest.param(
            (
                "user_attributes = request.scope.get('user_attributes', {})",
                "principal = request.scope.get('principal', '')",
                "user = User(principal, user_attributes)",
            ),
            "User(request.scope.get('principal', ''), request.scope.get('user_attributes', {}))",
            id="0.2.12",
        ),
        pytest.param(
            ("p = request.scope.get('principal', '')", "user = User(principal=p)"),
            "User(principal=request.scope.get('principal', ''))",
            id="by name",
        ),
        pytest.param(("user = user_from_scope(request.scope)",), "user_from_scope(request.scope)", id="0.3.5"),
        pytest.param(("user = user_from_scope(asked.scope)",), "user_from_scope(request.scope)", id="another request"),
    ],
)
def test_the_caller(statements: tuple[str, ...], expected: str) -> None:
    assert found(*statements) == expected


def test_the_last_variable_is_not_always_the_caller() -> None:
    wrapper = EndpointWrapper(user=("a = f(request.scope)", "b = g(request.scope)"), user_name="a")
    assert caller_expression(wrapper) == "f(request.scope)"
