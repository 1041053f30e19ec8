"""Which finding announced a change: what each rule explains, and what is close to it but must stay open."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

import pytest

from llama_router_codemod.contract.implementation_wins import ImplementationWins
from llama_router_codemod.contract.implementation_wins import Reason as Winning
from llama_router_codemod.contract.list_of_a_get import ListInQuery
from llama_router_codemod.contract.published_elsewhere import PublishedElsewhere
from llama_router_codemod.contract.served_verb import OtherVerbServedAsPost
from llama_router_codemod.contract.type_in_quotes import TypeInQuotes
from llama_router_codemod.contract.undeclared_fields import Reason, UndeclaredFields
from llama_router_codemod.contract.undeclared_stream import UndeclaredStream
from llama_router_codemod.contract.unpublished_text import UnpublishedText
from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.model.place import Place
from llama_router_codemod.rewrite.descriptions.colon_entries import ColonEntries
from llama_router_codemod.rewrite.descriptions.two_texts import DroppedText
from llama_router_codemod.rewrite.descriptions.unknown_field import UnknownField
from llama_router_codemod.rewrite.descriptions.unmoved_text import UnmovedText
from llama_router_codemod.rewrite.documents.newly_published import NewlyPublished
from llama_router_codemod.rewrite.documents.published_once import PublishedOnce
from llama_router_codemod.verify.change import (
    Aspect,
    Change,
    Column,
    DocumentChange,
    DriftChange,
    OutcomeChange,
    TableChange,
)
from llama_router_codemod.verify.document_place import (
    DocumentPlace,
    Keyword,
    Member,
    Part,
    Property,
    SchemaPlace,
    TextPlace,
    WrittenPlace,
)
from llama_router_codemod.verify.explain import Explanations
from llama_router_codemod.verify.json_difference import NOT_THERE
from llama_router_codemod.verify.messages.answer_mode import Answer
from llama_router_codemod.verify.messages.json_value import Json
from llama_router_codemod.verify.messages.method import MethodName
from llama_router_codemod.verify.messages.record import Call, CallContext, Disagreement, Outcome
from llama_router_codemod.verify.messages.request import Body, Case, CaseKind, JsonBody, Request, TextBody
from llama_router_codemod.verify.messages.route_key import RouteKey
from llama_router_codemod.verify.outcome_difference import outcome_change

ROUTE = RouteKey("GET", "/v1/orders")
METHOD = MethodName("orders", "list_orders")
OTHERS = [MethodName("orders", "get_orders"), MethodName("stock", "list_orders"), None]
OTHER_IDS = ["another method", "another API", "unknown"]


def finding(facts: Facts, method: str | None = None, api: str | None = "orders") -> Finding:
    return Finding(Place(PurePosixPath("orders.py"), 1), facts, api, method)


def request(url: str = "/v1/orders", body: Body | None = None, answer: Answer = Answer.FULL) -> Request:
    return Request(ROUTE, Case(CaseKind.FULL), "GET", url, body, answer)


def changed(before: Outcome, after: Outcome, sent: Request | None = None) -> OutcomeChange:
    change = outcome_change(sent or request(), before, after)
    assert change is not None
    return change


def test_nothing_is_announced_without_findings() -> None:
    explanations = Explanations(())
    assert explanations.code(METHOD, changed(Outcome(200), Outcome(400))) is None
    assert explanations.code(METHOD, DocumentChange(TextPlace(Part.SUMMARY), "A.", "B.")) is None
    assert explanations.code(METHOD, TableChange(Column.TAG, "A", "B")) is None
    assert explanations.code(METHOD, DriftChange(Disagreement(METHOD, ROUTE, "route", "`a` is not there"))) is None


# LRC102: a list moves from the body of a GET to its query

LIST = finding(ListInQuery("ids", "list[str] | None"), "list_orders")
AS_BODY = request(body=JsonBody(["a"]))
AS_QUERY = request("/v1/orders?limit=7&ids=a&ids=b")


def called(ids: Any, limit: int = 7, status: int = 200) -> Outcome:
    return Outcome(status, calls=(Call(METHOD, CallContext(), {"ids": ids, "limit": limit}),))


REFUSED = Outcome(400)
ENUMERATION = [{"$enum": "Id", "value": "a"}, {"$enum": "Id", "value": "b"}]


@pytest.mark.parametrize(
    ("sent", "before", "after"),
    [
        pytest.param(AS_BODY, called(["a"]), called(None), id="as body"),
        pytest.param(
            request(body=TextBody("{", "application/json")), REFUSED, called(None), id="a body that was refused"
        ),
        pytest.param(AS_QUERY, called(None), called(["a", "b"]), id="as query"),
        pytest.param(AS_QUERY, called(None), called(ENUMERATION), id="of an enumeration"),
        pytest.param(request("/v1/orders?ids="), called(None), called([""]), id="an empty text"),
        pytest.param(request("/v1/orders?ids=x"), called(None), REFUSED, id="a query that is refused"),
        pytest.param(AS_QUERY, called(None), called(None, status=400), id="the same call"),
    ],
)
def test_list_of_a_get(sent: Request, before: Outcome, after: Outcome) -> None:
    assert Explanations([LIST]).code(METHOD, changed(before, after, sent)) == "LRC102"


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(request(), id="neither"),
        pytest.param(request("/v1/orders?limit=ids"), id="a value"),
        pytest.param(request("/v1/orders?order_ids=a"), id="the end of another name"),
        pytest.param(request("/v1/orders/ids=a"), id="in the path"),
    ],
)
def test_request_without_the_list(sent: Request) -> None:
    assert Explanations([LIST]).code(METHOD, changed(called(["a"]), called(None), sent)) is None


@pytest.mark.parametrize(
    ("sent", "before", "after"),
    [
        pytest.param(AS_BODY, called(["a"]), called(None, 8), id="another argument"),
        pytest.param(AS_BODY, called(["a"]), called(["b"]), id="another list"),
        pytest.param(AS_QUERY, called(None), called(["a"]), id="an item less"),
        pytest.param(AS_QUERY, called(["a"]), called(None), id="a query ignored"),
        pytest.param(request("/v1/orders?ids=a"), called(None), called("a"), id="no list"),
        pytest.param(request("/v1/orders?ids=a"), called(None), called([{"$set": ["a"]}]), id="a list in a list"),
    ],
)
def test_more_than_the_place_of_the_list_has_changed(sent: Request, before: Outcome, after: Outcome) -> None:
    assert Explanations([LIST]).code(METHOD, changed(before, after, sent)) is None


def test_answer_to_the_moved_list_is_compared_with_that_to_the_list_in_its_old_place() -> None:
    """What differs beyond its place was not announced."""
    change = replace(changed(called(["a"]), called(["a", "b"]), AS_QUERY), is_moved=True)
    assert Explanations([LIST]).code(METHOD, change) is None


def test_method_of_a_tool_group() -> None:
    change = changed(called(["a"]), called(None), AS_BODY)
    assert Explanations([LIST]).code(MethodName("orders", "list_orders", "group"), change) == "LRC102"


@pytest.mark.parametrize("method", OTHERS, ids=OTHER_IDS)
def test_list_of_another_method(method: MethodName | None) -> None:
    assert Explanations([LIST]).code(method, changed(called(["a"]), called(None), AS_BODY)) is None


@pytest.mark.parametrize(
    ("place", "code"),
    [
        (SchemaPlace(Part.BODY), "LRC102"),
        (SchemaPlace(Part.PARAMETER, "ids"), "LRC102"),
        (SchemaPlace(Part.PARAMETER, "limit"), None),
        (SchemaPlace(Part.BODY, path=(Property("ids"),)), "LRC102"),
        (SchemaPlace(Part.BODY, path=(Property("limit"),)), None),
        (SchemaPlace(Part.ANSWER), None),
        (TextPlace(Part.PARAMETER, "ids"), None),
    ],
    ids=str,
)
def test_list_of_a_get_in_the_document(place: DocumentPlace, code: str | None) -> None:
    assert Explanations([LIST]).code(METHOD, DocumentChange(place, "application/json", "not there")) == code


def test_list_of_a_get_is_no_column_of_the_table() -> None:
    assert Explanations([LIST]).code(METHOD, TableChange(Column.TAG, "Orders", "Stock")) is None


# LRC105: fields outside the response model

WIDER = {"id": "a", "undeclared_field": "kept"}
FILTERED = finding(UndeclaredFields(Reason.RESPONSE_MODEL, ("get_order", "list_orders")))


def answered(before: Any, after: Any, answer: Answer = Answer.WIDER) -> OutcomeChange:
    return changed(Outcome(200, body=before), Outcome(200, body=after), request(answer=answer))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(WIDER, {"id": "a"}, id="an object"),
        pytest.param({**WIDER, "data": [{"x": 1}]}, {"id": "a", "data": [{"x": 1}]}, id="with a list"),
        pytest.param([WIDER, WIDER], [{"id": "a"}, {"id": "a"}], id="a list"),
        pytest.param({"key": WIDER}, {"key": {"id": "a"}}, id="an object of objects"),
    ],
)
def test_undeclared_field_is_left_out(before: Any, after: Any) -> None:
    assert Explanations([FILTERED]).code(METHOD, answered(before, after)) == "LRC105"


@pytest.mark.parametrize(
    "explanations",
    [
        pytest.param(Explanations(()), id="no finding"),
        pytest.param(Explanations([replace(FILTERED, api="stock")]), id="another API"),
        pytest.param(
            Explanations([finding(UndeclaredFields(Reason.RESPONSE_MODEL, ("get_order",)))]), id="another method"
        ),
    ],
)
def test_undeclared_field_that_no_finding_announced(explanations: Explanations) -> None:
    assert explanations.code(METHOD, answered(WIDER, {"id": "a"})) is None


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(answered(WIDER, {"id": "a"}, Answer.FULL), id="an answer of the declared type"),
        pytest.param(answered({"id": "a"}, WIDER), id="a field more"),
        pytest.param(answered(WIDER, {"id": "b"}), id="another value"),
        pytest.param(answered(WIDER, {}), id="a declared field is gone too"),
        pytest.param(answered({**WIDER, "x": {"y": 1}}, {"id": "a", "x": {}}), id="below"),
        pytest.param(answered([WIDER], [{"id": "b"}]), id="another value in a list"),
        pytest.param(answered([WIDER, WIDER], [{"id": "a"}]), id="an item less"),
        pytest.param(answered(WIDER, None), id="no body"),
        pytest.param(answered({"id": "a", "x": 1}, {"id": "a"}), id="another field"),
        pytest.param(
            changed(Outcome(200, body=WIDER), Outcome(500, body={"id": "a"}), request(answer=Answer.WIDER)),
            id="another status",
        ),
        pytest.param(changed(Outcome(200), called(None), request(answer=Answer.WIDER)), id="another call"),
    ],
)
def test_no_undeclared_field(change: OutcomeChange) -> None:
    assert Explanations([FILTERED]).code(METHOD, change) is None


def test_undeclared_field_of_an_answer_to_a_list() -> None:
    """The list is in the request, but the change is none of its."""
    sent = replace(AS_QUERY, answer=Answer.WIDER)
    change = changed(Outcome(200, body=WIDER), Outcome(200, body={"id": "a"}), sent)
    assert Explanations([LIST, FILTERED]).code(METHOD, change) == "LRC105"


# LRC120: a type that could not be read


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        (Outcome(status=500), Outcome(status=200), "LRC120"),
        (Outcome(raised="PydanticUserError"), Outcome(status=422), "LRC120"),
        (Outcome(status=500), Outcome(status=500, body="else"), None),
        (Outcome(status=200), Outcome(status=422), None),
    ],
)
def test_type_in_quotes(before: Outcome, after: Outcome, code: str | None) -> None:
    quoted = finding(TypeInQuotes("Impl", "order", "'Order'"), "list_orders")
    assert Explanations([quoted]).code(METHOD, changed(before, after)) == code


# LRC110: a stream of one error

STREAM = finding(UndeclaredStream("Order"), "list_orders")
EVENTS = "text/event-stream; charset=utf-8"
STREAMED = changed(Outcome(200, EVENTS), Outcome(400, "application/json"), request(body=JsonBody({"stream": True})))


def test_stream_of_an_error() -> None:
    assert Aspect.CONTENT_TYPE in STREAMED.aspects
    assert Explanations([STREAM]).code(METHOD, STREAMED) == "LRC110"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(Outcome(200, EVENTS, body="data: {}"), Outcome(200, EVENTS, body={}), id="the same content type"),
        pytest.param(Outcome(200, "application/json"), Outcome(200, EVENTS), id="the other way"),
        pytest.param(Outcome(200, "text/plain"), Outcome(200, "application/json"), id="no stream"),
        pytest.param(Outcome(raised="TimeoutError"), Outcome(200, "application/json"), id="no answer"),
    ],
)
def test_no_stream_of_an_error(before: Outcome, after: Outcome) -> None:
    assert Explanations([STREAM]).code(METHOD, changed(before, after)) is None


@pytest.mark.parametrize("method", OTHERS, ids=OTHER_IDS)
def test_stream_of_another_method(method: MethodName | None) -> None:
    assert Explanations([STREAM]).code(method, STREAMED) is None


# LRC206: a parameter as it is written has no place for its text


@pytest.mark.parametrize(
    ("place", "before", "after", "code"),
    [
        pytest.param(TextPlace(Part.PARAMETER, "page"), "Which.", NOT_THERE, "LRC206", id="of the server's document"),
        pytest.param(WrittenPlace(("get", 0, "description")), "Which.", NOT_THERE, "LRC206", id="of a written one"),
        pytest.param(TextPlace(Part.PARAMETER, "page"), "Which.", "Where.", None, id="another text"),
        pytest.param(TextPlace(Part.PARAMETER, "page"), "Where.", NOT_THERE, None, id="another text is lost"),
        pytest.param(TextPlace(Part.PARAMETER, "size"), "Which.", NOT_THERE, None, id="another parameter"),
        pytest.param(TextPlace(Part.SUMMARY), "Which.", NOT_THERE, None, id="no parameter"),
        pytest.param(WrittenPlace(("get", 0, "description")), "Where.", NOT_THERE, None, id="another written text"),
        pytest.param(WrittenPlace(("get", 0, "summary")), "Which.", NOT_THERE, None, id="no description"),
    ],
)
def test_unpublished_text(place: DocumentPlace, before: str, after: Json, code: str | None) -> None:
    explanations = Explanations([finding(UnpublishedText("page", "Which."))])
    assert explanations.code(METHOD, DocumentChange(place, before, after)) == code


# LRC121: a parameter was published in the body


PAGE: Json = {"name": "page", "in": "query"}
SIZE: Json = {"name": "size", "in": "query"}
OPERATION = ("paths", "/v1/orders", "post")
MODEL = ("components", "schemas", "ListOrdersRequest")


@pytest.mark.parametrize(
    ("path", "before", "after", "code"),
    [
        ((*OPERATION, "parameters"), [], [PAGE], "LRC121"),
        ((*OPERATION, "parameters"), [SIZE], [SIZE, PAGE], "LRC121"),
        ((*OPERATION, "parameters"), NOT_THERE, [PAGE], "LRC121"),
        ((*MODEL, "properties", "page"), {}, NOT_THERE, "LRC121"),
        ((*MODEL, "required", "page"), "page", NOT_THERE, "LRC121"),
        ((*OPERATION, "parameters"), [PAGE], [], None),
        ((*OPERATION, "parameters"), [], [SIZE], None),
        ((*OPERATION, "requestBody"), {}, NOT_THERE, None),
        (MODEL, {}, NOT_THERE, None),
        ((*MODEL, "properties", "size"), {}, NOT_THERE, None),
        ((*MODEL, "required", "size"), "size", NOT_THERE, None),
        ((*OPERATION, "summary"), "List.", "All.", None),
    ],
)
def test_published_elsewhere(path: tuple[str | int, ...], before: Json, after: Json, code: str | None) -> None:
    explanations = Explanations([finding(PublishedElsewhere("page", "query"))])
    assert explanations.code(METHOD, DocumentChange(WrittenPlace(path), before, after)) == code


def test_what_several_methods_share() -> None:
    explanations = Explanations([finding(PublishedElsewhere("page", "query"), METHOD.method)])
    change = DocumentChange(WrittenPlace((*MODEL, "properties", "page")), {}, NOT_THERE)
    assert explanations.code_of_any((None, *OTHERS, METHOD), change) == "LRC121"
    assert explanations.code_of_any((None, *OTHERS), change) is None


# LRC201: a field had two texts

BOOK = Property("book")
DESCRIPTION = Keyword("description")
IN_BODY = SchemaPlace(Part.BODY, path=(BOOK, DESCRIPTION))


def described(before: str, place: DocumentPlace = IN_BODY, after: str = "The name.") -> DocumentChange:
    return DocumentChange(place, before, after)


def dropped(text: str) -> Explanations:
    return Explanations([finding(DroppedText("Order", "book", text), api=None)])


@pytest.mark.parametrize(
    "place",
    [
        IN_BODY,
        SchemaPlace(Part.ANSWER, path=(Property("data"), Keyword("items"), BOOK, DESCRIPTION)),
        SchemaPlace(Part.BODY, path=(Member("anyOf", 1), BOOK, DESCRIPTION)),
        SchemaPlace(Part.PARAMETER, "order", (BOOK, DESCRIPTION)),
        SchemaPlace(Part.PARAMETER, "book", (DESCRIPTION,)),
    ],
    ids=str,
)
def test_dropped_text(place: DocumentPlace) -> None:
    assert dropped("The title.").code(METHOD, described("The title.", place)) == "LRC201"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        pytest.param("Another.", IN_BODY, id="another text"),
        pytest.param("The title", IN_BODY, id="a part of the text"),
        pytest.param("", IN_BODY, id="no text"),
        pytest.param("The title.", SchemaPlace(Part.BODY, path=(Property("copies"), DESCRIPTION)), id="another field"),
        pytest.param("The title.", SchemaPlace(Part.BODY, path=(Property("ook"), DESCRIPTION)), id="end of the name"),
        pytest.param("The title.", SchemaPlace(Part.BODY, path=(Property("boo"), DESCRIPTION)), id="start of the name"),
        pytest.param("The title.", SchemaPlace(Part.BODY, path=(Keyword("book"), DESCRIPTION)), id="a keyword"),
        pytest.param(
            "The title.", SchemaPlace(Part.BODY, path=(BOOK, Keyword("component description"))), id="a component"
        ),
        pytest.param("The title.", SchemaPlace(Part.BODY, path=(BOOK, Keyword("default"))), id="a default"),
        pytest.param(
            "The title.", SchemaPlace(Part.BODY, path=(BOOK, Property("description"))), id="a field named description"
        ),
        pytest.param("The title.", SchemaPlace(Part.BODY, path=(DESCRIPTION,)), id="no field"),
        pytest.param("The title.", TextPlace(Part.PARAMETER, "book"), id="a parameter"),
    ],
)
def test_no_dropped_text(text: str, place: DocumentPlace) -> None:
    assert dropped("The title.").code(METHOD, described(text, place)) is None


def test_dropped_text_is_no_column_of_the_table() -> None:
    assert dropped("The title.").code(METHOD, TableChange(Column.TAG, "The title.", "The name.")) is None


def test_dropped_text_in_place_of_which_there_is_none() -> None:
    """The finding says that another text is kept."""
    assert dropped("The title.").code(METHOD, described("The title.", after="not there")) is None


@pytest.mark.parametrize(
    "facts",
    [
        OtherVerbServedAsPost("PUT", "The title."),
        UnknownField("Order", "book"),
        ColonEntries("Order", ("book",)),
        UnmovedText("Order.book", "The title."),
    ],
)
def test_findings_that_explain_nothing(facts: Facts) -> None:
    assert Explanations([finding(facts, api=None)]).code(METHOD, described("The title.")) is None


# LRC101: a verb that was declared, and is served now

PUT_ROUTE = RouteKey("POST", "/v1/orders/{id}")
PUT = finding(OtherVerbServedAsPost("PUT", "/v1/orders/{id}"), "change_orders")
CHANGES = MethodName("orders", "change_orders")


def with_verb(verb: str, after: Outcome, route: RouteKey = PUT_ROUTE, before: int = 405) -> OutcomeChange:
    return changed(
        Outcome(before, allow="POST"), after, Request(route, Case(CaseKind.VERB, verb), verb, "/v1/orders/a")
    )


@pytest.mark.parametrize(
    ("method", "change"),
    [
        (CHANGES, TableChange(Column.VERB, "POST", "PUT")),
        (CHANGES, TableChange(Column.VERB, "POST", "PUT and POST")),
        (CHANGES, with_verb("PUT", Outcome(200))),
        (CHANGES, with_verb("PUT", Outcome(400))),
        (CHANGES, with_verb("PATCH", Outcome(405, allow="PUT"))),
        (METHOD, with_verb("PATCH", Outcome(405, allow="PUT"), RouteKey("GET", "/v1/orders/{id}"))),
    ],
)
def test_a_declared_verb_is_served(method: MethodName, change: Change) -> None:
    assert Explanations([PUT]).code(method, change) == "LRC101"


@pytest.mark.parametrize(
    "change",
    [
        TableChange(Column.VERB, "POST", "PATCH"),
        TableChange(Column.SERVED, "once", "not there"),
        TableChange(Column.SCOPE, "a", "b"),
        with_verb("PUT", Outcome(404)),
        with_verb("PUT", Outcome(405, allow="GET")),
        with_verb("PATCH", Outcome(200)),
        with_verb("PATCH", Outcome(405, allow="GET")),
        with_verb("PATCH", Outcome(405, "text/plain", allow="PUT")),
        with_verb("PUT", Outcome(200), RouteKey("POST", "/v1/stock")),
        with_verb("PUT", Outcome(200), before=400),
        DocumentChange(TextPlace(Part.SUMMARY), "A.", "B."),
    ],
)
def test_other_changes_of_a_declared_verb(change: Change) -> None:
    assert Explanations([PUT]).code(CHANGES, change) is None
    assert Explanations([PUT]).code(OTHERS[1], change) is None


# All of them


def test_every_finding_is_asked() -> None:
    dropped_text = finding(DroppedText("Order", "book", "The title."), api=None)
    explanations = Explanations([finding(OtherVerbServedAsPost("PUT", "/a"), "list_orders"), STREAM, dropped_text])
    assert explanations.code(METHOD, STREAMED) == "LRC110"
    assert explanations.code(METHOD, described("The title.")) == "LRC201"


# Documents that a program of the tree writes


def published(*path: str | int, before: Any = "not there", after: Any = "A text.") -> DocumentChange:
    return DocumentChange(WrittenPlace(path), before, after)


NEW_TEXTS = finding(NewlyPublished("Order", ("town",)), api=None)
TOWN = ("components", "schemas", "Order", "properties", "town")


@pytest.mark.parametrize("method", [METHOD, None])
def test_description_that_is_published_now(method: MethodName | None) -> None:
    assert Explanations([NEW_TEXTS]).code(method, published(*TOWN, "description")) == "LRC307"


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(published(*TOWN, "description", before="Another."), id="another text"),
        pytest.param(published(*TOWN, "title"), id="another key"),
        pytest.param(published(*TOWN[:-1], "street", "description"), id="another field"),
        pytest.param(
            DocumentChange(SchemaPlace(Part.ANSWER, None, (Property("town"),)), "not there", "A."), id="FastAPI's"
        ),
    ],
)
def test_description_that_was_not_announced(change: DocumentChange) -> None:
    assert Explanations([NEW_TEXTS]).code(METHOD, change) is None


ONCE = finding(PublishedOnce("list_orders", ("Orders", "Stock"), ("/orders", "/stock/orders")), api=None)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        (METHOD, ("components", "schemas", "Order", "required", 0)),
        (OTHERS[1], ("components", "schemas", "Order")),
        (METHOD, ("paths", "/v1/orders", "get", "tags", 0)),
        (None, ("paths", "/v1/stock/orders")),
    ],
)
def test_operation_in_place_of_others(method: MethodName | None, path: tuple[str | int, ...]) -> None:
    assert Explanations([ONCE]).code(method, published(*path)) == "LRC308"


@pytest.mark.parametrize(
    ("path", "before", "after", "code"),
    [
        (("tags",), [{"name": "Stock"}, {"name": "Shops"}], [{"name": "Shops"}], "LRC308"),
        (("x-tagGroups", 0, "tags"), ["Shops"], ["Orders", "Shops"], "LRC308"),
        (("tags",), [{"name": "Stock"}, {"name": "Shops"}], [], None),
        (("tags",), [{"name": "Stock"}], [{"name": "Stock", "description": "All."}], None),
        (("x-tagGroups", 0, "name"), "A", "B", None),
    ],
)
def test_tags_of_operations_in_place_of_others(
    path: tuple[str | int, ...], before: Json, after: Json, code: str | None
) -> None:
    assert Explanations([ONCE]).code(None, DocumentChange(WrittenPlace(path), before, after)) == code


@pytest.mark.parametrize(
    ("method", "change"),
    [
        (OTHERS[0], published("components", "schemas", "Order")),
        (None, published("components", "schemas", "Order")),
        (None, published("paths", "/v1/orders/{id}")),
        (METHOD, DocumentChange(TextPlace(Part.SUMMARY), "A.", "B.")),
    ],
)
def test_operation_that_was_published(method: MethodName | None, change: DocumentChange) -> None:
    assert Explanations([ONCE]).code(method, change) is None


RENAMED = finding(ImplementationWins(Winning.RENAMED, ("shop.Orders",), "town", "city"), "list_orders")
TYPED = finding(ImplementationWins(Winning.DIFFERENT, ("shop.Orders",), "town: str", "town: int = 3"), "list_orders")
REQUIRED = ("components", "schemas", "Order", "required")


@pytest.mark.parametrize(
    ("announced", "change"),
    [
        (RENAMED, published(*TOWN, before={}, after="not there")),
        (RENAMED, published(*TOWN[:-1], "city", after={})),
        (RENAMED, published(*REQUIRED, "town", before="town", after=NOT_THERE)),
        (RENAMED, published(*REQUIRED, "city", before=NOT_THERE, after="city")),
        (TYPED, published(*TOWN, "type", before="string", after="integer")),
    ],
)
def test_parameter_as_implementations_take_it(announced: Finding, change: DocumentChange) -> None:
    assert Explanations([announced]).code(METHOD, change) == "LRC103"


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(published(*TOWN[:-1], "street", after={}), id="another parameter"),
        pytest.param(published(*REQUIRED, "street", before="street", after=NOT_THERE), id="a requirement less"),
        pytest.param(DocumentChange(SchemaPlace(Part.BODY), "A.", "B."), id="FastAPI's document"),
    ],
)
def test_parameter_that_was_not_announced(change: DocumentChange) -> None:
    assert Explanations([RENAMED]).code(METHOD, change) is None
