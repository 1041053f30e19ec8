"""The constant of a checkout that stands for a level of its APIs (`LLAMA_STACK_API_V1` in apis/version.py)."""

from __future__ import annotations

import ast
import re

from llama_router_codemod.conventions.api_root import api_root
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.source.line_start import at_line_start


def version_constant(symbols: Symbols, level: str) -> tuple[str, str] | None:
    """`(module, name)` of the only constant of the API modules with that text that can be imported.

    None where there is none, or several.
    """
    checkout = symbols.checkout
    says = at_line_start(rf"""\w+(?::[^=\r\n]*)?[ \t]*=[ \t]*["']{re.escape(level)}["']""")
    found = [
        (checkout.module_name(path), name)
        for path in checkout.python_files_below(api_root(checkout))
        if says.search(checkout.contents[path]) and checkout.is_importable(path)
        for name in _named(symbols.tree(path), level)
    ]
    return found[0] if len(found) == 1 else None


def _named(tree: ast.Module, text: str) -> list[str]:
    """The names that a module gives to a text."""
    return [
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        and isinstance(node.value, ast.Constant)
        and node.value.value == text
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    ]
