"""LRC302: `@webmethod` on a class that is no Protocol, where no server reads it.

Where a Protocol routes a method of that name, the decorator repeats that on an implementation and is removed. So is
every one on a class of a package that stands alone and itself reads no webmethods: its host reads those of Protocols
only. Any other may be read by whoever wrote it (a test of a client, say) and stays.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath

from llama_router_codemod.conventions.api_root import api_root
from llama_router_codemod.conventions.packages import api_packages, decorated_methods, has_protocol, routed_files
from llama_router_codemod.conventions.protocol_classes import protocols_of
from llama_router_codemod.conventions.webmethod import files_naming_attributes
from llama_router_codemod.model.api import State
from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.parse.classes import own_methods
from llama_router_codemod.parse.symbols import Symbols


class Reason(enum.StrEnum):
    """What becomes of the decorator."""

    REMOVED = "removed"
    STAYS = "stays"


@dataclass(frozen=True)
class StrayWebmethod(Facts):
    """The class (or "module") and the method that are decorated."""

    code = "LRC302"
    reason: Reason
    owner: str
    method: str


def stray_files(symbols: Symbols) -> tuple[PurePosixPath, ...]:
    """The files outside the API packages whose decorators can be removed."""
    return tuple(path for path in _outside(symbols) if _is_unread(symbols, path))


def stray_webmethods(symbols: Symbols) -> Iterator[Finding]:
    """A finding for each decorator outside the API packages that is on no Protocol."""
    for path in _outside(symbols):
        reason = Reason.REMOVED if _is_unread(symbols, path) else Reason.STAYS
        for item in decorated_methods(symbols, path):
            facts = StrayWebmethod(reason, item.class_name or "module", item.method)
            yield Finding(item.place, facts, method=item.method)


def _outside(symbols: Symbols) -> Iterator[PurePosixPath]:
    for path in routed_files(symbols):
        if not path.is_relative_to(api_root(symbols.checkout)) and not has_protocol(symbols, path):
            yield path


def _is_unread(symbols: Symbols, path: PurePosixPath) -> bool:
    """Whether nothing can read the decorators of a file."""
    checkout = symbols.checkout
    if "tests" in checkout.in_project(path).parts:
        return False
    decorated = decorated_methods(symbols, path)
    if checkout.host is not None and not any(map(checkout.is_own, files_naming_attributes(checkout))):
        return all(item.class_name is not None for item in decorated)
    routed = _routed_names(symbols)
    return all(item.method in routed for item in decorated)


@cache
def _routed_names(symbols: Symbols) -> frozenset[str]:
    """The names of the methods that Protocols route, or had routed before their API got a router."""
    packages = api_packages(symbols)
    migrated = (package.directory for package in packages if package.state is State.MIGRATED)
    files = (path for directory in migrated for path in symbols.checkout.python_files_below(directory))
    return frozenset(
        [method.name for package in packages for api in package.apis for _, method, _ in api.routes]
        + [name for path in files for facts in protocols_of(symbols, path) for name in own_methods(facts.node)]
    )
