"""A Protocol's syntax tree to its spec: methods, signatures, docstrings, routes."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import PurePosixPath

from llama_router_codemod.model.api import Method, Parameter, ProtocolClass
from llama_router_codemod.model.place import Place
from llama_router_codemod.model.route import Route
from llama_router_codemod.parse.symbols import Definition, Symbols, absolute_module
from llama_router_codemod.source.syntax import dotted, place_of

KNOWN_ARGUMENTS = frozenset(
    {
        "route",
        "method",
        "level",
        "public",
        "request_examples",
        "response_examples",
        "raw_bytes_request_body",
        "descriptive_name",
        "required_scope",
        "deprecated",
        "require_authentication",
        "experimental",
    }
)


@cache
def webmethod_names(symbols: Symbols, module: str) -> frozenset[str]:
    """The dotted spellings under which `webmethod` can be called in a module, however it was imported."""
    path = symbols.checkout.modules.get(module)
    if path is None:
        return frozenset()
    spellings: set[str] = set()
    for node in ast.walk(symbols.tree(path)):
        match node:
            case ast.Import(names=names):
                spellings |= {f"{alias.asname or alias.name}.webmethod" for alias in names}
            case ast.ImportFrom(names=names):
                source = absolute_module(node, module, path.name == "__init__.py")
                for alias in names:
                    if alias.name == "webmethod":
                        spellings.add(alias.asname or alias.name)
                    elif alias.name == "*" and _offers_webmethod(symbols, source):
                        spellings.add("webmethod")
                    elif _offers_webmethod(symbols, f"{source}.{alias.name}"):
                        spellings.add(f"{alias.asname or alias.name}.webmethod")
            case _:
                pass
    return frozenset(spellings)


def _offers_webmethod(symbols: Symbols, module: str) -> bool:
    return module.endswith("schema_utils") or "webmethod" in symbols.public_names(module)


def is_webmethod(decorator: ast.expr, spellings: frozenset[str]) -> bool:
    """Whether a decorator is `@webmethod`, called or bare."""
    target = decorator.func if isinstance(decorator, ast.Call) else decorator
    return dotted(target) in spellings


def parse_protocol(symbols: Symbols, module: str, path: PurePosixPath, node: ast.ClassDef) -> ProtocolClass:
    """The spec of a Protocol class. Raises nothing: what a route lacks is judged by `safety`."""
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
) -> Method:
    """The spec of a method: a leading `self` is left out, a method without one keeps all its parameters."""
    return Method(
        name=node.name,
        place=place_of(node, path),
        parameters=tuple(_parameters(node.args, path)),
        returns=_annotation(node.returns) if node.returns else None,
        docstring=ast.get_docstring(node, clean=False),
        routes=tuple(
            parse_route(decorator, path, symbols, module)
            for decorator in node.decorator_list
            if isinstance(decorator, ast.Call) and is_webmethod(decorator, spellings)
        ),
        is_async=isinstance(node, ast.AsyncFunctionDef),
    )


def _parameters(arguments: ast.arguments, path: PurePosixPath) -> list[Parameter]:
    positional = [*arguments.posonlyargs, *arguments.args]
    defaults: list[ast.expr | None] = [None] * (len(positional) - len(arguments.defaults))
    defaults += arguments.defaults
    paired = [*zip(positional, defaults, strict=True), *zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)]
    return [
        Parameter(
            name=argument.arg,
            annotation=_annotation(argument.annotation) if argument.annotation else "",
            place=Place(path, argument.lineno, argument.col_offset + 1),
            default=ast.unparse(default) if default else None,
            positional_only=argument in arguments.posonlyargs,
        )
        for argument, default in paired
        if argument.arg != "self"
    ]


def _annotation(node: ast.expr) -> str:
    """The text of an annotation, without the quotes around a whole one."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ast.unparse(node)


def parse_route(call: ast.Call, path: PurePosixPath, symbols: Symbols, module: str) -> Route:
    """One `@webmethod(...)` call. Positional arguments are those of the legacy decorator: route, method, level."""
    given: dict[str, ast.expr] = dict(zip(("route", "method", "level"), call.args, strict=False))
    given |= {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}
    given = {
        name: value for name, value in given.items() if not (isinstance(value, ast.Constant) and value.value is None)
    }
    level = given.get("level")
    scope = given.get("required_scope")
    return Route(
        path=_text(given.get("route"), symbols, module) or "",
        place=place_of(call, path),
        declared_verb=_text(given.get("method"), symbols, module),
        level=ast.unparse(level) if level else None,
        version=_text(level, symbols, module),
        deprecated=_truth(given.get("deprecated"), default=False),
        require_authentication=_truth(given.get("require_authentication"), default=True),
        descriptive_name=_text(given.get("descriptive_name"), symbols, module),
        required_scope=ast.unparse(scope) if scope else None,
        raw_bytes_request_body=_truth(given.get("raw_bytes_request_body"), default=False),
        experimental=_truth(given.get("experimental"), default=False),
    )


def _truth(node: ast.expr | None, *, default: bool) -> bool:
    return bool(node.value) if isinstance(node, ast.Constant) else default


def _text(node: ast.expr | None, symbols: Symbols, module: str) -> str | None:
    """The string that an expression stands for: a literal, or a name whose definition in the tree is a literal."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.Name(id=name):
            match symbols.resolve(module, name):
                case Definition(node=ast.Assign(value=value)) | Definition(node=ast.AnnAssign(value=value)):
                    return value.value if isinstance(value, ast.Constant) and isinstance(value.value, str) else None
                case _:
                    return None
        case _:
            return None
