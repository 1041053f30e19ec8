"""The conventions of a checkout that has routers already: its registry of factories, and the utilities of its routers.

llama_stack from 2025-12-03 on (7f43051a6): core/server/fastapi_router_registry.py has the factory of each API in a
dictionary, by the value of its member; router_utils.py in the package of the APIs has the responses of all routes.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath

from llama_router_codemod.conventions.api_root import find_api_root
from llama_router_codemod.conventions.mounting_loop import BUILDS
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.source.line_start import at_line_start
from llama_router_codemod.source.pattern import Bindings
from llama_router_codemod.source.statement_rules import (
    Block,
    OneOf,
    StatementRule,
    Understood,
    UnknownStatement,
    either,
    understand,
)
from llama_router_codemod.source.syntax import last_part

FACTORIES = "_ROUTER_FACTORIES"
RESPONSES = "standard_responses"
PUBLIC = "PUBLIC_ROUTE_KEY"
_FACTORY = re.compile(r"create_(?:\w+_)?router")
_DEFINES_FACTORIES = at_line_start(rf"{FACTORIES}\b")
#: How a list of webmethods leaves out the APIs that have a router.
SKIPS = (f".value in {FACTORIES}", "has_router(")
_SKIPS_ROUTED = re.compile("|".join(map(re.escape, SKIPS)).encode())
_DEFINES_RESPONSES = at_line_start(rf"{RESPONSES}\b")


def _function(head: str, *body: StatementRule[None] | OneOf[None]) -> Block[None]:
    return (StatementRule(f"def {head}:\n    ...", inside={"body": body}),)


#: What the server, the list of routes and the generator of the document ask of the registry, statement by statement.
_FUNCTIONS: Mapping[str, Block[None]] = {
    "has_router": _function("has_router(_api)", StatementRule("return _api.value in _factories")),
    BUILDS: _function(
        f"{BUILDS}(_api, _impl)",
        StatementRule("_factory = _factories.get(_api.value)"),
        StatementRule("if _factory is None:\n    return None"),
        either(StatementRule("return cast(APIRouter, _factory(_impl))"), StatementRule("return _factory(_impl)")),
    ),
}


@dataclass(frozen=True)
class TreeRouters:
    """The modules of the registry and of the router utilities. `marks_public` tells that a route which anybody may ask
    says so with `PUBLIC_ROUTE_KEY`; `routed` are the values of the members that have a factory.

    `in_lists` tells that what lists routes asks the registry by itself, and webmethods for the other APIs.
    """

    registry: str
    router_utils: str
    marks_public: bool
    routed: frozenset[str]
    in_lists: bool


@cache
def tree_routers(symbols: Symbols) -> TreeRouters | None:
    """The conventions of a checkout, None where it has none, or some that are not understood."""
    checkout = symbols.checkout
    registries = [path for path in checkout.containing(_DEFINES_FACTORIES, FACTORIES.encode()) if _is_code(path)]
    utilities = [path for path in checkout.containing(_DEFINES_RESPONSES, RESPONSES.encode()) if _is_code(path)]
    root = find_api_root(checkout)
    if root is None or len(registries) != 1 or len(utilities) != 1 or not utilities[0].is_relative_to(root):
        return None
    routed = _routed(symbols.tree(registries[0]))
    if routed is None:
        return None
    return TreeRouters(
        checkout.module_name(registries[0]),
        checkout.module_name(utilities[0]),
        f"\n{PUBLIC} = ".encode() in checkout.contents[utilities[0]],
        routed,
        any(path != registries[0] for path in checkout.containing(_SKIPS_ROUTED) if _is_code(path)),
    )


def _is_code(path: PurePosixPath) -> bool:
    return "tests" not in path.parts


def _routed(tree: ast.Module) -> frozenset[str] | None:
    """The keys of the dictionary; None when it is no literal of factories, or is read in an unknown way."""
    known: set[str] = set()
    keys: list[str] = []
    for node in tree.body:
        match node:
            case (
                ast.AnnAssign(target=ast.Name(id=name), value=ast.Dict() as found)
                | ast.Assign(targets=[ast.Name(id=name)], value=ast.Dict() as found)
            ) if name == FACTORIES:
                if not all(map(_is_entry, found.keys, found.values)):
                    return None
                keys += [str(key.value) for key in found.keys if isinstance(key, ast.Constant)]
                known.add(name)
            case ast.FunctionDef(name=name) if name in _FUNCTIONS and _is_understood(node):
                known.add(name)
            case _:
                pass
    return frozenset(keys) if known == {FACTORIES, *_FUNCTIONS} else None


def _is_entry(key: ast.expr | None, value: ast.expr) -> bool:
    is_name = isinstance(key, ast.Constant) and isinstance(key.value, str)
    return is_name and _FACTORY.fullmatch(last_part(value)) is not None


def _is_understood(function: ast.FunctionDef) -> bool:
    try:
        understand(
            [function], _FUNCTIONS[function.name], Understood(None, Bindings({"_factories": FACTORIES})), function
        )
    except UnknownStatement:
        return False
    return True
