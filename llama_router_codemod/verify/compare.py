"""What two records differ in, route by route."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from llama_router_codemod.verify.curl import curl_command, what_service_does
from llama_router_codemod.verify.explain import Explanations
from llama_router_codemod.verify.probe.paths import published_operation
from llama_router_codemod.verify.result import Check, Difference, RouteResult
from llama_router_codemod.verify.schema_difference import Side, schema_differences

Record = dict[str, Any]
ASPECTS = ("status", "content_type", "kept_header", "allow", "body", "raised", "calls")
COLUMNS = ("tag", "deprecated", "authentication", "scope")
NOT_THERE = "not there"


def compare_records(plan: Record, before: Record, after: Record, explanations: Explanations) -> list[RouteResult]:
    """A result for each route of either record, in the order of the first; what findings announced, names them."""
    owners = {
        f"{route['verb']} {route['path']}": {"api": method["api"], "method": method["name"]}
        for method in plan["methods"]
        for route in method["routes"]
    }
    unknown = {"api": None, "method": None}
    tables = [_by_route(record["rows"]) for record in (before, after)]
    results = {
        route: RouteResult(route=route, **owners.get(route, unknown)) for route in dict.fromkeys(tables[0] | tables[1])
    }
    for route, result in results.items():
        result.differences += _table_differences(tables[0].get(route, []), tables[1].get(route, []))
        if route in before["published"] and route in after["published"]:
            result.differences += _document_differences(route, before, after)
    for item in after["drift"]:
        if item not in before["drift"] and (result := results.get(item["route"])) is not None:
            place = f"{item['method']}, {item['with']}"
            result.differences.append(Difference(check=Check.DRIFT, place=place, before="agrees", after=item["what"]))
    for result in results.values():
        for difference in result.differences:
            difference.finding = explanations.code(result, difference)
    for request, old, new in zip(plan["requests"], before["results"], after["results"], strict=True):
        result = results[request["route"]]
        result.requests += 1
        difference = _answer_difference(request, old, new)
        if difference is None:
            result.equal += 1
        else:
            difference.finding = explanations.code(result, difference, request)
            result.differences.append(difference)
    return list(results.values())


def _by_route(rows: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    routes: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
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


def _document_differences(route: str, before: Record, after: Record) -> Iterator[Difference]:
    for place, old, new in _differing_places(route, before, after):
        yield Difference(check=Check.DOCUMENT, place=place, before=old, after=new)


def _differing_places(route: str, before: Record, after: Record) -> Iterator[tuple[str, Any, Any]]:
    published = [record["published"][route] for record in (before, after)]
    texts = published[1]["texts"]
    for what, text in published[0]["texts"].items():
        # A parameter that is the whole body has no name in a document.
        found = texts.get(what, texts.get("body") if what.startswith("parameter ") else None)
        if found != text:
            yield f"text of {what}", text, NOT_THERE if found is None else found
    documents = [record["document"] for record in (before, after)]
    old, new = (published_operation(document, *route.split(" ", 1)) for document in documents)
    yield from _parameter_differences(old, new, documents)
    yield from _body_differences(old, new, documents)
    answers = [item["answer"] for item in published]
    if all(answers):
        sides = (Side(answer, {**document, **answer}) for answer, document in zip(answers, documents, strict=True))
        yield from schema_differences(*sides, "answer")
    elif any(answers):
        yield "answer", *("declared" if answer else "not declared" for answer in answers)


def _parameter_differences(old: Record, new: Record, documents: list[Record]) -> Iterator[tuple[str, Any, Any]]:
    left, right = ({item["name"]: item for item in operation.get("parameters", ())} for operation in (old, new))
    added = [name for name, item in right.items() if name not in left and item.get("required")]
    for name in [*left, *added]:
        one, two = left.get(name), right.get(name)
        if one is None or two is None:
            yield f"parameter {name}", *(NOT_THERE if item is None else f"in the {item['in']}" for item in (one, two))
            continue
        if one["in"] != two["in"]:
            yield f"parameter {name}", f"in the {one['in']}", f"in the {two['in']}"
        if bool(one.get("required")) != bool(two.get("required")):
            words = ["required" if item.get("required") else "optional" for item in (one, two)]
            yield f"parameter {name}", *words
        sides = (
            Side(_without_text(item.get("schema", {})), document)
            for item, document in zip((one, two), documents, strict=True)
        )
        yield from schema_differences(*sides, f"parameter {name}")


def _body_differences(old: Record, new: Record, documents: list[Record]) -> Iterator[tuple[str, Any, Any]]:
    left, right = (operation.get("requestBody", {}) for operation in (old, new))
    contents = [body.get("content", {}) for body in (left, right)]
    if bool(left.get("required")) != bool(right.get("required")):
        yield "body", *("required" if body.get("required") else "optional" for body in (left, right))
    if set(contents[0]) != set(contents[1]):
        yield "body", *(", ".join(sorted(content)) or NOT_THERE for content in contents)
    for media in contents[0]:
        if media in contents[1]:
            sides = (
                Side(_without_text(content[media]["schema"]), document)
                for content, document in zip(contents, documents, strict=True)
            )
            yield from schema_differences(*sides, "body")


def _without_text(schema: Record) -> Record:
    """Without its own description, which is one of the texts of the route."""
    return {key: value for key, value in schema.items() if key != "description"}


def _answer_difference(request: Record, old: Record, new: Record) -> Difference | None:
    aspects = [aspect for aspect in ASPECTS if old[aspect] != new[aspect]]
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


def first_difference(old: Any, new: Any, place: str = "") -> tuple[str, Any, Any]:
    """Where two JSON values first differ, with the values there: (".calls[0].arguments.limit", 20, None)."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in [*old, *(key for key in new if key not in old)]:
            if key not in old or key not in new:
                return f"{place}.{key}", old.get(key, NOT_THERE), new.get(key, NOT_THERE)
            if old[key] != new[key]:
                return first_difference(old[key], new[key], f"{place}.{key}")
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for index, (left, right) in enumerate(zip(old, new, strict=True)):
            if left != right:
                return first_difference(left, right, f"{place}[{index}]")
    return place, old, new
