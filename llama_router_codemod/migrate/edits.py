"""The steps that edit files which stay: imports, descriptions, the server, stray decorators. Draft in, draft out."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from llama_router_codemod.conventions.api_root import api_root
from llama_router_codemod.conventions.external_apis import YAML_SUFFIXES, read_specification
from llama_router_codemod.conventions.packages import api_packages
from llama_router_codemod.conventions.recordings import read_recording
from llama_router_codemod.conventions.registry import api_members
from llama_router_codemod.conventions.tree_routers import tree_routers
from llama_router_codemod.conventions.webmethod import webmethod_names
from llama_router_codemod.migrate.candidates import Candidates
from llama_router_codemod.migrate.draft import Draft
from llama_router_codemod.migrate.purpose import Purpose
from llama_router_codemod.model.api import State
from llama_router_codemod.model.move import Move
from llama_router_codemod.parse.classes import ClassFacts, ancestors
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.rewrite.cleanup.spoken_of import webmethods_spoken_of
from llama_router_codemod.rewrite.cleanup.strip_webmethods import strip_module
from llama_router_codemod.rewrite.descriptions.move_descriptions import move_descriptions
from llama_router_codemod.rewrite.imports.importers import importers
from llama_router_codemod.rewrite.imports.mentions import mentions
from llama_router_codemod.rewrite.imports.module_prefixes import rewrite_module_prefixes
from llama_router_codemod.rewrite.imports.moved_imports import rewrite_imports
from llama_router_codemod.rewrite.imports.moved_mentions import mentioned_names, rewrite_mentions
from llama_router_codemod.rewrite.imports.specifications import rewrite_specification
from llama_router_codemod.rewrite.imports.text_places import may_mention
from llama_router_codemod.rewrite.imports.unused import drop_unused_imports
from llama_router_codemod.rewrite.server.integration import Rewrite
from llama_router_codemod.rewrite.server.register_factories import Factory, register_factories
from llama_router_codemod.source.encoding import is_utf8, read_text

#: By Protocol and method: the parameters whose `:param` text stands elsewhere now.
MovedTexts = Mapping[str, Mapping[str, frozenset[str]]]


def follow_moves(draft: Draft, moves: Mapping[str, Move]) -> Draft:
    """Every import of a split module, strings that are nothing but its prefix, and specifications of external APIs, led
    to where the names are now."""
    draft = draft.to(Purpose.IMPORTS)
    for path in importers(draft.checkout, moves):
        module = draft.checkout.module_name(path)
        text = rewrite_imports(draft.text(path), module, path.name == "__init__.py", moves)
        draft = draft.edited(path, rewrite_module_prefixes(text, moves))
    for path in (path for path in draft.checkout.files if moves and path.suffix in YAML_SUFFIXES):
        if read_specification(draft.checkout.read_beside(path)) is not None:
            draft = draft.edited(path, rewrite_specification(draft.text(path), moves))
    return draft


def integrate_server(draft: Draft, edits: Iterable[tuple[PurePosixPath, Rewrite]]) -> Draft:
    """The edits of the server and of those that read webmethod metadata."""
    draft = draft.to(Purpose.SERVER)
    for path, edit in edits:
        draft = draft.edited(path, edit(draft.text(path)))
    return draft


def register_routers(draft: Draft, symbols: Symbols, found: Candidates) -> Draft:
    """The routers of the migrated APIs in the registry that a checkout has of its own, if it has one."""
    tree = tree_routers(symbols)
    if tree is None:
        return draft
    values = api_members(symbols)
    factories = [
        Factory(values[api.member], item.layout.name, f"{item.layout.files.routes}.{name}")
        for item in found.accepted
        for api, name in item.factories
        if api.member in values
    ]
    path = symbols.checkout.modules[tree.registry]
    return draft.edited(path, register_factories(draft.text(path), factories))


def strip_webmethods(
    draft: Draft, symbols: Symbols, paths: Iterable[PurePosixPath], moved_texts: MovedTexts | None = None
) -> Draft:
    """`@webmethod` taken off the classes of some files, and with it the docstring fields that moved elsewhere."""
    for path in paths:
        before = draft.text(path)
        spellings = webmethod_names(symbols, draft.checkout.module_name(path))
        after = strip_module(before, spellings, moved_texts or {})
        draft = draft.edited(path, drop_unused_imports(before, after))
    return draft


def describe_models(draft: Draft, symbols: Symbols, paths: Iterable[PurePosixPath]) -> Draft:
    """The `:param` texts of the models in some files as descriptions of their fields."""
    for path in paths:
        text = draft.text(path)
        if ":param" in text:
            described = move_descriptions(text, draft.checkout.module_name(path), path, symbols)
            draft = draft.edited(path, described.text).noted(described.findings)
    return draft


def describe_shared_models(draft: Draft, symbols: Symbols) -> Draft:
    """The descriptions of the models that no pending package owns: `common/`, `resource.py` and the like."""
    root = api_root(draft.checkout)
    owned = {package.directory for package in api_packages(symbols) if package.state is not State.PENDING}
    shared = [
        path
        for path in draft.checkout.python_files_below(root)
        if owned.isdisjoint(path.parents) and draft.is_of_checkout(path)
    ]
    return describe_models(draft, symbols, [*shared, *sorted(set(_ancestor_modules(symbols)))])


def follow_mentions(draft: Draft, moves: Mapping[str, Move], *, webmethods_gone: bool = False) -> Draft:
    """Documents, notebooks, recordings and strings that name what moved, led to where it is now; a finding for each
    place where that is not certain.

    Where webmethods are gone, also where files that are no code speak of them. Package metadata does not count. A file
    that goes away is asked for what stays uncertain in its successors.
    """
    draft = draft.to(Purpose.MENTIONS)
    found: dict[PurePosixPath, bytes] = {}
    for path, data in _contents(draft) if moves or webmethods_gone else ():
        if webmethods_gone and draft.exists(path):
            draft = draft.noted(webmethods_spoken_of(data, path))
        if may_mention(data, moves):
            found[path] = data
    recordings = {path: recording for path, data in found.items() if (recording := read_recording(path, data))}
    requests = (mentioned_names(recording.request.encode(), moves) for recording in recordings.values())
    asked = frozenset().union(*requests)
    for path, data in found.items():
        rewritten = rewrite_mentions(data, path, moves, recordings.get(path), asked) if is_utf8(data) else data
        if rewritten != data and (path not in draft.files or draft.files[path].text is not None):
            draft = draft.edited(path, read_text(rewritten, path))
        if draft.checkout.has(path):
            draft = draft.noted(mentions(rewritten, path, moves))
    return draft


def _contents(draft: Draft) -> Iterator[tuple[PurePosixPath, bytes]]:
    """The bytes of each file as it will be, of one that goes away as it was."""
    created = (path for path in draft.files if not draft.checkout.has(path))
    searched = (path for path in draft.checkout.files if path not in draft.checkout.unrelated)
    for path in (*_documents(searched), *created):
        changed = draft.files.get(path)
        text = changed.text if changed is not None else None
        if text is not None:
            yield path, text.encode()
        else:
            python = draft.checkout.contents.get(path)
            yield path, draft.checkout.read_beside(path) if python is None else python


def _documents(files: Iterable[PurePosixPath]) -> list[PurePosixPath]:
    return [path for path in files if not path.parts[0].endswith((".dist-info", ".egg-info"))]


def _ancestor_modules(symbols: Symbols) -> Iterator[PurePosixPath]:
    """The files outside the API root that define a base class of an API model, whose docstring describes its fields."""
    checkout = symbols.checkout
    root = api_root(checkout)
    for path in checkout.python_files_below(root):
        for node in (node for node in symbols.tree(path).body if isinstance(node, ast.ClassDef)):
            for ancestor in ancestors(symbols, ClassFacts(checkout.module_name(path), node)):
                if not (found := checkout.modules[ancestor.module]).is_relative_to(root):
                    yield found
