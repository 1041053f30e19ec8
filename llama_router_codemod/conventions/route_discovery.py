"""LRC910: the function that lists the routes of all APIs has a statement that no rule knows.

It decides the path and the verb of each route and the order in which routes match (`get_all_api_routes`, llama_stack
0.3.5, core/server/routes.py:34; `get_all_api_endpoints` in core/server/endpoints.py before 0.2.9), so nothing about it
is assumed.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from llama_router_codemod.model.finding import Facts
from llama_router_codemod.source.pattern import Bindings, match_statement
from llama_router_codemod.source.statement_rules import (
    Block,
    OneOf,
    StatementRule,
    Step,
    Understood,
    UnknownStatement,
    either,
    understand,
)


@dataclass(frozen=True)
class UnknownDiscovery(Facts):
    """The function, and the first line of the statement."""

    code = "LRC910"
    function: str
    statement: str


@dataclass(frozen=True)
class RouteDiscovery:
    """How routes are listed.

    `prefix` is the constant that begins every path, `literal_prefix` that text where it is written out; None for both
    where each route has a level of its own. `stacked` tells that all decorators of a method count, not only the
    topmost. `tells_verbs` is False where the list has no verbs, `tells_metadata` where it has only the routes.
    `own_endpoints` tells that its items are of a class of the server's own. `special_groups` tells that the routes of
    special tool groups are listed with those of the tool runtime. `protocols` are members of `Api` with their Protocols
    where the function names them itself; it is None where it asks `api_protocol_map`.
    """

    prefix: str | None = None
    literal_prefix: str | None = None
    stacked: bool = False
    tells_verbs: bool = False
    tells_metadata: bool = False
    own_endpoints: bool = False
    special_groups: bool = False
    protocols: tuple[tuple[str, str], ...] | None = None


def read_route_discovery(function: ast.FunctionDef | ast.AsyncFunctionDef) -> RouteDiscovery:
    """How a function lists the routes. Raises UnknownStatement for the first statement that no rule knows."""
    return understand([function], DISCOVERY, Understood(RouteDiscovery(), Bindings()), function).facts


#: The function beside it that makes patterns of paths, for those who ask whose a request is.
MAKES_PATTERNS = "_convert_path_to_regex"

_Rule = StatementRule[RouteDiscovery]
_Block = Block[RouteDiscovery]


def _tell(**facts: Any) -> Callable[[RouteDiscovery, Bindings, ast.stmt], RouteDiscovery]:
    return lambda known, bound, statement: replace(known, **facts)


def _with_level(facts: RouteDiscovery, bound: Bindings, statement: ast.stmt) -> RouteDiscovery:
    return facts


def _with_prefix(facts: RouteDiscovery, bound: Bindings, statement: ast.stmt) -> RouteDiscovery:
    return replace(facts, prefix=bound.names["_prefix"])


def _with_literal_prefix(facts: RouteDiscovery, bound: Bindings, statement: ast.stmt) -> RouteDiscovery:
    match bound.code["__path"]:
        case ast.JoinedStr(
            values=[ast.Constant(value=str(text)), ast.FormattedValue(value=route, conversion=-1, format_spec=None)]
        ):
            prefix = _LITERAL_PREFIX.fullmatch(text)
            if prefix is not None and match_statement(_ROUTE, ast.Expr(route), bound) is not None:
                return replace(facts, literal_prefix=prefix[1])
        case _:
            pass
    raise UnknownStatement(statement)


def _with_protocols(facts: RouteDiscovery, bound: Bindings, statement: ast.stmt) -> RouteDiscovery:
    match bound.code["__map"]:
        case ast.Dict(keys=keys, values=values):
            return replace(facts, protocols=tuple(_protocols(keys, values, statement)))
        case _:
            raise UnknownStatement(statement)


def _protocols(keys: list[ast.expr | None], values: list[ast.expr], statement: ast.stmt) -> Iterator[tuple[str, str]]:
    for key, value in zip(keys, values, strict=True):
        match key, value:
            case ast.Attribute(value=ast.Name(id="Api"), attr=member), ast.Name(id=protocol):
                yield member, protocol
            case _:
                raise UnknownStatement(statement)


@dataclass(frozen=True)
class _Spelling:
    """How is read what the decorator leaves on a method: whether there is something, the topmost, and all."""

    any: str
    topmost: str
    all: str


_LEGACY = _Spelling(
    'hasattr(_method, "__webmethod__")', "_method.__webmethod__", 'getattr(_method, "__webmethods__", [])'
)
# What this tool makes of it.
_REWRITTEN = _Spelling("route_metadata(_method)", "route_metadata(_method)[-1]", "route_metadata(_method)")

_LITERAL_PREFIX = re.compile(r"/([^/{}]+(?:/[^/{}]+)*)/")
_ROUTE = "_webmethod.route.lstrip('/')"
_PATHS = (
    (f'f"/{{_webmethod.level}}/{{{_ROUTE}}}"', _with_level),
    (f'f"/{{_prefix}}/{{{_ROUTE}}}"', _with_prefix),
    ("__path", _with_literal_prefix),
)


def _members(protocol: str) -> tuple[str, ...]:
    """The methods of a Protocol, sorted by name."""
    return tuple(f"inspect.getmembers({protocol}, {option}inspect.isfunction)" for option in ("predicate=", ""))


def _verb(variable: str, declared: tuple[str, str], served: tuple[str, str, str], own: str) -> _Rule:
    """GET and DELETE as they are declared, POST for anything else; of a router's route its `own`."""
    get, delete, post = (f"    {variable} = {verb}\n" for verb in served)
    own_first = _Rule(f"if isinstance(_webmethod, RouteMetadata):\n    {variable} = {own}\nelse:\n{post}")
    other = _Rule(
        f"if _webmethod.method == {declared[1]}:\n{delete}else:\n    ...",
        inside={"orelse": (either(_Rule(post.strip()), own_first),)},
    )
    return _Rule(
        f"if _webmethod.method == {declared[0]}:\n{get}else:\n    ...",
        _tell(tells_verbs=True),
        {"orelse": (other,)},
    )


