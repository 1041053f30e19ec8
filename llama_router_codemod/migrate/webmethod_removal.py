"""The step that removes the webmethod system from a draft in which no API uses it any more."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from pathlib import PurePosixPath

from llama_router_codemod.contract.webmethods_needed import Reason, WebmethodsNeeded, webmethods_needed
from llama_router_codemod.conventions.mounting_loop import WRAPPER
from llama_router_codemod.conventions.router_registry import router_registry
from llama_router_codemod.conventions.server import Server, read_server
from llama_router_codemod.conventions.webmethod import DECORATOR, webmethod_convention
from llama_router_codemod.infra.infrastructure import infrastructure, registry_sources
from llama_router_codemod.infra.modules import RouterModules
from llama_router_codemod.migrate.draft import Draft
from llama_router_codemod.migrate.purpose import Purpose
from llama_router_codemod.migrate.unreferenced import (
    not_passed_on,
    without,
    without_private,
    without_unused,
    without_words,
)
from llama_router_codemod.model.finding import Finding
from llama_router_codemod.model.place import Place
from llama_router_codemod.parse.bound_names import bindings_besides_imports, imported_names, names_bound_by
from llama_router_codemod.parse.referrers import may_be_asked_for, passed_on_by, references, referrers
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.rewrite.cleanup.built_routers_only import build_routers_only
from llama_router_codemod.rewrite.cleanup.included_routers import include_routers_instead
from llama_router_codemod.rewrite.cleanup.moved_definitions import ModuleText, move_definitions
from llama_router_codemod.rewrite.cleanup.removed_test import removed_tests, without_tests_of
from llama_router_codemod.rewrite.cleanup.route_listing import LISTING, Listing, list_router_routes
from llama_router_codemod.rewrite.cleanup.routers_only import include_routers_only
from llama_router_codemod.rewrite.cleanup.skipping_loops import without_skipping_loops
from llama_router_codemod.rewrite.imports.imported_names import Importer
from llama_router_codemod.rewrite.imports.renamed import Renamed, follow_renamed
from llama_router_codemod.rewrite.imports.unused import drop_unused_imports
from llama_router_codemod.rewrite.server.call_services import METADATA
from llama_router_codemod.source.added_import import with_import
from llama_router_codemod.source.syntax import attributes_of, parse_source, place_of


def remove_webmethods(draft: Draft, symbols: Symbols) -> Draft:
    """The draft of a checkout without the webmethod system: its decorator, the endpoint wrapper and the list of routes,
    whatever only these used, and the tests of them. `symbols` are those of the checkout as it was.

    The draft as it was, with findings, while something needs the system, or the server is not understood with routers;
    in a tree without a server there is none, and one without a registry of routers was not migrated.
    """
    draft = draft.to(Purpose.CLEANUP)
    before = symbols.over(draft.as_checkout)
    server, refusals = read_server(before).server, read_server(before).refusals
    if server is None or (router_registry(before.checkout) is None and _unwritten(before)):
        return draft.noted(refusals)
    needed = tuple(webmethods_needed(before, server)) or tuple(_edited_registry(before))
    if needed:
        return draft.noted(needed)
    shared = infrastructure(before)
    removal = _Removal(before, server, shared.modules, given=shared.given_functions is not None)
    steps = (removal.of_listing, removal.of_loop, removal.of_wrapper, removal.of_decorator)
    removed = without_private(reduce(lambda so_far, step: step(so_far), steps, draft), before)
    left = tuple(removal.left(draft, removed))
    return draft.noted(left) if left else without_words(removed)


def _unwritten(symbols: Symbols) -> bool:
    """Whether a checkout with routers of its own has none of this tool's."""
    return any(path not in symbols.checkout.contents for path in registry_sources(symbols, webmethods=True))


