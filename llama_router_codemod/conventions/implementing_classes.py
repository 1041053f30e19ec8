"""The classes that implement a Protocol: those that derive from it, and those that have its shape alone."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import PurePosixPath

from llama_router_codemod.conventions.api_root import api_root
from llama_router_codemod.model.api import Api, ProtocolClass
from llama_router_codemod.parse.classes import ClassFacts, ancestors, base_names, class_anywhere, own_methods
from llama_router_codemod.parse.import_statements import suites
from llama_router_codemod.parse.subclass_files import files_subclassing
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.source.syntax import dotted
from llama_router_codemod.tree.checkout import Checkout


def implementing_classes(symbols: Symbols, protocol: ProtocolClass) -> Iterator[tuple[ClassFacts, PurePosixPath]]:
    """The classes that derive from a Protocol, be it through others: those that something makes an object of, and those
    that no other class derives from."""
    found: dict[tuple[str, str], tuple[ClassFacts, PurePosixPath]] = {}
    extended: set[tuple[str, str]] = set()
    queue = [(protocol.module, protocol.name)]
    while queue:
        key = queue.pop(0)
        for facts, path in _deriving_from(symbols, key):
            extended.add(key)
            if facts.key not in found:
                found[facts.key] = (facts, path)
                queue.append(facts.key)
    served = [item for key, item in found.items() if key not in extended or _is_made(symbols, item[0])]
    yield from sorted(served, key=lambda item: (item[1], item[0].node.lineno))


def made_by_calls(symbols: Symbols, protocol: ProtocolClass) -> Iterator[tuple[str, PurePosixPath]]:
    """The classes that `type(name, bases, ...)` makes of a Protocol, or `types.new_class`: each by how its call begins.

    What methods such a class has cannot be told.
    """
    for path in _served_files(symbols, _files_making(symbols.checkout).get(protocol.name.encode(), ())):
        module = symbols.checkout.module_name(path)
        for node in ast.walk(symbols.tree(path)):
            match node:
                case ast.Call(func=called, args=[name, ast.Tuple(elts=bases), *_]) if dotted(called) in _MAKE_CLASSES:
                    found = (class_anywhere(symbols, module, base) for base in map(dotted, bases) if base is not None)
                    if any(facts is not None and facts.key == (protocol.module, protocol.name) for facts in found):
                        yield f"{dotted(called)}({ast.unparse(name)}, ...)", path
                case _:
                    pass


_MAKE_CLASSES = frozenset({"type", "new_class", "types.new_class"})
_MADE = re.compile(rb"\b(?:type|new_class)\([^()]*,\s*\(([^()]*)\)")


@cache
def _files_making(checkout: Checkout) -> dict[bytes, list[PurePosixPath]]:
    """The files that make classes so, by each name among the bases."""
    found: dict[bytes, list[PurePosixPath]] = {}
    for path in checkout.holding(b"type(", b"new_class("):
        bases = _MADE.findall(checkout.contents[path])
        for name in {name for listed in bases for name in re.findall(rb"\w+", listed)}:
            found.setdefault(name, []).append(path)
    return found


def look_alikes(
    symbols: Symbols, api: Api, protocol: ProtocolClass, directory: PurePosixPath
) -> Iterator[tuple[ClassFacts, PurePosixPath]]:
    """Classes in `providers/*/<api>/` with every routed method, without the Protocol: they implement by shape alone.

    Those below a directory are given.
    """
    names = {method.name for method in protocol.routed}
    if len(names) < 2:
        return
    words = sorted(name.encode() for name in names)
    heads = [re.compile(rb"def(?<!\wdef)[ \t]+%b\b" % word) for word in words]
    for path in (path for path in _provider_files(symbols, api.name) if is_below(path, directory)):
        data = symbols.checkout.contents[path]
        # Most files need not be parsed for that. Looking for bytes is much faster than a pattern.
        if not all(word in data for word in words) or not all(head.search(data) for head in heads):
            continue
        with symbols.passing():
            for node in _classes(symbols.tree(path)):
                facts = ClassFacts(symbols.checkout.module_name(path), node)
                # To follow the bases takes longest.
                if names <= own_methods(node).keys() and (protocol.module, protocol.name) not in _lineage(
                    symbols, facts
                ):
                    yield facts, path


def is_below(path: PurePosixPath, directory: PurePosixPath) -> bool:
    """Whether a file lies in a directory, or in one below it; all do in that without a name."""
    # Names are compared much faster than paths.
    return not directory.parts or str(path).startswith(f"{directory}/")


def _deriving_from(symbols: Symbols, key: tuple[str, str]) -> Iterator[tuple[ClassFacts, PurePosixPath]]:
    for path in _served_files(symbols, files_subclassing(symbols.checkout, key[1])):
        module = symbols.checkout.module_name(path)
        for node in _classes(symbols.tree(path)):
            bases = (class_anywhere(symbols, module, base) for base in base_names(node))
            if any(facts is not None and facts.key == key for facts in bases):
                yield ClassFacts(module, node), path


def _is_made(symbols: Symbols, facts: ClassFacts) -> bool:
    """Whether a class is called, or listed for what calls it, as in `{"agents": AgentsRouter}` (llama_stack 0.3.5,
    core/routers/__init__.py:75)."""
    name = facts.node.name
    called_or_listed = re.compile(rb"(?<!class )\b%b\(|:\s*(?:\w+\.)*%b\b" % (name.encode(), name.encode()))
    return any(
        (found := class_anywhere(symbols, symbols.checkout.module_name(path), used)) is not None
        and found.key == facts.key
        for path in _served_files(symbols, symbols.checkout.containing(called_or_listed, name.encode()))
        for used in _used_as_classes(symbols.tree(path), name)
    )


def _used_as_classes(tree: ast.Module, name: str) -> Iterator[str]:
    """The dotted names that end in a name and are called, or stand for values in a dictionary."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=called):
                values = [called]
            case ast.Dict(values=values):
                pass
            case _:
                continue
        yield from (used for used in map(dotted, values) if used is not None and used.rpartition(".")[2] == name)


def _served_files(symbols: Symbols, paths: Iterable[PurePosixPath]) -> Iterator[PurePosixPath]:
    """Those of the files that a server could run: in whatever package, but neither APIs nor tests."""
    checkout = symbols.checkout
    root = api_root(checkout)
    return (path for path in paths if not is_below(path, root) and not _is_test(checkout, path))


def _is_test(checkout: Checkout, path: PurePosixPath) -> bool:
    return "tests" in str(path) and "tests" in path.parts and "tests" in checkout.in_project(path).parts


def _provider_files(symbols: Symbols, api: str) -> Iterator[PurePosixPath]:
    """The files of providers in a directory that has the name of an API."""
    paths = (path for name, path in _files_of_providers(symbols.checkout) if f"/{api}/" in name)
    return _served_files(symbols, paths)


@cache
def _files_of_providers(checkout: Checkout) -> list[tuple[str, PurePosixPath]]:
    """The files below a directory of providers, each with a name that has slashes around all directories."""
    names = ((f"/{path}", path) for path in checkout.python_files)
    return [(name, path) for name, path in names if "/providers/" in name]


def _classes(tree: ast.Module) -> Iterator[ast.ClassDef]:
    """All classes of a module, those in other statements too: in a `try`, in a function that makes one."""
    return (node for body in suites(tree) for node in body if isinstance(node, ast.ClassDef))


def _lineage(symbols: Symbols, facts: ClassFacts) -> Iterator[tuple[str, str]]:
    return (ancestor.key for ancestor in ancestors(symbols, facts))
