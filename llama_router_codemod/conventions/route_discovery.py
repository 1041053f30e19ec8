"""LRC910: the function that lists the routes of all APIs has a statement that no rule knows.

It decides the path and the verb of each route and the order in which routes match (`get_all_api_routes`, llama_stack
0.3.5, core/server/routes.py:34; `get_all_api_endpoints` in core/server/endpoints.py before 0.2.9), so nothing about it
is assumed.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, replace

from llama_router_codemod.model.finding import Facts
from llama_router_codemod.source.pattern import Bindings, match_statement
from llama_router_codemod.source.statement_rules import StatementRule, UnknownStatement, understand, without_docstring


@dataclass(frozen=True)
class UnknownDiscovery(Facts):
    """The function, and the first line of the statement."""

    code = "LRC910"
    function: str
    statement: str


@dataclass(frozen=True)
class RouteDiscovery:
    """How routes are listed.

    `prefix` is the expression of the constant that begins every path, `literal_prefix` that text where it is written
    out; None for both where each route has a level of its own. `stacked` tells that all decorators of a method count,
    not only the topmost. `tells_verbs` is False where the list has no verbs.
    """

    prefix: str | None = None
    literal_prefix: str | None = None
    stacked: bool = False
    tells_verbs: bool = False


def read_route_discovery(function: ast.FunctionDef | ast.AsyncFunctionDef) -> RouteDiscovery:
    """How a function lists the routes. Raises UnknownStatement for the first statement that no rule knows."""
    return understand(without_docstring(function), _DISCOVERY, RouteDiscovery(), {}).facts


_Rule = StatementRule[RouteDiscovery]


def _with_path(facts: RouteDiscovery, bound: Bindings, statement: ast.stmt) -> RouteDiscovery:
    """The path of a route: `/{level}/{route}`, `/{CONSTANT}/{route}` or `/v1/{route}`."""
    path = bound["_path"]
    assert isinstance(path, ast.expr)
    assigned = ast.Expr(path)
    if found := match_statement("f\"/{_level}/{_webmethod.route.lstrip('/')}\"", assigned, bound):
        match found["_level"]:
            case ast.Attribute(value=ast.Name() as owner, attr="level") if _same(owner, found["_webmethod"]):
                return facts
            case ast.Name() | ast.Attribute() as constant:
                return replace(facts, prefix=ast.unparse(constant))
            case _:
                raise UnknownStatement(statement)
    match path:
        case ast.JoinedStr(values=[ast.Constant(value=str(text)), ast.FormattedValue(value=rest)]) if (
            text.startswith("/") and text.endswith("/") and match_statement(_ROUTE, ast.Expr(rest), bound) is not None
        ):
            return replace(facts, literal_prefix=text.strip("/"))
        case _:
            raise UnknownStatement(statement)


_ROUTE = "_webmethod.route.lstrip('/')"


def _same(one: ast.Name, other: ast.AST | str) -> bool:
    return one.id == (other.id if isinstance(other, ast.Name) else other)


def _all_count(facts: RouteDiscovery, bound: Bindings, statement: ast.stmt) -> RouteDiscovery:
    return replace(facts, stacked=True)


def _listed_at_once(facts: RouteDiscovery, bound: Bindings, statement: ast.stmt) -> RouteDiscovery:
    return _with_path(replace(facts, stacked=True), bound, statement)


def _with_name(facts: RouteDiscovery, bound: Bindings, statement: ast.stmt) -> RouteDiscovery:
    if not isinstance(bound["_routes"], ast.Name):
        raise UnknownStatement(statement)
    return facts


def _with_verbs(facts: RouteDiscovery, bound: Bindings, statement: ast.stmt) -> RouteDiscovery:
    return replace(facts, tells_verbs=True)


_VERBS = tuple(
    _Rule(
        f"""\
if _webmethod.method == {get}:
    _verb = {served[0]}
elif _webmethod.method == {delete}:
    _verb = {served[1]}
else:
    _verb = {served[2]}
