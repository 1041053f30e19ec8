"""How the modules of a checkout get their loggers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llama_router_codemod.conventions.api_root import api_root
from llama_router_codemod.parse.symbols import Imported

if TYPE_CHECKING:
    from llama_router_codemod.tree.checkout import Checkout


def logger_factory(checkout: Checkout) -> Imported | None:
    """The checkout's own `get_logger(name, category)` (llama_stack/log.py), None where it uses `logging` alone."""
    module = f"{checkout.module_name(api_root(checkout) / '__init__.py').partition('.')[0]}.log"
    path = checkout.modules.get(module)
    defined = path is not None and b"def get_logger(" in checkout.contents[path]
    return Imported(module, "get_logger") if defined else None
