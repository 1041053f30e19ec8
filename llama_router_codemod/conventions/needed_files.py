"""Files that cannot be left out of a checkout: of its APIs, of its server, and of what implements its APIs.

A vendored copy, a nested checkout or a test is none of them: a file counts only if other files of its package stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from llama_router_codemod.conventions.api_root import find_api_root
from llama_router_codemod.conventions.external_apis import is_api_module
from llama_router_codemod.conventions.implementations import implementations
from llama_router_codemod.conventions.packages import pending_apis
from llama_router_codemod.conventions.registry import PROTOCOL_MAP
from llama_router_codemod.conventions.router_registry import router_registry, routers_server
from llama_router_codemod.conventions.server import read_server
from llama_router_codemod.model.errors import InputError
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.source.syntax import decode_source, parse_source
from llama_router_codemod.tree.checkout import Checkout

_SPEAKS = re.compile(rb"webmethod")
_REMEDY = "Leave out copies and nested checkouts, but nothing that the APIs of the checkout need."


def require_needed_files(checkout: Checkout) -> None:
    """Nothing, when no file is left out that the APIs of the checkout need; else InputError that names the first."""
    parts = excluded_parts(checkout)
    if not parts:
        return
    whole = checkout.with_contents(parts)
    if find_api_root(whole) is None:
        return
    patterns = {path: item for item in checkout.exclusions for path in item.paths}
    for path, reason in sorted(_needed(Symbols(whole))):
        if path in parts:
            item = patterns[path]
            raise InputError(f"{item.origin}: {item.pattern} leaves out {path}, which {reason}", _REMEDY)


def excluded_parts(checkout: Checkout) -> dict[PurePosixPath, bytes]:
    """The Python files that are left out of packages of which others stay, tests apart, and what they say.

    One that does not parse is no part of a program.
    """
    excluded = [path for item in checkout.exclusions for path in item.paths if path.suffix == ".py"]
    if not excluded:
        return {}
    whole = Checkout(checkout.root, tuple(sorted({*checkout.files, *excluded})))
    kept = {whole.package_directory(path) for path in checkout.python_files} - {None}
    inside = (path for path in excluded if whole.package_directory(path) in kept)
    found = (path for path in inside if "tests" not in whole.in_project(path).parts)
    contents = {path: checkout.read(path) for path in found}
    return {path: data for path, data in contents.items() if _parses(data, path)}


def _parses(data: bytes, path: PurePosixPath) -> bool:
    try:
        parse_source(decode_source(data, path), path)
    except InputError:
        return False
    return True


def _needed(symbols: Symbols) -> Iterator[tuple[PurePosixPath, str]]:
    """The needed files of a whole checkout, each with the reason."""
    checkout = symbols.checkout
    yield from ((path, "belongs to its APIs") for path in checkout.python_files if is_api_module(symbols, path))
    yield from ((path, "is part of its server") for path in _of_server(symbols))
    yield from ((path, "speaks of webmethods") for path in checkout.containing(_SPEAKS, b"webmethod"))
    for owner, protocol in ((api, protocol) for api in pending_apis(symbols) for protocol in api.served_by):
        for item in implementations(symbols, owner, protocol):
            yield from ((method.place.path, f"implements {protocol.name}") for _, method in item.methods.values())


def _of_server(symbols: Symbols) -> Iterator[PurePosixPath]:
    checkout = symbols.checkout
    reading = read_server(symbols)
    if reading.server is not None:
        names = (reading.server.module, reading.server.discovery_module, reading.server.wrapper_module)
        yield from (checkout.modules[name] for name in names)
    yield from (finding.place.path for finding in reading.refusals)
    yield from checkout.containing(PROTOCOL_MAP, b"_protocol_map")
    yield from (path for path in (router_registry(checkout), routers_server(checkout)) if path is not None)
