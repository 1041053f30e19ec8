"""How the server of a checkout gets its logger, so that routers log in the same category."""

from __future__ import annotations

import ast

from llama_router_codemod.conventions.server import Server
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.source.syntax import dotted

_LOGGER = "logger"
_STANDARD = "logging.getLogger(__name__)"


def logger_expression(symbols: Symbols, server: Server | None) -> str:
    """The call that makes the logger of the server's module: `get_logger(name=__name__, category="core::server")`.

    One of the standard library where that cannot be told.
    """
    for statement in symbols.tree(server.loop.path).body if server is not None else ():
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call() as call) if name == _LOGGER and _is_same(
                call
            ):
                return ast.unparse(call)
            case _:
                pass
    return _STANDARD


def _is_same(call: ast.Call) -> bool:
    """Whether a call means the same in every module, `__name__` apart."""
    arguments = (*call.args, *(keyword.value for keyword in call.keywords))
    return (isinstance(call.func, ast.Name) or dotted(call.func) == "logging.getLogger") and all(
        isinstance(argument, ast.Constant) or dotted(argument) == "__name__" for argument in arguments
    )
