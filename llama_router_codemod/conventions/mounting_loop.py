"""LRC908: the loop in which the server mounts its routes has a statement that no rule knows, or there is none.

It is found by the call of the endpoint wrapper inside a loop over APIs (llama_stack 0.3.5, core/server/server.py:484 to
521, in `create_app`; in `main` before 0.2.23). Routers are included there, so what it does for a route must be known.
"""

from __future__ import annotations

import ast
import enum
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from llama_router_codemod.model.finding import Facts
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.source.pattern import Bindings, identifier
from llama_router_codemod.source.statement_rules import StatementRule, UnknownStatement, understand

WRAPPER = "create_dynamic_typed_route"
_CALLS_WRAPPER = re.compile(rf"\b{WRAPPER}\(".encode())


class Reason(enum.StrEnum):
    """What is not known."""

    NO_LOOP = "no loop"
    SEVERAL = "several loops"
    NO_FUNCTION = "a function that is not found"
    STATEMENT = "an unknown statement"


@dataclass(frozen=True)
class UnknownMounting(Facts):
    """The file, and the first line of the statement."""

    code = "LRC908"
    reason: Reason
    path: str
    statement: str | None = None


@dataclass(frozen=True)
class MountingLoop:
    """The loop over the APIs that are served: the names that it uses, and the function that lists all routes.

    `fixed_verb` is the verb under which every route is mounted, None where each route tells its own.
    """

    path: PurePosixPath
    app: str
    api: str
    impl: str
    routes: str
    all_routes: str
    discovery: str
    fixed_verb: str | None = None
    includes_routers: bool = False


def mounting_files(symbols: Symbols) -> Iterator[PurePosixPath]:
    """The files outside tests with a call of the wrapper inside a function."""
    for path in symbols.checkout.containing(_CALLS_WRAPPER):
        if "tests" not in path.parts and any(_loops(symbols.tree(path))):
            yield path


def read_mounting_loop(symbols: Symbols, path: PurePosixPath) -> MountingLoop:
    """The loop of a file. Raises UnknownStatement for a statement that no rule knows."""
    function, loop = next(_loops(symbols.tree(path)))
    assert isinstance(loop.target, ast.Name)
    found = understand(loop.body, _PER_API, MountingLoop(path, "", "", "", "", "", ""), {"_api_str": loop.target})
    bound = found.bound
    if "_app" not in bound or "_api" not in bound or "_impl" not in bound:
        raise UnknownStatement(loop)
    all_routes = identifier(bound, "_all_routes")
    return replace(
        found.facts,
        app=identifier(bound, "_app"),
        api=identifier(bound, "_api"),
        impl=identifier(bound, "_impl"),
        routes=identifier(bound, "_routes"),
        all_routes=all_routes,
        discovery=_discovery(function, loop, all_routes),
    )


def _loops(tree: ast.Module) -> Iterator[tuple[ast.FunctionDef, ast.For]]:
    """The innermost functions and their outermost loops that call the wrapper."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            for loop in function.body:
                if isinstance(loop, ast.For) and isinstance(loop.target, ast.Name) and _calls(loop, WRAPPER):
                    yield function, loop


def _calls(node: ast.AST, function: str) -> bool:
    return any(
        isinstance(item, ast.Call) and isinstance(item.func, ast.Name) and item.func.id == function
        for item in ast.walk(node)
    )


def _discovery(function: ast.FunctionDef, loop: ast.For, variable: str) -> str:
    for statement in function.body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(func=ast.Name(id=discovery))) if (
                name == variable
            ):
                return discovery
            case _:
                pass
    raise UnknownStatement(loop)


_Rule = StatementRule[MountingLoop]


def _with_verb(facts: MountingLoop, bound: Bindings, statement: ast.stmt) -> MountingLoop:
    match bound["_verb"]:
        case ast.Constant(value=str(verb)):
            return replace(facts, fixed_verb=verb.upper())
        case _:
            return facts


def _with_routers(facts: MountingLoop, bound: Bindings, statement: ast.stmt) -> MountingLoop:
    return replace(facts, includes_routers=True)


_LOG = tuple(map(_Rule, ("logger.debug(...)", "logger.info(...)", "logger.debug(..., ..., ...)")))
_MOUNT = tuple(
    _Rule(
        f"getattr(_app, {verb})(_route._path{options})({WRAPPER}(_impl_method, {verb}, _route._path))",
        _with_verb,
    )
    for verb in ("_verb", "_verb.lower()")
    for options in (", response_model=None", "")
)
_PER_ROUTE = (
    _Rule("if not hasattr(_impl, _route.name):\n    raise ValueError(...)"),
    _Rule("_impl_method = getattr(_impl, _route.name)"),
    _Rule('_methods = [_m for _m in _route.methods if _m != "HEAD"]'),
    _Rule("if not _methods:\n    raise ValueError(...)"),
    _Rule("_verb = _methods[0]"),
    _Rule('_verb = next(_m for _m in _route.methods if _m != "HEAD")'),
    *_LOG,
    _Rule(
        "with warnings.catch_warnings():\n    ...",
        inside={
            "body": (
                _Rule('warnings.filterwarnings("ignore", category=UserWarning, module="pydantic._internal._fields")'),
                *_MOUNT,
            )
        },
    ),
    *_MOUNT,
)
_PER_API = (
    _Rule("_api = Api(_api_str)"),
    _Rule("_routes = _all_routes[_api]"),
    _Rule("_impl = _impls[_api]"),
    _Rule(
        "try:\n    _impl = _impls[_api]\nexcept KeyError as _error:\n    raise ValueError(...) from _error",
    ),
    # What this tool puts there itself.
    _Rule("if _api in _routers:\n    include_routers(_app, _api, _impl, _routers[_api])\n    continue", _with_routers),
    *_LOG,
    _Rule("for _route, _any in _routes:\n    ...", inside={"body": _PER_ROUTE}),
    _Rule("for _route in _routes:\n    ...", inside={"body": _PER_ROUTE}),
)
