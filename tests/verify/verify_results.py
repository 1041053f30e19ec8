"""Results of `verify`, made by hand for the tests of the reports."""

from __future__ import annotations

from typing import Any

from llama_router_codemod.verify.result import Check, Difference, RouteResult, VerifyResult

ROUTE = "GET /v1/orders"
SERVICE = "every field is answered"


def result(*routes: RouteResult, **more: Any) -> VerifyResult:
    fields = {"before": "old", "after": "new", "seed": 3, "texts": 4, "drift": 0, "not_written": None}
    lists = ("documents", "refused", "uncalled", "not_answered", "not_imported", "unmountable", "without_method")
    return VerifyResult(**{**fields, **{name: [] for name in lists}, **more}, routes=list(routes))


def route(*differences: Difference, name: str = ROUTE, requests: int = 10) -> RouteResult:
    """A route of the method orders.list_orders, to which that many requests were sent."""
    differing = sum(item.check is Check.BEHAVIOUR for item in differences)
    return RouteResult(
        route=name,
        api="orders",
        method="list_orders",
        requests=requests,
        equal=requests - differing,
        differences=list(differences),
    )


def change(check: Check, place: str, before: Any, after: Any, finding: str | None = None) -> Difference:
    return Difference(check=check, place=place, before=before, after=after, finding=finding)


def answer(kind: str, before: dict[str, Any], after: dict[str, Any], finding: str | None = None) -> Difference:
    difference = change(Check.BEHAVIOUR, kind, before, after, finding)
    return difference.model_copy(update={"curl": f"curl http://localhost:8321/{kind}", "service": SERVICE})


def accepted(difference: Difference) -> Difference:
    return difference.model_copy(update={"accepted": True})
