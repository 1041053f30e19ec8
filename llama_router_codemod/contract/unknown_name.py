"""What a signature names that only its class knows, or that only type checkers import: a route that cannot be written.

A router and its models stand in modules of their own, where Python reads the types and the defaults when the server
starts. The legacy server took the defaults as they were, and never read the type of an answer.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from functools import cache

from llama_router_codemod.contract.unwritable_route import Reason, UnwritableRoute
from llama_router_codemod.conventions.api_root import api_root
from llama_router_codemod.model.finding import Finding
from llama_router_codemod.model.operation import Operation
from llama_router_codemod.parse.bound_names import blocks, is_for_type_checkers, names_bound_by
from llama_router_codemod.parse.symbols import Imported, Symbols
from llama_router_codemod.source.syntax import names_in


def unknown_names(symbols: Symbols, operation: Operation) -> Iterator[Finding]:
    """A refusal for each such name in the types and defaults of what is served, and in the type of the answer."""
    method = operation.method
    served = [item.parameter for item in operation.parameters]
    codes = [(item.module, code) for item in served for code in (item.annotation, item.default)]
    named = {
        (module, name)
        for module, code in (*codes, (operation.protocol.module, method.returns))
        for name in (names_in(code) if code else ())
    }
    of_class = {module: _names_of_class(symbols, module, method.name) for module, _ in named}
    for module, name in sorted(named):
        if name in of_class[module]:
            facts = UnwritableRoute(Reason.NAME_OF_CLASS, method.name, name)
        elif name in _names_for_type_checkers(symbols, module):
            facts = UnwritableRoute(Reason.FOR_TYPE_CHECKERS, method.name, name)
        else:
            continue
        yield Finding(method.place, facts, method=method.name)


def _names_of_class(symbols: Symbols, module: str, method: str) -> frozenset[str]:
    """The names that the bodies of the classes of a module bind which have a method, but for methods."""
    classes = [node for node in symbols.tree(symbols.checkout.modules[module]).body if isinstance(node, ast.ClassDef)]
    having = [node for node in classes if any(getattr(part, "name", None) == method for part in node.body)]
    return frozenset(names_bound_by(part for node in having for part in node.body if _binds_in_body(part)))


def _binds_in_body(node: ast.stmt) -> bool:
    is_declared = isinstance(node, ast.AnnAssign) and node.value is None
    return not is_declared and not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)


@cache
def _names_for_type_checkers(symbols: Symbols, module: str) -> frozenset[str]:
    """The names of a module that only type checkers import, from libraries that the server need not have."""
    body = symbols.tree(symbols.checkout.modules[module]).body
    guarded = [part for node in body if is_for_type_checkers(node) for part in blocks(node)[-1]]
    names = {*names_bound_by(guarded)} - {*names_bound_by(node for node in body if not is_for_type_checkers(node))}
    return frozenset(name for name in names if _needs_library(symbols, module, name))


def _needs_library(symbols: Symbols, module: str, name: str) -> bool:
    bindings = symbols.bindings(module)
    match bindings.names.get(name) if bindings is not None else None:
        case Imported(module=source) if not _is_of_tree(symbols, source):
            library = source.partition(".")[0]
            return library not in sys.stdlib_module_names and not _is_imported(symbols, library)
        case _:
            return False


def _is_of_tree(symbols: Symbols, module: str) -> bool:
    top = module.partition(".")[0]
    return any(name == top or name.startswith(f"{top}.") for name in symbols.checkout.modules)


def _is_imported(symbols: Symbols, library: str) -> bool:
    """Whether some module of the APIs, which a server has all of, imports a library whenever it is imported itself."""
    word, root = library.encode(), api_root(symbols.checkout)
    imports = re.compile(rb"^(?:from|import)[ \t]+%b\b" % re.escape(word), re.MULTILINE)
    return any(path.is_relative_to(root) for path in symbols.checkout.containing(imports, word))
