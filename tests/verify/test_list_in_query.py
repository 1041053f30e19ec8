"""Lists of every kind: what their move from the body to the query explains, and what it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from served import request

from llama_router_codemod.contract.list_of_a_get import ListInQuery
from llama_router_codemod.verify.change import DocumentChange
from llama_router_codemod.verify.document_place import DocumentPlace, Keyword, Part, Property, SchemaPlace
from llama_router_codemod.verify.list_in_query import moves_list_to_query
from llama_router_codemod.verify.messages.method import MethodName
from llama_router_codemod.verify.messages.record import Call, CallContext, Outcome
from llama_router_codemod.verify.messages.request import JsonBody
from llama_router_codemod.verify.outcome_difference import outcome_change

if TYPE_CHECKING:
    from llama_router_codemod.verify.messages.request import Request

METHOD = MethodName("orders", "list_orders")
BODY = request(body=JsonBody(["a"]))
REFUSED = Outcome(400, body={"loc": "body"})


def called(ids: Any) -> Outcome:
    return Outcome(200, calls=(Call(METHOD, CallContext(), {"ids": ids}),))


def explains(default: str | None, sent: Request, before: Outcome, after: Outcome) -> bool:
    change = outcome_change(sent, before, after)
    assert change is not None
    return moves_list_to_query(ListInQuery("ids", "list[str]", default), change)


@pytest.mark.parametrize(
    ("default", "sent", "before", "after"),
    [
        pytest.param(None, BODY, called(["a"]), Outcome(400), id="a required list that the query lacks"),
        pytest.param(None, request(), REFUSED, Outcome(400, body={"loc": "query"}), id="a list that both lack"),
        pytest.param("['x']", BODY, called(["a"]), called(["x"]), id="another default"),
        pytest.param("('x',)", BODY, REFUSED, called(["x"]), id="a tuple"),
        pytest.param("{'y', 'x'}", BODY, called({"$set": ["a"]}), called({"$set": ["x", "y"]}), id="a set"),
        pytest.param("NAMES", BODY, called(["a"]), called(["x"]), id="a default of the checkout"),
        pytest.param("None", request("/v1?ids=5&ids=6"), called(None), called([5, 6]), id="numbers"),
        pytest.param("3", BODY, called(["a"]), called(3), id="a default of another type"),
        pytest.param("None", request("/v1?ids=b&ids=a"), called(None), called({"$set": ["a", "b"]}), id="in a set"),
    ],
)
def test_moved_lists(default: str | None, sent: Request, before: Outcome, after: Outcome) -> None:
    assert explains(default, sent, before, after)


@pytest.mark.parametrize(
    ("default", "sent", "before", "after"),
    [
        pytest.param("['x']", BODY, called(["a"]), called(["y"]), id="no default of it"),
        pytest.param("['x']", BODY, called(["a"]), called(None), id="nothing instead of the default"),
        pytest.param("3", BODY, called(["a"]), called([3]), id="a list instead of the default"),
        pytest.param("None", request(), called(["a"]), REFUSED, id="a call without the list"),
        pytest.param("None", request("/v1?ids=b"), called(None), called({"$set": ["a"]}), id="another item"),
    ],
)
def test_other_changes(default: str | None, sent: Request, before: Outcome, after: Outcome) -> None:
    assert not explains(default, sent, before, after)


@pytest.mark.parametrize(
    ("place", "explained"),
    [
        pytest.param(SchemaPlace(Part.BODY), True, id="the body"),
        pytest.param(SchemaPlace(Part.BODY, path=(Property("ids"), Keyword("required"))), True, id="a part of it"),
        pytest.param(SchemaPlace(Part.PARAMETER, "ids"), True, id="the query"),
        pytest.param(SchemaPlace(Part.BODY, path=(Property("names"),)), False, id="another part"),
        pytest.param(SchemaPlace(Part.PARAMETER, "names"), False, id="another parameter"),
        pytest.param(SchemaPlace(Part.ANSWER, path=(Property("ids"),)), False, id="the answer"),
    ],
)
def test_where_a_document_has_it(place: DocumentPlace, explained: bool) -> None:
    change = DocumentChange(place, "there", "not there")
    assert moves_list_to_query(ListInQuery("ids", "list[str]"), change) is explained
