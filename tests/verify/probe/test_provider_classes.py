"""The arguments of a Protocol's method with what all of its implementations have in another way."""

from __future__ import annotations

import ast

import pytest

from llama_router_codemod.verify.probe.provider_classes import agreed_arguments


def agreed(own: str, *implementations: str) -> str:
    declared = ast.parse(f"async def list_orders({own}): ...").body[0]
    return agreed_arguments(declared, list(implementations))


@pytest.mark.parametrize("own", ["self", "cls", ""])
def test_no_arguments(own: str) -> None:
    assert agreed(own, "self, limit: int") == "self"


def test_no_implementation() -> None:
    assert agreed("self, shop: str, limit: int = 20") == "self, *, shop: str, limit: int = 20"


@pytest.mark.parametrize(
    ("implementations", "expected"),
    [
        pytest.param(["self, limit: int = 20"], "limit: int = 20", id="as declared"),
        pytest.param(["self, limit: str = 20"], "limit: str = 20", id="another type"),
        pytest.param(["self, limit = 20"], "limit = 20", id="no type"),
        pytest.param(["self, limit: int = 10"], "limit: int = 10", id="another default"),
        pytest.param(["self, limit: int"], "limit: int", id="no default"),
        pytest.param(["self, *, limit: str"], "limit: str", id="by name only"),
        pytest.param(["self, limit: str, /"], "limit: str", id="by position only"),
        pytest.param(["self, limit: str", "self, a, b, limit: str = 20"], "limit: str = 20", id="agreed type"),
        pytest.param(["self, limit: str = 1", "self, limit: float = 1"], "limit: int = 1", id="agreed default"),
        pytest.param(["self, limit: str", "self, count: str"], "limit: int = 20", id="one has another name"),
        pytest.param(["self, **options"], "limit: int = 20", id="one that takes anything"),
    ],
)
def test_what_implementations_agree_in(implementations: list[str], expected: str) -> None:
    assert agreed("self, limit: int = 20", *implementations) == f"self, *, {expected}"


def test_implementations_that_agree_in_nothing() -> None:
    assert agreed("self, limit: int = 20", "self, limit: str", "self, limit: float = 1") == "self, *, limit: int = 20"


def test_each_argument_for_itself() -> None:
    own = "self, a: int, b: int = 1, *, c: int, d: int = 2"
    assert agreed(own, "self, a: int = 0, b: int = 1, *, c: str, d: int = 2") == (
        "self, *, a: int = 0, b: int = 1, c: str, d: int = 2"
    )


def test_order_is_that_of_the_protocol() -> None:
    """An argument that is required may stand behind one that is not."""
    text = agreed("self, a: int, b: int", "self, b: int, a: int = 0")
    assert text == "self, *, a: int = 0, b: int"
    compile(f"def f({text}): ...", "agreed", "exec")
