"""The Protocols behind the routes of a migrated package, as its `routes.py` says, and the tags of these routes."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from llama_router_codemod.parse.symbols import Symbols


@dataclass(frozen=True)
class ServedProtocol:
    """A Protocol by its module and name, and the first tag of its routes."""

    module: str
    name: str
    tag: str


def served_protocols(symbols: Symbols, directory: PurePosixPath) -> list[ServedProtocol]:
    """Each Protocol that an endpoint of a package depends on; none for a package without `routes.py`."""
    path = directory / "routes.py"
    if path not in symbols.checkout.contents:
        return []
    tree = symbols.tree(path)
    tags = dict(_tags(tree))
    found: dict[ServedProtocol, None] = {}
    for endpoint in (node for node in tree.body if isinstance(node, ast.AsyncFunctionDef)):
        routers = [name for decorator in endpoint.decorator_list if (name := _router(decorator)) in tags]
        for service in _services(endpoint) if routers else ():
            definition = symbols.resolve(symbols.checkout.module_name(path), service)
            if definition is not None and isinstance(definition.node, ast.ClassDef):
                found[ServedProtocol(definition.module, definition.name, tags[routers[0]])] = None
    return list(found)


def _tags(tree: ast.Module) -> Iterator[tuple[str | None, str]]:
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=router)], value=ast.Call(keywords=keywords)):
                for keyword in keywords:
                    match keyword:
                        case ast.keyword(arg="tags", value=ast.List(elts=[ast.Constant(value=str(tag)), *_])):
                            yield router, tag
            case _:
                pass


def _router(decorator: ast.expr) -> str | None:
    """The name of the router of a decorator like `@router.get(...)`."""
    match decorator:
        case ast.Call(func=ast.Attribute(value=ast.Name(id=router))):
            return router
        case _:
            return None


def _services(endpoint: ast.AsyncFunctionDef) -> Iterator[str]:
    """The names in `Annotated[Service, Depends(...)]`."""
    for parameter in endpoint.args.args + endpoint.args.kwonlyargs:
        match parameter.annotation:
            case ast.Subscript(slice=ast.Tuple(elts=[ast.Name(id=service), ast.Call(func=ast.Name(id="Depends")), *_])):
                yield service
            case _:
                pass
