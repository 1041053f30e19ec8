"""The routes that a release serves by its own discovery, read: decorators, the map of Protocols, the prefix rule.

A second reading beside the tool's, so that a prefix or an API that the tool got wrong is seen. It knows the discovery
of llama-stack 0.1.0 to 0.3.5 (get_all_api_endpoints, later get_all_api_routes), and no other.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from releases.served_route import ServedRoute
from releases.source_names import Defined, SourceNames, UnreadableError

DISCOVERIES = ("get_all_api_endpoints", "get_all_api_routes")
# The order of the decorator's parameters; calls give some of them by position.
PARAMETERS = ("route", "method", "level")


@dataclass(frozen=True)
class _Method:
    """A function of a class, or of a tool group behind it, and the file that it stands in."""

    name: str
    path: Path
    decorators: list[ast.expr]


@dataclass(frozen=True)
class _Declared:
    """What a decorator says."""

    route: str
    method: str | None
    level: str | None


def legacy_routes(root: Path) -> list[ServedRoute]:
    """The routes of a release's directory in the order of its discovery. Raises UnreadableError."""
    names = SourceNames(root)
    discoveries = [function for name in DISCOVERIES if (function := names.function(name))]
    protocols = names.function("api_protocol_map")
    groups = names.function("toolgroup_protocol_map")
    if len(discoveries) != 1 or protocols is None or groups is None:
        raise UnreadableError(f"{root}: no discovery that this reading knows")
    discovery = discoveries[0]
    path_of = _path_rule(names, discovery)
    all_decorators = "__webmethods__" in ast.unparse(discovery.node)
    found: list[ServedRoute] = []
    for api, protocol, file in names.entries(protocols):
        methods = _methods(names, protocol, file)
        if api == "tool_runtime":
            for group, special, place in names.entries(groups):
                methods += [replace(item, name=f"{group}.{item.name}") for item in _methods(names, special, place)]
        for method in methods:
            declared = list(_declared(names, method))
            for item in declared if all_decorators else declared[-1:]:
                verb = item.method if item.method in {"GET", "DELETE"} else "POST"
                found.append(ServedRoute(api, verb, path_of(item), method.name))
    return found


def _path_rule(names: SourceNames, discovery: Defined) -> Callable[[_Declared], str]:
    """The discovery's own f-string: `/{constant}/{route}`, or `/{level}/{route}`."""
    for node in ast.walk(discovery.node):
        match node:
            case ast.JoinedStr(
                values=[
                    ast.Constant(value="/"),
                    ast.FormattedValue(value=prefix),
                    ast.Constant(value="/"),
                    ast.FormattedValue(value=ast.Call(func=ast.Attribute(attr="lstrip"))),
                ]
            ):
                match prefix:
                    case ast.Attribute(attr="level"):
                        return lambda declared: f"/{declared.level}/{declared.route.lstrip('/')}"
                    case _:
                        constant = names.text(discovery.path, prefix)
                        return lambda declared: f"/{constant}/{declared.route.lstrip('/')}"
            case _:
                pass
    raise UnreadableError(f"{discovery.path}: no rule for paths in {ast.unparse(discovery.node)[:80]}")


def _methods(names: SourceNames, node: ast.ClassDef, path: Path) -> list[_Method]:
    """All functions of a class, inherited ones too, sorted by name as `inspect.getmembers` gives them."""
    found: dict[str, _Method] = {}
    for owner, home in _lineage(names, node, path):
        for statement in owner.body:
            if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
                found.setdefault(statement.name, _Method(statement.name, home, statement.decorator_list))
    return [found[name] for name in sorted(found)]


def _lineage(names: SourceNames, node: ast.ClassDef, path: Path) -> Iterator[tuple[ast.ClassDef, Path]]:
    yield node, path
    for base in node.bases:
        match names.find(path, base.id) if isinstance(base, ast.Name) else None:
            case Defined(path=home, node=ast.ClassDef() as parent):
                yield from _lineage(names, parent, home)
            case _:  # Protocol, BaseModel
                pass


def _declared(names: SourceNames, method: _Method) -> Iterator[_Declared]:
    """What the webmethods of a method say, in the order in which they are applied."""
    for decorator in reversed(method.decorators):
        match decorator:
            case ast.Call(func=ast.Name(id="webmethod"), args=arguments, keywords=keywords):
                given = dict(zip(PARAMETERS, arguments, strict=False))
                given |= {keyword.arg: keyword.value for keyword in keywords if keyword.arg is not None}
                texts = [names.text(method.path, given.get(name)) for name in PARAMETERS]
                if texts[0] is None:
                    raise UnreadableError(f"{method.path}:{decorator.lineno}: a webmethod without a route")
                yield _Declared(texts[0], *texts[1:])
            case _:
                pass
