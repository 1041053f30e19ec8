"""The classes beside the APIs that routers use where a checkout has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llama_router_codemod.conventions.api_root import DATATYPES, api_root
from llama_router_codemod.parse.symbols import Imported
from llama_router_codemod.source.line_start import at_line_start

if TYPE_CHECKING:
    from llama_router_codemod.tree.checkout import Checkout

_FILES = {"Error": DATATYPES, "PaginatedResponse": "common/responses.py"}


def api_classes(checkout: Checkout) -> dict[str, Imported]:
    """Where to import them from, by name: an error's JSON (apis/datatypes.py), a page (apis/common/responses.py)."""
    places = {name: api_root(checkout) / file for name, file in _FILES.items()}
    return {
        name: Imported(checkout.module_name(path), name)
        for name, path in places.items()
        if at_line_start(rf"class[ \t]+{name}[ \t]*\(").search(checkout.contents.get(path, b""))
    }
