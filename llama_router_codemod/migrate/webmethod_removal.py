"""The step that removes the webmethod system from a draft in which no API uses it any more."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from llama_router_codemod.contract.webmethods_needed import Reason, WebmethodsNeeded, webmethods_needed
from llama_router_codemod.conventions.mounting_loop import WRAPPER
from llama_router_codemod.conventions.router_registry import router_registry
from llama_router_codemod.conventions.server import Server, read_server
from llama_router_codemod.conventions.webmethod import DECORATOR, webmethod_convention
from llama_router_codemod.infra.infrastructure import infrastructure, registry_source
from llama_router_codemod.infra.modules import RouterModules
from llama_router_codemod.migrate.draft import Draft
from llama_router_codemod.model.finding import Finding
from llama_router_codemod.model.place import Place
from llama_router_codemod.parse.referrers import references, referrers
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.rewrite.cleanup.moved_definitions import ModuleText, move_definitions
from llama_router_codemod.rewrite.cleanup.removed_test import removed_tests, without_tests_of
from llama_router_codemod.rewrite.cleanup.route_listing import LISTING, Listing, list_router_routes
from llama_router_codemod.rewrite.cleanup.route_words import STEMS, WORD, without_word
from llama_router_codemod.rewrite.cleanup.routers_only import include_routers_only
from llama_router_codemod.rewrite.cleanup.unused_definitions import unused_definitions, without_definitions
from llama_router_codemod.rewrite.imports.imported_names import Importer
from llama_router_codemod.rewrite.imports.renamed import Renamed, follow_renamed
from llama_router_codemod.rewrite.imports.unused import drop_unused_imports
from llama_router_codemod.source.syntax import names_of, parse_source, place_of

#: What the registry of routers calls all that is known of a route.
METADATA = "RouteMetadata"
_WORD = re.compile(WORD.pattern.encode(), re.IGNORECASE)


def remove_webmethods(draft: Draft, symbols: Symbols) -> Draft:
    """The draft of a checkout without the webmethod system: its decorator, the endpoint wrapper and the list of routes,
    whatever only these used, and the tests of them. `symbols` are those of the checkout as it was.

    The draft as it was, with findings, while something needs the system; in a tree without a server there is none, and
    one without a registry of routers was not migrated.
    """
    symbols = symbols.over(draft.as_checkout)
    server = read_server(symbols).server
    if server is None or router_registry(symbols.checkout) is None:
        return draft
    needed = tuple(webmethods_needed(symbols, server)) or tuple(_edited_registry(symbols))
    if needed:
        return draft.noted(needed)
    removal = _Removal(symbols, server, infrastructure(symbols).modules)
    removed = removal.of_decorator(removal.of_server(removal.of_listing(draft)))
    after = symbols.over(removed.as_checkout)
    edited = [path for path in symbols.checkout.python_files if removed.files.get(path) != draft.files.get(path)]
    left = (
        *_broken(symbols, after, edited),
        *_remains(after, server.module, WRAPPER),
        *(_remains(after, decorator, DECORATOR) if (decorator := webmethod_convention(symbols).module) else ()),
    )
    return draft.noted(left) if left else removal.of_words(removed)


def _edited_registry(symbols: Symbols) -> Iterator[Finding]:
    """A finding for a registry that says something else than this tool wrote; it could not be written anew."""
    path, written = registry_source(symbols, webmethods=True)
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


def _remains(after: Symbols, module: str, name: str) -> Iterator[Finding]:
    """A finding for a part of the webmethod system that could not be removed."""
    bindings = after.bindings(module)
    node = bindings.names.get(name) if bindings is not None else None
    if isinstance(node, ast.stmt):
        path = after.checkout.modules[module]
        yield Finding(place_of(node, path), WebmethodsNeeded(Reason.REFERENCE, name))


@dataclass(frozen=True)
class _Removal:
    """What the parts of the removal need to know; each takes a draft and gives one."""

    symbols: Symbols
    server: Server
    modules: RouterModules

    def of_listing(self, draft: Draft) -> Draft:
        """The list of all routes made of routers, wherever it is used."""
        server = self.server
        path = self._path(server.discovery_module)
        listing = Listing(server.loop.discovery, server.discovery, self.modules.registry)
        before = draft.text(path)
        after = drop_unused_imports(before, list_router_routes(before, listing))
        gone = names_of(parse_source(before, path)) - names_of(parse_source(after, path))
        unused = self._unused(after, server.discovery_module, gone)
        draft = draft.edited(path, drop_unused_imports(after, without_definitions(after, unused)))
        return draft.created(dict([registry_source(self.symbols, webmethods=False)]))

    def of_server(self, draft: Draft) -> Draft:
        """The server without the branch for webmethods and what only that used; what routers use is theirs."""
        server = self.server
        path = self._path(server.module)
        before = draft.text(path)
        text = drop_unused_imports(before, include_routers_only(before, server.loop))
        draft = self._without_tests(draft, server.module, WRAPPER)
        unused = self._unused(text, server.module, [WRAPPER], without_tests=True)
        text = drop_unused_imports(text, without_definitions(text, unused))
        target = self._path(self.modules.router_utils)
        moved = move_definitions(
            ModuleText(server.module, text), ModuleText(self.modules.router_utils, draft.text(target))
        )
        draft = draft.edited(path, moved.source).edited(target, moved.target)
        for name in sorted(moved.names):
            draft = self._followed(draft, Renamed(server.module, name, self.modules.router_utils, name))
        renamed = Renamed(server.discovery_module, server.loop.discovery, server.discovery_module, LISTING)
        return self._followed(draft, renamed)

    def of_decorator(self, draft: Draft) -> Draft:
        """No decorator and no class of what it keeps: that of the registry stands for it."""
        convention = webmethod_convention(self.symbols)
        if convention.module is None:
            return draft
        names = [DECORATOR]
        if convention.dataclass is not None:
            module, name = convention.dataclass
            draft = self._followed(draft, Renamed(module, name, self.modules.registry, METADATA))
            names.append(name)
        path = self._path(convention.module)
        text = draft.text(path)
        module = convention.module
        unused = unused_definitions(text, names, lambda name: name not in names and self._refers(module, name))
        return draft.edited(path, drop_unused_imports(text, without_definitions(text, unused)))

    def of_words(self, draft: Draft) -> Draft:
        """No file that speaks of webmethods where it means the metadata of routes."""
        texts = {path: draft.text(path) for path in draft.as_checkout.containing(_WORD)}
        for stem in STEMS:
            try:
                changed = {path: without_word(text, stem) for path, text in texts.items()}
            except ValueError:
                continue
            for path, text in changed.items():
                draft = draft.edited(path, text)
            return draft
        return draft

    def _path(self, module: str) -> PurePosixPath:
        return self.symbols.checkout.modules[module]

    def _refers(self, module: str, name: str) -> bool:
        return bool(referrers(self.symbols, module, name))

    def _unused(self, text: str, module: str, names: Iterable[str], *, without_tests: bool = False) -> frozenset[str]:
        def is_referred(name: str) -> bool:
            return self._refers(module, name) and not (without_tests and name == WRAPPER)

        return unused_definitions(text, names, is_referred)

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
        own = {self._path(renamed.new_module)}
        bindings = self.symbols.bindings(renamed.module)
        others = bindings.names if bindings is not None else ()
        paths = paths | own if renamed.module == renamed.new_module else paths - own
        for path in sorted(paths):
            if draft.exists(path):
                here = Importer(self.symbols.checkout.module_name(path), path.name == "__init__.py")
                draft = draft.edited(path, follow_renamed(draft.text(path), here, renamed, others))
        return draft
