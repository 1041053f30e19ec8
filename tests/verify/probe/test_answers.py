"""What the recorders answer with: made up by the first tree, of the declared type in both."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from pydantic import BaseModel, field_validator
from served import served

from llama_router_codemod.verify.messages.answer_mode import Answer
from llama_router_codemod.verify.messages.plan import PreparedAnswers
from llama_router_codemod.verify.probe.answers import Answers, invent, invent_answers, wider
from llama_router_codemod.verify.probe.examples import Style
from llama_router_codemod.verify.probe.json_type import JsonType
from llama_router_codemod.verify.probe.tree import Tree

METHOD = served()
TREE = """\
from collections.abc import AsyncIterator

from fastapi import Response
from pydantic import BaseModel


class Order(BaseModel):
    book: str
    copies: int = 1


class Orders:
    async def list_orders(self) -> {annotation}: ...
"""


@pytest.fixture
def returning(shop: Callable[..., Tree]) -> Callable[[str], Answers]:
    """The answers of a method with a return annotation."""

    def of(annotation: str) -> Answers:
        shop({"shop/orders.py": TREE.replace("{annotation}", annotation)})
        return Answers([METHOD], [invent_answers(METHOD)])

    return of


# Made up


@pytest.mark.parametrize(
    ("annotation", "prepared"),
    [
        ("Order", ({"book": "book_1", "copies": 7}, {"book": "book_1"}, {"item": 0}, {"item": 1})),
        ("list[str]", (["value_1"], ["value_1"], {"item": 0}, {"item": 1})),
        ("None", (None, None, {"item": 0}, {"item": 1})),
        ("Response", (None, None, {"item": 0}, {"item": 1})),
        ("AsyncIterator[Order]", (None, None, {"book": "book_1", "copies": 1}, {"book": "book_1"})),
        ("int | AsyncIterator[str]", (7, 7, "value_1", "value_1")),
    ],
)
def test_answers_are_made_up(annotation: str, prepared: tuple[Any, ...], shop: Callable[..., Tree]) -> None:
    shop({"shop/orders.py": TREE.replace("{annotation}", annotation)})
    full, minimal, *items = prepared
    assert invent_answers(METHOD) == PreparedAnswers(METHOD.name, tuple(items), full, minimal)


class Even(BaseModel):
    number: int = 4

    @field_validator("number")
    @classmethod
    def _even(cls, value: int) -> int:
        if value % 2:
            raise ValueError("odd")
        return value


class Never(BaseModel):
    number: int

    @field_validator("number")
    @classmethod
    def _never(cls, value: int) -> int:
        raise ValueError("never")


class PaginatedResponse(BaseModel):
    data: list[str]
    url: str | None = None


def test_first_style_that_validators_accept() -> None:
    assert invent(JsonType(Even), (Style.DISTINCT, Style.CAUTIOUS)) == {"number": 4}


def test_nothing_is_accepted() -> None:
    with pytest.raises(ValueError, match=r"no example of .*Never"):
        invent(JsonType(Never), tuple(Style))


def test_a_type_of_which_no_answer_can_be_made(shop: Callable[..., Tree]) -> None:
    validator = "    @field_validator('copies')\n    def never(cls, value): raise KeyError('odd')\n"
    source = TREE.replace("{annotation}", "Order | AsyncIterator[Order]").replace("= 1\n", "= 1\n" + validator)
    shop({"shop/orders.py": source.replace("BaseModel\n", "BaseModel, field_validator\n", 1)})
    prepared = invent_answers(METHOD)
    assert prepared.failure == "'odd'"
    answers = Answers([METHOD], [prepared])
    assert (answers.plain(METHOD.name, Answer.FULL), answers.item(METHOD.name, 0)) == (None, {"item": 0})


def test_page_with_and_without_address() -> None:
    assert invent(JsonType(PaginatedResponse), (Style.DISTINCT,))["url"] is None
    assert invent(JsonType(PaginatedResponse), (Style.BARE,))["url"] == "kept"


# Answered


@pytest.mark.parametrize(
    ("answer", "dumped"),
    [
        (Answer.FULL, {"book": "book_1", "copies": 7}),
        (Answer.MINIMAL, {"book": "book_1", "copies": 1}),
        (Answer.WIDER, {"book": "book_1", "copies": 7, "undeclared_field": "kept"}),
    ],
)
def test_model(answer: Answer, dumped: dict[str, Any], returning: Callable[[str], Answers]) -> None:
    answered = returning("Order").plain(METHOD.name, answer)
    assert (type(answered).__name__, answered.model_dump()) == ("Order", dumped)


def test_what_is_no_model(returning: Callable[[str], Answers]) -> None:
    answers = returning("Order")
    assert answers.plain(METHOD.name, Answer.NONE) is None
    assert answers.plain(METHOD.name, Answer.UNDECLARED) == {
        "undeclared": ["orders.list_orders"],
        "spelled": [Decimal("1.5"), timedelta(minutes=1)],
    }
    assert answers.plain(METHOD.name, Answer.DICT) == {"book": "book_1", "copies": 7, "undeclared_field": "kept"}


@pytest.mark.parametrize("answer", [Answer.FULL, Answer.MINIMAL, Answer.WIDER, Answer.DICT])
def test_answer_without_a_value_of_its_own_is_the_full_one(answer: Answer, returning: Callable[[str], Answers]) -> None:
    assert returning("list[str]").plain(METHOD.name, answer) == ["value_1"]


def test_nothing(returning: Callable[[str], Answers]) -> None:
    answers = returning("None")
    assert [answers.plain(METHOD.name, answer) for answer in (Answer.FULL, Answer.WIDER)] == [None, None]
    assert answers.item(METHOD.name, 1) == {"item": 1}


def test_response(returning: Callable[[str], Answers]) -> None:
    answers = returning("Response")
    for response in (answers.plain(METHOD.name, Answer.FULL), answers.item(METHOD.name, 0)):
        assert (response.body, response.headers["x-probe"]) == (b"content of a file", "kept")


def test_items_of_a_stream(returning: Callable[[str], Answers]) -> None:
    answers = returning("Order | AsyncIterator[Order]")
    items = [answers.item(METHOD.name, index) for index in range(2)]
    assert [type(item).__name__ for item in items] == ["Order", "Order"]
    assert [item.model_fields_set for item in items] == [{"book", "copies"}, {"book"}]


def test_items_of_no_declared_type(returning: Callable[[str], Answers]) -> None:
    assert returning("Order").item(METHOD.name, 1) == {"item": 1}


# A subclass


def test_wider_answer_is_an_instance_of_the_type() -> None:
    found = wider(Even(number=2))
    assert isinstance(found, Even)
    assert type(found).__name__ == "Even"
    assert found.model_dump() == {"number": 2, "undeclared_field": "kept"}


@pytest.mark.parametrize("value", [None, 1, {"a": [1]}, ["a"], {}, []])
def test_what_is_no_model_is_not_widened(value: Any) -> None:
    assert wider(value) is value


def test_wider_answers_in_lists_and_dicts() -> None:
    several = wider([Even(number=2), Even(number=4)])
    assert [item.undeclared_field for item in several] == ["kept", "kept"]
    assert wider({"a": Even(number=2)})["a"].undeclared_field == "kept"
    assert wider({"a": [None, Even(number=2)]})["a"][1].undeclared_field == "kept"


def test_methods_that_are_gone_answer_nothing(returning: Callable[[str], Answers]) -> None:
    """Those that are left answer as ever."""
    returning("Order")
    answers = Answers([METHOD, served(method="gone")], [invent_answers(METHOD)])
    assert answers.plain(METHOD.name, Answer.FULL).book == "book_1"
    with pytest.raises(KeyError):
        answers.plain(served(method="gone").name, Answer.FULL)
