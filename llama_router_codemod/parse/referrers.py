"""Where other files of a checkout refer to names that a module has."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from llama_router_codemod.parse.import_statements import import_statements
from llama_router_codemod.parse.symbols import Imported, Symbols, absolute_module

#: The names that an import brings, and nothing that could be anything else: neither a star nor a text.
_MEMBERS = rb"(?:\((?:[\w\s,]|#[^\r\n]*)*+\)|[\w \t,]++(?=[\r\n#]|\Z))"
#: The last name of a module behind its package or the dots of an import, or among the names that an import brings.
_ASKED = (
    rb"(?:%b|\bfrom[\s\\]*\.[\s\\.]*)[\s\\]*%b\b"
    rb"|\bimport\b[\s\\]*(?:\((?:[^)#]|#[^\r\n]*)*?|(?:[^\r\n]|(?<=\\)[\r\n])*?)\b%b\b"
)


@dataclass(frozen=True)
class Reference:
    """A node of a file that imports a name, asks a module object for it, or spells it out in a string."""

    path: PurePosixPath
    node: ast.expr | ast.stmt
    name: str


@dataclass(frozen=True)
class Passed:
    """A package, and what a name is called there that it passes on."""

    package: str
    name: str


def references(symbols: Symbols, module: str, names: Collection[str]) -> Iterator[Reference]:
    """Every reference from another file to one of the names of a module; a star import refers to all.

    Raises InputError when one of these files does not parse.
    """
    if not names:
        return
    own = symbols.checkout.modules.get(module)
    word = module.rpartition(".")[2].encode()
    package, stem = (re.escape(part).encode() for part in ["", *module.split(".")][-2:])
    asked = re.compile(_ASKED % (rb"\b%b[\s\\]*\." % package if package else rb"[\"'.]|\bfrom", stem, stem))
    spelled = [name.encode() for name in names]
    imports = re.compile(rb"from[ \t]+[\w.]*\b%b[ \t]+import[ \t]*(%b)" % (stem, _MEMBERS))

    def without_other_imports(data: bytes) -> bytes:
        # A package may have the name of the module that it holds.
        asked = (word, *spelled)
        return imports.sub(lambda found: found[0] if any(name in found[1] for name in asked) else b"", data)

    # Most files need not be parsed. Looking for bytes is much faster than a pattern.
    held = frozenset(symbols.checkout.holding(b"import *", *spelled))
    for path in symbols.checkout.importing(module):
        if path == own or path not in held:
            continue
        data = symbols.checkout.contents[path]
        # A module in a package may ask for it by dots alone.
        is_within = own is not None and own.name == "__init__.py" and path.is_relative_to(own.parent)
        if is_within or (word in data and asked.search(without_other_imports(data))):
            yield from references_in(symbols, path, module, names)


def references_in(symbols: Symbols, path: PurePosixPath, module: str, names: Collection[str]) -> Iterator[Reference]:
    """The same of one file, which is not that of the module itself."""
    own = symbols.checkout.module_name(path)
    tree = symbols.tree(path)
    asks_module = False
    for node in import_statements(tree):
        match node:
            case ast.Import(names=aliases):
                asks_module |= any(alias.name == module for alias in aliases)
            case ast.ImportFrom(names=aliases):
                origin = absolute_module(node, own, path.name == "__init__.py")
                asks_module |= any(f"{origin}.{alias.name}" == module for alias in aliases)
                for alias in aliases if origin == module else ():
                    found = names if alias.name == "*" else {alias.name} & set(names)
                    yield from (Reference(path, node, name) for name in found)
    is_spelled = module.encode() in symbols.checkout.contents[path]
    for part in ast.walk(tree) if asks_module or is_spelled else ():
        match part:
            case ast.Constant(value=str(text)) if text.rpartition(".")[0] == module:
                name = text.rpartition(".")[2]
                if name in names:
                    yield Reference(path, part, name)
            case ast.Attribute(attr=attr) if asks_module and attr in names:
                yield Reference(path, part, attr)
            case _:
                pass


def passed_on_by(symbols: Symbols, module: str, name: str) -> list[Passed]:
    """The packages whose `__init__.py` imports a name of a module, so that it can be asked of them, too."""
    paths = sorted(path for path in referrers(symbols, module, name) if path.name == "__init__.py")
    return [
        Passed(package, own)
        for package in map(symbols.checkout.module_name, paths)
        for own in _own_names(symbols, package, module, name)
    ]


def _own_names(symbols: Symbols, package: str, module: str, name: str) -> Iterator[str]:
    """What a package calls a name of a module that it imports: perhaps something else."""
    bindings = symbols.bindings(package)
    imported = bindings.names.items() if bindings is not None else ()
    others = {own for own, binding in imported if binding == Imported(module, name)}
    yield from sorted(others | ({name} if symbols.resolve(package, name) else set()))


def referrers(symbols: Symbols, module: str, name: str) -> frozenset[PurePosixPath]:
    """The other files that refer to a name of a module."""
    return frozenset(found.path for found in references(symbols, module, {name}))


def is_spelled_out(symbols: Symbols, name: str) -> bool:
    """Whether a string of some file is a name, as in `getattr(module, "name")`: what has it may be asked for so.

    The string of a definition that tells what it is assigned to, as in `T = TypeVar("T")`, asks for nothing.
    """
    word = re.escape(name.encode())
    spelled = re.compile(rb"[\"']%s[\"']" % word)
    told = re.compile(rb"^[ \t]*%s\b[^=\r\n]*=\s*[\w.]+\(\s*[\"']%s[\"']" % (word, word), re.MULTILINE)
    return any(len(spelled.findall(data)) > len(told.findall(data)) for data in _holding(symbols, name))


def may_be_asked_for(symbols: Symbols, module: str, name: str) -> bool:
    """Whether a name of a module may be asked for where no import tells.

    It is spelled out; it is an attribute in a file with a string that ends like the module, as in
    `import_module("package.module").name`; or a file makes names up for the module: `getattr(module, f"_{kind}")`.
    """
    asked = re.compile(rb"\.\s*%s\b" % re.escape(name.encode()))
    last = module.rpartition(".")[2]
    stem = re.escape(last.encode())
    ending = re.compile(rb"[\"'][\w.]*\b%s[\"']" % stem)
    made_up = re.compile(
        rb"getattr(?<!\wgetattr)\(\s*(?:\w+\.)*%b\s*,(?!\s*[\"']\w+[\"']\s*[,)])"
        rb"|vars(?<!\wvars)\(\s*(?:\w+\.)*%b\s*\)|%b(?<!\w%b)\.__dict__\b" % (stem, stem, stem, stem)
    )
    own = symbols.checkout.modules.get(module)
    return (
        is_spelled_out(symbols, name)
        or any(asked.search(data) and ending.search(data) for data in _holding(symbols, name))
        or any(made_up.search(data) for data in _holding(symbols, last))
        or (own is not None and b"globals()" in symbols.checkout.contents[own])
    )


def _holding(symbols: Symbols, word: str) -> Iterator[bytes]:
    """The files that have a word somewhere; looking for bytes is much faster than a pattern."""
    return (symbols.checkout.contents[path] for path in symbols.checkout.holding(word.encode()))
