"""What a method is declared to return."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator, Callable
from typing import Any

import pytest
from fastapi.responses import FileResponse
from served import served
from starlette.responses import Response

from llama_router_codemod.verify.probe import return_types as return_types_module
from llama_router_codemod.verify.probe.return_types import ReturnTypes, return_types, split_stream
from llama_router_codemod.verify.probe.tree import Tree


@pytest.mark.parametrize(
    ("annotation", "plain", "item"),
    [
        (int, int, Any),
        (None, None, Any),
        (Any, Any, Any),
        (list[int], list[int], Any),
        (int | None, int | None, Any),
        (AsyncIterator[int], Any, int),
        (AsyncGenerator[int, None], Any, int),
        (AsyncIterable[int], Any, int),
        (str | AsyncIterator[int], str, int),
        (str | None | AsyncIterator[int], str | None, int),
        (AsyncIterator[int] | AsyncIterator[str], Any, int),
    ],
    ids=str,
)
def test_plain_answer_and_item(annotation: Any, plain: Any, item: Any) -> None:
    assert split_stream(annotation) == ReturnTypes(plain, item)


@pytest.mark.parametrize(
    ("plain", "is_nothing", "is_response"),
    [
        (None, True, False),
        (type(None), True, False),
        (Any, False, False),
        (int, False, False),
        (list[int], False, False),
        (Response, False, True),
        (FileResponse, False, True),
        (Response | None, False, True),
    ],
    ids=str,
)
def test_answers_that_are_no_json(plain: Any, is_nothing: bool, is_response: bool) -> None:
    types = ReturnTypes(plain, Any)
    assert (types.is_nothing, types.is_response) == (is_nothing, is_response)


class Plain: ...


@pytest.mark.parametrize(
    ("declared", "found"),
    [
        pytest.param(Plain, ReturnTypes(Any, Any), id="a class without schema"),
        pytest.param(dict[str, Plain] | AsyncIterator[int], ReturnTypes(Any, int), id="inside of a type"),
        pytest.param(int | AsyncIterator[Plain], ReturnTypes(int, Any), id="an item"),
        pytest.param(FileResponse | None, ReturnTypes(FileResponse | None, Any), id="a response or nothing"),
    ],
)
def test_types_without_examples(declared: Any, found: ReturnTypes, monkeypatch: pytest.MonkeyPatch) -> None:
    def method() -> Any: ...

    method.__annotations__["return"] = declared
    monkeypatch.setattr(return_types_module, "declared_method", lambda _: method)
    assert return_types(served()) == found


def test_return_annotation_of_the_protocol(shop: Callable[..., Tree]) -> None:
    shop()
    assert return_types(served()) == ReturnTypes(list[str], Any)


def test_no_return_annotation(shop: Callable[..., Tree]) -> None:
    shop({"shop/orders.py": "class Orders:\n    async def list_orders(self): ...\n"})
    assert return_types(served()).is_nothing
