"""Texts that expressions of the tree stand for."""

from __future__ import annotations

import ast

from llama_router_codemod.parse.classes import ClassFacts, ClassKind, base_names, kind_of
from llama_router_codemod.parse.symbols import Definition, Symbols
from llama_router_codemod.source.syntax import dotted

#: Names outside the tree whose attributes are texts: what each attribute begins with that its text lacks.
_TEXTS_OUTSIDE = {"http.HTTPMethod": "", "aiohttp.hdrs": "METH_"}


def constant_text(symbols: Symbols, module: str, node: ast.expr | None) -> str | None:
    """The string that an expression of a module stands for: a literal, names that are defined as one, a member of an
    enum of texts, and what is joined of these; else None.

    A name that is bound more than once, as in both branches of an `if`, stands for none.
    """
    return _text(symbols, module, node, frozenset())


def _text(symbols: Symbols, module: str, node: ast.expr | None, seen: frozenset[Definition]) -> str | None:
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _joined([_text(symbols, module, part, seen) for part in (left, right)])
        case ast.JoinedStr(values=parts):
            return _joined([_text(symbols, module, part, seen) for part in parts])
        case ast.FormattedValue(value=value, conversion=-1, format_spec=None):
            return _text(symbols, module, value, seen)
        case ast.Name() | ast.Attribute():
            return _named(symbols, module, node, seen)
        case _:
            return None


def _joined(parts: list[str | None]) -> str | None:
    texts = [part for part in parts if part is not None]
    return "".join(texts) if len(texts) == len(parts) else None


def _named(symbols: Symbols, module: str, node: ast.Name | ast.Attribute, seen: frozenset[Definition]) -> str | None:
    found = symbols.resolve(module, dotted(node) or "")
    match found:
        case Definition(node=ast.Assign() | ast.AnnAssign() as assigned) if found not in seen:
            if _is_rebound(symbols, module, dotted(node) or "") or _is_rebound(symbols, found.module, found.name):
                return None
            targets = [assigned.target] if isinstance(assigned, ast.AnnAssign) else assigned.targets
            is_whole = all(isinstance(target, ast.Name) for target in targets)
            return _text(symbols, found.module, assigned.value, seen | {found}) if is_whole else None
        case _:
            return _member(symbols, module, node)


def _member(symbols: Symbols, module: str, node: ast.expr) -> str | None:
    """The value of a member of an enum of texts."""
    if not isinstance(node, ast.Attribute):
        return None
    match symbols.resolve(module, dotted(node.value) or ""):
        case Definition(module=home, node=ast.ClassDef() as owner) if _holds_texts(symbols, ClassFacts(home, owner)):
            values = [
                item.value
                for item in owner.body
                if isinstance(item, ast.Assign) and [dotted(target) for target in item.targets] == [node.attr]
            ]
            return constant_text(symbols, home, values[0]) if len(values) == 1 else None
        case Definition(module=home, name=name, node=None):
            prefix = _TEXTS_OUTSIDE.get(f"{home}.{name}" if name else home)
            return node.attr.removeprefix(prefix) if prefix is not None and node.attr.startswith(prefix) else None
        case _:
            return None


def _holds_texts(symbols: Symbols, facts: ClassFacts) -> bool:
    """Whether the members of a class are strings, and not only have some for their values."""
    bases = {name.rpartition(".")[2] for name in base_names(facts.node)}
    return kind_of(symbols, facts) is ClassKind.ENUM and not bases.isdisjoint({"str", "StrEnum"})


def _is_rebound(symbols: Symbols, module: str, name: str) -> bool:
    bindings = symbols.bindings(module)
    return bindings is not None and name in bindings.rebound
