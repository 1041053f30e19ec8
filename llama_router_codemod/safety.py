"""What cannot be migrated safely: each check yields refusals, and the API is left whole."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import PurePosixPath

from llama_router_codemod.checkout import Checkout
from llama_router_codemod.contract import Location, path_parameters
from llama_router_codemod.operations import Operation
from llama_router_codemod.parse.classes import ClassFacts
from llama_router_codemod.parse.implementations import Implementation
from llama_router_codemod.parse.packages import ApiPackage, protocols_of
from llama_router_codemod.parse.protocols import KNOWN_ARGUMENTS, is_webmethod, webmethod_names
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.parse.syntax import place_of
from llama_router_codemod.spec import Finding, Place, State

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
            found += _unreadable_decorators(symbols, path, facts)
    found += _unservable_methods(package)
    return [Finding(item.place, item.code, item.message, package.name, item.method) for item in found]


def _taken_files(checkout: Checkout, package: ApiPackage) -> Iterator[Finding]:
    for stem in ("service", "models", "routes"):
        path = package.directory / f"{stem}.py"
        if path in checkout.contents and path != package.module_path:
            yield Finding(Place(path, 1), "LRC904", f"{path} exists already")


def _unreadable_decorators(symbols: Symbols, path: PurePosixPath, facts: ClassFacts) -> Iterator[Finding]:
    spellings = webmethod_names(symbols, facts.module)
    for node in facts.node.body:
        for decorator in node.decorator_list if isinstance(node, _FUNCTIONS) else ():
            if is_webmethod(decorator, spellings) and (why := _unreadable(decorator)):
                yield Finding(place_of(decorator, path), "LRC902", why)


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
            for method in protocol.routed:
                if len({route.served_verb for route in method.routes}) > 1:
                    yield Finding(method.place, "LRC906", f"`{method.name}` has routes with different verbs", method=method.name)
                for route in method.routes:
                    names = path_parameters(route.path)
                    if repeated := [name for name, count in Counter(names).items() if count > 1]:
                        yield Finding(route.place, "LRC906", f"`{repeated[0]}` stands twice in `{route.path}`", method=method.name)


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