_METH = ("hdrs.METH_GET", "hdrs.METH_DELETE", "hdrs.METH_POST")
_AS_DECLARED = '_webmethod.method in ("GET", "DELETE")'
_ROUTE_ITEM = "Route(path=_path, methods=[_verb], name=_name, endpoint=None)"
_LIST_ROUTE: _Block = (
    either(*(_Rule(f"_path = {path}", tells) for path, tells in _PATHS)),
    either(
        (
            either(
                _verb("_verb", _METH[:2], _METH, "_webmethod.method"),
                *(
                    _Rule(f'_verb = _webmethod.method if {own}{_AS_DECLARED} else "POST"', _tell(tells_verbs=True))
                    for own in ("", "isinstance(_webmethod, RouteMetadata) or ")
                ),
            ),
            either(
                _Rule(f"_routes.append({_ROUTE_ITEM})"),
                _Rule(f"_routes.append(({_ROUTE_ITEM}, _webmethod))", _tell(tells_metadata=True)),
            ),
        ),
        (
            # The variable of the method serves for the verb.
            _verb("_method", ('"GET"', '"DELETE"'), ('"get"', '"delete"', '"post"'), "_webmethod.method.lower()"),
            _Rule(
                "_routes.append("
                "ApiEndpoint(route=_path, method=_method, name=_name, descriptive_name=_webmethod.descriptive_name))",
                _tell(own_endpoints=True),
            ),
        ),
    ),
)


