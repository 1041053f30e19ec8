"""The types of functions whose annotations may be there for type checkers only."""

from typing import TYPE_CHECKING, Annotated

from llama_router_codemod.verify.probe.type_hints import type_hints

if TYPE_CHECKING:
    from decimal import Decimal


def known(a: int, b: "Annotated[str, 5]") -> None: ...


def partly_known(a: int, b: "Decimal", c: "list[str]") -> "Decimal": ...


def test_all_types() -> None:
    assert type_hints(known) == {"a": int, "b": Annotated[str, 5], "return": type(None)}


def test_types_for_type_checkers_are_left_out() -> None:
    assert type_hints(partly_known) == {"a": int, "c": list[str]}
