"""LRC119: a list of routes is that of all routers: what it made of webmethods by itself, it does not any more.

In llama_stack from 2025-12 on the lists for clients have every route of an API with a router, and those of webmethods
only where the API has a provider (0.4.4, core/inspect.py:117).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from llama_router_codemod.conventions.tree_routers import SKIPS
from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.source.syntax import names_of, place_of


@dataclass(frozen=True)
class ListOfAllRouters(Facts):
    """The function that made the list."""

    code = "LRC119"
    function: str


def lists_of_all_routers(tree: ast.Module, path: PurePosixPath, listing: str) -> Iterator[Finding]:
    """A finding for each method of a class, which answers clients, that asks `listing` for the routes of webmethods and
    leaves out the APIs with a router."""
    for owner in (node for node in tree.body if isinstance(node, ast.ClassDef)):
        for node in owner.body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and listing in names_of(node):
                code = ast.unparse(node)
                if any(skip in code for skip in SKIPS):
                    yield Finding(place_of(node, path), ListOfAllRouters(f"{owner.name}.{node.name}"))
