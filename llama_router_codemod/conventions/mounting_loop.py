"""LRC908: the loop in which the server mounts its routes has a statement that no rule knows, or there is none.

It is found by the call of the endpoint wrapper inside a loop over APIs (llama_stack 0.3.5, core/server/server.py:484 to
521, in `create_app`; in `main` before 0.2.23). Routers are included there, so what it does for a route must be known.
"""

from __future__ import annotations

import ast
import enum
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any

from llama_router_codemod.model.finding import Facts
from llama_router_codemod.model.place import Place
from llama_router_codemod.parse.bound_names import bindings_besides_imports
from llama_router_codemod.parse.classes import base_names
from llama_router_codemod.parse.symbols import Definition, Symbols
from llama_router_codemod.source.pattern import Bindings
from llama_router_codemod.source.statement_rules import (
    Block,
    OneOf,
    StatementRule,
    Understood,
    UnknownStatement,
    either,
    optional,
    understand,
)
from llama_router_codemod.source.syntax import dotted, place_of

WRAPPER = "create_dynamic_typed_route"
#: What a server with a registry of factories calls for the router of an API, and what this tool calls the result.
BUILDS, ROUTER = "build_fastapi_router", "router"
_APPLICATION = "FastAPI"
_NAMES_WRAPPER = re.compile(rf"\b{WRAPPER}\b".encode())


class Reason(enum.StrEnum):
    """What is not known."""

    NO_LOOP = "no loop"
    SEVERAL = "several loops"
    NO_NAME = "a file that is no module"
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

    `external_apis` is the variable that this function is given, None where it is given nothing.
    `fixed_verb` is the verb under which every route is mounted, None where each route tells its own.
    `infers_response_model` is True where FastAPI makes a response model of what a method returns. `includes_routers`
    tells of the routers of this tool, `builds_routers` of routers that a factory makes of an implementation.
    """

    path: PurePosixPath
    app: str
    api: str
    impl: str
    routes: str
    all_routes: str
    discovery: str
    external_apis: str | None = None
    fixed_verb: str | None = None
    infers_response_model: bool = False
    includes_routers: bool = False
    builds_routers: bool = False


def mounting_places(symbols: Symbols) -> Iterator[Place]:
    """The first use of the wrapper in each file outside tests that uses it, not only defines or imports it."""
    for path in symbols.checkout.containing(_NAMES_WRAPPER, WRAPPER.encode()):
        if "tests" not in path.parts and (use := next(_uses(symbols.tree(path), WRAPPER), None)):
            yield place_of(use, path)


def read_mounting_loop(symbols: Symbols, path: PurePosixPath) -> MountingLoop:
    """The loop of a file that uses the wrapper.

    Raises UnknownStatement for the first statement that no rule knows, in the loop or outside: the wrapper and the
    routes that are mounted must not be used elsewhere. Raises ValueError for a file without the wrapper.
    """
    uses = list(_uses(symbols.tree(path), WRAPPER))
    if not uses:
        raise ValueError(f"{path} does not use {WRAPPER}")
    function, loop = _only_loop(symbols.tree(path), *uses)
    found = understand([loop], LOOP, Understood(MountingLoop(path, "", "", "", "", "", ""), Bindings()), loop)
    names = found.bound.names
    discovery, *external = _call_for(names["_all_routes"], function, loop)
    if discovery in names.values() or len(external) > 1:
        raise UnknownStatement(loop)
    _require_free_names(
        symbols.tree(path), includes_routers="_all_routers" in names, builds_routers=found.facts.builds_routers
    )
    _require_application(symbols, symbols.checkout.module_name(path), names["_app"], function, loop)
    if "_all_routers" in names and _call_for(names["_all_routers"], function, loop) != ["get_all_routers", *external]:
        raise UnknownStatement(loop)
    return replace(
        found.facts,
        app=names["_app"],
        api=names["_api"],
        impl=names["_impl"],
        routes=names["_routes"],
        all_routes=names["_all_routes"],
        discovery=discovery,
        external_apis=external[0] if external else None,
    )


def _require_free_names(tree: ast.Module, *, includes_routers: bool, builds_routers: bool) -> None:
    """The names by which routers are found and included must mean nothing else in the server's module."""
    names = (
        "get_all_routers",
        "include_routers",
        *(() if includes_routers else ("all_routers",)),
        *(() if builds_routers else (BUILDS, ROUTER)),
    )
    for statement in tree.body:
        if any(bindings_besides_imports(ast.Module([statement], []), *names)):
            raise UnknownStatement(statement)


def _only_loop(tree: ast.Module, use: ast.stmt, *others: ast.stmt) -> tuple[ast.FunctionDef, ast.For]:
    """The loop that has the only use of the wrapper, and its function."""
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        for loop in (node for node in function.body if isinstance(node, ast.For)):
            if use in _uses(loop, WRAPPER):
                if others:
                    raise UnknownStatement(others[0])
                return function, loop
    raise UnknownStatement(use)


def _require_application(
    symbols: Symbols, module: str, variable: str, function: ast.FunctionDef, loop: ast.For
) -> None:
    """Routes are mounted on an application: a router has neither its state nor the routes of other APIs."""
    values = [
        (statement, statement.value)
        for statement in function.body[: function.body.index(loop)]
        if isinstance(statement, ast.Assign | ast.AnnAssign) and any(_assigns(statement, variable))
    ]
    match values:
        case [(_, ast.Call(func=made))] if _is_application(symbols, module, dotted(made) or ""):
            return
        case _:
            raise UnknownStatement(values[-1][0] if values else loop)


