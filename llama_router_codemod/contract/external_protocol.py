"""LRC907: `@webmethod` on a Protocol outside the API packages: an external API, which has its own `Api`."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from llama_router_codemod.conventions.api_root import api_root
from llama_router_codemod.conventions.packages import decorated_methods, routed_files
from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.parse.classes import ClassKind, base_names, root_kind
from llama_router_codemod.parse.symbols import Symbols


@dataclass(frozen=True)
class ExternalProtocol(Facts):
    """The class (or "module") and the method that are decorated."""

    code = "LRC907"
    owner: str
    method: str


def has_protocol(symbols: Symbols, path: PurePosixPath) -> bool:
    """Whether a file decorates methods of a Protocol."""
    module = symbols.checkout.module_name(path)
    protocols = {
        node.name
        for node in symbols.tree(path).body
        if isinstance(node, ast.ClassDef)
        and any(root_kind(symbols, module, name) is ClassKind.PROTOCOL for name in base_names(node))
    }
    return any(item.class_name in protocols for item in decorated_methods(symbols, path))


def external_protocols(symbols: Symbols) -> Iterator[Finding]:
    """A finding for each decorator of a file outside the API packages that has a Protocol."""
    for path in routed_files(symbols):
        if not path.is_relative_to(api_root(symbols.checkout)) and has_protocol(symbols, path):
            for item in decorated_methods(symbols, path):
                facts = ExternalProtocol(item.class_name or "module", item.method)
                yield Finding(item.place, facts, method=item.method)
