"""The blocks of a document that teach the routes of an API: its Protocol without decorators, and its router."""

from __future__ import annotations

import builtins
from dataclasses import dataclass
from typing import TYPE_CHECKING

from llama_router_codemod.contract.operation import api_contract
from llama_router_codemod.contract.refusals import operation_refusals, protocol_refusals
from llama_router_codemod.conventions.empty_answers import empty_answers_are_none
from llama_router_codemod.conventions.webmethod import webmethod_names
from llama_router_codemod.generate.names import Names
from llama_router_codemod.generate.package import moved_texts
from llama_router_codemod.generate.routes import routes_source
from llama_router_codemod.generate.routes_setting import RoutesSetting
from llama_router_codemod.model.layout import OWN_FILES, PackageFiles
from llama_router_codemod.model.operation import Location, Operation, RoutedApi
from llama_router_codemod.rewrite.cleanup.strip_webmethods import strip_module
from llama_router_codemod.rewrite.imports.unused import drop_unused_imports
from llama_router_codemod.source.syntax import names_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from llama_router_codemod.conventions.documented_apis import DocumentedApi
    from llama_router_codemod.infra.infrastructure import Infrastructure
    from llama_router_codemod.model.move import Move


@dataclass(frozen=True)
class DocumentedRoutes:
    """The code of the block with the Protocol, and that of the routes module beside it."""

    protocol: str
    routes: str


def documented_routes(
    found: DocumentedApi, moves: Mapping[str, Move], infrastructure: Infrastructure, files: PackageFiles = OWN_FILES
) -> DocumentedRoutes | None:
    """What a document says of an API from now on, whose package has files of these names; None where a router cannot be
    written, or needs models of its own."""
    operations = api_contract(found.symbols, found.api).operations
    package = found.path.parts[0]
    if (
        any(protocol_refusals(found.symbols, found.api, found.path))
        or any(operation_refusals(found.symbols, package, [RoutedApi(found.api, operations)]))
        or any(operation.at(Location.BODY_FIELD, Location.QUERY_FIELD) for operation in operations)
        or not all(_is_known(found, operation) for operation in operations)
    ):
        return None
    # What the document shows stays where it says, even if the checkout has a package of that name which is split.
    elsewhere = {module: move for module, move in moves.items() if module.partition(".")[0] != package}
    setting = RoutesSetting(
        Names(found.symbols, elsewhere),
        infrastructure.modules,
        package,
        f"{package}.{files.models}",
        infrastructure.capabilities.no_content_for_deletes,
        factories=files.factories,
        describes_raw=empty_answers_are_none(found.symbols.checkout),
    )
    return DocumentedRoutes(
        _without_webmethods(found, operations), routes_source(setting, "", [RoutedApi(found.api, operations)])
    )


def _is_known(found: DocumentedApi, operation: Operation) -> bool:
    """Whether the document tells what the names are that an endpoint needs."""
    module = operation.protocol.module
    annotations = [placed.parameter.annotation for placed in operation.parameters]
    names = {name for code in (*annotations, operation.returns) if code for name in names_in(code)}
    return all(hasattr(builtins, name) or found.symbols.resolve(module, name) is not None for name in names)


def _without_webmethods(found: DocumentedApi, operations: Sequence[Operation]) -> str:
    """The code of the block, whose first line, the name of the file, stays whatever becomes of what stands below."""
    first, _, code = found.block.code.partition("\n")
    spellings = webmethod_names(found.symbols, found.api.protocol.module)
    stripped = strip_module(code, spellings, moved_texts(operations))
    return f"{first}\n{drop_unused_imports(code, stripped)}"