def _assigns(statement: ast.Assign | ast.AnnAssign, variable: str) -> Iterator[bool]:
    for target in statement.targets if isinstance(statement, ast.Assign) else [statement.target]:
        yield any(isinstance(node, ast.Name) and node.id == variable for node in ast.walk(target))


def _is_application(symbols: Symbols, module: str, name: str) -> bool:
    """Whether a class is FastAPI's application, or one of the tree that is based on it."""
    match symbols.resolve(module, name):
        case None:
            return name.rpartition(".")[2] == _APPLICATION
        case Definition(name=original, node=None):
            return original == _APPLICATION
        case Definition(module=home, node=ast.ClassDef() as node):
            return any(_is_application(symbols, home, base) for base in base_names(node))
        case _:
            return False


def _call_for(variable: str, function: ast.FunctionDef, loop: ast.For) -> list[str]:
    """The function that is called for what a variable has in a loop, and its arguments. It is used nowhere else."""
    before = function.body[: function.body.index(loop)]
    uses = [use for statement in function.body if statement is not loop for use in _uses(statement, variable)]
    match uses:
        case [
            ast.Assign(targets=[ast.Name(id=target)], value=ast.Call(func=called, args=arguments, keywords=[])) as use
        ] if target == variable and use in before:
            names = [item.id for item in (called, *arguments) if isinstance(item, ast.Name)]
            if len(names) == 1 + len(arguments):
                return names
        case _:
            pass
    raise UnknownStatement(uses[-1] if uses else loop)


def _uses(node: ast.AST, name: str, statement: ast.stmt | None = None) -> Iterator[ast.stmt]:
    """For each use of a name, as a variable or an attribute, the innermost statement that it stands in."""
    statement = node if isinstance(node, ast.stmt) else statement
    if statement is not None and name in (getattr(node, "id", None), getattr(node, "attr", None)):
        yield statement
    for child in ast.iter_child_nodes(node):
        yield from _uses(child, name, statement)


_Rule = StatementRule[MountingLoop]
_Block = Block[MountingLoop]


def _tell(**facts: Any) -> Callable[[MountingLoop, Bindings, ast.stmt], MountingLoop]:
    return lambda known, bound, statement: replace(known, **facts)


_LOG = optional(
    either(*(_Rule(f"logger.{call}") for call in ("debug(_text)", "debug(_text, _text, _text)", "info(_text)")))
)
_LISTED_VERB = either(
    (
        _Rule('_verbs = [_each for _each in _route.methods if _each != "HEAD"]'),
        optional(_Rule("if not _verbs:\n    raise ValueError(_text)")),
        _Rule("_verb = _verbs[0]"),
    ),
    _Rule('_verb = next(_each for _each in _route.methods if _each != "HEAD")'),
)


def _mount(verb: str, path: str, fixed_verb: str | None = None) -> OneOf[MountingLoop]:
    """The statement that mounts a route, as it is or with a warning of Pydantic left out."""
    mount = either(
        *(
            _Rule(
                f"getattr(_app, {verb})(_route.{path}{response_model})({WRAPPER}(_impl_method, {verb}, _route.{path}))",
                _tell(fixed_verb=fixed_verb, infers_response_model=not response_model),
            )
            for response_model in (", response_model=None", "")
        )
    )
    ignore = _Rule('warnings.filterwarnings("ignore", category=UserWarning, module="pydantic._internal._fields")')
    return either(_Rule("with warnings.catch_warnings():\n    ...", inside={"body": (ignore, mount)}), (mount,))


_PER_ROUTE: _Block = (
    optional(_Rule("if not hasattr(_impl, _route.name):\n    raise ValueError(_text)")),
    _Rule("_impl_method = getattr(_impl, _route.name)"),
    either(
        (_LISTED_VERB, _LOG, _mount("_verb.lower()", "path")),
        (_LOG, _mount("_route.method", "route")),
        *((_LOG, _mount(f'"{verb.lower()}"', "path", fixed_verb=verb)) for verb in ("GET", "POST", "DELETE")),
    ),
)
_OWN_IMPL = _Rule("_impl = _impls[_api]")
_BUILT: _Block = (
    _Rule(f"_router = {BUILDS}(_api, _impl)", _tell(builds_routers=True)),
    _Rule("if _router:\n    ...", inside={"body": (_Rule("_app.include_router(_router)"), _LOG, _Rule("continue"))}),
)
_PER_API: _Block = (
    _Rule("_api = Api(_api_name)"),
    either(
        (
            # llama_stack from 2025-12 on (7f43051a6): an API with a router made by hand has no other routes.
            _OWN_IMPL,
            *_BUILT,
            _OWN_IMPL,
            _Rule("_routes = _all_routes[_api]"),
        ),
        (
            _Rule("_routes = _all_routes[_api]"),
            either(
                _OWN_IMPL,
                _Rule(
                    "try:\n    _impl = _impls[_api]\n"
                    "except KeyError as _error:\n    raise ValueError(_text) from _error"
                ),
            ),
            # What this tool puts there itself: in its own layout, and in that of llama_stack.
            optional(
                either(
                    _Rule(
                        "if _api in _all_routers:\n"
                        "    include_routers(_app, _api, _impl, _all_routers[_api])\n    continue",
                        _tell(includes_routers=True),
                    ),
                    _BUILT,
                )
            ),
        ),
    ),
    either(
        *(
            _Rule(f"for {listed} in _routes:\n    ...", inside={"body": _PER_ROUTE})
            for listed in ("_route", "_route, _webmethod")
        )
    ),
    _LOG,
)
LOOP: _Block = (
    either(
        *(
            _Rule(f"for _api_name in {served}:\n    ...", inside={"body": _PER_API})
            for served in ("_served", "sorted(_served)")
        )
    ),
)
