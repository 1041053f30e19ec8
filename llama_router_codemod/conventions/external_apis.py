"""External APIs: Protocols in packages beside the server's, and the name under which the server knows each.

A server finds them by specifications, YAML files with a module, its Protocol and a name (llama_stack 0.3.5,
core/external.py:37). A package names its API too, where it lists the providers of it (core/distribution.py:139).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import PurePosixPath
from typing import NamedTuple

from llama_router_codemod.conventions.api_root import API_ENUM, DATATYPES, api_root
from llama_router_codemod.conventions.protocol_classes import protocols_of
from llama_router_codemod.conventions.registry import ClassKey, api_members
from llama_router_codemod.parse.classes import class_of
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.source.line_start import at_line_start
from llama_router_codemod.source.syntax import last_part
from llama_router_codemod.tree.checkout import Checkout

#: What a server calls in the module of an external API to learn of its providers.
PROVIDERS = "available_providers"
_LISTS_PROVIDERS = at_line_start(rf"def {PROVIDERS}\(")
_CLASS = re.compile(rb"class[\s\\]")
_ENTRY = re.compile(
    rb"^(['\"]?)(module|name|protocol)\1[ \t]*:[ \t]*(['\"]?)([\w.-]+)\3[ \t]*(?:#.*)?\r?$", re.MULTILINE
)
#: What a specification is written in.
YAML_SUFFIXES = frozenset({".yaml", ".yml"})


class ExternalApi(NamedTuple):
    """A Protocol outside the server's package, the name of its API, and the directory of its module."""

    name: str
    protocol: ClassKey
    directory: PurePosixPath


class Specification(NamedTuple):
    """What a server reads of an external API: its module, its name and its Protocol."""

    module: str
    name: str
    protocol: str


@cache
def external_apis(symbols: Symbols) -> tuple[ExternalApi, ...]:
    """The external APIs of a checkout by the names of their Protocols.

    A Protocol counts if it stands in a module of a package and if there is one name for its API that no other API has.
    """
    names: dict[ClassKey, set[str]] = {}
    for key, name in _specified(symbols):
        names.setdefault(key, set()).add(name)
    specified = {_directory(symbols, key) for key in names}
    for key, name in _provided(symbols):
        if _directory(symbols, key) not in specified:
            names.setdefault(key, set()).add(name)
    members = api_members(symbols)
    return tuple(
        ExternalApi(name, key, _directory(symbols, key))
        for key, (name, *others) in sorted((key, sorted(found)) for key, found in names.items())
        if not others and identifier(name) not in members and _is_of_package(symbols, key)
    )


def identifier(name: str) -> str:
    """The name that the member of an API has in the enum (`DynamicApiMeta.add` in apis/datatypes.py)."""
    return name.lower().replace("-", "_")


def is_external_module(symbols: Symbols, module: str) -> bool:
    """Whether a module is of another package than the API packages are in."""
    checkout = symbols.checkout
    own = checkout.module_name(api_root(checkout) / DATATYPES)
    return module.partition(".")[0] != own.partition(".")[0]


def is_api_module(symbols: Symbols, path: PurePosixPath) -> bool:
    """Whether a file belongs to the APIs: it is below the API root or in the package of an external API."""
    if path.is_relative_to(api_root(symbols.checkout)):
        return True
    return any(path.parent == item.directory for item in external_apis(symbols))


def _directory(symbols: Symbols, key: ClassKey) -> PurePosixPath:
    return symbols.checkout.modules[key[0]].parent


def _is_of_package(symbols: Symbols, key: ClassKey) -> bool:
    path = symbols.checkout.modules[key[0]]
    return (
        path.name != "__init__.py"
        and path.with_name("__init__.py") in symbols.checkout.contents
        and is_external_module(symbols, key[0])
    )


def _specified(symbols: Symbols) -> Iterator[tuple[ClassKey, str]]:
    for specification in _specifications(symbols.checkout):
        facts = class_of(symbols, specification.module, specification.protocol)
        if facts is not None and identifier(specification.name).isidentifier():
            yield facts.key, specification.name


def _specifications(checkout: Checkout) -> Iterator[Specification]:
    for path in checkout.files:
        if path.suffix in YAML_SUFFIXES:
            said = read_specification(checkout.read_beside(path))
            if said is not None:
                yield said


def read_specification(data: bytes) -> Specification | None:
    """The specification that a text in YAML is, None if it is none."""
    said = {found[2].decode(): found[4].decode() for found in _ENTRY.finditer(data)}
    return Specification(**said) if len(said) == len(Specification._fields) else None


def _provided(symbols: Symbols) -> Iterator[tuple[ClassKey, str]]:
    """The only Protocol of a package and the only API that it lists providers of."""
    for path in symbols.checkout.containing(_LISTS_PROVIDERS, PROVIDERS.encode()):
        if is_external_module(symbols, symbols.checkout.module_name(path)):
            # Most of such directories have no class at all, and need not be parsed.
            beside = symbols.checkout.python_files_in(path.parent)
            files = (file for file in beside if _CLASS.search(symbols.checkout.contents[file]))
            protocols = [facts.key for file in files for facts in protocols_of(symbols, file)]
            names = set(apis_with_providers(symbols.tree(path).body)) if len(protocols) == 1 else set()
            if len(names) == 1:
                yield protocols[0], names.pop()


def apis_with_providers(body: Iterable[ast.stmt]) -> Iterator[str]:
    """The APIs that the providers which a module lists are for: `Api.weather` or `Api("weather")`."""
    for node in body:
        for part in ast.walk(node) if isinstance(node, ast.FunctionDef) and node.name == PROVIDERS else ():
            match part:
                case ast.Attribute(value=owner, attr=name) if _is_enum(owner):
                    yield name
                case ast.Call(func=owner, args=[ast.Constant(value=str(name))]) if _is_enum(owner):
                    yield name
                case _:
                    pass


def _is_enum(node: ast.expr) -> bool:
    return last_part(node) == API_ENUM
