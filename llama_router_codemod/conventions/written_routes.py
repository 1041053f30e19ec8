"""The endpoints of a migrated package: functions below a decorator that is the method of a router."""

from __future__ import annotations

import ast
from pathlib import PurePosixPath

from llama_router_codemod.parse.symbols import Symbols

_ROUTER = b"APIRouter"
_VERBS = frozenset({"get", "post", "put", "patch", "delete"})


def written_routes(symbols: Symbols, package: PurePosixPath) -> int:
    """How many routes the modules of a package that make a router declare."""
    checkout = symbols.checkout
    modules = [path for path in checkout.python_files_below(package) if _ROUTER in checkout.contents[path]]
    return sum(
        _is_route(item) for path in modules for node in ast.walk(symbols.tree(path)) for item in _decorators(node)
    )


def _decorators(node: ast.AST) -> list[ast.expr]:
    return node.decorator_list if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) else []


def _is_route(decorator: ast.expr) -> bool:
    match decorator:
        case ast.Call(func=ast.Attribute(attr=verb), args=[_, *_]):
            return verb in _VERBS
        case _:
            return False
