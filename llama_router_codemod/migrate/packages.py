"""The step that splits an API package: its new files, its siblings without decorators, its public names as before."""

from __future__ import annotations

from llama_router_codemod.generate.package import PackageLayout, PackageWriter, moved_texts
from llama_router_codemod.generate.package_init import keep_public_names
from llama_router_codemod.migrate.candidates import Candidate
from llama_router_codemod.migrate.draft import Draft
from llama_router_codemod.migrate.edits import describe_models, strip_webmethods
from llama_router_codemod.parse.private_imports import privately_used
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.source.encoding import read_text
from llama_router_codemod.source.header import leading_comments, split_header


def split_package(draft: Draft, symbols: Symbols, candidate: Candidate, writer: PackageWriter) -> Draft:
    """The API module of a package as service.py, models.py and routes.py; its other files without webmethods."""
    layout = candidate.layout
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
    written = {
        f"{layout.name}.{file.stem}": item.text
        for file, item in draft.files.items()
        if file.parent == layout.package.directory and item.text is not None and file != path
    }
    if layout.package.is_flat:
        homes = (home for home in layout.move.star_homes if home in written)
        stars = "".join(f"from .{home.rpartition('.')[2]} import *\n" for home in homes)
        old = read_text(draft.checkout.contents[layout.path], layout.path)
        header, _ = split_header(leading_comments(old))
        offered = names | privately_used(symbols, layout.module)
        source = keep_public_names(header + stars, layout.name, offered, written, writer.names)
        return draft.created({path: source}, like=layout.path)
    if not draft.exists(path):
        return draft
    return draft.edited(path, keep_public_names(draft.text(path), layout.name, names, written, writer.names))
