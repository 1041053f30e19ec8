"""Every change of one place in a piece of code: of a statement, an operator, a name, a constant, an argument.

Annotations stay as they are, and so do the texts of logs and of a ValueError.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_INSERTED = ("extra()", "return None", "continue", "kwargs = {}")
_FREE_FIELDS = frozenset({"annotation", "returns", "ctx", "ops", "op"})
_MAY_BE_EMPTY = frozenset({"args", "decorator_list", "elts", "keywords"})
_OPPOSITES: dict[type[ast.AST], type[ast.AST]] = {
    one: other
    for pair in ((ast.Eq, ast.NotEq), (ast.Is, ast.IsNot), (ast.In, ast.NotIn), (ast.And, ast.Or))
    for one, other in (pair, pair[::-1])
}


@dataclass(frozen=True)
class Mutation:
    """The `number`-th change of the `place`-th node of `source`."""

    source: str
    place: int
    number: int

    def changed(self) -> str:
        """The changed source."""
        tree = ast.parse(self.source)
        node, change = self._find(tree)
        setattr(node, change.field, change.value)
        return ast.unparse(ast.fix_missing_locations(tree))

    def __str__(self) -> str:
        _, change = self._find(ast.parse(self.source))
        return f"{_first_line(change.gone)} -> {_first_line(change.new)}"

    __repr__ = __str__

    def _find(self, tree: ast.Module) -> tuple[ast.AST, _Change]:
        node = list(_nodes(tree))[self.place]
        return node, list(_changes(node))[self.number]


@dataclass(frozen=True)
class _Change:
    """Another value of a field of a node; what is gone with it, and what is new."""

    field: str
    value: object
    gone: ast.AST | None
    new: ast.AST | None


def mutations(source: str) -> list[Mutation]:
    """All mutations of the statements inside the last statement of a module, and of what it has itself."""
    tree = ast.parse(source)
    return [
        Mutation(source, place, number)
        for place, node in enumerate(_nodes(tree))
        for number, _ in enumerate(_changes(node))
    ]


def insertions(source: str, statement: str) -> Iterator[tuple[str, int]]:
    """The source with a further statement at each place inside its last statement, and the line of that."""
    tree = ast.parse(source)
    for node in list(_nodes(tree)):
        for field, value in ast.iter_fields(node):
            if isinstance(value, list) and value and isinstance(value[0], ast.stmt):
                for place in range(len(value) + 1):
                    setattr(node, field, [*value[:place], *ast.parse(statement).body, *value[place:]])
                    lines = ast.unparse(ast.fix_missing_locations(tree)).split("\n")
                    yield "\n".join(lines), 1 + [line.strip() for line in lines].index(statement)
                setattr(node, field, value)


def _nodes(tree: ast.Module) -> Iterator[ast.AST]:
    yield from _below(tree.body[-1])


def _below(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    for field, value in ast.iter_fields(node):
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not _is_free(node, field):
                yield from _below(child)


def _is_free(node: ast.AST, field: str) -> bool:
    is_text = isinstance(node, ast.Call) and ast.unparse(node.func).startswith(("logger.", "ValueError"))
    return field in _FREE_FIELDS or (is_text and field == "args")


def _changes(node: ast.AST) -> Iterator[_Change]:
    for field, value in ast.iter_fields(node):
        if _is_free(node, field):
            continue
        match value:
            case [ast.stmt(), *_]:
                yield from _changed_block(field, value)
            case [ast.AST(), *_]:
                yield from _changed_items(node, field, value)
            case ast.AST():
                yield from (_Change(field, other, value, other) for other in _alternatives(value))
            case _:
                pass
    yield from _additions(node)


def _changed_block(field: str, block: list[ast.stmt]) -> Iterator[_Change]:
    for place, statement in enumerate(block):
        before, after = block[:place], block[place + 1 :]
        yield _Change(field, [*before, *after] or [ast.Pass()], statement, None)
        yield _Change(field, [*before, statement, statement, *after], None, statement)
        if after:
            yield _Change(field, [*before, after[0], statement, *after[1:]], statement, after[0])
        for other in _alternatives(statement):
            yield _Change(field, [*before, other, *after], statement, other)
    for place in range(len(block) + 1):
        for text in _INSERTED:
            (new,) = ast.parse(text).body
            yield _Change(field, [*block[:place], new, *block[place:]], None, new)


def _changed_items(node: ast.AST, field: str, items: list[ast.AST]) -> Iterator[_Change]:
    for place, item in enumerate(items):
        before, after = items[:place], items[place + 1 :]
        if field in _MAY_BE_EMPTY or ((before or after) and not isinstance(node, ast.Dict)):
            yield _Change(field, [*before, *after], item, None)
        if after:
            yield _Change(field, [*before, after[0], item, *after[1:]], item, after[0])
        for other in _alternatives(item):
            yield _Change(field, [*before, other, *after], item, other)


def _alternatives(node: ast.AST) -> Iterator[ast.AST]:
    """What else may stand where a node stands."""
    other = ast.Name("other", ast.Load())
    fields = dict(ast.iter_fields(node))
    match node:
        case ast.Name():
            yield other
        case ast.Attribute(value=value):
            yield value
            yield ast.Attribute(value, "other")
        case ast.Constant(value=str(text)):
            yield ast.Constant(text + "x")
            if text.swapcase() != text:
                yield ast.Constant(text.swapcase())
        case ast.Constant(value=value):
            yield ast.Constant(not value)
        case ast.Compare(left=left, ops=[op], comparators=comparators):
            yield ast.Compare(left, [_OPPOSITES[type(op)]()], comparators)
        case ast.BoolOp(op=op, values=values):
            yield ast.BoolOp(_OPPOSITES[type(op)](), values)
            yield values[0]
        case ast.BinOp(left=left, op=op, right=right):
            yield ast.BinOp(right, op, left)
        case ast.UnaryOp(operand=inner) | ast.Await(value=inner) | ast.Starred(value=inner):
            yield inner
        case ast.IfExp(test=test, body=body, orelse=orelse):
            yield ast.IfExp(test, orelse, body)
        case ast.Call(func=function, args=arguments, keywords=keywords):
            yield ast.Call(function, [*arguments, other], keywords)
            yield ast.Call(function, arguments, [*keywords, ast.keyword("other", other)])
            yield ast.Await(node)
        case ast.List(elts=items):
            yield ast.List([*items, other], ast.Load())
            yield ast.Tuple(items, ast.Load())
        case ast.keyword(value=value):
            yield ast.keyword("other", value)
        case ast.FormattedValue(value=value):
            yield ast.FormattedValue(value, ord("r"))
        case ast.comprehension(target=target, iter=iterated):
            yield ast.comprehension(target, iterated, [other], 0)
        case ast.ExceptHandler(name=name, body=body):
            yield ast.ExceptHandler(other, name, body)
        case ast.Return(value=ast.expr() as value):
            yield ast.Expr(value)
            yield ast.Return()
        case ast.Raise(exc=error):
            yield ast.Raise()
            if node.cause:
                yield ast.Raise(error)
        case ast.Continue():
            yield ast.Break()
        case ast.AsyncFunctionDef():
            yield ast.FunctionDef(**fields)
        case ast.FunctionDef():
            yield ast.AsyncFunctionDef(**fields)
        case ast.Try():
            yield ast.TryStar(**fields)
        case ast.With(items=items, body=body):
            yield ast.AsyncWith(items, body)
            yield ast.With([*items, ast.withitem(other)], body)
        case ast.For():
            yield ast.AsyncFor(**fields)
        case ast.Assign(targets=targets, value=value):
            yield ast.Assign([*targets, other], value)
            yield ast.Expr(value)
        case ast.If(test=test, body=body, orelse=orelse):
            yield ast.While(test, body, orelse)
            yield ast.If(test, orelse or [ast.Pass()], body)
        case _:
            pass


def _additions(node: ast.AST) -> Iterator[_Change]:
    """What a node may have besides."""
    (extra,) = ast.parse("extra()").body
    other = ast.Name("other", ast.Load())
    handler = ast.ExceptHandler(ast.Name("OSError", ast.Load()), None, [extra])
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            yield _Change("decorator_list", [*node.decorator_list, other], None, other)
            yield _Change("decorator_list", [other, *node.decorator_list], None, other)
        case ast.arg():
            yield _Change("arg", "other", node, other)
        case ast.arguments(args=parameters):
            yield _Change("args", [*parameters, ast.arg("other")], None, other)
        case ast.If(orelse=[]) | ast.For(orelse=[]) | ast.Try(orelse=[]):
            yield _Change("orelse", [extra], None, extra)
        case _:
            pass
    if isinstance(node, ast.Try):
        yield _Change("finalbody", [*node.finalbody, extra], None, extra)
        yield _Change("handlers", [handler, *node.handlers], None, handler)
        yield _Change("handlers", [*node.handlers, handler], None, handler)


def _first_line(node: ast.AST | None) -> str:
    return "" if node is None else ast.unparse(ast.fix_missing_locations(node)).strip().split("\n")[0]
