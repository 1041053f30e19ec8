"""Whether an expression can go without a trace: it reads names, and calls only what looks at something."""

from __future__ import annotations

from collections.abc import Iterable

import libcst as cst

_BUILTINS = frozenset({"callable", "getattr", "hasattr", "isinstance", "len", "type"})
_OF_INSPECT = frozenset({"getmembers", "isclass", "isfunction", "ismethod", "signature"})
_VIEWS = frozenset({"items", "keys", "values"})


def only_looks(node: cst.BaseExpression) -> bool:
    """Whether nothing but reading happens where the expression is evaluated; what is not known may do anything."""
    match node:
        case cst.Name() | cst.SimpleString() | cst.ConcatenatedString() | cst.BaseNumber() | cst.Ellipsis():
            return True
        case cst.Attribute(value=value) | cst.UnaryOperation(operator=cst.Not(), expression=value):
            return only_looks(value)
        case cst.BooleanOperation(left=left, right=right):
            return only_looks(left) and only_looks(right)
        case cst.Comparison(left=left, comparisons=comparisons):
            return only_looks(left) and all(only_looks(item.comparator) for item in comparisons)
        case cst.List(elements=elements) | cst.Tuple(elements=elements) | cst.Set(elements=elements):
            return all(isinstance(item, cst.Element) and only_looks(item.value) for item in elements)
        case cst.Dict(elements=items):
            return all(
                isinstance(item, cst.DictElement) and only_looks(item.key) and only_looks(item.value) for item in items
            )
        case cst.Call(func=function, args=arguments):
            return _is_look(function) and _all_look(argument.value for argument in arguments)
        case _:
            return False


def _is_look(function: cst.BaseExpression) -> bool:
    match function:
        case cst.Name(value=name):
            return name in _BUILTINS
        case cst.Attribute(value=cst.Name(value="inspect"), attr=cst.Name(value=name)):
            return name in _OF_INSPECT
        case cst.Attribute(value=value, attr=cst.Name(value=name)):
            return name in _VIEWS and only_looks(value)
        case _:
            return False


def _all_look(nodes: Iterable[cst.BaseExpression]) -> bool:
    return all(only_looks(node) for node in nodes)
