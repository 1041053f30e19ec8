"""Protocols with the routes that the checkout's decorator declares: methods, signatures, docstrings, routes."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from llama_router_codemod.conventions.path_prefix import path_prefix
from llama_router_codemod.conventions.server import read_server
from llama_router_codemod.conventions.webmethod import (
    MetadataField,
    is_webmethod,
    webmethod_convention,
    webmethod_names,
)
from llama_router_codemod.model.api import Method, Parameter, ProtocolClass
from llama_router_codemod.model.place import Place
from llama_router_codemod.model.route import Route
from llama_router_codemod.parse.constants import constant_text
from llama_router_codemod.parse.own_object import names_own_object
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.parse.type_parts import TypePart, unquoted
from llama_router_codemod.source.syntax import dotted, parts, place_of, with_defaults


def parse_protocol(symbols: Symbols, module: str, path: PurePosixPath, node: ast.ClassDef) -> ProtocolClass:
    """The spec of a Protocol class. Raises nothing: what a route lacks is judged by the contract."""
    spellings = webmethod_names(symbols, module)
    namespace = None
    for statement in node.body:
        match statement:
            case (
                ast.AnnAssign(target=ast.Name(id="API_NAMESPACE"), value=ast.Constant(value=str(text)))
                | ast.Assign(targets=[ast.Name(id="API_NAMESPACE")], value=ast.Constant(value=str(text)))
            ):
                namespace = text
            case _:
                pass
    return ProtocolClass(
        name=node.name,
        module=module,
        place=place_of(node, path),
        methods=tuple(
            parse_method(statement, path, symbols, module, spellings)
            for statement in node.body
            if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef)
        ),
        namespace=namespace,
    )


def parse_method(
    node: ast.FunctionDef | ast.AsyncFunctionDef,
    path: PurePosixPath,
    symbols: Symbols,
    module: str,
    spellings: frozenset[str] = frozenset(),
    *,
    is_served: bool = False,
) -> Method:
    """The spec of a method without its `self`, whatever that is called: of one that `is_served`, what comes first. A
    method of a Protocol may lack it, and keeps all its parameters then; there it has one of its usual names.

    Where the server asks a method for one route only, it has the topmost. One that is declared to return an awaitable
    is async, and returns what that gives.
    """
    routes = tuple(
        parse_route(decorator, path, symbols, module)
        for decorator in node.decorator_list
        if isinstance(decorator, ast.Call) and is_webmethod(decorator, spellings)
    )
    server = read_server(symbols).server if len(routes) > 1 else None
    returns, is_async = node.returns, isinstance(node, ast.AsyncFunctionDef) and not _is_generator(node)
    if not is_async and (awaited := _awaited(symbols, module, returns)) is not None:
        returns, is_async = awaited, True
    return Method(
        name=node.name,
        place=place_of(node, path),
        parameters=tuple(_parameters(node, path, is_served=is_served)),
        returns=_annotation(returns) if returns else None,
        docstring=ast.get_docstring(node, clean=False),
        routes=routes if server is None or server.discovery.stacked else routes[:1],
        is_async=is_async,
    )


def _is_generator(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether calling a function gives a generator: nobody awaits what an `async def` with a `yield` returns."""
    waiting: list[ast.AST] = [*node.body]
    for part in waiting:  # which grows meanwhile
        if isinstance(part, ast.Yield | ast.YieldFrom):
            return True
        if not isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            waiting += parts(part)
    return False


def _parameters(
    node: ast.FunctionDef | ast.AsyncFunctionDef, path: PurePosixPath, *, is_served: bool
) -> list[Parameter]:
    given = with_defaults(node.args)
    own = _own_object(node, is_served=is_served)
    return [
        Parameter(
            name=argument.arg,
            annotation=_annotation(argument.annotation) if argument.annotation else "",
            place=Place(path, argument.lineno, argument.col_offset + 1),
            default=ast.unparse(default) if default else None,
            positional_only=argument in node.args.posonlyargs,
            written=ast.unparse(argument.annotation) if argument.annotation else "",
        )
        for argument, default in given
        if argument is not own
    ]


def _own_object(node: ast.FunctionDef | ast.AsyncFunctionDef, *, is_served: bool) -> ast.arg | None:
    """The parameter of a method that is given its object or its class."""
    positional = [*node.args.posonlyargs, *node.args.args]
    if not positional or any(dotted(decorator) == "staticmethod" for decorator in node.decorator_list):
        return None
    return positional[0] if is_served or names_own_object(positional[0].arg) else None


def _annotation(node: ast.expr) -> str:
    """The text of an annotation, without the quotes around forward references."""
    return ast.unparse(unquoted(node))


def _awaited(symbols: Symbols, module: str, returns: ast.expr | None) -> ast.expr | None:
    """The type that an `Awaitable[...]` or `Coroutine[...]` gives; None for any other type."""
    part = TypePart(symbols, module, unquoted(returns)) if returns is not None else None
    if part is None or part.called not in {"Awaitable", "Coroutine"} or not part.arguments:
        return None
    return part.arguments[-1].node


def parse_route(call: ast.Call, path: PurePosixPath, symbols: Symbols, module: str) -> Route:
    """One call of the decorator, by the order of its arguments, with the prefix that the server gives all paths and the
    verb under which it mounts all routes, if it does."""
    convention = webmethod_convention(symbols)
    given: dict[str, ast.expr] = dict(zip(convention.arguments, call.args, strict=False))
    given |= {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}
    server = read_server(symbols).server
    prefix = path_prefix(symbols)
    level = None if _is_none(given.get("level")) else given.get("level")
    route = Route(
        path=constant_text(symbols, module, given.get("route")) or "",
        place=place_of(call, path),
        declared_verb=(server and server.loop.fixed_verb) or constant_text(symbols, module, given.get("method")),
        level=ast.unparse(level) if level else None,
        version=constant_text(symbols, module, level),
        deprecated=_truth(given.get("deprecated"), default=False),
        level_module=module,
        metadata=tuple(_metadata(convention.metadata, given)),
    )
    if prefix is None:
        return route
    return route._replace(level=prefix.constant, version=prefix.value, level_module=prefix.module)


def _metadata(fields: Iterable[MetadataField], given: Mapping[str, ast.expr]) -> Iterator[tuple[str, str]]:
    """The arguments that say something else than their default, in the order in which they are given."""
    by_name = {field.name: field for field in fields}
    for name, value in given.items():
        field, source = by_name.get(name), ast.unparse(value)
        if field is not None and source != field.default and (field.keeps_none or not _is_none(value)):
            yield name, source


def _is_none(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _truth(node: ast.expr | None, *, default: bool) -> bool:
    return bool(node.value) if isinstance(node, ast.Constant) else default
