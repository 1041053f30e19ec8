"""Whether a real `@webmethod` is left anywhere in a checkout."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from llama_router_codemod.check.machinery import machinery
from llama_router_codemod.check.uses import Kind, webmethod_uses
from llama_router_codemod.model.encodable import encodable
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.source.spans import lines_of
from llama_router_codemod.source.syntax import decode_source
from llama_router_codemod.tree.checkout import Checkout
from llama_router_codemod.tree.left_out import LeftOut, left_out


@dataclass(frozen=True)
class Remaining:
    """One use of the decorator that is left.

    `column` and `end_column`, behind its last character, count UTF-8 bytes from 1. `api` is the API that the method
    belongs to, None outside the API packages; `owner` the class that it stands in; `method` the function that is
    decorated, or that has the use inside; `source` the line.
    """

    path: str
    line: int
    column: int
    end_column: int
    kind: Kind
    api: str | None
    owner: str | None
    method: str | None
    source: str

    @property
    def identity(self) -> str:
        """What a ratchet knows it by, wherever it moves in its file: the API, or the file, and the method."""
        return f"{self.api or self.path} {'.'.join(filter(None, (self.owner, self.method))) or '-'}"


@dataclass(frozen=True)
class Leftover:
    """A name that only the webmethod system has."""

    path: str
    line: int
    column: int
    name: str


@dataclass(frozen=True)
class Allowed:
    """What a ratchet says of what is left: what is `new`, and not allowed, and what is allowed, and `gone`."""

    new: list[str]
    gone: list[str]


@dataclass(frozen=True)
class CheckResult:
    """Everything that is left, in the order of the files.

    `scanned` counts the Python files looked at, `machinery` are other names of the webmethod system (none with --api),
    `left_out` tells what patterns leave out, `ratchet` what a list says.
    """

    scanned: int
    remaining: list[Remaining]
    machinery: list[Leftover] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    ratchet: Allowed | None = None
    fails_on_machinery: bool = False

    @property
    def is_clean(self) -> bool:
        """Whether nothing is left that may not be."""
        is_allowed = not self.failing and not (self.ratchet and self.ratchet.gone)
        return is_allowed and not (self.fails_on_machinery and self.machinery)

    @property
    def failing(self) -> list[Remaining]:
        """What is left and not allowed."""
        if self.ratchet is None:
            return self.remaining
        return [item for item in self.remaining if item.identity in self.ratchet.new]


def check_checkout(checkout: Checkout, apis: Collection[str] = (), *, fails_on_machinery: bool = False) -> CheckResult:
    """Every use of `@webmethod` in a checkout, or in the named `apis`; strings and comments do not count.

    Raises InputError when a file that mentions `webmethod` does not parse, when one is left out that an API needs, and
    for the name of an API that does not exist.
    """
    if any(item.paths for item in checkout.exclusions):
        from llama_router_codemod.conventions.needed_files import require_needed_files

        require_needed_files(checkout)
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
    return CheckResult(
        scanned=len(checkout.python_files),
        remaining=remaining,
        machinery=_leftovers(symbols, remaining) if not apis else [],
        left_out=left_out(checkout.exclusions),
        fails_on_machinery=fails_on_machinery,
    )


def _leftovers(symbols: Symbols, remaining: Iterable[Remaining]) -> list[Leftover]:
    used = {(item.path, item.line) for item in remaining}
    return [
        Leftover(path=encodable(str(item.place.path)), line=item.place.line, column=item.place.column, name=item.name)
        for item in machinery(symbols)
        if (str(item.place.path), item.place.line) not in used
    ]


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
