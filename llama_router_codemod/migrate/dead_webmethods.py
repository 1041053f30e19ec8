"""The step that removes a webmethod system which nothing uses any more, since all routers were made by hand."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache, partial
from pathlib import PurePosixPath

from llama_router_codemod.conventions.mounting_loop import mounting_places
from llama_router_codemod.conventions.packages import routed_files
from llama_router_codemod.conventions.router_infrastructure import has_own_routers
from llama_router_codemod.conventions.webmethod import (
    APART,
    ATTRIBUTES,
    DECORATOR,
    files_naming_attributes,
    webmethod_convention,
)
from llama_router_codemod.migrate.draft import Draft
from llama_router_codemod.migrate.purpose import Purpose
from llama_router_codemod.migrate.unreferenced import (
    not_passed_on,
    without,
    without_private,
    without_unused,
    without_words,
)
from llama_router_codemod.parse.referrers import is_spelled_out, passed_on_by, referrers
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.rewrite.cleanup.asked_for_unset import asked_for_unset
from llama_router_codemod.rewrite.cleanup.spoken_of import BEGINNINGS, WORD
from llama_router_codemod.rewrite.cleanup.unset_attributes import without_unset
from llama_router_codemod.source.syntax import names_of


@cache
def are_webmethods_dead(symbols: Symbols) -> bool:
    """Whether a checkout with routers made by hand defines the decorator, but no file uses it, sets what it sets, or
    mounts what it declares."""
    module = webmethod_convention(symbols).module
    if module is None or routed_files(symbols) or any(mounting_places(symbols)) or not has_own_routers(symbols):
        return False
    passed = passed_on_by(symbols, module, DECORATOR)
    passing = {symbols.checkout.modules[item.package] for item in passed}
    users = referrers(symbols, module, DECORATOR) - passing
    users |= {path for item in passed for path in referrers(symbols, item.package, item.name) - passing}
    return not users and not any(_sets(symbols.tree(path)) for path in _askers(symbols))


def remove_dead_webmethods(draft: Draft, symbols: Symbols) -> Draft:
    """The draft of such a checkout without the decorator, whatever asks for what it left, and unused code for routes.

    What a person must decide on stays, with a finding (a check of which nothing would be left, say).
    """
    draft = draft.to(Purpose.CLEANUP)
    convention = webmethod_convention(symbols)
    assert convention.module is not None
    own = symbols.checkout.modules[convention.module]
    askers = _askers(symbols)
    for path in askers:
        module = symbols.checkout.module_name(path)
        edit = partial(without_unset, attributes=ATTRIBUTES, is_referred=partial(_is_named, symbols, path))
        draft = without_unused(draft, symbols, module, edit)
    for path in symbols.checkout.containing(WORD, *BEGINNINGS):
        if path != own and APART.isdisjoint(path.parts):
            draft = without(draft, symbols, symbols.checkout.module_name(path), _speaking(symbols.tree(path)))
    names = [DECORATOR, *([convention.dataclass[1]] if convention.dataclass is not None else ())]
    for name in names:
        draft = not_passed_on(draft, symbols, convention.module, name)
    draft = without_private(without(draft, symbols, convention.module, names), symbols)
    after = symbols.over(draft.as_checkout)
    return without_words(draft.noted(found for path in askers for found in asked_for_unset(after.tree(path), path)))


def _askers(symbols: Symbols) -> list[PurePosixPath]:
    """The files that name what the decorator leaves on a method, but for its own."""
    own = webmethod_convention(symbols).module
    found = files_naming_attributes(symbols.checkout)
    return [path for path in found if symbols.checkout.module_name(path) != own]


def _sets(tree: ast.Module) -> bool:
    """Whether a module sets such an attribute itself, in whatever way."""
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(attr=name, ctx=ast.Store()) if name in ATTRIBUTES:
                return True
            case ast.Call(func=ast.Name(id="hasattr" | "getattr")):
                pass
            case ast.Call(args=arguments) if any(
                isinstance(item, ast.Constant) and item.value in ATTRIBUTES for item in arguments
            ):
                return True
            case _:
                pass
    return False


def _is_named(symbols: Symbols, path: PurePosixPath, name: str) -> bool:
    """Whether another file may ask for a name: it has it anywhere, or in a string if the name is private."""
    if name.startswith("_"):
        return is_spelled_out(symbols, name)
    return any(other != path for other in symbols.checkout.holding(name.encode()))


def _speaking(tree: ast.Module) -> Iterator[str]:
    """The private functions of a module that speak of webmethods; one with a decorator may be used by that."""
    for node in tree.body:
        match node:
            case ast.FunctionDef(name=name, decorator_list=[]) | ast.AsyncFunctionDef(name=name, decorator_list=[]):
                if name.startswith("_") and any(WORD.search(spoken.encode()) for spoken in names_of(node)):
                    yield name
            case _:
                pass
