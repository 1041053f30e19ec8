"""What cannot be migrated safely: each check yields refusals, and the API is left whole."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import PurePosixPath

from llama_router_codemod.contract.location import Location
from llama_router_codemod.contract.match_order import path_parameters
from llama_router_codemod.contract.operation import Operation
from llama_router_codemod.conventions.implementations import Implementation
from llama_router_codemod.conventions.packages import ApiPackage, decorated_methods, protocols_of
from llama_router_codemod.model.spec import Finding, Place, State
from llama_router_codemod.parse.classes import ClassFacts
from llama_router_codemod.parse.protocols import KNOWN_ARGUMENTS, is_webmethod, parse_route, webmethod_names
from llama_router_codemod.parse.symbols import Symbols, defined_names, exported_names
from llama_router_codemod.source.syntax import place_of
from llama_router_codemod.tree.checkout import Checkout

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_ENDPOINT_NAMES = frozenset({"request", "query", "svc", "result"})


def package_refusals(symbols: Symbols, package: ApiPackage) -> list[Finding]:
    """Why a package cannot be migrated at all; empty when it can."""
    if package.state is State.MIXED:
        return [Finding(package.place, "LRC905", f"{package.name} has both a router and @webmethod", package.name)]
    if package.module_path is None:
        files = ", ".join(path.name for path in package.siblings)
        return [Finding(package.place, "LRC901", f"{package.name}: {files} all have routes", package.name)]
    found = [*_taken_files(symbols.checkout, package)]
    for path in (package.module_path, *package.siblings):
        for facts in protocols_of(symbols, path):
            found += _unreadable_methods(symbols, path, facts)
        found += _misplaced_decorators(symbols, path)
        found += _unreadable_exports(symbols, path) if path == package.module_path else ()
    found += _unservable_methods(package)
    return [Finding(item.place, item.code, item.message, package.name, item.method) for item in found]


def _taken_files(checkout: Checkout, package: ApiPackage) -> Iterator[Finding]:
    for stem in ("service", "models", "routes"):
        for path in (package.directory / f"{stem}.py", package.directory / stem / "__init__.py"):
            if path in checkout.contents and path != package.module_path:
                yield Finding(Place(path, 1), "LRC904", f"{path} exists already")


def _unreadable_methods(symbols: Symbols, path: PurePosixPath, facts: ClassFacts) -> Iterator[Finding]:
    spellings = webmethod_names(symbols, facts.module)
    for node in facts.node.body:
        if not isinstance(node, _FUNCTIONS):
            continue
        decorators = [item for item in node.decorator_list if is_webmethod(item, spellings)]
        for decorator in decorators:
            if why := _unreadable(decorator) or _unknown_constant(symbols, path, facts.module, decorator):
                yield Finding(place_of(decorator, path), "LRC902", why, method=node.name)
        if decorators and (star := node.args.vararg or node.args.kwarg):
            message = f"`{node.name}` takes any number of arguments (`{star.arg}`)"
            yield Finding(place_of(node, path), "LRC906", message, method=node.name)


def _misplaced_decorators(symbols: Symbols, path: PurePosixPath) -> Iterator[Finding]:
    """Decorators that are read by no server, or not in a way that shows in the source: in an `if`, on other classes."""
    methods = {
        (facts.node.name, node.name)
        for facts in protocols_of(symbols, path)
        for node in facts.node.body
        if isinstance(node, _FUNCTIONS)
    }
    for item in decorated_methods(symbols, path):
        if (item.class_name, item.method) not in methods:
            message = (
                f"`{item.class_name or 'module'}.{item.method}` is no method of a Protocol at the top of its module"
            )
            yield Finding(item.place, "LRC906", message, method=item.method)


def _unreadable_exports(symbols: Symbols, path: PurePosixPath) -> Iterator[Finding]:
    tree = symbols.tree(path)
    if any("__all__" in defined_names(node) for node in tree.body) and exported_names(tree) is None:
        yield Finding(Place(path, 1), "LRC906", "`__all__` is no plain list of names; it cannot be split")


def _unknown_constant(symbols: Symbols, path: PurePosixPath, module: str, decorator: ast.expr) -> str | None:
    assert isinstance(decorator, ast.Call)
    route = parse_route(decorator, path, symbols, module)
    if route.level is not None and route.version is None:
        return f"the value of the level `{route.level}` is not known"
    given = {keyword.arg: keyword.value for keyword in decorator.keywords}
    verb = given.get("method", decorator.args[1] if len(decorator.args) > 1 else None)
    if verb is not None and ast.unparse(verb) != "None" and route.declared_verb is None:
        return f"the value of the method `{ast.unparse(verb)}` is not known"
    return None


def _unreadable(decorator: ast.expr) -> str | None:
    if not isinstance(decorator, ast.Call):
        return "`@webmethod` without a call"
    if len(decorator.args) > 3 or any(isinstance(argument, ast.Starred) for argument in decorator.args):
        return "positional arguments beyond route, method, level"
    given = {keyword.arg: keyword.value for keyword in decorator.keywords}
    if None in given:
        return "`**` arguments"
    if unknown := sorted(str(name) for name in given if name not in KNOWN_ARGUMENTS):
        return f"unknown argument `{unknown[0]}`"
    route = given.get("route", decorator.args[0] if decorator.args else None)
    if not (isinstance(route, ast.Constant) and isinstance(route.value, str)):
        return "the route is no string literal"
    for name in ("deprecated", "experimental", "require_authentication", "raw_bytes_request_body"):
        if name in given and not isinstance(given[name], ast.Constant):
            return f"`{name}` is no literal"
    return None


def _unservable_methods(package: ApiPackage) -> Iterator[Finding]:
    for api in package.apis:
        for protocol in api.served_by:
            names = Counter(method.name for method in protocol.methods)
            for method in protocol.routed:
                if names[method.name] > 1:
                    message = f"`{protocol.name}` has more than one `{method.name}`"
                    yield Finding(method.place, "LRC906", message, method=method.name)
                if len({route.served_verb for route in method.routes}) > 1:
                    yield Finding(
                        method.place, "LRC906", f"`{method.name}` has routes with different verbs", method=method.name
                    )
                for route in method.routes:
                    counted = Counter(path_parameters(route.path))
                    if repeated := [name for name, count in counted.items() if count > 1]:
                        yield Finding(
                            route.place, "LRC906", f"`{repeated[0]}` stands twice in `{route.path}`", method=method.name
                        )


def operation_refusals(
    package: ApiPackage,
    operations: Sequence[Operation],
    served: Mapping[str, Sequence[Implementation]],
) -> list[Finding]:
    """Operations that cannot be written: a path parameter that the method lacks, a reserved name, a sync mismatch.

    `served` holds the implementations by Protocol name.
    """
    found: list[Finding] = []
    for operation in operations:
        method = operation.method
        names = {placed.parameter.name for placed in operation.parameters}
        refuse = partial(Finding, method.place, "LRC906", api=package.name, method=method.name)
        for route in operation.routes:
            for missing in sorted(set(path_parameters(route.path)) - names):
                found.append(refuse(message=f"`{route.path}` names `{missing}`, `{method.name}` has no such parameter"))
        single = {
            placed.parameter.name
            for placed in operation.parameters
            if placed.location not in {Location.BODY_FIELD, Location.QUERY_FIELD}
        }
        for clash in sorted(single & _ENDPOINT_NAMES):
            found.append(refuse(message=f"a parameter of `{method.name}` is called `{clash}`"))
        for item in served.get(operation.protocol.name, ()):
            if method.name in item.methods and item.methods[method.name][1].is_async != method.is_async:
                found.append(refuse(message=f"only one of the Protocol and {item.class_name} is async"))
    return found
