"""Whether a real `@webmethod` is left anywhere in a checkout."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import PurePosixPath

from pydantic import Field

from llama_router_codemod.check.machinery import machinery
from llama_router_codemod.check.uses import Kind, webmethod_uses
from llama_router_codemod.conventions.api_root import find_api_root
from llama_router_codemod.conventions.needed_files import require_needed_files
from llama_router_codemod.conventions.packages import api_packages
from llama_router_codemod.conventions.selected_packages import select
from llama_router_codemod.model.document import Document
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.source.spans import lines_of
from llama_router_codemod.source.syntax import decode_source
from llama_router_codemod.tree.checkout import Checkout
from llama_router_codemod.tree.left_out import LeftOut, left_out

SCHEMA_VERSION = 1


class Remaining(Document):
    """One use of the decorator that is left."""

    path: str
    line: int
    column: int
    end_column: int = Field(description="The column behind its last character, as `column` in UTF-8 bytes, from 1.")
    kind: Kind
    api: str | None = Field(description="The API that the method belongs to, None outside the API packages.")
    owner: str | None = Field(description="The class that the method stands in.")
    method: str | None = Field(description="The function that is decorated, or that has the use inside.")
    source: str = Field(description="The line.")

    @property
    def identity(self) -> str:
        """What a ratchet knows it by, wherever it moves in its file: the API, or the file, and the method."""
        return f"{self.api or self.path} {'.'.join(filter(None, (self.owner, self.method))) or '-'}"


class Leftover(Document):
    """A name that only the webmethod system has."""

    path: str
    line: int
    column: int
    name: str


class Allowed(Document):
    """What a ratchet says of what is left."""

    new: list[str] = Field(description="Left, and not allowed.")
    gone: list[str] = Field(description="Allowed, and not left any more.")


class CheckResult(Document):
    """Everything that is left, in the order of the files."""

    version: int = SCHEMA_VERSION
    scanned: int = Field(description="Python files looked at.")
    remaining: list[Remaining]
    machinery: list[Leftover] = Field(default=[], description="Other names of the webmethod system; not with --api.")
    left_out: list[LeftOut] = Field(default=[], description="What patterns leave out.")
    ratchet: Allowed | None = Field(default=None, description="With --ratchet, what it says.")
    fails_on_machinery: bool = Field(default=False, description="With --machinery.")

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
    require_needed_files(checkout)
    symbols = Symbols(checkout)
    uses = webmethod_uses(symbols)
    owners = _owners(symbols) if uses or apis else {}
    wanted = {api.name for package in select(api_packages(symbols), apis) for api in package.apis} if apis else None
    lines = {path: _lines(checkout, path) for path in {use.place.path for use in uses}}
    remaining = [
        Remaining(
            path=str(use.place.path),
            line=use.place.line,
            column=use.place.column,
            end_column=use.place.column + len(use.spelling.encode()),
            kind=use.kind,
            api=api,
            owner=use.owner,
            method=use.method,
            source=lines[use.place.path][use.place.line - 1].rstrip("\r\n"),
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
        Leftover(path=str(item.place.path), line=item.place.line, column=item.place.column, name=item.name)
        for item in machinery(symbols)
        if (str(item.place.path), item.place.line) not in used
    ]


def _lines(checkout: Checkout, path: PurePosixPath) -> list[str]:
    return lines_of(decode_source(checkout.contents[path], path))


def _owners(symbols: Symbols) -> dict[tuple[str, str | None], str]:
    if find_api_root(symbols.checkout) is None:
        return {}
    return {
        (str(protocol.place.path), protocol.name): api.name
        for package in api_packages(symbols)
        for api in package.apis
        for protocol in api.served_by
    }