def _list_routes(spelling: _Spelling) -> _Rule:
    """The loop over the methods of a Protocol."""
    all_count = _tell(stacked=True)
    return _Rule(
        "for _name, _method in _methods:\n    ...",
        inside={
            "body": (
                either(
                    (
                        _Rule(f"if not {spelling.any}:\n    continue"),
                        _Rule(f"_webmethod = {spelling.topmost}"),
                        *_LIST_ROUTE,
                    ),
                    (
                        _Rule(f"_webmethods = {spelling.all}"),
                        _Rule("if not _webmethods:\n    continue"),
                        _Rule("for _webmethod in _webmethods:\n    ...", all_count, {"body": _LIST_ROUTE}),
                    ),
                    _Rule(f"for _webmethod in {spelling.all}:\n    ...", all_count, {"body": _LIST_ROUTE}),
                ),
            )
        },
    )


def _list_special(spelling: _Spelling) -> _Rule:
    """The methods of special tool groups, which are served by the tool runtime under dotted names."""
    append = '_methods.append((f"{_group.value}.{_name}", _method))'
    listed = either(
        (_Rule(f"if not {spelling.any}:\n    continue"), _Rule(append)),
        _Rule(f"if {spelling.any}:\n    {append}"),
    )
    groups = either(
        (
            _Rule("_sub_protocol = _groups[_group]"),
            either(*(_Rule(f"_sub_methods = {members}") for members in _members("_sub_protocol"))),
            _Rule("for _name, _method in _sub_methods:\n    ...", inside={"body": (listed,)}),
        ),
        *(
            _Rule(f"for _name, _method in {members}:\n    ...", inside={"body": (listed,)})
            for members in _members("_groups[_group]")
        ),
    )
    return _Rule(
        "if _api == Api.tool_runtime:\n    ...",
        _tell(special_groups=True),
        {"body": (_Rule("for _group in SpecialToolGroup:\n    ...", inside={"body": (groups,)}),)},
    )


def _list_at_once(spelling: _Spelling) -> OneOf[RouteDiscovery]:
    """All routes of an API in one comprehension."""

    def with_all(with_path: Step[RouteDiscovery]) -> Step[RouteDiscovery]:
        return lambda facts, bound, statement: with_path(replace(facts, stacked=True), bound, statement)

    return either(
        *(
            _Rule(
                f"_found[_api] = [SimpleNamespace(name=_name, path={path}) for _name, _method in {members}"
                f" for _webmethod in {spelling.all}]",
                with_all(with_path),
            )
            for members in _members("_protocol")
            for path, with_path in _PATHS
        )
    )


def _per_api(spelling: _Spelling, *special: _Rule) -> OneOf[RouteDiscovery]:
    no_routes = _Rule("_routes = []")
    methods = either(*(_Rule(f"_methods = {members}") for members in _members("_protocol")))
    listed = (_list_routes(spelling), _Rule("_found[_api] = _routes"))
    return either((no_routes, methods, *special, *listed), (methods, *special, no_routes, *listed))


def _over(protocols: str, per_api: OneOf[RouteDiscovery], tells: Step[RouteDiscovery] | None = None) -> _Rule:
    return _Rule(f"for _api, _protocol in {protocols}.items():\n    ...", tells, {"body": (per_api,)})


def _discovery(spelling: _Spelling, parameter: str, external: str) -> _Rule:
    """The function; `external` is what it gives to `api_protocol_map`."""
    mapped = f"api_protocol_map({external})"
    assigned = _Rule(f"_protocols = {mapped}")
    groups = _Rule("_groups = toolgroup_protocol_map()")
    plain = _per_api(spelling)
    with_special = _per_api(spelling, _list_special(spelling))
    return _Rule(
        f"def _discovery({parameter}):\n    ...",
        inside={
            "body": (
                _Rule("_found = {}"),
                either(
                    (assigned, groups, _over("_protocols", with_special)),
                    (groups, _over(mapped, with_special)),
                    (assigned, _over("_protocols", plain)),
                    _over("__map", _list_at_once(spelling), _with_protocols),
                ),
                _Rule("return _found"),
            )
        },
    )


DISCOVERY: _Block = (
    either(
        *(
            _discovery(spelling, *parameters)
            for spelling in (_LEGACY, _REWRITTEN)
            for parameters in (("", ""), ("_external=None", "_external"))
        )
    ),
)
