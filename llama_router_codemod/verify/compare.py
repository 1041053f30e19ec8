"""What two records differ in, route by route."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from llama_router_codemod.verify.curl import curl_command, what_service_does
from llama_router_codemod.verify.document_difference import PublishedRoute, document_differences
from llama_router_codemod.verify.explain import Explanations
from llama_router_codemod.verify.probe.paths import published_operation
from llama_router_codemod.verify.result import Check, Difference, RouteResult
from llama_router_codemod.verify.schema_difference import NOT_THERE
from llama_router_codemod.verify.unpublished_answers import unpublished_answers

Record = dict[str, Any]
ASPECTS = ("status", "content_type", "kept_header", "allow", "body", "raised", "calls")
COLUMNS = ("tag", "deprecated", "authentication", "scope", "span")


def compare_records(plan: Record, before: Record, after: Record, explanations: Explanations) -> list[RouteResult]:
    """A result for each route of either record, in the order of the first; what findings announced, names them."""
    results = _routes(plan, before, after)
    _compare_tables(results, before, after)
    _compare_documents(results, plan, before, after)
    _compare_drift(results, before, after)
    for result in results.values():
        for difference in result.differences:
            difference.finding = explanations.code(result, difference)
    _compare_answers(results, plan, before, after, explanations)
    return list(results.values())


def _routes(plan: Record, before: Record, after: Record) -> dict[str, RouteResult]:
    owners = {
        f"{route['verb']} {route['path']}": {"api": method["api"], "method": method["name"]}
        for method in plan["methods"]
        for route in method["routes"]
    }
    # A route that only the second tree has belongs to the API of a route with its path, if there is one.
    by_path = {route.partition(" ")[2]: {**owner, "method": None} for route, owner in owners.items()}
    unknown = {"api": None, "method": None}
    return {
        route: RouteResult(route=route, **(owners.get(route) or by_path.get(route.partition(" ")[2], unknown)))
        for route in dict.fromkeys([*_by_route(before), *_by_route(after)])
    }


def _compare_tables(results: dict[str, RouteResult], before: Record, after: Record) -> None:
    old, new = _by_route(before), _by_route(after)
    for route, result in results.items():
        result.differences += _table_differences(old.get(route, []), new.get(route, []))


def _compare_documents(results: dict[str, RouteResult], plan: Record, before: Record, after: Record) -> None:
    for route, result in results.items():
        if route in before["published"] and route in after["published"]:
            old, new = PublishedRoute.of(before, route), PublishedRoute.of(after, route)
            result.differences += [
                Difference(check=Check.DOCUMENT, place=place, before=was, after=is_now)
                for place, was, is_now in document_differences(old, new)
            ]
    for route, place, answered, published in unpublished_answers(plan, after):
        change = Difference(check=Check.DOCUMENT, place=f"{place} that is answered", before=answered, after=published)
        results[route].differences.append(change)


def _compare_drift(results: dict[str, RouteResult], before: Record, after: Record) -> None:
    for item in after["drift"]:
        if item not in before["drift"] and item["route"] in results:
            place = f"{item['method']}, {item['with']}"
            change = Difference(check=Check.DRIFT, place=place, before="agrees", after=item["what"])
            results[item["route"]].differences.append(change)


def _compare_answers(
    results: dict[str, RouteResult], plan: Record, before: Record, after: Record, explanations: Explanations
) -> None:
    for request, was, is_now in zip(plan["requests"], before["results"], after["results"], strict=True):
        result = results[request["route"]]
        result.requests += 1
        twin = _moved_list(plan, before, after, request)
        if twin and (unlike := _answer_difference(request, twin, is_now)):
            result.differences.append(unlike)  # more than the place of the list has changed
        elif other := _answer_difference(request, was, is_now):
            other.finding = explanations.code(result, other, request)
            result.differences.append(other)
        else:
            result.equal += 1


def _moved_list(plan: Record, before: Record, after: Record, request: Record) -> Record | None:
    """LRC102: how the first tree answered the same list in the body of a GET, if it is in the query now."""
    kind, _, name = request["kind"].partition(":")
    route = request["route"]
    if kind != "query-form" or name in _parameters(before, route) or name not in _parameters(after, route):
        return None
    pairs = zip(plan["requests"], before["results"], strict=True)
    twin = (route, f"body-form:{name}")
    return next((result for other, result in pairs if (other["route"], other["kind"]) == twin), None)


def _parameters(record: Record, route: str) -> set[str]:
    operation = published_operation(record["document"], *route.split(" ", 1))
    return {item["name"] for item in operation.get("parameters", ())}


def _by_route(record: Record) -> dict[str, list[dict[str, Any]]]:
    routes: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in record["rows"]:
        routes[f"{row['verb']} {row['path']}"].append(row)
    return dict(routes)


def _table_differences(old: list[dict[str, Any]], new: list[dict[str, Any]]) -> Iterator[Difference]:
    if len(old) != len(new):
        yield Difference(check=Check.ROUTES, place="served", before=_times(len(old)), after=_times(len(new)))
        return
    for left, right in zip(old, new, strict=True):
        for column in COLUMNS:
            if left[column] != right[column]:
                yield Difference(check=Check.ROUTES, place=column, before=left[column], after=right[column])


def _times(count: int) -> str:
    return {0: NOT_THERE, 1: "once"}.get(count, f"{count} times")


def _answer_difference(request: Record, old: Record, new: Record) -> Difference | None:
    aspects = [aspect for aspect in ASPECTS if not same_json(old[aspect], new[aspect])]
    if not aspects:
        return None
    return Difference(
        check=Check.BEHAVIOUR,
        place=request["kind"],
        before={aspect: old[aspect] for aspect in aspects},
        after={aspect: new[aspect] for aspect in aspects},
        curl=curl_command(request),
        service=what_service_does(request["answer"]),
    )


def same_json(one: Any, two: Any) -> bool:
    """Whether two values are the same to a client and to an implementation; to Python 1, 1.0 and True are equal."""
    return json.dumps(one, sort_keys=True) == json.dumps(two, sort_keys=True)


def first_difference(old: Any, new: Any, place: str = "") -> tuple[str, Any, Any]:
    """Where two JSON values first differ, with the values there: (".calls[0].arguments.limit", 20, None)."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in [*old, *(key for key in new if key not in old)]:
            if key not in old or key not in new:
                return f"{place}.{key}", old.get(key, NOT_THERE), new.get(key, NOT_THERE)
            if not same_json(old[key], new[key]):
                return first_difference(old[key], new[key], f"{place}.{key}")
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for index, (left, right) in enumerate(zip(old, new, strict=True)):
            if not same_json(left, right):
                return first_difference(left, right, f"{place}[{index}]")
    return place, old, new
