"""The requests that are sent to both trees, made from the first tree's own OpenAPI operation of each route.

A request is plain JSON: {route, kind, method, url, body, answer}. `kind` names what is special about it
("missing:model", "type:limit:2"); `answer` is the mode of the recorders while it is sent. `body` is null (no body at
all), {"json": value}, {"text": ..., "type": ...} or {"form": {...}, "files": {...}}.
"""

from __future__ import annotations

import json
from itertools import zip_longest
from random import Random
from typing import TYPE_CHECKING, Any

from llama_router_codemod.verify.probe.examples import Schema, Style
from llama_router_codemod.verify.probe.operation import Operation, make_body, make_url

if TYPE_CHECKING:
    from collections.abc import Iterator

WRONG_JSON: tuple[Any, ...] = ("not-valid", 12345.5, {"unexpected": 1}, [["unexpected"]], True)
WRONG_TEXT = ("not-valid", "12345", "")
EXTREMES = (0, 10**9)
ERRORS = (
    "ValueError",
    "ConflictError",
    "ModelNotFoundError",
    "PermissionError",
    "ConnectionError",
    "TimeoutError",
    "NotImplementedError",
    "RuntimeError",
    "HTTPException",
    "ValidationError",
    "AuthenticationRequiredError",
    "WithStatusCode",
)


