"""LRC105: fields outside the declared response model, which the legacy server sent, are left out of the answer.

The legacy server sent what the implementation returned; a response model sends what it declares (`ModelWithOwner`,
llama_stack 0.3.5, core/datatypes.py).
"""

from __future__ import annotations

import ast
import enum
import sys
from collections.abc import Collection, Iterator, Sequence, Set
from dataclasses import dataclass
from pathlib import PurePosixPath

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
from llama_router_codemod.parse.subclass_files import files_subclassing
from llama_router_codemod.parse.symbols import Definition, Symbols
from llama_router_codemod.parse.type_parts import TypePart
from llama_router_codemod.source.syntax import last_part, parse_expression, place_of


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
    return any(map(_is_model, _parts(symbols, operation)))


def _parts(symbols: Symbols, operation: Operation) -> Iterator[TypePart]:
    """What the declared type of an answer is made of, if that is a response model."""
    if operation.answer is Answer.MODEL and operation.returns:
        yield from TypePart(symbols, operation.protocol.module, parse_expression(operation.returns)).walk()


def _is_model(part: TypePart) -> bool:
    """Whether a type is a model of the tree, or from outside it, where it may be one."""
    match part.definition:
        case Definition(module=module, node=None):
            return module.partition(".")[0] not in sys.stdlib_module_names
        case Definition(module=module, node=ast.ClassDef() as node):
            # A class that derives from one that cannot be seen may be a model, too.
            return kind_of(part.symbols, ClassFacts(module, node)) in {ClassKind.MODEL, ClassKind.OTHER}
        case _:
            return False


def undeclared_fields(symbols: Symbols, api: Api, operations: Sequence[Operation]) -> tuple[Finding, ...]:
    """A finding for each operation whose response model has a subclass with further fields that it does not declare,
    too, and one for all other operations of the API that have a response model."""
    found = list(_wider_classes(symbols, api, operations))
    known = {finding.method for finding in found}
    others = [item.method.name for item in operations if answers_models(symbols, item)]
    rest = tuple(name for name in others if name not in known)
    if rest:
        found.append(Finding(api.protocol.place, UndeclaredFields(Reason.RESPONSE_MODEL, rest), api.name))
    return tuple(found)


def _wider_classes(symbols: Symbols, api: Api, operations: Sequence[Operation]) -> Iterator[Finding]:
    models = {operation: _response_models(symbols, operation) for operation in operations}
    declared = [(operation, model) for operation, found in models.items() for model in found]
    for facts, path in _subclasses(symbols, [model for _, model in declared]):
        fields = sorted(_all_fields(symbols, facts))
        bases = {item.key for item in ancestors(symbols, facts)}
        for operation, model in declared:
            missing = tuple(name for name in fields if name not in _all_fields(symbols, model))
            if model.key in bases and missing and facts not in models[operation]:
                name = operation.method.name
                wider = UndeclaredFields(Reason.WIDER_CLASS, (name,), model.node.name, facts.node.name, missing)
                yield Finding(place_of(facts.node, path), wider, api.name, name)


def _response_models(symbols: Symbols, operation: Operation) -> list[ClassFacts]:
    """The models of the tree of which an answer is one, or a list or dict."""
    definitions = dict.fromkeys(part.definition for part in _parts(symbols, operation) if _is_model(part))
    return [
        ClassFacts(found.module, found.node)
        for found in definitions
        if found is not None and isinstance(found.node, ast.ClassDef)
    ]


def _subclasses(symbols: Symbols, wanted: Collection[ClassFacts]) -> Iterator[tuple[ClassFacts, PurePosixPath]]:
    """The classes that derive from wanted ones, be it through others."""
    found: dict[tuple[str, str], tuple[ClassFacts, PurePosixPath]] = {}
    keys = {facts.key for facts in wanted}
    while keys:
        new = {facts.key: (facts, path) for facts, path in _deriving_from(symbols, keys) if facts.key not in found}
        found |= new
        keys = set(new)
    yield from (found[key] for key in sorted(found, key=lambda key: (found[key][1], found[key][0].node.lineno)))


def _deriving_from(symbols: Symbols, keys: Set[tuple[str, str]]) -> Iterator[tuple[ClassFacts, PurePosixPath]]:
    names = sorted(name for _, name in keys)
    for path in sorted({path for name in names for path in files_subclassing(symbols.checkout, name)}):
        module = symbols.checkout.module_name(path)
        for node in symbols.tree(path).body:
            if isinstance(node, ast.ClassDef):
                bases = (class_of(symbols, module, name) for name in base_names(node))
                if any(base is not None and base.key in keys for base in bases):
                    yield ClassFacts(module, node), path


def _all_fields(symbols: Symbols, facts: ClassFacts) -> frozenset[str]:
    """What an object of a class answers with: its fields, and those that are computed."""
    lineage = (facts, *ancestors(symbols, facts))
    return frozenset(name for item in lineage for name in (*own_fields(item.node), *_computed_fields(item.node)))


def _computed_fields(node: ast.ClassDef) -> Iterator[str]:
    for method in node.body:
        if isinstance(method, ast.FunctionDef):
            heads = (item.func if isinstance(item, ast.Call) else item for item in method.decorator_list)
            if "computed_field" in map(last_part, heads):
                yield method.name
