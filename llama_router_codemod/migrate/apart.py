"""The step that keeps the package of the APIs apart from the server's, which its routes may not import.

What they need of that is what an implementation declares beside its parameters, as `Depends(parse_expires_after)`. It
moves to the package of the API, where its old module finds it, too.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from llama_router_codemod.contract.routes_need_server import RoutesNeedServer, needed_of
from llama_router_codemod.conventions.api_root import api_root
from llama_router_codemod.conventions.package_boundary import apis_are_apart
from llama_router_codemod.conventions.server import read_server
from llama_router_codemod.generate.package import PackageLayout
from llama_router_codemod.migrate.draft import Draft
from llama_router_codemod.migrate.purpose import Purpose
from llama_router_codemod.model.finding import Finding
from llama_router_codemod.model.move import Move
from llama_router_codemod.model.place import Place
from llama_router_codemod.parse.symbols import Imported, Symbols
from llama_router_codemod.rewrite.cleanup.moved_definitions import ModuleText, move_definitions
from llama_router_codemod.rewrite.imports.moved_imports import rewrite_imports
from llama_router_codemod.source.added_import import with_import
from llama_router_codemod.source.header import leading_comments, split_header
from llama_router_codemod.source.syntax import parse_source

#: The stem of the file that such code goes to.
DEPENDENCIES = "dependencies"


def keep_apart(draft: Draft, symbols: Symbols, layout: PackageLayout) -> Draft:
    """The draft with a package whose routes import nothing of the server's, with a finding for what cannot move."""
    server = read_server(symbols).server
    if server is None or not apis_are_apart(symbols):
        return draft
    draft = draft.to(Purpose.DEPENDENCIES)
    path = layout.file(layout.files.routes)
    needed = needed_of(parse_source(draft.text(path), path), server.module.partition(".")[0])
    for module, names in sorted(needed.items()):
        if _is_foreign(symbols, module, layout):
            draft = _moved(draft, symbols, layout, module, names)
    return draft


def _is_foreign(symbols: Symbols, module: str, layout: PackageLayout) -> bool:
    """Whether a module is none of the APIs, and none that the API has imported before."""
    path = symbols.checkout.modules.get(module)
    if path is None or path.is_relative_to(api_root(symbols.checkout)):
        return False
    bindings = symbols.bindings(layout.module)
    known = bindings.names.values() if bindings is not None else ()
    return not any(isinstance(item, Imported) and item.module == module for item in known)


def _moved(draft: Draft, symbols: Symbols, layout: PackageLayout, module: str, names: list[str]) -> Draft:
    source, path = symbols.checkout.modules[module], layout.file(DEPENDENCIES)
    routes, target = layout.file(layout.files.routes), layout.dotted(DEPENDENCIES)
    header, _ = split_header(leading_comments(draft.text(routes)))
    begun = draft.text(path) if draft.exists(path) else header
    wanted = f"{begun}from {module} import {', '.join(names)}\n"
    moved = move_definitions(
        ModuleText(module, _with_defining_modules(draft, symbols, module)), ModuleText(target, wanted)
    )
    left = [name for name in names if name not in moved.names]
    if left:
        facts = RoutesNeedServer(module, left[0])
        return draft.noted([Finding(Place(layout.path, 1), facts, api=layout.package.name)])
    text = moved.source
    for name in sorted(moved.names):
        text = with_import(text, target, name, name)
    move = Move(module, dict.fromkeys(names, target), reexports={}, star_homes=(module,), remains=True)
    dotted = layout.dotted(layout.files.routes)
    followed = rewrite_imports(draft.text(routes), dotted, False, {module: move})
    return draft.created({path: moved.target}, like=layout.path).edited(source, text).edited(routes, followed)


def _with_defining_modules(draft: Draft, symbols: Symbols, module: str) -> str:
    """A module that imports what packages pass on from where it is defined: the package of the APIs is still being
    imported when that of one API is."""
    after = symbols.over(draft.as_checkout)
    text = draft.text(symbols.checkout.modules[module])
    moves = {move.module: move for move in _passed_on(after, module, text)}
    return rewrite_imports(text, module, False, moves)


def _passed_on(symbols: Symbols, module: str, text: str) -> Iterator[Move]:
    path = symbols.checkout.modules[module]
    for node in parse_source(text, path).body:
        package = symbols.checkout.modules.get(node.module or "") if isinstance(node, ast.ImportFrom) else None
        if isinstance(node, ast.ImportFrom) and package is not None and package.name == "__init__.py":
            found = {alias.name: symbols.resolve(node.module or "", alias.name) for alias in node.names}
            homes = {name: definition.module for name, definition in found.items() if definition is not None}
            yield Move(node.module or "", homes, reexports={}, star_homes=(), remains=True)
