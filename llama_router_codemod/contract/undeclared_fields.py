"""LRC105: fields outside the declared response model, which the legacy server sent, are left out of the answer.

The legacy server sent what the implementation returned; a response model sends what it declares (`ModelWithOwner`,
llama_stack 0.3.5, core/datatypes.py).
"""

from __future__ import annotations

import ast
import enum
import sys
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from llama_router_codemod.conventions.api_root import api_root
from llama_router_codemod.model.api import Api
from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.model.operation import Answer, Operation
from llama_router_codemod.parse.classes import (
    ClassFacts,
    ClassKind,
    ancestors,
    base_names,
    class_of,
    kind_of,
    own_fields,
)
from llama_router_codemod.parse.symbols import Definition, Symbols
from llama_router_codemod.source.syntax import dotted, parse_expression, place_of


class Reason(enum.StrEnum):
    """Why fields may be left out."""

    WIDER_CLASS = "a class of the checkout has more fields"
    RESPONSE_MODEL = "the answer is a model, and implementations elsewhere may answer more"


@dataclass(frozen=True)
class UndeclaredFields(Facts):
    """The methods whose answers keep to their response model; the class with further fields, if there is one."""

    code = "LRC105"
    reason: Reason
    methods: tuple[str, ...]
    declared: str | None = None
    wider: str | None = None
    fields: tuple[str, ...] = ()


def answers_models(symbols: Symbols, operation: Operation) -> bool:
    """Whether an answer has a response model that leaves out what it does not declare."""
    if operation.answer is not Answer.MODEL or not operation.returns:
        return False
    return _holds_model(symbols, operation.protocol.module, parse_expression(operation.returns), frozenset())


def _holds_model(symbols: Symbols, module: str, node: ast.AST, seen: frozenset[Definition]) -> bool:
    """Whether a type has a part with fields of its own, be it behind an alias of the tree, or from outside it."""
    match node:
        case ast.Name() | ast.Attribute() if isinstance(node, ast.expr):
            return _is_model(symbols, symbols.resolve(module, dotted(node) or ""), seen)
        case ast.Constant(value=str(text)):
            return _holds_model(symbols, module, parse_expression(text), seen)
        case ast.Subscript(value=head, slice=index):
            generic = (dotted(head) or "").rpartition(".")[2]
            if generic == "Literal":
                return False
            if generic == "Annotated" and isinstance(index, ast.Tuple):
                return _holds_model(symbols, module, index.elts[0], seen)
    return any(_holds_model(symbols, module, child, seen) for child in ast.iter_child_nodes(node))


def _is_model(symbols: Symbols, found: Definition | None, seen: frozenset[Definition]) -> bool:
    match found:
        case Definition(module=module, node=None):
            return module.partition(".")[0] not in sys.stdlib_module_names
        case Definition(module=module, node=ast.ClassDef() as node):
            return kind_of(symbols, ClassFacts(module, node)) is not ClassKind.ENUM
        # `type X = ...` exists from Python 3.12 on, so aliases cannot be matched by class here.
        case Definition(module=module, node=alias) if isinstance(value := getattr(alias, "value", None), ast.expr):
            return found not in seen and _holds_model(symbols, module, value, seen | {found})
        case _:
            return False


def undeclared_fields(symbols: Symbols, api: Api, operations: Sequence[Operation]) -> tuple[Finding, ...]:
    """A finding for each operation whose response model has a subclass with further fields outside the API modules, and
    one for all other operations of the API that have a response model."""
    found = list(_wider_classes(symbols, api, operations))
    known = {finding.method for finding in found}
    others = [item.method.name for item in operations if answers_models(symbols, item)]
    rest = tuple(name for name in others if name not in known)
    if rest:
        found.append(Finding(api.protocol.place, UndeclaredFields(Reason.RESPONSE_MODEL, rest), api.name))
    return tuple(found)


def _wider_classes(symbols: Symbols, api: Api, operations: Sequence[Operation]) -> Iterator[Finding]:
    declared = {operation: facts for operation in operations if (facts := _response_model(symbols, operation))}
    models = {facts.key for facts in declared.values()}
    for facts, path in _subclasses(symbols, declared.values()):
        fields = sorted(set(_all_fields(symbols, facts)))
        bases = {item.key for item in ancestors(symbols, facts)} & models
        for operation, model in declared.items():
            missing = tuple(name for name in fields if name not in _all_fields(symbols, model))
            if model.key in bases and missing:
                name = operation.method.name
                wider = UndeclaredFields(Reason.WIDER_CLASS, (name,), model.node.name, facts.node.name, missing)
                yield Finding(place_of(facts.node, path), wider, api.name, name)


def _response_model(symbols: Symbols, operation: Operation) -> ClassFacts | None:
    if operation.answer is not Answer.MODEL or not operation.returns.isidentifier():
        return None
    return class_of(symbols, operation.protocol.module, operation.returns)


def _subclasses(symbols: Symbols, wanted: Collection[ClassFacts]) -> Iterator[tuple[ClassFacts, PurePosixPath]]:
    keys = {facts.key for facts in wanted}
    names = sorted(name for _, name in keys)
    for path in sorted({path for name in names for path in symbols.checkout.files_subclassing(name)}):
        if path.is_relative_to(api_root(symbols.checkout)):
            continue
        module = symbols.checkout.module_name(path)
        for node in symbols.tree(path).body:
            if isinstance(node, ast.ClassDef):
                bases = (class_of(symbols, module, name) for name in base_names(node))
                if any(base is not None and base.key in keys for base in bases):
                    yield ClassFacts(module, node), path


def _all_fields(symbols: Symbols, facts: ClassFacts) -> frozenset[str]:
    return frozenset(name for item in (facts, *ancestors(symbols, facts)) for name in own_fields(item.node))
