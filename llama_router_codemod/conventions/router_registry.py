"""The registry of routers that an earlier run wrote, and the server that includes routers from it.

They are found by what they define and call: the server of a fully migrated tree has no endpoint wrapper any more.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from llama_router_codemod.source.line_start import at_line_start
from llama_router_codemod.tree.checkout import Checkout

#: The function that gives a registry the routers of external APIs.
REGISTERS_EXTERNAL = "register_external_routers"
_REGISTERS = at_line_start(r"def register_router\(")
_INCLUDES = at_line_start(r"[ \t]+include_routers\(")
_TAKES_EXTERNAL = at_line_start(rf"def {REGISTERS_EXTERNAL}\(")
_CALLS_EXTERNAL = at_line_start(r"def register_external_api_routers\(")


def router_registry(checkout: Checkout) -> PurePosixPath | None:
    """The file of the registry, None in a tree that has none."""
    return next(iter(checkout.containing(_REGISTERS, b"def register_router")), None)


def takes_external_routers(checkout: Checkout) -> bool:
    """Whether an earlier run gave the server a registry that takes routers of external APIs, or what takes them beside
    the registry of the tree."""
    beside = checkout.containing(_TAKES_EXTERNAL, REGISTERS_EXTERNAL.encode())
    return router_registry(checkout) is not None or bool(beside)


def own_external_registry(checkout: Checkout) -> PurePosixPath | None:
    """The file in which a server takes `create_router` of each external API's module by a function of its own (ogx
    2026-05, core/server/fastapi_router_registry.py:71); None where none does."""
    return next(iter(checkout.containing(_CALLS_EXTERNAL, b"def register_external_api_routers")), None)


def routers_server(checkout: Checkout) -> PurePosixPath | None:
    """The file of the server that includes the routers of a registry; None where there is no registry, or no server."""
    registry = router_registry(checkout)
    if registry is None:
        return None
    including = checkout.containing(_INCLUDES, b"include_routers")
    return next((path for path in including if "tests" not in path.parts), None)
