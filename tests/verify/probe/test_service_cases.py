"""Requests whose service streams, raises, or answers in another way."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from fastapi import Body, FastAPI
from pydantic import BaseModel
from served import operation_of

from llama_router_codemod.verify.messages.answer_mode import Answer, AnswerMode, ErrorName, Raises, StreamFails
from llama_router_codemod.verify.messages.request import Case
from llama_router_codemod.verify.probe.basis import Basis
from llama_router_codemod.verify.probe.drafts import Draft
from llama_router_codemod.verify.probe.examples import Style
from llama_router_codemod.verify.probe.operation import WHOLE_BODY
from llama_router_codemod.verify.probe.service_cases import answer_cases, stream_cases


class Chat(BaseModel):
    model: str
    stream: bool | None = False
    top: int = 1


def chat() -> Basis:
    app = FastAPI()

    @app.post("/v1/chat")
    def chat(chat: Chat) -> None: ...

    return Basis.of(operation_of(app, "chat"), Style.DISTINCT, Style.BARE)


def orders() -> Basis:
    app = FastAPI()

    @app.get("/v1/orders")
    def orders() -> None: ...

    return Basis.of(operation_of(app), Style.DISTINCT, Style.BARE)


def by_text(cases: Iterable[tuple[Case, Draft]]) -> dict[str, Draft]:
    return {str(case): draft for case, draft in cases}


def test_operation_without_streams() -> None:
    assert by_text(stream_cases(orders())) == {}


def test_streams_that_are_not_declared() -> None:
    app = FastAPI()

    @app.post("/v1/orders")
    def orders(params: Annotated[dict[str, int], Body(embed=True)], top: Annotated[int, Body()]) -> None: ...

    basis = Basis.of(operation_of(app), Style.DISTINCT, Style.BARE)
    assert by_text(stream_cases(basis)) == {
        "stream:undeclared": Draft(body={"params": {"key": 7}, "top": 7, "stream": True}),
        "stream:undeclared-in-params": Draft(body={"params": {"key": 7, "stream": True}, "top": 7}),
    }


def test_a_whole_body_without_a_declared_stream() -> None:
    app = FastAPI()

    @app.post("/v1/orders")
    def orders(params: dict[str, int]) -> None: ...

    basis = Basis.of(operation_of(app), Style.DISTINCT, Style.BARE)
    asked = Draft(body={WHOLE_BODY: {"key": 7, "stream": True}})
    assert by_text(stream_cases(basis)) == {f"stream:undeclared-in-{WHOLE_BODY}": asked}


def test_streams() -> None:
    full = {"model": "model_1", "stream": True, "top": 7}

    def streaming(answer: AnswerMode = Answer.FULL) -> Draft:
        return Draft(body=full, answer=answer)

    assert by_text(stream_cases(chat())) == {
        "stream:true": streaming(),
        "stream:true-required": Draft(body={"model": "model_1", "stream": True}),
        "stream:false": Draft(body={**full, "stream": False}),
        "stream:null": Draft(body={**full, "stream": None}),
        "stream-fails:0": streaming(StreamFails(0)),
        "stream-fails:1": streaming(StreamFails(1)),
        "stream:raise-ValueError": streaming(Raises(ErrorName.VALUE)),
        "stream:raise-RuntimeError": streaming(Raises(ErrorName.RUNTIME)),
        "stream:raise-ModelNotFoundError": streaming(Raises(ErrorName.MODEL_NOT_FOUND)),
    }


def test_every_error_is_raised_and_every_answer_given() -> None:
    cases = by_text(answer_cases(orders()))
    answers = [draft.answer for draft in cases.values()]
    others = [answer for answer in Answer if answer is not Answer.FULL]
    assert sorted(map(repr, answers)) == sorted(map(repr, [*map(Raises, ErrorName), *others]))
    assert {draft.body for draft in cases.values() if not isinstance(draft.body, dict)} == set()
    assert [case for case in cases if not case.startswith("raise:")] == [
        "answer:none",
        "answer:undeclared",
        "answer:wider",
        "dict-answer",
        "minimal-answer",
    ]
