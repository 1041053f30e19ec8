"""What is left in a checkout in which the word stands: uses with the APIs that they belong to, and other names."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import PurePosixPath

from llama_router_codemod.check.machinery import machinery
from llama_router_codemod.check.result import CheckResult, Remaining
from llama_router_codemod.check.uses import webmethod_uses
from llama_router_codemod.model.encodable import encodable
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.source.spans import lines_of
from llama_router_codemod.source.syntax import decode_source
from llama_router_codemod.tree.checkout import Checkout


def with_remaining(result: CheckResult, checkout: Checkout, apis: Collection[str]) -> CheckResult:
    """The result with every use that is left, or that is left of the named `apis`.

    Raises InputError when a file that mentions `webmethod` does not parse, and for the name of an API that does not
    exist.
    """
    symbols = Symbols(checkout)
    uses = webmethod_uses(symbols)
    owners = _owners(symbols) if uses or apis else {}
    wanted = _named(symbols, apis) if apis else None
    lines = {path: _lines(checkout, path) for path in {use.place.path for use in uses}}
    remaining = [
        Remaining(
            path=encodable(str(use.place.path)),
            line=use.place.line,
            column=use.place.column,
            end_column=use.place.column + len(use.spelling.encode()),
            kind=use.kind,
            api=api,
            owner=use.owner,
            method=use.method,
            source=encodable(lines[use.place.path][use.place.line - 1].rstrip("\r\n")),
        )
        for use in uses
        for api in [owners.get((str(use.place.path), use.owner))]
        if wanted is None or api in wanted
    ]
    told = {(use.place.path, use.place.line) for use in uses}
    return result._replace(remaining=remaining, machinery=machinery(symbols, told) if not apis else [])


def _lines(checkout: Checkout, path: PurePosixPath) -> list[str]:
    return lines_of(decode_source(checkout.contents[path], path))


def _named(symbols: Symbols, apis: Collection[str]) -> set[str]:
    from llama_router_codemod.conventions.packages import api_outlines
    from llama_router_codemod.conventions.selected_packages import select

    return {api.name for package in select(api_outlines(symbols), apis) for api in package.apis}


def _owners(symbols: Symbols) -> dict[tuple[str, str | None], str]:
    """The API that each class with routes is served by. What tells it is only imported where something is left."""
    from llama_router_codemod.conventions.api_root import find_api_root
    from llama_router_codemod.conventions.packages import api_outlines

    if find_api_root(symbols.checkout) is None:
        return {}
    return {
        (str(protocol.place.path), protocol.name): api.name
        for package in api_outlines(symbols)
        for api in package.apis
        for protocol in api.served_by
    }
