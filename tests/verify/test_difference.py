"""Changes as the result shows them."""

from __future__ import annotations

import pytest

from llama_router_codemod.verify.change import (
    Aspect,
    Change,
    Column,
    DocumentChange,
    DriftChange,
    OutcomeChange,
    TableChange,
)
from llama_router_codemod.verify.difference import difference
from llama_router_codemod.verify.document_place import Keyword, Part, SchemaPlace
from llama_router_codemod.verify.messages.answer_mode import StreamFails
from llama_router_codemod.verify.messages.method import MethodName
from llama_router_codemod.verify.messages.record import Disagreement, Outcome
from llama_router_codemod.verify.messages.request import Case, CaseKind, JsonBody, Request
from llama_router_codemod.verify.messages.route_key import RouteKey
from llama_router_codemod.verify.result import Check, Difference

ORDERS = RouteKey("POST", "/v1/orders")
REQUEST = Request(
    ORDERS, Case(CaseKind.TYPE, "limit", 2), "POST", "/v1/orders", JsonBody({"limit": "x"}), StreamFails(1)
)


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        (
            TableChange(Column.TAG, "Orders", "Stock"),
            Difference(check=Check.ROUTES, place="tag", before="Orders", after="Stock"),
        ),
        (
            DocumentChange(SchemaPlace(Part.PARAMETER, "limit", (Keyword("default"),)), 20, None),
            Difference(check=Check.DOCUMENT, place="parameter limit.default", before=20, after=None),
        ),
        (
            DriftChange(Disagreement(MethodName("orders", "place"), ORDERS, "route", "`limit` is not there")),
            Difference(check=Check.DRIFT, place="orders.place, route", before="agrees", after="`limit` is not there"),
        ),
        (
            OutcomeChange(REQUEST, (Aspect.STATUS, Aspect.CALLS), Outcome(200, body="same"), Outcome(400, body="same")),
            Difference(
                check=Check.BEHAVIOUR,
                place="type:limit:2",
                before={"status": 200, "calls": []},
                after={"status": 400, "calls": []},
                curl="curl -X POST http://localhost:8321/v1/orders "
                """-H 'content-type: application/json' -d '{"limit": "x"}'""",
                service="the stream fails in place of item 1",
            ),
        ),
    ],
    ids=["table", "document", "drift", "outcome"],
)
def test_change(change: Change, shown: Difference) -> None:
    assert difference(change, None) == shown
    assert difference(change, "LRC102") == shown.model_copy(update={"finding": "LRC102"})


def test_names_of_aspects_are_plain_text() -> None:
    shown = difference(OutcomeChange(REQUEST, (Aspect.STATUS,), Outcome(200), Outcome(400)), None)
    assert [type(key) for key in shown.before] == [str]
