"""Requests in which everything may be special at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llama_router_codemod.verify.messages.answer_mode import Answer, AnswerMode, ErrorName, Raises
from llama_router_codemod.verify.messages.request import Case, CaseKind
from llama_router_codemod.verify.probe.drafts import Draft
from llama_router_codemod.verify.probe.field_cases import WRONG_JSON, WRONG_TEXT
from llama_router_codemod.verify.probe.operation import WHOLE_BODY

if TYPE_CHECKING:
    from random import Random

    from llama_router_codemod.verify.messages.json_value import Fields, Json
    from llama_router_codemod.verify.probe.basis import Basis

IDS = ("{}_1", "{} with spaces & ü:+", "{}%2Fpart", "1")
ANSWERS: tuple[AnswerMode, ...] = (
    Answer.FULL,
    Answer.MINIMAL,
    Answer.NONE,
    Answer.UNDECLARED,
    *map(Raises, ErrorName),
)


def random_case(basis: Basis, source: Random) -> tuple[Case, Draft]:
    """A request in which every field is as it should be, another alternative, wrong, null or left out."""
    query = _varied(basis, basis.query, WRONG_TEXT, source)
    body = _varied(basis, basis.body, WRONG_JSON, source)
    ids, answer = source.choice(IDS), source.choice(ANSWERS)
    return Case(CaseKind.RANDOM), Draft(query, body if WHOLE_BODY in body else body or None, ids, answer=answer)


def _varied(basis: Basis, values: Fields, wrong: tuple[Json, ...], source: Random) -> Fields:
    fields = {**basis.operation.query_fields, **basis.operation.body_fields}
    return {
        name: source.choice([value, value, *basis.alternatives(fields[name], name), *wrong, None])
        if name in fields
        else value
        for name, value in values.items()
        if source.random() < 0.8
    }
