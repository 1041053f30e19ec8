"""What is not looked for in an operation before it is published, though it is in others of its verb.

The program asks a method what its topmost decorator declares: nothing where that is no verb, or one without checks. It
looks for the words `:returns:` and `:param`, with a text behind them or without, and `Agent | None` is no optional type
to it (llama_stack 0.3.5, docs/openapi_generator/pyopenapi/utility.py:123-295). A route has only the verb that it is
served with.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from llama_router_codemod.contract.operation import api_contract
from llama_router_codemod.contract.served_path import served_path
from llama_router_codemod.contract.served_verb import served_verb
from llama_router_codemod.conventions.packages import pending_apis
from llama_router_codemod.conventions.published_checks import Check
from llama_router_codemod.model.operation import Operation
from llama_router_codemod.parse.canonical import allows_none
from llama_router_codemod.parse.docstrings import parse_docstring, whole_description
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.parse.type_parts import TypePart
from llama_router_codemod.source.syntax import parse_expression

#: How a line of a description ends that is a sentence.
_SENTENCE_ENDS = tuple('.:{}[]()",')


def unchecked_operations(symbols: Symbols, checks: Mapping[str, tuple[Check, ...]]) -> dict[str, tuple[Check, ...]]:
    """By verb and path, what is not to be looked for in operations of the pending APIs, though it is in others of
    their verbs. `checks` tells by verb what the program looks for."""
    found: dict[str, tuple[Check, ...]] = {}
    for operation in (item for api in pending_apis(symbols) for item in api_contract(symbols, api).operations):
        asked = checks.get((operation.method.routes[0].declared_verb or "").lower(), ())
        for route in operation.routes:
            verb = served_verb(route)
            unasked = tuple(_newly_found(symbols, operation, checks.get(verb.lower(), ()), asked))
            if unasked:
                found[f"{verb} {served_path(route)}"] = unasked
    return found


def _newly_found(
    symbols: Symbols, operation: Operation, checks: tuple[Check, ...], asked: tuple[Check, ...]
) -> Iterator[Check]:
    """Those of the checks of a route's verb that fail, perhaps, though the method was not asked, or passed."""
    method = operation.method
    docstring = method.docstring or ""
    texts = parse_docstring(docstring)
    for check in checks:
        is_asked = check in asked
        match check:
            case Check.OPTIONAL_ANSWER:
                is_found = method.returns is not None and allows_none(
                    symbols, operation.protocol.module, method.returns
                )
                passed = _is_union_of_operators(symbols, operation)
            case Check.NO_ANSWER_TEXT:
                is_found = not texts.returns and method.returns not in (None, "None")
                passed = ":returns:" in docstring
            case Check.NO_PARAMETER_TEXT:
                is_found = bool(method.parameters) and not any(item.description for item in operation.parameters)
                passed = ":param" in docstring
            case Check.NO_SENTENCE:
                lines = filter(None, map(str.strip, (whole_description(docstring) or "").splitlines()))
                is_found = not all(line.endswith(_SENTENCE_ENDS) for line in lines)
                passed = False
            case _:
                is_found, passed = True, False
        if is_found and (passed or not is_asked):
            yield check


def _is_union_of_operators(symbols: Symbols, operation: Operation) -> bool:
    """Whether an answer is declared as `Agent | None`: the program took only `Optional[Agent]` for optional."""
    answer = TypePart(symbols, operation.protocol.module, parse_expression(operation.method.returns or ""))
    return isinstance(answer.meant.node, ast.BinOp)
