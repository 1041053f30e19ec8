"""The registry of routers and what they share, in the form of llama-stack's own migration, for a tree without them.

Upstream: core/server/fastapi_router_registry.py and router_utils.py in the package of the APIs (llama_stack 7f43051a6).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from llama_router_codemod.conventions.api_classes import api_classes
from llama_router_codemod.conventions.api_root import api_root, datatypes_module
from llama_router_codemod.conventions.capabilities import capabilities
from llama_router_codemod.conventions.licence_header import licence_header
from llama_router_codemod.infra.render_template import TemplateValues, read_template, render_template
from llama_router_codemod.parse.symbols import Imported

if TYPE_CHECKING:
    from pathlib import PurePosixPath

    from llama_router_codemod.conventions.server import Server
    from llama_router_codemod.parse.symbols import Symbols

REGISTRY, _UTILITIES = "fastapi_router_registry", "router_utils"


def convention_sources(symbols: Symbols, server: Server) -> dict[PurePosixPath, str]:
    """The files and their sources. No API has a router yet."""
    checkout, root = symbols.checkout, api_root(symbols.checkout)
    classes = api_classes(checkout)
    datatypes = datatypes_module(checkout)
    values = TemplateValues(
        capabilities(server.wrapper, classes.keys()),
        {**classes, "Api": Imported(datatypes, "Api")},
        datatypes.rpartition(".")[0],
    )
    files = {
        server.directory / f"{REGISTRY}.py": f"{REGISTRY}.py",
        root / f"{_UTILITIES}.py": f"api_{_UTILITIES}.py",
    }
    header = licence_header(checkout)
    return {path: header + render_template(read_template(name), values) for path, name in files.items()}
