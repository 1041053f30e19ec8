"""One tree from its application to its record, and a second one with the plan of the first."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from served import ORDERS

from llama_router_codemod.verify.messages.answer_mode import Answer
from llama_router_codemod.verify.messages.message_file import read_message, write_message
from llama_router_codemod.verify.messages.method import MethodName
from llama_router_codemod.verify.messages.options import ProbeOptions
from llama_router_codemod.verify.messages.plan import Plan
from llama_router_codemod.verify.messages.progress import Progress, Sent, Step
from llama_router_codemod.verify.messages.record import Record
from llama_router_codemod.verify.messages.request import Case, CaseKind, Request
from llama_router_codemod.verify.messages.server_modules import ServerModules
from llama_router_codemod.verify.probe.run import run
from llama_router_codemod.verify.probe.tree import Tree

Shop = Callable[..., Tree]
LIST = MethodName("orders", "list_orders")


def options(directory: Path, **more: int | tuple[str, ...]) -> ProbeOptions:
    """Those of the first tree, where there is no plan yet."""
    plan, record, bytecode = (directory / name for name in ("plan.json", "record.json", "bytecode"))
    how = ProbeOptions("shop", ServerModules(), (directory,), (), plan, record, bytecode, is_first=not plan.exists())
    return replace(how, requests=5, **more)


def recorded(how: ProbeOptions, events: list[Progress] | None = None) -> Record:
    return asyncio.run(run(how, [].append if events is None else events.append))


def test_first_tree(shop: Shop, tmp_path: Path) -> None:
    shop()
    events: list[Progress] = []
    record = recorded(options(tmp_path), events)
    assert [(row.key, row.webmethod) for row in record.rows] == [(ORDERS, LIST)]
    assert [published.texts.summary for published in record.published] == ["List orders."]
    assert [outcome.status for outcome in record.outcomes][:2] == [200, 200]
    assert [[call.arguments for call in outcome.calls] for outcome in record.outcomes][:2] == [
        [{"limit": 7}],
        [{"limit": 20}],
    ]
    assert (record.drift, record.uncalled) == ((), ())
    assert events == [
        Step("Importing the server"),
        Step("Making answers"),
        Step("Making requests"),
        Sent(0, 5),
    ]


def test_plan(shop: Shop, tmp_path: Path) -> None:
    shop()
    recorded(options(tmp_path))
    plan = read_message(Plan, tmp_path / "plan.json")
    assert [method.name for method in plan.methods] == [answers.method for answers in plan.answers] == [LIST]
    assert [str(request.case) for request in plan.requests] == [
        "full",
        "required",
        "empty",
        "without:limit",
        "type:limit:0",
    ]
    assert (plan.refused, plan.import_failures, plan.without_method) == ((), (), ())


def test_second_tree(shop: Shop, tmp_path: Path) -> None:
    shop()
    first = recorded(options(tmp_path))
    plan = (tmp_path / "plan.json").read_bytes()
    events: list[Progress] = []
    assert recorded(options(tmp_path), events) == first
    assert events == [Step("Importing the server"), Sent(0, 5)]
    assert (tmp_path / "plan.json").read_bytes() == plan


def test_second_tree_gets_the_requests_of_the_plan(shop: Shop, tmp_path: Path) -> None:
    shop()
    recorded(options(tmp_path))
    plan = read_message(Plan, tmp_path / "plan.json")
    request = Request(ORDERS, Case(CaseKind.FULL), "GET", "/v1/orders?limit=1", answer=Answer.UNDECLARED)
    write_message(tmp_path / "plan.json", replace(plan, requests=(request,)))
    (outcome,) = recorded(options(tmp_path)).outcomes
    assert (outcome.body, [call.arguments for call in outcome.calls]) == (
        {"undeclared": ["orders.list_orders"], "spelled": [1.5, 60.0]},
        [{"limit": 1}],
    )


@pytest.mark.parametrize(("apis", "requests"), [((), 5), (("orders",), 5), (("stock",), 0)])
def test_apis(apis: tuple[str, ...], requests: int, shop: Shop, tmp_path: Path) -> None:
    shop()
    record = recorded(options(tmp_path, apis=apis))
    assert len(record.outcomes) == requests
    assert record.uncalled == (() if requests else (LIST,))


REFUSING = """\
from fastapi.responses import JSONResponse


async def global_exception_handler(request, exc):
    return JSONResponse(None, 400)


def create_dynamic_typed_route(function, method, route):
    async def endpoint(limit: int = 20):
        return JSONResponse(None, 400)

    return endpoint
"""


def test_route_that_refuses_everything(shop: Shop, tmp_path: Path) -> None:
    shop({"shop/core/server/server.py": REFUSING})
    record = recorded(options(tmp_path))
    assert read_message(Plan, tmp_path / "plan.json").refused == (ORDERS,)
    assert {outcome.status for outcome in record.outcomes} == {400}
    assert record.uncalled == (LIST,)


def test_tree_that_is_not_the_one_on_the_path(shop: Shop, tmp_path: Path) -> None:
    shop()
    with pytest.raises(ImportError, match="which is not the tree"):
        recorded(replace(options(tmp_path), roots=(tmp_path / "other",)))
