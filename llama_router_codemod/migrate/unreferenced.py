"""A draft without what nothing refers to any more: definitions, names that packages pass on, words."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePosixPath

from llama_router_codemod.conventions.fastapi_document import fastapi_document
from llama_router_codemod.migrate.draft import Draft
from llama_router_codemod.parse.import_statements import import_statements
from llama_router_codemod.parse.referrers import may_be_asked_for, passed_on_by, referrers
from llama_router_codemod.parse.symbols import Symbols, absolute_module
from llama_router_codemod.rewrite.cleanup.route_words import without_word
from llama_router_codemod.rewrite.cleanup.spoken_of import BEGINNINGS, WORD, reworded_messages
from llama_router_codemod.rewrite.cleanup.unexported import unexported
from llama_router_codemod.rewrite.cleanup.unused_definitions import unused_definitions, without_definitions
from llama_router_codemod.rewrite.imports.unused import drop_unused_imports
from llama_router_codemod.source.encoding import read_text
from llama_router_codemod.source.syntax import names_of, parse_source

# It begins with a letter that few words have, so that it is found fast.
_PRIVATE = re.compile(r"_(?<!\w_)[^\W\d_]\w*")
_WORD = re.compile(r"[^\W\d]\w*")


def without(draft: Draft, symbols: Symbols, module: str, names: Iterable[str]) -> Draft:
    """A module without those of its definitions, and what only they use, that nothing refers to."""
    names = frozenset(names)
    if not names:
        return draft
    path = symbols.checkout.modules[module]
    text = draft.text(path)
    after = symbols.over(draft.as_checkout)
    unused = unused_definitions(
        text, names, lambda name: bool(referrers(after, module, name)) or may_be_asked_for(after, module, name)
    )
    return draft.edited(path, drop_unused_imports(text, without_definitions(text, unused)))


def without_unused(draft: Draft, symbols: Symbols, module: str, edit: Callable[[str], str]) -> Draft:
    """An edit of a module, and that without what it used before only."""
    path = symbols.checkout.modules[module]
    before = draft.text(path)
    after = drop_unused_imports(before, edit(before))
    gone = names_of(parse_source(before, path)) - names_of(parse_source(after, path))
    return without(draft.edited(path, after), symbols, module, gone)


def without_private(draft: Draft, symbols: Symbols) -> Draft:
    """The draft without private definitions of other modules to which only code that is gone referred; those of the
    program that makes the published document are all its own."""
    after = symbols.over(draft.as_checkout)
    smaller = draft
    edited = (path for path in draft.files if path in symbols.checkout.contents and draft.exists(path))
    for path in edited:
        for module, names in _lost(symbols, after, path, draft.text(path)):
            smaller = without(smaller, symbols, module, names)
    return smaller if smaller.files == draft.files else without_private(smaller, symbols)


def _lost(before: Symbols, after: Symbols, path: PurePosixPath, text: str) -> Iterator[tuple[str, frozenset[str]]]:
    """The names of other modules that a file, which says `text` now, refers to no more."""
    place = fastapi_document(before)
    program = place.path.parent if place is not None else None
    lost = _lost_names(before, after, path, text, _WORD if path.parent == program else _PRIVATE)
    for module in _imported_modules(before, path) if lost else ():
        is_own = before.checkout.modules[module].parent == program
        names = lost & _defined(before, module)
        yield module, frozenset(name for name in names if is_own or _PRIVATE.fullmatch(name))


def _lost_names(
    before: Symbols, after: Symbols, path: PurePosixPath, text: str, words: re.Pattern[str]
) -> frozenset[str]:
    """The names, of these words, that a file refers to no more."""
    old = read_text(before.checkout.contents[path], path)
    # Words are found much faster than names; most files have lost none.
    gone = frozenset(words.findall(old)) - frozenset(words.findall(text))
    return gone & (_spelled(before.tree(path)) - _spelled(after.tree(path))) if gone else gone


def _spelled(tree: ast.Module) -> frozenset[str]:
    return names_of(tree) | {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}


def _defined(symbols: Symbols, module: str) -> frozenset[str]:
    bindings = symbols.bindings(module)
    return frozenset() if bindings is None else frozenset(bindings.names)


def _imported_modules(symbols: Symbols, path: PurePosixPath) -> Iterator[str]:
    """The other modules of the checkout that a file imports, or imports names from."""
    own = symbols.checkout.module_name(path)
    for node in import_statements(symbols.tree(path)):
        match node:
            case ast.ImportFrom(names=aliases):
                origin = absolute_module(node, own, path.name == "__init__.py")
                found = {origin, *(f"{origin}.{alias.name}" for alias in aliases)}
            case ast.Import(names=aliases):
                found = {alias.name for alias in aliases}
        yield from sorted(found & symbols.checkout.modules.keys() - {own})


def not_passed_on(draft: Draft, symbols: Symbols, module: str, name: str) -> Draft:
    """No package passes a name of a module on which nobody asks of the package."""
    for passed in passed_on_by(symbols, module, name):
        if not referrers(symbols.over(draft.as_checkout), passed.package, passed.name):
            path = symbols.checkout.modules[passed.package]
            draft = draft.edited(path, unexported(draft.text(path), passed, module, name))
    return draft


def without_words(draft: Draft) -> Draft:
    """The draft without the word "webmethod" where it means the metadata of routes."""
    texts = {path: draft.text(path) for path in draft.as_checkout.containing(WORD, *BEGINNINGS)}
    for path, text in without_word(texts).items():
        draft = draft.edited(path, text).noted(reworded_messages(texts[path], path))
    return draft
