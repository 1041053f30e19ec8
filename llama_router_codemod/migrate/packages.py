"""The step that splits an API package: its new files, its siblings without decorators, its public names as before."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from llama_router_codemod.generate.package import PackageLayout, PackageWriter, moved_texts
from llama_router_codemod.generate.package_init import explicit_init, keep_public_names
from llama_router_codemod.migrate.candidates import Candidate
from llama_router_codemod.migrate.draft import Draft
from llama_router_codemod.migrate.edits import describe_models, strip_webmethods
from llama_router_codemod.migrate.purpose import Purpose
from llama_router_codemod.parse.private_imports import privately_used
from llama_router_codemod.parse.referrers import references
from llama_router_codemod.parse.symbols import Symbols, bindings_of
from llama_router_codemod.source.added_import import with_import
from llama_router_codemod.source.encoding import read_text
from llama_router_codemod.source.header import leading_comments, split_header
from llama_router_codemod.source.syntax import parse_source


def split_package(draft: Draft, symbols: Symbols, candidate: Candidate, writer: PackageWriter) -> Draft:
    """The API module of a package as service.py, models.py and routes.py; its other files without webmethods."""
    layout = candidate.layout
    draft = draft.to(Purpose.SPLIT)
    draft = describe_models(draft, symbols, [layout.path])
    files = writer.write(layout, draft.text(layout.path), candidate.apis)
    draft = draft.deleted(layout.path).created(files, like=layout.path)
    operations = [operation for item in candidate.apis for operation in item.operations]
    draft = strip_webmethods(draft, symbols, layout.package.siblings, moved_texts(operations))
    written = {layout.path, layout.file("__init__")}
    others = draft.checkout.python_files_below(layout.package.directory)
    draft = describe_models(draft, symbols, [path for path in others if path not in written])
    return _with_public_names(draft, symbols, layout, writer)


def _with_public_names(draft: Draft, symbols: Symbols, layout: PackageLayout, writer: PackageWriter) -> Draft:
    path = layout.file("__init__")
    names = symbols.public_names(layout.name)
    is_listed = layout.files.factories and not _is_starred(symbols, layout.name)
    if is_listed:
        names -= _imported_for_itself(symbols, layout.name, names)
    written = {
        f"{layout.name}.{file.stem}": item.text
        for file, item in draft.files.items()
        if file.parent == layout.package.directory and item.text is not None and file != path
    }
    if layout.package.is_flat:
        old = read_text(draft.checkout.contents[layout.path], layout.path)
        header, _ = split_header(leading_comments(old))
        offered = names | privately_used(symbols, layout.module)
        if is_listed:
            source = explicit_init(header, layout.files.routes, written, offered)
            source = keep_public_names(source, layout.name, offered, written, writer.names)
            return draft.created({path: source}, like=layout.path)
        homes = (home for home in layout.move.star_homes if home in written)
        stars = "".join(f"from .{home.rpartition('.')[2]} import *\n" for home in homes)
        if layout.files.factories:
            stars = f"from . import {layout.files.routes} as {layout.files.routes}\n{stars}"
        source = keep_public_names(header + stars, layout.name, offered, written, writer.names)
        return draft.created({path: source}, like=layout.path)
    if not draft.exists(path):
        return draft
    text = draft.text(path)
    if layout.files.factories and draft.checkout.is_own(path) and not _is_external(layout):
        text = _with_routes(text, path, symbols, layout, written, names)
    return draft.edited(path, keep_public_names(text, layout.name, names, written, writer.names))


def _imported_for_itself(symbols: Symbols, module: str, names: frozenset[str]) -> frozenset[str]:
    """Those of the names that a module has from a library, and that nobody asks it for."""
    bindings = symbols.bindings(module)
    if bindings is None or bindings.exports is not None:
        return frozenset()
    origins = {name: found.module for name in names if (found := symbols.resolve(module, name)) is not None}
    foreign = frozenset(name for name, origin in origins.items() if origin not in symbols.checkout.modules)
    return foreign - {found.name for found in references(symbols, module, foreign)}


def _is_external(layout: PackageLayout) -> bool:
    return any(api.is_external for api in layout.package.apis)


def _with_routes(
    text: str,
    path: PurePosixPath,
    symbols: Symbols,
    layout: PackageLayout,
    written: Mapping[str, str],
    names: frozenset[str],
) -> str:
    """The text of an `__init__.py` that imports its routes, too, and lists its names if it had all that its modules
    have."""
    tree = parse_source(text, path)
    bindings = bindings_of(tree, layout.name, is_package=True)
    only_stars = all(isinstance(node, ast.ImportFrom) for node in tree.body) and not bindings.names
    if only_stars and set(bindings.stars) <= written.keys() and not _is_starred(symbols, layout.name):
        header, _ = split_header(leading_comments(text))
        return explicit_init(header, layout.files.routes, written, names)
    return with_import(text, layout.name, layout.files.routes, layout.files.routes)


def _is_starred(symbols: Symbols, module: str) -> bool:
    """Whether a star import asks a module for all of its names, also those that it only imports."""
    stem = re.escape(module.rpartition(".")[2])
    starred = symbols.checkout.containing(
        re.compile(rf"^\s*from\s.*\b{stem}\s+import\s*\*".encode(), re.MULTILINE), b"import"
    )
    found = [symbols.bindings(symbols.checkout.module_name(path)) for path in starred]
    return any(module in bindings.stars for bindings in found if bindings is not None)
