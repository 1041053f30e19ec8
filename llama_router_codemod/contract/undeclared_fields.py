"""Answers that say more than the declared response model: subclasses of it in the server and the providers."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Sequence
from pathlib import PurePosixPath

from llama_router_codemod.contract.operation import Answer, Operation
from llama_router_codemod.model.spec import Finding
from llama_router_codemod.parse.classes import ClassFacts, ancestors, base_names, class_of, own_fields
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.source.syntax import place_of


def undeclared_fields(symbols: Symbols, api: str, operations: Sequence[Operation]) -> tuple[Finding, ...]:
    """One finding for each operation whose response model has a subclass with further fields outside the API modules.

    The legacy server sent what the implementation returned; a response model sends what it declares
    (facts: `ModelWithOwner`, core/datatypes.py of 0.3.5).
    """
    wider = {facts.key: facts for facts in _declared_models(symbols, operations)}
    found: list[Finding] = []
    for facts, path in _subclasses(symbols, wider.values()):
        extra = sorted(set(_all_fields(symbols, facts)))
        bases = {item.key for item in ancestors(symbols, facts)} & set(wider)
        for operation in operations:
            declared = _model_of(symbols, operation)
            if declared is None or declared.key not in bases:
                continue
            missing = [name for name in extra if name not in _all_fields(symbols, declared)]
            if missing:
                name = operation.method.name
                message = f"`{name}` answers {declared.node.name}; {facts.node.name} also has {', '.join(missing)}"
                found.append(Finding(place_of(facts.node, path), "LRC105", message, api, name))
    return tuple(found)


def _declared_models(symbols: Symbols, operations: Sequence[Operation]) -> Iterator[ClassFacts]:
    return (facts for operation in operations if (facts := _model_of(symbols, operation)) is not None)


def _model_of(symbols: Symbols, operation: Operation) -> ClassFacts | None:
    if operation.answer is not Answer.MODEL or not operation.returns.isidentifier():
        return None
    return class_of(symbols, operation.protocol.module, operation.returns)


def _subclasses(symbols: Symbols, wanted: Collection[ClassFacts]) -> Iterator[tuple[ClassFacts, PurePosixPath]]:
    keys = {facts.key for facts in wanted}
    names = sorted(name for _, name in keys)
    for path in sorted({path for name in names for path in symbols.checkout.files_subclassing(name)}):
        if path.is_relative_to(symbols.checkout.api_root):
            continue
        module = symbols.checkout.module_name(path)
        for node in symbols.tree(path).body:
            if isinstance(node, ast.ClassDef):
                bases = (class_of(symbols, module, name) for name in base_names(node))
                if any(base is not None and base.key in keys for base in bases):
                    yield ClassFacts(module, node), path


def _all_fields(symbols: Symbols, facts: ClassFacts) -> frozenset[str]:
    return frozenset(name for item in (facts, *ancestors(symbols, facts)) for name in own_fields(item.node))
