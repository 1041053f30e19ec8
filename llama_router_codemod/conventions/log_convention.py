"""How the server of a checkout gets its logger, so that routers log in the same category."""

from __future__ import annotations

import ast
from copy import deepcopy

from llama_router_codemod.conventions.server import Server
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.source.syntax import dotted

_LOGGER = "logger"
_STANDARD = "logging.getLogger(__name__)"


def logger_expression(symbols: Symbols, server: Server | None) -> str:
    """The call that makes the logger of the server's module: `get_logger(name=__name__, category="core::server")`.

    It names that module where a server that starts sets the level of its own logger, which no other logger gets. One of
    the standard library where the call cannot be told.
    """
    call = _logger(symbols, server) if server is not None else None
    if server is None or call is None:
        return _STANDARD
    return ast.unparse(_OfModule(server.module).visit(deepcopy(call)) if _sets_level(symbols, server, call) else call)


class _OfModule(ast.NodeTransformer):
    """Puts the name of a module in place of `__name__`."""

    def __init__(self, module: str) -> None:
        self._module = module

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return ast.Constant(self._module) if node.id == "__name__" else node


def _sets_level(symbols: Symbols, server: Server, made: ast.Call) -> bool:
    """Whether the server makes its logger anew with more: `get_logger(name=__name__, category="core::server",
    config=logger_config)` in create_app (core/server/server.py:392)."""
    return any(
        ast.dump(node.func) == ast.dump(made.func) and _arguments(node) > _arguments(made)
        for node in ast.walk(symbols.tree(server.loop.path))
        if isinstance(node, ast.Call)
    )


def _logger(symbols: Symbols, server: Server) -> ast.Call | None:
    for statement in symbols.tree(server.loop.path).body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call() as call):
                if name == _LOGGER and _is_same(call):
                    return call
            case _:
                pass
    return None


def _arguments(call: ast.Call) -> int:
    return len(call.args) + len(call.keywords)


def _is_same(call: ast.Call) -> bool:
    """Whether a call means the same in every module, `__name__` apart."""
    arguments = (*call.args, *(keyword.value for keyword in call.keywords))
    return (isinstance(call.func, ast.Name) or dotted(call.func) == "logging.getLogger") and all(
        isinstance(argument, ast.Constant) or dotted(argument) == "__name__" for argument in arguments
    )
