"""`@webmethod` decorators outside the API packages: on implementations they are removed, on Protocols refused."""

from __future__ import annotations

import ast
from pathlib import PurePosixPath

from llama_router_codemod.conventions.packages import decorated_methods, routed_files
from llama_router_codemod.model.spec import Finding
from llama_router_codemod.parse.classes import ClassKind, base_names, root_kind
from llama_router_codemod.parse.symbols import Symbols


def stray_webmethods(symbols: Symbols) -> tuple[tuple[PurePosixPath, ...], tuple[Finding, ...]]:
    """The files whose decorators can be removed, and a finding for each decorator outside the API packages.

    A Protocol outside them belongs to an external API package, which has its own `Api` and its own layout.
    """
    removable: list[PurePosixPath] = []
    findings: list[Finding] = []
    for path in routed_files(symbols):
        if path.is_relative_to(symbols.checkout.api_root):
            continue
        module = symbols.checkout.module_name(path)
        protocols = {
            node.name
            for node in symbols.tree(path).body
            if isinstance(node, ast.ClassDef)
            and any(root_kind(symbols, module, name) is ClassKind.PROTOCOL for name in base_names(node))
        }
        decorated = list(decorated_methods(symbols, path))
        is_external = any(item.class_name in protocols for item in decorated)
        code = "LRC907" if is_external else "LRC302"
        findings += [
            Finding(item.place, code, f"`{item.class_name or 'module'}.{item.method}`", method=item.method)
            for item in decorated
        ]
        if not is_external:
            removable.append(path)
    return tuple(removable), tuple(findings)