def _edited_registry(symbols: Symbols) -> Iterator[Finding]:
    """A finding for a registry that says something else than this tool wrote; it could not be written anew."""
    for path, written in registry_sources(symbols, webmethods=True).items():
        if _code(symbols.tree(path)) != _code(parse_source(written, path)):
            name = symbols.checkout.module_name(path)
            yield Finding(Place(path, 1), WebmethodsNeeded(Reason.REGISTRY, name))


def _code(tree: ast.Module) -> list[str]:
    return [ast.dump(node) for node in tree.body if not isinstance(node, ast.Import | ast.ImportFrom)]


def _broken(before: Symbols, after: Symbols, paths: Iterable[PurePosixPath]) -> Iterator[Finding]:
    """A finding for each reference to a name that one of these modules has lost."""
    for path in paths:
        module = before.checkout.module_name(path)
        old, new = before.bindings(module), after.bindings(module)
        lost = old.names.keys() - new.names.keys() if old is not None and new is not None else frozenset[str]()
        for found in references(after, module, lost):
            yield Finding(place_of(found.node, found.path), WebmethodsNeeded(Reason.REFERENCE, found.name))


def _taken(before: Symbols, after: Symbols, paths: Iterable[PurePosixPath]) -> Iterator[Finding]:
    """A finding for each new import of one of these modules whose name the module has for something else."""
    for path in paths:
        for name in imported_names(after.tree(path)) - imported_names(before.tree(path)):
            for node in bindings_besides_imports(after.tree(path), name):
                yield Finding(place_of(node, path), WebmethodsNeeded(Reason.TAKEN, name))


def _remains(after: Symbols, module: str, name: str) -> Iterator[Finding]:
    """A finding for a part of the webmethod system that could not be removed."""
    bindings = after.bindings(module)
    node = bindings.names.get(name) if bindings is not None else None
    if isinstance(node, ast.stmt):
        path = after.checkout.modules[module]
        yield Finding(place_of(node, path), WebmethodsNeeded(Reason.REFERENCE, name))


