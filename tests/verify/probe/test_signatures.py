"""Signatures as the legacy server saw them, and as data."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Annotated, Any, Optional

import pytest
from fastapi import Body
from pydantic import BaseModel, Field
from served import AFTER, LIMIT

from llama_router_codemod.verify.messages.method import ObjectPath, Parameter, Recorded, SignatureSource
from llama_router_codemod.verify.probe.signatures import (
    binding_signature,
    described_parameters,
    request_model,
    signature_of,
    wire_signature,
)


class Point(BaseModel):
    x: int


class OtherPoint(BaseModel): ...


POINT = Point(x=1)


class Orders:
    def method(self, limit: int = 20) -> None: ...

    @classmethod
    def of_class(cls, limit: int) -> None: ...

    def of_this(this, limit: int) -> None: ...  # noqa: N805

    def without_self(limit: int) -> None: ...  # noqa: N805

    def required(self, limit: int = Field(ge=1)) -> None: ...

    def described(self, limit: int = Field(20, ge=1)) -> None: ...

    def made(self, tags: list[str] = Field(default_factory=list)) -> None: ...  # noqa: B008

    def marked(self, limit: int = Body(20)) -> None: ...

    def answered(self, of: Point, limit: int = 1) -> Unknown: ...  # type: ignore[name-defined] # noqa: F821

    def unknown(self, of: Unknown, limit: int = 1) -> None: ...  # type: ignore[name-defined] # noqa: F821


@pytest.mark.parametrize(
    ("function", "signature"),
    [
        (Orders.method, "(limit: int = 20) -> None"),
        (Orders().method, "(limit: int = 20) -> None"),
        (Orders.of_class, "(limit: int) -> None"),
        (Orders.of_this, "(limit: int) -> None"),
        (Orders.without_self, "(limit: int) -> None"),
        (Orders.required, "(limit: int) -> None"),
        (Orders.described, "(limit: int = 20) -> None"),
        (Orders.made, "(tags: list[str] = []) -> None"),
    ],
)
def test_signature_on_the_wire(function: Any, signature: str) -> None:
    assert str(wire_signature(function)) == signature


def test_marker_of_fastapi_stays() -> None:
    assert type(wire_signature(Orders.marked).parameters["limit"].default).__name__ == "Body"


def test_types_are_looked_up() -> None:
    """As text they would be looked up by FastAPI, in the module of the recorder."""
    assert wire_signature(Orders.method).parameters["limit"].annotation is int


def test_a_type_of_the_answer_that_only_type_checkers_import() -> None:
    parameters = wire_signature(Orders.answered).parameters
    assert {name: parameter.annotation for name, parameter in parameters.items()} == {"of": Point, "limit": int}


def test_an_unknown_type_of_a_parameter() -> None:
    with pytest.raises(NameError):
        wire_signature(Orders.unknown)


# Sources


def shop_orders(shop: Callable[..., Any], arguments: str) -> None:
    imports = "from typing import Literal\n\n\nclass Order: ...\n\n\n"
    shop({"shop/orders.py": f"{imports}class Orders:\n    async def list_orders(self, {arguments}): ...\n"})


LIST = ObjectPath("shop.orders", "Orders.list_orders")


def test_signature_of_a_function(shop: Callable[..., Any]) -> None:
    shop_orders(shop, "limit: int = 20")
    assert str(signature_of(SignatureSource(LIST))) == "(limit: int = 20)"


def test_signature_of_source(shop: Callable[..., Any]) -> None:
    """Its types are those of the module, or of typing."""
    shop_orders(shop, "limit: int = 20")
    source = SignatureSource(LIST, "self, *, order: Order, kind: Optional[str] = None, limit: Literal[1] = 1")
    signature = signature_of(source)
    assert [parameter.kind.name for parameter in signature.parameters.values()] == ["KEYWORD_ONLY"] * 3
    assert signature.parameters["order"].annotation.__name__ == "Order"


def test_source_with_an_unknown_type(shop: Callable[..., Any]) -> None:
    shop_orders(shop, "limit: int = 20")
    with pytest.raises(NameError):
        signature_of(SignatureSource(LIST, "self, limit: Unknown"))


# Data


def test_parameters_as_data() -> None:
    def function(a: int, /, b: str = "x", *c: int, d: Any = POINT, **e: int) -> None: ...

    described = described_parameters(inspect.signature(function))
    assert described == (
        Parameter("a", "POSITIONAL_ONLY"),
        Parameter("b", "POSITIONAL_OR_KEYWORD", Recorded("x")),
        Parameter("c", "VAR_POSITIONAL"),
        Parameter("d", "KEYWORD_ONLY", Recorded({"$model": "Point", "value": {"x": 1}, "set": ["x"]})),
        Parameter("e", "VAR_KEYWORD"),
    )


def test_default_of_none_is_a_default() -> None:
    def function(a: int | None = None) -> None: ...

    assert described_parameters(inspect.signature(function)) == (
        Parameter("a", "POSITIONAL_OR_KEYWORD", Recorded(None)),
    )


def test_calls_are_bound_by_data() -> None:
    bound = binding_signature((AFTER, LIMIT)).bind("a")
    bound.apply_defaults()
    assert bound.arguments == {"after": "a", "limit": Recorded(20)}


@pytest.mark.parametrize(
    ("annotation", "found"),
    [
        (Point, Point),
        (Point | None, Point),
        (Optional[Point], Point),  # noqa: UP045 - a union of another kind
        (Point | str, Point),
        (Annotated[Point, Body()], Point),
        (Annotated[Point | None, Body()], Point),
        (list[Point], None),
        (Point | OtherPoint, None),
        (int, None),
        (int | None, None),
        (Annotated[int, Point], None),
        (inspect.Parameter.empty, None),
        ("Point", None),
    ],
)
def test_request_model(annotation: Any, found: type | None) -> None:
    assert request_model(annotation) is found
