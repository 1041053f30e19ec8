"""Whether a real `@webmethod` decorator is left anywhere in a checkout."""

from __future__ import annotations

from pydantic import Field

from llama_router_codemod.conventions.api_root import find_api_root
from llama_router_codemod.conventions.packages import api_packages, decorated_methods
from llama_router_codemod.conventions.webmethod import files_naming_webmethod
from llama_router_codemod.model.document import Document
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.tree.checkout import Checkout

SCHEMA_VERSION = 1


class Remaining(Document):
    """One decorator that is left."""

    path: str
    line: int
    column: int
    api: str | None = Field(description="The API that the method belongs to, None outside the API packages.")
    owner: str | None = Field(description="The class that the method stands in.")
    method: str


class CheckResult(Document):
    """Everything that is left, in the order of the files."""

    version: int = SCHEMA_VERSION
    scanned: int = Field(description="Python files looked at.")
    remaining: list[Remaining]

    @property
    def is_clean(self) -> bool:
        return not self.remaining


def check_checkout(checkout: Checkout) -> CheckResult:
    """Every `@webmethod` decorator of a checkout, however it was imported; strings and comments do not count.

    Raises InputError when a file that mentions `webmethod` does not parse.
    """
    symbols = Symbols(checkout)
    found = [item for path in files_naming_webmethod(symbols) for item in decorated_methods(symbols, path)]
    owners = _owners(symbols) if found else {}
    return CheckResult(
        scanned=len(checkout.python_files),
        remaining=[
            Remaining(
                path=str(item.place.path),
                line=item.place.line,
                column=item.place.column,
                api=owners.get((str(item.place.path), item.class_name)),
                owner=item.class_name,
                method=item.method,
            )
            for item in found
        ],
    )


def _owners(symbols: Symbols) -> dict[tuple[str, str | None], str]:
    if find_api_root(symbols.checkout) is None:
        return {}
    return {
        (str(protocol.place.path), protocol.name): api.name
        for package in api_packages(symbols)
        for api in package.apis
        for protocol in api.served_by
    }