@dataclass(frozen=True)
class _Removal:
    """What the parts of the removal need to know; each takes a draft and gives one. `symbols` are those of the checkout
    before any part; where functions are `given` to routers, they stay in the server."""

    symbols: Symbols
    server: Server
    modules: RouterModules
    given: bool

    def of_listing(self, draft: Draft) -> Draft:
        """The list of all routes made of routers, wherever it is used."""
        draft = draft.created(registry_sources(self.symbols, webmethods=False))
        module, discovery = self.server.discovery_module, self.server.loop.discovery
        if not self.modules.lists:
            for path in sorted({self._path(module), *referrers(self.symbols, module, discovery)}):
                before = draft.text(path)
                draft = self._without_called(draft, path, before, without_skipping_loops(before, discovery))
            return draft
        for path in sorted(referrers(self.symbols, module, discovery)):
            before = draft.text(path)
            after = include_routers_instead(before, discovery, self.modules.registry)
            draft = self._without_called(draft, path, before, after)
        listing = Listing(discovery, self.server.discovery, self.modules.registry)
        draft = without_unused(draft, self.symbols, module, lambda text: list_router_routes(text, listing))
        return self._followed(draft, Renamed(module, discovery, module, LISTING))

    def of_loop(self, draft: Draft) -> Draft:
        """The mounting loop without the branch for webmethods, and without the tests of the endpoint wrapper."""
        draft = self._without_tests(draft, self.server.wrapper_module, WRAPPER)
        loop = self.server.loop
        edit = build_routers_only if loop.builds_routers else include_routers_only
        draft = without_unused(draft, self.symbols, self.server.module, lambda text: edit(text, loop))
        # Where nothing else asks for the list of routes, that goes, too.
        return without(draft, self.symbols, self.server.discovery_module, [loop.discovery])

    def of_wrapper(self, draft: Draft) -> Draft:
        """The module of the endpoint wrapper without that and what only that used; what routers use is theirs, and has
        its name there, too, where it may be asked for in a way that cannot be followed."""
        module = self.server.wrapper_module
        draft = without(draft, self.symbols, module, [WRAPPER])
        if self.given:
            return draft
        path, target = self._path(module), self._path(self.modules.router_utils)
        moved = move_definitions(
            ModuleText(module, draft.text(path)), ModuleText(self.modules.router_utils, draft.text(target))
        )
        source = moved.source
        for name in sorted(moved.names.difference(names_bound_by(parse_source(source, path).body))):
            if may_be_asked_for(self.symbols, module, name):
                source = with_import(source, self.modules.router_utils, name, name)
        draft = draft.edited(path, source).edited(target, moved.target)
        for name in sorted(moved.names):
            draft = self._followed(draft, Renamed(module, name, self.modules.router_utils, name))
        return draft if moved.stay is None else draft.noted([Finding(Place(path, 1), moved.stay)])

    def of_decorator(self, draft: Draft) -> Draft:
        """No decorator and no class of what it keeps: that of the registry stands for it."""
        convention = webmethod_convention(self.symbols)
        if convention.module is None:
            return draft
        names = [DECORATOR]
        if convention.dataclass is not None:
            module, name = convention.dataclass
            for passed in passed_on_by(self.symbols, module, name):
                draft = self._followed(draft, Renamed(passed.package, passed.name, self.modules.marks, METADATA))
            draft = not_passed_on(draft, self.symbols, module, name)
            draft = self._followed(draft, Renamed(module, name, self.modules.marks, METADATA))
            names.append(name)
        draft = not_passed_on(draft, self.symbols, convention.module, DECORATOR)
        return without(draft, self.symbols, convention.module, names)

    def left(self, before: Draft, after: Draft) -> Iterator[Finding]:
        """A finding for each part that could not be removed, and for each use of what was."""
        symbols = self.symbols.over(after.as_checkout)
        edited = [
            path for path in self.symbols.checkout.python_files if after.files.get(path) != before.files.get(path)
        ]
        yield from _broken(self.symbols, symbols, edited)
        yield from _taken(self.symbols, symbols, edited)
        yield from _remains(symbols, self.server.wrapper_module, WRAPPER)
        if (decorator := webmethod_convention(self.symbols).module) is not None:
            yield from _remains(symbols, decorator, DECORATOR)

    def _path(self, module: str) -> PurePosixPath:
        return self.symbols.checkout.modules[module]

    def _without_called(self, draft: Draft, path: PurePosixPath, before: str, after: str) -> Draft:
        """The draft with an edit of a file, and without functions of the modules beside it which only that called, by
        their dotted names, before the edit."""
        draft = draft.edited(path, drop_unused_imports(before, after))
        package = self.symbols.checkout.module_name(path).rpartition(".")[0]
        for name in sorted(attributes_of(before) - attributes_of(after)):
            module, _, function = f"{package}.{name}".rpartition(".")
            if module in self.symbols.checkout.modules:
                draft = without(draft, self.symbols, module, [function])
        return draft

    def _without_tests(self, draft: Draft, module: str, name: str) -> Draft:
        for path in sorted(referrers(self.symbols, module, name)):
            before = draft.text(path)
            after = without_tests_of(before, self.symbols.checkout.module_name(path), module, name)
            if after is not None:
                draft = draft.edited(path, drop_unused_imports(before, after))
                draft = draft.noted(removed_tests(self.symbols.tree(path), path, name))
        return draft

    def _followed(self, draft: Draft, renamed: Renamed) -> Draft:
        paths = referrers(self.symbols, renamed.module, renamed.name)
        home = {self._path(renamed.new_module)}
        paths = paths | home if renamed.module == renamed.new_module else paths - home
        bindings = self.symbols.bindings(renamed.module)
        others = bindings.names if bindings is not None else ()
        for path in sorted(paths):
            here = Importer(self.symbols.checkout.module_name(path), path.name == "__init__.py")
            draft = draft.edited(path, follow_renamed(draft.text(path), here, renamed, others))
        return draft
