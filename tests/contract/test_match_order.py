"""LRC108: routes overlap, and the order in which they are written decides which of them answers."""

from pathlib import Path

import pytest
from routed_methods import method, routed
from trees import told

from llama_router_codemod.contract.match_order import (
    OrderedOperation,
    RegisteredOperation,
    in_match_order,
    match_order,
    overlapping_routes,
)
from llama_router_codemod.model.route import Verb


def operation(name: str, *paths: str, verb: Verb = Verb.GET, group: str = "") -> RegisteredOperation:
    return RegisteredOperation((group, name), verb, paths)


@pytest.mark.parametrize(
    ("operations", "order"),
    [
        pytest.param([], (), id="none"),
        pytest.param([operation("z", "/z"), operation("a", "/a")], (0, 1), id="no overlap keeps the source order"),
        pytest.param(
            [operation("z", "/a/{x}"), operation("a", "/a/{x}", verb=Verb.POST)],
            (1, 0),
            id="the verb that a 405 allows",
        ),
        pytest.param([operation("a", "/a/{x}"), operation("z", "/a/b")], (0, 1), id="alphabetical already"),
        pytest.param([operation("z", "/a/{x}"), operation("a", "/a/b")], (1, 0), id="two"),
        pytest.param(
            [operation("d", "/{x}"), operation("c", "/{x}"), operation("b", "/{x}"), operation("a", "/{x}")],
            (3, 2, 1, 0),
            id="a stack",
        ),
        pytest.param(
            [operation("z", "/{x}"), operation("m", "/other/y"), operation("a", "/a")],
            (2, 0, 1),
            id="what does not overlap stays behind",
        ),
        pytest.param(
            [operation("c", "/a/{x}"), operation("b", "/a/b", "/d/{x}"), operation("a", "/d/e")],
            (2, 1, 0),
            id="through a third",
        ),
        pytest.param(
            [operation("b", "/old/a", "/a/{x}"), operation("a", "/a/b")],
            (1, 0),
            id="the second route of a stack",
        ),
        pytest.param(
            [operation("z", "/a/{x}"), operation("a", "/a/b", group="rag_tool")],
            (0, 1),
            id="a special tool group comes last",
        ),
    ],
)
def test_match_order(operations: list[RegisteredOperation], order: tuple[int, ...]) -> None:
    assert match_order(operations) == order


@pytest.mark.parametrize(
    "methods",
    [
        pytest.param(method("/a", "f(self)"), id="one"),
        pytest.param(method("/a/{x}", "z(self, x: str)") + method("/b", "a(self)"), id="no overlap"),
        pytest.param(method("/a/new", "z(self)") + method("/b/{x}", "a(self, x: str)"), id="other prefixes"),
        pytest.param(method("/a/{x}", "a(self, x: str)") + method("/a/new", "z(self)"), id="alphabetical already"),
        pytest.param(method("/a/{x}", "z(self, x: str)") + method("/a/new", "a(self)", "POST"), id="other verbs"),
    ],
)
def test_nothing_is_overtaken(tmp_path: Path, methods: str) -> None:
    _, api, operations = routed(tmp_path, methods)
    assert list(overlapping_routes(api, operations)) == []


def test_a_method_stands_before_another(tmp_path: Path) -> None:
    methods = method("/a/{x}", "get(self, x: str)") + method("/b", "c(self)") + method("/a/new", "fresh(self)")
    _, api, operations = routed(tmp_path, methods)
    get, other, fresh = operations
    assert in_match_order(api, operations) == [
        OrderedOperation(fresh, (get,)),
        OrderedOperation(get, ()),
        OrderedOperation(other, ()),
    ]
    assert told(overlapping_routes(api, operations)) == [("LRC108", 15, "`fresh` must stand before `get`")]


def test_a_method_stands_before_several(tmp_path: Path) -> None:
    methods = "".join(method(f"/{{x}}/{name}", f"{name}(self, x: str)") for name in ("c", "b"))
    _, api, operations = routed(tmp_path, methods + method("/{x:path}", "all(self, x: str)"))
    assert told(overlapping_routes(api, operations)) == [("LRC108", 15, "`all` must stand before `c`, `b`")]
