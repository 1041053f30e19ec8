"""Why an API package cannot be migrated: every rule that refuses one, in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from llama_router_codemod.contract.ambiguous_module import ambiguous_modules
from llama_router_codemod.contract.inherited_routes import inherited_routes
from llama_router_codemod.contract.mixed_package import mixed_packages
from llama_router_codemod.contract.own_place import own_places
from llama_router_codemod.contract.protocol_in_init import protocols_in_init
from llama_router_codemod.contract.taken_file import taken_files
from llama_router_codemod.contract.unknown_name import unknown_names
from llama_router_codemod.contract.unmountable_route import unmountable_routes
from llama_router_codemod.contract.unreadable_webmethod import unreadable_webmethods, webmethods_elsewhere
from llama_router_codemod.contract.unwritable_route import (
    misplaced_methods,
    open_signatures,
    overridden_routes,
    shared_protocols,
    unclear_methods,
    unclear_registrations,
    unknown_paths,
    unreadable_exports,
    unservable_methods,
    unwritable_operations,
)
from llama_router_codemod.conventions.implementations import implementations
from llama_router_codemod.conventions.protocol_classes import protocols_of
from llama_router_codemod.model.api import Api, ApiPackage
from llama_router_codemod.model.finding import Finding
from llama_router_codemod.model.layout import OWN_FILES, PackageFiles
from llama_router_codemod.model.operation import RoutedApi
from llama_router_codemod.parse.symbols import Symbols


def package_refusals(symbols: Symbols, package: ApiPackage, files: PackageFiles = OWN_FILES) -> list[Finding]:
    """Why a package cannot be migrated as far as its own files tell; empty when it can."""
    found = (
        [*mixed_packages(package)]
        or [*ambiguous_modules(symbols.checkout, package)]
        or [*_refusals(symbols, package, files)]
    )
    return [replace(finding, api=package.name) for finding in found]


def operation_refusals(symbols: Symbols, package: str, apis: Sequence[RoutedApi]) -> list[Finding]:
    """Why the operations of a package, given by its name, cannot be written; empty when they can."""
    operations = [operation for item in apis for operation in item.operations]
    rules = (unmountable_routes, unknown_paths, unknown_names)
    found = [finding for operation in operations for rule in rules for finding in rule(symbols, operation)]
    served = {
        protocol.name: implementations(symbols, item.api, protocol) for item in apis for protocol in item.api.served_by
    }
    return [replace(finding, api=package) for finding in (*found, *unwritable_operations(operations, served))]


def protocol_refusals(symbols: Symbols, api: Api, path: PurePosixPath) -> Iterator[Finding]:
    """Why the routes of an API, whose Protocols stand in the file `path`, cannot be read."""
    yield from _unreadable(symbols, path)
    yield from unservable_methods(api)


def _refusals(symbols: Symbols, package: ApiPackage, files: PackageFiles) -> Iterator[Finding]:
    yield from taken_files(symbols, package, files)
    yield from protocols_in_init(symbols, package)
    yield from inherited_routes(symbols, package)
    yield from own_places(symbols, package)
    assert package.module_path is not None
    for path in (package.module_path, *package.siblings):
        yield from _unreadable(symbols, path)
    yield from unreadable_exports(symbols, package.module_path)
    for api in package.apis:
        yield from unclear_registrations(symbols, api)
        yield from shared_protocols(symbols, api)
        yield from overridden_routes(symbols, api)
        yield from unservable_methods(api)


def _unreadable(symbols: Symbols, path: PurePosixPath) -> Iterator[Finding]:
    yield from webmethods_elsewhere(symbols, path)
    for protocol in protocols_of(symbols, path):
        yield from unreadable_webmethods(symbols, path, protocol)
        yield from open_signatures(symbols, path, protocol)
        yield from unclear_methods(symbols, path, protocol)
    yield from misplaced_methods(symbols, path)