""",
        _with_verbs,
    )
    for get, delete, served in (
        ("hdrs.METH_GET", "hdrs.METH_DELETE", ("hdrs.METH_GET", "hdrs.METH_DELETE", "hdrs.METH_POST")),
        ('"GET"', '"DELETE"', ('"get"', '"delete"', '"post"')),
        ('"GET"', '"DELETE"', ('"GET"', '"DELETE"', '"POST"')),
    )
)
_PER_WEBMETHOD = (
    *_VERBS,
    _Rule('_verb = _webmethod.method if _webmethod.method in ("GET", "DELETE") else "POST"', _with_verbs),
    _Rule("_path_variable = _path", _with_path),
)
_LIST = (_Rule("_routes.append(...)"),)
# The second spelling of each is what this tool makes of the first.
_ALL_WEBMETHODS = ('getattr(_method, "__webmethods__", [])', "route_metadata(_method)")
_HAS_WEBMETHOD = ('hasattr(_method, "__webmethod__")', "route_metadata(_method)")
_TOPMOST = ("_method.__webmethod__", "route_metadata(_method)[-1]")
_PER_METHOD = (
    *(_Rule(f"if not {has}:\n    continue") for has in _HAS_WEBMETHOD),
    *(_Rule(f"_webmethod = {topmost}") for topmost in _TOPMOST),
    *(_Rule(f"_webmethods = {webmethods}", _all_count) for webmethods in _ALL_WEBMETHODS),
    _Rule("if not _webmethods:\n    continue"),
    *(
        _Rule(f"for _webmethod in {webmethods}:\n    ...", _all_count, {"body": (*_LIST, *_PER_WEBMETHOD)})
        for webmethods in ("_webmethods", *_ALL_WEBMETHODS)
    ),
    *_LIST,
    *_PER_WEBMETHOD,
)
_MEMBERS = tuple(f"inspect.getmembers({{}}, {option}inspect.isfunction)" for option in ("predicate=", ""))
_APPEND_SPECIAL = '_methods.append((f"{_group.value}.{_name}", _method))'
_SPECIAL_GROUPS = (
    _Rule("_sub_protocol = _groups[_group]"),
    *(_Rule(f"_sub_methods = {members.format('_sub_protocol')}") for members in _MEMBERS),
    *(
        _Rule(
            f"for _name, _method in {members}:\n    ...",
            inside={
                "body": (
                    *(_Rule(f"if not {has}:\n    continue") for has in _HAS_WEBMETHOD),
                    *(_Rule(f"if {has}:\n    {_APPEND_SPECIAL}") for has in _HAS_WEBMETHOD),
                    _Rule(_APPEND_SPECIAL),
                )
            },
        )
        for members in ("_sub_methods", *(members.format("_groups[_group]") for members in _MEMBERS))
    ),
)
_PER_API = (
    _Rule("_routes = []"),
    *(_Rule(f"_methods = {members.format('_protocol')}") for members in _MEMBERS),
    _Rule(
        "if _api == Api.tool_runtime:\n    ...",
        inside={"body": (_Rule("for _group in SpecialToolGroup:\n    ...", inside={"body": _SPECIAL_GROUPS}),)},
    ),
    _Rule("for _name, _method in _methods:\n    ...", inside={"body": _PER_METHOD}),
    *(
        _Rule(
            f"_found[_api] = [SimpleNamespace(name=_name, path=_path) for _name, _method in "
            f"{members.format('_protocol')} for _webmethod in {webmethods}]",
            _listed_at_once,
        )
        for members in _MEMBERS
        for webmethods in _ALL_WEBMETHODS
    ),
    _Rule("_found[_api] = _routes", _with_name),
)
_DISCOVERY = (
    _Rule("_found = {}"),
    _Rule("_protocols = api_protocol_map()"),
    _Rule("_protocols = api_protocol_map(_external)"),
    _Rule("_groups = toolgroup_protocol_map()"),
    _Rule("for _api, _protocol in _map.items():\n    ...", inside={"body": _PER_API}),
    _Rule("return _found"),
)
