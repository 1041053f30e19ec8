"""Requests whose service does something special: it streams, raises, or answers in another way."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from llama_router_codemod.verify.messages.answer_mode import Answer, ErrorName, Raises, StreamFails
from llama_router_codemod.verify.messages.request import Case, CaseKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llama_router_codemod.verify.probe.basis import Basis
    from llama_router_codemod.verify.probe.drafts import Draft


def stream_cases(basis: Basis) -> Iterator[tuple[Case, Draft]]:
    """Requests that ask for a stream, or do not, and streams that fail; of an operation without streams those that ask
    for one all the same."""
    if "stream" not in basis.operation.body_fields:
        yield from _undeclared_stream_cases(basis)
        return
    on = replace(basis.full, body={**basis.body, "stream": True})
    bare = {**basis.required_body, "stream": True}
    yield Case(CaseKind.STREAM, "true"), on
    yield Case(CaseKind.STREAM, "true-required"), replace(basis.full, body=bare)
    yield Case(CaseKind.STREAM, "false"), replace(basis.full, body={**basis.body, "stream": False})
    yield Case(CaseKind.STREAM, "null"), replace(basis.full, body={**basis.body, "stream": None})
    for item in range(2):
        yield Case(CaseKind.STREAM_FAILS, variant=item), replace(on, answer=StreamFails(item))
    for error in (ErrorName.VALUE, ErrorName.RUNTIME, ErrorName.MODEL_NOT_FOUND):
        yield Case(CaseKind.STREAM, f"raise-{error}"), replace(on, answer=Raises(error))


def _undeclared_stream_cases(basis: Basis) -> Iterator[tuple[Case, Draft]]:
    """`stream` in the body, and in each object in it: a model that takes undeclared fields has it then."""
    if basis.operation.has_body and not basis.operation.is_form:
        if basis.operation.whole_body is None:
            yield Case(CaseKind.STREAM, "undeclared"), replace(basis.full, body={**basis.body, "stream": True})
        for name, value in basis.body.items():
            if isinstance(value, dict) and "stream" not in value:
                body = {**basis.body, name: {**value, "stream": True}}
                yield Case(CaseKind.STREAM, f"undeclared-in-{name}"), replace(basis.full, body=body)


def answer_cases(basis: Basis) -> Iterator[tuple[Case, Draft]]:
    """Every error, and every way to answer."""
    for error in ErrorName:
        yield Case(CaseKind.RAISE, error), replace(basis.full, answer=Raises(error))
    for answer in (Answer.NONE, Answer.UNDECLARED, Answer.WIDER):
        yield Case(CaseKind.ANSWER, answer), replace(basis.full, answer=answer)
    yield Case(CaseKind.DICT_ANSWER), replace(basis.full, answer=Answer.DICT)
    yield Case(CaseKind.MINIMAL_ANSWER), replace(basis.full, answer=Answer.MINIMAL)
