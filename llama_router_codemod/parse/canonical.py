"""One spelling for each type annotation, so that only real differences between two of them show."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from llama_router_codemod.parse.annotations import EXTRA_BODY
from llama_router_codemod.parse.symbols import Definition, Symbols
from llama_router_codemod.source.syntax import dotted

if TYPE_CHECKING:
    from collections.abc import Iterator

_TYPING_MODULES = frozenset({"typing", "typing_extensions", "collections.abc", "builtins"})
_LOWER_CASE = {name: name.lower() for name in ("Dict", "FrozenSet", "List", "Set", "Tuple", "Type")}
_TYPE_EXPRESSIONS = (ast.Attribute, ast.BinOp, ast.Name, ast.Subscript)


def canonical_members(symbols: Symbols, module: str, annotation: str) -> tuple[str, ...]:
    """The members of an annotation's union, None last; an annotation that is no union is its only member.

    `annotation` is source text of `module`, empty when absent. `Optional[X]` and `Union[X, None]` are `X | None`,
    `List` is `list`; names stand for their definition, aliases of the tree (`Items = list[Item]`) for what they mean;
    an `ExtraBodyField` marker, which changes the document but not the wire, is left out.
    """
    if not annotation:
        return ()
    members = dict.fromkeys(_Canonical(symbols, module, frozenset()).members(ast.parse(annotation, mode="eval").body))
    return tuple(sorted(members, key=lambda member: member == "None"))


def canonical(symbols: Symbols, module: str, annotation: str) -> str:
    """The one spelling of an annotation, see `canonical_members`."""
    return " | ".join(canonical_members(symbols, module, annotation))


def unmarked_members(symbols: Symbols, module: str, annotation: str) -> frozenset[str]:
    """The members of the union that an annotation is for type checkers, who do not see the markers of `Annotated`."""
    found: set[str] = set()
    for member in canonical_members(symbols, module, annotation):
        match ast.parse(member, mode="eval").body:
            case ast.Subscript(value=ast.Name(id="Annotated"), slice=ast.Tuple(elts=[inner, *_])):
                found |= unmarked_members(symbols, module, ast.unparse(inner))
            case _:
                found.add(member)
    return frozenset(found)


def allows_none(symbols: Symbols, module: str, annotation: str) -> bool:
    """Whether None is a value of an annotation's type, see `canonical_members`; where there is none, anything is."""
    return not annotation or _allows_none(ast.parse(canonical(symbols, module, annotation), mode="eval").body)


def _allows_none(node: ast.expr) -> bool:
    match node:
        case ast.BinOp(left=left, right=right):
            return _allows_none(left) or _allows_none(right)
        case ast.Subscript(value=ast.Name(id="Annotated"), slice=ast.Tuple(elts=[inner, *_])):
            return _allows_none(inner)
        case ast.Subscript(value=ast.Name(id="Literal"), slice=index):
            return any(isinstance(item, ast.Constant) and item.value is None for item in ast.walk(index))
        case ast.Constant(value=None):
            return True
        case _:
            return dotted(node) in {"Any", "object"}


@dataclass(frozen=True)
class _Canonical:
    """Spells the types of one module; `seen` are the aliases that led there."""

    symbols: Symbols
    module: str
    seen: frozenset[tuple[str, str]]

    def members(self, node: ast.expr) -> Iterator[str]:
        match node:
            case ast.BinOp(op=ast.BitOr(), left=left, right=right):
                yield from self.members(left)
                yield from self.members(right)
            case ast.Constant(value=str(text)) if (inner := _forward_reference(text)) is not None:
                yield from self.members(inner)
            case ast.Subscript(value=head, slice=index):
                yield from self.subscript(self.name(head), index.elts if isinstance(index, ast.Tuple) else [index])
            case ast.Name() | ast.Attribute():
                yield from self.named(node)
            case _:
                yield ast.unparse(node)

    def spelled(self, node: ast.expr) -> str:
        return " | ".join(sorted(dict.fromkeys(self.members(node)), key=lambda member: member == "None"))

    def subscript(self, head: str, items: list[ast.expr]) -> Iterator[str]:
        match head:
            case "Optional":
                yield from self.members(items[0])
                yield "None"
            case "Union":
                for item in items:
                    yield from self.members(item)
            case "Literal":
                yield f"Literal[{', '.join(map(ast.unparse, items))}]"
            case "Annotated":
                metadata = [item for item in items[1:] if not self.is_extra_body(item)]
                if metadata:
                    yield f"Annotated[{self.spelled(items[0])}, {', '.join(map(ast.unparse, metadata))}]"
                else:
                    yield from self.members(items[0])
            case _:
                yield f"{head}[{', '.join(map(self.spelled, items))}]"

    def named(self, node: ast.expr) -> Iterator[str]:
        found = self.symbols.resolve(self.module, dotted(node) or "")
        value = getattr(found.node, "value", None) if found is not None else None
        if found is not None and isinstance(value, _TYPE_EXPRESSIONS) and (found.module, found.name) not in self.seen:
            seen = self.seen | {(found.module, found.name)}
            yield from _Canonical(self.symbols, found.module, seen).members(value)
        else:
            yield self.name(node)

    def is_extra_body(self, node: ast.expr) -> bool:
        called = node.func if isinstance(node, ast.Call) else node
        return self.name(called).rpartition(".")[2] == EXTRA_BODY

    def name(self, node: ast.expr) -> str:
        """The name of a definition with its module, that of a standard type without."""
        text = dotted(node) or ast.unparse(node)
        found = self.symbols.resolve(self.module, text)
        if found is not None and found.node is not None:
            return f"{found.module}.{found.name}"
        head, _, rest = text.partition(".")
        match self.symbols.resolve(self.module, head):
            case Definition(module=module, name=name) if name:
                full = f"{module}.{text.replace(head, name, 1)}"
            case Definition(module=module):
                full = f"{module}.{rest}"
            case None:
                full = text
        module, _, last = full.rpartition(".")
        return _LOWER_CASE.get(last, last) if module in _TYPING_MODULES else full


def _forward_reference(text: str) -> ast.expr | None:
    try:
        return ast.parse(text, mode="eval").body
    except SyntaxError:
        return None
