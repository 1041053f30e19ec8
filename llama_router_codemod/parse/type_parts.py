"""What a type is made of, through unions, aliases of the tree and forward references."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

from llama_router_codemod.parse.symbols import Definition, Symbols
from llama_router_codemod.source.syntax import dotted, last_part, parse_expression


@dataclass(frozen=True)
class TypePart:
    """A part of a type, as it is written in a module."""

    symbols: Symbols
    module: str
    node: ast.expr

    @property
    def definition(self) -> Definition | None:
        """Where its name, or that of its generic, is defined; None where nothing in the tree tells."""
        return self.symbols.resolve(self.module, dotted(self._head) or "")

    @property
    def called(self) -> str:
        """The name that it, or its generic, has where it is defined: `Optional`, also under an alias."""
        found = self.definition
        return found.name if found is not None and found.name else last_part(self._head)

    @property
    def arguments(self) -> tuple[TypePart, ...]:
        """The types between its brackets: of `Annotated` the first one, of `Literal` none."""
        if not isinstance(self.node, ast.Subscript) or self.called == "Literal":
            return ()
        index = self.node.slice
        items = index.elts if isinstance(index, ast.Tuple) else [index]
        return tuple(map(self._at, items[:1] if self.called == "Annotated" else items))

    @property
    def meant(self) -> TypePart:
        """What an alias of the tree, or a forward reference, means; any other part means itself."""
        *_, last = self._meanings(frozenset())
        return last

    def _meanings(self, seen: frozenset[Definition]) -> Iterator[TypePart]:
        """Itself, and what it means from alias to alias."""
        yield self
        match self.node:
            case ast.Constant(value=str(text)):
                yield from self._at(parse_expression(text))._meanings(seen)
            case ast.Name() | ast.Attribute() if (found := self.definition) is not None and found not in seen:
                value = getattr(found.node, "value", None)
                if isinstance(value, ast.Name | ast.Attribute | ast.BinOp | ast.Subscript | ast.Constant):
                    yield from TypePart(self.symbols, found.module, value)._meanings(seen | {found})

    @property
    def members(self) -> tuple[TypePart, ...]:
        """The members of the union that it means; what is no union is its only member."""
        part = self.meant
        match part.node:
            case ast.BinOp(op=ast.BitOr(), left=left, right=right):
                return (*part._at(left).members, *part._at(right).members)
            case ast.Subscript() if part.called == "Optional":
                return (*part.arguments[0].members, part._at(ast.Constant(None)))
            case ast.Subscript() if part.called in {"Union", "Annotated"}:
                return tuple(member for item in part.arguments for member in item.members)
            case _:
                return (part,)

    def walk(self) -> Iterator[TypePart]:
        """All that it is made of, be it behind aliases: the members of unions, and what stands in containers."""
        yield from self._walk(frozenset())

    def _walk(self, seen: frozenset[tuple[str, str]]) -> Iterator[TypePart]:
        here = (self.module, ast.unparse(self.node))
        for part in self.members if here not in seen else ():
            yield part
            for item in part.arguments:
                yield from item._walk(seen | {here})

    @property
    def has_forward_reference(self) -> bool:
        """Whether a name of it stands in quotes, here or where an alias is defined."""
        return any(_is_quoted(part.node) for part in self._meanings(frozenset()))

    @property
    def _head(self) -> ast.expr:
        return self.node.value if isinstance(self.node, ast.Subscript) else self.node

    def _at(self, node: ast.expr) -> TypePart:
        return TypePart(self.symbols, self.module, node)


def _is_quoted(node: ast.expr) -> bool:
    return ast.unparse(unquoted(node)) != ast.unparse(node)


def unquoted(node: ast.expr) -> ast.expr:
    """A type without the quotes around forward references; a copy, unless there are none."""
    if isinstance(node, ast.Name) or not any(
        isinstance(part, ast.Constant) and isinstance(part.value, str) for part in ast.walk(node)
    ):
        return node
    found: ast.expr = _Unquote().visit(deepcopy(node))
    return found


class _Unquote(ast.NodeTransformer):
    def visit_Constant(self, node: ast.Constant) -> ast.expr:
        if not isinstance(node.value, str):
            return node
        try:
            return self.visit(ast.parse(node.value, mode="eval").body)  # type: ignore[no-any-return]
        except SyntaxError:
            return node

    def visit_Subscript(self, node: ast.Subscript) -> ast.Subscript:
        match last_part(node.value), node.slice:
            case "Literal", _:
                pass
            case "Annotated", ast.Tuple(elts=[inner, *metadata]):
                node.slice.elts = [self.visit(inner), *metadata]
            case _:
                node.slice = self.visit(node.slice)
        return node

    def visit_Call(self, node: ast.Call) -> ast.Call:
        return node
