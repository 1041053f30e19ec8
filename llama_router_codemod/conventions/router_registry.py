"""The registry of routers that an earlier run wrote, and the server that includes routers from it.

They are found by what they define and call: the server of a fully migrated tree has no endpoint wrapper any more.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from llama_router_codemod.tree.checkout import Checkout

_REGISTERS = re.compile(rb"^def register_router\(", re.MULTILINE)
_INCLUDES = re.compile(rb"^[ \t]+include_routers\(", re.MULTILINE)


def router_registry(checkout: Checkout) -> PurePosixPath | None:
    """The file of the registry, None in a tree that has none."""
    return next(iter(checkout.containing(_REGISTERS, b"def register_router")), None)


def routers_server(checkout: Checkout) -> PurePosixPath | None:
    """The file of the server that includes the routers of a registry; None where there is no registry, or no server."""
    registry = router_registry(checkout)
    if registry is None:
        return None
    including = checkout.containing(_INCLUDES, b"include_routers")
    return next((path for path in including if "tests" not in path.parts), None)