class CaseBuilder:
    """All cases of one operation, around its full and its bare request."""

    def __init__(self, operation: Operation, full_style: Style, bare_style: Style) -> None:
        self.operation = operation
        self.query, self.body = operation.values(full_style)
        bare_query, bare_body = operation.values(bare_style)
        self.bare_query = {name: value for name, value in bare_query.items() if name in operation.required}
        self.bare_body = {name: value for name, value in bare_body.items() if name in operation.required}

    def case(self, kind: str, **special: Any) -> dict[str, Any]:
        """The full request, with `special` replacing query, body, ids, method or answer; body=None sends none."""
        query = special.get("query", self.query)
        body = special.get("body", self.body)
        return {
            "route": self.operation.route,
            "kind": kind,
            "method": special.get("method", self.operation.verb),
            "url": make_url(self.operation, query, special.get("ids", "{}_1")),
            "body": special["raw"] if "raw" in special else None if body is None else make_body(self.operation, body),
            "answer": special.get("answer", "full"),
        }

    def full(self) -> dict[str, Any]:
        return self.case("full")

    def bare(self) -> dict[str, Any]:
        return self.case("required", query=self.bare_query, body=self.bare_body, answer="minimal")

    def has_body(self) -> bool:
        return bool(self.operation.body_fields) or self.operation.whole_body is not None

    def all(self) -> Iterator[dict[str, Any]]:
        yield self.full()
        yield self.bare()
        yield self.case("empty", query={}, body=None)
        yield from self.missing_fields()
        yield from self.wrong_fields()
        yield from self.deep_fields()
        yield from self.variants()
        yield from self.extra_fields()
        yield from self.odd_bodies()
        yield from self.odd_paths()
        yield from self.streams()
        yield from self.other_places()
        yield from self.failures()

    def missing_fields(self) -> Iterator[dict[str, Any]]:
        """Every field left out of the full request, one at a time."""
        for place, values in (("query", self.query), ("body", self.body)):
            for name in values:
                kind = "missing" if name in self.operation.required else "without"
                rest = {key: value for key, value in values.items() if key != name}
                yield self.case(f"{kind}:{name}", **{place: rest})

    def wrong_fields(self) -> Iterator[dict[str, Any]]:
        """Every field with values of other types, and with null."""
        for name in self.query:
            for index, text in enumerate(WRONG_TEXT):
                yield self.case(f"type:{name}:{index}", query={**self.query, name: text})
            yield self.case(f"null:{name}", query={**self.query, name: "null"})
            yield self.case(f"repeat:{name}", query={**self.query, name: [self.query[name], "other"]})
        for name in self.body:
            for index, value in enumerate(WRONG_JSON):
                yield self.case(f"type:{name}:{index}", body={**self.body, name: value})
            yield self.case(f"null:{name}", body={**self.body, name: None})

    def deep_fields(self) -> Iterator[dict[str, Any]]:
        """Every number and text inside the fields of the body with an extreme value: checks in Python see several."""
        for name, value in self.body.items():
            for index, other in enumerate(extremes(value) if isinstance(value, dict | list) else ()):
                yield self.case(f"deep:{name}:{index}", body={**self.body, name: other})

    def variants(self) -> Iterator[dict[str, Any]]:
        """Every alternative of a field that is a union, an enumeration, or an array of one of them."""
        for place, fields in (("query", self.operation.query_fields), ("body", self.operation.body_fields)):
            for name, schema in fields.items():
                values = self.alternatives(schema, name)
                for index, value in enumerate(values if len(values) > 1 else ()):
                    special = {place: {**getattr(self, place), name: value}}
                    yield self.case(f"variant:{name}:{index}", **special)

    def alternatives(self, schema: Schema, name: str) -> list[Any]:
        examples = self.operation.examples
        found: list[Any] = []
        for branch in examples.branches(schema):
            if branch.get("enum"):
                found += branch["enum"]
            elif branch.get("type") == "array" and len(examples.branches(branch.get("items", {}))) > 1:
                found += [[item] for item in self.alternatives(branch["items"], name)] + [[]]
            else:
                found.append(examples.example(branch, Style.CAUTIOUS, name))
        return found

    def extra_fields(self) -> Iterator[dict[str, Any]]:
        yield self.case("extra-query", query={**self.query, "unknown_field": "x"})
        if self.operation.body_fields:
            yield self.case("extra-body", body={**self.body, "unknown_field": "x"})

    def odd_bodies(self) -> Iterator[dict[str, Any]]:
        """Bodies that are no JSON object, or not declared as one; the body that is not there."""
        yield self.case("absent-body", body=None)
        if self.operation.form or not self.has_body():
            yield self.case("unasked-body", raw={"json": {"unasked": True}})
            return
        yield self.case("empty-object", raw={"json": {}})
        yield self.case("body-null", raw={"json": None})
        yield self.case("body-list", raw={"json": []})
        yield self.case("not-json", raw={"text": "{", "type": "application/json"})
        body = make_body(self.operation, self.body)
        if body is not None:
            yield self.case("text-body", raw={"text": json.dumps(body["json"]), "type": "text/plain"})

    def odd_paths(self) -> Iterator[dict[str, Any]]:
        if self.operation.path_fields:
            yield self.case("ids:odd", ids="{} with spaces & ü:+")
            yield self.case("ids:encoded-slash", ids="{}%2Fpart")
        if ":path}" in self.operation.path:
            yield self.case("ids:slash", ids="{}/with/slashes")
        yield self.case("verb:PATCH", method="PATCH")
        if self.operation.declared_verb != self.operation.verb:
            yield self.case(f"verb:{self.operation.declared_verb}", method=self.operation.declared_verb)

    def streams(self) -> Iterator[dict[str, Any]]:
        if "stream" not in self.operation.body_fields:
            return
        on = {**self.body, "stream": True}
        yield self.case("stream:true", body=on)
        yield self.case("stream:true-required", body={**self.bare_body, "stream": True})
        yield self.case("stream:false", body={**self.body, "stream": False})
        yield self.case("stream:null", body={**self.body, "stream": None})
        for index in range(2):
            yield self.case(f"stream-fails:{index}", body=on, answer=f"stream-fails:{index}")
        for error in ("ValueError", "RuntimeError", "ModelNotFoundError"):
            yield self.case(f"stream:raise-{error}", body=on, answer=f"raise:{error}")

    def other_places(self) -> Iterator[dict[str, Any]]:
        """Fields sent where the legacy server did not look: a list of a GET as query and as body, form objects."""
        if self.operation.form:
            for name in self.operation.unpublished():
                bracket = {f"{name}[anchor]": "created_at", f"{name}[seconds]": 3600}
                yield self.case(f"form-bracket:{name}", body={**self.body, **bracket})
                yield self.case(
                    f"form-json:{name}", body={**self.body, name: {"anchor": "created_at", "seconds": 3600}}
                )
                yield self.case(f"form-broken:{name}", body={**self.body, name: "not-json"})
                for number in EXTREMES:
                    out_of_bounds = {f"{name}[anchor]": "created_at", f"{name}[seconds]": number}
                    yield self.case(f"form-bounds:{name}:{number}", body={**self.body, **out_of_bounds})
        elif self.operation.verb != "POST":
            whole = self.operation.whole_body
            for name in self.operation.unpublished() if whole is not None else ():
                value = self.operation.examples.example(whole or {}, Style.DISTINCT, name)
                yield self.case(f"query-form:{name}", query={**self.query, name: value}, body=None)
                yield self.case(f"body-form:{name}", raw={"json": value})
            for name, schema in self.operation.body_fields.items():
                value = self.operation.examples.example(schema, Style.DISTINCT, name)
                yield self.case(f"query-form:{name}", query={**self.query, name: value}, body=None)
                yield self.case(f"body-form:{name}", raw={"json": {name: value}})

    def failures(self) -> Iterator[dict[str, Any]]:
        for error in ERRORS:
            yield self.case(f"raise:{error}", answer=f"raise:{error}")
        yield self.case("answer:none", answer="none")
        yield self.case("answer:undeclared", answer="undeclared")
        yield self.case("answer:wider", answer="wider")
        yield self.case("dict-answer", answer="dict")
        yield self.case("minimal-answer", answer="minimal")

    def random(self, source: Random) -> dict[str, Any]:
        """A request in which every field is as it should be, another alternative, wrong, null or left out."""
        fields = {**self.operation.query_fields, **self.operation.body_fields}
        query, body = (
            {
                name: source.choice([value, value, *self.alternatives(fields[name], name), *wrong, None])
                if name in fields
                else value
                for name, value in values.items()
                if source.random() < 0.8
            }
            for values, wrong in ((self.query, WRONG_TEXT), (self.body, WRONG_JSON))
        )
        ids = source.choice(["{}_1", "{} with spaces & ü:+", "{}%2Fpart", "1"])
        answer = source.choice(["full", "minimal", "none", "undeclared", *(f"raise:{error}" for error in ERRORS)])
        return self.case("random", query=query, body=body if "<body>" in body else body or None, ids=ids, answer=answer)


def extremes(value: Any) -> Iterator[Any]:
    """The value with one number or text in it exchanged, for each of them."""
    match value:
        case dict():
            for key, inner in value.items():
                yield from ({**value, key: other} for other in extremes(inner))
        case list():
            for index, inner in enumerate(value):
                yield from ([*value[:index], other, *value[index + 1 :]] for other in extremes(inner))
        case bool() | None:
            return
        case int() | float():
            yield from EXTREMES
        case str():
            yield "extreme"


def chosen(builder: CaseBuilder, count: int, seed: int) -> list[dict[str, Any]]:
    """`count` requests of a route: of each kind in turn, then random ones; the same for the same seed.

    Kinds are groups by the part before the first colon. Of each the first come first.
    """
    groups: dict[str, list[dict[str, Any]]] = {}
    for case in builder.all():
        groups.setdefault(case["kind"].split(":")[0], []).append(case)
    turns = zip_longest(*groups.values())
    found = [case for turn in turns for case in turn if case is not None][:count]
    source = Random(f"{seed} {builder.operation.route}")
    return found + [builder.random(source) for _ in range(count - len(found))]
