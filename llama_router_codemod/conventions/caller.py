"""Who calls: the expression that the endpoint wrapper finds the user of a request with."""

from __future__ import annotations

import ast

from llama_router_codemod.conventions.endpoint_wrapper import EndpointWrapper

REQUEST = "request"


def caller_expression(wrapper: EndpointWrapper) -> str | None:
    """What the wrapper gives to the provider data, as one expression of `request`; None when it gives nothing.

    `user_attributes = request.scope.get("user_attributes", {})` gives `request.scope.get("user_attributes", {})`.
    """
    known: dict[str, ast.expr] = {}
    for source in wrapper.user:
        (statement,) = ast.parse(source).body
        assert isinstance(statement, ast.Assign)
        known[ast.unparse(statement.targets[0])] = _Inline(known).visit(statement.value)
    return None if wrapper.user_name is None else ast.unparse(known[wrapper.user_name])


class _Inline(ast.NodeTransformer):
    """Puts expressions in the place of the variables that have them; whatever has a `scope` is the request."""

    def __init__(self, known: dict[str, ast.expr]) -> None:
        self.known = known

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return self.known.get(node.id, node)

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        if node.attr == "scope" and isinstance(node.value, ast.Name):
            return ast.Attribute(ast.Name(REQUEST, ast.Load()), node.attr, node.ctx)
        return self.generic_visit(node)
